"""Rows behind figures: parts of a size, sums that hold, text that cannot end a script."""

import json
from decimal import Decimal

import pytest

from sarai.model.errors import BriefError
from sarai.web.slices import MOST, Column, Slice, Told, decoded


def held(n: int, title: str = "A road") -> Slice:
    """A slice of made-up rows, each worth one unit and a cent."""
    rows = [(Told(f"{title} {at}", "made up", "https://example.org/a"), Told("USD 1.01")) for at in range(n)]
    return Slice("made-up", (Column("Record"), Column("Stated", True)), rows, [Decimal("1.01")] * n, "USD")


def test_a_figure_opens_rows_that_add_up_to_it() -> None:
    made = held(3)
    made.open("all", title="All", tells="three", total=Decimal("3.03"))
    assert made.panels["all"].total == Decimal("3.03")
    with pytest.raises(BriefError, match="the figure is 4"):
        made.open("wrong", title="Wrong", tells="", total=Decimal(4))


def test_rows_without_a_value_are_rows_and_no_zero() -> None:
    made = held(2)
    made.values = [Decimal("1.01"), None]
    made.open("all", title="All", tells="")
    assert made.panels["all"].total == Decimal("1.01")
    made.values = [None, None]
    made.open("none", title="None", tells="")
    assert made.panels["none"].total is None


def test_parts_hold_every_row_once_and_none_is_too_large() -> None:
    made = held(30000, "Душанбе ")
    made.open("all", title="All", tells="")
    parts = made.parts()
    assert len(parts) > 3
    assert all(len(part.encode()) <= MOST for part in parts)
    read = [decoded(part) for part in parts]
    assert [part for _, part, _, _ in read] == list(range(len(parts)))
    assert read[0][2]["parts"] == len(parts)
    assert sum(len(rows) for *_, rows in read) == 30000
    assert read[0][2]["panels"]["all"]["rows"] == [[0, 29999]]


def test_a_title_cannot_end_the_script_or_the_line() -> None:
    made = held(1, "</script><script>alert(1)</script>\u2028\u2029<!--")
    made.open("all", title="<b>", tells="")
    (script,) = made.parts()
    assert "<" not in script
    assert "\u2028" not in script
    assert "\u2029" not in script
    *_, rows = decoded(script)
    assert rows[0][1][0].startswith("</script><script>")
    assert json.dumps(rows)


def test_a_text_told_again_is_written_once_and_read_back_whole() -> None:
    made = held(300)
    made.open("all", title="All", tells="")
    (part,) = made.parts()
    assert part.count("https://example.org/a") == 1
    *_, rows = decoded(part)
    assert rows[299] == ["1.01", ["A road 299", "made up", "https://example.org/a"], "USD 1.01"]
