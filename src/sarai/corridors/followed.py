"""Promised against seen: volumes and targets, works on legs, published distances."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sarai.corridors import choice, sense
from sarai.corridors.network import Corridors
from sarai.corridors.routes import Router, capacities
from sarai.corridors.way import Route
from sarai.model.vocabulary import Cargo, FigureBasis, Mode, Quantity, Volume

Row = Mapping[str, Any]


def targets(volumes: Sequence[Row]) -> list[dict[str, Any]]:
    """Each promised volume beside what was seen in its year, or last seen before it."""
    seen = [row for row in volumes if row["kind"] == Volume.OBSERVED]
    found = []
    for row in volumes:
        if row["kind"] != Volume.PROMISED:
            continue
        same = [each for each in seen if each["unit"] == row["unit"] and each["year"] <= row["year"]]
        last = max(same, key=lambda each: int(each["year"]), default=None)
        found.append(
            {
                "id": row["id"], "promised": row["value"], "unit": row["unit"], "due": row["year"],
                "said": row["said"], "seen": None if last is None else last["value"],
                "seen_year": None if last is None else last["year"],
                "share": None if last is None else round(last["value"] / row["value"], 3),
                "in_due_year": last is not None and last["year"] == row["year"],
                "source": row["told_by"], "seen_source": None if last is None else last["told_by"],
            }
        )  # fmt: skip
    return found


def utilisation(corridors: Corridors, volumes: Iterable[Row]) -> list[dict[str, Any]]:
    """Boxes a year, seen and promised, against the capacity of each leg and place along the way in TEU a year.

    The capacity is the one in force, beside it the largest that is promised; neither is moved to the year.
    """
    rows = []
    boxes = [row for row in volumes if row["unit"] == "TEU"]
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
        for volume in sorted(along, key=lambda row: (row["year"], row["kind"])):
            teu = volume["value"]
            rows.append(
                {
                    "item": item,
                    "name": corridors.nodes[item].name if item in corridors.nodes else _ends(corridors, item),
                    "year": volume["year"], "volume": volume["kind"], "teu": teu,
                    "capacity": now.value, "capacity_basis": now.basis.value, "capacity_date": now.date,
                    "utilisation": round(teu / now.value, 3),
                    "promised_capacity": max(later, default=None),
                    "utilisation_promised": round(teu / max(later), 3) if later else None,
                    "source": now.source,
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
        rows.append(
            {**stated, "between": _ends(corridors, leg), **seen, "change": told or "not observed on both sides"}
        )
    return rows


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
            return Router(corridors, modes=modes, cargo=kind, avoid=(*row["avoid"], *closed))

        ways = choice.choose(corridors, make, start, end, kinds=kinds, k=1).ways
        route = ways[0] if ways else None
        km = None if route is None else route.km
        least, most = row["km"], row["km_most"] or row["km"]
        off = None if km is None else km / min(max(km, least), most) - 1
        passed = [] if route is None else route.places
        rows.append(
            {
                "from": start.name, "to": end.name, "published_km": least, "published_most": row["km_most"],
                "km": None if km is None else round(km, 1), "difference": None if off is None else round(off, 4),
                "verdict": _verdict(corridors, route, off, passed, row["passes"]),
                "passes": [corridors.nodes[each].name for each in row["passes"]],
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
