"""What people decided: ``judgements.csv`` in a study, one row a decision, the last one on a pair wins.

Columns: promise (its short name), activity (its key), answer (link, no link), who, on (a date), why. Rows are only ever
added, so that the file tells who changed whose mind and when.
"""

import csv
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sarai.model import study_lists
from sarai.model.errors import StudyError
from sarai.model.vocabulary import Decision

FILE = "judgements.csv"
COLUMNS = ("promise", "activity", "answer", "who", "on", "why")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision about a pair, and the line it stands on."""

    promise: str
    activity: str
    answer: Decision
    who: str
    on: dt.date
    why: str
    line: int = 0

    @property
    def pair(self) -> tuple[str, str]:
        """What was decided about."""
        return self.promise, self.activity


def read(path: Path) -> tuple[Judgement, ...]:
    """The decisions of a study in the order they were taken; none where there is no file.

    Raises:
        StudyError: a column is missing, a cell is blank, the answer or date is none; file and line are named.
        UnreadableFile: it is no CSV in UTF-8.
    """
    if not path.exists():
        return ()
    return tuple(_judgement(row, where) for where, row in study_lists.rows(path, COLUMNS))


def _judgement(row: Mapping[str, str], where: str) -> Judgement:
    told = {name: row[name].strip() for name in COLUMNS}
    for name, value in told.items():
        if not value:
            raise StudyError(f"{name} is blank", where=where, cure="a decision says who took it, when and why")
    try:
        answer = Decision(told["answer"])
    except ValueError:
        raise StudyError(f"answer {told['answer']!r} is unknown", where=where, cure=", ".join(Decision)) from None
    try:
        on = dt.date.fromisoformat(told["on"])
    except ValueError:
        raise StudyError(f"on {told['on']!r} is no date", where=where, cure="write it as 2026-03-31") from None
    return Judgement(
        told["promise"], told["activity"], answer, told["who"], on, told["why"], int(where.rpartition(":")[2])
    )


def append(path: Path, made: Judgement) -> None:
    """Add a decision to a study's file, which is made with its header where there is none.

    Raises:
        StudyError: it cannot be written.
    """
    try:
        new = not path.exists() or path.stat().st_size == 0
        ends_open = not new and not path.read_bytes().endswith(b"\n")
        with path.open("a", encoding="utf-8", newline="") as stream:
            if ends_open:
                stream.write("\n")
            writer = csv.writer(stream, lineterminator="\n")
            if new:
                writer.writerow(COLUMNS)
            writer.writerow([made.promise, made.activity, made.answer.value, made.who, made.on.isoformat(), made.why])
    except OSError as error:
        raise StudyError(
            f"cannot be written: {error.strerror}", where=str(path), cure="check space and rights"
        ) from error


def in_force(made: Iterable[Judgement]) -> dict[tuple[str, str], Judgement]:
    """The decision that holds for each pair: the last one in the file."""
    return {each.pair: each for each in made}
