"""What may stand in a brief. There is no kind of text that holds a number without saying where it is from."""

import datetime as dt
import re
from collections.abc import Iterable

from sarai.model.errors import BriefError
from sarai.model.figures import Figure

_DIGIT = re.compile(r"\d")
_ONLY_NUMBER = re.compile(r"[\s\d.,%+−-]*\d[\s\d.,%+−-]*")


class Words(str):
    """Our own words. They hold no digits: a number is a figure, a year a :class:`Year`.

    Raises:
        BriefError: there is a digit in them.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> "Words":
        if _DIGIT.search(text):
            raise BriefError(
                f"a number stands in the words {text!r}", cure="make it a Figure with a passport, a Year or a Day"
            )
        return super().__new__(cls, text)


class Quoted(str):
    """A name or text as a source or code list has it; digits belong to the name (a dataset, a place in a file).

    Raises:
        BriefError: it is nothing but a number.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> "Quoted":
        if _ONLY_NUMBER.fullmatch(text):
            raise BriefError(f"{text!r} is a number and no name", cure="make it a Figure with a passport")
        return super().__new__(cls, text)


class Year(str):
    """A year, or a first and a last one.

    Raises:
        BriefError: a number that is no year between 1900 and 2100.
    """

    __slots__ = ()

    def __new__(cls, first: int, last: int | None = None) -> "Year":
        for year in (first, first if last is None else last):
            if not 1900 <= year <= 2100:
                raise BriefError(f"{year} is no year", cure="make it a Figure with a passport")
        return super().__new__(cls, str(first) if last in (None, first) else f"{first}–{last}")


class Years(str):
    """Several years, told as spans: 2003, 2005–2009.

    Raises:
        BriefError: a number among them is no year.
    """

    __slots__ = ()

    def __new__(cls, years: Iterable[int]) -> "Years":
        spans: list[list[int]] = []
        for year in sorted(set(years)):
            if spans and year == spans[-1][-1] + 1:
                spans[-1].append(year)
            else:
                spans.append([year])
        return super().__new__(cls, ", ".join(Year(span[0], span[-1]) for span in spans))


class Month(str):
    """A month of a year.

    Raises:
        BriefError: no month, or a year that is none.
    """

    __slots__ = ()

    def __new__(cls, year: int, month: int) -> "Month":
        if not 1 <= month <= 12:
            raise BriefError(f"{month} is no month", cure="write 1 to 12")
        return super().__new__(cls, f"{Year(year)}-{month:02}")


class Day(str):
    """A date."""

    __slots__ = ()

    def __new__(cls, day: dt.date | str) -> "Day":
        told = dt.date.fromisoformat(day) if isinstance(day, str) else day
        return super().__new__(cls, told.isoformat())


Cell = Words | Quoted | Year | Years | Month | Day | Figure | None
"""What a cell or a part of a sentence may be; None prints as "not stated"."""
