"""Double coding: what people say of promises, each for herself, kept with who, when and why; and how far they agree.

Two lists of the study, ``reviewed/coding.csv`` and ``reviewed/adjudicated.csv``. Rows are added and never altered. A
coder sees the promise and its looks, never what Sarai or another coder says of it.
"""

import datetime as dt
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from sarai.estimators.agreement import Agreement, Metric, agreement
from sarai.model.errors import QuestionError
from sarai.pipeline.rows import kept, write_rows
from sarai.promises.case import Outcome
from sarai.promises.gate import ABOUT, Part

CODING = "reviewed/coding.csv"
ADJUDICATED = "reviewed/adjudicated.csv"
_CODED = ("promise", "field", "value", "who", "on", "why", "set")
_SETTLED = ("promise", "field", "said", "value", "who", "on", "why")

PROGRAMS = frozenset("sarai model llm assistant bot script program computer machine ai".split())
"""Names that are no person's: no program counts as a coder. That nobody gives a made-up name no list can ensure."""

_PEOPLES_TOO = frozenset({"ai", "model"})
"""Of these the words that stand in names of people: alone they are none, in a name of more words they may be."""


@dataclass(frozen=True, slots=True)
class Field:
    """What a coder is asked of a promise: its words, in rank order where the metric is ordinal."""

    name: str
    asks: str
    words: tuple[str, ...]
    metric: Metric = Metric.NOMINAL

    def number(self, value: str) -> float | str:
        """A value as the metric takes it."""
        return value if self.metric is Metric.NOMINAL else float(self.words.index(value))


_YES = ("yes", "no")
FIELDS = (
    *(Field(name, f"Has it {part}? There where the wording has {ABOUT[part]}", _YES) for name, part in (
        ("deliverable", Part.DELIVERABLE), ("target", Part.TARGET), ("date", Part.DATE),
    )),
    Field("owner", f"Is it said who pays? {ABOUT[Part.OWNER]}", _YES),
    Field(
        "shown", "How far do looks by others than the maker show it?",
        ("nothing", "signed", "money set aside", "begun", "in part", "result reached"), Metric.ORDINAL,
    ),
    Field("outcome", "What came of it?", tuple(Outcome)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coded:
    """What one person says of one field of a promise; ``set`` names what was to be coded."""

    promise: str
    field: str
    value: str
    who: str
    on: str
    why: str
    set: str


@dataclass(frozen=True, slots=True)
class Apart:
    """A field of a promise that its coders see differently, with what each says."""

    promise: str
    field: str
    said: tuple[tuple[str, str], ...]


def person(name: str) -> str:
    """A coder's name.

    Raises:
        QuestionError: it is blank or a program's.
    """
    told = " ".join(name.split())
    words = set(re.findall(r"[^\W\d_]+", told.casefold()))
    if words <= PROGRAMS or words & (PROGRAMS - _PEOPLES_TOO):
        raise QuestionError(f"{name!r} is no person's name", where="--who", cure="give your own; no program is a coder")
    return told


def chosen(ids: Iterable[str], *, sample: int | None, seed: int) -> tuple[list[str], str]:
    """The promises to be coded and how they are told: all, or a sample that anybody can draw again.

    Raises:
        QuestionError: a sample of none, or of more than there are.
    """
    every = sorted(ids)
    if sample is None:
        return every, f"all {len(every)}"
    if not 1 <= sample <= len(every):
        raise QuestionError(f"no sample of {sample} in {len(every)} promises", where="--sample", cure="take fewer")
    drawn = random.Random(seed).sample(every, sample)
    return sorted(drawn), f"{sample} of {len(every)}, seed {seed}"


def coded(folder: Path) -> list[Coded]:
    """What was coded so far.

    Raises:
        StudyError: the list cannot be read.
    """
    return [Coded(**row) for row in kept(folder / CODING, _CODED)]


def code(folder: Path, told: Sequence[Coded]) -> int:
    """Keep what a person says; returns how many rows are new. What she said of a field before stays.

    Raises:
        QuestionError: a field or value that is none, or no person's name.
        StudyError: the list cannot be written.
    """
    known = {field.name: field for field in FIELDS}
    for each in told:
        person(each.who)
        if each.field not in known:
            raise QuestionError(f"there is no field {each.field!r}", cure=f"fields: {', '.join(known)}")
        if each.value not in known[each.field].words:
            cure = f"use {', '.join(known[each.field].words)}"
            raise QuestionError(f"{each.value!r} is no word of {each.field}", where=each.promise, cure=cure)
    before = coded(folder)
    there = {(row.promise, row.field, row.who) for row in before}
    new = [each for each in told if (each.promise, each.field, each.who) not in there]
    rows = [dict(zip(_CODED, astuple(each), strict=True)) for each in (*before, *new)]
    if new:
        write_rows(folder / CODING, _CODED, rows)
    return len(new)


def waiting(rows: Iterable[Coded], ids: Sequence[str], who: str) -> list[str]:
    """The promises that a person has not coded whole yet, in order."""
    done = {(row.promise, row.field) for row in rows if row.who == who}
    return [name for name in ids if any((name, field.name) not in done for field in FIELDS)]


def agreements(rows: Iterable[Coded], *, draws: int = 2000) -> dict[str, Agreement]:
    """Alpha of each field over the promises that two or more people coded."""
    told: dict[str, dict[str, list[float | str]]] = {field.name: {} for field in FIELDS}
    known = {field.name: field for field in FIELDS}
    for row in rows:
        told[row.field].setdefault(row.promise, []).append(known[row.field].number(row.value))
    return {name: agreement(list(units.values()), known[name].metric, draws=draws) for name, units in told.items()}


def apart(folder: Path) -> list[Apart]:
    """What coders see differently and nobody has settled yet.

    Raises:
        StudyError: a list cannot be read.
    """
    settled = {(row["promise"], row["field"]) for row in kept(folder / ADJUDICATED, _SETTLED)}
    said: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in coded(folder):
        said.setdefault((row.promise, row.field), []).append((row.who, row.value))
    order = [field.name for field in FIELDS]
    return [
        Apart(promise, field, tuple(sorted(each)))
        for (promise, field), each in sorted(said.items(), key=lambda one: (one[0][0], order.index(one[0][1])))
        if len({value for _, value in each}) > 1 and (promise, field) not in settled
    ]


def adjudicate(folder: Path, found: Apart, *, value: str, who: str, why: str, on: dt.date) -> None:
    """Keep what holds where coders differ, with what each had said, in the log of adjudication.

    Raises:
        QuestionError: a value that is none, no reason, or no person's name.
        StudyError: the list cannot be written.
    """
    words: Mapping[str, tuple[str, ...]] = {field.name: field.words for field in FIELDS}
    if value not in words[found.field]:
        raise QuestionError(f"{value!r} is no word of {found.field}", cure=f"use {', '.join(words[found.field])}")
    if not why.strip():
        raise QuestionError("a decision without a reason", where="--adjudicate", cure="say why")
    said = "; ".join(f"{name}: {told}" for name, told in found.said)
    row = dict(zip(_SETTLED, (found.promise, found.field, said, value, person(who), on.isoformat(), why), strict=True))
    write_rows(folder / ADJUDICATED, _SETTLED, [*kept(folder / ADJUDICATED, _SETTLED), row])


def taken(path: Path, who: str, on: dt.date) -> list[Coded]:
    """What a person filled into the page and saved as a file.

    Raises:
        StudyError: it is no such file.
    """
    rows = kept(path, ("promise", "field", "value", "why", "set"))
    return [Coded(**row, who=person(who), on=on.isoformat()) for row in rows if row["value"]]
