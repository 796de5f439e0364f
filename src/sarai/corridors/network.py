"""A study's corridors as tables: places, legs, and figures each with basis, date and source.

Several figures may state the same quantity of the same leg; all are kept. ``Corridors.figure``
prefers by one rule, in this order: observed or stated before derived, promised never (a promise
enters only through a scenario); then the newer; then the first in the file.
"""

import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property, lru_cache

from sarai import codelists
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Cargo, FigureBasis, LegStatus, Mode, Quantity, Scale

FOLDER = "corridors"


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

RANK = {FigureBasis.OBSERVED: 0, FigureBasis.STATED: 0, FigureBasis.DERIVED: 1, FigureBasis.PROMISED: 2}
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
    basis: FigureBasis
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
    basis: FigureBasis
    spread: Spread = Spread.PEAKED


@dataclass(frozen=True)
class Corridors:
    """Places, legs and figures of a study; ``shapes`` has the points (degrees east and north) of legs drawn on maps."""

    nodes: Mapping[str, Node]
    legs: Mapping[str, Leg]
    figures: tuple[Figure, ...]
    shapes: Mapping[str, tuple[tuple[float, float], ...]] = field(default_factory=dict)
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

    @cached_property
    def _names(self) -> dict[str, str]:
        """The id of each place by its folded id, name and aliases."""
        return {_fold(word): node.id for node in self.nodes.values() for word in (node.id, node.name, *node.aliases)}

    def stated(self, item: str, quantity: Quantity) -> tuple[Figure, ...]:
        """Every figure of a quantity, the preferred one first."""
        return self._index.get((item, quantity), ())

    def figure(self, item: str, quantity: Quantity) -> Figure | None:
        """The preferred figure; None where nobody gives one or there are only promises."""
        found = self.stated(item, quantity)
        return found[0] if found and found[0].basis is not FigureBasis.PROMISED else None

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
            each.basis in (FigureBasis.STATED, FigureBasis.OBSERVED)
            for quantity in (*HOURS, Quantity.DEPARTURES)
            for each in self.stated(item, quantity)
        )

    def runs(self, item: str) -> bool:
        """Whether somebody is known to run on a leg: a service is named, or a time of its own is published.

        Borders are crossed by what runs on the legs beside them.
        """
        leg = self.legs[item]
        crossing = leg.mode in (Mode.BORDER_RAIL, Mode.BORDER_ROAD)
        return crossing or bool(leg.service) or self.time_published(item)

    def price(self, item: str, charge: Charge) -> Figure | None:
        """The preferred cost of a leg for one charge; None where nobody gives one."""
        for each in self.stated(item, Quantity.COST):
            if each.scale is not None and CHARGE_OF[each.scale] is charge and each.basis is not FigureBasis.PROMISED:
                return each
        return None

    def shape(self, item: str) -> tuple[tuple[float, float], ...]:
        """The points of a leg, degrees east and north, from its start to its end; straight where none is known."""
        leg = self.legs[item]
        ends = tuple((self.nodes[each].lon, self.nodes[each].lat) for each in (leg.start, leg.end))
        return self.shapes.get(item, ends)

    @cached_property
    def beside(self) -> Mapping[str, frozenset[str]]:
        """By leg over land that is drawn, the places that its line passes on the way from end to end."""
        found = {}
        for item in self.shapes:
            leg = self.legs.get(item)
            if leg is not None and leg.mode is not Mode.SEA:
                ends = (self.nodes[leg.start], self.nodes[leg.end])
                points = [Node("", "", "", lat, lon, "") for lon, lat in _dense(self.shape(item))]
                found[item] = frozenset(
                    node.id
                    for node in self.nodes.values()
                    if min(great_circle(node, end) for end in ends) > _AT_THE_END_KM
                    and any(abs(each.lat - node.lat) < 1 and great_circle(node, each) < _PASSED_KM for each in points)
                )
        return found

    def is_stand_in(self, name: str, node: Node) -> bool:
        """Whether a place was taken for a country, since no place has that name."""
        return _fold(name) not in {_fold(word) for word in (node.id, node.name, *node.aliases)}

    def place(self, name: str) -> Node:
        """The place of an id, a name or an alias; a country is taken for its main terminal.

        Raises:
            QuestionError: no such place; the message offers the nearest names.
        """
        known = self._names
        found = known.get(_fold(name))
        if found is not None:
            return self.nodes[found]
        country = codelists.country_by_name(name).found
        if country is not None:
            inside = [node for node in self.nodes.values() if node.country == country.code]
            if inside:
                return max(inside, key=self._weight)
        town = self._town(name)
        if town is not None:
            at = min(self.nodes.values(), key=lambda node: great_circle(town, node))
            if great_circle(town, at) <= _SAME_KM and at.country == town.country:
                return at
        near = get_close_matches(_fold(name), known, n=3, cutoff=_LIKE)
        offered = ", ".join(dict.fromkeys(self.nodes[known[word]].name for word in near))
        cure = f"did you mean {offered}?" if offered else "see the places: sarai corridors DIR --show places"
        raise QuestionError(
            f"no place is called {name!r}" if town is None else f"{town.name} is no place of these corridors",
            where="corridors/nodes.csv",
            cure=cure if town is None else self._beside(town),
        )

    def _town(self, name: str) -> Node | None:
        """A known town of that name, as a place; None where it is not known."""
        town = codelists.locality(name).found
        if town is None or town.latitude is None or town.longitude is None or not self.nodes:
            return None
        return Node(town.code, town.name, town.country, town.latitude, town.longitude, "town")

    def _beside(self, town: Node) -> str:
        """The places nearest to a town that is none of the corridors."""
        near = sorted(self.nodes.values(), key=lambda node: great_circle(town, node))[:3]
        told = ", ".join(f"{node.name} ({great_circle(town, node):,.0f} km)" for node in near)
        return f"ask from or to one of the nearest: {told}"

    def _weight(self, node: Node) -> tuple[int, int]:
        """How much of a terminal a place is: cities and ports before borders, then by how many legs meet there."""
        legs = sum(node.id in (leg.start, leg.end) for leg in self.legs.values() if leg.status is LegStatus.OPEN)
        return _TERMINALS.get(node.kind, 0), legs

    def with_figures(self, changed: Iterable[Figure], *, drop: Iterable[tuple[str, Quantity]] = ()) -> "Corridors":
        """These corridors with figures replaced: the old ones of each dropped quantity stand no more."""
        gone = set(drop)
        kept = tuple(f for f in self.figures if (f.item, f.quantity) not in gone)
        return replace(self, figures=(*kept, *changed))


_PASSED_KM, _AT_THE_END_KM = 25.0, 100.0
"""A line that comes so near to a place passes it, unless the place lies at its end; shapes are coarse to some 12 km."""

_SAME_KM = 5.0
"""A known town so near to a place, in its country, is that place under another name."""

_LIKE = 0.72
"""How alike a word and a name must be for the name to be offered: below, towns of other lands are."""

EARTH_KM = 6371.0

_TERMINALS = {"city": 3, "port": 2, "junction": 1}
"""A country asked as a place is its greatest city here, then its port."""


def great_circle(a: Node, b: Node) -> float:
    """Kilometres between two places by the haversine formula, on a sphere of 6,371 km."""
    return _haversine(a.lat, a.lon, b.lat, b.lon)


@lru_cache(maxsize=65536)
def _haversine(*degrees: float) -> float:
    la, lo, lb, ob = map(math.radians, degrees)
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((ob - lo) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def _dense(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points of a line and some between them, a fifth of a degree apart at most."""
    made: list[tuple[float, float]] = []
    for x, y in points:
        if made:
            was, far = made[-1], max(abs(x - made[-1][0]), abs(y - made[-1][1]))
            parts = int(far / 0.2) + 1
            made += [(was[0] + (x - was[0]) * i / parts, was[1] + (y - was[1]) * i / parts) for i in range(1, parts)]
        made.append((x, y))
    return made


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.replace("’", "'")).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
