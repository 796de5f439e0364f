"""It opened, and was measured later below what had been promised."""

from sarai.model.vocabulary import Seen
from sarai.promises.outcome import PARTIAL, Case, Outcome
from sarai.promises.rules import Rule


def _short(case: Case) -> bool:
    finished = [each for each in case.carrying if each.status is Seen.COMPLETED]
    promised = case.promise.count
    if not finished or promised is None or case.end is not Seen.COMPLETED:
        return False
    done = finished[-1]
    later = case.measured(each for each in case.carrying if each.status in PARTIAL and each.known_by > done.known_by)
    return later is not None and later.value is not None and later.value < promised


RULE = Rule(
    id="completed_but_short",
    order=30,
    outcome=Outcome.PARTLY,
    holds=_short,
    about="Completed, but a later measurement in the unit of the promise stands below the number promised.",
)
