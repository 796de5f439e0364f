"""The k best routes between two places, by time, cost or generalised cost.

The graph has a node for each place and mode and one for each leg and direction, so that parallel legs stand
beside one another. Changing the mode at a place costs its dwell, so that a port is paid once, where the box
changes from rail to ship; nothing changes mode at a place without known dwell. A leg with known departures costs
the wait for the next one. Borders keep the mode they carry.
Found with NetworkX: bidirectional Dijkstra for one route, on the fastest leg between two places of a mode; Yen's
method for several, on all legs, with A* from each spur, and of its ways those that differ in more than a siding.
"""

import heapq
import itertools
import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import islice, pairwise, product
from typing import Any

from sarai import codelists
from sarai.corridors import sense
from sarai.corridors.network import Charge, Corridors, Hours, Node
from sarai.corridors.prices import Prices
from sarai.corridors.way import CARRIES, Ends, Route, Step, StepKind, differs
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Cargo, FigureBasis, LegStatus, Mode, Quantity

_TRIED = 400
"""Ways that are looked at, the best first, for those that differ or make sense."""


_PIECE = 1e-6
"""What each leg adds in the search: of one line told as a whole and in pieces the whole is taken."""


@dataclass(frozen=True, slots=True)
class _Arc:
    """A leg in one direction, by what it weighs in the search."""

    item: str
    start: tuple[str, Mode]
    end: tuple[str, Mode]
    back: bool
    weight: float


class By(StrEnum):
    """What the best route has least of."""

    TIME = "time"
    COST = "cost"
    GENERALISED = "generalised"


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
        self._arcs: list[_Arc] = []
        self._at: dict[str, set[Mode]] = {}
        self._known_left: dict[Any, dict[Any, float]] = {}
        self._known_shortest: dict[str, dict[str, float]] = {}
        for leg in corridors.legs.values():
            mode = CARRIES.get(leg.mode, leg.mode)
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
                self._at.setdefault(start, set()).add(mode)
                self._at.setdefault(end, set()).add(mode)
                self._arcs.append(_Arc(leg.id, (start, mode), (end, mode), start == leg.end, weight + _PIECE))

    @cached_property
    def _fastest(self) -> Any:
        """The graph for one way: between two states the arc that weighs least."""
        import networkx as nx

        graph: Any = nx.DiGraph()
        for arc in self._arcs:
            there = graph.get_edge_data(arc.start, arc.end)
            if there is None or arc.weight < there["weight"]:
                graph.add_edge(arc.start, arc.end, weight=arc.weight, item=arc.item, back=arc.back)
        self._add_changes(graph)
        return graph

    @cached_property
    def _graph(self) -> Any:
        """The graph for several ways: a node for each leg and direction, so that parallel legs stand side by side."""
        import networkx as nx

        graph: Any = nx.DiGraph()
        for arc in self._arcs:
            way = (arc.item, arc.back)
            graph.add_edge(arc.start, way, weight=arc.weight, item=arc.item, back=arc.back)
            graph.add_edge(way, arc.end, weight=0.0, item=None)
        for place, present in self._at.items():
            for a in present:
                graph.add_edge(("from", place), (place, a), weight=0.0, item=None)
                graph.add_edge((place, a), ("to", place), weight=0.0, item=None)
        self._add_changes(graph)
        return graph

    def _add_changes(self, graph: Any) -> None:
        """What changing the mode at a place costs, where its dwell is known."""
        for place, present in self._at.items():
            dwell = self.corridors.hours(place)
            if dwell is not None:
                weight = dwell.typical * (1.0 if self.by is By.TIME else self.value)
                for a, b in product(present, repeat=2):
                    if a != b:
                        graph.add_edge((place, a), (place, b), weight=weight, item=place)

    def best(self, start: Node, end: Node) -> Route | None:
        """The best route; None where none leads there."""
        import networkx as nx

        if not self._possible(start, end):
            return None
        found: list[tuple[float, list[Any]]] = []
        for a, b in product(sorted(self._at[start.id]), sorted(self._at[end.id])):
            try:
                found.append(nx.bidirectional_dijkstra(self._fastest, (start.id, a), (end.id, b)))
            except nx.NetworkXNoPath:
                continue
        if not found:
            return None
        return self._route(start, end, min(found, key=lambda each: each[0])[1], self._fastest)

    def several(self, start: Node, end: Node, *, k: int) -> tuple[Route, ...]:
        """The ``k`` best routes without circles that differ in more than a siding, the best first; fewer where there
        are no more, none where nothing leads there.
        """
        if k < 1:
            raise QuestionError("no routes were asked for", where="--k", cure="1 or more")
        if k == 1:
            found = self.best(start, end)
            return () if found is None else (found,)
        return tuple(islice(self.ways(start, end), k))

    def ways(self, start: Node, end: Node) -> Iterator[Route]:
        """Ways without circles that differ in more than a siding, the best first, as they are found."""
        kept: list[Route] = []
        for route in self.every(start, end):
            if all(differs(route, other) for other in kept):
                kept.append(route)
                yield route

    def every(self, start: Node, end: Node) -> Iterator[Route]:
        """Ways without circles, those that differ in a siding alone too, the best first, as they are found."""
        if not self._possible(start, end):
            return
        for path in islice(self._paths(("from", start.id), ("to", end.id)), _TRIED):
            # leaving the sea for a day ashore and going back is a path of the graph but no route
            places = [n[1] if n[0] in ("from", "to") else n[0] for n in path if not isinstance(n[1], bool)]
            runs = [p for i, p in enumerate(places) if i == 0 or places[i - 1] != p]
            if len(set(runs)) == len(runs):
                yield self._route(start, end, path, self._graph)

    def shortest(self, start: Node, end: Node) -> float:
        """The least kilometres of any way, whatever it weighs, as the sense of ways measures them; infinite for none.

        Zero between the ends of one leg, between which no other can be missing.
        """
        import networkx as nx

        if self._lengths.has_edge(start.id, end.id):
            return 0.0
        if start.id not in self._known_shortest:
            self._known_shortest[start.id] = nx.single_source_dijkstra_path_length(self._lengths, start.id)
        return self._known_shortest[start.id].get(end.id, math.inf)

    @cached_property
    def _lengths(self) -> Any:
        import networkx as nx

        graph: Any = nx.DiGraph()
        for arc in self._arcs:
            km = sense.length(self.corridors, self.corridors.legs[arc.item])
            there = graph.get_edge_data(arc.start[0], arc.end[0])
            if there is None or km < there["weight"]:
                graph.add_edge(arc.start[0], arc.end[0], weight=km)
        return graph

    def _paths(self, start: Any, end: Any) -> Iterator[list[Any]]:
        """Paths without circles, the lightest first: Yen's method, each node as a spur of the paths that begin alike.

        What is left to the end is known of every node before the first step, so that the way on from a spur is found
        by A*, which looks at little beside it.
        """
        found = self._onward([start], end, frozenset())
        if found is None:
            return
        ahead = [(found[0], 0, found[1], 0)]
        made = itertools.count(1)
        told: dict[tuple[Any, ...], set[Any]] = {}
        while ahead:
            _, _, path, since = heapq.heappop(ahead)
            yield path
            for at in range(len(path) - 1):
                told.setdefault(tuple(path[: at + 1]), set()).add(path[at + 1])
            # Spurs before the one that it left the others at were tried when those were told.
            for at in range(since, len(path) - 1):
                begun = path[: at + 1]
                found = self._onward(begun, end, told[tuple(begun)])
                if found is not None:
                    heapq.heappush(ahead, (found[0], next(made), found[1], at))

    def _onward(self, begun: list[Any], end: Any, tried: Collection[Any]) -> tuple[float, list[Any]] | None:
        """The lightest path without circles that begins so and goes on to no node ``tried``, and its weight."""
        left, spur = self._left(end), begun[-1]
        if spur not in left:
            return None
        gone = sum(self._weights[a][b] for a, b in pairwise(begun))
        made = itertools.count()
        ahead: list[tuple[float, int, float, Any, Any]] = [(gone + left[spur], next(made), gone, spur, None)]
        before: dict[Any, Any] = dict.fromkeys(begun[:-1])
        while ahead:
            _, _, so_far, at, came = heapq.heappop(ahead)
            if at in before:
                continue
            before[at] = came
            if at == end:
                path = [end]
                while path[-1] != spur:
                    path.append(before[path[-1]])
                return so_far, [*begun[:-1], *reversed(path)]
            for node, weight in self._weights[at].items():
                if node in left and node not in before and not (at == spur and node in tried):
                    further = so_far + weight
                    heapq.heappush(ahead, (further + left[node], next(made), further, node, at))
        return None

    @cached_property
    def _weights(self) -> dict[Any, dict[Any, float]]:
        """What each step of the graph for several ways weighs; asked of thousands of spurs, where views are slow."""
        return {at: {node: edge["weight"] for node, edge in ways.items()} for at, ways in self._graph.adjacency()}

    def _left(self, end: Any) -> dict[Any, float]:
        """The least that is left to a place, of every node that leads there."""
        import networkx as nx

        if end not in self._known_left:
            back = self._graph.reverse(copy=False)
            self._known_left[end] = nx.single_source_dijkstra_path_length(back, end) if end in back else {}
        return self._known_left[end]

    def _possible(self, start: Node, end: Node) -> bool:
        if start.id == end.id:
            raise QuestionError(f"the route starts and ends at {start.name}", cure="name two places")
        return start.id in self._at and end.id in self._at

    def _weight(self, item: str, hours: Hours) -> float | None:
        wait = self.corridors.wait(item)
        time = hours.typical + (wait.typical if wait is not None else 0.0)
        if self.by is By.TIME:
            return time
        found = self.prices.of(item, self.charge)
        if found is None:
            return None
        return found.usd + (self.value * time if self.by is By.GENERALISED else 0.0)

    def _route(self, start: Node, end: Node, path: list[Any], graph: Any) -> Route:
        steps: list[Step] = []
        for a, b in pairwise(path):
            edge = graph[a][b]
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
