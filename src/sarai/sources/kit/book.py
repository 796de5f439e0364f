"""Any file that holds tables, as sheets of rows: CSV and text in any encoding, gzip, XLSX, XLS, XLSB, ODS."""

import csv
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree

from sarai.model.errors import UnreadableFile
from sarai.sources.kit import decoding
from sarai.sources.kit.apart import Answer, apart
from sarai.sources.kit.cells import Cell
from sarai.sources.kit.guard import is_xlsx, look_through
from sarai.sources.kit.unsaid import unsaid_cells

if TYPE_CHECKING:
    import python_calamine

Range = tuple[int, int, int, int]
"""First row, first column, last row and last column of merged cells, from 0."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name (empty for a text file), its rows, which cells are merged, and whether it is hidden."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[Range, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A file as sheets; ``written`` says how a text file is written."""

    sheets: tuple[Sheet, ...]
    written: decoding.Written | None = None


def open_book(path: Path, kind: Literal["xlsx", "csv"]) -> Book:
    """All sheets of a workbook, or the one of a text file.

    Raises:
        UnreadableFile: it is damaged, or no text in any encoding that is tried.
    """
    if kind == "xlsx":
        return Book(tuple(workbook_sheets(path)))
    written = decoding.sniff(path)
    return Book((Sheet("", [list(cells) for _, cells in text_rows(path, written)]),), written)


def text_rows(path: Path, written: decoding.Written) -> Iterator[tuple[int, list[str]]]:
    """The rows of a text file, each with its number as a spreadsheet counts them.

    Raises:
        UnreadableFile: it is not written so.
    """
    place = 0
    try:
        with decoding.opened(path, written.encoding) as stream:
            for place, cells in enumerate(written.reader(stream), 1):
                yield place, cells
    except (csv.Error, UnicodeDecodeError, LookupError, TypeError, EOFError, zlib.error, OSError) as error:
        raise UnreadableFile(
            f"row {place + 1} is no CSV in {written.encoding} with {written.delimiter!r} between cells: {error}",
            where=str(path),
            cure="look for a stray quote or separator there; a mapping names encoding and delimiter",
        ) from error


def sheet_names(path: Path) -> list[str]:
    """The sheets of a workbook of any kind that are tables, hidden ones included.

    Raises:
        UnreadableFile: it is damaged or locked.
    """
    return [name for name, _ in _asked(_sheets_of, path)]


def _asked(question: Callable[..., Answer], path: Path, *more: object) -> Answer:
    """What a workbook says; one in XML is looked through before it is opened, another is opened in a process apart.

    Raises:
        UnreadableFile: it is damaged or locked, or would take more than it may.
    """
    if is_xlsx(path):
        look_through(path)
        return question(path, *more)
    return apart(question, path, *more)


def _sheets_of(path: Path) -> list[tuple[str, bool]]:
    import python_calamine

    with _workbook(path) as book:
        return [
            (each.name, each.visible != python_calamine.SheetVisibleEnum.Visible)
            for each in book.sheets_metadata if each.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]  # fmt: skip


@contextmanager
def _workbook(path: Path) -> "Iterator[python_calamine.CalamineWorkbook]":
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            yield book
    except (
        python_calamine.CalamineError, python_calamine.PasswordError, python_calamine.ZipError,
        python_calamine.XmlError, python_calamine.WorksheetNotFound,
        OSError, zipfile.BadZipFile, zlib.error, ElementTree.ParseError,
    ) as error:  # fmt: skip
        raise UnreadableFile(
            f"is a damaged workbook: {error}",
            where=str(path),
            cure="open it in a spreadsheet, without a password, and save it again; or get it again",
        ) from error


def workbook_sheets(path: Path, only: str | None = None) -> Iterator[Sheet]:
    """The sheets of a workbook of any kind, or the one of that name.

    Raises:
        UnreadableFile: it is damaged or locked, or would take more than it may.
    """
    if is_xlsx(path):
        look_through(path)
        yield from _read_sheets(path, only)
    else:
        yield from apart(_all_sheets, path, only)


def _all_sheets(path: Path, only: str | None) -> list[Sheet]:
    return list(_read_sheets(path, only))


def _read_sheets(path: Path, only: str | None) -> Iterator[Sheet]:
    wanted = [(name, hidden) for name, hidden in _sheets_of(path) if only in (None, name)]
    with _workbook(path) as book:
        unsaid = unsaid_cells(path)
        for name, hidden in wanted:
            sheet = book.get_sheet_by_name(name)
            rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
            for (row, column), told in unsaid.get(name, {}).items():
                rows[row][column] = told
            merged = tuple((*start, *end) for start, end in sheet.merged_cell_ranges or ())
            yield Sheet(name, rows, merged, hidden)


def first_rows(path: Path) -> dict[str, tuple[str, ...]]:
    """The first row of each sheet of a workbook.

    Raises:
        UnreadableFile: it is damaged or locked, or would take more than it may.
    """
    return _asked(_first_rows, path)


def _first_rows(path: Path) -> dict[str, tuple[str, ...]]:
    with _workbook(path) as book:
        told = {}
        for name, _ in _sheets_of(path):
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=1)
            told[name] = tuple(str(cell) for cell in rows[0]) if rows else ()
        return told
