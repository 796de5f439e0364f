"""Promised against seen: figures of routes by year, works on legs, published distances."""

from calendar import month_name, monthrange
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sarai.corridors import choice, sense
from sarai.corridors.capacity import capacities
from sarai.corridors.network import Corridors
from sarai.corridors.routes import Router
from sarai.corridors.way import Route
from sarai.model.vocabulary import Cargo, FigureBasis, Mode, Quantity, Series, Told

Row = Mapping[str, Any]


_CARRIED = (Series.CARRIED, Series.BOXES, Series.TRAINS)
"""What is carried in a year can be set against what was to be carried; a capacity or a time cannot."""


def targets(series: Sequence[Row]) -> list[dict[str, Any]]:
    """Each promised figure of a route beside what was seen of the same quantity in its year, or last before it.

    Only what was carried has a share. A promise of capacity is no promise of traffic: what was carried in its year is
    named beside it, and the two are never divided.
    """
    whole = [row for row in series if row["kind"] == Told.OBSERVED and row["period"] is None]
    found = []
    for row in series:
        if row["kind"] != Told.PROMISED or row["quantity"] not in (*_CARRIED, Series.CAPACITY, Series.DAYS):
            continue
        same = [each for each in whole if _like(each, row, row["quantity"])]
        last = max(same, key=lambda each: int(each["year"]), default=None)
        share = row["quantity"] in _CARRIED and last is not None
        found.append(
            {
                "id": row["id"], "route": row["route"], "quantity": row["quantity"], "promised": row["value"],
                "unit": row["unit"], "due": row["year"], "said": row["said"],
                "seen": None if last is None else last["value"], "seen_year": None if last is None else last["year"],
                "share": round(last["value"] / row["value"], 3) if share and last is not None else None,
                "in_due_year": last is not None and last["year"] == row["year"], "beside": _beside(whole, row),
                "source": row["told_by"], "seen_source": None if last is None else last["told_by"],
            }
        )  # fmt: skip
    return found


def _like(seen: Row, promised: Row, quantity: str) -> bool:
    same = ("route", "unit")
    early = promised["year"] is None or int(seen["year"]) <= int(promised["year"])
    return seen["quantity"] == quantity and early and all(seen[name] == promised[name] for name in same)


def _beside(whole: Sequence[Row], promised: Row) -> str | None:
    """What was carried by the year of a promised capacity, in words."""
    if promised["quantity"] != Series.CAPACITY:
        return None
    carried = [each for each in whole if _like(each, promised, Series.CARRIED)]
    last = max(carried, key=lambda each: int(each["year"]), default=None)
    if last is None:
        return "a capacity, not a volume; nothing seen of what was carried"
    return f"a capacity, not a volume; carried in {last['year']}: {last['value']:g} {last['unit']}"


def by_year(series: Iterable[Row]) -> list[dict[str, Any]]:
    """Every figure of a route by year: what was promised, seen and offered, each with its source."""
    names = ("id", "route", "quantity", "kind", "low", "value", "high", "unit", "year", "period", "said", "note")
    order = {each: place for place, each in enumerate(Series)}
    rows = sorted(
        series, key=lambda row: (row["route"], order[Series(row["quantity"])], row["year"] or 9999, row["id"])
    )
    return [{name: row[name] for name in names} | {"source": row["told_by"]} for row in rows]


def closed_by_weather(series: Iterable[Row], passed: Sequence[str]) -> list[str]:
    """What is published of weather that closes places or legs of a way, in words with the months and the source."""
    return [
        f"{row['route']}: closed by weather {row['value']:g} {row['unit']} in {row['period'] or row['year']}"
        + (f" {row['year']}" if row["period"] else "")
        + f" ({row['told_by']})"
        for row in series
        if row["quantity"] == Series.CLOSED and set(row["along"]) & set(passed)
    ]


def trains_a_week(series: Iterable[Row], passed: Sequence[str]) -> list[str]:
    """How often trains were seen to leave along a way, by route the newest count whose period is known, in words.

    Trains that leave when full have no timetable: the wait is half the time between two of them at even spacing, told
    beside the way and in none of its hours.
    """
    newest: dict[str, tuple[Row, float]] = {}
    for row in sorted(series, key=lambda row: row["year"] or 0):
        counted = row["quantity"] == Series.TRAINS and row["kind"] == Told.OBSERVED and row["along"] and row["year"]
        if counted and set(row["along"]) <= set(passed) and (weeks := _weeks(int(row["year"]), row["period"])):
            newest[row["route"]] = (row, weeks)
    return [
        f"{row['route']}: {row['value']:,g} trains in {row['period'] or row['year']}"
        + (f" {row['year']}" if row["period"] and str(row["year"]) not in row["period"] else "")
        + f", {row['value'] / weeks:,.1f} a week; at even spacing some {84 * weeks / row['value']:,.0f} h are waited "
        f"for one, which is in no hours here ({row['told_by']})"
        for row, weeks in newest.values()
    ]


_MONTHS = tuple(name.casefold() for name in month_name)


def _weeks(year: int, period: str | None) -> float | None:
    """The weeks of a year, or of the months of it that a count is told for; None where that cannot be told."""
    if period is None:
        return 365 / 7
    first, to, last = period.casefold().partition(" to ")
    if first not in _MONTHS[1:] or (to and last not in _MONTHS[1:]):
        return None
    months = range(_MONTHS.index(first), _MONTHS.index(last if to else first) + 1)
    return sum(monthrange(year, month)[1] for month in months) / 7 or None


def utilisation(corridors: Corridors, series: Iterable[Row]) -> list[dict[str, Any]]:
    """Boxes of a year, seen and promised, against the capacity in force of each leg and place on the way, TEU a year.

    The largest capacity that is promised is named; traffic is never divided by a promise.
    """
    rows = []
    boxes = [row for row in series if (row["quantity"], row["unit"], row["period"]) == (Series.BOXES, "TEU", None)]
    for item in (*corridors.legs, *corridors.nodes):
        now = next((each for each in capacities(corridors, item) if each.unit == "TEU/year"), None)
        if now is None:
            continue
        later = [
            each.value
            for each in corridors.stated(item, Quantity.CAPACITY)
            if each.unit == "TEU/year" and each.basis is FigureBasis.PROMISED
        ]
        along = [row for row in boxes if item in row["along"]]
        for row in sorted(along, key=lambda row: (row["year"] or 9999, row["kind"])):
            rows.append(
                {
                    "item": item,
                    "name": corridors.nodes[item].name if item in corridors.nodes else _ends(corridors, item),
                    "year": row["year"], "volume": row["kind"], "teu": row["value"],
                    "capacity": now.value, "capacity_basis": now.basis.value, "capacity_date": now.date,
                    "utilisation": round(row["value"] / now.value, 3),
                    "promised_capacity": max(later, default=None), "source": now.source,
                }
            )  # fmt: skip
    return rows


def works(corridors: Corridors, projects: Iterable[Row]) -> list[dict[str, Any]]:
    """Projects on legs, and what was seen of the leg before and after: hours and capacity, None where nobody looked.

    Only figures that somebody stated or observed count; before is dated before the project was agreed (or, where
    that is not known, completed), after is dated from its completion on.
    """
    rows = []
    for row in projects:
        leg = row["leg"]
        if leg not in corridors.legs:
            continue  # a scenario closed it
        begun, done = row["agreed"] or row["completed"], row["completed"]
        seen = {
            f"{name}_{when}": _seen(corridors, leg, quantity, before=begun if when == "before" else None,
                                    since=done if when == "after" else None)
            for name, quantity in (("hours", Quantity.HOURS_TYPICAL), ("capacity", Quantity.CAPACITY))
            for when in ("before", "after")
        }  # fmt: skip
        changed = [name for name in ("hours", "capacity") if seen[f"{name}_before"] and seen[f"{name}_after"]]
        told = ", ".join(f"{name} changed from {seen[f'{name}_before']} to {seen[f'{name}_after']}" for name in changed)
        stated = {name: row[name] for name in ("id", "leg", "project", "partner")}
        stated |= {"amount": None if row["amount"] is None else f"{row['amount'].normalize():f}"}
        stated |= {name: row[name] for name in ("currency", "agreed", "completed", "status")}
        stated |= {"source": row["told_by"]}
        rows.append({**stated, "between": _ends(corridors, leg), **seen, "change": _changed(told, seen)})
    return rows


def _changed(told: str, seen: Mapping[str, str | None]) -> str:
    """What changed, and which side of the works nobody published a time of."""
    before, after = seen["hours_before"], seen["hours_after"]
    missing = "before" if before is None else "since" if after is None else ""
    unseen = f"nobody published a time {missing} the works" if missing else ""
    return "; ".join(each for each in (told, unseen) if each)


def _seen(corridors: Corridors, leg: str, quantity: Quantity, *, before: str | None, since: str | None) -> str | None:
    """The newest stated or observed figure dated before a day, or the oldest since one."""
    if before is None and since is None:
        return None
    known = [f for f in corridors.stated(leg, quantity) if f.basis in (FigureBasis.STATED, FigureBasis.OBSERVED)]
    if before is not None:
        found = max((f for f in known if f.date < before), key=lambda f: f.date, default=None)
    else:
        found = min((f for f in known if f.date >= (since or "")), key=lambda f: f.date, default=None)
    return None if found is None else f"{found.value:g} {found.unit} ({found.date})"


NEAR = 0.1
"""A length is met where it is within a tenth of what is published."""


EXACT = "met: the legs are made to it"
"""A length that is met to the kilometre says nothing of the network: it stands in it."""


def distances(corridors: Corridors, published: Iterable[Row]) -> list[dict[str, Any]]:
    """Each published end-to-end distance beside the first way of these corridors, with a verdict.

    Met: the length is within a tenth, the places written down beforehand are passed in order, the way makes sense.
    """
    rows = []
    for row in published:
        start, end = corridors.place(row["start"]), corridors.place(row["end"])
        modes = [Mode(row["mode"])] if row["mode"] else []
        kinds = (Cargo.TRUCK,) if Mode.ROAD in modes else (Cargo.CONTAINER, Cargo.TRUCK)

        def make(
            kind: Cargo, closed: Sequence[str], modes: Sequence[Mode] = modes, row: Row = row
        ) -> Router:  # the loop's own values
            return Router(corridors, modes=modes, cargo=kind, avoid=(*(row["avoid"] or ()), *closed))

        ways = choice.choose(corridors, make, start, end, kinds=kinds, k=1).ways
        route = ways[0] if ways else None
        km = None if route is None else route.km
        least, most = row["km"], row["km_most"] or row["km"]
        off = None if km is None else km / min(max(km, least), most) - 1
        passed = () if route is None else route.places
        passes = row["passes"] or ()  # releases from before this list had none
        rows.append(
            {
                "from": start.name, "to": end.name, "published_km": least, "published_most": row["km_most"],
                "km": None if km is None else round(km, 1), "difference": None if off is None else round(off, 4),
                "verdict": _verdict(corridors, route, off, passed, passes),
                "passes": [corridors.nodes[each].name for each in passes],
                "way": [corridors.nodes[each].name for each in passed[1:-1]],
                "basis": [] if route is None else sorted({s.km.basis.value for s in route.steps if s.leg and s.km}),
                "legs": [] if route is None else list(route.legs), "about": row["about"], "source": row["told_by"],
            }
        )  # fmt: skip
    return rows


def _verdict(
    corridors: Corridors, route: Route | None, off: float | None, passed: Sequence[str], passes: Sequence[str]
) -> str:
    if route is None:
        return "no way"
    found = [each.words for each in sense.doubts(corridors, route)]
    at = 0
    for each in passes:
        if each in passed[at:]:
            at = passed.index(each, at)
        else:
            found.append(f"does not pass {corridors.nodes[each].name}")
    if off is None:
        found.append("a length is not known")
    elif abs(off) > NEAR:
        found.append(f"{'longer' if off > 0 else 'shorter'} by {abs(off):.0%}")
    if not found and off == 0:
        return EXACT
    return "; ".join(found) or "met"


def _ends(corridors: Corridors, leg: str) -> str:
    found = corridors.legs[leg]
    return f"{corridors.nodes[found.start].name}-{corridors.nodes[found.end].name}"
