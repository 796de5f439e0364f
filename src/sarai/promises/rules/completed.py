"""It was completed, in time or with no date given."""

from sarai.model.vocabulary import Seen
from sarai.promises.outcome import Outcome
from sarai.promises.rules import Rule

RULE = Rule(
    id="completed",
    order=50,
    outcome=Outcome.KEPT,
    holds=lambda case: case.end is Seen.COMPLETED,
    about="A carrying source saw it complete, not after the due date; or no due date was given.",
)
