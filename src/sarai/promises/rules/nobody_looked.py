"""The due date has passed, and nobody looked since."""

from sarai.promises.outcome import Outcome
from sarai.promises.rules import Rule

RULE = Rule(
    id="nobody_looked",
    order=80,
    outcome=Outcome.NOT_LOOKED,
    holds=lambda case: case.due_passed and not case.looked_after_due,
    about="The due date has passed and no look is dated later: it stands as last seen, which says nothing of today.",
)
