"""A look at a workbook before it is opened: what opens it ends the process where a file asks for more than there is."""

import re
import zipfile
import zlib
from pathlib import Path
from typing import IO

from sarai.model.errors import UnreadableFile
from sarai.model.limits import allowed, too_large

_CHUNK = 1 << 20
_TAG = re.compile(
    rb"""<(?:\w+:)?(?:(row)|c)(?=[\s/>])(?:(?=[^>]*?\sr=["']([A-Za-z]{0,3})([0-9]{1,7})["']))?[^>]*?(/?)>(</)?"""
)
"""A row or a cell, where it says that it stands, and whether it is empty."""
_LONGEST_TAG = 4096

CELL_BYTES = 40
"""About what a cell costs while its sheet is opened, filled or not."""

_ALWAYS = 10_000_000
"""Cells that any sheet may reach over: a word at the end of a short table's column is common."""


def is_xlsx(path: Path) -> bool:
    """Whether a file is a workbook in XML, which can be looked through before it is opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return False


def look_through(path: Path) -> None:
    """Refuse a workbook that would cost the machine: that unpacks to too much, or has a cell far from all others.

    A sheet is opened as a rectangle from A1 to its last row and column, so that one stray cell at XFD1048576 asks for
    549 GB. Cells that are merely formatted do not count.

    Raises:
        UnreadableFile: it is damaged, or asks for too much; the message names the cell.
    """
    most = allowed(path.stat().st_size)
    try:
        with zipfile.ZipFile(path) as archive:
            left = most
            for member in archive.infolist():
                # The size that an archive states is the sender's word: what is unpacked is counted.
                with archive.open(member) as stream:
                    left -= _scanned(stream, left, path, member.filename, most)
                if left < 0:
                    raise too_large(str(path), most)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
        raise UnreadableFile(
            f"is a damaged workbook: {error}",
            where=str(path),
            cure="open it in a spreadsheet, without a password, and save it again; or get it again",
        ) from error


def _scanned(stream: IO[bytes], left: int, path: Path, sheet: str, most: int) -> int:
    """The bytes of a part of a workbook, whose cells are looked at on the way."""
    read = cells = rows = columns = row = column = 0
    last_row = last_column = "A1"
    held = b""
    while read <= left and (chunk := stream.read(_CHUNK)):
        read += len(chunk)
        held += chunk
        end = 0
        for found in _TAG.finditer(held):
            end = found.end()
            is_row, letters, digits, closed, empty = found.groups()
            if is_row:
                row, column = int(digits or row + 1), 0
                continue
            row, column = int(digits or row), _column(letters) if letters else column + 1
            if closed or empty:
                continue
            cells += 1
            if row > rows:
                rows, last_row = row, f"{_letters(column)}{row}"
            if column > columns:
                columns, last_column = column, f"{_letters(column)}{row}"
        held = held[max(end, len(held) - _LONGEST_TAG) :]
    if rows * columns > max(most // CELL_BYTES, _ALWAYS):
        far = " and ".join(dict.fromkeys((last_column, last_row)))
        raise UnreadableFile(
            f"{sheet} holds {cells:,} cells and reaches to {far}: as a table it would have {rows * columns:,}",
            where=str(path),
            cure="delete what stands there, or its rows and columns, and save it; if it is right: --most-mb N",
        )
    return read


def _letters(column: int) -> str:
    told = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        told = chr(65 + rest) + told
    return told


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
