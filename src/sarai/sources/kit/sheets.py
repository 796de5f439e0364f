"""Sheets of workbooks and CSV files, row by row, with every column accounted for."""

import csv
import zipfile
import zlib
from collections.abc import Container, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TextIO
from xml.etree import ElementTree

from sarai.model.errors import SourceChanged, UnreadableFile
from sarai.model.provenance import Format
from sarai.sources.kit.cells import Cell, text

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read_sheets(
    path: Path, layout: Format, *, ignored: Container[str] = ()
) -> Iterator[tuple[str, list[str], Iterator[tuple[int, list[Cell]]]]]:
    """Each sheet of a workbook or CSV: its name, its header, and its rows with the number a spreadsheet gives them.

    Blank rows are passed over; short rows are filled with blanks.

    Raises:
        SourceChanged: a sheet or column is missing, unknown or twice there.
        UnreadableFile: the file is damaged, or a row has more cells than the header.
    """
    if layout.kind == "csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            lines = _lines(stream, path)
            header = next(lines, None)
            if header is None:
                raise UnreadableFile("is empty", where=str(path), cure="get the file again from its publisher")
            _check_header(path, "", header, layout)
            yield "", header, _filled(2, lines, len(header), path)
        return
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_path(path)
        unknown = [s for s in workbook.sheet_names if s not in layout.sheets and s not in ignored]
        missing = [s for s in layout.sheets if s not in workbook.sheet_names]
        if unknown or missing:
            raise SourceChanged(
                f"sheet(s) missing: {missing or 'none'}; unknown: {unknown or 'none'}",
                where=str(path),
                cure="put the sheets back as published",
            )
        unsaid = unsaid_cells(path)
        for sheet in layout.sheets:
            rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            for (row, column), told in unsaid.get(sheet, {}).items():
                rows[row][column] = told
            header = [str(cell) for cell in rows[0]] if rows else []
            _check_header(path, sheet, header, layout)
            yield sheet, header, _filled(2, iter(rows[1:]), len(header), path)
    except (python_calamine.CalamineError, zipfile.BadZipFile, zlib.error, ElementTree.ParseError) as error:
        raise UnreadableFile(
            f"is a damaged workbook: {error}",
            where=str(path),
            cure="open and save it in a spreadsheet, or get it again",
        ) from error


def _lines(stream: TextIO, path: Path) -> Iterator[list[str]]:
    lines = csv.reader(stream, strict=True)
    try:
        yield from lines
    except (csv.Error, UnicodeDecodeError) as error:
        line = lines.line_num if isinstance(error, csv.Error) else _first_not_utf8(path)
        raise UnreadableFile(
            f"line {line} is no CSV in UTF-8: {error}",
            where=str(path),
            cure="save it again as UTF-8 CSV",
        ) from error


def _first_not_utf8(path: Path) -> int:
    with path.open("rb") as stream:
        for place, line in enumerate(stream, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return place
    return 0


def unsaid_cells(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """Cells of a workbook whose words the library passes over as blank, by sheet, row and column (from 0).

    They are errors (``#REF!``) and formulas that no spreadsheet has computed yet; read as blank they would be
    "not reported", which is not what they say.
    """
    found: dict[str, dict[tuple[int, int], str]] = {}
    with zipfile.ZipFile(path) as archive:
        for name, part in _sheet_parts(archive).items():
            content = archive.read(part)
            if b't="e"' not in content and b"<f" not in content:
                continue
            told = {}
            for cell in ElementTree.fromstring(content).iter(f"{_MAIN}c"):
                value, formula = cell.findtext(f"{_MAIN}v"), cell.findtext(f"{_MAIN}f")
                if cell.get("t") == "e":
                    told[_place(cell.get("r", ""))] = value or "#ERROR!"
                elif formula is not None and not value and cell.get("t") != "str":
                    told[_place(cell.get("r", ""))] = f"={formula}"
            found[name] = told
    return found


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    targets = {
        each.get("Id"): each.get("Target", "")
        for each in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    parts = {}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(f"{_RELATIONS}id"), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            parts[sheet.get("name", "")] = part
    return parts


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]) - 1, column - 1


def _check_header(path: Path, sheet: str, header: list[str], layout: Format) -> None:
    if faults := header_faults(tuple(header), layout.columns, sheet):
        raise SourceChanged(faults, where=str(path), cure="put the columns back as published")


def _filled(first: int, rows: Iterator[Sequence[Cell]], width: int, path: Path) -> Iterator[tuple[int, list[Cell]]]:
    for place, cells in enumerate(rows, first):
        if any(text(cell) is not None for cell in cells):
            if len(cells) > width:
                raise UnreadableFile(
                    f"row {place} has {len(cells)} cells under {width} headers",
                    where=str(path),
                    cure="look for a stray separator or quote in that row",
                )
            yield place, [*cells, *[None] * (width - len(cells))]


def header_faults(header: tuple[str, ...], columns: tuple[str, ...], sheet: str) -> str:
    """What a header lacks or has too much of, in words; empty where it is as it should be."""
    missing = [column for column in columns if column not in header]
    extra = [column for column in header if column not in columns]
    doubled = sorted({column for column in header if header.count(column) > 1})
    told = []
    for column in missing:
        near = get_close_matches(column, extra, n=1, cutoff=0.6)
        told.append(f"column {column!r} is missing" + (f" (renamed to {near[0]!r}?)" if near else ""))
    renamed = {near for column in missing for near in get_close_matches(column, extra, n=1, cutoff=0.6)}
    told += [f"column {column!r} is unknown" for column in extra if column not in renamed]
    told += [f"column {column!r} stands twice" for column in doubled]
    place = f"sheet {sheet!r}: " if sheet and told else ""
    return place + ", ".join(told)
