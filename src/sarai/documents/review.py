"""Reviewed claims: rows of a study's own files, each with who reviewed it and when."""

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sarai.documents.claim import Claim
from sarai.model.errors import StudyError

FOLDER = "reviewed"
COLUMNS = (
    "id",
    "claim",
    "doc",
    "file",
    "start",
    "end",
    "quote",
    "modality",
    "polarity",
    "certainty",
    "maker",
    "addressee",
    "amount",
    "currency",
    "comparator",
    "count",
    "count_unit",
    "period_from",
    "period_to",
    "instrument",
    "sector",
    "reviewer",
    "reviewed",
)
KINDS = ("promise", "observation", "agreement", "event")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A person's decision: the claim becomes a row of ``kind``."""

    claim: Claim
    kind: str


def kind_of(claim: Claim) -> str:
    """What a claim would become: wanted and intended are promises, signatures agreements, the rest observations."""
    if claim.modality in ("pledged", "announced", "committed") and claim.polarity == "+":
        return "promise"
    if claim.modality in ("signed", "adopted", "launched") and claim.polarity == "+":
        return "agreement"
    if claim.modality in ("disbursed", "delivered", "completed", "ongoing", "reported"):
        return "observation"
    return "event"


def row(claim: Claim, *, file: str, reviewer: str, day: dt.date) -> dict[str, str]:
    """The claim as a row; what it does not state is empty."""
    amount = next(iter(claim.items("amount")), None)
    count = next(iter(claim.items("count")), None)
    period = next((item for item in claim.items("period") if item.more.get("from") or item.more.get("to")), None)

    def codes(slot: str) -> str:
        return ";".join(dict.fromkeys(str(item.more.get("code") or item.value) for item in claim.items(slot)))

    def values(slot: str) -> str:
        return ";".join(dict.fromkeys(str(item.value) for item in claim.items(slot)))

    return {
        "id": f"{file[:12]}:{claim.start}-{claim.end}:{codes('actor')}",
        "claim": claim.id,
        "doc": claim.doc,
        "file": file,
        "start": str(claim.start),
        "end": str(claim.end),
        "quote": claim.quote,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "maker": codes("actor"),
        "addressee": codes("recipient"),
        "amount": _plain(amount.value) if amount else "",
        "currency": str(amount.more["currency"]) if amount else "",
        "comparator": str(amount.more["cmp"]) if amount else str(count.more["cmp"]) if count else "",
        "count": _plain(count.value) if count else "",
        "count_unit": str(count.more["unit"]) if count else "",
        "period_from": str(period.more.get("from") or "") if period else "",
        "period_to": str(period.more.get("to") or "") if period else "",
        "instrument": values("instrument"),
        "sector": values("sector"),
        "reviewer": reviewer,
        "reviewed": day.isoformat(),
    }


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "-".join(_plain(each) for each in value)
    return f"{value:.10g}" if isinstance(value, float) and value < 1e10 else str(int(float(str(value))))


def write(folder: Path, accepted: list[Accepted], *, file: str, reviewer: str, day: dt.date) -> list[tuple[Path, int]]:
    """Add accepted claims to ``reviewed/<kind>.csv`` of a study; a row that stands there already is replaced.

    Returns each file written with the number of rows added or replaced.

    Raises:
        StudyError: the folder cannot be written, or its file has other columns.
    """
    written = []
    for kind in KINDS:
        rows = [row(each.claim, file=file, reviewer=reviewer, day=day) for each in accepted if each.kind == kind]
        if not rows:
            continue
        path = folder / FOLDER / f"{kind}.csv"
        known = _known(path)
        known.update({each["id"]: each for each in rows})
        unfinished = path.with_name(f".{path.name}.unfinished")
        try:
            path.parent.mkdir(exist_ok=True)
            with unfinished.open("w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
                writer.writeheader()
                writer.writerows(known.values())
            unfinished.replace(path)
        except OSError as error:
            raise StudyError(
                f"cannot be written: {error.strerror}", where=str(path), cure="check space and rights"
            ) from error
        written.append((path, len(rows)))
    return written


def _known(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise StudyError("has other columns than reviewed claims have", where=str(path), cure="move it away")
        return {each["id"]: each for each in reader}
