"""The promises of a release, one a row, and those announced again beside their first."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sarai.analyses.promises.book import COLUMNS, METHOD, NEEDS, NOT_A_SAMPLE, Book, book, notes, rows
from sarai.analyses.promises.filters import Stated
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.promises.ledger import Promise

if TYPE_CHECKING:
    from sarai.session import Session


_SIDE = """
{side}_comparator   text    -  sign before the amount
{side}_amount       amount  [currency]  amount as stated
{side}_currency     text    <currencies>  its currency
{side}_current      cents   [study currency]  in current prices
{side}_constant     cents   [study currency of the price year]  in constant prices
{side}_rate         number  [study currency per unit]  rate used
{side}_rate_source  text    -  whose rate
"""

PROMISES = Card(
    id="promises",
    name="promises",
    unit="the study's currency",
    formula="each promise with the outcome of the first rule that holds over the looks known on the day",
    needs=NEEDS,
    method=METHOD,
    caveats=(NOT_A_SAMPLE,),
    tables={
        "rows": COLUMNS,
        "announced_again": """
first       text  -  the promise
first_date  day   -  when it was made
later       text  -  the promise that says it again
later_date  day   -  when that was made
promised    text  -  what, in words
"""
        + _SIDE.format(side="first")
        + _SIDE.format(side="later")
        + """
change_stated    number  [percent]  change of the amount as stated, in one currency
change_current   number  [percent]  in current prices
change_constant  number  [percent]  in constant prices
""",
    },
)


def listed(session: "Session", *, on: dt.date | str | None = None, **filter_by: Stated) -> Answer:
    """Promises with what came of them, one a row, in order of their dates.

    Columns: ``id``, ``date``, ``maker``, ``addressees``, ``promised``, ``amount``, ``currency``, ``due``, ``status``
    (the last carrying look), ``last_seen``, ``outcome``, ``sure``, ``sources`` and more; see ``docs/promises.md``.

    Raises:
        QuestionError: as :func:`sarai.analyses.promises.book.book`.
    """
    found = book(session, on=on, filters=filter_by)
    return Answer.of(
        PROMISES,
        rows(found),
        unit=found.currency,
        prices=found.prices_told,
        release=session.release.number,
        notes=notes(found),
        announced_again=like_for_like(found),
    )


def like_for_like(found: Book) -> list[dict[str, Any]]:
    """Promises announced again beside their first, both sums as stated, in current and in constant money.

    One row for each repeat asked for, or whose first is; the changes are in percent of the first, none where one of
    the two has no such sum.
    """
    by_key = {each.key: each for each in found.ledger.promises if each.date <= found.on}
    chosen = {each.promise.key for each in found.asked}
    told = []
    for later in by_key.values():
        first = by_key.get(later.repeats or "")
        if first is None or not {later.key, first.key} & chosen:
            continue
        told.append(
            {
                "first": first.id,
                "first_date": first.date,
                "later": later.id,
                "later_date": later.date,
                "promised": later.wording,
                **_side("first", first, found),
                **_side("later", later, found),
                "change_stated": _change(first.amount, later.amount) if first.currency == later.currency else None,
                "change_current": _change(found.prices[first.key].current, found.prices[later.key].current),
                "change_constant": _change(found.prices[first.key].constant, found.prices[later.key].constant),
            }
        )
    return sorted(told, key=lambda row: (row["first_date"], row["first"], row["later"]))


def _side(name: str, promise: Promise, found: Book) -> dict[str, Any]:
    price = found.prices[promise.key]
    return {
        f"{name}_comparator": promise.comparator,
        f"{name}_amount": promise.amount,
        f"{name}_currency": promise.currency,
        f"{name}_current": price.current,
        f"{name}_constant": price.constant,
        f"{name}_rate": price.rate,
        f"{name}_rate_source": price.rate_source,
    }


def _change(first: Decimal | None, later: Decimal | None) -> float | None:
    return None if not first or later is None else round(float(later / first - 1) * 100, 1)
