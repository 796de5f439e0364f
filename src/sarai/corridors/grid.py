"""The first way between any two places, as it is and under what-ifs: what a finder of ways looks up."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sarai.corridors import choice, scenarios, sense
from sarai.corridors.cards import only_less, open_pairs
from sarai.corridors.network import CHARGE_FOR, Corridors, Node
from sarai.corridors.routes import Router
from sarai.corridors.scenarios import Scenario
from sarai.corridors.way import Route, Step, StepKind
from sarai.model.vocabulary import Cargo, FigureBasis, Quantity

KINDS = ("city", "port")
"""Places between which somebody sends a box. Stations of a border are passed, unless main pairs end there."""


def places(corridors: Corridors) -> list[Node]:
    """Cities, ports and the ends of the main pairs that a leg in use touches, by name."""
    used = {end for leg in Router(corridors).corridors.legs.values() for end in (leg.start, leg.end)}
    main = {end for pair in open_pairs(corridors) for end in pair}
    found = (n for n in corridors.nodes.values() if n.id in used and (n.kind in KINDS or n.id in main))
    return sorted(found, key=lambda n: n.name)


def rows(corridors: Corridors, what_ifs: Sequence[Scenario], asked: Sequence[Node]) -> Iterator[dict[str, Any]]:
    """A row for each pair and each what-if, the first of them as it is.

    Closing legs opens no way: a first way of which all legs are left stays the first.

    A pair is told once, in the order of ``asked``; again the other way round where a leg of it is used one way only.
    """
    before = _routers(corridors)
    after = [(each.title, made, _routers(made)) for each in what_ifs for made in (scenarios.apply(corridors, each),)]
    less = {title: only_less(corridors, made) for title, made, _ in after}
    for at, start in enumerate(asked):
        for end in asked[at + 1 :]:
            for a, b in ((start, end), (end, start)):
                way = _first(before, a, b)
                yield _row(corridors, None, a, b, way)
                for title, made, routers in after:
                    same = less[title] and (way is None or all(leg in made.legs for leg in way.legs))
                    yield _row(made, title, a, b, way if same else _first(routers, a, b))
                if way is None or not any(corridors.legs[leg].oneway for leg in way.legs):
                    break


def _routers(corridors: Corridors) -> Mapping[Cargo, Router]:
    return {cargo: Router(corridors, cargo=cargo, charge=CHARGE_FOR[cargo]) for cargo in (Cargo.CONTAINER, Cargo.TRUCK)}


def _first(routers: Mapping[Cargo, Router], start: Node, end: Node) -> Route | None:
    """The first sensible way of a box, else of a truck; else the least bad one."""
    least_bad = None
    for router in routers.values():
        way = choice.first(router, start, end)
        if way is not None and not sense.doubts(router.corridors, way):
            return way
        least_bad = least_bad or way
    return least_bad


def _row(corridors: Corridors, title: str | None, start: Node, end: Node, way: Route | None) -> dict[str, Any]:
    told: dict[str, Any] = {"from": start.name, "to": end.name, "what_if": title}
    if way is None:
        return told | dict.fromkeys(("cargo", "hours", "low", "high", "derived", "km", "through", "sensible"))
    typical = way.timetable_hours
    derived = sum(step.hours.typical for step in way.steps if _basis(corridors, step) is FigureBasis.DERIVED)
    return told | {
        "cargo": way.cargo.value,
        "hours": round(typical, 1),
        "low": round(sum(step.hours.low for step in way.steps), 1),
        "high": round(sum(step.hours.high for step in way.steps), 1),
        "derived": round(derived / typical, 3) if typical else 0.0,
        "km": None if way.km is None else round(way.km),
        "through": [corridors.nodes[each].name for each in way.places[1:-1]],
        "sensible": not sense.doubts(corridors, way),
    }


def _basis(corridors: Corridors, step: Step) -> FigureBasis:
    quantity = Quantity.DEPARTURES if step.kind is StepKind.WAIT else Quantity.HOURS_TYPICAL
    figure = corridors.figure(step.item, quantity)
    return FigureBasis.DERIVED if figure is None else figure.basis
