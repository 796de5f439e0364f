"""How many promises, and how much money, came to what: no part with its whole, no repeat with its first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from sarai import codelists
from sarai.model.vocabulary import SEVERAL, Firmness, PromiseKind
from sarai.promises.case import Outcome
from sarai.promises.ledger import Promise
from sarai.promises.outcome import Judged
from sarai.promises.pricing import Price


class CountsAs(StrEnum):
    """Where a promise stands in a roll-up: only promises that are counted or umbrellas are added up, apart."""

    COUNTED = "counted"
    UMBRELLA = "umbrella"
    PART = "part of another"
    REPEAT = "announced before"
    ASKED = "proposed or asked for, not promised"
    DERIVED = "derived from a record"


NOT_STATED = "not stated"


def places(promises: Iterable[Promise], *, among: Iterable[Promise] = ()) -> dict[str, CountsAs]:
    """Where each promise stands among those given, by its key.

    A part is out where a promise above it is among those given, and so is the repeat of such a part; a repeat is
    out where its first, or an earlier repeat of that first, is among those given. So, whatever is asked, a sum
    never holds a promise twice. ``among`` is the whole ledger, where what is given is a part of it: who is above
    whom is then known through promises that are not given. What was only proposed or asked for is out. Promises
    derived from records are apart: the typed ones may tell the same.
    """
    given = {each.key: each for each in promises}
    known = {**{each.key: each for each in among}, **given}
    wholes = {each.parent for each in known.values() if each.parent is not None}
    spoken: dict[str, str] = {}
    for each in sorted(given.values(), key=lambda one: (one.date, one.repeats is not None, one.key)):
        spoken.setdefault(each.repeats or each.key, each.key)
    found = {}
    for key, each in given.items():
        if each.kind == PromiseKind.DERIVED:
            found[key] = CountsAs.DERIVED
        elif each.firmness in (Firmness.PROPOSAL, Firmness.REQUEST):
            found[key] = CountsAs.ASKED
        elif spoken[each.repeats or key] != key:
            found[key] = CountsAs.REPEAT
        elif any(above in given for above in _above(each, known)):
            found[key] = CountsAs.PART
        elif each.umbrella == "yes" or key in wholes:
            found[key] = CountsAs.UMBRELLA
        else:
            found[key] = CountsAs.COUNTED
    return found


def _above(promise: Promise, known: Mapping[str, Promise]) -> set[str]:
    """The keys of the promises that this one, or the first it repeats, is a part of, however far up."""
    found: set[str] = set()
    waiting = [promise]
    if promise.repeats is not None and promise.repeats in known:
        waiting.append(known[promise.repeats])
    while waiting:
        parent = waiting.pop().parent
        if parent is not None and parent not in found and parent != promise.key:
            found.add(parent)
            if parent in known:
                waiting.append(known[parent])
    return found


def _one(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else SEVERAL if values else NOT_STATED


def _size(price: Price) -> str:
    if price.current is None:
        return "no sum"
    for limit, told in _SIZES:
        if price.current < limit:
            return told
    return "USD 10 bn and more"


_SIZES = (
    (Decimal(10_000_000), "under USD 10 m"),
    (Decimal(100_000_000), "USD 10 m to 100 m"),
    (Decimal(1_000_000_000), "USD 100 m to 1 bn"),
    (Decimal(10_000_000_000), "USD 1 bn to 10 bn"),
)


def _sector(judged: Judged) -> str:
    groups = {codelists.sector_group(each) or each for each in judged.promise.sectors}
    return _one(sorted(groups))


DIMENSIONS: Mapping[str, Callable[[Judged, Price], str]] = MappingProxyType(
    {
        "maker": lambda judged, price: _one(judged.promise.makers),
        "addressee": lambda judged, price: _one(judged.promise.addressees),
        "instrument": lambda judged, price: judged.promise.instrument or NOT_STATED,
        "sector": lambda judged, price: _sector(judged),
        "topic": lambda judged, price: _one(judged.promise.topics),
        "occasion": lambda judged, price: judged.promise.occasion or NOT_STATED,
        "size": lambda judged, price: _size(price),
        "kind": lambda judged, price: judged.promise.kind,
        "firmness": lambda judged, price: judged.promise.firmness,
        "money": lambda judged, price: judged.promise.money or NOT_STATED,
        "due_year": lambda judged, price: str(judged.promise.due.year) if judged.promise.due else "no date given",
        "tier": lambda judged, price: judged.promise.tier,
        "outcome": lambda judged, price: judged.outcome,
    }
)
"""What promises can be broken down by. A promise of several makers or addressees states no shares: it is `several`."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The promises of one value of each dimension, and what came of them.

    ``counts`` and ``sums`` are by outcome and hold counted promises only; sums are in current money. ``umbrellas``
    and ``umbrella_sum`` stand apart and are never added to them. ``unpriced`` counted promises have no sum.
    """

    by: tuple[str, ...]
    promises: int
    counts: Mapping[Outcome, int]
    sums: Mapping[Outcome, Decimal]
    constant: Mapping[Outcome, Decimal]
    unpriced: int
    umbrellas: int
    umbrella_sum: Decimal


def rolled(
    judged: Iterable[Judged], prices: Mapping[str, Price], *, by: Sequence[str] = (), among: Iterable[Promise] = ()
) -> tuple[Cell, ...]:
    """Promises by dimensions, each promise in exactly one cell; ``prices`` by the promise's key.

    Parts and repeats are out, umbrellas apart; what is out is decided over all that is given, not cell by cell, so
    that the cells add up. Largest cell first.
    """
    listed = list(judged)
    stands = places((each.promise for each in listed), among=among)
    cells: dict[tuple[str, ...], list[Judged]] = defaultdict(list)
    for each in listed:
        if stands[each.promise.key] in (CountsAs.COUNTED, CountsAs.UMBRELLA):
            cells[tuple(str(DIMENSIONS[name](each, prices[each.promise.key])) for name in by)].append(each)
    found = [_cell(key, rows, prices, stands) for key, rows in cells.items()]
    return tuple(sorted(found, key=lambda cell: (-cell.promises, -cell.umbrellas, cell.by)))


def _cell(
    by: tuple[str, ...], rows: Sequence[Judged], prices: Mapping[str, Price], stands: Mapping[str, CountsAs]
) -> Cell:
    counts: dict[Outcome, int] = defaultdict(int)
    sums: dict[Outcome, Decimal] = defaultdict(Decimal)
    constant: dict[Outcome, Decimal] = defaultdict(Decimal)
    unpriced, umbrellas, umbrella_sum = 0, 0, Decimal()
    for each in rows:
        price = prices[each.promise.key]
        if stands[each.promise.key] is CountsAs.UMBRELLA:
            umbrellas += 1
            umbrella_sum += price.current or Decimal()
            continue
        counts[each.outcome] += 1
        unpriced += price.current is None
        if price.current is not None:
            sums[each.outcome] += price.current
        if price.constant is not None:
            constant[each.outcome] += price.constant
    return Cell(by, sum(counts.values()), counts, sums, constant, unpriced, umbrellas, umbrella_sum)
