"""Runs on sealed sets, kept: ``python -m tests.scoring.runs NAME`` scores them and adds their figures to ``runs.csv``.

A sealed set is run twice: before the rules are changed and when they are done. What a run gave stands in the page of
scores beside the figures of the texts that rules were made from.
"""

import csv
import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

from tests.scoring import records
from tests.scoring.claims import Figures, measure, shared_folder
from tests.scoring.sealed import open_shared, open_world, sealed_own, sealed_shared, sealed_world
from tests.scoring.texts import Text
from tests.scoring.unseen import by_kind

RUNS = Path(__file__).with_name("data") / "runs.csv"
FIELDS = (
    "run", "date", "set", "sealed", "texts", "met", "marked", "read", "f1", "f1_stages", "amounts", "of_amounts",
    "directed", "of_directed", "denied", "of_denied", "certain", "of_certain",
)  # fmt: skip


def figures(name: str, sealed: bool, made: Figures) -> dict[str, object]:
    """One set's figures as a row."""
    amounts = made.slots["amount"]
    return {
        "set": name, "sealed": "yes" if sealed else "no", "texts": len(made.by_text), "met": made.exact.hits,
        "marked": made.exact.gold, "read": made.exact.said, "f1": f"{made.exact.f1:.3f}",
        "f1_stages": f"{made.stages.f1:.3f}", "amounts": amounts.hits, "of_amounts": amounts.gold,
        "directed": made.direction.hits, "of_directed": made.direction.gold, "denied": made.negated.hits,
        "of_denied": made.negated.gold, "certain": made.certainty.hits, "of_certain": made.certainty.gold,
    }  # fmt: skip


def run(shared: Path) -> list[dict[str, object]]:
    """Score every set that rules are not made from, and the open halves beside them."""
    sets: list[tuple[str, bool, Callable[[], list[Text]]]] = [
        ("ten shared texts, open", False, lambda: open_shared(shared)),
        ("ten shared texts, sealed", True, lambda: sealed_shared(shared)),
        ("twenty texts of our own, sealed", True, sealed_own),
        ("thirty short texts by kind, open", False, by_kind),
        ("ten texts in the world's kinds, open", False, open_world),
        ("ten texts in the world's kinds, sealed", True, sealed_world),
    ]
    rows = [figures(name, sealed, measure(texts())) for name, sealed, texts in sets]
    for half in ("open", "sealed"):
        counted = records.score(records.drawn(shared, half))
        row = dict.fromkeys(FIELDS, "")
        told = {"set": f"project descriptions, {half}", "sealed": "yes" if half == "sealed" else "no"}
        total = sum(counted.values())
        rows.append({**row, **told, "texts": total, "directed": counted["right"], "of_directed": total})
    return rows


def kept() -> list[dict[str, str]]:
    """The runs so far."""
    with RUNS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Score, print, and keep the run under its name."""
    shared = shared_folder()
    if shared is None or len(sys.argv) != len(("module", "name")):
        raise SystemExit("usage: python -m tests.scoring.runs NAME, with the shared folder in SARAI_SHARED")
    before = kept() if RUNS.is_file() else []
    stamp = {"run": sys.argv[1], "date": dt.date.today().isoformat()}
    rows = [{**row, **stamp} for row in run(shared)]
    with RUNS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows([*before, *rows])
    for row in rows:
        print({name: value for name, value in row.items() if value != ""})


if __name__ == "__main__":
    main()
