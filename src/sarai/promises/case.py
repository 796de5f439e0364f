"""A promise on a day with the looks known by then, and what can be told of it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from sarai.model.vocabulary import Seen
from sarai.promises.gate import Gate, gate
from sarai.promises.ledger import Observation, Promise
from sarai.promises.never import by_another, unit, why_not


class Outcome(StrEnum):
    """What came of a promise."""

    KEPT = "kept"
    KEPT_LATE = "kept late"
    BY_OTHERS = "result reached, not by the maker"
    PARTLY = "partly"
    OVERDUE = "overdue"
    BROKEN = "broken"
    NOT_YET_DUE = "not yet due"
    OPEN = "under way without a date"
    RESTATED_ONLY = "restated only"
    NOT_LOOKED = "due has passed and nobody looked"
    UNKNOWN = "unknown"
    NOT_CHECKABLE = "not checkable as worded"


RESTATEMENTS = frozenset({Seen.REAFFIRMED, Seen.ANNOUNCED_AGAIN})
PARTIAL = frozenset({Seen.PARTLY_DELIVERED, Seen.PARTLY_DISBURSED})
PROGRESS = frozenset({Seen.SIGNED, Seen.COMMITTED, Seen.STARTED, Seen.DELAYED, Seen.DOWNSIZED})


@dataclass(frozen=True)
class Case:
    """A promise on a day, with the looks known by then in order of time, whatever order they came in."""

    promise: Promise
    looks: tuple[Observation, ...]
    on: dt.date

    @cached_property
    def carrying(self) -> tuple[Observation, ...]:
        """The looks that can carry an outcome: reports, not by weak or mirror sources alone."""
        return tuple(each for each in self.looks if each.carries)

    @cached_property
    def due_passed(self) -> bool:
        """Whether the due date lies before the day; False where no date was given."""
        return self.promise.due is not None and self.promise.due < self.on

    @cached_property
    def end(self) -> Seen | None:
        """The last word on completion or cancellation that a carrying look gives."""
        said = [each.status for each in self.carrying if each.status in (Seen.COMPLETED, Seen.CANCELLED)]
        return said[-1] if said else None

    @cached_property
    def completed(self) -> Observation | None:
        """The first carrying look that found it complete."""
        return next((each for each in self.carrying if each.status is Seen.COMPLETED), None)

    @cached_property
    def gate(self) -> Gate:
        """What the promise lacks to be checked as worded."""
        return gate(self.promise)

    @cached_property
    def by_another(self) -> bool:
        """Whether it was first seen complete after the maker had called it off, and the maker never came back."""
        return self.completed is not None and by_another(self.promise, self.completed, self._before(self.completed))

    @cached_property
    def delivered_in_part(self) -> bool:
        """Whether a carrying look found some of it delivered or paid, and more than never counts."""
        return any(
            each.status in PARTIAL and why_not(self.promise, each, self._before(each)) is None for each in self.carrying
        )

    def _before(self, look: Observation) -> tuple[Observation, ...]:
        return self.carrying[: self.carrying.index(look)]

    @cached_property
    def looked_after_due(self) -> bool:
        """Whether anyone, of any strength, looked after the due date; False where no date was given."""
        due = self.promise.due
        return due is not None and any(each.known_by > due for each in self.looks)

    def measured(self, looks: Iterable[Observation]) -> Observation | None:
        """The last of some looks that states a value in the unit of the promised count."""
        promised = unit(self.promise.count_unit)
        found = [each for each in looks if each.value is not None and promised and unit(each.unit) == promised]
        return found[-1] if found else None


def reached(promise: Promise, look: Observation | None) -> float | None:
    """Which share of the promised number a look found, in the unit of the promise; none where it cannot be said."""
    if look is None or look.value is None or not promise.count or unit(promise.count_unit) != unit(look.unit):
        return None
    return look.value / promise.count


def case(promise: Promise, looks: Iterable[Observation], *, on: dt.date) -> Case:
    """The case of a promise on a day: looks whose date cannot lie after it, in order of time."""
    known = sorted((each for each in looks if each.known_by <= on), key=_order)
    return Case(promise, tuple(known), on)


_STEPS = (*RESTATEMENTS, Seen.NO_TRACE, *PROGRESS, *PARTIAL, Seen.COMPLETED, Seen.CANCELLED)
_RANK = {status: rank for rank, status in enumerate(sorted(_STEPS, key=lambda each: list(Seen).index(each)))}


def _order(look: Observation) -> tuple[object, ...]:
    # Of looks that end on one day, the coarser date may lie earlier and so comes first; ids settle the rest, so
    # that the order in which rows came never matters.
    return (look.known_by, look.date, _RANK[look.status], look.id)
