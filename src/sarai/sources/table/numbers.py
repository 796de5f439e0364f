"""Numbers as people write them, read as a mapping says; and how a column writes them, decided over all its cells.

``20,000`` is twenty thousand in one column and twenty in another. A column is read in one way only if every cell of it
can be read so and no other way gives other numbers; where two ways do, a person is asked.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from types import MappingProxyType

from sarai.sources.kit.cells import LARGEST, BadCell, Cell, text
from sarai.sources.table import words

_SIX_PLACES = Decimal("0.000001")
_SPACE = " "
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u202f\u2009\u2007\u2008\u200a\u2002\u2003", _SPACE),
        **dict.fromkeys("’‘ʼ´`＇", "'"),
        **dict.fromkeys("−–—﹣－‒", "-"),
        "٫": ".",
        "٬": ",",
        "，": ",",
        "．": ".",
        "\u200b": None,
        "\ufeff": None,
        "\u200e": None,
        "\u200f": None,
    }
)
"""Marks that look alike and mean the same."""

_MARKS = ".,' "
_BODY = re.compile(r"[0-9](?:[0-9.,' ]*[0-9])?|[.,][0-9]+|[0-9]+[.,]")
_EXPONENT = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+")
_FOOTNOTE = re.compile(r"[*†‡¹²³⁴⁵⁶⁷⁸⁹⁰]+$")


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it stands in a cell: sign, digits with their marks, and the words before and behind it."""

    negative: bool
    brackets: bool
    digits: str
    before: str
    behind: str


def taken_apart(told: str) -> Written | None:
    """A cell's number and what stands around it; none where it holds no number, or more than one."""
    plain = _FOOTNOTE.sub("", _ascii(told)).strip()
    brackets = plain.startswith("(") and plain.endswith(")")
    if brackets:
        plain = plain[1:-1].strip()
    if _EXPONENT.fullmatch(plain):
        return Written(plain.startswith("-"), brackets, plain.lstrip("+-"), "", "")
    found = _BODY.search(plain)
    if found is None:
        return None
    before, digits, behind = plain[: found.start()].strip(), found.group(), plain[found.end() :].strip()
    if not brackets and (inside := re.fullmatch(r"(.*)\(", before)) and behind.startswith(")"):
        before, behind, brackets = inside[1].strip(), behind[1:].strip(), True
    if not brackets and before == "" and behind.endswith(")") and plain.startswith("("):
        return None
    negative = brackets
    if before.endswith(("-", "+")):
        negative |= before.endswith("-")
        before = before[:-1].strip()
    elif before.startswith(("-", "+")):
        negative |= before.startswith("-")
        before = before[1:].strip()
    if behind == "-" or (behind.startswith("-") and not any(map(str.isdigit, behind))):
        negative, behind = True, behind[1:].strip()
    if any(map(str.isdigit, before + re.sub("'?000s?'?", "", behind))):
        return None
    return Written(negative, brackets, digits, before, behind)


def _ascii(told: str) -> str:
    if told.isascii():
        return told
    return "".join(str(unicodedata.decimal(each, each)) for each in told.translate(_ALIKE))


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
        grouped = "".join(
            rf"[1-9][0-9]{{0,2}}(?:{mark}[0-9]{{3}})+|"
            # As in India: 12,34,567.
            + (rf"[1-9][0-9]?(?:{mark}[0-9]{{2}})+{mark}[0-9]{{3}}|" if each == "," else "")
            for each in self.thousands
            for mark in [re.escape(each)]
        )
        return re.compile(f"(?P<whole>{grouped}[0-9]*)(?:{re.escape(self.decimal)}(?P<part>[0-9]*))?")

    def value(self, digits: str) -> Decimal | None:
        """The number that digits and marks mean, written so; none where they are not."""
        if _EXPONENT.fullmatch(digits):
            return Decimal(digits)
        found = self._shape.fullmatch(digits)
        if found is None or not (found["whole"] or found["part"]):
            return None
        return Decimal(f"{re.sub('[^0-9]', '', found['whole']) or '0'}.{found['part'] or '0'}")

    def read(self, cell: Cell, column: str) -> Decimal | None:
        """The cell's number, to six places; none where it is blank. A spreadsheet's own number is taken as it is.

        Raises:
            BadCell: what stands there is no number written in this way, or is larger than any amount.
        """
        return self.money(cell, column)[0]

    def money(self, cell: Cell, column: str) -> tuple[Decimal | None, str]:
        """The cell's number as :meth:`read` gives it, and the words beside it that are none for a size.

        Raises:
            BadCell: as :meth:`read`.
        """
        stated = text(cell)
        if stated is None:
            return None, ""
        beside = ""
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            value = Decimal(repr(cell))
            if not value.is_finite():
                return None, ""
        else:
            value, beside = self._written(stated, column)
        value *= self.times
        if abs(value) >= LARGEST:
            raise BadCell(column, stated, "is larger than any amount (10^15 or more)")
        return value.quantize(_SIX_PLACES, rounding=ROUND_HALF_UP), beside

    def _written(self, stated: str, column: str) -> tuple[Decimal, str]:
        found = taken_apart(stated)
        if found is None or (found.brackets and not self.brackets):
            raise BadCell(column, stated, f"is no number as the mapping writes them ({self.by_example})")
        behind, size = found.behind, Decimal(1)
        for word, times in self.words.items():
            if behind.casefold().rstrip(".") == word.casefold().rstrip("."):
                behind, size = "", times
                break
            if behind.casefold().startswith((word.casefold() + " ", word.casefold() + ". ")):
                behind, size = behind[len(word) :].lstrip(". "), times
                break
        value = self.value(found.digits)
        if value is None:
            raise BadCell(column, stated, f"is no number as the mapping writes them ({self.by_example})")
        return (-value if found.negative else value) * size, " ".join((found.before, behind)).strip()

    @property
    def by_example(self) -> str:
        """How numbers are written, by example."""
        mark = self.thousands[0] if self.thousands else ""
        return f"1{mark}234{self.decimal}5" + (", (5) for -5" if self.brackets else "")


WAYS = tuple(
    Numbers(decimal=decimal, thousands=(mark,))
    for mark, decimal in ((",", "."), (".", ","), (" ", "."), (" ", ","), ("'", "."), ("'", ","))
)
"""The ways in which the world marks thousands and decimals."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How a column of numbers is written.

    ``numbers`` is the one way that reads all of its cells; none where several ways do and differ, which ``ways`` then
    holds with what each makes of ``sample``. ``blanks`` are the words in it that say that nothing is reported,
    ``strange`` the cells that are no numbers (row, words), ``beside`` the words beside numbers and how often.
    """

    numbers: Numbers | None
    ways: tuple[Numbers, ...]
    sample: str
    blanks: frozenset[str]
    strange: tuple[tuple[int, str], ...]
    beside: Mapping[tuple[str, str], int]
    stated: int


def judge(cells: Iterable[tuple[int, Cell]], *, most: Decimal = LARGEST) -> Judged:
    """Decide how a column is written from all its cells, each with its row.

    ``most`` is what no value of the column can exceed: degrees of latitude are not in thousands.
    """
    blanks: set[str] = set()
    strange: list[tuple[int, str]] = []
    beside: dict[tuple[str, str], int] = {}
    marked: dict[str, str] = {}
    brackets, stated = False, 0
    for row, cell in cells:
        told = text(cell)
        if told is None:
            continue
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            stated += 1
            continue
        if is_blank(told):
            blanks.add(told)
            continue
        found = taken_apart(told)
        if found is None:
            strange.append((row, told))
            continue
        stated += 1
        brackets |= found.brackets
        if found.before or found.behind:
            key = (found.before, found.behind)
            beside[key] = beside.get(key, 0) + 1
        if any(mark in found.digits for mark in _MARKS) and not _EXPONENT.fullmatch(found.digits):
            marked.setdefault(found.digits, told)
    alive = [way for way in WAYS if all(_within(way.value(digits), most) for digits in marked)]
    if not alive:
        # Whoever reads most of the cells is the column's way; the others are cells that a person has to see.
        best = max(WAYS, key=lambda way: sum(_within(way.value(digits), most) for digits in marked))
        odd = [told for digits, told in marked.items() if not _within(best.value(digits), most)]
        return Judged(None, (), odd[0], frozenset(blanks), tuple(strange), beside, stated)
    readings: dict[tuple[Decimal | None, ...], list[Numbers]] = {}
    for way in alive:
        readings.setdefault(tuple(way.value(digits) for digits in marked), []).append(way)
    ways = tuple(_simplest(same, marked, brackets) for same in readings.values())
    sample = _telling(marked, ways) if marked else ""
    if len(ways) == 1 and (doubtful := _slipped(marked, ways[0])):
        # One cell may have been typed in another habit: 20,000 among 12,5 and 7,25.
        other = next(each for each in WAYS if each.value(doubtful) not in (None, ways[0].value(doubtful)))
        ways, sample = (*ways, replace(other, brackets=brackets)), marked[doubtful]
    numbers = ways[0] if len(ways) == 1 else None
    return Judged(numbers, ways if numbers is None else (), sample, frozenset(blanks), tuple(strange), beside, stated)


def is_blank(told: str) -> bool:
    """Whether a cell's words say that nothing is reported; a sign of money with a dash says so too."""
    bare = told.strip().casefold()
    if bare in words.blanks():
        return True
    return not any(map(str.isdigit, bare)) and bare.translate(_ALIKE).strip(" $€£¥().") == "-"


def _within(value: Decimal | None, most: Decimal) -> bool:
    return value is not None and value <= most


def _simplest(same: list[Numbers], marked: Mapping[str, str], brackets: bool) -> Numbers:
    """Of ways with one reading, the one that names no mark the column does not have."""
    seen = {mark for digits in marked for mark in _MARKS if mark in digits}
    best = min(same, key=lambda way: (way.thousands[0] not in seen, way.decimal not in seen and way.decimal != "."))
    thousands = best.thousands if best.thousands[0] in seen and best.thousands[0] != best.decimal else ()
    decimal = best.decimal
    if not any(decimal in digits for digits in marked) and "." not in thousands:
        decimal = "."
    return Numbers(decimal, thousands, brackets)


def _telling(marked: Mapping[str, str], ways: tuple[Numbers, ...]) -> str:
    """A cell on which the ways differ."""
    for digits, told in marked.items():
        if len({way.value(digits) for way in ways}) == len(ways):
            return told
    return next(iter(marked.values()))


def _slipped(marked: Mapping[str, str], way: Numbers) -> str:
    """A cell with three decimals of which the last is a nought, in a column that otherwise drops noughts at the end."""
    parts = {digits: digits.rpartition(way.decimal)[2] for digits in marked if way.decimal in digits}
    lengths = {len(part) for part in parts.values()}
    odd = [
        digits for digits, part in parts.items()
        if len(part) == 3 and part.endswith("0") and way.value(digits.replace(way.decimal, "")) is not None
        and re.fullmatch(rf"[1-9][0-9]{{0,2}}{re.escape(way.decimal)}[0-9]{{3}}", digits)
    ]  # fmt: skip
    return odd[0] if odd and len(lengths) > 1 else ""
