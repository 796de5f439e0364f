"""Which columns of an unknown table are its money: of what kind, in what currency and size, for which year.

Two columns may tell one sum twice, in two currencies or as parts and whole; money is taken once, and where the table
does not say how its columns hang together a person is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from sarai.model.vocabulary import Kind, PriceBasis
from sarai.sources.kit.cells import BadCell
from sarai.sources.table import kinds, units, words
from sarai.sources.table.assign import Assigned, period, reason
from sarai.sources.table.columns import Column
from sarai.sources.table.numbers import Numbers
from sarai.sources.table.units import Unit


@dataclass(eq=False)
class Money:
    """A column of money: its kind (none where nothing tells it), its year where the header names one, what it is
    counted in, and what a person is asked about it; ``unsure`` where its header tells two kinds at once."""

    column: Column
    kind: str | None
    year: str = ""
    unit: Unit = field(default_factory=Unit)
    finance_type: str | None = None
    asked: dict[str, str] = field(default_factory=dict)
    cumulative: bool = False
    in_cells: bool = False
    known: str = ""
    unsure: bool = False

    @property
    def numbers(self) -> Numbers | None:
        """How it is written, its size included; none where that is asked."""
        found = self.column.numbers.numbers
        times = self.unit.times
        return found if found is None or times is None else replace(found, times=times)

    @cached_property
    def values(self) -> dict[int, Decimal]:
        """The number of each row, as the column most likely writes it."""
        judged = self.column.numbers
        way = replace(judged.numbers or (judged.ways[0] if judged.ways else Numbers(thousands=(",",))), brackets=True)
        found: dict[int, Decimal] = {}
        for row, cell in self.column.cells:
            try:
                value, _ = way.money(cell, self.column.name)
            except BadCell:
                continue
            if value is not None:
                found[row] = value
        return found

    def value(self, row: int) -> Decimal | None:
        """The number in a row, as the column most likely writes it."""
        return self.values.get(row)


@dataclass(frozen=True, slots=True)
class Beside:
    """What the words beside the numbers of a column say: the currency they share, a size, whether they name several
    currencies, whether every number has one, and the cells whose words are none of money."""

    currencies: frozenset[str] = frozenset()
    times: Decimal | None = None
    several: bool = False
    every: bool = False
    odd: tuple[tuple[str, str], ...] = ()


@dataclass
class Found:
    """The money of a table and why other columns of money are not read; ``asked`` are questions about columns."""

    money: list[Money]
    reasons: dict[str, str]
    asked: dict[str, str]
    wide: bool = False


def find(columns: Sequence[Column], assigned: Assigned, titles: Sequence[str], name: str) -> Found:
    """The money of a table."""
    taken = set(map(id, assigned.fields.values()))
    free = [column for column in columns if id(column) not in taken and column.filled]
    context = kinds.of_table(columns, assigned, titles, name)
    wide = _by_year(free)
    if wide:
        found = Found(wide, {}, {}, wide=True)
        own = {id(each.column) for each in wide}
        for column in free:
            if id(column) not in own and column.is_number:
                found.reasons[column.name] = _beside_years(column, wide)
    else:
        found = _chosen(free)
        found.reasons |= assigned.reasons
    for each in found.money:
        if each.kind is None and not each.unsure:
            each.kind = context if "kind" not in assigned.fields else None
        each.unit = _unit(each, assigned, titles)
    _told_once(found, assigned)
    return found


def _by_year(free: Sequence[Column]) -> list[Money]:
    """Columns that are years: each is a statement of its own."""
    found = []
    for column in free:
        year, rest = period(column.name)
        if not year or not (column.is_number or column.is_year):
            continue
        if column.unit.base_year is not None and str(column.unit.base_year) == year:
            continue
        kind, unsure = None, False
        if rest:
            meant = Column(rest, 0, []).meaning("amount")
            if meant is None:
                continue
            kind, unsure = kinds.of_header(rest, meant.meaning.kind)
        found.append(Money(column, kind, year, unsure=unsure))
    apart = {(each.kind, each.year) for each in found}
    years = {each.year for each in found}
    bare = all(period(each.column.name)[1] == "" for each in found)
    return found if len(apart) == len(found) and (len(years) > 1 or (found and bare)) else []


def _beside_years(column: Column, wide: Sequence[Money]) -> str:
    whole = Money(column, None)
    rows = [row for row, _ in column.cells if whole.value(row) is not None]
    equal = [row for row in rows if _near(whole.value(row), [each.value(row) for each in wide])]
    if rows and len(equal) == len(rows):
        return "the sum of its years, which are read"
    return reason(column)


def _near(whole: Decimal | None, parts: Sequence[Decimal | None]) -> bool:
    stated = [each for each in parts if each is not None]
    if whole is None or not stated:
        return False
    exponent = whole.normalize().as_tuple().exponent
    slack = (
        Decimal(0)
        if not isinstance(exponent, int) or exponent >= 0
        else Decimal(5).scaleb(exponent - 1) * (len(stated) + 1)
    )
    return abs(whole - sum(stated)) <= slack


def _chosen(free: Sequence[Column]) -> Found:
    """The columns of money where years stand in rows."""
    named, unnamed = [], []
    for column in free:
        if not column.is_number:
            continue
        meant = column.meaning("amount")
        if _is_yes_or_no(column, meant is None or meant.surely < 0.9):
            continue
        against = column.named and column.named[0].meaning.field.startswith("-")
        if meant is not None:
            kind, unsure = kinds.of_header(column.name, meant.meaning.kind)
            named.append(Money(column, kind, finance_type=_finance(column.name), unsure=unsure))
        elif column.unit.currencies and not against:
            named.append(Money(column, None))
        elif not column.named:
            unnamed.append(column)
    found = Found([], {}, {})
    for each in [each for each in named if _is_a_name(each, named)]:
        named.remove(each)
        found.reasons[each.column.name] = "the number of a loan or grant, whose amount stands beside it"
    for kind in dict.fromkeys(each.kind for each in named):
        _of_one_kind([each for each in named if each.kind == kind], found)
    _generic_beside_kinds(found)
    if not found.money and not found.asked:
        ends = words.group("no money at the end")
        likely = [
            each for each in unnamed
            if any(len(told) > 3 for told in each.values) and (words.plain(each.name).split() or [""])[-1] not in ends
        ]  # fmt: skip
        aside = [each for each in free if _may_be_its_money(each)]
        for column in [] if aside else likely:
            found.asked[column.name] = 'numbers whose header is not understood: "amount", or a reason under ignored'
        for column in aside:
            # A list that states no other money is worth the question.
            found.asked[column.name] = (
                f'{reason(column)}, but the only money here: "amount" if it is what is given, or a reason under ignored'
            )
    own = {each.column.name for each in found.money}
    for column in free:
        if column.name not in own and column.name not in found.asked and column.carries_money_or_dates:
            found.reasons.setdefault(column.name, reason(column))
    return found


def _may_be_its_money(column: Column) -> bool:
    """Whether a column of numbers set aside as money of others, or not understood, could be what a list is about."""
    aside = column.meaning("-others' money", "amount", "-a received value")
    return column.is_number and aside is not None and max(Money(column, None).values.values(), default=0) > 100


_CALLED = frozenset("loan loans grant grants credit contract award agreement commitment project line".split())


def _is_a_name(money: Money, named: Sequence[Money]) -> bool:
    """Whether a column called by what is financed ("Loan": 1, 2; L1, L2) names it, beside one that says its amount."""
    column = money.column
    return (
        words.plain(column.name) in _CALLED
        and not column.unit.currencies
        and len(column.values) == column.filled
        and all(len(told) <= 12 and told.isalnum() for told in column.values)
        and any(
            other.column.unit.currencies or "amount" in words.plain(other.column.name).split()
            for other in named
            if other is not money
        )
    )


def _is_yes_or_no(column: Column, doubtful: bool) -> bool:
    """Whether numbers say yes or no: is_official_finance, "Has technical assistance?"."""
    return not column.unit.currencies and (
        (doubtful and set(column.values) <= {"0", "1"}) or column.name.rstrip().endswith("?")
    )


def _finance(name: str) -> str | None:
    told = words.plain(name).split()
    for stems, code in (("loans", "421"), ("grants", "110")):
        if any(each.startswith(tuple(words.group(stems))) for each in told):
            return code
    return None


def _of_one_kind(same: list[Money], found: Found) -> None:
    """Of several columns of one kind: the whole before its parts, the amount as agreed before a restated one."""
    left = list(same)
    if len(left) > 2:
        for whole in left:
            others = [each for each in left if each is not whole]
            rows = [row for row, _ in whole.column.cells if whole.value(row) is not None]
            if rows and all(_near(whole.value(row), [each.value(row) for each in others]) for row in rows):
                for each in others:
                    found.reasons[each.column.name] = f"a part of {whole.column.name!r}, which is read"
                found.money.append(whole)
                return
    current = [
        each for each in left if each.column.unit.basis not in (PriceBasis.CONSTANT, PriceBasis.CONSTANT_UNSTATED)
    ]
    if current and len(current) < len(left):
        for each in left:
            if each not in current:
                found.reasons[each.column.name] = "the same money in constant prices"
        left = current
    if len(left) > 1:
        left = _one_currency(left, found)
    financed = {each.finance_type for each in left}
    if len(left) > 1 and len(financed) == len(left) and None not in financed:
        found.money += left
        return
    if len(left) > 1 and all(
        left[0].value(row) == each.value(row) for each in left[1:] for row, _ in each.column.cells
    ):
        for each in left[1:]:
            found.reasons[each.column.name] = f"says the same as {left[0].column.name!r}"
        left = left[:1]
    if len(left) > 1:
        for each in left:
            beside_it = ", ".join(repr(other.column.name) for other in left if other is not each)
            found.asked[each.column.name] = (
                f'is this the money, or {beside_it}? "amount" for one, a reason under ignored for the other'
            )
        return
    left[0].finance_type = None
    found.money += left


def _one_currency(left: list[Money], found: Found) -> list[Money]:
    """Columns that tell one sum in several currencies: the one that is not in dollars, since it is the one agreed."""
    currencies = [each.column.unit.currencies for each in left]
    if not all(currencies) and not any(currencies):
        return left
    distinct = {next(iter(each)) if len(each) == 1 else "" for each in currencies}
    if len(distinct) != len(left):
        return left
    kept = next((each for each in left if not each.column.unit.currencies), None) or next(
        (each for each in left if each.column.unit.currencies != {"USD"}), left[0]
    )
    for each in left:
        if each is not kept:
            found.reasons[each.column.name] = f"the same money as {kept.column.name!r}, in another currency"
    return [kept]


def _generic_beside_kinds(found: Found) -> None:
    """An amount of no stated kind beside commitments or disbursements is the same money told in general."""
    known = [each for each in found.money if each.kind is not None]
    for each in [each for each in found.money if each.kind is None]:
        if any(other.kind in (Kind.COMMITMENT, Kind.DISBURSEMENT) for other in known):
            same = [
                other for other in known if all(other.value(row) == each.value(row) for row, _ in each.column.cells)
            ]
            found.money.remove(each)
            if same:
                found.reasons[each.column.name] = f"says the same as {same[0].column.name!r}"
            else:
                found.asked[each.column.name] = (
                    "is it other money than " + ", ".join(repr(other.column.name) for other in known)
                    + '? a statement of its own under money, or a reason under ignored'
                )  # fmt: skip


def _unit(money: Money, assigned: Assigned, titles: Sequence[str]) -> Unit:
    """What a column of money is counted in, and what has to be asked."""
    unit = money.column.unit
    titled = [each for each in (units.read(told, units.Place.TITLE) for told in titles) if each.says_something]
    told = beside(money.column)
    times, currencies, doubt = unit.times, unit.currencies, unit.doubt
    if (known := words.known_units().get(words.plain(money.column.name))) is not None and times is None:
        times, money.known = known
    from_title = [each for each in titled if each.times is not None or each.doubt]
    if "unit" in assigned.fields or "power" in assigned.fields:
        if times is not None:
            money.asked["times"] = "the header names a size and so does a column of units"
    elif times is None and not doubt and from_title:
        sizes = {each.times for each in from_title}
        doubt = from_title[0].doubt
        if len(sizes) == 1 and not unit.currencies and told.times is None:
            times = from_title[0].times
        elif not doubt:
            money.asked["times"] = (
                f"the title says {units.titled_with_size(titles)!r} and the header does not: 1, or 1000000, ..."
            )
    if doubt:
        money.asked["times"] = f"{doubt!r} is a thousand in one language and a million in another: 1000 or 1000000"
    if times is not None and told.times is not None:
        money.asked["times"] = "the header names a size and so do cells"
    if "currency" not in assigned.fields:
        currencies = _currencies(money, told, currencies, titled, "unit" in assigned.fields)
    largest = max((abs(value) for value in money.values.values()), default=Decimal())
    if times is not None and largest * times >= Decimal(10) ** 12:
        money.asked["times"] = (
            f"would make the largest amount {largest * times:,.0f}: 1 if the numbers are whole units already"
        )
    return Unit(currencies, times, unit.basis, unit.base_year, doubt)


def _currencies(
    money: Money, told: Beside, header: frozenset[str], titled: Sequence[Unit], by_row: bool
) -> frozenset[str]:
    """The currency of a column: its header's, its cells', that of a column of units (by row), the title's."""
    if told.several:
        money.in_cells = told.every
        if not told.every:
            money.asked["currency"] = "cells name several currencies, and some name none"
        return frozenset()
    if header:
        if told.currencies and not header & told.currencies:
            money.asked["currency"] = "the header names one currency and cells another"
        return header & told.currencies or header
    named = [each.currencies for each in titled if each.currencies]
    title = frozenset.intersection(*named) if named else frozenset()
    if told.currencies:
        if not told.every and not title & told.currencies:
            money.asked["currency"] = "some cells name a currency, the others none"
        return title & told.currencies or told.currencies
    return frozenset() if by_row else title


def beside(column: Column) -> Beside:
    """What the words beside the numbers of a column say."""
    currencies: list[frozenset[str]] = []
    times, odd, named = None, [], 0
    for (before, behind), count in column.numbers.beside.items():
        said = units.read(" ".join((before, behind)).strip(), units.Place.CELL)
        if said.spare or said.doubt or not said.says_something:
            odd.append((before, behind))
            continue
        if said.currencies:
            currencies.append(said.currencies)
            named += count
        times = said.times if said.times is not None else times
    common = frozenset.intersection(*currencies) if currencies else frozenset()
    several = bool(currencies) and not common
    return Beside(common, times, several, bool(named) and named == column.numbers.stated, tuple(odd))


def _told_once(found: Found, assigned: Assigned) -> None:
    """Disbursements of projects dated by their approval are everything up to some later day."""
    dated = assigned.fields.get("date")
    meant = dated.meaning("date") if dated is not None else None
    approved = meant is not None and meant.meaning.kind == Kind.COMMITMENT and "record_id" in assigned.fields
    stated = {each.kind for each in found.money}
    for each in found.money:
        if each.kind in (Kind.DISBURSEMENT, Kind.REPAYMENT, Kind.EXPENDITURE, Kind.INTEREST) and not each.year:
            each.cumulative = (approved and Kind.COMMITMENT in stated) or "to date" in words.plain(each.column.name)
