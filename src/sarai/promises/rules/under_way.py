"""No date was given, and a recent look found it moving."""

import datetime as dt

from sarai.promises.outcome import PROGRESS, Case, Outcome
from sarai.promises.rules import Rule

_RECENT = dt.timedelta(days=3 * 365)
"""After three years without a look, progress seen once says nothing of today. The span is our judgement."""


def _moving(case: Case) -> bool:
    moving = [each for each in case.carrying if each.status in PROGRESS]
    return case.promise.due is None and bool(moving) and case.on - moving[-1].known_by <= _RECENT


RULE = Rule(
    id="under_way",
    order=120,
    outcome=Outcome.OPEN,
    holds=_moving,
    about="No date was given, and within three years a carrying source saw it signed, committed, started or delayed.",
)
