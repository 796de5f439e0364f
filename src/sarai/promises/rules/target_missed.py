"""A target for a period was measured after the period, and not reached."""

from sarai.model.vocabulary import Firmness
from sarai.promises.outcome import Case, Outcome
from sarai.promises.rules import Rule


def _missed(case: Case) -> bool:
    due, promised = case.promise.due, case.promise.count
    if case.promise.firmness != Firmness.TARGET or not case.due_passed or due is None or promised is None:
        return False
    after = case.measured(each for each in case.carrying if each.date > due)
    return after is not None and after.value is not None and after.value < promised


RULE = Rule(
    id="target_missed",
    order=70,
    outcome=Outcome.BROKEN,
    holds=_missed,
    about="A target for a period that has ended, measured after it in the unit of the promise, and not reached.",
)
