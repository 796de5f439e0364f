"""Figures that carry where they come from: the only numbers that a brief can print."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

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
class Total:
    """One row of a breakdown: its keys, the three totals and the number of records."""

    keys: Mapping[str, Any]
    low: Figure
    preferred: Figure
    high: Figure
    n: Figure


class Passports:
    """The passports issued for one document, each figure's once."""

    def __init__(self) -> None:
        self._issued: dict[str, Passport] = {}
        self._known: dict[object, str] = {}

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
