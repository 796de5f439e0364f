"""Compile what JICA states of its portfolio in Tajikistan, and which records may belong to it.

The stated figures are those of JICA's text on thirty years in Tajikistan; whether a record is among them, and what
of it is a design or a yearly scholarship, is a judgement of the compiled facts, kept with each row.
"""

import argparse
import csv
from pathlib import Path

OUT = Path(__file__).parent.parent / "src" / "sarai" / "studies" / "central_asia" / "claims"
CLAIM = "jica-tajikistan"

SAID = "JICA on thirty years in Tajikistan, as sugdnews.com printed it on 2023-08-29"

FIGURES = (
    ("projects", "all", "49", "projects", "exactly"),
    ("ongoing", "all", "12", "projects", "exactly"),
    ("money", "all", "427440000", "USD", "exactly"),
    ("money", "grant", "330200000", "USD", "rounded"),
    ("money", "technical-cooperation", "97200000", "USD", "rounded"),
    ("trained", "all", "2550", "people", "at least"),
)

NAMED = {
    "jp-tj-032": "airport",
    "jp-tj-033": "airport",
    "jp-tj-031": "road equipment",
    "jp-tj-028": "border livelihoods with UNDP",
    "jp-tj-029": "border livelihoods with UNDP",
    "jp-tj-030": "border livelihoods with UNDP",
    "jp-tj-052": "rural development in GBAO",
    "jp-tj-022": "2KR for farmers",
    "jp-tj-050": "EPI equipment",
    "jp-tj-044": "Dushanbe-Bokhtar-border road",
    "jp-tj-045": "Dushanbe-Bokhtar-border road",
    "jp-tj-010": "Dushanbe-Bokhtar-border road",
    "jp-tj-011": "Dushanbe-Bokhtar-border road",
    "jp-tj-005": "Dushanbe-Bokhtar-border road",
    "jp-tj-006": "Dushanbe-Bokhtar-border road",
}
"""Which records stand behind the projects that the founding article names."""

WORKS = {"jp-tj-025": "jp-tj-026", "jp-tj-044": "jp-tj-045", "jp-tj-007": "jp-tj-008"}
"""The works that a detailed design was made for."""

COMPONENT = {"grant": "grant", "scholarship": "grant", "technical_cooperation": "technical-cooperation"}


def main() -> None:
    """Compile both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parent.parent.parent / "shared")
    path = parser.parse_args().shared / "facts" / "japan_projects.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["source_rank"] == "1"]
    url = next(row["source_url"] for row in rows if row["id"] == "jp-tj-agg1")
    OUT.mkdir(parents=True, exist_ok=True)
    with (OUT / "claims.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        head = "claim claimer partner agency recipient first last quantity component value unit precision"
        writer.writerow([*head.split(), "source", "url", "retrieved", "tier"])
        for figure in FIGURES:
            who = (CLAIM, "JICA", "JP", "JICA", "TJ", 1993, 2023)
            writer.writerow([*who, *figure, SAID, url, "2026-11", "press-named-official"])
    with (OUT / "claim_records.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["claim", "record", "membership", "component", "counted_with", "series", "named", "why"])
        for row in rows:
            if row["recipient"] == "TJ" and row["in_jica_49"] in ("yes", "maybe"):
                sure = row["in_jica_49"] == "yes"
                writer.writerow(
                    [
                        CLAIM,
                        f"japan:{row['id']}",
                        "sure" if sure else "possible",
                        COMPONENT[row["instrument"]],
                        f"japan:{WORKS[row['id']]}" if row["id"] in WORKS else "",
                        "scholarships" if row["instrument"] == "scholarship" else "",
                        NAMED.get(row["id"], ""),
                        "JICA's by its page or agreement" if sure else "could be booked under another body or country",
                    ]
                )


if __name__ == "__main__":
    main()
