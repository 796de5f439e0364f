"""Anybody's table, CSV or XLSX, read as a mapping kept in the study says.

A mapping (``mappings/<name>.yaml``) names for each column the canonical field it fills, or why it is not read.
One row is one record with none, one or several statements of money. Nothing is converted here.
"""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from sarai.model import codelists, vocabulary
from sarai.model.errors import BadMapping, CodeError, SourceChanged, UnreadableFile
from sarai.model.keys import child_key, flow_key, record_key
from sarai.model.provenance import Batch, ReadSettings, SourceCard, sheet_row
from sarai.model.vocabulary import Precision, PriceBasis, Timing
from sarai.sources._cells import BadCell, Cell, listed, text
from sarai.sources._collect import Collected
from sarai.sources._sheets import unsaid_cells
from sarai.sources._table_fields import FIELDS
from sarai.sources._table_mapping import TableMapping, Taken, load

SOURCE = SourceCard(
    id="table",
    title="Anybody's spreadsheet (CSV or XLSX), by a mapping kept in the study",
    publisher="named by the mapping",
    licence="named by the mapping",
    citation="named by the mapping",
    url="",
    tier="not-stated",
    year_basis="named by the mapping",
    version="1",
    formats=(),
    caveats=("What a figure means is what the mapping says; it is part of the study and travels with it.",),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read one table into canonical tables, rejects and tallies included.

    Raises:
        BadMapping: the mapping has a fault.
        SourceChanged: a column that the mapping names is missing or stands twice, a column is not named, or the
            sheet is missing.
        UnreadableFile: the file is damaged.
    """
    if settings.mapping is None:
        raise BadMapping(
            "a table needs a mapping", where=str(path), cure="let `sarai add` draft one, or name it: mapping = ..."
        )
    mapping = load(settings.mapping, version=SOURCE.version)
    collected = Collected(mapping.source, settings)
    seen: dict[str, str] = {}
    for number, cells in _rows(path, mapping):
        row = _Row(mapping, settings, number, cells)
        collected.count(_sums(row))
        try:
            _take(row, seen, collected)
        except BadCell as fault:
            collected.reject(fault, locator=row.place(), record=row.record, raw=row.cells)
        if collected.full:
            yield from collected.drain()
    yield from collected.drain()
    yield collected.tally()


def _rows(path: Path, mapping: TableMapping) -> Iterator[tuple[int, dict[str, Cell]]]:
    """The rows under the header with the number a spreadsheet gives them; blank rows are passed over."""
    lines = _workbook(path, mapping) if mapping.sheet else _text(path, mapping)
    header: list[str] | None = None
    for number, cells in lines:
        if number < mapping.header_row:
            continue
        if header is None:
            header = headers(cells)
            _check(path, header, mapping)
            continue
        if any(text(cell) is not None for cell in cells):
            spare = [cell for cell in cells[len(header) :] if text(cell) is not None]
            if spare:
                raise UnreadableFile(
                    f"row {number} has more cells than there are headers",
                    where=str(path),
                    cure="look for a stray separator or quote in that row; the mapping names delimiter and header_row",
                )
            filled = [*cells, *[None] * (len(header) - len(cells))]
            blank = mapping.blanks
            yield (
                number,
                {
                    name: None if text(cell) in blank else cell
                    for name, cell in zip(header, filled[: len(header)], strict=True)
                },
            )
    if header is None:
        raise SourceChanged(
            f"has no row {mapping.header_row}", where=str(path), cure=f"mend header_row: {mapping.at('header_row')}"
        )


def headers(cells: list[Cell]) -> list[str]:
    """The names of the columns; one without a name is called by its place, ``(column 4)``."""
    names = [" ".join((text(cell) or "").split()) or f"(column {place})" for place, cell in enumerate(cells, 1)]
    while names and names[-1].startswith("(column "):
        names.pop()
    return names


def _text(path: Path, mapping: TableMapping) -> Iterator[tuple[int, list[Cell]]]:
    try:
        with path.open(encoding=mapping.encoding, newline="") as stream:
            lines = csv.reader(stream, delimiter=mapping.delimiter, strict=True)
            for place, cells in enumerate(lines, 1):
                yield place, list(cells)
    except (csv.Error, UnicodeDecodeError, LookupError, TypeError) as error:
        raise UnreadableFile(
            f"is no CSV in {mapping.encoding}: {error}",
            where=str(path),
            cure=f"save it as UTF-8 CSV, or mend encoding and delimiter: {mapping.path}",
        ) from error


def _workbook(path: Path, mapping: TableMapping) -> Iterator[tuple[int, list[Cell]]]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        if mapping.sheet not in book.sheet_names:
            raise SourceChanged(
                f"sheet {mapping.sheet!r} is missing; it has {', '.join(map(repr, book.sheet_names))}",
                where=str(path),
                cure=f"mend the sheet: {mapping.at('sheet')}",
            )
        rows: list[list[Cell]] = book.get_sheet_by_name(str(mapping.sheet)).to_python(skip_empty_area=False)  # type: ignore[assignment]
        for (row, column), told in unsaid_cells(path).get(str(mapping.sheet), {}).items():
            rows[row][column] = told
    except (python_calamine.CalamineError, OSError) as error:
        raise UnreadableFile(
            f"is a damaged workbook: {error}",
            where=str(path),
            cure="open and save it in a spreadsheet, or get it again",
        ) from error
    yield from enumerate(rows, 1)


def _check(path: Path, header: list[str], mapping: TableMapping) -> None:
    named = mapping.columns
    place = f"row {mapping.header_row}"
    for column, keys in named.items():
        if column not in header:
            near = [each for each in header if each.casefold() == column.casefold()] or [
                each for each in header if each not in named
            ]
            raise SourceChanged(
                f"column {column!r}, which the mapping names, is missing from {place}; "
                f"columns without a place in it: {', '.join(map(repr, near[:8])) or 'none'}",
                where=str(path),
                cure=f"mend its name: {mapping.at(*keys)}",
            )
        if header.count(column) > 1:
            raise SourceChanged(
                f"column {column!r} stands twice in {place}",
                where=str(path),
                cure="give one of the two another name in the file",
            )
    extra = [column for column in dict.fromkeys(header) if column not in named]
    if extra:
        raise SourceChanged(
            f"column(s) {', '.join(map(repr, extra))} are not in the mapping",
            where=str(path),
            cure=f"add each under columns, or under ignored with the reason: {mapping.at('columns')}",
        )


OTHERS = "*"
"""In a mapping's codes, what stands for every word that neither they nor the code list know."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the table."""

    mapping: TableMapping
    settings: ReadSettings
    line: int
    cells: Mapping[str, Cell]

    @property
    def record(self) -> str | None:
        return self.stated(self.mapping.record, "record_id")

    def place(self, part: int | None = None) -> str:
        here = sheet_row(self.mapping.sheet or "", self.line, part)
        compiled = self.mapping.record.columns.get("origin")
        origin = text(self.cells.get(compiled)) if compiled else None
        return f"{here}, from {origin}" if origin else here

    def origin(self, key: str, *, part: int | None = None) -> dict[str, object]:
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
        cell = self.cell(taken, name) if name in taken.columns else taken.constants.get(name)
        return self.mapping.dates.read(cell, self.column(taken, name)) or (None, None)

    def number(self, taken: Taken, name: str) -> Decimal | None:
        cell = self.cell(taken, name) if name in taken.columns else taken.constants.get(name)
        return (taken.numbers or self.mapping.numbers).read(cell, self.column(taken, name))

    def real(self, name: str) -> float | None:
        found = self.number(self.mapping.record, name)
        return None if found is None else float(found)

    def year(self, taken: Taken, name: str) -> int | None:
        stated = self.told(taken, name)
        if stated is None:
            return None
        if not stated.isdecimal() or not 1900 <= int(stated) <= 2100:
            raise BadCell(self.column(taken, name), stated, "is no year")
        return int(stated)

    def partner(self, taken: Taken) -> str | None:
        told = self.told(taken, "provider")
        if told is None:
            return None
        place = codelists.find_place(told)
        return told if place is None else place.code


def _sums(row: _Row) -> dict[tuple[str, str, str], Decimal]:
    """What a row adds to the table's own sums; a cell that is no number adds nothing."""
    sheet = row.mapping.sheet or ""
    sums = {(sheet, "records", "records"): Decimal(1)}
    for taken in row.mapping.money:
        try:
            value = row.number(taken, "amount")
        except BadCell:
            continue
        if value is not None:
            key = (sheet, "amount", row.told(taken, "currency") or "not stated")
            sums[key] = sums.get(key, Decimal()) + value
    return sums


def _take(row: _Row, seen: dict[str, str], collected: Collected) -> None:
    """Turn one row into canonical rows; nothing is added before every cell has been understood."""
    record = row.record
    column = row.column(row.mapping.record, "record_id")
    if record is None:
        raise BadCell(column, "", "is blank: a record without an id cannot be followed")
    if record in seen:
        raise BadCell(column, record, f"stands already at {seen[record]}")
    key = record_key(row.mapping.source, record)
    activity = _activity(row, key, record)
    money = row.mapping.money
    stated = [(part, taken) for part, taken in enumerate(money, 1) if row.number(taken, "amount") is not None]
    # A record of which no amount is stated has its first statement all the same: amount not published.
    flows = [_flow(row, key, part, taken, activity) for part, taken in stated or [*enumerate(money, 1)][:1]]
    hanging = list(_hanging(row, key))
    seen[record] = row.place()
    collected.keep(_sums(row))
    collected.add("activity", activity)
    for flow in flows:
        collected.add("flow", flow)
    for table, each in hanging:
        collected.add(table, each)
    for (owner, wrong), right in row.mapping.corrections.items():
        if owner == record and text(row.cells.get(wrong)) == right.stated:
            told = BadCell(wrong, right.stated, f"is read as {right.used or 'blank'}: {right.reason}")
            collected.reject(told, locator=row.place(), record=record)


def _activity(row: _Row, key: str, record: str) -> dict[str, object]:
    own = row.mapping.record
    days = {name: row.date(own, name)[0] for name in _DAYS}
    tier = row.code(own, "tier") or row.mapping.tier
    recommended = row.told(own, "recommended")
    if recommended not in (None, "yes", "no"):
        raise BadCell(row.column(own, "recommended"), str(recommended), "is neither yes nor no; map it under codes")
    marks = listed(row.told(own, "marks"))
    unknown = [mark for mark in marks if mark not in tuple(vocabulary.Mark)]
    if unknown:
        raise BadCell(row.column(own, "marks"), unknown[0], "is no mark; map it under codes")
    agency, parent, money = row.told(own, "agency"), row.told(own, "parent"), row.mapping.money
    year = row.year(own, "year")
    if year is None and money:
        dated = row.date(money[0], "date")[0]
        year = None if dated is None else dated.year
    provider = row.partner(money[0]) if money else None
    return {
        **row.origin(key),
        "record_id": record,
        "title": row.told(own, "title"),
        "reporter": row.mapping.card.publisher,
        "status": row.code(own, "status"),
        "status_stated": row.stated(own, "status"),
        **days,
        "year": year,
        "year_basis": row.mapping.year_basis,
        "flow_class": row.code(own, "flow_class"),
        "flow_class_stated": row.stated(own, "flow_class"),
        "finance_type": row.code(own, "finance_type"),
        "aid_type": row.code(own, "aid_type"),
        "instrument_stated": row.told(own, "instrument"),
        "agency": None if agency is None else f"{provider}:{agency}" if provider and ":" not in agency else agency,
        "channel": row.code(own, "channel"),
        "interest_rate": row.real("interest_rate"),
        "maturity": row.real("maturity"),
        "grace_period": row.real("grace_period"),
        "recommended": recommended,
        "marks": sorted(marks),
        "parent": record_key(row.mapping.source, parent) if parent else None,
        "tier": tier,
    }


_DAYS = ("start_planned", "start_actual", "end_planned", "end_actual", "updated")


def _flow(row: _Row, key: str, part: int, taken: Taken, activity: Mapping[str, object]) -> dict[str, object]:
    """One financial statement of a row."""
    amount = row.number(taken, "amount")
    several = len(row.mapping.money) > 1
    date, precision = row.date(taken, "date")
    value_date, _ = row.date(taken, "value_date")
    filed = activity["year"] if not several or date is None else date.year
    if date is None and isinstance(filed, int):
        date, precision = dt.date(filed, 1, 1), Precision.YEAR
    kind, timing = row.code(taken, "kind"), row.code(taken, "timing")
    currency = row.code(taken, "currency")
    if kind is None:
        raise BadCell(row.column(taken, "kind"), "", "is blank: what happened to the money has to be said")
    if amount is not None and currency is None:
        raise BadCell(row.column(taken, "currency"), "", "is blank beside an amount")
    default = Timing.IN_PERIOD if precision is Precision.YEAR else Timing.ON_DATE
    return {
        **row.origin(flow_key(key, part), part=part if several else None),
        "activity": key,
        "ordinal": part,
        "kind": kind,
        "date": date,
        "value_date": value_date or date,
        "precision": precision,
        "year": filed if filed is not None else None if date is None else date.year,
        "timing": timing or default,
        "amount": amount,
        "currency": currency,
        "price_basis": row.code(taken, "price_basis") or PriceBasis.CURRENT,
        "base_year": row.year(taken, "base_year"),
        "provider": row.partner(taken),
        "provider_rule": "named by the table" if "provider" in taken.columns else "the mapping's provider",
        "receiver": row.told(taken, "receiver"),
        "reference": row.told(taken, "reference"),
    }


def _hanging(row: _Row, key: str) -> Iterator[tuple[str, dict[str, object]]]:
    """What hangs on the record: shares, place, organisation, texts, address."""
    own = row.mapping.record
    whole: dict[str, Any] = {"owner": key, "percent": 100.0, "basis": "whole"}
    recipient, sector = row.code(own, "recipient"), row.code(own, "sector")
    if recipient is not None:
        yield (
            "split",
            {
                **row.origin(child_key(key, "recipient", recipient)),
                "dimension": "recipient",
                "vocabulary": "iso2" if recipient.isalpha() else "oecd-dac-region",
                "code": recipient,
                "label": row.stated(own, "recipient"),
                **whole,
            },
        )
    if sector is not None:
        yield (
            "split",
            {
                **row.origin(child_key(key, "sector", sector)),
                "dimension": "sector",
                "vocabulary": "oecd-dac",
                "code": sector,
                "label": row.stated(own, "sector"),
                **whole,
            },
        )
    place, latitude, longitude = row.told(own, "place"), row.real("latitude"), row.real("longitude")
    if place is not None or latitude is not None:
        yield (
            "location",
            {
                **row.origin(child_key(key, "location", 1)),
                "activity": key,
                "name": place,
                "latitude": latitude,
                "longitude": longitude,
            },
        )
    if (name := row.told(own, "implementer")) is not None:
        yield (
            "participant",
            {
                **row.origin(child_key(key, "participant", "implementing")),
                "activity": key,
                "role": "implementing",
                "name": name,
            },
        )
    for element in ("title", "description"):
        if words := row.told(own, element):
            yield (
                "narrative",
                {
                    **row.origin(child_key(key, element)),
                    "owner": key,
                    "element": element,
                    "text": words,
                },
            )
    if (url := row.told(own, "url")) is not None:
        yield (
            "document_link",
            {
                **row.origin(child_key(key, "url")),
                "owner": key,
                "url": url,
                "title": row.mapping.title,
                "date": None,
            },
        )
