"""Whatever the rows say, no two texts meet and none leaves the sheet, at either width."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pictures import collisions, outside
from sarai import charts

WIDTHS = st.sampled_from([560, 340])
AMOUNTS = st.none() | st.floats(-1e11, 1e11)
LABELS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "So")), max_size=40)
"""Names in any script; pictograms are wider than the metrics of letters say."""
UNITS = st.sampled_from(["", "USD", "USD per head"])


def laid_out(spec: dict[str, Any]) -> bool:
    """Whether every text has its place; what has none is printed by the assertion."""
    assert not collisions(spec)
    assert not outside(spec)
    return True


@given(st.lists(st.tuples(LABELS, AMOUNTS, st.integers(0, 10**6)), min_size=1, max_size=8), UNITS, WIDTHS)
def test_bars_by_group(found: list[tuple[str, float | None, int]], unit: str, width: int) -> None:
    rows = [
        {"label": label, "value": value, "low": value and value - abs(value) * 0.3,
         "high": value and value + abs(value) * 0.5, "n": n}
        for label, value, n in found
    ]  # fmt: skip
    assert laid_out(charts.money_by_group(rows, unit=unit, width=width))


@given(st.lists(st.tuples(LABELS, AMOUNTS, st.integers(0, 2)), min_size=1, max_size=8), UNITS, WIDTHS)
def test_bars_by_partner(found: list[tuple[str, float | None, int]], unit: str, width: int) -> None:
    rows = [{"partner": a, "value": b, "basis": f"basis {n}", "marked": n == 1} for a, b, n in found]
    assert laid_out(charts.peers(rows, unit=unit, width=width))


@given(
    st.lists(
        st.tuples(
            LABELS, st.integers(1960, 2030), LABELS,
            st.sampled_from(["speaks", "silent", "out of scope"]),
        ),
        min_size=1, max_size=20, unique_by=lambda row: row[:3],
    ),
    WIDTHS,
)  # fmt: skip
def test_coverage(found: list[tuple[str, int, str, str]], width: int) -> None:
    rows = [dict(zip(("partner", "year", "source", "state"), row, strict=True)) for row in found]
    assert laid_out(charts.coverage(rows, width=width))
