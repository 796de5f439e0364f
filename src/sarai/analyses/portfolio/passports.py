"""Figures that carry where they come from: the only numbers that a brief can print."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sarai.analyses.portfolio import questions, totals
from sarai.model.errors import BriefError
from sarai.model.question import Question, ask
from sarai.session import Session, Stated

Number = Decimal | int | float


class Style(StrEnum):
    """How a figure is written."""

    MILLIONS = "millions"
    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Passport:
    """Where a figure comes from: what it says, how it was made, and the rows or figures behind it.

    ``rows`` are the largest source rows; ``more_rows`` and ``more_value`` tell the rest, so that rows and rest
    add up to ``value``. ``parts`` are the passports of the figures it was worked out from. ``command`` opens
    every row on the command line.
    """

    id: str
    says: str
    value: Number | None
    unit: str
    how: str
    rows: tuple[Mapping[str, Any], ...] = ()
    more_rows: int = 0
    more_value: Decimal | None = None
    parts: tuple[str, ...] = ()
    command: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its passport and the way it is written; ``value`` is None where nothing is reported.

    ``instead`` is printed where there is no value.
    """

    value: Number | None
    passport: str
    style: Style
    instead: str = "not reported"

    @property
    def text(self) -> str:
        """The figure as a reader sees it; what is not reported is said in words."""
        if self.value is None:
            return self.instead
        match self.style:
            case Style.MILLIONS:
                return _millions(Decimal(self.value))
            case Style.MONEY:
                return f"{Decimal(self.value):,.2f}"
            case Style.COUNT:
                return f"{int(self.value):,}"
            case Style.PERCENT:
                return _percent(float(self.value))
            case Style.RATIO:
                return f"{float(self.value):,.2f}"


def _millions(value: Decimal) -> str:
    """Millions to one decimal; what would round to nothing and is not nothing says so."""
    told = value / 1_000_000
    return "under 0.05" if value and abs(told) < Decimal("0.05") else f"{told:,.1f}"


def _percent(value: float) -> str:
    return f"{value:.1f} %" if abs(value) >= 0.05 or value == 0 else "under 0.05 %"


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of a breakdown: its keys, the three totals and the number of records."""

    keys: Mapping[str, Any]
    low: Figure
    preferred: Figure
    high: Figure
    n: Figure


SHOWN = 3
"""Source rows that a passport prints itself; the rest is told as a count and a sum."""

SUM = "sum of the rows' values; value = amount x rate / deflator x shares, a blank factor being one"


class Passports:
    """The passports issued for one document, each figure's once. Money is asked of a session; the rest needs none."""

    def __init__(self, session: Session | None = None) -> None:
        self._session = session
        self._issued: dict[str, Passport] = {}
        self._known: dict[object, str] = {}
        self._cells: dict[object, list[Cell]] = {}

    @property
    def session(self) -> Session:
        """The release that money is asked of.

        Raises:
            BriefError: there is none.
        """
        if self._session is None:
            raise BriefError("money was asked of a page without a release", cure="give Passports a session")
        return self._session

    def __iter__(self) -> Iterator[Passport]:
        return iter(self._issued.values())

    def __len__(self) -> int:
        return len(self._issued)

    def __getitem__(self, name: str) -> Passport:
        return self._issued[name]

    def issue(
        self,
        *,
        says: str,
        value: Number | None,
        unit: str,
        how: str,
        rows: Sequence[Mapping[str, Any]] = (),
        more_rows: int = 0,
        more_value: Decimal | None = None,
        parts: Sequence[str] = (),
        command: str = "",
        style: Style = Style.MILLIONS,
    ) -> Figure:
        """A figure with a new passport, or with the one that was issued for the same statement."""
        same = (says, unit, value)
        if same not in self._known:
            name = f"p{len(self._issued) + 1}"
            self._known[same] = name
            self._issued[name] = Passport(
                name, says, value, unit, how, tuple(rows), more_rows, more_value, tuple(parts), command
            )
        return Figure(value, self._known[same], style)

    def money(
        self,
        *,
        says: str,
        by: Sequence[str] = (),
        prices: str = "current",
        style: Style = Style.MILLIONS,
        **filter_by: Stated,
    ) -> list[Cell]:
        """The cells of a breakdown, each total with its passport. ``says`` is the statement without its keys.

        Raises:
            QuestionError: as :meth:`sarai.study.Study.total`.
        """
        question = ask(by=by, prices=prices, filters=filter_by)
        asked = (says, style, question.by, question.prices, tuple(sorted(question.filters.items())))
        if asked not in self._cells:
            self._cells[asked] = self._breakdown(question, says, style)
        return self._cells[asked]

    def _breakdown(self, question: Question, says: str, style: Style) -> list[Cell]:
        chosen = questions.select(self.session, question)
        unit = questions.unit(self.session, question, chosen)
        behind: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
        unfolded = totals.unfolded(self.session.connection, chosen, question.by, question.counting, first=SHOWN)
        names = self.session.file_names
        for row in unfolded.to_pylist():
            row["file_name"] = names.get(row["file"])
            behind.setdefault(tuple(row[f"cell_{each}"] for each in question.by), []).append(row)
        table = totals.total(self.session.connection, chosen, question.by)
        return [
            self._cell(row, question, says, unit, behind.get(tuple(row[each] for each in question.by), []), style)
            for row in table.to_pylist()
        ]

    def _cell(
        self,
        row: Mapping[str, Any],
        question: Question,
        says: str,
        unit: str,
        behind: Sequence[Mapping[str, Any]],
        style: Style,
    ) -> Cell:
        keys = {each: row[each] for each in question.by}
        told = ", ".join([says, *(f"{name.replace('_', ' ')} {_word(value)}" for name, value in keys.items())])
        count = behind[0]["cell_rows"] if behind else 0
        whole = behind[0]["cell_value"] if behind else None
        shown = sum((each["value"] for each in behind if each["value"] is not None), Decimal())
        common: dict[str, Any] = {
            "unit": unit,
            "how": SUM,
            "rows": [_kept(each) for each in behind],
            "more_rows": count - len(behind),
            "more_value": None if whole is None else whole - shown,
            "command": _command(self.session, question, keys),
        }
        preferred = self.issue(says=told, value=row["preferred"], style=style, **common)
        figures = {
            level: preferred
            if row[level] == row["preferred"]
            else self.issue(
                says=f"{told}, counted {level}",
                value=row[level],
                unit=unit,
                how=f"{SUM}; counting {level}: {_LEVELS[level]}",
                parts=(preferred.passport,),
                command=_command(self.session, question, keys, counting=level),
                style=style,
            )
            for level in ("low", "high")
        }
        return Cell(keys, figures["low"], preferred, figures["high"], Figure(row["n"], preferred.passport, Style.COUNT))


_LEVELS = {
    "low": "only rows that no rule doubts",
    "high": "also rows that may be told twice, as long as that is not proven",
}

_KEPT = (
    "value",
    "key",
    "title",
    "partner",
    "agency",
    "recipient",
    "year",
    "kind",
    "status",
    "amount",
    "currency",
    "date",
    "precision",
    "rate",
    "rate_month",
    "rate_source",
    "deflator",
    "deflator_source",
    "recipient_percent",
    "recipient_basis",
    "sector_percent",
    "sector_basis",
    "year_percent",
    "no_value",
    "rule",
    "tier",
    "dataset",
    "file",
    "file_name",
    "locator",
    "licence",
)


def _kept(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: row[name] for name in _KEPT}


def _word(value: object) -> str:
    return "not stated" if value is None else str(value)


def _command(session: Session, question: Question, keys: Mapping[str, Any], *, counting: str = "preferred") -> str:
    """The command that prints every row behind a cell."""
    filters = {name: ",".join(values) for name, values in question.filters.items() if values}
    for name, value in keys.items():
        filters["sector" if name == "sector_group" else name] = "none" if value is None else str(value)
    told = [f"--{name.replace('_', '-')} {shlex.quote(value)}" for name, value in filters.items()]
    if question.prices != "current":
        told.append(f"--prices {question.prices}")
    if counting != "preferred":
        told.append(f"--counting {counting}")
    return " ".join(["sarai explain", shlex.quote(session.folder.name), *told])
