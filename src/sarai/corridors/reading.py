"""Reading a study's corridors: ``nodes.csv``, ``legs.csv`` and ``figures.csv``, each row checked."""

import datetime as dt
import math
from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from sarai.corridors.network import (
    FOLDER,
    Basis,
    Cargo,
    Corridors,
    Figure,
    Leg,
    LegStatus,
    Mode,
    Node,
    Quantity,
    Scale,
)
from sarai.model import study_lists
from sarai.model.errors import CorridorError

_E = TypeVar("_E", bound=StrEnum)

_UNITS = {
    Quantity.KM: {"km"},
    Quantity.HOURS_LOW: {"hours"},
    Quantity.HOURS_TYPICAL: {"hours"},
    Quantity.HOURS_HIGH: {"hours"},
    Quantity.COST: {"USD"},
    Quantity.CAPACITY: {"TEU/year", "Mt/year", "train pairs/day", "vehicles/day"},
    Quantity.DEPARTURES: {"per week"},
}


def read(folder: Path) -> Corridors:
    """Read and check ``corridors/nodes.csv``, ``legs.csv`` and ``figures.csv`` of a study folder.

    Raises:
        CorridorError: a file or column is missing, a place or item is unknown, a leg is a loop,
            a number is negative or out of order, a capacity is zero, a source or date is blank;
            the message names file and row.
    """
    root = folder / FOLDER
    nodes = {}
    for where, row in _rows(root / "nodes.csv", ("node", "name", "country", "lat", "lon", "kind", "aliases")):
        if row["node"] in nodes:
            raise CorridorError(f"place {row['node']} stands twice", where=where, cure="give each place its own id")
        aliases = tuple(word for word in row["aliases"].split(";") if word)
        lat, lon = _number(row["lat"], where=where), _number(row["lon"], where=where)
        nodes[row["node"]] = Node(row["node"], row["name"], row["country"], lat, lon, row["kind"], aliases)
    legs: dict[str, Leg] = {}
    columns = ("leg", "from", "to", "mode", "status", "oneway", "countries", "group", "passage", "carries", "service",
               "service_source", "note")  # fmt: skip
    for where, row in _rows(root / "legs.csv", columns):
        if row["leg"] in legs or row["leg"] in nodes:
            raise CorridorError(f"id {row['leg']} stands twice", where=where, cure="give each leg its own id")
        for end in (row["from"], row["to"]):
            if end not in nodes:
                near = get_close_matches(end, nodes, n=3, cutoff=0.5)
                cure = f"did you mean {', '.join(near)}?" if near else "add it to nodes.csv"
                raise CorridorError(f"leg {row['leg']} names the unknown place {end!r}", where=where, cure=cure)
        if row["from"] == row["to"]:
            raise CorridorError(
                f"leg {row['leg']} is a loop: it ends where it starts",
                where=where,
                cure="time spent at a place is a figure of the place, not a leg",
            )
        legs[row["leg"]] = Leg(
            row["leg"], row["from"], row["to"], _enum(Mode, row["mode"], where), _enum(LegStatus, row["status"], where),
            row["oneway"] == "yes", tuple(row["countries"].split(";")), row["group"] or None, row["passage"] or None,
            row["note"], _carries(row["carries"], where), row["service"], row["service_source"],
        )  # fmt: skip
        if row["service"] and not row["service_source"]:
            raise CorridorError(
                f"the service of leg {row['leg']} has no source", where=where, cure="say who tells of it"
            )
    figures = tuple(_figures(root / "figures.csv", frozenset(nodes) | frozenset(legs)))
    made = Corridors(nodes=nodes, legs=legs, figures=figures)
    check(made)
    return made


def check(corridors: Corridors) -> None:
    """Refuse hours out of order and open legs that nobody gives a time.

    Raises:
        CorridorError: low is above typical or typical above high, or an open leg has no hours.
    """
    for item in (*corridors.legs, *corridors.nodes):
        hours = corridors.hours(item)
        if hours is not None and not hours.low <= hours.typical <= hours.high:
            told = corridors.figure(item, Quantity.HOURS_LOW)
            raise CorridorError(
                f"hours of {item} are out of order: low {hours.low:g}, typical {hours.typical:g}, high {hours.high:g}",
                where=told.locator if told else None,
                cure="low must not be above typical, nor typical above high",
            )
        leg = corridors.legs.get(item)
        if hours is None and leg is not None and leg.status is LegStatus.OPEN:
            raise CorridorError(
                f"open leg {item} has no hours_low, hours_typical and hours_high",
                where=f"{FOLDER}/figures.csv",
                cure="state them, derive them with the how, or set the leg's status to planned",
            )


def _figures(path: Path, items: frozenset[str]) -> Iterable[Figure]:
    columns = ("item", "quantity", "value", "unit", "scale", "basis", "how", "date", "source")
    for where, row in _rows(path, columns):
        if row["item"] not in items:
            near = get_close_matches(row["item"], items, n=3, cutoff=0.5)
            raise CorridorError(
                f"a figure of the unknown leg or place {row['item']!r}",
                where=where,
                cure=f"did you mean {', '.join(near)}?" if near else "add it to legs.csv or nodes.csv",
            )
        quantity = _enum(Quantity, row["quantity"], where)
        value = _number(row["value"], where=where)
        if value < 0:
            raise CorridorError(f"{quantity} of {row['item']} is negative: {value:g}", where=where, cure="mend it")
        if quantity is Quantity.CAPACITY and value == 0:
            raise CorridorError(
                f"the capacity of {row['item']} is zero",
                where=where,
                cure="close a leg with a scenario (close: [LEG]); leave the row out where capacity is not known",
            )
        if row["unit"] not in _UNITS[quantity]:
            known = ", ".join(sorted(_UNITS[quantity]))
            raise CorridorError(f"unit {row['unit']!r} of {quantity}", where=where, cure=f"known: {known}")
        if (quantity is Quantity.COST) != bool(row["scale"]):
            raise CorridorError(
                "a cost needs a scale, and nothing else has one", where=where, cure=f"scales: {', '.join(Scale)}"
            )
        if not row["source"] or not row["date"] or (row["basis"] == Basis.DERIVED and not row["how"]):
            raise CorridorError(
                "a figure needs a source and a date, a derived one also how it was derived",
                where=where,
                cure="fill the blank",
            )
        try:
            dt.date.fromisoformat((row["date"] + "-01-01")[:10])
        except ValueError:
            raise CorridorError(f"date {row['date']!r}", where=where, cure="YYYY, YYYY-MM or YYYY-MM-DD") from None
        scale = _enum(Scale, row["scale"], where) if row["scale"] else None
        yield Figure(
            row["item"], quantity, value, row["unit"], scale, _enum(Basis, row["basis"], where), row["how"],
            row["date"], row["source"], where,
        )  # fmt: skip


def _carries(text: str, where: str) -> frozenset[Cargo]:
    words = [word for word in text.split(";") if word]
    return frozenset(_enum(Cargo, word, where) for word in words) or frozenset(Cargo)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterable[tuple[str, dict[str, str]]]:
    if not path.is_file():
        raise CorridorError(
            "is not there", where=str(path), cure="start from the bundled corridors: sarai new DIR --from central-asia"
        )
    for where, row in study_lists.rows(path, columns, error=CorridorError):
        yield f"{FOLDER}/{path.name}:{where.rpartition(':')[2]}", row


def _number(text: str, *, where: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise CorridorError(f"{text!r} is no number", where=where, cure="write digits with a point")
    return value


def _enum(kind: type[_E], text: str, where: str) -> _E:
    try:
        return kind(text)
    except ValueError:
        raise CorridorError(f"{text!r} is no {kind.__name__.lower()}", where=where, cure=", ".join(kind)) from None
