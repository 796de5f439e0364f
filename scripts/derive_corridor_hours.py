"""Work out the hours of railway legs that nobody publishes, by one rule, and write them into figures.csv.

Usage: derive_corridor_hours.py STUDY [--check]

A railway leg on which container block trains are known to run (column ``service`` of legs.csv) goes at the pace of
the leg with known hours nearest to it: Altynkol-Aktau (KZ1), on the northern line Dostyk-Brest (N1), in China
Xi'an-Altynkol (CN1), in the European Union Brest-Duisburg (N2). A leg on which none is known goes at the pace of
ordinary freight, of which one figure is published: Gardabani-Poti (GE1), 360 km in 24 hours. Each border that such a
leg crosses adds the hours of the one railway border with published figures, Khorgos-Altynkol (B_KHO); borders inside a
customs union (the European Union, the Eurasian Economic Union) add none.
Nothing in the rule asks which route wins by it.
"""

import csv
import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

OURS = "worked out for this study"
QUANTITIES = ("hours_low", "hours_typical", "hours_high")
PACE_OF_COUNTRY = {"CN": "CN1", "GE": "GE1", "PL": "N2", "DE": "N2", "NL": "N2", "RO": "N2"}
PACE_OF_GROUP = {"north": "N1"}
BLOCK, ORDINARY, BORDER = "KZ1", "GE1", "B_KHO"
UNIONS = ({"PL", "CZ", "SK", "DE", "NL", "RO", "HU", "AT"}, {"KZ", "KG", "RU", "BY", "AM"})
WHEN = "2026"
MADE = re.compile(r" km at the (pace|speed) of ")
"""What the rule writes; hours that say another how are left as they are."""

Row = dict[str, Any]


def main() -> None:
    folder = Path(sys.argv[1]) / "corridors"
    legs, figures = _read(folder / "legs.csv"), _read(folder / "figures.csv")
    made = derived(legs, figures)
    kept = [row for row in figures if not _replaced(row, made)]
    told = sorted([*kept, *made], key=lambda row: _place(row, figures))
    if "--check" in sys.argv:
        if told != figures:
            sys.exit("figures.csv holds other hours than the rule gives; run without --check")
        return
    with (folder / "figures.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(figures[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(told)


def derived(legs: list[Row], figures: list[Row]) -> list[Row]:
    """The rows of hours that the rule gives for legs without published ones."""
    found = []
    for leg in legs:
        ours = [row for row in figures if row["item"] == leg["leg"] and row["quantity"] in QUANTITIES]
        if leg["mode"] != "rail" or not ours or not all(MADE.search(row["how"]) for row in ours):
            continue
        km = _km(leg["leg"], figures)
        pace = _pace(leg)
        borders = _borders(leg)
        for quantity in QUANTITIES:
            hours = km / _km(pace, figures) * _value(pace, quantity, figures)
            how = f"{km:g} km at the pace of {pace}" + (", ordinary freight" if pace == ORDINARY else "")
            if borders:
                hours += borders * _value(BORDER, quantity, figures)
                how += f", and {borders} border(s) as {BORDER}"
            found.append(
                {
                    "item": leg["leg"],
                    "quantity": quantity,
                    "value": f"{hours:.1f}",
                    "unit": "hours",
                    "scale": "",
                    "basis": "derived",
                    "how": how,
                    "date": WHEN,
                    "source": OURS,
                }
            )
    return found


def _pace(leg: Row) -> str:
    if leg["service"] != "block train":
        return ORDINARY
    country = PACE_OF_COUNTRY.get(leg["countries"].split(";")[0], BLOCK)
    return PACE_OF_GROUP.get(leg["group"], country)


def _borders(leg: Row) -> int:
    countries = leg["countries"].split(";")
    return sum(not any({a, b} <= union for union in UNIONS) for a, b in pairwise(countries))


def _km(item: str, figures: list[Row]) -> float:
    """Stated before derived, then the newer, as the engine prefers."""
    found = [row for row in figures if row["item"] == item and row["quantity"] == "km" and row["basis"] != "promised"]
    first = sorted(found, key=lambda row: row["date"], reverse=True)
    return float(sorted(first, key=lambda row: row["basis"] == "derived")[0]["value"])


def _value(item: str, quantity: str, figures: list[Row]) -> float:
    found = [row for row in figures if row["item"] == item and row["quantity"] == quantity]
    first = sorted(found, key=lambda row: row["date"], reverse=True)
    return float(sorted(first, key=lambda row: row["basis"] == "derived")[0]["value"])


def _replaced(row: Row, made: list[Row]) -> bool:
    return any((row["item"], row["quantity"]) == (each["item"], each["quantity"]) for each in made)


def _place(row: Row, figures: list[Row]) -> tuple[int, int]:
    items = list(dict.fromkeys(each["item"] for each in figures))
    quantities = ("km", *QUANTITIES, "cost", "capacity", "departures")
    return items.index(row["item"]), quantities.index(row["quantity"])


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


if __name__ == "__main__":
    main()
