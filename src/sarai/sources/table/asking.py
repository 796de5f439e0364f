"""The questions of a draft in words, and what is known well enough not to be asked."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from sarai.sources.kit.cells import BadCell, text
from sarai.sources.table import dates, terms, words
from sarai.sources.table.amounts import Money, beside
from sarai.sources.table.columns import Column, resolves
from sarai.sources.table.fields import FIELDS, unknown
from sarai.sources.table.numbers import Judged, Numbers, taken_apart
from sarai.sources.table.places import several
from sarai.sources.table.study import Studied

_MOST = 12
"""Words of a column that are asked one by one; of more, all together."""

Line = tuple[str, str | None, str]
"""A word, what it means (none where that is asked), and a remark."""


def common_numbers(money: Sequence[Money]) -> Numbers | None:
    """The way in which all columns of money are written, where they have one and none is asked about."""
    if not money or any(each.numbers is None or "times" in each.asked for each in money):
        return None
    ways = {(each.numbers.decimal, each.numbers.thousands, each.numbers.brackets, each.numbers.times)
            for each in money if each.numbers}  # fmt: skip
    return money[0].numbers if len(ways) == 1 else None


def ask_numbers(judged: Judged) -> str:
    """The question how a column writes numbers."""
    if not judged.ways:
        return (
            f"numbers are written in several ways, {judged.sample!r} among them: "
            'write 1234.5 as most do, "1,234.5" or "1.234,5"'
        )
    told = " or ".join(f"{_read(way, judged.sample)} (write {_example(way)!r})" for way in judged.ways)
    return f"{judged.sample!r} is {told}"


def _read(way: Numbers, sample: str) -> str:
    value = replace(way, brackets=True).money(sample, "")[0]
    return f"{value.normalize():,f}" if value is not None else "?"


def _example(way: Numbers) -> str:
    told = f"1{way.thousands[0] if way.thousands else ''}234{way.decimal}5"
    return f"({told})" if way.brackets else told


def ask_dates(judged: dates.JudgedDates) -> str:
    """The question how a column writes dates."""
    if not judged.orders:
        return (
            "some dates begin with the day and some with the month, "
            f"{judged.sample!r} among them: day-first or month-first"
        )
    found = dates.meanings(judged.sample)
    told = " or ".join(f"{found[order][0]:%-d %B %Y} (write {order})" for order in judged.orders if order in found)
    return f"{judged.sample!r} is {told}"


def currency_of(studied: Studied) -> tuple[str | None, str] | None:
    """The currency of all amounts, or the question about it; none where a column, a cell or each statement names it."""
    if not studied.money or "currency" in studied.assigned.fields or any(each.in_cells for each in studied.money):
        return None
    asked = next((each.asked["currency"] for each in studied.money if "currency" in each.asked), "")
    if asked:
        return None, asked
    found = {each.unit.currencies for each in studied.money}
    if len(found) > 1 or ("unit" in studied.assigned.fields and found == {frozenset()}):
        return None
    codes_of = sorted(found.pop())
    if len(codes_of) == 1:
        return codes_of[0], ""
    return None, f"{' or '.join(codes_of[:6])}?" if codes_of else "an ISO 4217 code: nothing names it"


def in_years_or_months(name: str, studied: Studied) -> Fraction | None:
    """What a column of bare maturities or grace periods is counted in, as itself, the other or dates prove; none where
    nothing does."""
    if name == "interest_rate":
        return None
    for each in (name, *(other for other in ("maturity", "grace_period") if other != name)):
        column = studied.assigned.fields.get(each)
        if column is None or terms.in_header(column.name, each).times is not None:
            continue
        found = terms.proven(each, column.plain_numbers, _spans(column, studied))
        if found is not None:
            return found
    return None


def _spans(column: Column, studied: Studied) -> Iterator[tuple[Decimal, float]]:
    """The number of each row beside the years between the dates on which its loan begins and ends."""
    fields, way = studied.assigned.fields, column.numbers.numbers
    begins = [fields[name] for name in ("date", "start_actual", "start_planned") if name in fields][:1]
    ends = [fields[name] for name in ("end_planned", "end_actual") if name in fields][:1]
    if way is None or not begins or not ends or begins[0].dates.dates is None or ends[0].dates.dates is None:
        return
    for row, cell in column.cells:
        try:
            number, beside = way.money(cell, column.name)
            first, last = (each.dates.dates.read(each.by_row.get(row), each.name) if each.dates.dates else None
                           for each in (begins[0], ends[0]))  # fmt: skip
        except BadCell:
            continue
        if number is not None and not beside and first is not None and last is not None:
            yield number, (last[0] - first[0]).days / 365.25


def codes(studied: Studied) -> list[tuple[str, str, list[Line]]]:
    """The words of cells that need a code, by field: amounts that are no numbers, status and kind, countries."""
    blocks: list[tuple[str, str, list[Line]]] = []
    if odd := _odd_amounts(studied):
        blocks.append(("amount", "no numbers: a number for each, or nothing where nothing is reported", odd))
    for name, column in studied.assigned.fields.items():
        told = [word for word in column.values if word not in column.numbers.blanks]
        lines = _words(name, told, column)
        if lines:
            blocks.append((name, f"{FIELDS[name].about}; nothing behind it is not stated", _gathered(lines)))
    return blocks


def _words(name: str, told: Sequence[str], column: Column) -> list[Line]:
    takes, known = FIELDS[name].takes, words.codes(name)
    if takes in ("flow_classes", "finance_types"):
        strange = [word for word in told if not resolves(takes, word)]
        return [(word, known[words.plain(word)], "") for word in strange if words.plain(word) in known]
    if takes == "place":
        # Among names, two letters are no code that a person need mean.
        bare = [word for word in told if len(word) < 3 and column.places >= 0.5]
        return [(word, None, "") for word in told if word in bare or not several(word)]
    if takes.startswith("vocabulary.") or takes in ("yes-no", "currencies"):
        return [(word, known.get(words.plain(word)), "") for word in told if unknown(name, word) is not None]
    return []


def _gathered(lines: list[Line]) -> list[Line]:
    """Words to be answered; of very many unknown ones, all of them together."""
    unanswered = [each for each in lines if each[1] is None]
    if len(unanswered) <= _MOST:
        return lines
    shown = ", ".join(repr(each[0]) for each in unanswered[:4])
    known = [each for each in lines if each[1] is not None]
    return [*known, ("*", None, f"{len(unanswered)} words, among them {shown}: one answer for all")]


def _odd_amounts(studied: Studied) -> list[Line]:
    """Cells of money that say something and are no numbers, or have words beside them that are none of money."""
    found: dict[str, str] = {}
    records = set(studied.sifted.records)
    for each in studied.money:
        for row, told in each.column.numbers.strange:
            if row in records:
                found.setdefault(told, studied.places[row])
        odd = set(beside(each.column).odd)
        for row, cell in each.column.cells if odd else ():
            apart = taken_apart(text(cell) or "") if isinstance(cell, str) and row in records else None
            if apart is not None and (apart.before, apart.behind) in odd:
                found.setdefault(str(text(cell)), studied.places[row])
    return _gathered([(told, None, place) for told, place in found.items()])
