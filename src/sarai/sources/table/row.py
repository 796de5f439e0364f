"""One row of somebody's table, asked for fields instead of columns."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sarai.model import vocabulary
from sarai.model.errors import CodeError
from sarai.model.provenance import ReadSettings, sheet_row
from sarai.model.vocabulary import Precision
from sarai.sources.kit.cells import LARGEST, BadCell, Cell, text
from sarai.sources.table import currency, named, units
from sarai.sources.table.coded import code_in
from sarai.sources.table.dates import Dates
from sarai.sources.table.fields import FIELDS
from sarai.sources.table.mapping import TableMapping, Taken
from sarai.sources.table.numbers import Numbers
from sarai.sources.table.places import several
from sarai.sources.table.terms import Way

_AS_IT_STANDS = "as it stands"
OTHERS = "*"
"""In a mapping's codes, what stands for every word that neither they nor the code list know."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table."""

    mapping: TableMapping
    settings: ReadSettings
    sheet: str
    line: int
    cells: Mapping[str, Cell]

    @property
    def record(self) -> str | None:
        """The record's own id, or what its columns make together."""
        parts = [text(self.cells.get(column)) for column in self.mapping.ids]
        if len(parts) > 1:
            return " / ".join(part or "" for part in parts) if any(parts) else None
        return self.stated(self.mapping.record, "record_id")

    def place(self, part: int | None = None) -> str:
        """Where the row stands; a compiled fact also says where it was taken from."""
        here = sheet_row(self.sheet, self.line, part)
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
        """The cell of a field as the file states it, or as a correction sets it right; none where it says so."""
        column = taken.columns[name]
        stated = self.cells.get(column)
        if name != "record_id" and (right := self.mapping.corrections.get((self.record or "", column))):
            # A correction holds while the publisher still states the fault; mended, the cell speaks for itself.
            stated = right.used if text(stated) == right.stated else stated
        told = text(stated)
        if told is not None and told.casefold() in self.mapping.blanks:
            # NA is Namibia where countries stand.
            return stated if FIELDS[name].takes == "place" and several(told) else None
        return stated

    def stated(self, taken: Taken, name: str) -> str | None:
        """What the field states before any code map."""
        if name in taken.columns:
            return text(self.cells.get(taken.columns[name]))
        return taken.constants.get(name)

    def mapped_word(self, taken: Taken, name: str) -> str | None:
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
        told = self.mapped_word(taken, name)
        if told is None:
            return None
        takes = FIELDS[name].takes
        if takes.startswith("vocabulary."):
            kind = getattr(vocabulary, takes.removeprefix("vocabulary."))
            if told not in tuple(kind):
                raise BadCell(self.column(taken, name), told, f"is unknown; map it under codes, {name}")
            return told
        try:
            return code_in(takes, told)
        except CodeError as error:
            others = self.mapping.codes.get(name, {})
            if OTHERS in others:
                return others[OTHERS]
            raise BadCell(
                self.column(taken, name), told, f"is unknown: {error.what}; map it under codes, {name}"
            ) from error

    def places(self, taken: Taken, name: str) -> tuple[str, ...]:
        """The codes of the countries and regions of a field.

        Raises:
            BadCell: a word that neither the lists nor the mapping's codes know.
        """
        told = self.mapped_word(taken, name)
        if told is None:
            return ()
        if found := several(told):
            return found
        others = self.mapping.codes.get(name, {})
        if OTHERS in others:
            return (others[OTHERS] or "",) if others[OTHERS] else ()
        raise BadCell(self.column(taken, name), told, f"is no known country or region; map it under codes, {name}")

    def date(self, taken: Taken, name: str) -> tuple[dt.date | None, Precision | None]:
        """The date of a field and how fine it is."""
        if name not in taken.columns:
            return Dates().read(taken.constants.get(name), name) or (None, None)
        column = taken.columns[name]
        return self.mapping.dates_in(column).read(self.cell(taken, name), column) or (None, None)

    def money(self, taken: Taken) -> tuple[Decimal | None, str | None]:
        """The amount of a statement, in whole units of its currency, and the currency.

        Raises:
            BadCell: no number, no unit of money, or a currency that is none, may be several, or is not the one
                that stands beside the number.
        """
        column = self.column(taken, "amount")
        cell = self.cell(taken, "amount") if "amount" in taken.columns else taken.constants.get("amount")
        written = self.mapping.numbers_in(taken, column, money=True)
        if "amount" in self.mapping.codes and (told := self._said_otherwise(taken, cell)) is not _AS_IT_STANDS:
            cell, written = told, replace(Numbers(), times=written.times)
        amount, beside = written.money(cell, column)
        unit = self._unit(taken)
        said = units.read(beside, units.Place.CELL) if beside else units.Unit()
        if said.spare or said.doubt:
            raise BadCell(column, str(text(cell)), f"has words beside its number that are no money: {beside!r}")
        if amount is not None:
            for size in (unit.times, said.times):
                if size is not None and written.times != 1:
                    raise BadCell(column, str(text(cell)), "names a size, and so does the mapping: keep one of the two")
                amount *= size or 1
            amount = amount.scaleb(self._power(taken))
            if abs(amount) >= LARGEST:
                raise BadCell(column, str(text(cell)), "is larger than any amount (10^15 or more)")
        return amount, self._currency(taken, unit, said, beside)

    def _said_otherwise(self, taken: Taken, cell: Cell) -> str | None:
        """What the mapping's codes make of an amount that is no number; ``_AS_IT_STANDS`` where they do not say."""
        codes = self.mapping.codes["amount"]
        stated = text(cell)
        if stated is None:
            return _AS_IT_STANDS
        if stated in codes:
            return codes[stated]
        if OTHERS in codes:
            try:
                self.mapping.numbers_in(taken, self.column(taken, "amount"), money=True).money(cell, "")
            except BadCell:
                return codes[OTHERS]
        return _AS_IT_STANDS

    def _unit(self, taken: Taken) -> units.Unit:
        told = self.mapped_word(taken, "unit")
        if told is None:
            return units.Unit()
        unit = units.of_cell(told)
        if unit.spare or unit.doubt or not unit.says_something:
            column = self.column(taken, "unit")
            raise BadCell(
                column, told, "is no unit of money; map it under codes, unit, or leave its rows out under skip"
            )
        return unit

    def _power(self, taken: Taken) -> int:
        power = self._plain(taken, "power")
        if power is None:
            return 0
        if power != power.to_integral_value() or not 0 <= power <= 12:
            raise BadCell(self.column(taken, "power"), str(power), "is no power of ten from 0 to 12")
        return int(power)

    def _currency(self, taken: Taken, unit: units.Unit, said: units.Unit, beside: str) -> str | None:
        column = self.column(taken, "currency")
        beside_amount = "currency" in taken.columns and taken.columns["currency"] == taken.columns.get("amount")
        if beside_amount:
            told = self.mapping.codes.get("currency", {}).get(beside) or None
            meant = currency.currencies_meant(told) if told else said.currencies
        elif (told := self.mapped_word(taken, "currency")) is not None:
            meant = currency.currencies_meant(told)
            if not meant:
                raise BadCell(column, told, "is no currency that is known; map it under codes, currency")
        else:
            meant, told = unit.currencies, None
        if len(meant) > 1:
            told = told or beside or str(self.mapped_word(taken, "unit"))
            raise BadCell(column, told, f"may be {' or '.join(sorted(meant))}; map it under codes, currency")
        found = next(iter(meant), None)
        others = [each.currencies for each in (unit, said) if each.currencies]
        if found is not None and not all(found in each for each in others):
            other = " or ".join(sorted(set().union(*others)))
            raise BadCell(column, found, f"stands beside an amount in {other}")
        return found

    def _plain(self, taken: Taken, name: str) -> Decimal | None:
        """The number of a field that is no money."""
        column = self.column(taken, name)
        cell = self.cell(taken, name) if name in taken.columns else taken.constants.get(name)
        return self.mapping.numbers_in(taken, column, money=False).read(cell, column)

    def real(self, name: str) -> float | None:
        """A number of the record that is no money."""
        found = self._plain(self.mapping.record, name)
        return None if found is None else float(found)

    def term(self, name: str) -> float | None:
        """A term of the record's loan, in percent or years.

        Raises:
            BadCell: as :meth:`sarai.sources.table.terms.Way.read`.
        """
        own = self.mapping.record
        column = self.column(own, name)
        cell = self.cell(own, name) if name in own.columns else own.constants.get(name)
        codes = self.mapping.codes.get(name, {})
        told = text(cell)
        if (told or "") in codes or (told is not None and OTHERS in codes):
            return Way(name, Numbers()).read(codes.get(told or "", codes.get(OTHERS)), column)
        return self.mapping.term(name, column).read(cell, column)

    def year(self, taken: Taken, name: str) -> int | None:
        """The year of a field; of a fiscal year the one in which it begins."""
        if name not in taken.columns and taken.constants.get(name) is None:
            return None
        found = self.date(taken, name)[0]
        return None if found is None else found.year

    def partner(self, taken: Taken) -> tuple[str | None, str | None]:
        """The provider and, where it is an agency of one, its agency; a name that no list knows stays as stated."""
        told = self.mapped_word(taken, "provider")
        return (None, None) if told is None else named.partner(told)
