"""The k best routes between two places, by time, cost or generalised cost.

The graph has a node for each place and mode; changing the mode at a place costs its dwell, so a
port is paid once, where the box changes from rail to ship; nothing changes mode at a place without
known dwell. Borders keep the mode they carry.
Found with NetworkX: bidirectional Dijkstra for one route, Yen's method for several.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise
from typing import Any

from sarai.corridors.network import Corridors, Figure, Hours, Leg, LegStatus, Mode, Node, Quantity, Scale
from sarai.model.errors import QuestionError

_CARRIES = {Mode.BORDER_RAIL: Mode.RAIL, Mode.BORDER_ROAD: Mode.ROAD}


class By(StrEnum):
    """What the best route has least of."""

    TIME = "time"
    COST = "cost"
    GENERALISED = "generalised"


class Ends(StrEnum):
    """Where the clock runs: between terminals, or with the handling at both ends."""

    TERMINAL = "terminal"
    HANDLED = "handled"


@dataclass(frozen=True, slots=True)
class Step:
    """A leg or a dwell of a route: ``item`` is the leg's or the place's id."""

    item: str
    hours: Hours
    km: Figure | None
    leg: Leg | None
    backward: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """A way from one place to another: its steps in order, dwell included."""

    start: Node
    end: Node
    steps: tuple[Step, ...]
    ends: Ends

    @property
    def legs(self) -> tuple[str, ...]:
        """Ids of the legs in order."""
        return tuple(step.item for step in self.steps if step.leg is not None)

    @property
    def km(self) -> float | None:
        """Kilometres; None where a leg's length is not known."""
        lengths = [None if step.km is None else step.km.value for step in self.steps if step.leg is not None]
        return None if any(value is None for value in lengths) else sum(v for v in lengths if v is not None)

    @property
    def timetable_hours(self) -> float:
        """Sum of the typical hours of legs and dwells."""
        return sum(step.hours.typical for step in self.steps)

    @property
    def countries(self) -> frozenset[str]:
        """Countries whose ground the route touches."""
        return frozenset(code for step in self.steps if step.leg is not None for code in step.leg.countries)


class Router:
    """Routes over one set of corridors; the graph is built once and asked many times.

    ``by`` cost uses one ``scale`` only; legs without a cost on it cannot be used then. Generalised
    cost adds ``value_of_time`` (USD per hour and box) times the typical hours.
    """

    def __init__(
        self,
        corridors: Corridors,
        *,
        by: By = By.TIME,
        scale: Scale = Scale.BLOCK_TRAIN_TEU,
        value_of_time: float | None = None,
        avoid: Iterable[str] = (),
        modes: Iterable[Mode] = (),
        ends: Ends = Ends.TERMINAL,
    ) -> None:
        import networkx as nx

        if by is By.GENERALISED and value_of_time is None:
            raise QuestionError("generalised cost needs a value of time", where="--by", cure="give --value-of-time USD")
        if value_of_time is not None and value_of_time < 0:
            raise QuestionError("a value of time cannot be negative", where="--value-of-time", cure="give USD an hour")
        self.corridors, self.by, self.scale, self.value, self.ends = corridors, by, scale, value_of_time or 0.0, ends
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
                # of parallel legs the better stands: the other is found by avoiding this one
                known = graph.get_edge_data((start, mode), (end, mode))
                if known is None or weight < known["weight"]:
                    graph.add_edge((start, mode), (end, mode), weight=weight, item=leg.id, back=start == leg.end)
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
                places = [n[1] if n[0] in ("from", "to") else n[0] for n in path]
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
        if self.by is By.TIME:
            return hours.typical
        cost = self.corridors.costs(item).get(self.scale)
        if cost is None:
            return None
        return cost.value + (self.value * hours.typical if self.by is By.GENERALISED else 0.0)

    def _route(self, start: Node, end: Node, path: list[Any]) -> Route:
        steps = []
        for a, b in pairwise(path):
            edge = self._graph[a][b]
            item = edge["item"]
            hours = self.corridors.hours(item) if item else None
            if item and hours is not None:
                leg = self.corridors.legs.get(item)
                steps.append(Step(item, hours, self.corridors.figure(item, Quantity.KM), leg, edge.get("back", False)))
        if self.ends is Ends.HANDLED:
            first, last = self.corridors.hours(start.id), self.corridors.hours(end.id)
            steps = [
                *([Step(start.id, first, None, None)] if first else []),
                *steps,
                *([Step(end.id, last, None, None)] if last else []),
            ]
        return Route(start, end, tuple(steps), self.ends)

    def _avoided(self, avoid: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
        known = {code for leg in self.corridors.legs.values() for code in leg.countries}
        passages = {leg.passage for leg in self.corridors.legs.values() if leg.passage}
        countries, closed = set(), set()
        for word in avoid:
            if word.upper() in known:
                countries.add(word.upper())
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


def cost(corridors: Corridors, route: Route) -> dict[Scale, tuple[float, tuple[str, ...]]]:
    """The cost of a route on each scale in USD, with the legs that have none on it.

    Scales are never added to one another; a sum that misses legs says which.
    """
    found: dict[Scale, tuple[float, tuple[str, ...]]] = {}
    priced = {item: corridors.costs(item) for item in route.legs}
    for scale in Scale:
        told = {item: costs[scale].value for item, costs in priced.items() if scale in costs}
        if told:
            found[scale] = (sum(told.values()), tuple(item for item in route.legs if item not in told))
    return found


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
