"""The rules that say what came of a promise, in the order in which they are asked.

Each is a condition over the looks known on a day, and its words. The first rule that holds decides; the last one
always holds. Absence in one search, and weak or mirror sources alone, never make a promise kept or broken.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sarai.model.vocabulary import Basis, Firmness, Seen
from sarai.promises.case import PARTIAL, PROGRESS, RESTATEMENTS, Case, Outcome, reached


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the cases it holds for get its ``outcome``. ``about`` says in words when and why."""

    id: str
    outcome: Outcome
    holds: Callable[[Case], bool]
    about: str


WHOLE = 0.99
"""From this share of a promised number on it is reached: numbers are told rounded. The hundredth is our judgement."""

NEAR = 0.9
"""From this share of its number on a target that was missed is reached in part. The tenth is our judgement."""


def _short(case: Case) -> bool:
    finished = [each for each in case.carrying if each.status is Seen.COMPLETED]
    if not finished or case.end is not Seen.COMPLETED:
        return False
    done = finished[-1]
    share = reached(
        case.promise,
        case.measured(
            each
            for each in case.carrying
            if each.status is Seen.COMPLETED or (each.status in PARTIAL and each.known_by > done.known_by)
        ),
    )
    return share is not None and share < WHOLE


def _late(case: Case) -> bool:
    done, due = case.completed, case.promise.due
    return case.end is Seen.COMPLETED and done is not None and due is not None and done.date > due


def _of_target(case: Case) -> float | None:
    """Which share of a target for a period that has ended was measured after it; none where nobody measured it."""
    due = case.promise.due
    if case.promise.firmness != Firmness.TARGET or not case.due_passed or due is None:
        return None
    return reached(case.promise, case.measured(each for each in case.carrying if each.date > due))


def _nearly(case: Case) -> bool:
    share = _of_target(case)
    return share is not None and NEAR <= share < WHOLE


def _missed(case: Case) -> bool:
    share = _of_target(case)
    return share is not None and share < NEAR


def _overdue(case: Case) -> bool:
    due = case.promise.due
    return case.due_passed and due is not None and any(each.known_by > due for each in case.carrying)


_SAID = RESTATEMENTS | {Seen.DELAYED}


def _restated(case: Case) -> bool:
    seen = {each.status for each in case.carrying}
    return not case.due_passed and bool(seen & RESTATEMENTS) and seen <= _SAID


_RECENT = dt.timedelta(days=3 * 365)
"""After three years without a look, progress seen once says nothing of today. The span is our judgement."""


def _moving(case: Case) -> bool:
    moving = [each for each in case.carrying if each.status in PROGRESS]
    return case.promise.due is None and bool(moving) and case.on - moving[-1].known_by <= _RECENT


RULES = (
    # Nobody could check it as it was worded, whatever was seen of it.
    Rule(
        id="not_checkable",
        outcome=Outcome.NOT_CHECKABLE,
        holds=lambda case: not case.gate.passes,
        about="As worded it lacks a deliverable, or two of target, date and who pays: neither kept nor broken.",
    ),
    # Something was delivered before the rest was called off.
    Rule(
        id="cancelled_in_part",
        outcome=Outcome.PARTLY,
        holds=lambda case: case.end is Seen.CANCELLED and (case.completed is not None or case.delivered_in_part),
        about="Called off, after a source had found some of it delivered, paid or done.",
    ),
    # The promise was called off.
    Rule(
        id="cancelled",
        outcome=Outcome.BROKEN,
        holds=lambda case: case.end is Seen.CANCELLED,
        about="The last word of a carrying source is that it was called off, and nothing had been delivered.",
    ),
    # The result is there, by another's money.
    Rule(
        id="reached_by_others",
        outcome=Outcome.BY_OTHERS,
        holds=lambda case: case.end is Seen.COMPLETED and case.by_another,
        about="Complete, but the maker had called it off before and no source says that the maker came back.",
    ),
    # It is called complete, and fewer or less is there than was promised.
    Rule(
        id="completed_but_short",
        outcome=Outcome.PARTLY,
        holds=_short,
        about="Completed, but the last number told of it, in the unit of the promise, is below the number promised by more "
        "than a hundredth, which is taken for rounding.",
    ),
    # A target for a period was reached; that can only be measured after the period.
    Rule(
        id="target_reached",
        outcome=Outcome.KEPT,
        holds=lambda case: case.promise.firmness == Firmness.TARGET and case.end is Seen.COMPLETED,
        about="A target for a period was reached; that it was measured after the period makes it no later.",
    ),
    # It was completed after its due date.
    Rule(
        id="completed_late",
        outcome=Outcome.KEPT_LATE,
        holds=_late,
        about="A carrying source first saw it complete on a date that lies wholly after the due date.",
    ),
    # It was completed, in time or with no date given.
    Rule(
        id="completed",
        outcome=Outcome.KEPT,
        holds=lambda case: case.end is Seen.COMPLETED,
        about="A carrying source saw it complete, not after the due date; or no due date was given.",
    ),
    # Its due date has not passed.
    Rule(
        id="not_yet_due",
        outcome=Outcome.NOT_YET_DUE,
        holds=lambda case: case.promise.due is not None and not case.due_passed,
        about="The due date has not passed, and it is neither complete nor called off.",
    ),
    # A target for a period was measured after the period, and nearly reached.
    Rule(
        id="target_nearly",
        outcome=Outcome.PARTLY,
        holds=_nearly,
        about="A target for a period that has ended, measured after it in the unit of the promise: nine tenths or more of the "
        "number, and not the number.",
    ),
    # A target for a period was measured after the period, and missed.
    Rule(
        id="target_missed",
        outcome=Outcome.BROKEN,
        holds=_missed,
        about="A target for a period that has ended, measured after it in the unit of the promise at less than "
        "nine tenths of the number.",
    ),
    # The due date has passed, and nobody looked since.
    Rule(
        id="nobody_looked",
        outcome=Outcome.NOT_LOOKED,
        holds=lambda case: case.due_passed and not case.looked_after_due,
        about="The due date has passed and no look is dated later: it stands as last seen, which says nothing of today.",
    ),
    # Some of it was delivered or paid.
    Rule(
        id="partly",
        outcome=Outcome.PARTLY,
        holds=lambda case: case.delivered_in_part,
        about="A carrying source found some of it delivered or paid, and none found it complete.",
    ),
    # The due date has passed, and a later look found it unfinished.
    Rule(
        id="overdue",
        outcome=Outcome.OVERDUE,
        holds=_overdue,
        about="The due date has passed, and a later look by a carrying source did not find it complete.",
    ),
    # It was said again, and nothing else was seen.
    Rule(
        id="restated",
        outcome=Outcome.RESTATED_ONLY,
        holds=_restated,
        about="No date was given, and all that carrying sources saw is that it was said again or put off.",
    ),
    # No date was given, and a recent look found it moving.
    Rule(
        id="under_way",
        outcome=Outcome.OPEN,
        holds=_moving,
        about="No date was given, and within three years a carrying source saw it signed, committed, started or delayed.",
    ),
    # Nobody has looked.
    Rule(
        id="never_looked_at",
        outcome=Outcome.UNKNOWN,
        holds=lambda case: not case.looks,
        about="Nobody has looked at it since it was made.",
    ),
    # Searches found nothing.
    Rule(
        id="found_nothing",
        outcome=Outcome.UNKNOWN,
        holds=lambda case: all(each.basis is Basis.ABSENCE or each.status is Seen.NO_TRACE for each in case.looks),
        about="All that looked found no trace of it, and that one search finds nothing is weak evidence.",
    ),
    # Only weak or mirror sources tell of it.
    Rule(
        id="weak_alone",
        outcome=Outcome.UNKNOWN,
        holds=lambda case: not case.carrying,
        about="Only weak or mirror sources tell of it, and alone they decide nothing.",
    ),
    # What carrying sources saw is too old to say where it stands.
    Rule(
        id="long_ago",
        outcome=Outcome.UNKNOWN,
        holds=lambda case: True,
        about="No carrying source has seen it move since its due date, or, where none was given, within three years.",
    ),
)
"""The first that holds decides."""
