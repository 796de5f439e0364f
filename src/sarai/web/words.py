"""What may stand on a page: our words without digits, names as sources have them, and numbers that open.

The kinds of text are those of briefs; a number on a page is a :class:`Figure`, which opens a panel with its rows, or
stands :class:`Beside` figures of its own row and is worked out from them. Templates take nothing else.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from sarai.briefs.words import Day, Month, Quoted, Words, Year, Years

__all__ = [
    "Beside",
    "Cell",
    "Day",
    "Figure",
    "Link",
    "Marked",
    "Month",
    "Part",
    "Pill",
    "Quoted",
    "When",
    "Words",
    "Year",
    "Years",
]

Number = Decimal | int | float

_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])
"""Marks that turn the direction of what follows; a title that holds one would turn the page around it."""


class When(str):
    """A date, or years, as people write them; what is no date in words is made by :func:`sarai.web.names.day`."""

    __slots__ = ()


_BARE = re.compile(r"[\s\d.,%+−-]*\d[\s\d.,%+−-]*")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that opens: what is written, and the panel with its rows. ``sort`` orders it in a table."""

    text: str
    panel: str
    sort: float | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """A number that is worked out from the figures of its own row, as a share; ``sort`` orders it."""

    text: str
    sort: float | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to another page of the site, or to a publisher's own page; ``note`` stands below them."""

    text: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pill:
    """An outcome or a status, in words first and in colour second."""

    text: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """The very words of a text, marked as such."""

    text: Quoted


Part = Words | Quoted | When | Year | Years | Month | Day | Figure | Link | Beside
"""What a sentence is made of."""

Cell = Part | Pill | Marked | None
"""What stands in a table; None is what no source states."""


def quoted(text: str) -> Quoted:
    """A source's text without marks that turn the page; a bare number among names stands in quotation marks."""
    plain = text.translate(_BIDI).strip()
    return Quoted(f"“{plain}”" if _BARE.fullmatch(plain) else plain or "–")


def money(value: Number, currency: str = "USD") -> str:
    """Money as people say it: ``USD 342 million``."""
    number, unit = _scaled(Decimal(value))
    return f"{currency} {number}{f' {unit}' if unit else ''}"


def short(value: Number, currency: str = "USD") -> str:
    """Money as a key figure has it: ``USD 342 m``."""
    number, unit = _scaled(Decimal(value))
    return f"{currency} {number}{ {'trillion': ' trn', 'billion': ' bn', 'million': ' m', '': ''}[unit] }"


def short_spread(low: Number, high: Number, currency: str = "USD") -> str:
    """Money between two counts as a key figure has it: ``USD 63–77 bn``, or one amount where both are said alike."""
    a, b = short(low, currency), short(high, currency)
    if a == b:
        return b
    number, unit = a.removeprefix(f"{currency} ").rpartition(" ")[::2]
    alike = number and b.endswith(f" {unit}")
    last = b.removeprefix(f"{currency} ")
    return f"{currency} {number}–{last}" if alike else f"{a} to {last}"


def spread(low: Number, high: Number, currency: str = "USD") -> str:
    """Money between two counts: ``USD 55 to 60 billion``, or one amount where both are said alike."""
    a, b = _scaled(Decimal(low)), _scaled(Decimal(high))
    if a == b:
        return money(high, currency)
    if a[1] == b[1]:
        return f"{currency} {a[0]} to {b[0]}{f' {b[1]}' if b[1] else ''}"
    return f"{money(low, currency)} to {' '.join(b).strip()}"


def _scaled(value: Decimal) -> tuple[str, str]:
    """A number of three digits at most and its unit."""
    size = abs(value)
    sign = "−" if value < 0 else ""
    if size >= Decimal("0.9995e12"):
        return f"{sign}{size / 10**12:,.{0 if size >= Decimal('9.95e12') else 1}f}", "trillion"
    if size >= Decimal("9.95e9"):
        return f"{sign}{size / 10**9:,.0f}", "billion"
    if size >= Decimal("0.9995e9"):
        return f"{sign}{size / 10**9:.1f}", "billion"
    if size >= Decimal("9.95e6"):
        return f"{sign}{size / 10**6:.0f}", "million"
    if size >= Decimal("0.9995e6"):
        return f"{sign}{size / 10**6:.1f}", "million"
    if size >= 1000:
        return f"{sign}{round(size, -3):,.0f}", ""
    return f"{sign}{size:,.0f}", ""


def millions(value: Number) -> str:
    """Millions for a column of them: one decimal, and what is not nothing never reads as nothing."""
    told = Decimal(value) / 10**6
    if value and abs(told) < Decimal("0.05"):
        return "<0.1"
    return f"{told:,.1f}".replace("-", "−")


def percent(part: Number, whole: Number) -> str:
    """A share, rounded to a per cent; under one says so, and only all of it is a hundred."""
    share = float(part) / float(whole) * 100
    if share == 0:
        return "0 %"
    if share < 1:
        return "under 1 %"
    return f"{share:.0f} %" if share < 99.5 or share >= 100 else "over 99 %"


def count(n: int, noun: str) -> str:
    """``1 record``, ``88 records``: the noun is given in the plural."""
    return f"{n:,} {noun[:-1] if n == 1 and noun.endswith('s') else noun}"


_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


LARGEST_WORD = len(_SMALL) - 1
"""The largest number that is written as a word; beside a larger one both stand in digits."""


def number_word(n: int) -> str:
    """A small number in words, else in digits."""
    return _SMALL[n] if 0 <= n < len(_SMALL) else f"{n:,}"


_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def ordinal(n: int) -> str:
    """``sixth``; digits above ten."""
    return _ORDINALS[n] if 0 < n < len(_ORDINALS) else f"{n}th"


def listed(names: list[str]) -> str:
    """``a, b and c``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
