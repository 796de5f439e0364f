"""What readers call codes: countries and organisations in a sentence, sectors in plain words, kinds of evidence."""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sarai import codelists

ARTICLE = frozenset("AE BS CD CF CG CZ DO FK FO GB GM KM KY MH MV NL PH SB SC TC US VA VG VI".split())
"""Countries that are said with an article."""

_ORGANISATION = re.compile(
    r"\b(Bank|Fund|Union|Organi[sz]ation|Agency|Programme|Foundation|Association|Commission|Facility|Alliance|"
    r"Council|Centre|Nations|Secretariat|Funds|Committee|Corporation)\b"
)

TIERS: Mapping[str, str] = MappingProxyType(
    {
        "official-ledger": "an official ledger",
        "official-text": "official texts",
        "independent-list": "a third party’s list, read by the build",
        "press-named-official": "press that names an official",
        "press-several": "several press reports each",
        "press-single-source": "one press report each",
        "weak-or-mirror": "weak or mirrored pages",
        "not-stated": "sources of no stated kind",
    }
)
"""What evidence money rests on, in words."""

STATUSES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "completion": ("completed", "kept"),
        "closed": ("closed", "kept"),
        "finalisation": ("nearly done", "late"),
        "implementation": ("under way", "way"),
        "commitment": ("agreed; not seen since", "unseen"),
        "pipeline": ("planned", "due"),
        "pledge": ("pledged", "said"),
        "suspended": ("suspended", "over"),
        "cancelled": ("cancelled", "broken"),
    }
)
"""The last known status of a record: words and look."""

_SHORT: Mapping[str, str] = MappingProxyType(
    {
        "IBRD": "World Bank (IBRD)",
        "IDA": "World Bank (IDA)",
        "US": "United States",
        "GB": "United Kingdom",
        "RU": "Russia",
        "KR": "South Korea",
        "AE": "United Arab Emirates",
        "IR": "Iran",
        "42000": "European Union",
    }
)
"""Partners whose names in the code lists are longer than people say them."""


def place(code: str | None) -> str:
    """A country, region or organisation as a reader calls it."""
    if code is None:
        return "recipient not stated"
    return _SHORT.get(code) or codelists.name_of_partner(code) or code


def partner(code: str | None) -> str:
    """A partner as a reader calls it."""
    if code == "several":
        return "several funders, shares not stated"
    return "partner not stated" if code is None else place(code)


def spoken(code: str | None) -> str:
    """A name inside a sentence, with its article."""
    name = partner(code)
    if code in ARTICLE or (_ORGANISATION.search(name) and not name.lower().startswith("the ")):
        return f"the {name}"
    return name


def opening(text: str) -> str:
    """Words at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def region(codes: Sequence[str]) -> str:
    """What some recipients are called together: the region they are all of, else how many there are."""
    held = codelists.load("countries")
    regions = {row.attributes.get("sub_region") for code in codes if (row := held.get(code)) is not None}
    if len(regions) == 1 and len(codes) > 1 and (name := regions.pop()):
        return name
    return place(codes[0]) if len(codes) == 1 else "all recipients"


@cache
def _sector_words() -> Mapping[str, str]:
    text = (files("sarai.web") / "data" / "sector_words.csv").read_text(encoding="utf-8")
    return MappingProxyType({row["code"]: row["words"] for row in csv.DictReader(text.splitlines())})


def sector(code: str | None) -> str:
    """A sector or its group in plain words."""
    if code is None:
        return "sector not stated"
    words = _sector_words().get(code)
    return words or codelists.load("sectors").name_of(code) or code


def tier(code: str) -> str:
    """What kind of evidence a tier is."""
    return TIERS.get(code, code)


def slug(text: str) -> str:
    """A name as part of an address: small letters, digits and hyphens, never empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    told = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return told or "x" + text.encode().hex()[:24]


_MONTHS = ("January February March April May June July August September October November December").split()


def day(told: str | None) -> str:
    """A date as people write it, as fine as it is known."""
    if not told:
        return "no date given"
    parts = told.split("-")
    if len(parts) == 1:
        return parts[0]
    month = _MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def span(first: str, last: str) -> str:
    """Two months or days, what they share once: ``August to December 2025``, ``23 to 27 October 2015``.

    Of a month and a day in it the month is told: the day is no end of it.
    """
    if first == last or last.startswith(first):
        return day(first)
    start = day(first)
    if len(first) == len(last) == 10 and first[:7] == last[:7]:
        start = str(int(first[8:]))
    return f"{start.removesuffix(f' {last[:4]}')} to {day(last)}"


def years(first: int, last: int) -> str:
    """``2019``, or ``2019–2021``."""
    return f"{first}" if first == last else f"{first}–{last}"


def host(url: str) -> str:
    """Whose page an address is, short."""
    found = re.match(r"https?://(?:www\.)?([^/:?#]+)", url)
    return found[1] if found else "page"


def safe(url: str | None) -> str:
    """An address that may be linked: only of the web; else none."""
    return url if url and re.match(r"https?://[^\s<>\"']+$", url) else ""
