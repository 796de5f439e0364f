"""Letters of a page of a PDF: which way they run, and which are the marks of notes."""

import math
import re
from collections import Counter
from typing import Any

_NOTED = re.compile(r"(?:[^\W\d_]{3}|\b(?:19|20)\d\d|[.,;:!?%)\"”’])\Z")
_MOST = 3
"""Figures that a mark has at most."""
_SMALLER = 0.8
"""A mark is set in letters of at most this part of the size of those before it."""


def angle(letters: Any, index: int) -> int:
    """The way a letter runs: 0, 90, 180 or 270 degrees."""
    from pypdfium2 import raw  # type: ignore[import-untyped]

    quarters = float(raw.FPDFText_GetCharAngle(letters, index)) / (math.pi / 2)
    return -round(quarters) % 4 * 90


def direction(letters: Any, count: int) -> int:
    """The way most letters of a page run: 0, 90, 180 or 270 degrees. A wide table is often printed sideways."""
    sample = [angle(letters, index) for index in range(0, count, max(1, count // 40))]
    return Counter(sample).most_common(1)[0][0] if sample else 0


def is_note(letters: Any, index: int) -> bool:
    """Whether a figure is the raised mark of a note after a word, which would be read as a part of it.

    No power, as of km or m: those stand after one letter or two.
    """
    size, low = _size(letters, index), _low(letters, index)
    before = index - 1
    # A mark may have several figures, all of one size and level.
    while before > index - _MOST and _is_figure(letters, before) and _size(letters, before) == size:
        before -= 1
    if before < 0 or not 0 < size <= _SMALLER * _size(letters, before) or low <= _low(letters, before):
        return False
    return _NOTED.search("".join(_letter(letters, each) for each in range(max(0, before - 4), before + 1))) is not None


def _letter(letters: Any, index: int) -> str:
    from pypdfium2 import raw

    return chr(raw.FPDFText_GetUnicode(letters, index))


def _is_figure(letters: Any, index: int) -> bool:
    return index >= 0 and _letter(letters, index).isdigit()


def _size(letters: Any, index: int) -> float:
    from pypdfium2 import raw

    return float(raw.FPDFText_GetFontSize(letters, index))


def _low(letters: Any, index: int) -> float:
    from ctypes import byref, c_double

    from pypdfium2 import raw

    across, up = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(letters, index, byref(across), byref(up))
    return up.value
