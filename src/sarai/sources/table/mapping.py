"""A mapping: how the columns of somebody's table become canonical fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from sarai.model.provenance import SourceCard
from sarai.model.vocabulary import Descriptor, Mark, Tier
from sarai.sources.kit.decoding import Written
from sarai.sources.table import terms
from sarai.sources.table.dates import Dates
from sarai.sources.table.numbers import Numbers
from sarai.sources.table.terms import Way

REST = "*"
"""Under ``ignored``, every column that carries neither money nor dates and is not named."""


SHEET, SECTION = "(sheet)", "(section)"
"""What a mapping calls the sheet that a row stands on, and the row of one cell above it."""


class Grain(StrEnum):
    """What the rows of one record are."""

    RECORDS = "records"
    FLOWS = "flows"
    REPEATED = "repeated"
    DUPLICATES = "duplicates"


GRAINS: Mapping[Grain, str] = {
    Grain.RECORDS: "one row is one record",
    Grain.FLOWS: "the rows of a record are separate statements of money; all of them count",
    Grain.REPEATED: "the rows of a record repeat its amount for each country, sector or place; it counts once, split",
    Grain.DUPLICATES: "rows that say the same are the same row printed twice; one of them counts",
}


@dataclass(frozen=True, slots=True)
class Correction:
    """A publisher's known error: where ``column`` of ``record`` states ``stated``, ``used`` is read instead."""

    record: str
    column: str
    stated: str
    used: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Which column fills each field and which value every row has."""

    columns: Mapping[str, str]
    constants: Mapping[str, str | None]
    numbers: Numbers | None = None


_STATED_BY: Mapping[Descriptor, set[str]] = {
    Descriptor.TITLE: {"title"},
    Descriptor.AGENCY: {"agency"},
    Descriptor.FLOW_CLASS: {"flow_class"},
    Descriptor.FINANCE_TYPE: {"finance_type", "instrument"},
    Descriptor.LOAN_TERMS: {"interest_rate", "maturity", "grace_period"},
    Descriptor.SECTOR: {"sector"},
    Descriptor.PLACE: {"place", "latitude"},
    Descriptor.TOPIC: set(),
    Descriptor.UMBRELLA: {"marks"},
    Descriptor.COFINANCED: {"marks"},
}


def silent(record: Taken) -> frozenset[str]:
    """The descriptors that nothing in a table fills; a constant mark states that mark alone."""
    told = {*record.columns, *record.constants}
    always = set((record.constants.get("marks") or "").replace(" ", "").split(";"))
    marks = {Descriptor.UMBRELLA: Mark.UMBRELLA, Descriptor.COFINANCED: Mark.COFINANCED}
    return frozenset(
        name
        for name, fields in _STATED_BY.items()
        if not fields & told or (name in marks and "marks" not in record.columns and marks[name] not in always)
    )


@dataclass(frozen=True, slots=True)
class Where:
    """Where the table stands in its file: sheets (none for a text file), rows of headers, and the area that it
    fills: first and last row, first and last column, from 1, as far as they are stated."""

    sheets: tuple[str, ...] = ()
    header: tuple[int, ...] = (1,)
    rows: tuple[int, int | None] = (1, None)
    columns: tuple[int, int | None] = (1, None)
    written: Written = field(default_factory=lambda: Written("utf-8-sig", ","))


@dataclass(frozen=True, slots=True)
class Shape:
    """Which rows are no records: sums of others and rows to pass over, each by a word in a column (an empty word is
    a blank cell); columns in which a blank means the cell above; the field that a row of one cell names for those
    below it."""

    totals: Mapping[str, frozenset[str]] = field(default_factory=dict)
    skip: Mapping[str, frozenset[str]] = field(default_factory=dict)
    fill: tuple[str, ...] = ()
    sections: str | None = None


@dataclass(frozen=True)
class TableMapping:
    """A checked mapping. ``money`` has one entry per financial statement of a row; the columns of ``ids`` together
    name a record; ``numbers_of`` and ``dates_of`` are the columns that write them in ways of their own, ``times_of``
    those of terms of loans of which the mapping says what they are counted in."""

    path: Path
    source: str
    dataset: str
    title: str
    ids: tuple[str, ...]
    record: Taken
    money: tuple[Taken, ...]
    grain: Grain
    codes: Mapping[str, Mapping[str, str | None]]
    ignored: Mapping[str, str]
    corrections: Mapping[tuple[str, str], Correction]
    numbers: Numbers
    numbers_of: Mapping[str, Numbers]
    times_of: Mapping[str, Fraction]
    dates: Dates
    dates_of: Mapping[str, Dates]
    blanks: frozenset[str]
    where: Where
    shape: Shape
    not_read: Mapping[str, str]
    year_basis: str
    tier: Tier
    card: SourceCard
    lines: Mapping[tuple[str | int, ...], int] = field(repr=False)

    def at(self, *keys: str | int) -> str:
        """Where a key stands in the file, as far as it is written there."""
        for upto in range(len(keys), -1, -1):
            if keys[:upto] in self.lines:
                return f"{self.path}:{self.lines[keys[:upto]]}"
        return str(self.path)

    @property
    def columns(self) -> dict[str, tuple[str | int, ...]]:
        """Every column that the mapping names, with where it names it."""
        named: dict[str, tuple[str | int, ...]] = {
            column: ("ignored", column) for column in self.ignored if column != REST
        }
        for column in (*self.ids, *self.record.columns.values()):
            named[column] = ("columns", column)
        for place, each in enumerate(self.money):
            for column in each.columns.values():
                key = ("columns", column)
                named[column] = key if key in self.lines else ("money", place, "columns", column)
        for rows, words in (("totals", self.shape.totals), ("skip", self.shape.skip)):
            for column in words:
                named.setdefault(column, (rows, column))
        return named

    def numbers_in(self, taken: Taken, column: str, *, money: bool) -> Numbers:
        """How a column writes numbers; a size that is said of the whole table is one of its money alone."""
        found = self.numbers_of.get(column) or taken.numbers or self.numbers
        return found if money else replace(found, times=Decimal(1))

    def term(self, name: str, column: str) -> Way:
        """How the column of a term of loans is written."""
        header = terms.in_header(column, name) if name in self.record.columns else terms.Counted()
        return Way(name, self.numbers_of.get(column, self.numbers), header, self.times_of.get(column))

    def dates_in(self, column: str) -> Dates:
        """How a column writes dates."""
        return self.dates_of.get(column, self.dates)
