"""What a cell of a study's own lists may say: dates as fine as they are known, parties, codes, words of a list."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sarai import codelists
from sarai.model.errors import CodeError
from sarai.model.vocabulary import Precision, Tier
from sarai.sources.kit.cells import BadCell, listed, text, whole
from sarai.sources.lists._rows import Row

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_COMPARATORS = ("=", "~", ">", ">=", "<", "<=")


@dataclass(frozen=True, slots=True)
class When:
    """A date as fine as it is stated: the first and the last day it can mean."""

    first: dt.date
    last: dt.date
    precision: Precision


def when(row: Row, column: str) -> When:
    """The cell's date.

    Raises:
        BadCell: it is blank or no date.
    """
    found = when_or_none(row, column)
    if found is None:
        raise BadCell(column, "", "is blank: write YYYY, YYYY-MM or YYYY-MM-DD")
    return found


def when_or_none(row: Row, column: str) -> When | None:
    """The cell's date as fine as it is stated; none where it is blank.

    Raises:
        BadCell: it is no date.
    """
    cell = row.get(column)
    stated = cell.isoformat()[:10] if isinstance(cell, dt.date) else text(cell)
    if stated is None:
        return None
    match = _DATE.fullmatch(stated)
    if not match:
        raise BadCell(column, stated, "is no date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year is None or not 1900 <= year <= 2200:
            raise ValueError
        first = dt.date(year, month or 1, day or 1)
        last_month = month or 12
        last = dt.date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError as error:
        raise BadCell(column, stated, "is a date that no calendar has: look it up again") from error
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return When(first, last, precision)


def parties(row: Row, column: str, *, required: bool) -> list[str]:
    """The codes of the parties a cell lists: countries, DAC regions, or organisations by any code or name.

    Raises:
        BadCell: one that no list knows, or none where one is required.
    """
    named = listed(row.get(column))
    if required and not named:
        raise BadCell(column, "", "is blank: name at least one party")
    return list(dict.fromkeys(_party(each, column) for each in named))


def _party(name: str, column: str) -> str:
    place = codelists.find_place(name)
    if place is not None:
        return place.code
    asked = codelists.organisation_asked(name)
    if asked.found is None:
        why = "is an unknown party" if not asked.meanings else asked.why
        raise BadCell(column, name, f"{why}: {asked.cure}")
    return asked.found.donor


def dated_parties(row: Row, column: str) -> Iterator[tuple[str, When]]:
    """The parties of a cell with a date each, written ``PH 2023-11-03; FJ 2023-12-18``.

    Raises:
        BadCell: a party without a date, or of no list.
    """
    for each in listed(row.get(column)):
        name, _, stated = each.rpartition(" ")
        if not name:
            raise BadCell(column, each, "has no date: write the party and the date, as in PH 2023-11-03")
        yield _party(name, column), when(Row({column: stated}, row.locator), column)


def currency(row: Row, column: str, amount: Decimal | None) -> str | None:
    """The currency of an amount.

    Raises:
        BadCell: an amount without a currency, a currency without an amount, or one that ISO 4217 has not.
    """
    code = text(row.get(column))
    if (code is None) is not (amount is None):
        told = "is blank beside an amount" if code is None else "stands without an amount"
        raise BadCell(column, code or "", f"{told}: state both or neither")
    if code is not None and code not in codelists.load("currencies"):
        raise BadCell(column, code, "is no ISO 4217 code: write for example USD")
    return code


def comparator(row: Row) -> str | None:
    """The sign before an amount or count; none where it is blank.

    Raises:
        BadCell: another sign.
    """
    found = text(row.get("comparator"))
    if found is not None and found not in _COMPARATORS:
        raise BadCell("comparator", found, f"is no comparator: use one of {' '.join(_COMPARATORS)}")
    return found


def sectors(row: Row) -> list[str]:
    """The DAC sectors of a cell, by code or name.

    Raises:
        BadCell: one that the list of sectors has not.
    """
    found = []
    for each in listed(row.get("sectors")):
        try:
            found.append(codelists.load("sectors").resolve(each).code)
        except CodeError as error:
            raise BadCell("sectors", each, "is no DAC sector: write a code, or put the word in topics") from error
    return found


def tier(row: Row) -> str:
    """How close the source stands to the fact.

    Raises:
        BadCell: blank, another word, or that of looks that the build derives.
    """
    told = row.word("tier", Tier)
    if told == Tier.INDEPENDENT_LIST:
        raise BadCell("tier", told, "is of looks that the build derives: add the list itself, or name the page's tier")
    return told


def yes_or_no(row: Row, column: str) -> str:
    """``yes`` or ``no``; a blank says no.

    Raises:
        BadCell: another word.
    """
    found = text(row.get(column)) or "no"
    if found not in ("yes", "no"):
        raise BadCell(column, found, "is neither yes nor no")
    return found


def span(row: Row) -> dict[str, object]:
    """Where the quote stands in its document.

    Raises:
        BadCell: a span without its quote and document, or one that ends before it begins.
    """
    quote, document = text(row.get("quote")), text(row.get("document"))
    start, end = whole(row.get("span_start"), "span_start"), whole(row.get("span_end"), "span_end")
    if start is None and end is None:
        return {"span_start": None, "span_end": None}
    if quote is None or document is None or start is None or end is None:
        raise BadCell("span_start", str(start), "stands without all of quote, document, span_start and span_end")
    if not 0 <= start < end:
        raise BadCell("span_end", str(end), "is not after span_start")
    return {"span_start": start, "span_end": end}
