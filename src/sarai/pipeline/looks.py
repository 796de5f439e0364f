"""A dated look at a promise, added by one command: a row of the study's own list, which the next build reads."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sarai import sources
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Basis, Seen
from sarai.pipeline.folder import FILES
from sarai.pipeline.rows import READER, keep, kept

FILE = "looks.csv"
"""The list of looks that were added by the verb, beside those of the study's editors."""


@dataclass(frozen=True, slots=True)
class Look:
    """A look as a person tells it: all words as written, which the list's reader checks."""

    promise: str
    date: str
    status: str
    source: str
    url: str
    tier: str
    wording: str = ""
    value: str = ""
    unit: str = ""
    note: str = ""


def add(folder: Path, look: Look, *, made: str, on: dt.date) -> str:
    """Add a look to the study; returns its id. A search that found nothing is marked as an absence.

    ``made`` is the date of the promise, as fine as it is known, and ``on`` is today.

    Raises:
        QuestionError: the address is none, the day lies ahead or before the promise, or the list's reader refuses the
            row.
        StudyError: the list cannot be read or written.
    """
    if urlsplit(look.url).scheme not in ("http", "https") or not urlsplit(look.url).hostname:
        raise QuestionError(f"{look.url!r} is no address", where="--url", cure="give it whole, with https://")
    if look.date[:4].isdigit() and look.date > on.isoformat():
        raise QuestionError(f"{look.date} lies ahead", where="--date", cure="give the day on which it was seen")
    fine = min(len(look.date), len(made))
    if look.date[:4].isdigit() and look.date[:fine] < made[:fine]:
        cure = "give the day on which it was seen, or look at the date of the promise"
        raise QuestionError(f"{look.date} lies before the promise was made on {made}", where="--date", cure=cure)
    layout = sources.card(READER).format("observations")
    there = kept(folder / FILES / FILE, layout.columns) if layout is not None else []
    stem = f"L-{look.promise}-{look.date}"
    taken = {row["id"] for row in there}
    name = next(each for n in range(len(taken) + 1) if (each := stem if not n else f"{stem}-{n + 1}") not in taken)
    row = {
        "id": name, "promise": look.promise, "date": look.date, "status": look.status, "value": look.value,
        "unit": look.unit, "wording": look.wording, "note": look.note, "source_name": look.source,
        "source_url": look.url, "tier": look.tier,
        "basis": Basis.ABSENCE if look.status == Seen.NO_TRACE else Basis.REPORTED,
    }  # fmt: skip
    refused = keep(folder, FILE, "observations", row, as_of=on)
    if refused is not None:
        raise QuestionError(refused, where="sarai look", cure="mend that word; the look was not kept")
    return name
