"""Promised against seen: volumes and targets, works on legs, published distances."""

import csv
from pathlib import Path
from typing import Any

from sarai.corridors.network import FOLDER, Basis, Cargo, Corridors, Mode, Quantity
from sarai.corridors.routes import Router, capacities
from sarai.model.errors import CorridorError


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    """A further table of the corridors folder (``volumes.csv``, ``projects.csv``); blanks are None.

    Raises:
        CorridorError: it is not there.
    """
    path = folder / FOLDER / name
    if not path.is_file():
        raise CorridorError("is not there", where=str(path), cure="the bundled study shows its columns")
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: value or None for key, value in row.items()} for row in csv.DictReader(file)]


def targets(folder: Path) -> list[dict[str, Any]]:
    """Each promised volume beside what was seen in its year, or last seen before it."""
    rows = table(folder, "volumes.csv")
    seen = [row for row in rows if row["kind"] == "observed"]
    found = []
    for row in rows:
        if row["kind"] != "promised":
            continue
        same = [each for each in seen if each["unit"] == row["unit"] and int(each["year"]) <= int(row["year"])]
        last = max(same, key=lambda each: int(each["year"]), default=None)
        found.append(
            {
                "id": row["id"], "promised": float(row["value"]), "unit": row["unit"], "due": int(row["year"]),
                "said": row["said"], "seen": None if last is None else float(last["value"]),
                "seen_year": None if last is None else int(last["year"]),
                "share": None if last is None else round(float(last["value"]) / float(row["value"]), 3),
                "in_due_year": last is not None and last["year"] == row["year"],
                "source": row["source"], "seen_source": None if last is None else last["source"],
            }
        )  # fmt: skip
    return found


def utilisation(corridors: Corridors, folder: Path) -> list[dict[str, Any]]:
    """Boxes a year, seen and promised, against the capacity of each leg and place along the way in TEU a year.

    The capacity is the one in force, beside it the largest that is promised; neither is moved to the year.
    """
    rows = []
    volumes = [row for row in table(folder, "volumes.csv") if row["unit"] == "TEU"]
    for item in (*corridors.legs, *corridors.nodes):
        now = next((each for each in capacities(corridors, item) if each.unit == "TEU/year"), None)
        if now is None:
            continue
        later = [
            each.value
            for each in corridors.stated(item, Quantity.CAPACITY)
            if each.unit == "TEU/year" and each.basis is Basis.PROMISED
        ]
        along = [row for row in volumes if item in str(row["along"]).split(";")]
        for volume in sorted(along, key=lambda row: (row["year"], row["kind"])):
            teu = float(volume["value"])
            rows.append(
                {
                    "item": item,
                    "name": corridors.nodes[item].name if item in corridors.nodes else _ends(corridors, item),
                    "year": int(volume["year"]), "volume": volume["kind"], "teu": teu,
                    "capacity": now.value, "capacity_basis": now.basis.value, "capacity_date": now.date,
                    "utilisation": round(teu / now.value, 3),
                    "promised_capacity": max(later, default=None),
                    "utilisation_promised": round(teu / max(later), 3) if later else None,
                    "source": now.source,
                }
            )  # fmt: skip
    return rows


def works(corridors: Corridors, folder: Path) -> list[dict[str, Any]]:
    """Projects on legs, and what was seen of the leg before and after: hours and capacity, None where nobody looked.

    Only figures that somebody stated or observed count; before is dated before the project was agreed (or, where
    that is not known, completed), after is dated from its completion on.
    """
    rows = []
    for row in table(folder, "projects.csv"):
        leg = row["leg"]
        if leg not in corridors.legs:
            raise CorridorError(
                f"project {row['id']} stands on the unknown leg {leg!r}", where=f"{FOLDER}/projects.csv", cure="mend it"
            )
        begun, done = row["agreed"] or row["completed"], row["completed"]
        seen = {
            f"{name}_{when}": _seen(corridors, leg, quantity, before=begun if when == "before" else None,
                                    since=done if when == "after" else None)
            for name, quantity in (("hours", Quantity.HOURS_TYPICAL), ("capacity", Quantity.CAPACITY))
            for when in ("before", "after")
        }  # fmt: skip
        changed = [name for name in ("hours", "capacity") if seen[f"{name}_before"] and seen[f"{name}_after"]]
        told = ", ".join(f"{name} changed from {seen[f'{name}_before']} to {seen[f'{name}_after']}" for name in changed)
        rows.append({**row, "between": _ends(corridors, leg), **seen, "change": told or "not observed on both sides"})
    return rows


def _seen(corridors: Corridors, leg: str, quantity: Quantity, *, before: str | None, since: str | None) -> str | None:
    """The newest stated or observed figure dated before a day, or the oldest since one."""
    if before is None and since is None:
        return None
    known = [f for f in corridors.stated(leg, quantity) if f.basis in (Basis.STATED, Basis.OBSERVED)]
    if before is not None:
        found = max((f for f in known if f.date < before), key=lambda f: f.date, default=None)
    else:
        found = min((f for f in known if f.date >= (since or "")), key=lambda f: f.date, default=None)
    return None if found is None else f"{found.value:g} {found.unit} ({found.date})"


def distances(router: Router, folder: Path) -> list[dict[str, Any]]:
    """Each published end-to-end distance beside the shortest route of these corridors, and the difference."""
    rows = []
    for row in table(folder, "distances.csv"):
        start, end = router.corridors.place(row["from"]), router.corridors.place(row["to"])
        asked = Router(router.corridors, modes=[Mode(row["modes"])] if row["modes"] else [])
        route = asked.best(start, end) or Router(router.corridors, cargo=Cargo.TRUCK).best(start, end)
        km = None if route is None else route.km
        rows.append(
            {
                "from": start.name, "to": end.name, "published_km": float(row["km"]),
                "km": None if km is None else round(km, 1),
                "difference": None if km is None else round(km / float(row["km"]) - 1, 4),
                "basis": [] if route is None else sorted({s.km.basis.value for s in route.steps if s.leg and s.km}),
                "legs": [] if route is None else list(route.legs), "about": row["about"], "source": row["source"],
            }
        )  # fmt: skip
    return rows


def _ends(corridors: Corridors, leg: str) -> str:
    found = corridors.legs[leg]
    return f"{corridors.nodes[found.start].name}-{corridors.nodes[found.end].name}"
