"""Nobody has looked."""

from sarai.promises.outcome import Outcome
from sarai.promises.rules import Rule

RULE = Rule(
    id="never_looked_at",
    order=130,
    outcome=Outcome.UNKNOWN,
    holds=lambda case: not case.looks,
    about="Nobody has looked at it since it was made.",
)
