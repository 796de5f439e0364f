"""What goes into a spreadsheet: the one place where a cell is made safe and a CSV is written."""

import contextlib
import csv
import errno
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sarai.model.answer import plain
from sarai.model.files import replaced

if TYPE_CHECKING:
    from openpyxl import Workbook

XLSX_ROWS = 1_048_575
"""Rows that a sheet holds below its head."""
CELL_TEXT = 32_767
_CUT = " [cut here: a cell holds no more]"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_RUNS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def safe(value: object) -> object:
    """A cell as it may stand in a spreadsheet: a text that one would run as a formula gets an apostrophe before it.

    What is not reported is an empty cell. A text that is a number stays one.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    # A bare carriage return is not put into quotes by the library, and what follows it would begin a row.
    told = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{told}" if told.lstrip(" ").startswith(_RUNS) and not _NUMBER.fullmatch(told) else told


def write_csv(stream: TextIO, heads: Sequence[object], rows: Iterable[Iterable[object]]) -> None:
    """Write a CSV for people and their spreadsheets; every text in it is safe.

    Raises:
        OSError: the stream refuses.
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([safe(head) for head in heads])
    writer.writerows([safe(value) for value in row] for row in rows)


@contextlib.contextmanager
def workbook(path: Path) -> "Iterator[Workbook]":
    """A workbook to fill, which becomes the file ``path`` when the block ends without an error, and never in part.

    Raises:
        OSError: the disk refuses; what was there before is still there.
    """
    from lxml.etree import SerialisationError
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        yield book
        with replaced(path) as unfinished:
            book.save(unfinished)
    except SerialisationError as error:
        for sheet in book.worksheets:
            with contextlib.suppress(SerialisationError):
                sheet.close()
        # Rows are kept in a file until the workbook is saved; libxml2 names the cause and not the number of the error.
        raise OSError(errno.EIO, f"the rows cannot be kept ({error})", str(path)) from error


def in_sheet(value: object) -> object:
    """A cell as a sheet takes it: decimals as numbers, texts without what a sheet cannot hold."""
    if isinstance(value, str):
        return _sheet_text(value)
    return float(value) if isinstance(value, Decimal) else value


def _sheet_text(value: str) -> str:
    """A text as a sheet can hold it: control characters, which XML has none of, become U+FFFD."""
    told = _CONTROL.sub("\ufffd", value)
    return told if len(told) <= CELL_TEXT else told[: CELL_TEXT - len(_CUT)] + _CUT


def cell(value: object) -> object:
    """A value as a cell holds it; amounts stay decimals, which CSV prints and a sheet holds as numbers."""
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, str):
        return safe(value)
    return value if value is None or isinstance(value, Decimal) else plain(value)
