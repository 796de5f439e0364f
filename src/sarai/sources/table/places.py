"""The countries and regions of a cell: one, several, or the world."""

import re
from functools import lru_cache

from sarai.sources.table import named, words

_APART = (r"\s*[;|\n]\s*", r"\s*/\s*", r"\s*,\s*", r"\s*(?:,|&|\+|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b)\s*")
_EVERYWHERE = "998"
"""DAC: developing countries, unspecified."""


_REGION = re.compile(
    r"(.+?),?\s*\(?(?:multiple countries|several countries|various countries|regional|region)\)?", re.I
)


def several(told: str) -> tuple[str, ...]:
    """The codes of the countries and regions that a cell names, in its order; empty where a part of it is none."""
    return _several(told.strip())


@lru_cache(maxsize=200_000)
def _several(told: str) -> tuple[str, ...]:
    whole = _one(told)
    if whole is not None:
        return (whole,)
    for apart in _APART:
        parts = [part for part in re.split(apart, told) if part]
        if len(parts) > 1:
            found = [_one(part) for part in parts]
            if all(found):
                return tuple(dict.fromkeys(code for code in found if code))
    return ()


def _one(told: str) -> str | None:
    found = named.place(told)
    if found is not None:
        return found
    if (region := _REGION.fullmatch(told)) is not None:
        # What is meant for several of a region's countries is the region's.
        found = named.place(region[1].strip(" ,"))
        if found is not None and found.isdecimal():
            return found
    return _EVERYWHERE if words.plain(told) in words.group("everywhere") else None
