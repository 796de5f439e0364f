"""What a title names: places under all their names, kinds of works, phases, and whether it is a design.

Places and their names in Russian, national and older spellings are those of the code lists; ``data/works.csv`` holds
kinds of works and the words for them. Both are data: a name is added there, not here.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from sarai import codelists


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names. ``phases`` is empty where none is told; ``figures`` are measures as written, ``sums`` sums of
    money in whole units with their currency, ``words`` rarer words without places, ``title`` all but the smallest."""

    towns: frozenset[str]
    regions: frozenset[str]
    works: frozenset[str]
    phases: frozenset[int]
    figures: frozenset[str]
    sums: frozenset[str]
    years: frozenset[str]
    design: bool
    words: frozenset[str]
    title: frozenset[str]


_WORD = re.compile(r"[a-z]{4,}")
_PHASES = re.compile(r"\b(?:phases?|stages?|rounds?|units?)\s+(\d|[ivx]+\b)(?:\s*(?:\+|and|&)\s*(\d))?", re.IGNORECASE)
_ORDINAL = re.compile(
    r"\b(first|second|third|fourth)\s+(?:\w+\s+)?(?:phase|stage|round|section|project)\b", re.IGNORECASE
)
_ROMAN_END = re.compile(r"\b([A-Z][A-Z]+)\s+(I{1,3}|IV)\b")
_DESIGN = re.compile(r"\b(?:detailed design|design of|feasibility|preparatory survey)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\b(\d+(?:[.,]\d+)*)\s*(km|mw|kv|teu|ha|bcm)\b", re.IGNORECASE)
_SIZES = {"": 0, "m": 6, "mn": 6, "mln": 6, "million": 6, "bn": 9, "billion": 9}
_SIZE = "|".join(sorted(filter(None, _SIZES), key=len, reverse=True))
_CURRENCY = r"us\$|\$|usd|us dollars?|dollars?|rmb|cny|yuan|jpy|yen|eur|euros?|€|¥"
_CURRENCIES = {"us": "USD", "$": "USD", "do": "USD", "rm": "CNY", "cn": "CNY", "yu": "CNY", "jp": "JPY", "ye": "JPY",
               "eu": "EUR", "€": "EUR", "¥": "JPY"}  # fmt: skip
_SUM = re.compile(
    rf"(?:(?P<before>{_CURRENCY})\s*)?(?<![\d.,])(?P<number>\d+(?:[.,]\d+)*)(?:\s*(?P<size>{_SIZE})\b)?"
    rf"(?:\s*(?P<after>{_CURRENCY})(?![a-z]))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_COMMON = frozenset(
    "project projects phase stage round first second third fourth loan loans grant grants with from into that this "
    "other power plant plants road roads line lines construction modernisation rehabilitation improvement development "
    "works work district region regional section sections unit units main year years programme system systems "
    "supply water equipment support under against framework told south north east west southern northern city town "
    "towns country central asia sector energy rest detailed design million about "
    "bank banks exim eximbank export import china chinese japan japanese government credit preferential buyer seller "
    "concessional commercial provides provide provided loans loaned commits committed pledges grants granted donates "
    "donated funds funded finances finance financed financing contributes reconstruction upgrade purchase linked under "
    "kazakhstan kyrgyzstan kyrgyz republic tajikistan turkmenistan uzbekistan kazakh tajik turkmen uzbek company "
    "corporation development national ministry worth equipment facility amount usd rmb yuan dollars".split()
)


def folded(text: str) -> str:
    """A text without case, accents and hyphens, its words one space apart."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(" " if each in "-–_/'’" else each for each in plain if not unicodedata.combining(each))
    return " ".join(kept.split())


@cache
def _works() -> Mapping[str, re.Pattern[str]]:
    with files("sarai.linking").joinpath("data", "works.csv").open(encoding="utf-8") as stream:
        return {row["works"]: _any_of(row["words"].split(";")) for row in csv.DictReader(stream)}


class _Places(NamedTuple):
    names: re.Pattern[str]
    towns: Mapping[str, frozenset[str]]
    regions: Mapping[str, frozenset[str]]


@cache
def _places() -> _Places:
    """Every name of a place below the country, folded, and the codes of the towns and regions that bear it."""
    towns: dict[str, set[str]] = {}
    regions: dict[str, set[str]] = {}
    for one in codelists.localities():
        kind = regions if one.kind is codelists.LocalityKind.REGION else towns
        for name in map(folded, codelists.names_of_locality(one.code)):
            if name.isascii():
                kind.setdefault(name, set()).add(one.code)
    by_town = {name: frozenset(codes) for name, codes in towns.items()}
    # A bare name that a town and its region share is the town's.
    by_region = {name: frozenset(codes) for name, codes in regions.items() if name not in towns}
    return _Places(_any_of([*by_town, *by_region]), by_town, by_region)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """The names as whole words, the longest first: *Nizhny Panj* is not Panj."""
    told = "|".join(re.escape(each) for each in sorted(set(map(folded, names)), key=len, reverse=True))
    return re.compile(rf"(?<![a-z0-9])(?:{told})(?![a-z0-9])")


def _without_places(title: str) -> str:
    """A title less the places in it, so that no name counts twice, as a place and as a word."""
    return _places().names.sub(" ", title)


_SMALL = frozenset("a an and at by for from in of on or the to with via its".split())


def _canonical(title: str) -> str:
    """A title with each place under its first name, so that one title in two spellings is one."""
    every = _places()

    def first(found: re.Match[str]) -> str:
        codes = every.towns.get(found[0]) or every.regions[found[0]]
        return folded(codelists.names_of_locality(min(codes))[0])

    return every.names.sub(first, title)


def _phases(text: str) -> frozenset[int]:
    found: set[int] = set()
    for match in _PHASES.finditer(text):
        for told in match.groups():
            if told:
                found.add(int(told) if told.isdigit() else _ROMAN.get(told.lower(), 0))
    found |= {_ORDINALS[match.group(1).lower()] for match in _ORDINAL.finditer(text)}
    found |= {_ROMAN[match.group(2).lower()] for match in _ROMAN_END.finditer(text)}
    return frozenset(found - {0})


def _sums(text: str) -> Iterator[str]:
    for match in _SUM.finditer(text):
        told = (match["before"] or match["after"] or "").lower()
        number = match["number"].replace(",", "")
        if told and re.fullmatch(r"\d+(\.\d+)?|\d{1,3}(,\d{3})+(\.\d+)?", match["number"]):
            size = _SIZES[(match["size"] or "").lower()]
            currency = _CURRENCIES.get(told[:2]) or _CURRENCIES[told[:1]]
            yield f"{currency} {float(number) * 10**size:g}"


def named(text: str, places: Iterable[str] = ()) -> Named:
    """What a title or a wording names, with the places stated beside it."""
    told = folded(" ; ".join((text, *places)))
    title = folded(text)
    every = _places()
    met = every.names.findall(told)
    return Named(
        towns=frozenset().union(*(every.towns.get(name, ()) for name in met)),
        regions=frozenset().union(*(every.regions.get(name, ()) for name in met)),
        works=frozenset(works for works, words in _works().items() if words.search(title)),
        phases=_phases(text),
        figures=frozenset(f"{number} {unit.lower()}" for number, unit in _FIGURE.findall(text)),
        sums=frozenset(_sums(text)),
        years=frozenset(_YEAR.findall(text)),
        design=bool(_DESIGN.search(text)),
        words=frozenset(_WORD.findall(_without_places(title))) - _COMMON,
        title=frozenset(re.findall(r"[a-z0-9]+", _canonical(title))) - _SMALL,
    )
