"""The promises of a release, one a row, and those announced again beside their first."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sarai.analyses.promises.book import COLUMNS, METHOD, NEEDS, NOT_A_SAMPLE, Book, book, notes, rows
from sarai.analyses.promises.filters import Stated
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.promises.announced import announced_again, score
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


REPEATS = Card(
    id="possible-repeats",
    name="possible repeats",
    unit="pairs",
    formula="a later promise of a common maker and addressee with a close amount or the same named project",
    needs=NEEDS,
    method="sarai.promises.announced; a pair is a question to a person and stands in no number",
    tables={
        "rows": """
first         text  -  the earlier promise
first_date    day   -  when it was made
later         text  -  the later one
later_date    day   -  when it was made
why           text  -  what they have in common
written_down  text  -  yes where the list says that it repeats the first
"""
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


def possible_repeats(session: "Session", *, on: dt.date | str | None = None, **filter_by: Stated) -> Answer:
    """Pairs that may be one promise announced again: ``first``, ``later``, ``why``, ``written_down``.

    Raises:
        QuestionError: as :func:`sarai.analyses.promises.book.book`.
    """
    found = book(session, on=on, filters=filter_by)
    promises = [each.promise for each in found.asked]
    looks = [look for each in found.asked for look in each.looks]
    told = [
        {
            "first": pair.first.id,
            "first_date": pair.first.date,
            "later": pair.later.id,
            "later_date": pair.later.date,
            "why": "; ".join(pair.reasons),
            "written_down": "yes" if pair.later.repeats == pair.first.key else "no",
        }
        for pair in announced_again(promises)
    ]
    fit = score(promises, looks)
    note = (
        f"Of {fit.pairs} pair(s) found, {fit.right} were seen by a person too; of {fit.observed} announcements that "
        f"people observed, {fit.found} are found, and {fit.in_ledger} could be: for the others no later promise of "
        "the same maker is in the list."
    )
    return Answer.of(REPEATS, told, release=session.release.number, notes=(note,))


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
