"""Which units in a register of works are those that a promise names: by name, kind, number and capacity.

A unit is never taken by a guess: where the register's plant is not named, where a stated capacity does not fit, or
where only units that worked before the promise are left, there is no match.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sarai.linking._names import named
from sarai.model.vocabulary import FacilityStatus, FacilityType

Row = Mapping[str, Any]

FITS = 0.1
"""How far a capacity may be from that promised, as a share of it. The tenth is our judgement."""

_GENERIC = frozenset(
    "power station plant hydroelectric hydropower nuclear gas oil pipeline state combined cycle chp thermal wind farm "
    "solar project the of and".split()
)
_POWER = re.compile(
    r"\b(?:power (?:plant|station)s?|combined[- ]cycle|heating plants?|units? (?:at|of)|[\d.,]+ [MG]W|hydro\w*|"
    r"wind farms?)\b",
    re.IGNORECASE,
)
_PIPE = re.compile(r"\bpipelines?\b", re.IGNORECASE)
_KINDS: Mapping[str, frozenset[FacilityType]] = {
    "coal": frozenset({FacilityType.COAL_PLANT}),
    "gas": frozenset({FacilityType.OIL_GAS_PLANT}),
    "nuclear": frozenset({FacilityType.NUCLEAR}),
    "wind": frozenset({FacilityType.WIND}),
    "solar": frozenset({FacilityType.SOLAR}),
    "hydro": frozenset({FacilityType.HYDROPOWER}),
    "hydropower": frozenset({FacilityType.HYDROPOWER}),
}
_ALL_POWER = frozenset().union(*_KINDS.values()) | {FacilityType.BIOENERGY, FacilityType.GEOTHERMAL}
_SIZE = re.compile(r"(?<![\d.,])(\d+(?:,\d{3})*(?:\.\d+)?)\s*(MW|GW|bcm)\b", re.IGNORECASE)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SEVERAL = re.compile(rf"\b({'|'.join(_NUMBERS)}|\d)\s+(?:[\w,.-]+\s+){{0,3}}?units\b", re.IGNORECASE)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})\s+(?:[\w-]+\s+){{0,2}}unit\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a promise's wording asks of works: how many units, which one, and of what size (MW, or bcm a year)."""

    units: int | None
    unit: int | None
    size: float | None
    combined: bool


def wanted(text: str) -> Wanted:
    """What a wording asks for."""
    several, one, size = _SEVERAL.search(text), _ORDINAL.search(text), _SIZE.search(text)
    value = None
    if size:
        value = float(size[1].replace(",", "")) * (1000 if size[2].lower() == "gw" else 1)
    count = None if several is None else _NUMBERS.get(several[1].lower()) or int(several[1])
    return Wanted(
        units=count, unit=None if one is None else _ORDINALS[one[1].lower()], size=value,
        combined=bool(re.search(r"combined[- ]cycle", text, re.IGNORECASE)),
    )  # fmt: skip


def units(text: str, made: dt.date, facilities: Sequence[Row]) -> tuple[Row, ...]:
    """The units of one plant or pipeline that a promise names; empty where none is, or more than one could be meant.

    ``facilities`` are rows of the table ``facility`` in countries to which it was promised.
    """
    asked, title = wanted(text), named(text).title
    plants: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in facilities:
        plants[row["type"], row["name"]].append(row)
    for how in (_whole, _part):
        # A plant that is named whole is meant, whatever another one's size.
        found = [
            chosen
            for (kind, name), rows in plants.items()
            if _of_kind(text, title, kind) and (chosen := _chosen(how(name, rows, title, asked), asked, made))
        ]
        if found:
            return found[0] if len(found) == 1 else ()
    return ()


def _of_kind(text: str, title: frozenset[str], kind: str) -> bool:
    if kind == FacilityType.PIPELINE:
        return bool(_PIPE.search(text))
    said = frozenset().union(*(types for word, types in _KINDS.items() if word in title)) or _ALL_POWER
    # What is called gas or coal may burn both: a register parts one plant by its fuel.
    return bool(_POWER.search(text)) and kind in said


def _whole(name: str, rows: Sequence[Row], title: frozenset[str], asked: Wanted) -> Sequence[Row]:
    """The rows of a plant, or of the line of a pipeline, whose whole name the title has."""
    words = named(name).title - _GENERIC
    if words and words <= title:
        return rows
    lines = [row for row in rows if row["unit"] and len(unit := named(row["unit"]).title) > 1 and unit <= title]
    return lines if asked.size is not None and all(_fits(row["capacity"], asked.size) for row in lines) else ()


def _part(name: str, rows: Sequence[Row], title: frozenset[str], asked: Wanted) -> Sequence[Row]:
    """The rows of a plant that the title names in part, where its size is the one that was promised."""
    fits = asked.size is not None and _fits(sum(row["capacity"] or 0 for row in rows), asked.size)
    return rows if fits and (named(name).title - _GENERIC) & title else ()


def _fits(capacity: float | None, size: float) -> bool:
    return capacity is not None and abs(capacity - size) <= FITS * size


def _chosen(rows: Sequence[Row], asked: Wanted, made: dt.date) -> tuple[Row, ...]:
    """The units that were not there when the promise was made and that fit what it asks for."""
    since = [row for row in rows if not _stood(row, made)]
    if asked.combined:
        since = [
            row for row in since if "combined" in (row["technology"] or "") or (row["unit"] or "").startswith("CC")
        ]
    since.sort(key=lambda row: (row["start_year"] or 9999, row["unit"] or "", row["id"]))
    if asked.unit is not None:
        since = [row for row in since if re.findall(r"\d+", row["unit"] or "")[:1] == [str(asked.unit)]]
        return tuple(since) if asked.size is None or all(_fits(row["capacity"], asked.size) for row in since) else ()
    if asked.units is not None:
        fit = [row for row in since if asked.size is None or _fits(row["capacity"], asked.size)]
        return tuple(fit[: asked.units]) if len(fit) >= asked.units else ()
    if asked.size is None or _fits(sum(row["capacity"] or 0 for row in since), asked.size):
        return tuple(since)
    return ()


def _stood(row: Row, made: dt.date) -> bool:
    """Whether a unit worked before the promise, or may have: a working one without a year proves nothing."""
    began = row["status"] in (FacilityStatus.OPERATING, FacilityStatus.RETIRED, FacilityStatus.MOTHBALLED)
    return began and (row["start_year"] is None or row["start_year"] < made.year)
