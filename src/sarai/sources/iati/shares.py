"""Recipients and sectors of an activity or transaction: which codes carry the money, in what shares.

Countries and regions together make the whole; where each set alone makes 100, the countries carry it. Of
several sector vocabularies one carries the money and the others are labels. Shares that do not add up to
100 are rebased and marked; a share left out is what the others leave, or an equal part where none is stated.
"""

import math
from collections.abc import Callable, Sequence

from sarai import codelists
from sarai.sources.iati.codes import COUNTED_SECTORS, REGIONS, SECTORS
from sarai.sources.iati.walk import Oddity, Raw

Note = Callable[[Oddity], None]

_TOLERANCE = 1e-9
_ORDER = {vocabulary: place for place, vocabulary in enumerate(dict.fromkeys(SECTORS.values()))}


def recipients(raws: Sequence[Raw], note: Note) -> None:
    """Fill vocabulary, canonical code, percent and basis of recipient rows that share one owner."""
    countries = [raw for raw in raws if raw.get("vocabulary") == "iso2"]
    regions = [raw for raw in raws if raw.get("vocabulary") != "iso2"]
    for raw in countries:
        raw["code"] = _country(raw, note)
    for raw in regions:
        stated = raw.get("vocabulary", "1")
        raw["vocabulary"] = REGIONS.get(stated, stated)
        raw["code"] = _region(raw, note)
    if countries and regions and all(abs(_stated_sum(each, note) - 100) < 0.5 for each in (countries, regions)):
        _labels(regions, note)
        _share(countries, note)
    else:
        _share(raws, note)


def sectors(raws: Sequence[Raw], note: Note) -> None:
    """Fill vocabulary, canonical code, percent and basis of sector rows that share one owner."""
    by_vocabulary: dict[str, list[Raw]] = {}
    for raw in raws:
        stated = raw.get("vocabulary", "1")
        vocabulary = SECTORS.get(stated, stated)
        if vocabulary == "oecd-dac" and len(raw.get("code", "")) == 3:
            vocabulary = "oecd-dac-3"
        raw["vocabulary"] = vocabulary
        raw["code"] = _sector(raw, note)
        by_vocabulary.setdefault(vocabulary, []).append(raw)
    chosen = min(by_vocabulary, key=lambda each: (_ORDER.get(each, len(_ORDER)), each))
    if chosen == "oecd-dac" and "oecd-dac-3" in by_vocabulary and _one_list(by_vocabulary, note):
        _share([raw for each in COUNTED_SECTORS for raw in by_vocabulary.pop(each)], note)
    else:
        _share(by_vocabulary.pop(chosen), note)
    for others in by_vocabulary.values():
        _labels(others, note)


def _one_list(by_vocabulary: dict[str, list[Raw]], note: Note) -> bool:
    """Whether five- and three-digit codes are one list of shares and not the same money told twice."""
    five, three = (by_vocabulary[each] for each in COUNTED_SECTORS)
    stated = [percent_of(raw, note) for raw in (*five, *three)]
    if any(each is None for each in stated):
        return False
    return abs(_stated_sum(five, note) + _stated_sum(three, note) - 100) < 0.5


def _country(raw: Raw, note: Note) -> str | None:
    stated = raw.get("code")
    if stated is None:
        return None
    code = stated.upper()
    if code in codelists.load("countries"):
        return str(code)
    raw.setdefault("label", stated)
    note(Oddity(raw["where"], "@code", stated, "is no ISO 3166 country code; its money stands as not stated"))
    return None


def _region(raw: Raw, note: Note) -> str | None:
    stated = raw.get("code")
    if stated is None:
        return None
    if raw["vocabulary"] != "oecd-dac-region":
        return f"{raw['vocabulary']}:{stated}"
    if stated in codelists.load("regions"):
        return str(stated)
    raw.setdefault("label", stated)
    note(Oddity(raw["where"], "@code", stated, "is no DAC region code; its money stands as not stated"))
    return None


def _sector(raw: Raw, note: Note) -> str | None:
    stated = raw.get("code")
    if stated is None:
        return None
    if raw["vocabulary"] not in COUNTED_SECTORS:
        return f"{raw['vocabulary']}:{stated}"
    if stated in codelists.load("sectors"):
        return str(stated)
    raw.setdefault("label", stated)
    note(Oddity(raw["where"], "@code", stated, "is no DAC sector code; its money stands as not stated"))
    return None


def percent_of(raw: Raw, note: Note) -> float | None:
    """The share that a row states, read once into ``percent_stated``; one that is no share is noted and none."""
    if "percent_stated" not in raw:
        stated = raw.get("percent")
        value: float | None = None
        if stated is not None:
            try:
                value = float(stated.removesuffix("%").strip())
            except ValueError:
                value = math.nan
            if not 0 <= value < math.inf:
                note(Oddity(raw["where"], "@percentage", stated, "is no share; it is taken as left out"))
                value = None
        raw["percent_stated"] = value
    found: float | None = raw["percent_stated"]
    return found


def _stated_sum(raws: Sequence[Raw], note: Note) -> float:
    """What the shares add up to; a single one left out is the whole."""
    stated = [percent_of(raw, note) for raw in raws]
    if len(stated) == 1 and stated[0] is None:
        return 100.0
    return sum(each for each in stated if each is not None)


def _share(raws: Sequence[Raw], note: Note) -> None:
    stated = [percent_of(raw, note) for raw in raws]
    if len(raws) == 1:
        alone = stated[0]
        raws[0]["percent"] = 100.0
        raws[0]["basis"] = "whole" if alone is None else "stated" if alone == 100.0 else "rebased"
        return
    left = sum(each is None for each in stated)
    total = sum(each for each in stated if each is not None)
    rest = max(100.0 - total, 0.0) / left if left else 0.0
    used = [rest if each is None else each for each in stated]
    whole = sum(used)
    if whole <= 0:
        used, whole = [1.0] * len(raws), float(len(raws))
    exact = not left and abs(whole - 100) < _TOLERANCE
    for raw, part in zip(raws, used, strict=True):
        raw["percent"] = part if exact else part * 100 / whole
        raw["basis"] = "stated" if exact else "rebased"
        if part == 0:
            raw["percent"], raw["basis"] = None, "label"


def _labels(raws: Sequence[Raw], note: Note) -> None:
    for raw in raws:
        percent_of(raw, note)
        raw["percent"] = None
        raw["basis"] = "label"
