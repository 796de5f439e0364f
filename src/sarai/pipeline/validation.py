"""A validation round, written and taken back: a sheet for each partner, and the corrections that come back."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sarai.model import study_lists
from sarai.model.errors import QuestionError, SaraiError, SourceError, StudyError
from sarai.model.spreadsheets import cell, in_sheet, workbook
from sarai.model.vocabulary import Correctable, Judged
from sarai.pipeline import lists
from sarai.sources.kit.book import workbook_sheets
from sarai.sources.kit.cells import BadCell
from sarai.sources.kit.corrected import right

SHEET = "records"
"""The sheet that a partner reads and fills."""
BACK = ("field", "correct", "who", "on", "why")
"""The columns that a partner fills."""

_HELP = (
    f"field is one of: {', '.join(Correctable)}; correct is what is right: a plain number, a "
    "day (2026-01-31), a code, a status, or none where nothing is; who says so, on which day, "
    "and why. Rows without a field are taken as right."
)


def write(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Write the sheet of one partner: its records as stated, and empty columns for corrections.

    Raises:
        StudyError: the file stands there already, and may hold what a partner filled in, or cannot be written.
    """
    if path.exists():
        raise StudyError(
            "stands there already, and may be filled in", where=str(path), cure="name another folder: --out round-2"
        )
    names = list(rows[0]) if rows else []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with workbook(path) as book:
            sheet = book.create_sheet(SHEET)
            sheet.append([*names, *BACK])
            for row in rows:
                sheet.append([in_sheet(cell(row[name])) for name in names] + [None] * len(BACK))
            book.create_sheet("how").append([_HELP])
    except OSError as error:
        raise StudyError(
            f"cannot be written: {error.strerror}", where=str(path), cure="check space and rights"
        ) from error
    return path


_PLACE = ("record", "kind", "locator")
_STATED = tuple(name for name in Correctable if name is not Correctable.NOT_OURS)
Held = Mapping[tuple[str, ...], Mapping[str, set[str]]]
"""What a release states in each place of each record, by field, in the words of a sheet."""


def held(rows: Iterable[Mapping[str, Any]]) -> Held:
    """What the release states, from the rows of its sheets."""
    found: dict[tuple[str, ...], dict[str, set[str]]] = {}
    for row in rows:
        of = found.setdefault(tuple(_text(row[name]) for name in _PLACE), {})
        for name in _STATED:
            of.setdefault(name, set()).add(_text(in_sheet(cell(row[name]))))
    return found


def taken(path: Path, stated: Held, *, today: dt.date) -> Iterator[dict[str, str]]:
    """The corrections that a sheet came back with, each beside what the release states, whatever the sheet says now.

    Raises:
        SourceError: it is no such sheet, a record is none of the release, a cell was written over, or a correction
            lacks what it says, who says so, when, or why, or is of a day to come.
    """
    try:
        sheets = {sheet.name: list(sheet.rows) for sheet in workbook_sheets(path)}
    except (SaraiError, OSError) as error:
        raise SourceError(
            "is no sheet of a validation round", where=str(path), cure="send back the file as it came"
        ) from error
    told = sheets.get(SHEET)
    if told is None:
        raise SourceError(f"has no sheet {SHEET}", where=str(path), cure="send back the file as it came")
    header = [_text(name) for name in told[0]] if told else []
    if missing := [name for name in ("record", *BACK) if name not in header]:
        raise SourceError(f"has no column {missing[0]}", where=str(path), cure="send back the file as it came")
    for line, cells in enumerate(told[1:], start=2):
        row = dict.fromkeys(header, "") | {name: _text(value) for name, value in zip(header, cells, strict=False)}
        row["field"] = row["field"].casefold()
        where = f"{path}:{line}"
        said = stated.get(tuple(row.get(name, "") for name in _PLACE))
        if not row["field"] and not row["correct"]:
            _untouched(row, said, where)
            continue
        if row["field"] == Correctable.NOT_OURS:
            row["correct"] = row["correct"] or Correctable.NOT_OURS
        for name in ("record", *BACK):
            if not row[name]:
                raise SourceError(f"{name} is blank", where=where, cure="a correction fills all of " + ", ".join(BACK))
        if row["field"] not in tuple(Correctable):
            raise SourceError(f"field {row['field']!r} is none", where=where, cure=f"use {', '.join(Correctable)}")
        try:
            row["correct"] = right(Correctable(row["field"]), row["correct"])
        except BadCell as bad:
            raise SourceError(
                f"correct {bad.value!r} {bad.reason.partition(': ')[0]}",
                where=where,
                cure=bad.reason.partition(": ")[2],
            ) from bad
        try:
            day = dt.date.fromisoformat(row["on"])
        except ValueError as error:
            raise SourceError(f"on {row['on']!r} is no day", where=where, cure="write 2026-01-31") from error
        if day > today:
            raise SourceError(f"on {row['on']} is a day to come", where=where, cure="write the day of the correction")
        if said is None:
            raise SourceError(
                f"the release has no such statement of a record {row['record']!r}",
                where=where,
                cure=f"leave the columns {', '.join(_PLACE)} as they came",
            )
        words = "; ".join(sorted(said.get(row["field"], set()) - {""}))
        yield {"stated": words, **{name: row[name] for name in ("record", *BACK)}}


def _untouched(row: Mapping[str, str], said: Mapping[str, set[str]] | None, where: str) -> None:
    """A row that corrects nothing stands as it came: what was written over would be lost without a word."""
    for name in _STATED:
        if said is not None and name in row and row[name] not in said[name]:
            raise SourceError(
                f"{name} was written over with {row[name]!r}",
                where=where,
                cure=f"leave it as it came; write {name} into field and what is right into correct",
            )


def _text(value: object) -> str:
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def take(folder: Path, path: Path, stated: Held, *, today: dt.date) -> int:
    """Add the corrections of a sheet to the study's list; returns how many. What stands there stays.

    Raises:
        SourceError: as :func:`taken`.
        StudyError: the list cannot be read or written.
    """
    known = {tuple(row[name] for name in _SAME) for row in _rows(folder)}
    new = [row for row in taken(path, stated, today=today) if tuple(row[name] for name in _SAME) not in known]
    blank = {"answer": Judged.OPEN, "judge": "", "judged_on": "", "reason": ""}
    lists.add(folder, "corrections", [row | blank for row in new])
    return len(new)


_SAME = ("record", "field", "correct", "who", "on")


def _rows(folder: Path) -> list[Mapping[str, str]]:
    place, columns = lists.place_of("corrections")
    path = folder / place
    return [row for _, row in study_lists.rows(path, columns)] if path.exists() else []


def judge(folder: Path, asked: str, *, answer: str, who: str, why: str, on: dt.date) -> None:
    """Decide about a correction of a record's field; the record itself stays as it is.

    ``asked`` is ``RECORD FIELD``, and behind it the number of the correction where several of the field are open.

    Raises:
        QuestionError: there is none, or which one is not said; a word that is no decision; nobody and no reason named;
            another value of the field is accepted already.
        StudyError: the list cannot be read or written.
    """
    answer = answer.strip().casefold()
    if answer not in (Judged.ACCEPTED, Judged.REFUSED):
        raise QuestionError(f"unknown word {answer!r}", where="--answer", cure="use accepted or refused")
    for name, told in (("--who", who), ("--why", why)):
        if not told.strip():
            raise QuestionError("is blank", where=name, cure="a decision says who took it and why")
    of = _asked(_rows(folder), asked)
    chosen = _chosen(of, asked)
    for nth, row in enumerate(of, start=1):
        other = row is not chosen and row["answer"] == Judged.ACCEPTED and row["correct"] != chosen["correct"]
        if answer == Judged.ACCEPTED and other:
            raise QuestionError(
                f"{row['correct']!r} is accepted already for the same field",
                where="--judge",
                cure=f"two values cannot both be right: refuse correction {nth} first",
            )
    decided = {"answer": answer, "judge": who.strip(), "judged_on": on.isoformat(), "reason": why.strip()}
    lists.add(folder, "corrections", [{**chosen, **decided}])


def _asked(rows: Iterable[Mapping[str, str]], asked: str) -> list[Mapping[str, str]]:
    """The corrections of the field that is asked for, in their order, each with the last that was decided of it."""
    words = " ".join(asked.split()).casefold()
    last: dict[tuple[str, ...], Mapping[str, str]] = {}
    for row in rows:
        name = f"{row['record']} {row['field']}".casefold()
        if words == name or (words.startswith(f"{name} ") and words[len(name) + 1 :].isdecimal()):
            last[tuple(row[each] for each in _SAME)] = row
    if not last:
        raise QuestionError(
            f"nobody corrected {asked!r}",
            where="--judge",
            cure='write "RECORD FIELD" as sarai validate DIR lists them',
        )
    return list(last.values())


def _chosen(of: Sequence[Mapping[str, str]], asked: str) -> Mapping[str, str]:
    """Which of the corrections of one field is meant: by its number, or the only one, or the only open one."""
    first = of[0]
    number = " ".join(asked.split())[len(f"{first['record']} {first['field']}") :].strip()
    if number:
        if not 1 <= int(number) <= len(of):
            raise QuestionError(f"there is no correction {number}", where="--judge", cure=f"there are {len(of)}")
        return of[int(number) - 1]
    still = [row for row in of if row["answer"] == Judged.OPEN] if len(of) > 1 else of
    if len(still) == 1:
        return still[0]
    told = "; ".join(f"{nth} {row['correct']} ({row['who']}, {row['answer']})" for nth, row in enumerate(of, start=1))
    raise QuestionError(
        f"{len(of)} corrections of {first['field']} stand there: {told}",
        where="--judge",
        cure=f'say which: --judge "{first["record"]} {first["field"]} 1"',
    )
