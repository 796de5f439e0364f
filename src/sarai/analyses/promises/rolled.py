"""How many promises, or how much money, came to what: by dimensions, and as a funnel from rhetoric to result."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sarai.analyses.promises.book import METHOD, NEEDS, NOT_A_SAMPLE, Book, book, notes
from sarai.analyses.promises.filters import Stated, listed_values
from sarai.model.answer import NO_PRICES, Answer
from sarai.model.card import Card
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Instrument
from sarai.promises import rollup
from sarai.promises.case import Outcome
from sarai.promises.funnel import funnel
from sarai.promises.ledger import Promise

if TYPE_CHECKING:
    from sarai.session import Session


def _rolled(id: str, name: str, unit: str, kind: str) -> Card:
    outcomes = "\n".join(f"{outcome.value.replace(' ', '~')}  {kind}  [unit]  {outcome.value}" for outcome in Outcome)
    return Card(
        id=id,
        name=name,
        unit=unit,
        formula="promises that are counted, by outcome: no part with its whole, no repeat with its first, no umbrella",
        needs=NEEDS,
        method=METHOD,
        caveats=(NOT_A_SAMPLE, "a promise of several makers or addressees states no shares and stands as several"),
        tables={
            "rows": f"""
promises       int   [promises]  promises that are counted
{outcomes}
without_a_sum  int   [promises]  counted promises without a sum
umbrellas      int   [promises]  promises that cover others, in no other column
umbrella_sum   cents [study currency]  their sums
"""
        },
        by=True,
    )


ROLLED = _rolled("promises-by", "promises by outcome", "promises", "int")
ROLLED_SUMS = _rolled("promised-sums-by", "promised sums by outcome", "the study's currency", "cents")

FUNNEL = Card(
    id="funnel",
    name="rhetoric to result",
    unit="promises, the study's currency",
    formula="how far each of the promises that are counted is known to have come; each stands in one stage",
    needs=NEEDS,
    method=METHOD,
    caveats=(NOT_A_SAMPLE, "what nobody can say today is unknown, however far it once had come"),
    tables={
        "rows": """
stage     text   -  how far promises are known to have come
promises  int    [promises]  how many
sum       cents  [study currency]  money of those that state a sum; none where none does
"""
    },
)


def rolled_up(
    session: "Session",
    *,
    by: str | Sequence[str] = "maker",
    measure: str = "count",
    on: dt.date | str | None = None,
    **filter_by: Stated,
) -> Answer:
    """How many promises (or how much money) came to what, by dimensions of ``rollup.DIMENSIONS``.

    ``measure`` is ``count``, ``current`` or ``constant``. No part is counted with its whole, no repeat with its
    first; umbrellas stand apart in ``umbrellas`` (and ``umbrella_sum``, current) and are in no other column.

    Raises:
        QuestionError: an unknown dimension or measure, or as :func:`sarai.analyses.promises.book.book`.
    """
    names = listed_values(by)
    for name in names:
        if name not in rollup.DIMENSIONS:
            raise QuestionError(
                f"unknown dimension {name!r}", where="--by", cure=f"known: {', '.join(rollup.DIMENSIONS)}"
            )
    if measure not in ("count", "current", "constant"):
        raise QuestionError(f"unknown measure {measure!r}", where="--measure", cure="use count, current or constant")
    found = book(session, on=on, filters=filter_by)
    cells = rollup.rolled(found.asked, found.prices, by=names, among=found.ledger.promises)
    told = [
        {
            **dict(zip(names, cell.by, strict=True)),
            "promises": cell.promises,
            **{
                str(outcome): (
                    cell.counts.get(outcome, 0)
                    if measure == "count"
                    else (cell.sums if measure == "current" else cell.constant).get(outcome, Decimal())
                )
                for outcome in Outcome
            },
            "without_a_sum": cell.unpriced,
            "umbrellas": cell.umbrellas,
            "umbrella_sum": cell.umbrella_sum,
        }
        for cell in cells
    ]
    priced = measure != "count"
    return Answer.of(
        ROLLED_SUMS if priced else ROLLED,
        told,
        unit=found.currency if priced else None,
        prices=NO_PRICES if not priced else measure if measure == "current" else f"constant:{found.price_year}",
        release=session.release.number,
        by=names,
        notes=(*_out(found), *(_outweighing(found, measure) if priced else ()), *notes(found)),
    )


def rhetoric_to_result(session: "Session", *, on: dt.date | str | None = None, **filter_by: Stated) -> Answer:
    """How far promises are known to have come: ``stage``, ``promises``, ``sum``.

    Counts and no shares: the set is no sample. Sums are in current money, and those of promises that state one. A
    promise that makes more than a third of all money would draw a picture of itself: its money is in no sum and stands
    in a note.

    Raises:
        QuestionError: as :func:`sarai.analyses.promises.book.book`.
    """
    found = book(session, on=on, filters=filter_by)
    heavy = _heaviest(found, "current")
    told = [
        {
            "stage": str(step.stage),
            "promises": step.promises,
            "sum": step.sum,
        }
        for step in funnel(
            found.asked,
            found.prices,
            among=found.ledger.promises,
            apart=() if heavy is None else (heavy.promise.key,),
        )
    ]
    return Answer.of(
        FUNNEL,
        told,
        unit=f"promises, {found.currency}",
        prices="current",
        release=session.release.number,
        notes=(
            *_out(found),
            *(() if heavy is None else (f"Apart, in no sum of this picture: {heavy.told}.",)),
            *notes(found),
        ),
    )


def _out(found: Book) -> tuple[str, ...]:
    """What a roll-up leaves out, and why."""
    stands = list(found.stands().values())
    told = [
        f"{stands.count(place)} {words}"
        for place, words in (
            (
                rollup.CountsAs.UMBRELLA,
                "umbrella(s) apart: they cover others or are not broken down, and may cover one another",
            ),
            (rollup.CountsAs.PART, "part(s) out: their whole is there"),
            (rollup.CountsAs.REPEAT, "repeat(s) out: their first is there"),
            (rollup.CountsAs.ASKED, "proposed or asked for, not promised: out"),
            (rollup.CountsAs.DERIVED, "derived from records, apart: typed promises may tell the same"),
        )
        if place in stands
    ]
    if not stands:
        return ()
    counted = stands.count(rollup.CountsAs.COUNTED)
    bought = sum(
        each.promise.instrument == Instrument.PURCHASE and where is rollup.CountsAs.COUNTED
        for each, where in zip(found.asked, stands, strict=True)
    )
    paid = (f"{bought} of the counted: a purchase, for which the one who buys pays, not the maker.",) if bought else ()
    return ("; ".join([f"{counted} promise(s) counted", *told]) + ".", *paid)


_HEAVY = Decimal(1) / 3
"""A promise above this share of a sum is named beside it."""


@dataclass(frozen=True, slots=True)
class _Heavy:
    """The counted promise that makes more than a third of all money counted, and its share in words."""

    promise: Promise
    told: str


def _heaviest(found: Book, measure: str) -> _Heavy | None:
    stands = found.stands()
    sums = {
        each.promise: price
        for each in found.asked
        if stands[each.promise.key] is rollup.CountsAs.COUNTED
        and (price := getattr(found.prices[each.promise.key], measure)) is not None
    }
    whole = sum(sums.values(), Decimal())
    heaviest = max(sums, key=lambda promise: sums[promise], default=None)
    if heaviest is None or len(sums) == 1 or sums[heaviest] <= _HEAVY * whole:
        return None
    share = round(100 * sums[heaviest] / whole)
    said = f"{heaviest.id} ({heaviest.wording}; {found.currency} {sums[heaviest]:,.0f})"
    return _Heavy(heaviest, f"One promise is {share} % of the money counted: {said}")


def _outweighing(found: Book, measure: str) -> tuple[str, ...]:
    """The counted promise that outweighs the others, if one does; ``measure`` is the prices."""
    heavy = _heaviest(found, measure)
    return () if heavy is None else (f"{heavy.told}.",)
