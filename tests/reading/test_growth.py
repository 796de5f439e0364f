"""Hostile text is read in time that grows with its length: four times the text takes four times as long, never sixteen."""

import contextlib
import gc
import time

import pytest

from sarai.model.errors import UnknownLanguage
from sarai.reading import read_text

UNITS = {
    "digits": "1234567890", "brackets": "(", "nested": "([{", "of of of": "of ", "of the of the": "of the ", "and": "and ",
    "numbers": "1,", "dollars": "$", "hyphens": "a-", "stops": ".", "quotes": "“a” ", "tellers": "the minister said ",
    "names": "Japan and China, ", "amounts": "$5 million ", "auxiliaries": "will not have been to be ",
    "claims": "Japan pledged $5 million to Kenya, ", "periods": "over the next five years ", "years": "2020-",
    "semicolons": "a; ", "blank lines": "\n\n a", "one word": "x", "blocks cut short": "x\n\n", "apostrophes": "a'", "comparators": "up to more than ",
    "chained verbs": "agreed to plan to agree to ", "noun chains": "notes grants loans of ", "open names": "(Japan (China (",
    "tabs": "\t", "escapes": "\\$", "soft hyphens": "ab\u00ad", "right to left": "\u202eabc ", "combining": "e\u0301",
}  # fmt: skip

SMALL, LARGE = 12_500, 50_000
WORST = 10
"""Between the 4 of linear and the 16 of quadratic growth, with room for the noise of a busy machine."""


def _taken(text: str) -> float:
    # A collection walks what all earlier tests left behind: 0.6 s were seen where the text takes 0.1.
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        with contextlib.suppress(UnknownLanguage):
            read_text(text)
        return time.process_time() - began
    finally:
        gc.enable()


@pytest.mark.parametrize("name", UNITS)
def test_time_grows_with_length(name: str) -> None:
    small, large = (
        "Japan met Kenya in the house of the sea. " + UNITS[name] * (size // len(UNITS[name]))
        for size in (SMALL, LARGE)
    )
    # A time below 10 ms is noise; a quadratic rule is far above it.
    assert _taken(large) < WORST * max(min(_taken(small) for _ in range(2)), 0.01)
