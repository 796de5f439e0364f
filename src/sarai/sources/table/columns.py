"""What each column of a table holds, told from all of its cells and the words of its header."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property, lru_cache

from sarai.model.errors import CodeError
from sarai.sources.kit.cells import BadCell, Cell, text
from sarai.sources.table import currency, dates, named, numbers, terms, units, words
from sarai.sources.table.coded import code_in
from sarai.sources.table.frame import Look, look
from sarai.sources.table.places import several
from sarai.sources.table.words import Meaning

PSEUDO = 10_000
"""The place from which on columns are none of the table's own: the names of its sheets and blocks."""

_AGAINST = ("-a share", "-a count", "-an exchange rate", "-a balance", "-others' money", "-a received value")
"""What a header is not, first to last; each outweighs a field named by as many words."""


@dataclass(frozen=True, slots=True)
class Named:
    """A meaning of a header and how surely it is meant, 0 to 1."""

    meaning: Meaning
    surely: float


@dataclass(eq=False)
class Column:
    """One column: its name, its place from the left, and its cells with the rows they stand in."""

    name: str
    at: int
    cells: list[tuple[int, Cell]]

    @cached_property
    def by_row(self) -> dict[int, Cell]:
        """Its cells by their rows."""
        return dict(self.cells)

    def cell_text(self, row: int) -> str:
        """The words of its cell in a row; empty where it is blank."""
        return text(self.by_row.get(row)) or ""

    @cached_property
    def unit(self) -> units.Unit:
        """What its header says of money."""
        return units.read(self.name)

    @cached_property
    def looks(self) -> Counter[Look]:
        """What its cells look like, those that say "not reported" left out."""
        return Counter(
            look(cell) for _, cell in self.cells
            if text(cell) is not None and not (isinstance(cell, str) and numbers.is_blank(cell))
        )  # fmt: skip

    @property
    def filled(self) -> int:
        """How many cells say something."""
        return sum(self.looks.values())

    @cached_property
    def values(self) -> Counter[str]:
        """What stands in it and how often."""
        return Counter(told for _, cell in self.cells if (told := text(cell)) is not None)

    @cached_property
    def numbers(self) -> numbers.Judged:
        """How it writes numbers."""
        return numbers.judge(self.cells)

    @cached_property
    def plain_numbers(self) -> list[Decimal]:
        """Its numbers beside which nothing stands, as it writes them; none where that is asked."""
        way, found = self.numbers.numbers, list[Decimal]()
        if way is None:
            return found
        for _, cell in self.cells:
            try:
                value, beside = way.money(cell, self.name)
            except BadCell:
                continue
            if value is not None and not beside:
                found.append(value)
        return found

    @cached_property
    def dates(self) -> dates.JudgedDates:
        """How it writes dates."""
        return dates.judge(self.cells)

    def share(self, *looks: Look) -> float:
        """How much of what it says looks so."""
        return sum(self.looks[each] for each in looks) / self.filled if self.filled else 0.0

    @cached_property
    def is_number(self) -> bool:
        """Whether it holds numbers that are not all years."""
        return self.share(Look.NUMBER, Look.YEAR) >= 0.6 and self.looks[Look.NUMBER] > 0

    @cached_property
    def is_year(self) -> bool:
        """Whether it holds years."""
        return self.share(Look.YEAR) >= 0.9

    @cached_property
    def is_date(self) -> bool:
        """Whether it holds dates, as a spreadsheet or a person writes them."""
        return self.share(Look.DATE, Look.YEAR) >= 0.6 and self.looks[Look.DATE] > 0

    @cached_property
    def is_serial(self) -> bool:
        """Whether it holds the day numbers of a spreadsheet whose cells have lost their format."""
        read = [
            told for told in self.values if len(told) == 5 and told.isdecimal() and dates.meanings(told, number=True)
        ]
        return bool(read) and len(read) == len(self.values)

    @cached_property
    def places(self) -> float:
        """How much of what it says names a country or region, or several."""
        named.expect_places(self.values)
        return self._share(lambda told: not named.is_code(told) and bool(several(told)))

    @cached_property
    def place_codes(self) -> float:
        """How much of it is a code of a country."""
        return self._share(lambda told: told.isalpha() and named.is_code(told) and bool(several(told)))

    @cached_property
    def currencies(self) -> float:
        """How much of it names a currency."""
        return self._share(lambda told: bool(currency.currencies_meant(told)))

    @cached_property
    def unit_words(self) -> float:
        """How much of it speaks of money or a size."""
        return self._share(lambda told: units.read(told, units.Place.CELL).says_something)

    @cached_property
    def carries_money_or_dates(self) -> bool:
        """Whether it holds what may be left out by name only."""
        money = self.unit.says_something or self.meaning("amount", "-others' money", "-a balance", "-a received value")
        return self.is_date or bool(self.is_number and money)

    def known(self, codelist: str) -> float:
        """How much of it a code list knows."""
        return self._share(lambda told: resolves(codelist, told))

    def _share(self, knows: Callable[[str], bool]) -> float:
        counted = {told: count for told, count in self.values.items() if not numbers.is_blank(told)}
        whole = sum(counted.values())
        return sum(count for told, count in counted.items() if knows(told)) / whole if whole else 0.0

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """What its header may mean, surest first."""
        return header_meanings(self.name)

    def meaning(self, *fields: str) -> Named | None:
        """The surest meaning of its header that is one of these fields; none where another outweighs it."""
        top = self.named[0].surely if self.named else 0.0
        return next((each for each in self.named if each.meaning.field in fields and each.surely >= top - 0.001), None)


@lru_cache(maxsize=100_000)
def resolves(codelist: str, told: str) -> bool:
    """Whether a code list knows a word."""
    try:
        code_in(codelist, told)
    except CodeError:
        return False
    return True


@lru_cache(maxsize=10_000)
def header_meanings(name: str) -> tuple[Named, ...]:
    """What a header may mean, surest first: the whole of it, a part of it, or what it is all but called."""
    found: dict[Meaning, float] = {}

    def note(meant: Iterable[Meaning], surely: float) -> None:
        for each in meant:
            found[each] = max(found.get(each, 0.0), surely)

    known = words.headers()
    parts = [each for each in name.split(" / ") if not each.startswith("(column ")]
    bare = {words.plain(units.without(part)) for part in parts} | {words.plain(units.without(name))}
    # cofinancer1_amount, Sector 2: one of several columns of a kind.
    bare |= {" ".join(re.sub(r"(?<=[^\W\d])\d\b|\b\d\b", "", told).split()) for told in bare}
    for told in bare | {words.plain(name)}:
        if told in known:
            note(known[told], 1.0)
    # Maturity (months) is a maturity.
    for told in {terms.without(each) for each in bare} - bare:
        note((each for each in known.get(told, ()) if each.field in terms.TERMS), 1.0)
    for told in bare:
        tokens = told.split()
        for length in range(min(5, len(tokens) - 1), 0, -1):
            for at in range(len(tokens) - length + 1):
                span = " ".join(tokens[at : at + length])
                if span in known and (len(span) > 2 or span == "%"):
                    weak = 0.25 if span in words.group("weak in headers") else 0.0
                    against = 0.02 * any(each.field in _AGAINST for each in known[span])
                    note(known[span], 0.4 + 0.45 * length / len(tokens) - weak + against)
    if all(told.split() and told.split()[-1] in words.group("no money at the end") for told in bare):
        found = {each: surely for each, surely in found.items() if each.field != "amount" or surely > 0.99}
    if not found and bare:
        for told in bare:
            if len(told) > 3 and (near := get_close_matches(told, known, n=1, cutoff=0.88)):
                note(known[near[0]], 0.6)
    return tuple(Named(meaning, surely) for meaning, surely in sorted(found.items(), key=lambda item: -item[1]))


def columns_of(names: Sequence[str], rows: Sequence[tuple[int, Sequence[Cell]]], left: int = 0) -> list[Column]:
    """The columns of a table, each with all of its cells."""
    return [
        Column(name, left + at, [(row, cells[left + at] if left + at < len(cells) else None) for row, cells in rows])
        for at, name in enumerate(names)
    ]
