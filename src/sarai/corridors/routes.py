"""The k best routes between two places, by time, cost or generalised cost.

The graph has a node for each place and mode and one for each leg and direction, so that parallel legs stand
beside one another. Changing the mode at a place costs its dwell, so that a port is paid once, where the box
changes from rail to ship; nothing changes mode at a place without known dwell. A leg with known departures costs
the wait for the next one. Borders keep the mode they carry.
Found with NetworkX: bidirectional Dijkstra for one route, Yen's method for several.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise
from typing import Any

from sarai import codelists
from sarai.corridors.network import Charge, Corridors, Figure, Hours, Leg, Node
from sarai.corridors.prices import Prices
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Cargo, FigureBasis, LegStatus, Mode, Quantity

_CARRIES = {Mode.BORDER_RAIL: Mode.RAIL, Mode.BORDER_ROAD: Mode.ROAD}


class By(StrEnum):
    """What the best route has least of."""

    TIME = "time"
    COST = "cost"
    GENERALISED = "generalised"


class Ends(StrEnum):
    """Where the clock runs: between terminals, with the handling at both ends, or from door to door."""

    TERMINAL = "terminal"
    HANDLED = "handled"
    DOOR = "door"


class StepKind(StrEnum):
    """What a step of a route is."""

    LEG = "leg"
    DWELL = "dwell"
    WAIT = "wait"
    HAULAGE = "haulage"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a route: ``item`` is the id of the leg, of the place of a dwell, or of the leg waited for.

    ``km`` is the leg's length as somebody gives it, ``haul_km`` that of local haulage as it was asked.
    """

    item: str
    hours: Hours
    km: Figure | None
    leg: Leg | None
    backward: bool = False
    kind: StepKind = StepKind.LEG
    haul_km: float | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """A way from one place to another: its steps in order, dwell included."""

    start: Node
    end: Node
    steps: tuple[Step, ...]
    ends: Ends
    cargo: Cargo = Cargo.CONTAINER

    @property
    def legs(self) -> tuple[str, ...]:
        """Ids of the legs in order."""
        return tuple(step.item for step in self.steps if step.leg is not None)

    @property
    def km(self) -> float | None:
        """Kilometres with local haulage; None where a leg's length is not known."""
        lengths = [None if step.km is None else step.km.value for step in self.steps if step.leg is not None]
        hauled = sum(step.haul_km or 0.0 for step in self.steps)
        return None if any(value is None for value in lengths) else hauled + sum(v for v in lengths if v is not None)

    @property
    def timetable_hours(self) -> float:
        """Sum of the typical hours of legs, waits, dwells and local haulage."""
        return sum(step.hours.typical for step in self.steps)

    @property
    def countries(self) -> frozenset[str]:
        """Countries whose ground the route touches."""
        return frozenset(code for step in self.steps if step.leg is not None for code in step.leg.countries)


class Router:
    """Routes over one set of corridors; the graph is built once and asked many times.

    ``by`` cost uses one ``charge``: the legs' prices, or estimates where there is none; legs with neither cannot be
    used then. Generalised cost adds ``value_of_time`` (USD per hour) times the typical hours. Only legs that carry the
    ``cargo`` are used. From door to door, ``haulage`` has the kilometres by road before the first and after the last
    terminal, at the mean speed of the study's road legs.
    """

    def __init__(
        self,
        corridors: Corridors,
        *,
        by: By = By.TIME,
        charge: Charge = Charge.TEU,
        value_of_time: float | None = None,
        avoid: Iterable[str] = (),
        modes: Iterable[Mode] = (),
        cargo: Cargo = Cargo.CONTAINER,
        ends: Ends = Ends.TERMINAL,
        haulage: tuple[float, float] | None = None,
    ) -> None:
        import networkx as nx

        if (ends is Ends.DOOR) != (haulage is not None):
            raise QuestionError(
                "door to door needs the kilometres by road at both ends, and nothing else does",
                where="--ends",
                cure="give --ends door --first-km KM --last-km KM",
            )
        if haulage is not None and min(haulage) < 0:
            raise QuestionError("kilometres cannot be negative", where="--first-km", cure="0 or more")
        if by is By.GENERALISED and value_of_time is None:
            raise QuestionError("generalised cost needs a value of time", where="--by", cure="give --value-of-time USD")
        if value_of_time is not None and value_of_time < 0:
            raise QuestionError("a value of time cannot be negative", where="--value-of-time", cure="give USD an hour")
        self.corridors, self.by, self.charge, self.value = corridors, by, charge, value_of_time or 0.0
        self.cargo, self.ends, self.haulage = cargo, ends, haulage
        self.prices = Prices(corridors)
        countries, closed = self._avoided(tuple(avoid))
        allowed = frozenset(modes)
        graph: Any = nx.DiGraph()
        at: dict[str, set[Mode]] = {}
        for leg in corridors.legs.values():
            mode = _CARRIES.get(leg.mode, leg.mode)
            hours = corridors.hours(leg.id)
            if (
                leg.status is not LegStatus.OPEN
                or hours is None
                or leg.id in closed
                or leg.passage in closed
                or countries.intersection(leg.countries)
                or cargo not in leg.carries
                or (allowed and mode not in allowed)
            ):
                continue
            weight = self._weight(leg.id, hours)
            if weight is None:
                continue
            for start, end in ((leg.start, leg.end), (leg.end, leg.start)):
                if (start == leg.end and leg.oneway) or {start, end} & closed:
                    continue
                at.setdefault(start, set()).add(mode)
                at.setdefault(end, set()).add(mode)
                way = (leg.id, start == leg.end)
                graph.add_edge((start, mode), way, weight=weight, item=leg.id, back=start == leg.end)
                graph.add_edge(way, (end, mode), weight=0.0, item=None)
        for place, present in at.items():
            dwell = corridors.hours(place)
            for a in present:
                graph.add_edge(("from", place), (place, a), weight=0.0, item=None)
                graph.add_edge((place, a), ("to", place), weight=0.0, item=None)
                if dwell is not None:
                    weight = dwell.typical * (1.0 if by is By.TIME else self.value)
                    for b in present - {a}:
                        graph.add_edge((place, a), (place, b), weight=weight, item=place)
        self._graph: Any = graph

    def best(self, start: Node, end: Node) -> Route | None:
        """The best route; None where none leads there."""
        import networkx as nx

        if not self._possible(start, end):
            return None
        try:
            _, path = nx.bidirectional_dijkstra(self._graph, ("from", start.id), ("to", end.id))
        except nx.NetworkXNoPath:
            return None
        return self._route(start, end, path)

    def several(self, start: Node, end: Node, *, k: int) -> tuple[Route, ...]:
        """The ``k`` best routes without circles, the best first; none where nothing leads there."""
        import networkx as nx

        if k < 1:
            raise QuestionError("no routes were asked for", where="--k", cure="1 or more")
        if not self._possible(start, end):
            return ()
        paths = nx.shortest_simple_paths(self._graph, ("from", start.id), ("to", end.id), weight="weight")
        found: dict[tuple[str, ...], Route] = {}
        try:
            for path in islice(paths, 40 * k):
                # leaving the sea for a day ashore and going back is a path of the graph but no route
                places = [n[1] if n[0] in ("from", "to") else n[0] for n in path if not isinstance(n[1], bool)]
                runs = [p for i, p in enumerate(places) if i == 0 or places[i - 1] != p]
                if len(set(runs)) == len(runs):
                    route = self._route(start, end, path)
                    found.setdefault(route.legs, route)
                if len(found) == k:
                    break
        except nx.NetworkXNoPath:
            return ()
        return tuple(found.values())

    def _possible(self, start: Node, end: Node) -> bool:
        if start.id == end.id:
            raise QuestionError(f"the route starts and ends at {start.name}", cure="name two places")
        return ("from", start.id) in self._graph and ("to", end.id) in self._graph

    def _weight(self, item: str, hours: Hours) -> float | None:
        wait = self.corridors.wait(item)
        time = hours.typical + (wait.typical if wait is not None else 0.0)
        if self.by is By.TIME:
            return time
        found = self.prices.of(item, self.charge)
        if found is None:
            return None
        return found.usd + (self.value * time if self.by is By.GENERALISED else 0.0)

    def _route(self, start: Node, end: Node, path: list[Any]) -> Route:
        steps: list[Step] = []
        for a, b in pairwise(path):
            edge = self._graph[a][b]
            item = edge["item"]
            hours = self.corridors.hours(item) if item else None
            if not item or hours is None:
                continue
            leg = self.corridors.legs.get(item)
            wait = self.corridors.wait(item) if leg is not None else None
            if wait is not None:
                steps.append(Step(item, wait, None, None, kind=StepKind.WAIT))
            kind = StepKind.DWELL if leg is None else StepKind.LEG
            km = self.corridors.figure(item, Quantity.KM)
            steps.append(Step(item, hours, km, leg, edge.get("back", False), kind))
        if self.ends is not Ends.TERMINAL:
            first, last = self.corridors.hours(start.id), self.corridors.hours(end.id)
            steps = [
                *([Step(start.id, first, None, None, kind=StepKind.DWELL)] if first else []),
                *steps,
                *([Step(end.id, last, None, None, kind=StepKind.DWELL)] if last else []),
            ]
        if self.haulage is not None:
            before, after = (haul(self.corridors, km) for km in self.haulage)
            steps = [
                Step(start.id, before, None, None, kind=StepKind.HAULAGE, haul_km=self.haulage[0]),
                *steps,
                Step(end.id, after, None, None, kind=StepKind.HAULAGE, haul_km=self.haulage[1]),
            ]
        return Route(start, end, tuple(steps), self.ends, self.cargo)

    def _avoided(self, avoid: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
        known = {code for leg in self.corridors.legs.values() for code in leg.countries}
        passages = {leg.passage for leg in self.corridors.legs.values() if leg.passage}
        countries, closed = set(), set()
        for word in avoid:
            country = _country(word, known)
            if country is not None:
                countries.add(country)
            elif word in self.corridors.legs or word in passages:
                closed.add(word)
            else:
                try:
                    closed.add(self.corridors.place(word).id)
                except QuestionError as error:
                    raise QuestionError(
                        f"{word!r} is no country, leg, passage or place of these corridors",
                        where="--avoid",
                        cure=error.cure,
                    ) from error
        return frozenset(countries), frozenset(closed)


def _country(word: str, known: Collection[str]) -> str | None:
    """The country that a code or name means, where legs lead through it; a place of that name comes first."""
    if word.upper() in known:
        return word.upper()
    found = codelists.country_by_name(word).found
    return found.code if found is not None and found.code in known else None


def haul(corridors: Corridors, km: float) -> Hours:
    """The hours of local haulage: kilometres at the mean speed of the study's open road legs.

    Raises:
        QuestionError: the study has no road leg with hours and length.
    """
    known = [
        (length.value, hours)
        for leg in corridors.legs.values()
        if leg.mode is Mode.ROAD and leg.status is LegStatus.OPEN
        if (length := corridors.figure(leg.id, Quantity.KM)) is not None
        and (hours := corridors.hours(leg.id)) is not None
    ]
    whole = sum(length for length, _ in known)
    if not whole:
        raise QuestionError(
            "no road leg of this study has hours and length", where="--ends door", cure="ask --ends handled"
        )
    low, typical, high = (
        km * sum(getattr(hours, name) for _, hours in known) / whole for name in ("low", "typical", "high")
    )
    return Hours(low, typical, high, FigureBasis.DERIVED)


def bottlenecks(corridors: Corridors, route: Route) -> dict[str, tuple[str, Figure]]:
    """For each unit of capacity the narrowest stated leg or place of a route: unit -> (item, figure)."""
    found: dict[str, tuple[str, Figure]] = {}
    for step in route.steps:
        for figure in capacities(corridors, step.item):
            if figure.unit not in found or figure.value < found[figure.unit][1].value:
                found[figure.unit] = (step.item, figure)
    return found


def capacities(corridors: Corridors, item: str) -> tuple[Figure, ...]:
    """The preferred capacity of a leg or place in each unit; promises left out."""
    found: dict[str, Figure] = {}
    for each in corridors.stated(item, Quantity.CAPACITY):
        if each.basis != "promised":
            found.setdefault(each.unit, each)
    return tuple(found.values())
