"""Coverage: speaks, silent and out of scope are three things, and a blank is a fourth."""

from typing import Any

import pytest

from pictures import collisions, outside, shapes, texts
from sarai import charts
from sarai.model.errors import ChartError


def row(year: int, state: str, partner: str = "Japan", source: str = "crs") -> dict[str, Any]:
    """A made-up place of the grid."""
    return {"partner": partner, "year": year, "source": source, "state": state}


ROWS = [
    row(2012, "speaks"), row(2013, "silent"), row(2015, "out of scope"),
    row(2012, "silent", "World Bank, IBRD", "loan book"), row(2014, "speaks", source="projects"),
]  # fmt: skip


def test_each_state_is_drawn_as_its_own_thing() -> None:
    spec = charts.coverage(ROWS)
    looks = {
        cell["state"]: (layer["mark"]["type"], layer["mark"].get("fill"))
        for layer in spec["layer"] for cell in shapes({"layer": [layer]}, "state")
    }  # fmt: skip
    assert sorted(looks) == ["out of scope", "silent", "speaks"]
    assert len(set(looks.values())) == 3
    assert len(shapes(spec, "state")) == len(ROWS)


def test_sources_of_a_partner_stand_together() -> None:
    cells = {(cell["partner"], cell["source"]): cell["y"] for cell in shapes(charts.coverage(ROWS), "state")}
    assert sorted(cells, key=lambda place: cells[place]) == [
        ("Japan", "crs"), ("Japan", "projects"), ("World Bank, IBRD", "loan book"),
    ]  # fmt: skip


def test_columns_are_years_without_a_gap() -> None:
    middle = {cell["year"]: (cell["x"] + cell["x2"]) / 2 for cell in shapes(charts.coverage(ROWS), "state")}
    step = middle[2013] - middle[2012]
    assert middle[2015] == pytest.approx(middle[2012] + 3 * step)


def test_the_legend_names_what_is_there() -> None:
    told = " ".join(texts(charts.coverage(ROWS[:1])))
    assert "speaks" in told
    assert "scope" not in told


def test_contradictions_and_unknown_states_are_refused() -> None:
    with pytest.raises(ChartError, match="crs on Japan in 2012 is speaks and silent"):
        charts.coverage([ROWS[0], row(2012, "silent")])
    with pytest.raises(ChartError, match="'mute' is not known"):
        charts.coverage([row(2012, "mute")])


def test_no_rows_give_words() -> None:
    assert "No source" in " ".join(texts(charts.coverage([])))


@pytest.mark.parametrize("width", [560, 340])
@pytest.mark.parametrize("source", ["crs", "A source with a long name that leaves no room for cells beside it"])
def test_words_keep_apart_and_on_the_sheet(width: int, source: str) -> None:
    rows = [row(year, "speaks", partner, source) for year in range(1995, 2026) for partner in ("Japan", "World Bank")]
    spec = charts.coverage(rows, width=width)
    assert not collisions(spec)
    assert not outside(spec)
    assert all(0 <= cell["x"] < cell["x2"] <= width for cell in shapes(spec, "state"))
