"""Money by year and by group: what is not known is not zero, and unlike things are not added."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictures import collisions, outside, shapes, texts, words
from sarai import charts
from sarai.charts import palette
from sarai.model.errors import ChartError

STATUSES = [
    {"year": 2012, "stage": "commitment", "value": 4e6, "unknown": False},
    {"year": 2012, "stage": "completion", "value": 6e6, "unknown": False},
    {"year": 2013, "stage": "completion", "value": 0, "unknown": False},
    {"year": 2015, "stage": "pledge", "value": None, "unknown": True},
    {"year": 2016, "stage": "pledge", "value": 1e6, "unknown": True},
    {"year": 2017, "stage": "pledge", "value": None, "unknown": False},
]
KINDS = [
    {"year": 2012, "stage": "disbursed", "value": 30.0, "unknown": False},
    {"year": 2012, "stage": "committed", "value": 120.0, "unknown": False},
    {"year": 2013, "stage": "committed", "value": -5.0, "unknown": False},
]


def group(label: str, value: float | None, low: float | None = None, high: float | None = None, n: int = 2) -> Any:
    """A row of money_by_group."""
    return {"label": label, "value": value, "low": value if low is None else low, "high": high or value, "n": n}


def bars(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Bars by year."""
    return shapes(spec, "stage", "value")


def test_statuses_are_stacked_in_their_order() -> None:
    drawn = [(each["stage"], each["from"], each["to"]) for each in bars(charts.money_by_year(STATUSES[:2]))]
    assert drawn == [("commitment", 0, 4e6), ("completion", 4e6, 1e7)]


def test_what_is_not_known_is_no_bar_and_no_zero() -> None:
    spec = charts.money_by_year(STATUSES, unit="USD")
    assert [each["year"] for each in bars(spec)] == [2012, 2012, 2013, 2016]
    marks = sorted((word.left, word.text) for word in words(spec) if word.bold and word.text in ("0", "?"))
    # 2013 is a stated zero, 2015 has records without an amount, 2016 is a part of more.
    assert [text for _, text in marks] == ["0", "?", "?"]
    assert any("amount not known" in text for text in texts(spec))


def test_years_without_a_record_say_so() -> None:
    spec = charts.money_by_year(STATUSES)
    assert [(each["from"], each["to"]) for each in shapes(spec, "from", "to") if "stage" not in each] == [
        (2014, 2014), (2017, 2017),
    ]  # fmt: skip
    assert texts(spec).count("no record") == 2


def test_a_span_too_narrow_for_words_is_told_below() -> None:
    years = [{"year": year, "stage": "pledge", "value": 1.0, "unknown": False} for year in (1980, 2019, 2021)]
    spec = charts.money_by_year(years, width=340)
    # One span is wide enough to say it within, the year 2020 is not, so the key says it.
    assert texts(spec).count("no record") == 2


def test_kinds_of_money_stand_in_panels_on_one_scale() -> None:
    spec = charts.money_by_year(KINDS, unit="USD m")
    assert [text for text in texts(spec) if text in palette.MEASURES] == ["committed", "disbursed"]
    scales = {str(layer["encoding"]["y"]["scale"]) for layer in spec["layer"] if bars({"layer": [layer]})}
    domains = {scale[: scale.index("range")] for scale in scales}
    assert len(scales) == 2
    assert len(domains) == 1
    # Side by side, never one above the other's end.
    assert {each["from"] for each in bars(spec)} == {0}
    assert {each["to"] for each in bars(spec)} == {120.0, -5.0, 30.0}


def test_bars_of_one_kind_carry_their_values_where_there_is_room() -> None:
    told = texts(charts.money_by_year([KINDS[1], KINDS[2] | {"unknown": True}], unit="USD m"))
    assert {"120", "−5.00 ?"} <= set(told)
    many = [KINDS[1] | {"year": year} for year in range(1990, 2020)]
    assert "120" not in texts(charts.money_by_year(many, unit="USD m"))
    # The parts of a stack are unlike: a figure above it would be their sum.
    assert "10.0" not in texts(charts.money_by_year(STATUSES[:2], unit="USD"))


def test_kinds_and_statuses_in_one_picture_are_refused() -> None:
    with pytest.raises(ChartError, match="kinds of money and statuses"):
        charts.money_by_year([STATUSES[0], KINDS[0]])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"stage": "guess"}, "row 1, stage: 'guess' is not known"),
        ({"value": "many"}, "row 1, value: 'many' is no finite number"),
        ({"value": float("nan")}, "no finite number"),
    ],
)
def test_bad_rows_are_named(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ChartError, match=said):
        charts.money_by_year([STATUSES[0] | change])


def test_a_row_without_a_field_is_named() -> None:
    with pytest.raises(ChartError, match="row 1: the row has no unknown"):
        charts.money_by_year([{"year": 2012, "stage": "pledge", "value": 1.0}])


def test_groups_are_sorted_and_what_is_not_known_comes_last() -> None:
    rows = [group("unknown", None, n=1), group("small", 2e6), group("large", 5e8, 4e8, 6e8), group("back", -3e6)]
    spec = charts.money_by_group(rows, unit="USD")
    assert [each["label"] for each in shapes(spec, "label", "value")] == ["large", "small", "back"]
    told = texts(spec)
    assert [text for text in told if text in ("large", "small", "back", "unknown")] == [
        "large",
        "small",
        "back",
        "unknown",
    ]
    assert {"amount not known", "1 record", "400 to 600 · 2 records", "USD million", "−3.00"} <= set(told)


def test_whiskers_are_drawn_only_where_sources_disagree() -> None:
    rows = [group("one", 5e8, 4e8, 6e8), group("two", 3e8)]
    whiskers = shapes(charts.money_by_group(rows), "low", "high")
    assert {(each["label"], each["low"], each["high"]) for each in whiskers} == {("one", 4e8, 6e8)}


def test_low_above_high_is_refused() -> None:
    with pytest.raises(ChartError, match="row 1: low is above high"):
        charts.money_by_group([group("one", 5, 9, 6)])


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([427.4, 97.2], ["427", "97.2"]),
        ([330.2e6, 4.3e6], ["330", "4.30"]),
        ([18.8e9, 1.14e6], ["18,800", "1.14"]),
        ([5e9, 2e9], ["5.00", "2.00"]),
        ([9.9996, 0], ["10.0", "0"]),
        ([3.0, 0.0000002], ["3.00", "<0.001"]),
    ],
)
def test_values_keep_three_digits(values: Sequence[float], told: Sequence[str]) -> None:
    found = texts(charts.money_by_group([group(str(at), value) for at, value in enumerate(values)]))
    assert set(told) <= set(found)


@pytest.mark.parametrize("draw", [charts.money_by_year, charts.money_by_group])
def test_no_rows_give_words(draw: Any) -> None:
    spec = draw([], width=340)
    assert "No record" in " ".join(texts(spec))
    assert not outside(spec)


@pytest.mark.parametrize("width", [560, 340])
def test_words_keep_apart_and_on_the_sheet(width: int) -> None:
    rows = [
        group("Energy generation, distribution and efficiency in the provinces", 1.8e10, 1.2e10, 1.9e10, 12_345),
        group("Generation", 1.7e10, 1.2e10, 1.9e10), group("Übertragungsnetzgesellschaftsvertragsverhandlungen", None),
        group("-", -1e9),
    ]  # fmt: skip
    for spec in (charts.money_by_group(rows, unit="USD", width=width),
                 charts.money_by_year(STATUSES, unit="USD", width=width),
                 charts.money_by_year(KINDS, unit="USD m", width=width)):  # fmt: skip
        assert not collisions(spec)
        assert not outside(spec)
        assert min(word.size for word in words(spec)) >= 11


@given(
    st.lists(
        st.tuples(
            st.integers(1960, 2030), st.sampled_from(["pledge", "commitment", "completion"]),
            st.none() | st.floats(-1e10, 1e10), st.booleans(),
        ),
        min_size=1, max_size=30,
    ),
    st.sampled_from([560, 340]),
)  # fmt: skip
def test_any_years_keep_their_words_apart_and_their_sums(
    found: list[tuple[int, str, float | None, bool]], width: int
) -> None:
    rows = [dict(zip(("year", "stage", "value", "unknown"), each, strict=True)) for each in found]
    spec = charts.money_by_year(rows, unit="USD", width=width)
    assert not collisions(spec)
    assert not outside(spec)
    drawn = {(each["year"], each["stage"]): each["to"] - each["from"] for each in bars(spec)}
    stated = {(row["year"], row["stage"]) for row in rows if row["value"] is not None}
    assert drawn.keys() == stated
    for year, stage in stated:
        values = [row["value"] or 0 for row in rows if (row["year"], row["stage"]) == (year, stage)]
        assert drawn[year, stage] == pytest.approx(sum(values), abs=1e-3)
