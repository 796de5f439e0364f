"""What is told of routes and of a whole network: the rows behind the verbs, the map and the brief."""

from collections.abc import Iterable, Sequence
from typing import Any

from sarai.corridors import choice, sense
from sarai.corridors.capacity import bottlenecks, capacities
from sarai.corridors.expected import Expected, expected
from sarai.corridors.network import CHARGE_FOR, Charge, Corridors
from sarai.corridors.prices import Cost, Known, Prices
from sarai.corridors.routes import Router
from sarai.corridors.way import Ends, Route, Step, StepKind
from sarai.model.vocabulary import FigureBasis, LegStatus, Mode, Quantity


def route_row(corridors: Corridors, route: Route, *, demand: float | None = None, by_rank: int = 1) -> dict[str, Any]:
    """One route as a row: its steps with basis and source, both times, cost on each scale, bottleneck.

    ``demand`` is in TEU a year; utilisation is given for what states a capacity in that unit.
    """
    found = expected(route)
    narrow = bottlenecks(corridors, route)
    prices = Prices(corridors)
    costs = _costs(prices, route)
    steps = [_step(corridors, step, demand, prices) for step in route.steps]
    doubtful = sense.doubts(corridors, route)
    return {
        "rank": by_rank,
        "sensible": not doubtful,
        "doubts": [each.words for each in doubtful],
        "from": route.start.name,
        "to": route.end.name,
        "legs": steps,
        "km": None if route.km is None else round(route.km),
        "ends": route.ends.value,
        "timetable_hours": round(route.timetable_hours, 1),
        "expected_hours": {"p10": round(found.p10, 1), "p50": round(found.p50, 1), "p90": round(found.p90, 1)},
        "cost": [
            {
                "charge": each.charge.value,
                "usd": round(each.usd),
                "estimated_usd": round(each.estimated_usd),
                "legs_estimated": list(each.estimated),
                "legs_without": list(each.without),
                "named": {each_id: named(corridors, each_id) for each_id in (*each.estimated, *each.without)},
            }
            for each in costs
        ],
        "bottleneck": [
            {
                "item": item,
                "at": named(corridors, item),
                "capacity": figure.value,
                "unit": figure.unit,
                "basis": figure.basis.value,
                "date": figure.date,
                "source": figure.source,
                "room": None if demand is None or figure.unit != "TEU/year" else figure.value - demand,
            }
            for item, figure in narrow.values()
        ],
        "basis": _mix(steps),
        "notes": [*_first(_mix(steps)), *_guessed(costs), *_notes(corridors, route, found)],
    }


def compared(
    before: Router,
    after: Router,
    pairs: Iterable[tuple[str, str]],
    *,
    draws: int = 20_000,
    known: dict[tuple[str, str], tuple[Route | None, dict[str, Any]]] | None = None,
) -> list[dict[str, Any]]:
    """Each pair of places before and after: hours, legs, narrowest container capacity, which route wins.

    ``known`` keeps what is worked out of the side before, for the next scenario.
    """
    kept = {} if known is None else known
    less = only_less(before.corridors, after.corridors)
    rows = []
    for a, b in pairs:
        start, end = before.corridors.place(a), before.corridors.place(b)
        if (start.id, end.id) not in kept:
            found = choice.first(before, start, end)
            kept[start.id, end.id] = found, _side("before", before.corridors, found, draws)
        old, side = kept[start.id, end.id]
        stays = old is not None and less and all(item in after.corridors.legs for item in old.legs)
        new = old if stays else choice.first(after, start, end)
        same = old is not None and new is not None and old.steps == new.steps
        other = (
            {name.replace("before_", "after_"): told for name, told in side.items()}
            if same
            else _side("after", after.corridors, new, draws)
        )
        rows.append(
            {
                "from": start.name,
                "to": end.name,
                **side,
                **other,
                "change_hours": round(new.timetable_hours - old.timetable_hours, 1)
                if old is not None and new is not None and side["before_sensible"] and other["after_sensible"]
                else None,
                "result": _result(old, new, sensible=(side["before_sensible"], other["after_sensible"])),
            }
        )
    return rows


def only_less(before: Corridors, after: Corridors) -> bool:
    """Whether some legs are gone and nothing else is other: a best way that is left then stays the best."""
    return after.figures == before.figures and all(before.legs.get(key) == leg for key, leg in after.legs.items())


def critical(router: Router, pairs: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """What is lost with each leg that a best route uses: hours added over the pairs, pairs cut off."""
    corridors = router.corridors
    best = {(a, b): router.best(corridors.place(a), corridors.place(b)) for a, b in pairs}
    rows = []
    for item in dict.fromkeys(leg for route in best.values() if route is not None for leg in route.legs):
        without = Router(
            corridors, by=router.by, charge=router.charge, value_of_time=router.value, cargo=router.cargo, avoid=(item,)
        )
        added, cut, touched = 0.0, [], 0
        for (a, b), route in best.items():
            if route is None or item not in route.legs:
                continue
            touched += 1
            other = without.best(corridors.place(a), corridors.place(b))
            if other is None:
                cut.append(f"{corridors.place(a).name}-{corridors.place(b).name}")
            else:
                added += other.timetable_hours - route.timetable_hours
        rows.append(
            {
                "leg": item,
                "from": corridors.nodes[corridors.legs[item].start].name,
                "to": corridors.nodes[corridors.legs[item].end].name,
                "pairs": touched,
                "hours_added": round(added, 1),
                "cut_off": cut,
            }
        )
    return sorted(rows, key=lambda row: (-len(row["cut_off"]), -row["hours_added"]))


def legs_rows(corridors: Corridors, *, demand: float | None = None) -> list[dict[str, Any]]:
    """Every leg with its preferred figures, their basis and how many figures stand beside them."""
    rows = []
    for leg in corridors.legs.values():
        hours = corridors.hours(leg.id)
        km = corridors.figure(leg.id, Quantity.KM)
        capacity = capacities(corridors, leg.id)
        teu = next((each.value for each in capacity if each.unit == "TEU/year"), None)
        rows.append(
            {
                "leg": leg.id,
                "from": corridors.nodes[leg.start].name,
                "to": corridors.nodes[leg.end].name,
                "mode": leg.mode.value,
                "status": leg.status.value,
                "km": None if km is None else km.value,
                "km_basis": None if km is None else km.basis.value,
                "other_km": [f.value for f in corridors.stated(leg.id, Quantity.KM)[1:]],
                "hours": None if hours is None else [hours.low, hours.typical, hours.high],
                "hours_basis": None if hours is None else hours.basis.value,
                "time_published": "yes" if corridors.time_published(leg.id) else "no",
                "capacity": [f"{each.value:,.0f} {each.unit}" for each in capacity],
                "utilisation": None if demand is None or teu is None else round(demand / teu, 3),
                "note": leg.note or None,
            }
        )
    return rows


def _costs(prices: Prices, route: Route) -> list[Cost]:
    found = prices.cost(route.legs, CHARGE_FOR[route.cargo])
    return [found] if found is not None else []


def _step(corridors: Corridors, step: Step, demand: float | None, prices: Prices) -> dict[str, Any]:
    leg, item = step.leg, step.item
    about = _about(corridors, step)
    teu = next((f.value for f in capacities(corridors, item) if f.unit == "TEU/year"), None)
    ends = (leg.end, leg.start) if leg is not None and step.backward else (leg.start, leg.end) if leg else None
    waited = corridors.legs.get(item)
    at = ends[0] if ends else item if item in corridors.nodes else waited.start if waited else ""
    given = {} if leg is None else {charge: prices.of(item, charge) for charge in Charge}
    return {
        "item": item,
        "from": corridors.nodes[at].name,
        "to": corridors.nodes[ends[1]].name if ends else None,
        "mode": leg.mode.value if leg is not None else step.kind.value,
        "km": step.haul_km if leg is None else None if step.km is None else step.km.value,
        "km_basis": None if leg is None or step.km is None else step.km.basis.value,
        "km_source": None if leg is None or step.km is None else step.km.source,
        "hours": {"low": round(step.hours.low, 1), "typical": round(step.hours.typical, 1),
                  "high": round(step.hours.high, 1)},
        **about,
        "usd": {
            charge.value: round(each.usd) for charge, each in given.items() if each and each.known is Known.GIVEN
        },
        "service": None if leg is None else leg.service or None,
        "service_source": None if leg is None else leg.service_source or None,
        "departures_a_week": (found := corridors.figure(item, Quantity.DEPARTURES)) and found.value,
        "utilisation": None if demand is None or teu is None else round(demand / teu, 3),
    }  # fmt: skip


def _about(corridors: Corridors, step: Step) -> dict[str, Any]:
    """Where the hours of a step come from."""
    if step.kind is StepKind.HAULAGE:
        return {
            "hours_basis": FigureBasis.DERIVED.value, "hours_how": "at the mean speed of the study's road legs",
            "hours_date": None, "hours_source": "the study's road legs", "time_published": "no",
        }  # fmt: skip
    quantity = Quantity.DEPARTURES if step.kind is StepKind.WAIT else Quantity.HOURS_TYPICAL
    told = corridors.figure(step.item, quantity)
    how = None if told is None else told.how or None
    if told is not None and step.kind is StepKind.WAIT:
        how = f"half the time between {told.value:g} departure(s) a week"
    return {
        "hours_basis": None if told is None else told.basis.value,
        "hours_how": how,
        "hours_date": None if told is None else told.date,
        "hours_source": None if told is None else told.source,
        "time_published": "yes" if corridors.time_published(step.item) else "no",
    }


def _mix(steps: Sequence[dict[str, Any]]) -> dict[str, float]:
    """The share of the typical hours by their basis, as the steps tell it."""
    hours: dict[str, float] = {}
    for step in steps:
        basis = str(step["hours_basis"] or FigureBasis.DERIVED)
        hours[basis] = hours.get(basis, 0.0) + float(step["hours"]["typical"])
    total = sum(hours.values())
    return {basis: round(each / total, 3) for basis, each in sorted(hours.items())} if total else {}


_MOSTLY = 0.5


def _first(mix: dict[str, float]) -> Iterable[str]:
    """What has to be said before any number of a way: that most of its hours are worked out."""
    derived = mix.get(FigureBasis.DERIVED.value, 0.0)
    if derived > _MOSTLY:
        yield f"{derived:.0%} of the hours are worked out, not published: read the range, not the middle"


def _guessed(costs: Sequence[Cost]) -> Iterable[str]:
    """What has to be said of a sum that nobody quotes: it is no price to choose a way by."""
    for cost in costs:
        if cost.estimated_usd > _MOSTLY * cost.usd:
            yield (
                f"nobody quotes this price: {cost.estimated_usd / cost.usd:.0%} of it is kilometres at the average of "
                "other lines (a ship's at the ocean's, which is a floor): it does not tell which of two ways is cheaper"
            )


def _notes(corridors: Corridors, route: Route, found: Expected) -> Iterable[str]:
    for step in route.steps:
        if step.leg is not None and step.leg.note:
            yield f"{_way(corridors, step)}: {step.leg.note}"
    passages = [
        f"{step.leg.passage} ({_way(corridors, step)})"
        for step in route.steps
        if step.leg is not None and step.leg.passage
    ]
    if passages:
        yield f"passes through {', '.join(passages)}: --avoid takes these names"
    silent = [step for step in route.steps if step.leg is not None and not corridors.time_published(step.item)]
    if silent:
        hours = sum(step.hours.typical for step in silent)
        yield (
            f"no time or departure is published for {', '.join(_way(corridors, step) for step in silent)} "
            f"({hours:,.0f} h): "
            "theirs is worked out from other trains, ships and trucks, and nobody may run it as fast"
        )
    if route.start.kind == "port" and route.steps and route.steps[0].kind is StepKind.WAIT:
        yield "the wait for the first ship is in the time"
    if found.widest is not None:
        item, share = found.widest
        times = "more than twice" if found.wide else f"{found.p90 / found.p10:.2f} times"
        wide = f"of eight trips in ten the slowest takes {times} as long as the quickest"
        yield f"{wide}; {named(corridors, item)} makes {share:.0%} of the spread"
    if route.ends is Ends.TERMINAL:
        yield "terminal to terminal: handling at both ends and local haulage are not in the time"
    elif route.ends is Ends.HANDLED:
        yield "handling at both ends is in the time where it is known; local haulage is not"
    else:
        yield "door to door: local haulage at the mean speed of the study's road legs, and handling where it is known"


def named(corridors: Corridors, item: str) -> str:
    """A leg by its ends, a place by its name: codes never stand alone."""
    leg, node = corridors.legs.get(item), corridors.nodes.get(item)
    if leg is not None:
        return f"{corridors.nodes[leg.start].name} to {corridors.nodes[leg.end].name}"
    return item if node is None else node.name


def _way(corridors: Corridors, step: Step) -> str:
    """A step's leg by its ends, in the direction it is gone."""
    told = named(corridors, step.item)
    return " to ".join(reversed(told.split(" to "))) if step.backward else told


def _side(name: str, corridors: Corridors, route: Route | None, draws: int) -> dict[str, Any]:
    if route is None:
        empty: dict[str, Any] = dict.fromkeys(
            f"{name}_{each}" for each in ("hours", "p10", "p90", "teu", "usd", "sensible")
        )
        return empty | {f"{name}_legs": [], f"{name}_through": []}
    narrow = bottlenecks(corridors, route).get("TEU/year")
    costs = _costs(Prices(corridors), route)
    spread = expected(route, draws=draws)
    return {
        f"{name}_hours": round(route.timetable_hours, 1),
        f"{name}_p10": round(spread.p10, 1),
        f"{name}_p90": round(spread.p90, 1),
        f"{name}_teu": None if narrow is None else narrow[1].value,
        f"{name}_usd": {each.charge.value: round(each.usd) for each in costs},
        f"{name}_legs": list(route.legs),
        f"{name}_through": [corridors.nodes[each].name for each in route.places[1:-1]],
        f"{name}_sensible": not sense.doubts(corridors, route),
    }


def _result(old: Route | None, new: Route | None, *, sensible: tuple[bool | None, bool | None]) -> str:
    """What comes of a way; one that nobody would send is no answer that hours are compared with."""
    if new is None:
        return "no route" if old is None else "cut off"
    if old is None:
        return "joined"
    if sensible[0] and not sensible[1]:
        return "no sensible route left"
    if sensible[1] and not sensible[0]:
        return "a sensible route at last"
    if old.legs == new.legs:
        return "same route" if old.timetable_hours == new.timetable_hours else "same route, other time"
    return "another route"


def open_pairs(corridors: Corridors) -> list[tuple[str, str]]:
    """The pairs a scenario is shown for when none are named: gates of the east to those of the west."""
    east = [name for name in ("XIA", "ALK", "DOS", "SHA", "TAS") if name in corridors.nodes]
    west = [name for name in ("BAK", "POT", "CON", "IST", "MER", "DUI", "ROT", "TEH") if name in corridors.nodes]
    used = {end for leg in corridors.legs.values() if leg.status is LegStatus.OPEN for end in (leg.start, leg.end)}
    return [(a, b) for a in east for b in west if a in used and b in used]


def drawn(
    corridors: Corridors, *, chosen: Sequence[str] = (), before: Corridors | None = None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Places and legs as the map takes them; borders are left out, and ocean legs that are not chosen.

    The ``chosen`` legs are drawn on top and their places are named alone, its ends first, else those with most legs
    first; legs that ``before`` has open and these corridors have not are drawn as closed.
    """
    degree: dict[str, int] = {}
    legs = []
    closed = {} if before is None else {key: leg for key, leg in before.legs.items() if key not in corridors.legs}
    opened = set() if before is None else _opened(before, corridors)
    for leg in (*corridors.legs.values(), *closed.values()):
        for end in (leg.start, leg.end):
            degree[end] = degree.get(end, 0) + 1
        far = leg.group == "ocean" and leg.id not in chosen
        if leg.mode in (Mode.BORDER_RAIL, Mode.BORDER_ROAD) or far:
            continue
        hours = corridors.hours(leg.id)
        teu = next((f.value for f in capacities(corridors, leg.id) if f.unit == "TEU/year"), None)
        state = "closed" if leg.id in closed else "planned" if leg.status is not LegStatus.OPEN else "open"
        legs.append(
            {
                "leg": leg.id, "mode": leg.mode.value, "basis": "derived" if hours is None else hours.basis.value,
                "state": "opened" if leg.id in opened else state, "teu": teu, "chosen": leg.id in chosen,
                "points": [list(point) for point in (before or corridors).shape(leg.id)],
            }
        )  # fmt: skip
    ways = [corridors.legs[each] for each in chosen if each in corridors.legs]
    on_way = {end for leg in ways for end in (leg.start, leg.end)}
    once = [end for end in on_way if sum(end in (leg.start, leg.end) for leg in ways) == 1]
    used = sorted(degree, key=lambda node: (node not in once, node not in on_way, -degree[node], node))
    shown = on_way or set(used)
    places = [
        {"name": n.name, "lat": n.lat, "lon": n.lon, "chosen": n.id in on_way}
        for n in (corridors.nodes[node] for node in used if node in shown)
    ]
    return places, legs


def _opened(before: Corridors, after: Corridors) -> set[str]:
    """Legs that were planned and are open now."""
    planned = {leg.id for leg in before.legs.values() if leg.status is not LegStatus.OPEN}
    return {leg.id for leg in after.legs.values() if leg.status is LegStatus.OPEN} & planned
