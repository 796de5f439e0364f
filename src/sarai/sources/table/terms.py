"""The terms of a loan as people write them: ``25 years``, ``72 months``, ``2.0 % p.a.``, ``200 bp``; read as a
mapping, a header or the cell itself says what they are counted in, and refused where these cannot be.

Rates are percent a year, maturities and grace periods years. A number is never taken for years because nothing says
months, where what it would mean is no loan's.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import MappingProxyType

from sarai.sources.kit.cells import BadCell, Cell, text
from sarai.sources.table import words
from sarai.sources.table.numbers import Numbers

TERMS: Mapping[str, str] = MappingProxyType({"interest_rate": "rate", "maturity": "years", "grace_period": "years"})
"""The fields of terms, and what each is counted in."""

MOST = 100
"""Percent and years above which no loan has a rate, a maturity or a grace period."""

DOUBTFUL_RATE = Decimal("0.2")
"""A rate below it that nothing calls percent may be a share: 0.03 for 3 %."""

_LONGEST = 3
_AND = frozenset(("and", "und", "et", "y", "e", "и"))
_SHORT = 2
_NOT_UNDERSTOOD = re.compile(r"[^\w\s%№.,;:()\[\]/'-]")
_PAIR = re.compile(r"(\d+)\s*([^\W\d]+)\.?,?\s+(?:([^\W\d]+)\s+)?(\d+)\s*([^\W\d]+)\.?")


@dataclass(frozen=True, slots=True)
class Counted:
    """What words say that a term is counted in: years or percent a ``times`` (none where they do not say), why its
    numbers cannot be read (``doubt``), and the words that nothing was understood of."""

    times: Fraction | None = None
    doubt: str = ""
    spare: tuple[str, ...] = ()


@cache
def in_header(name: str, field: str) -> Counted:
    """What a header says that a term is counted in; its other words say what it is."""
    return _counted(name, field, header=True)


def without(name: str) -> str:
    """A header as :func:`words.plain` compares it, without the words that say what a term is counted in."""
    units = {*_units("years"), *_units("rate")}
    return " ".join(told for told in words.plain(name).split() if told not in units)


@dataclass(frozen=True, slots=True)
class Way:
    """How the column of a term is written: its numbers, what its header says, and what the mapping does."""

    field: str
    numbers: Numbers
    header: Counted = Counted()
    mapped: Fraction | None = None

    def read(self, cell: Cell, column: str) -> float | None:
        """The term of a cell, in percent or years; none where it is blank.

        Raises:
            BadCell: no number, words that are no unit of it, a unit that is not said or said twice, or terms that
                no loan has.
        """
        stated = text(cell)
        if stated is None:
            return None
        found = self._pair(stated)
        if found is None:
            value, said = self._number(cell, stated, column)
            found = Fraction(value) * self._times(value, said, stated, column)
        if not -MOST <= found <= MOST or (found < 0 and self.field != "interest_rate"):
            told = f"{float(found):g} {'%' if self.field == 'interest_rate' else 'years'}"
            cure = f"say what it is counted in: {{field: {self.field}, numbers: {{times: {self._example}}}}}"
            raise BadCell(column, stated, f"is {told}, which no loan has; {cure}")
        return float(found)

    @property
    def _example(self) -> str:
        return "1/100" if self.field == "interest_rate" else "1/12"

    def _pair(self, stated: str) -> Fraction | None:
        """Years and months of one cell: 25 years and 6 months."""
        apart = _PAIR.fullmatch(stated.strip())
        if apart is None or self.field == "interest_rate" or (apart[3] and words.plain(apart[3]) not in _AND):
            return None
        large, small = (_counted(told, self.field, header=False) for told in (apart[2], apart[5]))
        if large.times is None or small.times is None or small.times >= large.times:
            return None
        return int(apart[1]) * large.times + int(apart[4]) * small.times

    def _number(self, cell: Cell, stated: str, column: str) -> tuple[Decimal, Counted]:
        plain = replace(self.numbers, times=Decimal(1), words=MappingProxyType({}))
        # 20-year is no negative number.
        told = re.sub(r"(?<=\d)\s?[-‑–]\s?(?=[^\W\d])", " ", cell) if isinstance(cell, str) else cell
        value, beside = plain.money(told, column)
        if value is None:
            return Decimal(), Counted(doubt="no number")
        return value, _counted(beside, self.field, header=False) if beside else Counted()

    def _times(self, value: Decimal, said: Counted, stated: str, column: str) -> Fraction:
        """What a number is multiplied by: the cell's own unit, the mapping's, or its header's."""
        codes = f"write under codes, {self.field}, what it is"
        if said.spare or said.doubt:
            told = said.doubt or "words that are no unit of it: " + " ".join(said.spare)
            raise BadCell(column, stated, f"has beside its number {told}; {codes}")
        if said.times is not None:
            if self.mapped not in (None, Fraction(1)):
                raise BadCell(column, stated, "names a unit, and so does the mapping (times): keep one of the two")
            return said.times
        if self.mapped is not None:
            return self.mapped
        sized = f"write {{field: {self.field}, numbers: {{times: ...}}}}"
        if self.header.doubt:
            raise BadCell(column, stated, f"stands under a header that names {self.header.doubt}; {sized}")
        if self.header.times is None and self.field == "interest_rate" and 0 < value < DOUBTFUL_RATE:
            raise BadCell(
                column, stated,
                f"is {value.normalize():f} % or {(100 * value).normalize():f} %; {sized}, 1 for percent, "
                "100 for a share of one",
            )  # fmt: skip
        return Fraction(1) if self.header.times is None else self.header.times


def proven(field: str, values: Iterable[Decimal], spans: Iterable[tuple[Decimal, float]]) -> Fraction | None:
    """What bare numbers of years or months are by themselves; none where nothing proves it, or of a rate.

    Parts of a unit are parts of a year; numbers that are mostly fives and no half years (20, 25, 40) are the years of
    loans, which nobody counts so in months; and where a row says when the loan begins and ends (``spans``: the number,
    and the years between), its number is one of both.
    """
    if field == "interest_rate":
        return None
    found = [each for each in values if each]
    held = [(float(number), years) for number, years in spans if number]
    for times in (1, 12):
        agree = sum(abs(number - times * years) <= max(0.6, 0.02 * number) * (1 if times == 1 else 2)
                    for number, years in held)  # fmt: skip
        if len({number for number, _ in held}) >= _FEWEST and agree >= _AGREE * len(held):
            return Fraction(1, times)
    if any(each != each.to_integral_value() for each in found):
        return Fraction(1)
    fives = sum(each % 5 == 0 and each % 6 != 0 for each in found)
    years = len(found) >= _FEWEST and fives >= _MOSTLY_FIVES * len(found) and max(found) <= _YEARS[field]
    return Fraction(1) if years else None


def asked_of(field: str, column: str, values: Iterable[Decimal]) -> str:
    """What a draft asks about a column of bare numbers that may be months or shares of one; empty where nothing."""
    found = {each for each in values if each}
    if not found or in_header(column, field).times is not None:
        return ""
    most = max(found).normalize()
    if field == "interest_rate":
        if most >= DOUBTFUL_RATE or min(found) < 0:
            return ""
        return f"is {most:f} a rate of {most:f} % or of {(100 * most).normalize():f} %? times: 1 or 100"
    return f"is {most:f} years or months? times: 1 for years, 1/12 for months"


_YEARS = {"maturity": 50, "grace_period": 20}
"""Years that hardly a loan has more of."""
_FEWEST = 3
"""Numbers of a column that tell how it is counted."""
_MOSTLY_FIVES = 0.6
_AGREE = 0.8


def _counted(told: str, field: str, *, header: bool) -> Counted:
    """The units among words; in a header short ones count at its end only, and other words say what it is."""
    of = TERMS[field]
    folded = unicodedata.normalize("NFKD", told.replace("٪", "%"))
    odd = "" if header else "".join(_NOT_UNDERSTOOD.findall(re.sub(r"[\u0300-\u036f]", "", folded)))
    tokens = words.plain(folded).split()
    found: list[tuple[str, Fraction]] = []
    spare, against = ([odd] if odd else []), []
    at = 0
    while at < len(tokens):
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            span = " ".join(tokens[at : at + length])
            last = at + length == len(tokens)
            if span in _against(of):
                against.append(_against(of)[span])
                break
            if span in _units(of) and not (header and len(span) <= _SHORT and span not in ("%", "bp") and not last):
                found.append(_units(of)[span])
                break
            if span in _idle(of):
                break
        else:
            length = 1
            spare.append(tokens[at])
        at += length
    names = list(dict.fromkeys(name for name, _ in found))
    doubt = against[0] if against else " and ".join(names) if len(names) > 1 else ""
    return Counted(found[0][1] if found and not doubt else None, doubt, () if header else tuple(spare))


@cache
def _units(of: str) -> Mapping[str, tuple[str, Fraction]]:
    return {
        word: (row["unit"], Fraction(row["times"]))
        for row in words.terms() if row["of"] == of and row["times"] for word in _split(row)
    }  # fmt: skip


@cache
def _idle(of: str) -> frozenset[str]:
    return frozenset(word for row in words.terms() if row["of"] == of and not row["times"] for word in _split(row))


@cache
def _against(of: str) -> Mapping[str, str]:
    return {word: row["unit"] for row in words.terms() if row["of"] == f"against {of}" for word in _split(row)}


def _split(row: Mapping[str, str]) -> list[str]:
    return [words.plain(word) for word in row["words"].split("; ")]
