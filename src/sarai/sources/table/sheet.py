"""The rows of somebody's table under its headers: records, sums of others, and what is passed over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sarai.model.errors import SourceChanged, UnreadableFile
from sarai.sources.kit.book import Range, text_rows, workbook_sheets
from sarai.sources.kit.cells import Cell, text
from sarai.sources.kit.tags import is_tags
from sarai.sources.table.columns import Column
from sarai.sources.table.frame import header_names
from sarai.sources.table.mapping import REST, SECTION, SHEET, TableMapping
from sarai.sources.table.places import several

_LOOK = 2_000
"""Cells by which a column that the mapping does not name is judged."""


class Sort(StrEnum):
    """What a row is."""

    RECORD = "record"
    TOTAL = "total"
    PASSED_OVER = "passed over"


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its sheet, its number as a spreadsheet counts, its cells by column, and what it is."""

    sheet: str
    number: int
    cells: dict[str, Cell]
    sort: Sort


def lines(path: Path, mapping: TableMapping) -> Iterator[Line]:
    """The rows under the headers; blank rows, headers that are said again and HXL tags are left out.

    Raises:
        SourceChanged: a column that the mapping names is missing, one is not named, or a sheet is missing.
        UnreadableFile: the file is damaged, or a row has more cells than there are headers.
    """
    if not mapping.where.sheets:
        yield from _body(path, "", text_rows(path, mapping.where.written), (), mapping)
        return
    found = set()
    for sheet in workbook_sheets(path):
        found.add(sheet.name)
        if sheet.name in mapping.where.sheets:
            yield from _body(path, sheet.name, iter(enumerate(sheet.rows, 1)), sheet.merged, mapping)
        elif mapping.not_read and sheet.name not in mapping.not_read and not sheet.hidden and any(sheet.rows):
            raise SourceChanged(
                f"sheet {sheet.name!r} is not in the mapping",
                where=str(path),
                cure=f"add it under sheet, or under not_read with the reason: {mapping.at('not_read')}",
            )
    if missing := [each for each in mapping.where.sheets if each not in found]:
        raise SourceChanged(
            f"sheet {missing[0]!r} is missing; it has {', '.join(map(repr, sorted(found)))}",
            where=str(path),
            cure=f"mend the sheet: {mapping.at('sheet')}",
        )


def _body(
    path: Path, sheet: str, rows: Iterator[tuple[int, Sequence[Cell]]], merged: Sequence[Range], mapping: TableMapping
) -> Iterator[Line]:
    where, shape = mapping.where, mapping.shape
    band: list[Sequence[Cell]] = []
    names: list[str] = []
    above: list[Sequence[Cell]] = []
    held: dict[str, Cell] = {}
    spare: dict[str, list[tuple[int, Cell]]] = {}
    first, right = where.columns[0] - 1, where.columns[1]
    money = {column for taken in mapping.money if (column := taken.columns.get("amount"))}
    under = _under(merged)
    before: dict[int, Sequence[Cell]] = {}
    for number, cells in rows:
        if number < where.header[0]:
            above.append(cells)
            continue
        if number <= where.header[-1]:
            band.append(cells[first:right])
            if number == where.header[-1]:
                held[SECTION] = first_block(above, first)
                names = _names(path, band, merged, mapping, sheet)
                spare = {name: [] for name in names if name not in mapping.columns}
            continue
        if where.rows[1] is not None and number > where.rows[1]:
            break
        cells = cells[first:right]
        filled = [place for place, cell in enumerate(cells) if text(cell) is not None]
        if not filled or _says_headers_again(cells, band[-1]) or is_tags(cells):
            continue
        if filled[-1] >= len(names):
            raise UnreadableFile(
                f"row {number} has more cells than there are headers",
                where=str(path),
                cure="look for a stray separator or quote in that row; the mapping names delimiter and header_row",
            )
        told: dict[str, Cell] = dict(zip(names, [*cells, *[None] * (len(names) - len(cells))], strict=False))
        told[SHEET] = sheet
        if len(filled) == 1 and names[filled[0]] not in money:
            held[SECTION] = cells[filled[0]]
            yield Line(sheet, number, told, Sort.PASSED_OVER)
            continue
        told[SECTION] = held.get(SECTION)
        if merged:
            before[number - 1] = cells
            for place, name in enumerate(names):
                top = under.get((number - 1, first + place))
                # An amount over two rows is one amount; a name over two rows is said of both.
                if top is not None and name not in money and top in before:
                    told[name] = before[top][place] if place < len(before[top]) else None
        for name in shape.fill:
            if text(told[name]) is None:
                told[name] = held.get(name)
            held[name] = told[name]
        sort = _sort(told, mapping)
        for name in spare if sort is Sort.RECORD else ():
            if len(spare[name]) < _LOOK and text(told[name]) is not None:
                spare[name].append((number, told[name]))
        yield Line(sheet, number, told, sort)
    if not names:
        raise SourceChanged(
            f"has no row {where.header[-1]}", where=str(path), cure=f"mend header_row: {mapping.at('header_row')}"
        )
    for name, told_of in spare.items():
        if Column(name, 0, told_of).carries_money_or_dates:
            raise SourceChanged(
                f"column {name!r} carries money or dates and is not in the mapping",
                where=str(path),
                cure='name it under columns, or under ignored with the reason; "*" is for other columns: '
                f"{mapping.at('ignored')}",
            )


def first_block(above: Sequence[Sequence[Cell]], left: int) -> Cell:
    """The name of the first block, where the row over the headers names a country and nothing else does stand there."""
    told = next(([cell for cell in row[left:] if text(cell) is not None] for row in reversed(above) if any(row)), [])
    return told[0] if len(told) == 1 and isinstance(told[0], str) and several(told[0]) else None


def _under(merged: Sequence[Range]) -> dict[tuple[int, int], int]:
    """For each cell of a column that is merged with the one above, the row in which its words stand."""
    return {
        (row, left): top for top, left, bottom, right in merged if bottom > top and left == right
        for row in range(top + 1, bottom + 1)
    }  # fmt: skip


def _says_headers_again(cells: Sequence[Cell], header: Sequence[Cell]) -> bool:
    told = [text(cell) for cell in cells if text(cell) is not None]
    return len(told) > 1 and told == [text(cell) for cell in header if text(cell) is not None]


def _sort(cells: dict[str, Cell], mapping: TableMapping) -> Sort:
    for rows, sort in ((mapping.shape.totals, Sort.TOTAL), (mapping.shape.skip, Sort.PASSED_OVER)):
        for column, told in rows.items():
            if (text(cells.get(column)) or "").casefold() in told:
                return sort
    return Sort.RECORD


def _names(
    path: Path, band: list[Sequence[Cell]], merged: Sequence[Range], mapping: TableMapping, sheet: str
) -> list[str]:
    """The columns' names, each with a place in the mapping."""
    top, left = mapping.where.header[0] - 1, mapping.where.columns[0] - 1
    moved = [(a - top, b - left, c - top, d - left) for a, b, c, d in merged if a >= top and b >= left]
    names = list(header_names(band, range(len(band)), moved))
    named = mapping.columns
    place = f"row {mapping.where.header[-1]}" + (f" of sheet {sheet!r}" if sheet else "")
    for column, keys in named.items():
        if column not in names and column not in (SHEET, SECTION):
            near = [each for each in names if each.casefold() == column.casefold()] or [
                each for each in names if each not in named
            ]
            raise SourceChanged(
                f"column {column!r}, which the mapping names, is missing from {place}; "
                f"columns without a place in it: {', '.join(map(repr, near[:8])) or 'none'}",
                where=str(path),
                cure=f"mend its name: {mapping.at(*keys)}",
            )
    extra = [] if REST in mapping.ignored else [column for column in names if column not in named]
    if extra:
        raise SourceChanged(
            f"column(s) {', '.join(map(repr, extra))} are not in the mapping",
            where=str(path),
            cure=f"add each under columns, or under ignored with the reason: {mapping.at('columns')}",
        )
    return names
