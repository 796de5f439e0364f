"""Bring memberships, positions and visits from fact tables into the lists of the bundled study.

Usage: compile_standing.py FACTS FILES, where FACTS holds ``memberships.csv``, ``positions.csv`` and
``visits_summits.csv``, and FILES is the folder of the study's files. Nothing is added to a row; a visit that the
study's ``events.csv`` has already (same day, the same actors) is left out.
"""

import csv
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

REVIEW = "note source_name source_url source_date tier reviewed_by reviewed_on".split()

KINDS = {
    "summit": "summit", "foreign ministers' meeting": "ministerial-meeting", "ministers": "ministerial-meeting",
    "leader visit": "visit", "senior officials or envoy": "visit", "officials": "visit", "joint exercise": "exercise",
}  # fmt: skip
"""What the study calls a kind; all others are ``other``."""

NOT_SEEN = {"summit cancelled": "Called off: ", "summit planned": "Planned, not seen to have taken place: "}


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: str, rows: Iterable[dict[str, str]]) -> None:
    """Write rows with Unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*columns.split(), *REVIEW], lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)


def review(row: dict[str, str]) -> dict[str, str]:
    """Where a row stands and how sure it is."""
    host = urlsplit(row["source_url"]).netloc.removeprefix("www.")
    if not host:  # the article that the study was founded on, whose address is not known
        row = {**row, "source_url": "address not known"}
        host = "the founding article"
    sure = "" if row["confidence"] == "high" else f"confidence {row['confidence']}"
    note = "; ".join(each for each in (row.get("note", ""), sure) if each)
    return {"note": note, "source_name": host, "source_url": row["source_url"], "tier": row["tier"]}


def millions(stated: str) -> tuple[str, str]:
    """An amount and currency of ``JPY m`` as whole units."""
    return stated.removesuffix(" m"), "000000" if stated.endswith(" m") else ""


def _overlap(row: dict[str, str], actors: set[str]) -> bool:
    """Whether two tellings of a day have the same people in them: all actors of one are among the other's."""
    told = set(row["participants"].split("; "))
    return told <= actors or actors <= told


def main() -> None:
    """Write the three lists."""
    facts, folder = Path(sys.argv[1]), Path(sys.argv[2])
    members = [
        {
            "id": f"ME{place:03}", "state": row["state"], "body": row["organisation"], "role": row["role"],
            "since": row["from"], "until": row["to"], **review(row),
        }
        for place, row in enumerate(read(facts / "memberships.csv"), 1)
    ]  # fmt: skip
    write(folder / "memberships.csv", "id state body role since until", members)
    positions = []
    for place, row in enumerate(read(facts / "positions.csv"), 1):
        told = review(row)
        addressees = row["addressee"]
        if addressees in ("all", "like-minded states"):
            told["note"] = "; ".join(each for each in (told["note"], f"addressed to {addressees}") if each)
            addressees = ""
        currency, zeros = millions(row["currency"])
        positions.append({
            "id": f"PO{place:03}", "government": row["government"], "addressees": addressees, "act": row["act"],
            "topic": row["topic"], "sector": row["sector_code"], "wording": row["position"],
            "amount": f"{row['amount']}{zeros}" if row["amount"] else "", "currency": currency if row["amount"] else "",
            "date": row["date"], **told,
        })  # fmt: skip
    columns = "id government addressees act topic sector wording amount currency date"
    write(folder / "positions.csv", columns, positions)
    known = [(row["date"], set(row["actors"].split("; "))) for row in read(folder / "events.csv")]
    visits = [
        {
            "id": f"VS{place:03}", "type": KINDS.get(row["kind"], "other"), "date": row["date"], "place": row["place"],
            "actors": row["participants"], "title": NOT_SEEN.get(row["kind"], "") + row["title"], **review(row),
        }
        for place, row in enumerate(read(facts / "visits_summits.csv"), 1)
        if not any(row["date"] == day and _overlap(row, actors) for day, actors in known)
    ]  # fmt: skip
    write(folder / "visits.csv", "id type date place actors title", visits)
    print(f"memberships {len(members)}, positions {len(positions)}, visits {len(visits)}")


if __name__ == "__main__":
    main()
