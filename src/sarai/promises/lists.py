"""Lists that people act on: due soon, overdue, not looked at, and where evidence is growing."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from sarai.model.vocabulary import Seen
from sarai.promises.case import Outcome
from sarai.promises.outcome import Judged

SOON = dt.timedelta(days=90)
YEAR = dt.timedelta(days=365)

_DONE = (Outcome.KEPT, Outcome.KEPT_LATE, Outcome.BROKEN)


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
    delivered or complete. Promises kept or broken are on that list only. In each list, by due date.
    """
    found = [(why, each) for each in judged for why in _reasons(each)]
    order = list(Why)
    return tuple(
        sorted(found, key=lambda one: (order.index(one[0]), one[1].promise.due or dt.date.max, one[1].promise.id))
    )


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
