"""Recipients and sectors of an activity or transaction: which codes carry the money, in what shares.

Countries and regions together make the whole; where the countries alone make 100, or nobody states a share, the
countries carry it. Each vocabulary of regions or sectors tells the whole once more: one carries the money and the
others are labels. Shares that do not add up to 100 are rebased; one that is left out is what the others leave;
several are equal parts by assumption. ``basis`` says which.
"""

import math
from collections.abc import Callable, Mapping, Sequence

from sarai import codelists
from sarai.model.vocabulary import ShareBasis
from sarai.sources.iati.codes import COUNTED_REGIONS, COUNTED_SECTORS, REGIONS, SECTORS
from sarai.sources.iati.walk import Oddity, Raw

Note = Callable[[Oddity], None]

_EXACT = 1e-9
_ROUNDED = 0.5
"""Shares rounded by their publisher still make a whole within this many points."""


def recipients(raws: Sequence[Raw], note: Note) -> None:
    """Fill vocabulary, canonical code, percent and basis of recipient rows that share one owner."""
    countries = [raw for raw in raws if raw.get("vocabulary") == "iso2"]
    tellings: dict[str, list[Raw]] = {}
    for raw in raws:
        if raw.get("vocabulary") == "iso2":
            raw["code"] = _country(raw, note)
            continue
        raw["vocabulary"] = _vocabulary(raw, REGIONS)
        raw["code"] = _listed(raw, COUNTED_REGIONS, "regions", "is no DAC region code", note)
        tellings.setdefault(raw["vocabulary"], []).append(raw)
    if not tellings:
        _share(countries, note)
        return
    stated = {id(raw): percent_of(raw, note) for raw in raws}
    lone = len(countries) == 1 and stated[id(countries[0])] is None
    retold = lone and any(_is_whole(each, note) for each in tellings.values())
    if countries and (retold or not any(stated.values()) or _is_whole(countries, note)):
        carry = countries
    elif _is_one_list(raws, [[*countries, *each] for each in tellings.values()], note):
        carry = list(raws)
    else:
        carry = [*countries, *tellings[_preferred(tellings, REGIONS)]]
    _share(carry, note)
    _labels([raw for raw in raws if not any(raw is each for each in carry)], note)


def sectors(raws: Sequence[Raw], note: Note) -> None:
    """Fill vocabulary, canonical code, percent and basis of sector rows that share one owner."""
    tellings: dict[str, list[Raw]] = {}
    for raw in raws:
        vocabulary = _vocabulary(raw, SECTORS)
        if vocabulary == "oecd-dac" and len(raw.get("code", "")) == 3:
            vocabulary = "oecd-dac-3"
        raw["vocabulary"] = vocabulary
        raw["code"] = _listed(raw, COUNTED_SECTORS, "sectors", "is no DAC sector code", note)
        tellings.setdefault(vocabulary, []).append(raw)
    chosen = _preferred(tellings, SECTORS)
    carry = tellings.pop(chosen)
    if chosen == "oecd-dac" and (three := tellings.get("oecd-dac-3")) and _is_one_list([*carry, *three], [carry], note):
        # Five- and three-digit codes may be one list of shares and not the same money told twice.
        carry += tellings.pop("oecd-dac-3")
    _share(carry, note)
    for others in tellings.values():
        _labels(others, note)


def _vocabulary(raw: Raw, known: Mapping[str, str]) -> str:
    stated = raw.get("vocabulary", "1")
    return known.get(stated) or known.get(stated.upper()) or str(stated)


def _preferred(tellings: Mapping[str, list[Raw]], known: Mapping[str, str]) -> str:
    """The vocabulary that carries the money: the first in the order of the standard's list."""
    order = {vocabulary: place for place, vocabulary in enumerate(dict.fromkeys(known.values()))}
    return min(tellings, key=lambda each: (order.get(each, len(order)), each))


def _is_whole(raws: Sequence[Raw], note: Note) -> bool:
    """Whether these rows alone state all of the money."""
    stated = [each for each in (percent_of(raw, note) for raw in raws) if each is not None]
    return bool(stated) and abs(sum(stated) - 100) < _ROUNDED


def _is_one_list(raws: Sequence[Raw], tellings: Sequence[Sequence[Raw]], note: Note) -> bool:
    """Whether rows of several vocabularies make 100 together, each with a share, and no telling does alone."""
    if any(percent_of(raw, note) is None for raw in raws):
        return False
    return _is_whole(raws, note) and not any(_is_whole(each, note) for each in tellings)


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


def _listed(raw: Raw, counted: tuple[str, ...], listed: str, fault: str, note: Note) -> str | None:
    """A code of the counted vocabularies where their list knows it; of any other, with its vocabulary."""
    stated = raw.get("code")
    if stated is None:
        return None
    if raw["vocabulary"] not in counted:
        return f"{raw['vocabulary']}:{stated}"
    if stated in codelists.load(listed):
        return str(stated)
    raw.setdefault("label", stated)
    note(Oddity(raw["where"], "@code", stated, f"{fault}; its money stands as not stated"))
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


def _share(raws: Sequence[Raw], note: Note) -> None:
    stated = [percent_of(raw, note) for raw in raws]
    left = stated.count(None)
    total = sum(each for each in stated if each is not None)
    if len(raws) == 1:
        basis = ShareBasis.WHOLE if left else ShareBasis.STATED if total == 100.0 else ShareBasis.REBASED
        raws[0].update(percent=100.0, basis=basis)
    elif total <= 0:
        for raw in raws:
            raw.update(percent=100.0 / len(raws), basis=ShareBasis.ASSUMED)
    else:
        rest = max(100.0 - total, 0.0) / left if left else 0.0
        exact = abs(total + rest * left - 100) < _EXACT
        of_rest = ShareBasis.REST if left == 1 else ShareBasis.ASSUMED
        for raw, part in zip(raws, stated, strict=True):
            used = rest if part is None else part
            if used < _EXACT:
                raw.update(percent=None, basis=ShareBasis.LABEL)
            elif part is None:
                raw.update(percent=used, basis=of_rest)
            else:
                raw.update(
                    percent=used if exact else used * 100 / total,
                    basis=ShareBasis.STATED if exact else ShareBasis.REBASED,
                )


def _labels(raws: Sequence[Raw], note: Note) -> None:
    for raw in raws:
        percent_of(raw, note)
        raw.update(percent=None, basis=ShareBasis.LABEL)
