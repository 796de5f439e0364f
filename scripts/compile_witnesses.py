"""Compiles the energy works of Central Asia that were begun since 1995 or are not working, for the bundled study.

    python scripts/compile_witnesses.py SHARED

Writes ``gem-central-asia.csv`` from the lists of Global Energy Monitor (CC BY 4.0), in the shape of its own maps, so
that its reader reads it. ``last-updated`` is the day of the edition that a row is of.
"""

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/sarai/studies/central_asia/files/gem-central-asia.csv"
COLUMNS = (
    "id", "url", "name", "unit", "other-names", "status", "areas", "capacity", "units-of-m", "technology", "start-year",
    "tracker-acro", "last-updated", "origin", "licence", "retrieved",
)  # fmt: skip
FIRST = 1995
LISTS = (
    ("oil_gas_plants_2024-08_central_asia.csv", "2024-08-29", "GOGPT", "MW",
     "url", "project", "unit", "project_loc", "country", "capacity", "technology", "start_year"),
    ("coal_plants_2024-07_central_asia.csv", "2024-07-31", "GCPT", "MW",
     "Wiki URL", "Plant name", "Unit name", "Plant name (other)", "Country/Area", "Capacity (MW)",
     "Combustion technology", "Start year"),
    ("hydro_ghpt_2025-04-21_central_asia.csv", "2025-04-21", "GHPT", "MW",
     "url", "name", "", "", "areas", "capacity", "tracker-display", "start-year"),
    ("gas_pipelines_2024-10_central_asia.csv", "2024-10-08", "GGIT", "bcm/y",
     "url", "name", "unit-name", "", "areas", "capacity", "tracker-display", "start-year"),
    ("nuclear_2024-07_central_asia.csv", "2024-07-11", "GNPT", "MW",
     "", "Project Name", "Unit Name", "", "Country", "Capacity (MW)", "Reactor Type", "Commercial Operation Date"),
)  # fmt: skip
"""File, day of its edition, tracker, unit, and its columns of page, name, unit, other names, country, capacity,
technology and start."""


def rows(folder: Path) -> Iterator[dict[str, str]]:
    """The rows that are kept, as the file has them."""
    for file, edition, tracker, measure, url, name, unit, others, country, capacity, technology, start in LISTS:
        with (folder / file).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                status = (row.get("status") or row.get("Status") or "").strip()
                year = re.match(r"\d{4}", row[start] or "")
                if status in ("operating", "retired") and (year is None or int(year[0]) < FIRST):
                    continue
                if row.get("tracker-acro", "GGIT") not in ("GGIT", "GHPT"):
                    continue
                yield {
                    "id": next((row[each] for each in ("GEM unit/phase ID", "id") if row.get(each)), ""),
                    "url": row[url] if url else "https://www.gem.wiki/" + row[name].replace(" ", "_"),
                    "name": row[name], "unit": row[unit] if unit else "", "other-names": row[others] if others else "",
                    "status": status, "areas": row[country].strip("; "), "capacity": row[capacity],
                    "units-of-m": measure if row[capacity] else "", "technology": row[technology],
                    "start-year": year[0] if year else "", "tracker-acro": tracker, "last-updated": edition,
                    "origin": f"Global Energy Monitor, {file}", "licence": "CC BY 4.0", "retrieved": "2026-11",
                }  # fmt: skip


def main(shared: Path) -> None:
    """Write the file."""
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows(shared / "data" / "gem_energy"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
