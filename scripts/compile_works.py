"""Compiles the bundled study's works.csv from the shared list of Japan's projects.

    python scripts/compile_works.py SHARED

One row a project: the main source's title in short, and every amount that any source states. Aggregates and rows that
only repeat a framework's parts stay out of nothing here, since works enter no total.
"""

import csv
import sys
from pathlib import Path
from urllib.parse import urlparse

TARGET = Path(__file__).parents[1] / "src/sarai/studies/central_asia/works.csv"
INSTRUMENTS = {
    "grant": "grant", "odaloan": "loan", "technical_cooperation": "technical-cooperation",
    "scholarship": "scholarships", "grassroots": "grant", "other": "",
}  # fmt: skip
RETRIEVED = "2026-11"


def main(shared: Path) -> None:
    """Write the file."""
    from sarai.linking.works import COLUMNS

    with (shared / "facts" / "japan_projects.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if "-agg" not in row["id"]]
    projects: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        projects.setdefault(row["id"], []).append(row)
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for told in projects.values():
            writer.writerow(_work(sorted(told, key=lambda row: int(row["source_rank"]))))


def _work(told: list[dict[str, str]]) -> dict[str, str]:
    main = told[0]
    # A sum of two phases is no amount of the first.
    own = [row for row in told if "phases 1+2" not in row["title"]]
    amounts = {f"{row['amount'].removesuffix('.0')} {row['currency']}": None for row in own if row["amount"]}
    ended = next((row["actual_end"] for row in own if row["actual_end"]), "")
    statuses = sorted((row["status_asof"], row["status"]) for row in own if row["status"])
    return {
        "id": main["id"],
        "title": main["title"].removeprefix("GGP: ").replace("GGP", "Grassroots grants"),
        "provider": "JP",
        "recipients": "" if main["id"].startswith("jp-reg") else main["recipient"],
        "instrument": INSTRUMENTS[main["instrument"]],
        "sector": "" if main["sector"] == "998" else main["sector"],
        "agreed": next((row["agreement_date"] for row in own if row["agreement_date"]), ""),
        "ended": ended,
        "amounts": "; ".join(amounts),
        "places": "; ".join(_places(main["place"])),
        "status": main["status_best"] or (statuses[-1][1] if statuses else ""),
        "status_on": statuses[-1][0] if statuses else "",
        "source_name": urlparse(main["source_url"]).netloc.removeprefix("www."),
        "source_url": main["source_url"],
        "source_date": main["source_date"],
        "retrieved": RETRIEVED,
        "note": "two sources state unlike amounts" if len({a[-3:] for a in amounts}) < len(amounts) else "",
    }  # fmt: skip


def _places(told: str) -> list[str]:
    return [each.strip() for each in told.replace(",", ";").split(";") if each.strip() not in ("", "countrywide")]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
