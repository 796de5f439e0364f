"""Which ways are offered, and what is said before them.

A way that makes sense comes before one that does not, also where the other is faster; a container before a truck; and
where a way with stretches on which nobody is known to run comes before one that is known to run, it is said.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sarai.corridors import sense
from sarai.corridors.network import Corridors, Node
from sarai.corridors.routes import Router
from sarai.corridors.way import Route, differs
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Cargo

_WIDER = 6
"""So many ways that differ are looked at where none of those asked for makes sense."""

_LOOKED = 100
"""So many ways are looked at, the best first, for one that makes sense."""

_MOSTLY = 0.5

Make = Callable[[Cargo, Sequence[str]], Router]
"""A router of the options asked, for a cargo and with further legs left out."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The ways that are offered, the first one best, by which cargo, and what has to be said of the order."""

    ways: tuple[Route, ...]
    cargo: Cargo
    notes: tuple[str, ...]


def choose(corridors: Corridors, make: Make, start: Node, end: Node, *, kinds: Sequence[Cargo], k: int) -> Choice:
    """The ways between two places for the first cargo that has a sensible one; of none the least bad, none at all."""
    least_bad = Choice((), kinds[0], ())
    for kind in kinds:
        router = make(kind, ())
        best = first(router, start, end)
        ways = () if best is None else (best, *_others(corridors, router, best, k=k))
        if best is not None and _sensible(corridors, best):
            notes = (*_set_aside(corridors, router, ways[0]), *_guess_first(corridors, make, ways[0]))
            if k == 1:
                notes += tuple(_elsewhere(corridors, make, ways[0]))
            return Choice(ways, kind, notes)
        if ways and not least_bad.ways:
            least_bad = Choice(ways, kind, ())
    return replace(least_bad, notes=_by_wagon(make, start, end)) if len(kinds) > 1 else least_bad


def _by_wagon(make: Make, start: Node, end: Node) -> tuple[str, ...]:
    """A sensible way that a wagon has where a box and a truck have none."""
    router = make(Cargo.WAGON, ())
    way = first(router, start, end)
    if way is None or not _sensible(router.corridors, way):
        return ()
    return (f"a wagon has a sensible way {_by(router.corridors, way)}, {way.timetable_hours:,.0f} h: --cargo wagon",)


def first(router: Router, start: Node, end: Node) -> Route | None:
    """The best way of a router that makes sense; where none does, the best; none where nothing leads there."""
    best = router.best(start, end)
    if best is None or _sensible(router.corridors, best):
        return best
    if sense.too_long(start, end, router.shortest(start, end)):
        return best
    # every way is looked at, not those alone that differ: else closing a leg could let a quicker one in
    looked_at = islice(router.every(start, end), _LOOKED)
    return next((way for way in looked_at if _sensible(router.corridors, way)), best)


def by_truck_to(corridors: Corridors, make: Make, start: Node, end: Node) -> str:
    """What to ask where a truck has to bring the box to a railway or a port first; empty where that does not help."""
    trucks, boxes = make(Cargo.TRUCK, ()), make(Cargo.CONTAINER, ())
    found = []
    for node in corridors.nodes.values():
        if node.id in (start.id, end.id):
            continue
        for first, then, asked in (
            (trucks, boxes, f"{node.name} {end.name}"),
            (boxes, trucks, f"{start.name} {node.name}"),
        ):
            a, b = first.best(start, node), then.best(node, end)
            if a is not None and b is not None:
                road = a if first is trucks else b
                found.append((a.timetable_hours + b.timetable_hours, road, asked))
    if not found:
        return ""
    _, road, asked = min(found, key=lambda each: each[0])
    km = "" if road.km is None else f"{road.km:,.0f} km "
    return (
        f"a truck goes {km}from {road.start.name} to {road.end.name}, the rest is a container's: ask it by itself, "
        f"sarai route DIR {asked}"
    )


def _sensible(corridors: Corridors, way: Route) -> bool:
    return not sense.doubts(corridors, way)


def _others(corridors: Corridors, router: Router, best: Route, *, k: int) -> Sequence[Route]:
    """Ways that differ from the first and from one another, those that make sense before the others."""
    if k < 1:
        raise QuestionError("no routes were asked for", where="--k", cure="1 or more")
    sensible: list[Route] = []
    rest: list[Route] = []
    for way in islice(router.ways(best.start, best.end), max(k, _WIDER)):
        if len(sensible) == k - 1:
            break
        if differs(way, best):
            (sensible if _sensible(corridors, way) else rest).append(way)
    return (*sensible, *rest)[: k - 1]


def _elsewhere(corridors: Corridors, make: Make, first_way: Route) -> Sequence[str]:
    """What the way is without each narrow place that it goes through, one country or sea at a time."""
    passages = dict.fromkeys(corridors.legs[leg].passage for leg in first_way.legs)
    told = []
    for passage in filter(None, passages):
        gone = tuple(leg.id for leg in corridors.legs.values() if leg.passage == passage)
        way = first(make(first_way.cargo, gone), first_way.start, first_way.end)
        if way is None or not _sensible(corridors, way):
            told.append(f"without {passage} there is no sensible way")
            continue
        hours, more = way.timetable_hours, way.timetable_hours - first_way.timetable_hours
        told.append(
            f"without {passage} it takes {hours:,.0f} h ({hours / 24:.1f} d; {more:+,.0f} h) {_by(corridors, way)}"
        )
    return told


def _set_aside(corridors: Corridors, router: Router, first: Route) -> Sequence[str]:
    """The faster way that makes no sense, where there is one."""
    best = router.best(first.start, first.end)
    if best is None or _sensible(corridors, best):
        return ()
    doubt = sense.doubts(corridors, best)[0].words
    return (f"a way of {best.timetable_hours:,.0f} h {_by(corridors, best)} is not put first: {doubt}",)


def _guess_first(corridors: Corridors, make: Make, first: Route) -> Sequence[str]:
    """What is said where the first way has stretches on which nobody is known to run, and another has none."""
    guessed = [item for item in first.legs if not corridors.runs(item)]
    if not guessed:
        return _published_later(corridors, make, first)
    unknown = tuple(leg.id for leg in corridors.legs.values() if not corridors.runs(leg.id))
    known = make(first.cargo, unknown).best(first.start, first.end)
    if known is None or not _sensible(corridors, known) or not differs(first, known):
        return ()
    hours = sum(step.hours.typical for step in first.steps if step.item in guessed)
    return (
        f"of the first way {hours:,.0f} h are on stretches where no service is known here; the way "
        f"{_by(corridors, known)}, {known.timetable_hours:,.0f} h, is known to run on all of its legs",
    )


def _published_later(corridors: Corridors, make: Make, first: Route) -> Sequence[str]:
    """What is said where most hours of the first way are worked out, and a later one has most of them published."""
    if _published(corridors, first) >= _MOSTLY:
        return ()
    for way in make(first.cargo, ()).several(first.start, first.end, k=_WIDER)[1:]:
        share = _published(corridors, way)
        if share >= _MOSTLY and _sensible(corridors, way):
            return (
                f"{_published(corridors, first):.0%} of the hours of the first way are on steps with a published time; "
                f"the way {_by(corridors, way)}, {way.timetable_hours:,.0f} h, comes after it with {share:.0%}",
            )
    return ()


def _published(corridors: Corridors, way: Route) -> float:
    """The share of a way's hours on steps of which a time is published."""
    known = sum(step.hours.typical for step in way.steps if corridors.time_published(step.item))
    return known / way.timetable_hours if way.timetable_hours else 0.0


def _by(corridors: Corridors, way: Route) -> str:
    """A way by a few places between its ends."""
    between = [corridors.nodes[each].name for each in way.places[1:-1]]
    shown = between if len(between) <= 4 else [between[i * (len(between) - 1) // 3] for i in range(4)]
    return f"by {', '.join(shown)}" if shown else "without a stop"
