"""Rows of HXL tags: what the columns of a humanitarian table are, said under its headers and no record.

Humanitarian Exchange Language 1.1: a tag is a hash and a word, with attributes behind plus signs.
"""

import re
from collections.abc import Sequence

from sarai.sources.kit.cells import Cell, text

_TAG = re.compile(r"#[A-Za-z]\w*(?:\s*\+\s*[A-Za-z]\w*)*")


def is_tags(cells: Sequence[Cell]) -> bool:
    """Whether a row is one of tags: more than one cell is filled, and each with a tag."""
    told = [words for cell in cells if (words := text(cell)) is not None]
    return len(told) > 1 and all(_TAG.fullmatch(each) for each in told)
