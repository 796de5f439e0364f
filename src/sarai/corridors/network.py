"""A study's corridors as tables: places, legs, and figures each with basis, date and source.

Several figures may state the same quantity of the same leg; all are kept. ``Corridors.figure``
prefers by one rule, in this order: observed or stated before derived, promised never (a promise
enters only through a scenario); then the newer; then the first in the file.
"""

import csv
import datetime as dt
import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from sarai.model.errors import CorridorError, QuestionError

FOLDER = "corridors"
_E = TypeVar("_E", bound=StrEnum)


class Basis(StrEnum):
    """What a figure rests on."""

    STATED = "stated"
    DERIVED = "derived"
    PROMISED = "promised"
    OBSERVED = "observed"


class Mode(StrEnum):
    """What moves the box. A border is crossed, a sea leg sailed."""

    RAIL = "rail"
    ROAD = "road"
    SEA = "sea"
    BORDER_RAIL = "border_rail"
    BORDER_ROAD = "border_road"


class Cargo(StrEnum):
    """What has to be carried: a box, a railway wagon, or a truck with its load."""

    CONTAINER = "container"
    WAGON = "wagon"
    TRUCK = "truck"


class LegStatus(StrEnum):
    """Whether a leg can be used today."""

    OPEN = "open"
    PLANNED = "planned"


class Quantity(StrEnum):
    """What a figure states: hours of a leg, or of the dwell at a place when the mode changes."""

    KM = "km"
    HOURS_LOW = "hours_low"
    HOURS_TYPICAL = "hours_typical"
    HOURS_HIGH = "hours_high"
    COST = "cost"
    CAPACITY = "capacity"
    DEPARTURES = "departures"


class Scale(StrEnum):
    """What a stated cost is the price of."""

    BLOCK_TRAIN_TEU = "block_train_teu"
    WAGON_20T = "wagon_20t"
    TRUCK = "truck"
    TRUCK_20T = "truck_20t"
    OCEAN_TEU = "ocean_teu"


class Charge(StrEnum):
    """What a sum of costs is the price of. Charges differ up to sixfold and never meet in one sum.

    Rail and sea tariffs for a box add up; a truck's fees and its load of about 20 t are one truck's; the price of a
    wagon-load stands alone.
    """

    TEU = "teu"
    TRUCK = "truck"
    WAGON = "wagon_20t"


CHARGE_OF = {
    Scale.BLOCK_TRAIN_TEU: Charge.TEU,
    Scale.OCEAN_TEU: Charge.TEU,
    Scale.TRUCK: Charge.TRUCK,
    Scale.TRUCK_20T: Charge.TRUCK,
    Scale.WAGON_20T: Charge.WAGON,
}

CHARGE_FOR = {Cargo.CONTAINER: Charge.TEU, Cargo.TRUCK: Charge.TRUCK, Cargo.WAGON: Charge.WAGON}

RANK = {Basis.OBSERVED: 0, Basis.STATED: 0, Basis.DERIVED: 1, Basis.PROMISED: 2}
_UNITS = {
    Quantity.KM: {"km"},
    Quantity.HOURS_LOW: {"hours"},
    Quantity.HOURS_TYPICAL: {"hours"},
    Quantity.HOURS_HIGH: {"hours"},
    Quantity.COST: {"USD"},
    Quantity.CAPACITY: {"TEU/year", "Mt/year", "train pairs/day", "vehicles/day"},
    Quantity.DEPARTURES: {"per week"},
}
HOURS = (Quantity.HOURS_LOW, Quantity.HOURS_TYPICAL, Quantity.HOURS_HIGH)


@dataclass(frozen=True, slots=True)
class Node:
    """A place: ISO country, degrees, and the other names it goes by."""

    id: str
    name: str
    country: str
    lat: float
    lon: float
    kind: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch between two places, used both ways unless ``oneway``.

    ``group`` names what its delays have in common with other legs (weather, congestion); ``carries`` says which
    cargo its trains, ships or trucks take, ``service`` which service is known to run, with its source.
    """

    id: str
    start: str
    end: str
    mode: Mode
    status: LegStatus
    oneway: bool
    countries: tuple[str, ...]
    group: str | None
    passage: str | None
    note: str
    carries: frozenset[Cargo] = frozenset(Cargo)
    service: str = ""
    service_source: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number about a leg or a place, as somebody gives it."""

    item: str
    quantity: Quantity
    value: float
    unit: str
    scale: Scale | None
    basis: Basis
    how: str
    date: str
    source: str
    locator: str


class Spread(StrEnum):
    """How hours lie between low and high: most near the typical ones, or evenly."""

    PEAKED = "peaked"
    EVEN = "even"


@dataclass(frozen=True, slots=True)
class Hours:
    """Low, typical and high hours of a leg or a dwell, with the weakest basis among the three."""

    low: float
    typical: float
    high: float
    basis: Basis
    spread: Spread = Spread.PEAKED


@dataclass(frozen=True)
class Corridors:
    """Places, legs and figures of a study."""

    nodes: Mapping[str, Node]
    legs: Mapping[str, Leg]
    figures: tuple[Figure, ...]
    _index: Mapping[tuple[str, Quantity], tuple[Figure, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[tuple[str, Quantity], list[Figure]] = {}
        for each in self.figures:
            index.setdefault((each.item, each.quantity), []).append(each)
        ranked = {
            key: tuple(sorted(sorted(found, key=lambda f: f.date, reverse=True), key=lambda f: RANK[f.basis]))
            for key, found in index.items()
        }
        object.__setattr__(self, "_index", ranked)

    def stated(self, item: str, quantity: Quantity) -> tuple[Figure, ...]:
        """Every figure of a quantity, the preferred one first."""
        return self._index.get((item, quantity), ())

    def figure(self, item: str, quantity: Quantity) -> Figure | None:
        """The preferred figure; None where nobody gives one or there are only promises."""
        found = self.stated(item, quantity)
        return found[0] if found and found[0].basis is not Basis.PROMISED else None

    def hours(self, item: str) -> Hours | None:
        """The preferred hours of a leg or a place; None where they are not known."""
        found = [self.figure(item, quantity) for quantity in HOURS]
        low, typical, high = found
        if low is None or typical is None or high is None:
            return None
        weakest = max((low, typical, high), key=lambda f: RANK[f.basis]).basis
        return Hours(low.value, typical.value, high.value, weakest)

    def wait(self, item: str) -> Hours | None:
        """The wait for a leg's next departure: none to a whole interval, evenly; None where departures are unknown."""
        found = self.figure(item, Quantity.DEPARTURES)
        if found is None or found.value <= 0:
            return None
        interval = 168 / found.value
        return Hours(0.0, interval / 2, interval, found.basis, Spread.EVEN)

    def time_published(self, item: str) -> bool:
        """Whether somebody states or saw hours or departures of this very item, so that a service is known to run.

        False says only that no such figure is among these: its hours are worked out from other trains and ships.
        """
        return any(
            each.basis in (Basis.STATED, Basis.OBSERVED)
            for quantity in (*HOURS, Quantity.DEPARTURES)
            for each in self.stated(item, quantity)
        )

    def price(self, item: str, charge: Charge) -> Figure | None:
        """The preferred cost of a leg for one charge; None where nobody gives one."""
        for each in self.stated(item, Quantity.COST):
            if each.scale is not None and CHARGE_OF[each.scale] is charge and each.basis is not Basis.PROMISED:
                return each
        return None

    def place(self, name: str) -> Node:
        """The place of an id, a name or an alias.

        Raises:
            QuestionError: no such place; the message offers the nearest names.
        """
        known: dict[str, str] = {}
        for node in self.nodes.values():
            for word in (node.id, node.name, *node.aliases):
                known[_fold(word)] = node.id
        found = known.get(_fold(name))
        if found is not None:
            return self.nodes[found]
        near = get_close_matches(_fold(name), known, n=3, cutoff=0.6)
        offered = ", ".join(dict.fromkeys(self.nodes[known[word]].name for word in near))
        raise QuestionError(
            f"no place is called {name!r}",
            where="corridors/nodes.csv",
            cure=f"did you mean {offered}?" if offered else "see the places: sarai corridors DIR --show places",
        )

    def with_figures(self, changed: Iterable[Figure], *, drop: Iterable[tuple[str, Quantity]] = ()) -> "Corridors":
        """These corridors with figures replaced: the old ones of each dropped quantity stand no more."""
        gone = set(drop)
        kept = tuple(f for f in self.figures if (f.item, f.quantity) not in gone)
        return replace(self, figures=(*kept, *changed))


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
            raise CorridorError(f"the service of leg {row['leg']} has no source", where=where, cure="say who tells of it")
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
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in columns if name not in (reader.fieldnames or ())]
        if missing:
            raise CorridorError(f"has no column {', '.join(missing)}", where=path.name, cure="add it")
        for row in reader:
            where = f"{FOLDER}/{path.name}:{reader.line_num}"
            if None in row or None in row.values():
                raise CorridorError("has more or fewer cells than the head", where=where, cure="mend the row")
            yield where, row


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


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.replace("’", "'")).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
