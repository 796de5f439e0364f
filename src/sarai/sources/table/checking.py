"""The checks that every part of a mapping shares; each tells line and cure."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

from sarai.model.errors import BadMapping
from sarai.sources.table.dates import Dates, Order
from sarai.sources.table.numbers import Numbers

UNFILLED = "?"
"""What a draft writes where it could not guess."""

_NUMBER_KEYS = {"written", "decimal", "thousands", "negatives", "words", "times"}
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
_CORNER = re.compile(r"([A-Z]{1,3})?([1-9]\d*)?")
_EXAMPLE = re.compile(r"\(?1([., '’]?)234(?:([.,])5+)?\)?")

Edge = tuple[tuple[int, int], tuple[int | None, int | None]]


class Checked:
    """A mapping as YAML with the lines of its keys."""

    def __init__(self, path: Path, raw: Any, lines: Mapping[tuple[str | int, ...], int]) -> None:
        self.path, self.lines = path, lines
        if not isinstance(raw, dict):
            self.fail("is no mapping", "write key: value lines, or let `sarai add` draft it")
        self.raw: dict[str, Any] = raw

    def fail(self, what: str, cure: str, *keys: str | int) -> NoReturn:
        """Raise the fault with the line of the keys, as far as they are written."""
        for upto in range(len(keys), -1, -1):
            if keys[:upto] in self.lines:
                raise BadMapping(what, where=f"{self.path}:{self.lines[keys[:upto]]}", cure=cure)
        raise BadMapping(what, where=str(self.path), cure=cure)

    def filled(self) -> None:
        """Refuse a draft, naming every place that it left open."""
        found: list[tuple[int, str]] = []

        def look(value: Any, keys: tuple[str | int, ...]) -> None:
            if value == UNFILLED:
                found.append((self.lines.get(keys, 1), ".".join(map(str, keys))))
            elif isinstance(value, dict):
                for name, each in value.items():
                    look(each, (*keys, name))
            elif isinstance(value, list):
                for place, each in enumerate(value):
                    look(each, (*keys, place))

        look(self.raw, ())
        if found:
            told = "; ".join(f"line {line}: {name}" for line, name in found[:12])
            more = f"; and {len(found) - 12} more" if len(found) > 12 else ""
            raise BadMapping(
                f"is a draft with {len(found)} place(s) to fill in: {told}{more}",
                where=f"{self.path}:{found[0][0]}",
                cure=f'answer each "{UNFILLED}": what stands behind it says what is asked; '
                "fields are listed in docs/your-spreadsheet.md",
            )

    def known(self, value: Mapping[str, Any], keys: set[str], *at: str | int) -> None:
        """Refuse keys that there are not."""
        for key in value:
            if key not in keys:
                near = get_close_matches(key, keys, n=1)
                meant = f"did you mean {near[0]}? " if near else ""
                self.fail(f"unknown key {key!r}", f"{meant}known keys: {', '.join(sorted(keys))}", *at, key)

    def mapped(self, key: str, value: Any = None, *at: str | int) -> dict[str, Any]:
        """A table of key: value."""
        told = self.raw.get(key) if value is None else value
        if told is None:
            return {}
        if not isinstance(told, dict):
            self.fail(f"{key} must be a table of key: value", "write each on a line of its own, indented", *at, key)
        return told

    def listed(self, key: str) -> list[str]:
        """A list of texts; one text is a list of one."""
        told = self.raw.get(key)
        if told is None:
            return []
        if isinstance(told, str):
            return [told]
        if not isinstance(told, list) or not all(isinstance(each, str) for each in told):
            self.fail(f"{key} must be a list of texts", f"write for example {key}: [..., ...]", key)
        return told

    def words(self, value: Any, *at: str | int) -> str:
        """A reason in words."""
        if not isinstance(value, str) or not value:
            self.fail(f"{at[-1]!r} needs words", "write in a few words why it is not read", *at)
        return value

    def name(self, key: str) -> str:
        """A short name."""
        told = self.raw[key]
        if not isinstance(told, str) or not _NAME.fullmatch(told):
            self.fail(f"{key} {told!r} is no short name", "use small letters, digits, - and . only", key)
        return told

    def one_of(self, key: str, allowed: Sequence[str]) -> str | None:
        """One of some words, where the key is there."""
        told = self.raw.get(key)
        if told is not None and told not in allowed:
            self.fail(f"{key} {told!r} is none", f"write one of {', '.join(allowed)}", key)
        return told

    def positive(self, told: Any, key: str) -> int:
        """The number of a row."""
        if not isinstance(told, str) or not told.isdecimal() or int(told) < 1:
            self.fail(f"{key} {told!r} is no row number", f"write for example {key}: 3", key)
        return int(told)

    def area(self, key: str) -> Edge:
        """The corners of an area, as a spreadsheet writes it: A3:F20, A3:F, 3:20."""
        told = self.raw.get(key)
        if told is None:
            return (1, 1), (None, None)
        first, _, last = str(told).upper().replace("$", "").partition(":")
        corners = [_CORNER.fullmatch(first), _CORNER.fullmatch(last)]
        if not all(corners) or not first or not last:
            self.fail(f"{key} {told!r} is no area", f"write for example {key}: A3:F20", key)
        (top, left), (bottom, right) = (
            (int(each[2]) if each[2] else None, column_number(each[1]) if each[1] else None) for each in corners if each
        )
        return (top or 1, left or 1), (bottom, right)

    def numbers(self, told: Any, *at: str | int) -> Numbers | None:
        """How numbers are written: by their marks, or by an example of 1234.5."""
        if told is None:
            return None
        if isinstance(told, str):
            found = _EXAMPLE.fullmatch(told)
            if (
                found is None
                or found[1] == found[2]
                or (found[1] in (".", ",") and not found[2] and told[-1] == found[1])
            ):
                self.fail(
                    f"numbers {told!r} is no example", 'write 1234.5 as the table does, for example "1.234,5"', *at
                )
            mark = {"’": "'"}.get(found[1], found[1])
            decimal = found[2] or ("," if mark == "." else ".")
            return Numbers(decimal, (mark,) if mark else (), told.startswith("("))
        if not isinstance(told, dict):
            self.fail("numbers must be a table of key: value", 'write for example numbers: {thousands: ","}', *at)
        self.known(told, _NUMBER_KEYS, *at)
        if (example := told.get("written")) is not None:
            own = self.numbers(example, *at, "written") or Numbers()
            rest = {key: value for key, value in told.items() if key != "written"}
            brackets = {"negatives": "brackets"} if own.brackets else {}
            said = {**brackets, **rest, "decimal": own.decimal, "thousands": list(own.thousands)}
            return self.numbers(said, *at)
        decimal = told.get("decimal") or "."
        marks = told.get("thousands") or ()
        thousands = tuple(marks) if isinstance(marks, list) else (marks,) if marks else ()
        thousands = tuple(" " if each in ("space", "blank") else each for each in thousands)
        if decimal not in (".", ","):
            self.fail(f"numbers: decimal {decimal!r} is neither . nor ,", 'write decimal: ","', *at, "decimal")
        if decimal in thousands or any(len(each) != 1 for each in thousands):
            self.fail(
                f"numbers: thousands {marks!r} cannot be told from the decimal mark {decimal!r}",
                'write for example decimal: "," and thousands: "."',
                *at,
                "thousands",
            )
        negatives = told.get("negatives") or "minus"
        if negatives not in ("minus", "brackets"):
            self.fail(f"numbers: negatives {negatives!r} is unknown", "write minus or brackets", *at, "negatives")
        words = {
            word: self.size(size, *at, "words", word) for word, size in self.mapped("words", told.get("words")).items()
        } if told.get("words") else {}  # fmt: skip
        times = self.size(told["times"], *at, "times") if told.get("times") else Decimal(1)
        return Numbers(decimal, thousands, negatives == "brackets", words, times)

    def size(self, told: Any, *at: str | int) -> Decimal:
        """What a word or a whole column multiplies by."""
        value = self.fraction(told, *at)
        return Decimal(value.numerator) / Decimal(value.denominator)

    def fraction(self, told: Any, *at: str | int) -> Fraction:
        """What a column multiplies by, as it is written: 1000, 0.01, 1/12."""
        try:
            value = Fraction(str(told).replace("_", "").replace(",", ""))
        except (ValueError, ZeroDivisionError, OverflowError):
            value = Fraction()
        if value <= 0:
            self.fail(f"{at[-1]} {told!r} is no size", "write for example 1000000, or 1/12", *at)
        return value

    def dates(self, told: Any, *at: str | int) -> Dates | None:
        """How dates are written: an order, or formats."""
        if told is None:
            return None
        listed = [told] if isinstance(told, str) else told
        if isinstance(listed, list) and len(listed) == 1 and listed[0] in tuple(Order):
            return Dates(order=Order(listed[0]))
        if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
            self.fail("dates must be a list of texts", "write for example dates: day-first", *at)
        for place, each in enumerate(listed):
            try:
                dt.datetime.strptime(dt.date(2001, 2, 3).strftime(each), each)
            except (ValueError, re.error):  # the library turns a format into a pattern, in which nothing stands twice
                self.fail(
                    f"dates: {each!r} is no format of dates", "write for example day-first, or [%d.%m.%Y]", *at, place
                )
        return Dates(tuple(listed))


def column_number(letters: str) -> int:
    """The number of a column, A being 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """The letters of a column, 1 being A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
