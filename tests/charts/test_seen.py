"""Coverage: speaks, silent and out of scope are three things, and a blank is a fourth."""

from pictures import shapes, texts
from sarai.charts.seen import Cell, coverage
from sarai.model.vocabulary import Says

CELLS = [
    Cell("Japan", "crs", 2012, Says.SPEAKS), Cell("Japan", "crs", 2013, Says.SILENT),
    Cell("Japan", "crs", 2015, Says.OUT_OF_SCOPE), Cell("World Bank, IBRD", "loan book", 2012, Says.SILENT),
    Cell("Japan", "projects", 2014, Says.SPEAKS),
]  # fmt: skip


def test_each_state_is_drawn_as_its_own_thing() -> None:
    picture = coverage("c", CELLS, title="t", source="s")
    # One more of each stands in the key.
    assert [len(shapes(picture, cls)) for cls in ("p3", "hole", "thin")] == [3, 3, 2]
    assert picture.rows == tuple((cell.partner, cell.source, cell.year, str(cell.state)) for cell in CELLS)


def test_sources_of_a_partner_stand_together() -> None:
    told = [text for text in texts(coverage("c", CELLS, title="t", source="s")) if not text.isdigit()]
    assert told[2:7] == ["Japan", "crs", "projects", "World Bank, IBRD", "loan book"]


def test_it_is_told_in_words() -> None:
    assert "Japan, crs: speaks in 1 of 3 years" in coverage("c", CELLS, title="t", source="s").alt
