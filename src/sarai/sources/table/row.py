"""One row of somebody's table, asked for fields instead of columns."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sarai import codelists
from sarai.model import vocabulary
from sarai.model.errors import CodeError
from sarai.model.provenance import ReadSettings, sheet_row
from sarai.model.vocabulary import Precision
from sarai.sources.kit.cells import BadCell, Cell, text
from sarai.sources.table.fields import FIELDS
from sarai.sources.table.mapping import TableMapping, Taken

OTHERS = "*"
"""In a mapping's codes, what stands for every word that neither they nor the code list know."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table."""

    mapping: TableMapping
    settings: ReadSettings
    line: int
    cells: Mapping[str, Cell]

    @property
    def record(self) -> str | None:
        """The record's own id."""
        return self.stated(self.mapping.record, "record_id")

    def place(self, part: int | None = None) -> str:
        """Where the row stands; a compiled fact also says where it was taken from."""
        here = sheet_row(self.mapping.sheet or "", self.line, part)
        compiled = self.mapping.record.columns.get("origin")
        origin = text(self.cells.get(compiled)) if compiled else None
        return f"{here}, from {origin}" if origin else here

    def origin(self, key: str, *, part: int | None = None) -> dict[str, object]:
        """The columns that begin every row made of this one."""
        return {
            "key": key,
            "source": self.mapping.source,
            "dataset": self.settings.dataset,
            "file": self.settings.file,
            "locator": self.place(part),
        }

    def cell(self, taken: Taken, name: str) -> Cell:
        """The cell of a field as the file states it, or as a correction sets it right."""
        column = taken.columns[name]
        stated = self.cells.get(column)
        if name != "record_id" and (right := self.mapping.corrections.get((self.record or "", column))):
            # A correction holds while the publisher still states the fault; mended, the cell speaks for itself.
            return right.used if text(stated) == right.stated else stated
        return stated

    def stated(self, taken: Taken, name: str) -> str | None:
        """What the field states before any code map."""
        if name in taken.columns:
            return text(self.cells.get(taken.columns[name]))
        return taken.constants.get(name)

    def told(self, taken: Taken, name: str) -> str | None:
        """The words of a field after its code map; none where nothing is stated."""
        if name not in taken.columns:
            return taken.constants.get(name)
        stated = text(self.cell(taken, name))
        codes = self.mapping.codes.get(name)
        if codes is None:
            return stated
        if stated is None:
            return codes.get("")
        return codes.get(stated, stated)

    def column(self, taken: Taken, name: str) -> str:
        """The column of a field, or the field itself where it is a constant."""
        return taken.columns.get(name, name)

    def code(self, taken: Taken, name: str) -> str | None:
        """The code of a field in its list.

        Raises:
            BadCell: a word that neither the list nor the mapping's codes know.
        """
        told = self.told(taken, name)
        if told is None:
            return None
        takes = FIELDS[name].takes
        if takes.startswith("vocabulary."):
            kind = getattr(vocabulary, takes.removeprefix("vocabulary."))
            if told not in tuple(kind):
                raise BadCell(self.column(taken, name), told, f"is unknown; map it under codes, {name}")
            return told
        try:
            return (codelists.resolve_place(told) if takes == "place" else codelists.load(takes).resolve(told)).code
        except CodeError as error:
            others = self.mapping.codes.get(name, {})
            if OTHERS in others:
                return others[OTHERS]
            raise BadCell(
                self.column(taken, name), told, f"is unknown: {error.what}; map it under codes, {name}"
            ) from error

    def date(self, taken: Taken, name: str) -> tuple[dt.date | None, Precision | None]:
        """The date of a field and how fine it is."""
        cell = self.cell(taken, name) if name in taken.columns else taken.constants.get(name)
        return self.mapping.dates.read(cell, self.column(taken, name)) or (None, None)

    def number(self, taken: Taken, name: str) -> Decimal | None:
        """The number of a field, as the mapping writes numbers."""
        cell = self.cell(taken, name) if name in taken.columns else taken.constants.get(name)
        return (taken.numbers or self.mapping.numbers).read(cell, self.column(taken, name))

    def real(self, name: str) -> float | None:
        """A number of the record that is no money."""
        found = self.number(self.mapping.record, name)
        return None if found is None else float(found)

    def year(self, taken: Taken, name: str) -> int | None:
        """The year of a field."""
        stated = self.told(taken, name)
        if stated is None:
            return None
        if not stated.isdecimal() or not 1900 <= int(stated) <= 2100:
            raise BadCell(self.column(taken, name), stated, "is no year")
        return int(stated)

    def partner(self, taken: Taken) -> str | None:
        """The provider: a place's code where it is one, else the name as stated."""
        told = self.told(taken, "provider")
        if told is None:
            return None
        place = codelists.find_place(told)
        return told if place is None else place.code
