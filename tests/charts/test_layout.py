"""Whatever the rows say, no two texts meet and none leaves the sheet, on a page and on a phone."""

from hypothesis import given
from hypothesis import strategies as st

from pictures import collisions, outside
from sarai.charts import amounts, seen, series
from sarai.charts.sheet import Picture
from sarai.model.vocabulary import Says

AMOUNTS = st.none() | st.integers(-(10**7), 10**7).map(lambda tenths: tenths / 10)
LABELS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "So")), max_size=40)
"""Names in any script; pictograms are wider than the metrics of letters say."""


def laid_out(picture: Picture) -> bool:
    """Whether every text has its place; what has none is printed by the assertion."""
    for narrow in (False, True):
        assert not collisions(picture, narrow=narrow)
        assert not outside(picture, narrow=narrow)
    return True


@given(st.lists(st.tuples(LABELS, AMOUNTS, st.booleans()), min_size=1, max_size=8))
def test_bars(found: list[tuple[str, float | None, bool]]) -> None:
    bars = [
        amounts.Bar(
            label, value, "amount not published" if value is None else f"{value:,.1f}", strong=strong,
            low=None if value is None else value * 0.7,
            nothing=amounts.Nothing.NO_AMOUNT if value is None else None,
        )
        for label, value, strong in found
    ]  # fmt: skip
    assert laid_out(
        amounts.bars("b", [amounts.Group("", tuple(bars))], title="t", unit="u", source="s", unit_of_rows="u")
    )


@given(st.dictionaries(st.integers(1990, 2030), AMOUNTS, min_size=1, max_size=30))
def test_columns_of_years(found: dict[int, float | None]) -> None:
    years = [
        amounts.Year(year, value, amounts.Nothing.NO_RECORD if value is None else None,
                     () if value is None else (("s1", value * 0.5), ("s6", value * 0.5)))
        for year, value in found.items()
    ]  # fmt: skip
    assert laid_out(
        amounts.years("y", [amounts.Panel("", tuple(years))], title="t", unit="u", source="s", unit_of_rows="u")
    )


@given(
    st.dictionaries(
        st.tuples(LABELS, LABELS, st.integers(1990, 2030)), st.sampled_from(list(Says)), min_size=1, max_size=20
    )
)
def test_coverage(found: dict[tuple[str, str, int], Says]) -> None:
    cells = [seen.Cell(*place, state) for place, state in found.items()]
    assert laid_out(seen.coverage("c", cells, title="t", source="s"))


@given(st.lists(st.tuples(LABELS, st.floats(0, 12), st.floats(0, 1)), min_size=1, max_size=5))
def test_lines_of_shares(found: list[tuple[str, float, float]]) -> None:
    lines = [
        series.Line(name, (series.Step(0.0, 0.0, 0.0, 0.0), series.Step(at, share, share * 0.9, share)))
        for name, at, share in found
    ]
    assert laid_out(series.shares("s", lines, until=10, across="years", title="t", unit="u", source="s"))
