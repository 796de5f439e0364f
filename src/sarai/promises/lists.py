"""Lists that people act on: due soon, overdue, not looked at, and where evidence is growing."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from sarai.model.vocabulary import Basis, Instrument, PromiseKind, Seen, Tier
from sarai.promises.case import Outcome
from sarai.promises.gate import gate
from sarai.promises.ledger import Observation
from sarai.promises.outcome import Judged, judge

SOON = dt.timedelta(days=90)
YEAR = dt.timedelta(days=365)

_DONE = (Outcome.KEPT, Outcome.KEPT_LATE, Outcome.BROKEN, Outcome.BY_OTHERS)


class Why(StrEnum):
    """Why a promise is on a list."""

    DUE_SOON = "due in the next 90 days"
    OVERDUE = "overdue"
    NOT_LOOKED = "due has passed and nobody looked"
    STALE = "not looked at for a year"
    GROWING = "growing evidence"


def to_act_on(judged: Iterable[Judged]) -> tuple[tuple[Why, Judged], ...]:
    """The promises to act on, with the reason; one promise may be there for several.

    *Growing evidence*: within a year before the day, a carrying source saw it signed, committed, started,
    delivered or complete. Promises kept or broken are on that list only. In each list first what a look would teach
    most: by :func:`teaches`, then what was not looked at longest, then the due date.
    """
    found = [(why, each) for each in judged for why in _reasons(each)]
    order = list(Why)
    return tuple(
        sorted(
            found,
            key=lambda one: (
                order.index(one[0]),
                -teaches(one[1]),
                one[1].last_seen or dt.date.min,
                one[1].promise.due or dt.date.max,
                one[1].promise.id,
            ),
        )
    )


def teaches(judged: Judged) -> int:
    """How many other outcomes one look of today could bring: what carrying looks of each kind would change.

    None for a promise that cannot be checked as worded, few for one that was called off, most for one that is open or
    that nobody looked at.
    """
    could = {judge(judged.promise, [*judged.looks, _supposed(judged, seen)], on=judged.on).outcome for seen in _ASKED}
    return len(could - {judged.outcome})


_ASKED = (Seen.SIGNED, Seen.STARTED, Seen.PARTLY_DELIVERED, Seen.COMPLETED, Seen.DELAYED, Seen.CANCELLED)
"""What somebody who looks today could see."""


def _supposed(judged: Judged, seen: Seen) -> Observation:
    promise = judged.promise
    return Observation(
        key="supposed", id="supposed", promise=promise.key, date=judged.on, known_by=judged.on, status=seen,
        basis=Basis.REPORTED, tier=Tier.PRESS_SEVERAL, source_name="", url="", file="", locator="",
    )  # fmt: skip


def settles(judged: Judged) -> str:
    """What would settle a promise, in words; told with it, so that whoever looks next knows for what."""
    promise, found = judged.promise, gate(judged.promise)
    if not found.passes:
        return f"nothing, as it is worded: it lacks {', '.join(found.missing)}"
    if judged.outcome in _DONE:
        return "it is settled, unless somebody shows otherwise"
    if promise.count is not None and promise.count_unit is not None:
        wanted = f"a count in {promise.count_unit}, against {promise.count:g}"
    elif promise.instrument in (Instrument.LOAN, Instrument.GRANT):
        wanted = "what was built or bought with the money, or how much of it was paid"
    elif promise.kind == PromiseKind.POLICY:
        wanted = "that it was held, opened or set up, or was not"
    else:
        wanted = "that it is in use, or its contract ended"
    after = f", dated after {promise.due}" if promise.due is not None else ""
    return f"{wanted}{after}, by somebody other than the maker"


def _reasons(judged: Judged) -> Iterable[Why]:
    due, on = judged.promise.due, judged.on
    if judged.outcome not in _DONE:
        if due is not None and on <= due <= on + SOON:
            yield Why.DUE_SOON
        if judged.outcome is Outcome.OVERDUE:
            yield Why.OVERDUE
        if judged.outcome is Outcome.NOT_LOOKED:
            yield Why.NOT_LOOKED
        if judged.last_seen is None or on - judged.last_seen > YEAR:
            yield Why.STALE
    if any(each.carries and each.status in _GROWTH and on - each.known_by <= YEAR for each in judged.looks):
        yield Why.GROWING


_GROWTH = frozenset(
    {Seen.SIGNED, Seen.COMMITTED, Seen.STARTED, Seen.PARTLY_DELIVERED, Seen.PARTLY_DISBURSED, Seen.COMPLETED}
)
