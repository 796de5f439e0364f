"""The due date has passed, and a later look found it unfinished."""

from sarai.promises.outcome import Case, Outcome
from sarai.promises.rules import Rule


def _overdue(case: Case) -> bool:
    due = case.promise.due
    return case.due_passed and due is not None and any(each.known_by > due for each in case.carrying)


RULE = Rule(
    id="overdue",
    order=100,
    outcome=Outcome.OVERDUE,
    holds=_overdue,
    about="The due date has passed, and a later look by a carrying source did not find it complete.",
)
