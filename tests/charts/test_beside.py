"""A partner beside its peers: unlike bases never share an axis."""

import pytest

from pictures import collisions, outside, shapes, texts, words
from sarai import charts
from sarai.charts import palette
from sarai.model.errors import ChartError

CRS = "Disbursed, ODA and OOF, gross, current USD"
STOCK = "Loans signed less cancelled, a stock on a date"
ROWS = [
    {"partner": "Japan", "value": 3.12, "basis": CRS, "marked": True},
    {"partner": "World Bank, IBRD", "value": 964.0, "basis": STOCK, "marked": False},
    {"partner": "United States of America", "value": 8.9, "basis": CRS, "marked": False},
    {"partner": "Korea", "value": None, "basis": CRS, "marked": False},
]


def test_each_basis_has_a_panel_with_its_own_axis() -> None:
    spec = charts.peers(ROWS, unit="USD per head")
    bars = [layer for layer in spec["layer"] if shapes({"layer": [layer]}, "label", "value")]
    domains = {
        row["label"]: layer["encoding"]["x"]["scale"]["domain"] for layer in bars for row in layer["data"]["values"]
    }
    assert domains["Japan"] == domains["United States of America"] == [0, 10]
    assert domains["World Bank, IBRD"] == [0, 1000]
    assert [text for text in texts(spec) if text in (CRS, STOCK)] == [CRS, STOCK]
    assert "cannot be compared" in " ".join(texts(spec))


def test_one_basis_needs_no_warning() -> None:
    assert "cannot be compared" not in " ".join(texts(charts.peers(ROWS[:1])))


def test_what_is_not_known_has_no_bar_and_the_marked_stands_out() -> None:
    spec = charts.peers(ROWS)
    drawn = {row["label"]: row["colour"] for row in shapes(spec, "label", "value")}
    assert drawn == {
        "United States of America": palette.BESIDE, "Japan": palette.ACCENT, "World Bank, IBRD": palette.BESIDE,
    }  # fmt: skip
    assert texts(spec).count("not known") == 1
    bold = {word.text for word in words(spec) if word.bold}
    assert "Japan" in bold
    assert "Korea" not in bold


def test_no_rows_give_words_and_bad_ones_are_named() -> None:
    assert "No partner has a record" in " ".join(texts(charts.peers([])))
    with pytest.raises(ChartError, match="peers: row 2, value"):
        charts.peers([ROWS[0], {**ROWS[1], "value": float("inf")}])


@pytest.mark.parametrize("width", [560, 340])
def test_words_keep_apart_and_on_the_sheet(width: int) -> None:
    spec = charts.peers(ROWS, unit="USD per head", width=width)
    assert not collisions(spec)
    assert not outside(spec)
