"""The promise was called off."""

from sarai.model.vocabulary import Seen
from sarai.promises.outcome import Outcome
from sarai.promises.rules import Rule

RULE = Rule(
    id="cancelled",
    order=20,
    outcome=Outcome.BROKEN,
    holds=lambda case: case.end is Seen.CANCELLED,
    about="The last word of a carrying source is that it was called off, and nothing had been delivered.",
)
