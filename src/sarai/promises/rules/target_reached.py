"""A target for a period was reached; that can only be measured after the period."""

from sarai.model.vocabulary import Firmness, Seen
from sarai.promises.outcome import Outcome
from sarai.promises.rules import Rule

RULE = Rule(
    id="target_reached",
    order=35,
    outcome=Outcome.KEPT,
    holds=lambda case: case.promise.firmness == Firmness.TARGET and case.end is Seen.COMPLETED,
    about="A target for a period was reached; that it was measured after the period makes it no later.",
)
