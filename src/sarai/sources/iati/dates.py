"""Dates as they arrive: with and without time and zone, with one-digit months, a month or a year alone.

Source of method: W3C XML Schema 1.0 part 2, date and dateTime; a day is the day that stands there, wherever the
clock stood. What cannot be a date of this field (0001-01-01, 1900-01-01, 9999-12-31) is a placeholder that systems
write where they know none.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from sarai.model.vocabulary import Precision
from sarai.sources.iati.walk import Oddity, Raw
from sarai.sources.kit.cells import BadCell

FIRST_YEAR, LAST_YEAR = 1901, 2199
"""Years that a date of the field can have; loans are repaid far into the next century."""

_DATE = re.compile(
    r"(?P<year>\d{4})(?:(?P<mark>[-/.]?)(?P<month>\d{1,2})(?:(?P=mark)(?P<day>\d{1,2})"
    r"(?:[Tt ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[+-]\d{4})?)?)?)?\s*(?:Z|z|UTC|GMT|[+-]\d{2}:\d{2})?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A stated date, the first and the last day that it can mean, as ISO days, and how fine it is."""

    stated: str
    first: str
    last: str
    precision: Precision


@lru_cache(maxsize=100_000)
def moment(stated: str) -> Moment:
    """What a stated date means.

    Raises:
        BadCell: words that are no date, a day that no calendar has, or a placeholder; its column is for the
            caller to name.
    """
    match = _DATE.fullmatch(stated.strip())
    # Without marks only eight digits are a date: 201902 may be a month or a number.
    if match is None or (match["mark"] == "" and (match["day"] is None or len(match[0]) < 8 or len(match["day"]) < 2)):
        raise BadCell("", stated, "is no date (YYYY-MM-DD)")
    year, month, day = int(match["year"]), int(match["month"] or 0), int(match["day"] or 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadCell("", stated, "is a placeholder, not a date; it is taken as not reported")
    if month > 12 or (month == 0 and day > 0):
        raise BadCell("", stated, "is a date that no calendar has")
    if month == 0:
        return Moment(stated, f"{year}-01-01", f"{year}-12-31", Precision.YEAR)
    days = calendar.monthrange(year, month)[1]
    if day > days:
        raise BadCell("", stated, "is a date that no calendar has")
    if day == 0:
        return Moment(stated, f"{year}-{month:02}-01", f"{year}-{month:02}-{days}", Precision.MONTH)
    whole = f"{year}-{month:02}-{day:02}"
    return Moment(stated, whole, whole, Precision.DAY)


def date_flow(raw: Raw, note: Callable[[Oddity], None]) -> None:
    """Date, value date, precision and year of a statement; the value date gives the year where no date can be read."""
    date, value = _read(raw, "date", note), _read(raw, "value_date", note)
    raw["date"] = date.first if date else None
    raw["value_date"] = value.first if value and value.precision is Precision.DAY else None
    if date is not None:
        raw["precision"], raw["year"] = date.precision, int(date.first[:4])
        if value is not None and raw["value_date"] is None:
            told = "states no day; the transaction date gives the rate"
            note(Oddity(raw["where"], "value_date", value.stated, told))
    elif value is not None:
        raw["precision"], raw["year"] = value.precision, int(value.first[:4])
        raw["year_rule"] = "the value date: no transaction date can be read"
        raw["date"] = None if raw["value_date"] else value.first


def _read(raw: Raw, column: str, note: Callable[[Oddity], None]) -> Moment | None:
    stated = raw.get(column)
    if stated is None:
        return None
    try:
        return moment(stated)
    except BadCell as fault:
        note(Oddity(raw["where"], column, stated, fault.reason))
        return None
