"""Rows that a verb writes into lists of a study's own: kept only where the list's reader takes them."""

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from sarai import sources
from sarai.ingest.plan import hash_of
from sarai.model import study_lists
from sarai.model.errors import StudyError
from sarai.model.provenance import ReadSettings
from sarai.pipeline.entries import enter
from sarai.pipeline.folder import FILES

READER = "promises"


def keep(folder: Path, file: str, dataset: str, row: Mapping[str, str], *, as_of: dt.date) -> str | None:
    """Keep a row in a list of the study, in place of one of the same id. Returns why it was refused, if it was.

    A row that the list's reader would refuse is taken out again.

    Raises:
        StudyError: the list cannot be read or written.
    """
    path = folder / FILES / file
    layout = sources.card(READER).format(dataset)
    if layout is None:
        raise StudyError(f"there is no list of {dataset}", cure="sarai sources promises")
    before = kept(path, layout.columns)
    told = dict.fromkeys(layout.columns, "") | dict(row)
    write_rows(path, layout.columns, [*(each for each in before if each["id"] != told["id"]), told])
    refused = _refusal(path, dataset, told["id"])
    if refused is not None:
        write_rows(path, layout.columns, before) if before else path.unlink()
        return refused
    enter(folder, f"{FILES}/{path.name}", READER, dataset, as_of)
    return None


def _refusal(path: Path, dataset: str, name: str) -> str | None:
    """Why the list's own reader refuses the row; None where it takes it."""
    settings = ReadSettings(file=hash_of(path), dataset=dataset)
    for table, batch in sources.reader(READER)(path, settings):
        if table == "reject":
            for row in batch.to_pylist():
                if row["record"] == name:
                    return f"{row['column']} {row['value'] or ''} {row['reason']}".replace("  ", " ")
    return None


def kept(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a list; none where there is no file yet.

    Raises:
        StudyError: a column is missing or not known, or a row has more or fewer cells than the header.
    """
    if not path.exists():
        return []
    return [row for _, row in study_lists.rows(path, columns, only=True)]


def write_rows(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    """Write a list whole, or not at all.

    Raises:
        StudyError: it cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        path.parent.mkdir(exist_ok=True)
        with unfinished.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(columns), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        unfinished.replace(path)
    except OSError as error:
        raise StudyError(
            f"cannot be written: {error.strerror}", where=str(path), cure="check space and rights"
        ) from error
