"""The date of a text that is known to a month or a year only, and what it leaves open."""

import calendar
import datetime as dt
import re
from enum import StrEnum
from typing import NamedTuple

from sarai.model.claim import Claim, Item


class Known(StrEnum):
    """How closely the date of a text is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class TextDate(NamedTuple):
    """The last day that the date of a text may be, and how closely it is known."""

    day: dt.date
    known: Known


_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")
_BY_YEAR = frozenset(
    ("date", "date_range", "month", "month_range", "year", "year_range", "year_relative", "since_year", "deadline")
)
"""Kinds of periods that a year is enough for."""
_BY_DAY = frozenset(("weekday", "day_relative", "week_relative"))
"""Kinds of periods that a month is not enough for."""


def text_date(told: str) -> TextDate:
    """The date that *2026-01-15*, *2026-01* or *2026* tells.

    Raises:
        ValueError: it is none of these.
    """
    partial = _PARTIAL.fullmatch(told)
    if partial is None:
        return TextDate(dt.date.fromisoformat(told), Known.DAY)
    year, month = int(partial[1]), int(partial[2] or 12)
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    return TextDate(last, Known.MONTH if partial[2] else Known.YEAR)


def left_open(claim: Claim, known: Known) -> Claim:
    """The claim without the days that the date of its text does not resolve."""
    if known is Known.DAY or not claim.items("period"):
        return claim
    return claim._replace(slots={**claim.slots, "period": tuple(_open(item, known) for item in claim.items("period"))})


def _open(item: Item, known: Known) -> Item:
    kind = str(item.more.get("kind", ""))
    enough = kind not in _BY_DAY if known is Known.MONTH else kind in _BY_YEAR or kind.startswith("fiscal")
    return item if enough else item._replace(more={**item.more, "from": None, "to": None})
