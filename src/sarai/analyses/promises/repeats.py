"""Promises said twice: those written down as repeats beside their first, and pairs that may be."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sarai.analyses.promises import listed as asked
from sarai.analyses.promises.filters import Stated
from sarai.model.answer import NO_PRICES, Answer
from sarai.promises.announced import announced_again, score
from sarai.promises.ledger import Promise

if TYPE_CHECKING:
    from sarai.session import Session


def like_for_like(found: asked.Book) -> list[dict[str, Any]]:
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


def said_again(session: "Session", *, on: dt.date | str | None = None, **filter_by: Stated) -> list[dict[str, Any]]:
    """The rows of :func:`like_for_like` for the promises that the filters ask for.

    Raises:
        QuestionError: as :func:`sarai.analyses.promises.listed.book`.
    """
    return like_for_like(asked.book(session, on=on, filters=filter_by))


def possible_repeats(session: "Session", *, on: dt.date | str | None = None, **filter_by: Stated) -> Answer:
    """Pairs that may be one promise announced again: ``first``, ``later``, ``why``, ``written_down``.

    Raises:
        QuestionError: as :func:`sarai.analyses.promises.listed.book`.
    """
    found = asked.book(session, on=on, filters=filter_by)
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
    return Answer("possible repeats", "pairs", NO_PRICES, session.release.number, asked.arrow(told), (note,))


def _side(name: str, promise: Promise, found: asked.Book) -> dict[str, Any]:
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
