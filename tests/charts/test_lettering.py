"""Widths of words, and lines that fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarai.charts import lettering


@pytest.mark.parametrize(
    ("text", "wide"),
    # Advance widths of the Core 14 metrics of Helvetica, added up by hand.
    [("Wall", 944 + 556 + 222 + 222), ("Energy", 667 + 556 + 556 + 333 + 556 + 500), ("é", 556), ("援助", 2000)],
)
def test_widths_are_those_of_the_metrics(text: str, wide: float) -> None:
    assert lettering.width(text, 1000) == wide


@given(st.text(max_size=80), st.floats(40, 400))
def test_lines_fit_and_keep_every_word(text: str, room: float) -> None:
    lines = lettering.wrapped(text, 13, room)
    assert lines
    assert all(lettering.width(line, 13) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(lettering.readable(text).split())
