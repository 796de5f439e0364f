"""Whether a way makes sense: too long for how the crow flies, back beside itself, through its own destination.

A network that lacks a railway finds a way around it all the same. What is found here says that a leg is missing, and
between which places; it never says which way is right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sarai.corridors.network import Corridors, Leg, Node, great_circle
from sarai.corridors.way import Route
from sarai.model.vocabulary import FigureBasis, Mode, Quantity

DETOUR = 1.6
"""Above this ratio of a way over land to the great circle a leg seems to be missing. Ships go round continents, and a
length that somebody publishes is as long as it is: of both the great circle between the ends of the leg counts."""

BESIDE_KM, LOOP = 250.0, 4.0
"""A way that comes within this of a place it has left, after at least four times as far, passes there twice."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that makes a way doubtful, in words, and the two places between which a leg seems to be missing."""

    words: str
    between: tuple[str, str]


def doubts(corridors: Corridors, route: Route) -> tuple[Doubt, ...]:
    """What makes a way doubtful, the weightiest first; none where it makes sense."""
    stops, lengths = _stops(corridors, route)
    passed = _passed(corridors, stops, route)
    return (*_too_long(stops, lengths), *_twice(stops, lengths), *passed, *_through(stops, route))


def length(corridors: Corridors, leg: Leg) -> float:
    """The kilometres of a leg as a way's sense is measured: of ships and of published lengths the great circle."""
    direct = great_circle(corridors.nodes[leg.start], corridors.nodes[leg.end])
    km = corridors.figure(leg.id, Quantity.KM)
    return direct if leg.mode is Mode.SEA or km is None or km.basis is not FigureBasis.DERIVED else km.value


def too_long(start: Node, end: Node, whole: float) -> bool:
    """Whether so many kilometres are too many between two places: no way that is longer still can make sense."""
    direct = great_circle(start, end)
    return direct >= BESIDE_KM and whole > DETOUR * direct


def _stops(corridors: Corridors, route: Route) -> tuple[list[Node], list[float]]:
    """The places of a way in order, and the length of each step between them."""
    stops, lengths = [route.start], []
    for step in route.steps:
        if step.leg is None:
            continue
        stops.append(corridors.nodes[step.leg.start if step.backward else step.leg.end])
        lengths.append(length(corridors, step.leg))
    return stops, lengths


def _too_long(stops: Sequence[Node], lengths: Sequence[float]) -> Iterator[Doubt]:
    whole = sum(lengths)
    if len(lengths) == 1 or not too_long(stops[0], stops[-1], whole):
        return  # between the ends of one leg no other is missing
    a, b = _widest(stops, lengths)
    yield Doubt(
        f"{whole / great_circle(stops[0], stops[-1]):.1f} times as far as the crow flies: "
        f"a leg from {a.name} to {b.name} seems to be missing",
        (a.id, b.id),
    )


def _widest(stops: Sequence[Node], lengths: Sequence[float]) -> tuple[Node, Node]:
    """The two places of a way between which it wastes most, counted in kilometres over the great circle."""
    wasted, pair = -1.0, (stops[0], stops[-1])
    for i in range(len(stops)):
        for j in range(i + 2, len(stops)):
            over = sum(lengths[i:j]) - DETOUR * great_circle(stops[i], stops[j])
            if over > wasted:
                wasted, pair = over, (stops[i], stops[j])
    return pair


def _twice(stops: Sequence[Node], lengths: Sequence[float]) -> Iterator[Doubt]:
    """The first place that a way comes back beside after a long loop."""
    for i, before in enumerate(stops):
        for j in range(len(stops) - 1, i + 1, -1):
            near, walked = great_circle(before, stops[j]), sum(lengths[i:j])
            if near < BESIDE_KM and walked > max(LOOP * near, 2 * BESIDE_KM):
                yield Doubt(
                    f"comes back beside {before.name} ({stops[j].name}, {near:,.0f} km away) after {walked:,.0f} km",
                    (before.id, stops[j].id),
                )
                return


def _passed(corridors: Corridors, stops: Sequence[Node], route: Route) -> Iterator[Doubt]:
    """The first place that a way passes by a line without a stop and is at before or after: there and back."""
    for at, item in enumerate(route.legs):
        for other, place in enumerate(stops):
            if other not in (at, at + 1) and place.id in corridors.beside.get(item, ()):
                a, b = (stops[at], place) if other > at else (place, stops[at + 1])
                yield Doubt(
                    f"passes {place.name} between {stops[at].name} and {stops[at + 1].name} too: "
                    f"a leg from {a.name} to {b.name} seems to be missing",
                    (a.id, b.id),
                )
                return


def _through(stops: Sequence[Node], route: Route) -> Iterator[Doubt]:
    """Whether a way enters its destination's country and leaves it again, or comes back into its start's."""
    countries = [stop.country for stop in stops]
    for name, seen in (("destination", countries), ("start", countries[::-1])):
        if seen[0] == seen[-1]:
            continue
        entered = seen.index(seen[-1])
        left = next((place for place in range(entered, len(seen)) if seen[place] != seen[-1]), None)
        if left is not None:
            order = stops if name == "destination" else stops[::-1]
            a, b = order[entered], order[left]
            verb = "passes the country of its destination and leaves it" if name == "destination" else (
                "leaves the country of its start and comes back to it"
            )  # fmt: skip
            yield Doubt(f"{verb} (at {a.name} and {b.name})", (a.id, order[-1].id))
