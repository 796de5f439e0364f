"""It was completed after its due date."""

from sarai.model.vocabulary import Seen
from sarai.promises.outcome import Case, Outcome
from sarai.promises.rules import Rule


def _late(case: Case) -> bool:
    done, due = case.completed, case.promise.due
    return case.end is Seen.COMPLETED and done is not None and due is not None and done.date > due


RULE = Rule(
    id="completed_late",
    order=40,
    outcome=Outcome.KEPT_LATE,
    holds=_late,
    about="A carrying source first saw it complete on a date that lies wholly after the due date.",
)
