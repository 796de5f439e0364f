"""What a spreadsheet cell says: a number, a date, a word, or nothing."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?Z?", re.ASCII)
_SIX_PLACES = Decimal("0.000001")
LARGEST = Decimal(10) ** 15


@dataclass
class BadCell(Exception):
    """A cell that says something its column cannot mean."""

    column: str
    value: str
    reason: str


def text(cell: Cell) -> str | None:
    """The cell's words without surrounding blanks; none where it is blank."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() or None


def number(cell: Cell, column: str) -> Decimal | None:
    """The cell's number, to six places; none where it is blank.

    Raises:
        BadCell: words, thousands separators, or a number no amount can have.
    """
    stated = text(cell)
    if stated is None:
        return None
    if isinstance(cell, bool) or not _NUMBER.fullmatch(stated):
        raise BadCell(column, stated, "is not a plain number")
    value = Decimal(repr(cell) if isinstance(cell, float) else stated)
    if abs(value) >= LARGEST:
        raise BadCell(column, stated, "is larger than any amount (10^15 or more)")
    return value.quantize(_SIX_PLACES, rounding=ROUND_HALF_UP)


def numbers(cell: Cell, column: str) -> list[Decimal]:
    """The numbers of a cell that may list several with semicolons; empty where it is blank.

    Raises:
        BadCell: a part that is not a plain number.
    """
    parts = (text(cell) or "").split(";") if isinstance(cell, str) else [cell]
    found = [number(part, column) for part in parts]
    return [value for value in found if value is not None]


def real(cell: Cell, column: str) -> float | None:
    """The cell's number as a float, for rates and terms; none where it is blank."""
    value = number(cell, column)
    return None if value is None else float(value)


def whole(cell: Cell, column: str) -> int | None:
    """The cell's whole number; none where it is blank.

    Raises:
        BadCell: a number with a fraction, or no number.
    """
    value = number(cell, column)
    if value is None:
        return None
    if value != value.to_integral_value():
        raise BadCell(column, str(text(cell)), "is not a whole number")
    return int(value)


def year(cell: Cell, column: str) -> int | None:
    """The cell's year; none where it is blank.

    Raises:
        BadCell: a number outside 1900-2100, or no number.
    """
    value = whole(cell, column)
    if value is not None and not 1900 <= value <= 2100:
        raise BadCell(column, str(value), "is no year")
    return value


def day(cell: Cell, column: str) -> dt.date | None:
    """The cell's date; none where it is blank.

    Raises:
        BadCell: a date that no calendar has, or words that are no date.
    """
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    stated = text(cell)
    if stated is None:
        return None
    match = _DATE.fullmatch(stated)
    if not match:
        raise BadCell(column, stated, "is no date (YYYY-MM-DD)")
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise BadCell(column, stated, "is a date that no calendar has") from error


def yes(cell: Cell, column: str) -> bool | None:
    """Whether the cell says yes; none where it is blank.

    Raises:
        BadCell: anything but true, false, yes, no, 1 or 0.
    """
    stated = (text(cell) or "").lower()
    if stated in ("true", "1", "yes"):
        return True
    if stated in ("false", "0", "no"):
        return False
    if stated == "":
        return None
    raise BadCell(column, stated, "is neither true nor false")


def listed(cell: Cell) -> list[str]:
    """The parts of a cell that lists words with semicolons."""
    return [part.strip() for part in (text(cell) or "").split(";") if part.strip()]
