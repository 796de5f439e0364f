"""Dates as people write them: every common order, months by name, fiscal years, quarters, a spreadsheet's day numbers.

Most forms say themselves which of their numbers is the day. ``05/11/2015`` does not: the order is decided over the
whole column, or a person is asked.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sarai.model.vocabulary import Precision
from sarai.sources.kit.cells import BadCell, Cell, text
from sarai.sources.table import words
from sarai.sources.table.numbers import is_blank

Found = tuple[dt.date, Precision]


class Order(StrEnum):
    """Which number comes first where a date is written in numbers alone and its year is not."""

    DAY = "day-first"
    MONTH = "month-first"
    YEAR = "year-first"


_FIRST, _LAST = 1900, 2100
_TIME = r"(?:[T ,]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_NUMBERS = re.compile(rf"(\d{{1,2}})\s*([-/.])\s*(\d{{1,2}})\s*\2\s*(\d{{4}}|\d{{2}}){_TIME}\s*(?:г\.?)?")
_YEAR_MONTH = re.compile(r"((?:19|20)\d{2})([-/.])(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.]((?:19|20)\d{2})")
_YEAR = re.compile(r"((?:19|20)\d{2})(?:\.0)?(?:\s*(?:г\.?|год|года|年))?")
_FISCAL = re.compile(
    r"(?:(?:FY|F\.Y\.|CY|AF|EF|JFY|fiscal year|financial year|exercice|ejercicio|GJ|ФГ)\s*[-:]?\s*)?"
    r"((?:19|20)\d{2})\s*[-/–]\s*((?:19|20)?\d{2})",
    re.IGNORECASE,
)
_FISCAL_ONE = re.compile(
    r"(?:FY|F\.Y\.|CY|AF|EF|JFY|fiscal year|financial year|calendar year|exercice|ejercicio|año|année|ano|jahr|year)"
    r"\s*[-:]?\s*['’]?((?:19|20)?\d{2})",
    re.IGNORECASE,
)
_FISCAL_SHORT = re.compile(r"(?:FY|JFY)\s*['’]?(\d{2})\s*[-/–]\s*['’]?(\d{2})", re.IGNORECASE)
_PART = re.compile(
    r"(?:(?:Q|QTR|T|кв\.?|H|S|HY)\s*[1-4]|[1-4]\s*(?:Q|st|nd|rd|th|\.)?\s*(?:quarter|quartal|trimestre|кв\.?|квартал|half)|"
    r"(?:IV|I{1,3})\s*(?:кв\.?|квартал|quarter|trim\.?|trimestre))\s*(?:of|de|des|/|-|,|\.)?\s*((?:19|20)\d{2})(?:\s*г\.?)?"
    r"|((?:19|20)\d{2})\s*[-/.,]?\s*(?:Q|H|S|T)[1-4]",
    re.IGNORECASE,
)
_WORDED = re.compile(r"[^\W_]+|\d+")
_CJK = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")
_SERIALS = (14_000, 61_000)
"""Days since 1899-12-30 in which a spreadsheet counts: 1938 to 2067."""


@dataclass(frozen=True)
class Dates:
    """How dates are written: ``formats`` in the words of ``strftime`` where a mapping lists them, tried in order and
    no others; else every form that speaks for itself, and numbers alone in the stated ``order``."""

    formats: tuple[str, ...] = ()
    order: Order | None = None

    def read(self, cell: Cell, column: str) -> Found | None:
        """The cell's date and how fine it is; none where it is blank. A spreadsheet's own date is taken as it is.

        A month without a day is its first day, a year, a fiscal year and a part of a year the first of January of the
        year in which it begins, with the precision that says so.

        Raises:
            BadCell: what stands there is no date as it should be written, or none between 1900 and 2100.
        """
        if isinstance(cell, dt.datetime):
            return cell.date(), Precision.DAY
        if isinstance(cell, dt.date):
            return cell, Precision.DAY
        stated = text(cell)
        if stated is None:
            return None
        found = self._formatted(stated) if self.formats else self._spoken(stated, column, cell)
        if found is None:
            told = ", ".join(self.formats) or "in any order that is known"
            raise BadCell(column, stated, f"is no date as the mapping writes them ({told})")
        if not _FIRST <= found[0].year <= _LAST:
            raise BadCell(column, stated, "is no year between 1900 and 2100")
        return found

    def _formatted(self, stated: str) -> Found | None:
        for form in self.formats:
            try:
                return dt.datetime.strptime(stated, form).date(), fineness(form)
            except ValueError:
                continue
        return None

    def _spoken(self, stated: str, column: str, cell: Cell) -> Found | None:
        spoken = meanings(stated, number=not isinstance(cell, str))
        if not spoken:
            return None
        orders = {order for order in spoken if order is not None}
        if not orders:
            return spoken[None]
        if self.order in spoken:
            return spoken[self.order]
        if len(set(spoken.values())) == 1:
            return next(iter(spoken.values()))
        if self.order is None:
            raise BadCell(
                column, stated, "has day and month in an order that is not told; write dates: day-first or month-first"
            )
        return None


def fineness(form: str) -> Precision:
    """How fine a date in a format is."""
    if any(part in form for part in ("%d", "%j", "%e", "%x", "%D", "%F")):
        return Precision.DAY
    return Precision.MONTH if any(part in form for part in ("%m", "%b", "%B")) else Precision.YEAR


def meanings(told: str, *, number: bool = False) -> dict[Order | None, Found]:
    """What a cell's words mean as a date: under None where they speak for themselves, else for each order that gives
    a day of the calendar; empty where they are no date. ``number`` is for a spreadsheet's own numbers."""
    stated = " ".join(told.replace("\u00a0", " ").split()).strip(" .")
    if not any(map(str.isdigit, stated)):
        return {}
    if number or re.fullmatch(r"\d{5}(?:\.\d+)?", stated):
        return _numbered(stated)
    if found := _ISO.fullmatch(stated):
        return _alone(found[1], found[3], found[4])
    if found := _COMPACT.fullmatch(stated):
        return _alone(*found.groups())
    if found := _NUMBERS.fullmatch(stated):
        return _in_orders(found[1], found[3], found[4], dotted=found[2] == ".")
    if found := _CJK.fullmatch(stated):
        return _alone(found[1], found[2], found[3] or "1", precision=Precision.DAY if found[3] else Precision.MONTH)
    if (found := _MONTH_YEAR.fullmatch(stated)) and 1 <= int(found[1]) <= 12:
        return _alone(found[2], found[1], "1", precision=Precision.MONTH)
    if found := _YEAR.fullmatch(stated):
        return _alone(found[1], "1", "1", precision=Precision.YEAR)
    if fiscal := _fiscal(stated):
        return fiscal
    if (found := _YEAR_MONTH.fullmatch(stated)) and 1 <= int(found[3]) <= 12:
        return _alone(found[1], found[3], "1", precision=Precision.MONTH)
    if found := _PART.fullmatch(stated):
        return _alone(found[1] or found[2], "1", "1", precision=Precision.YEAR)
    return _worded(stated)


def _alone(year: str, month: str, day: str, *, precision: Precision = Precision.DAY) -> dict[Order | None, Found]:
    date = _date(int(year), int(month), int(day))
    return {None: (date, precision)} if date else {}


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _full(year: str) -> int:
    # As in C and in strptime: 69 to 99 are of the last century.
    return int(year) if len(year) > 2 else int(year) + (1900 if int(year) >= 69 else 2000)


def _in_orders(one: str, two: str, three: str, *, dotted: bool) -> dict[Order | None, Found]:
    tried = {Order.DAY: _date(_full(three), int(two), int(one))}
    # No country of the Unicode locale data writes the month first with dots.
    if not dotted:
        tried[Order.MONTH] = _date(_full(three), int(one), int(two))
        if len(three) == 2 and len(one) == 2:
            tried[Order.YEAR] = _date(_full(one), int(two), int(three))
    found: dict[Order | None, Found] = {
        order: (date, Precision.DAY) for order, date in tried.items() if date is not None
    }
    return {None: found[Order.DAY]} if dotted and found else found


def _numbered(stated: str) -> dict[Order | None, Found]:
    value = float(stated)
    if value.is_integer() and _FIRST <= value <= _LAST:
        return _alone(str(int(value)), "1", "1", precision=Precision.YEAR)
    if value.is_integer() and (found := _COMPACT.fullmatch(str(int(value)))):
        return _alone(*found.groups())
    if _SERIALS[0] <= value <= _SERIALS[1]:
        return {None: (dt.date(1899, 12, 30) + dt.timedelta(days=int(value)), Precision.DAY)}
    return {}


def _fiscal(stated: str) -> dict[Order | None, Found]:
    """A fiscal year or one that spans two, filed under the year in which it begins."""
    if (
        (found := _FISCAL.fullmatch(stated))
        and int(found[2][-2:]) == (int(found[1]) + 1) % 100
        and len(found[2]) in (2, 4)
    ):
        return _alone(found[1], "1", "1", precision=Precision.YEAR)
    if found := _FISCAL_ONE.fullmatch(stated):
        return _alone(str(_full(found[1])), "1", "1", precision=Precision.YEAR)
    if (found := _FISCAL_SHORT.fullmatch(stated)) and int(found[2]) == (int(found[1]) + 1) % 100:
        return _alone(str(_full(found[1])), "1", "1", precision=Precision.YEAR)
    return {}


def _worded(stated: str) -> dict[Order | None, Found]:
    """A date with its month by name."""
    bare = re.sub(rf"(?<=\d){_TIME}$", "", stated) if ":" in stated else stated
    numbers: list[str] = []
    month = None
    for each in _WORDED.findall(re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", " ", bare)):
        if each.isdigit():
            numbers.append(each)
        elif (named := words.months().get(words.plain(each))) and month is None:
            month = named
        elif words.plain(each) not in words.group("idle in dates"):
            return {}
    if month is None or not 1 <= len(numbers) <= 2:
        return {}
    if len(numbers) == 1:
        year = numbers[0]
        return _alone(str(_full(year)), str(month), "1", precision=Precision.MONTH) if len(year) in (2, 4) else {}
    day, year = numbers if len(numbers[0]) <= 2 else numbers[::-1]
    return _alone(str(_full(year)), str(month), day) if len(year) in (2, 4) and len(day) <= 2 else {}


@dataclass(frozen=True, slots=True)
class JudgedDates:
    """How a column of dates is written: ``dates`` reads all of it, or is none where day and month cannot be told apart
    (``sample`` is such a cell). ``fine`` counts the precisions, ``strange`` the cells that are no dates."""

    dates: Dates | None
    sample: str
    blanks: frozenset[str]
    strange: tuple[tuple[int, str], ...]
    fine: dict[Precision, int]
    orders: tuple[Order, ...] = ()


def judge(cells: Iterable[tuple[int, Cell]]) -> JudgedDates:
    """Decide how a column of dates is written from all its cells, each with its row."""
    alive = set(Order)
    in_numbers = differs = ""
    blanks: set[str] = set()
    strange: list[tuple[int, str]] = []
    fine: dict[Precision, int] = {}
    for row, told, spoken in _spoken(cells):
        if told and is_blank(told) and not spoken:
            blanks.add(told)
        elif not spoken:
            strange.append((row, told))
        else:
            precision = next(iter(spoken.values()))[1]
            fine[precision] = fine.get(precision, 0) + 1
            if None not in spoken:
                alive &= {order for order in spoken if order is not None}
                in_numbers = in_numbers or told
                differs = differs or (told if len(set(spoken.values())) > 1 else "")
    orders = tuple(order for order in Order if order in alive)
    if not in_numbers:
        return JudgedDates(Dates(), "", frozenset(blanks), tuple(strange), fine)
    # Where no cell reads otherwise in another order, it does not matter which is written down.
    decided = Dates(order=orders[0]) if orders and (len(orders) == 1 or not differs) else None
    return JudgedDates(decided, differs or in_numbers, frozenset(blanks), tuple(strange), fine, orders)


def _spoken(cells: Iterable[tuple[int, Cell]]) -> Iterator[tuple[int, str, dict[Order | None, Found]]]:
    known: dict[str, dict[Order | None, Found]] = {}
    for row, cell in cells:
        told = text(cell)
        if told is None:
            continue
        if isinstance(cell, dt.date):
            yield row, told, {None: (cell.date() if isinstance(cell, dt.datetime) else cell, Precision.DAY)}
            continue
        key = told if isinstance(cell, str) else f"#{told}"
        if key not in known:
            known[key] = meanings(told, number=not isinstance(cell, str))
        yield row, told, known[key]
