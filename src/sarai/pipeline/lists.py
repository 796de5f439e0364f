"""What a person adds to a study's own lists by a verb: rows at the end of a file, which the next build reads."""

import csv
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from sarai import sources
from sarai.model import study_lists
from sarai.model.errors import QuestionError, StudyError
from sarai.model.vocabulary import Decision
from sarai.promises.forecasts import Forecast


def _list(source: str) -> tuple[str, tuple[str, ...]]:
    """Where the one list of a source lies in a study, and its columns."""
    (layout,) = sources.card(source).formats
    return layout.place, layout.columns


def place_of(source: str) -> tuple[str, tuple[str, ...]]:
    """Where the one list of a source lies in a study, and its columns."""
    return _list(source)


def add(folder: Path, source: str, rows: Iterable[Mapping[str, str]]) -> None:
    """Add rows, by their columns, to the one list of a source.

    Raises:
        StudyError: the list cannot be written.
    """
    _, columns = _list(source)
    _append(folder, source, [[row[name] for name in columns] for row in rows])


def decided(folder: Path) -> set[tuple[str, str]]:
    """The pairs that people have decided about, also since the last build, so that nobody is asked twice.

    Raises:
        StudyError: a column is missing, or a row has more or fewer cells than the header.
    """
    place, columns = _list("judgements")
    path = folder / place
    return {(row["promise"], row["activity"]) for _, row in study_lists.rows(path, columns)} if path.exists() else set()


def decide(folder: Path, row: Mapping[str, Any], *, answer: Decision, who: str, why: str, on: dt.date) -> None:
    """Add a decision about a pair to the study's list of them.

    Raises:
        QuestionError: nobody is named, or no reason is given.
        StudyError: the list cannot be written.
    """
    for name, told in (("who", who), ("why", why)):
        if not told.strip():
            raise QuestionError(f"{name} is blank", where="--review", cure="a decision says who took it and why")
    _append(folder, "judgements", [(row["promise"], row["activity"], answer, who.strip(), on.isoformat(), why.strip())])


def freeze(folder: Path, made: Sequence[Forecast]) -> int:
    """Add forecasts to the study's list of them; returns how many. What stands there of a promise and day stays.

    Raises:
        StudyError: the list cannot be read or written.
    """
    place, columns = _list("forecasts")
    path = folder / place
    there = {
        (row["promise"], row["as_of"], row["event"]) for _, row in study_lists.rows(path, columns)
    } if path.exists() else set()  # fmt: skip
    new = [each for each in made if (each.promise, each.as_of.isoformat(), each.event.value) not in there]
    _append(folder, "forecasts", [[_cell(getattr(each, field.name)) for field in fields(each)] for each in new])
    return len(new)


def _cell(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.4f}"
    return "" if value is None else value.isoformat() if isinstance(value, dt.date) else str(value)


def _append(folder: Path, source: str, rows: Iterable[Sequence[object]]) -> None:
    place, columns = _list(source)
    path = folder / place
    try:
        new = not path.exists() or path.stat().st_size == 0
        ends_open = not new and not path.read_bytes().endswith(b"\n")
        with path.open("a", encoding="utf-8", newline="") as stream:
            if ends_open:
                stream.write("\n")
            writer = csv.writer(stream, lineterminator="\n")
            if new:
                writer.writerow(columns)
            writer.writerows(rows)
    except OSError as error:
        raise StudyError(
            f"cannot be written: {error.strerror}", where=str(path), cure="check space and rights"
        ) from error
