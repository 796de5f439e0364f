"""A mapping: how the columns of somebody's table become canonical fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sarai.model.provenance import SourceCard
from sarai.model.vocabulary import Descriptor, Mark, Tier
from sarai.sources.table.cells import Dates, Numbers


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


@dataclass(frozen=True)
class TableMapping:
    """A checked mapping. ``money`` has one entry per financial statement of a row."""

    path: Path
    source: str
    dataset: str
    title: str
    record: Taken
    money: tuple[Taken, ...]
    codes: Mapping[str, Mapping[str, str | None]]
    ignored: Mapping[str, str]
    corrections: Mapping[tuple[str, str], Correction]
    numbers: Numbers
    dates: Dates
    blanks: frozenset[str]
    sheet: str | None
    header_row: int
    delimiter: str
    encoding: str
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
        named: dict[str, tuple[str | int, ...]] = {column: ("ignored", column) for column in self.ignored}
        for column in self.record.columns.values():
            named[column] = ("columns", column)
        for place, each in enumerate(self.money):
            for column in each.columns.values():
                key = ("columns", column)
                named[column] = key if key in self.lines else ("money", place, "columns", column)
        return named
