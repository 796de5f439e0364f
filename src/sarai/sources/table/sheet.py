"""The rows of somebody's table under its header, with every column accounted for by its mapping."""

import csv
from collections.abc import Iterator
from pathlib import Path

from sarai.model.errors import SourceChanged, UnreadableFile
from sarai.sources.kit.cells import Cell, text
from sarai.sources.kit.sheets import unsaid_cells
from sarai.sources.table.mapping import TableMapping


def rows(path: Path, mapping: TableMapping) -> Iterator[tuple[int, dict[str, Cell]]]:
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
