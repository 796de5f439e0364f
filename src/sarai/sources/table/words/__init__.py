"""Words that tables are written with, as data: headers, sizes, sums, blanks, months, codes; one resolver for each.

A list has one line per meaning and language, with its words separated by semicolons. Words are compared without case,
accents and punctuation, so that ``Date d’approbation`` and ``DATE_D_APPROBATION`` are one.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_NOT_WORDS = re.compile(r"[^\w%№°#']+|_+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header word stands for: a field, or (with a dash before it) why its column fills none; and the kind
    of money that it names."""

    field: str
    kind: str | None


@cache
def plain(told: str) -> str:
    """A header as it is compared: words in small letters without accents, one blank between them."""
    apart = _CAMEL.sub(" ", told.strip())
    bare = unicodedata.normalize("NFKD", apart.replace("’", "'").casefold())
    letters = "".join(each for each in bare if not unicodedata.combining(each))
    return " ".join(_NOT_WORDS.sub(" ", letters).replace("'", " ").split())


@cache
def headers() -> Mapping[str, tuple[Meaning, ...]]:
    """What each header word may mean; some mean a date over one column and an amount over another."""
    found: dict[str, list[Meaning]] = {}
    for row in _rows("headers.csv"):
        meaning = Meaning(row["field"], row["kind"] or None)
        for word in row["words"].split("; "):
            meant = found.setdefault(plain(word), [])
            if meaning not in meant:
                meant.append(meaning)
    return {word: tuple(meant) for word, meant in found.items()}


@cache
def scales() -> Mapping[str, Decimal | None]:
    """What each word for a size multiplies by; none where it is a thousand in one language and a million in another."""
    return {row["word"]: Decimal(row["times"]) if row["times"] else None for row in _rows("scales.csv")}


@cache
def known_units() -> Mapping[str, tuple[Decimal, str]]:
    """What headers of published files are counted in though they do not say so, with who says it."""
    return {row["header"]: (Decimal(row["times"]), row["why"]) for row in _rows("known_units.csv")}


@cache
def blanks() -> frozenset[str]:
    """What stands in a cell in which nothing is reported, in small letters."""
    return frozenset(row["word"].casefold() for row in _rows("blanks.csv"))


@cache
def totals() -> frozenset[str]:
    """What rows are called that add up others, as :func:`plain` compares it."""
    return frozenset(plain(row["word"]) for row in _rows("totals.csv"))


@cache
def months() -> Mapping[str, int]:
    """The month of each name and abbreviation, without its point."""
    return {plain(name): int(row["month"]) for row in _rows("months.csv") for name in row["names"].split("; ")}


@cache
def group(name: str) -> frozenset[str]:
    """A group of words, as :func:`plain` compares them."""
    (row,) = (row for row in _rows("groups.csv") if row["group"] == name)
    return frozenset(plain(word) for word in row["words"].split("; "))


@cache
def codes(field: str) -> Mapping[str, str]:
    """What the words of a field's cells mean, as :func:`plain` compares them."""
    return {
        plain(word): row["code"]
        for row in _rows("codes.csv")
        if row["field"] == field
        for word in row["words"].split("; ")
    }


@cache
def terms() -> tuple[Mapping[str, str], ...]:
    """What the terms of loans are counted in: a unit, how many years or percent it is, and its words."""
    return tuple(_rows("terms.csv"))


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(files(__name__).joinpath(name).read_text(encoding="utf-8").splitlines())
