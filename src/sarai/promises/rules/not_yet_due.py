"""Its due date has not passed."""

from sarai.promises.outcome import Outcome
from sarai.promises.rules import Rule

RULE = Rule(
    id="not_yet_due",
    order=60,
    outcome=Outcome.NOT_YET_DUE,
    holds=lambda case: case.promise.due is not None and not case.due_passed,
    about="The due date has not passed, and it is neither complete nor called off.",
)
