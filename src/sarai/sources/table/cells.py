"""Numbers and dates as people write them in spreadsheets, read as a mapping says they are written."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from types import MappingProxyType

from sarai.model.vocabulary import Precision
from sarai.sources.kit.cells import LARGEST, BadCell, Cell, text

_SIX_PLACES = Decimal("0.000001")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})


@dataclass(frozen=True)
class Numbers:
    """How numbers are written: decimal mark, marks between thousands, brackets for negatives, words for sizes.

    ``words`` are what may stand behind a number (``mn``) with what they multiply it by; ``times`` multiplies
    every number of the column, for a table "in thousands".
    """

    decimal: str = "."
    thousands: tuple[str, ...] = ()
    brackets: bool = False
    words: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    times: Decimal = Decimal(1)

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        mark = "".join(re.escape(each) for each in self.thousands)
        grouped = f"[0-9]{{1,3}}(?P<mark>[{mark}])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*|" if mark else ""
        return re.compile(f"(?P<sign>[+-]?)(?P<whole>{grouped}[0-9]*)(?:{re.escape(self.decimal)}(?P<part>[0-9]*))?")

    def read(self, cell: Cell, column: str) -> Decimal | None:
        """The cell's number, to six places; none where it is blank. A spreadsheet's own number is taken as it is.

        Raises:
            BadCell: what stands there is no number written in this way, or is larger than any amount.
        """
        stated = text(cell)
        if stated is None:
            return None
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            value = Decimal(repr(cell))
        else:
            value = self._written(stated, column)
        value *= self.times
        if abs(value) >= LARGEST:
            raise BadCell(column, stated, "is larger than any amount (10^15 or more)")
        return value.quantize(_SIX_PLACES, rounding=ROUND_HALF_UP)

    def _written(self, stated: str, column: str) -> Decimal:
        told = stated.translate(_SPACES).strip()
        negative = self.brackets and told.startswith("(") and told.endswith(")")
        if negative:
            told = told[1:-1].strip()
        size = Decimal(1)
        for word, times in self.words.items():
            if told.lower().endswith(word.lower()):
                told, size = told[: -len(word)].strip(), times
                break
        found = self._shape.fullmatch(told)
        if found is None or not (found["whole"] or found["part"]) or (negative and found["sign"]):
            raise BadCell(column, stated, f"is no number as the mapping writes them ({self.told})")
        digits = re.sub("[^0-9]", "", found["whole"]) or "0"
        value = Decimal(f"{digits}.{found['part'] or '0'}") * size
        return -value if negative or found["sign"] == "-" else value

    @property
    def told(self) -> str:
        """How numbers are written, by example."""
        mark = self.thousands[0] if self.thousands else ""
        return f"1{mark}234{self.decimal}5" + (", (5) for -5" if self.brackets else "")


@dataclass(frozen=True)
class Dates:
    """How dates are written: formats in the words of ``strftime``, tried in order."""

    formats: tuple[str, ...] = ("%Y-%m-%d",)

    def read(self, cell: Cell, column: str) -> tuple[dt.date, Precision] | None:
        """The cell's date and how fine it is; none where it is blank. A spreadsheet's own date is taken as it is.

        A month without a day is its first day and a year its first of January, with the precision that says so.

        Raises:
            BadCell: what stands there is no date in any of the formats, or none between 1900 and 2100.
        """
        if isinstance(cell, dt.datetime):
            return cell.date(), Precision.DAY
        if isinstance(cell, dt.date):
            return cell, Precision.DAY
        stated = text(cell)
        if stated is None:
            return None
        for form in self.formats:
            try:
                found = dt.datetime.strptime(stated, form).date()
            except ValueError:
                continue
            if not 1900 <= found.year <= 2100:
                raise BadCell(column, stated, "is no year between 1900 and 2100")
            return found, fineness(form)
        raise BadCell(column, stated, f"is no date as the mapping writes them ({', '.join(self.formats)})")


def fineness(form: str) -> Precision:
    """How fine a date in a format is."""
    if any(part in form for part in ("%d", "%j", "%e", "%x", "%D", "%F")):
        return Precision.DAY
    return Precision.MONTH if any(part in form for part in ("%m", "%b", "%B")) else Precision.YEAR
