"""Promised against seen: volumes and targets, works on legs, published distances."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sarai.corridors.network import Corridors
from sarai.corridors.routes import Router, capacities
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


def distances(router: Router, published: Iterable[Row]) -> list[dict[str, Any]]:
    """Each published end-to-end distance beside the shortest route of these corridors, and the difference."""
    rows = []
    for row in published:
        start, end = router.corridors.place(row["start"]), router.corridors.place(row["end"])
        asked = Router(router.corridors, modes=[Mode(row["mode"])] if row["mode"] else [])
        route = asked.best(start, end) or Router(router.corridors, cargo=Cargo.TRUCK).best(start, end)
        km = None if route is None else route.km
        rows.append(
            {
                "from": start.name, "to": end.name, "published_km": row["km"],
                "km": None if km is None else round(km, 1),
                "difference": None if km is None else round(km / row["km"] - 1, 4),
                "basis": [] if route is None else sorted({s.km.basis.value for s in route.steps if s.leg and s.km}),
                "legs": [] if route is None else list(route.legs), "about": row["about"], "source": row["told_by"],
            }
        )  # fmt: skip
    return rows


def _ends(corridors: Corridors, leg: str) -> str:
    found = corridors.legs[leg]
    return f"{corridors.nodes[found.start].name}-{corridors.nodes[found.end].name}"
