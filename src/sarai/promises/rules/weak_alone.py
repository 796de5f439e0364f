"""Only weak or mirror sources tell of it."""

from sarai.promises.outcome import Outcome
from sarai.promises.rules import Rule

RULE = Rule(
    id="weak_alone",
    order=150,
    outcome=Outcome.UNKNOWN,
    holds=lambda case: not case.carrying,
    about="Only weak or mirror sources tell of it, and alone they decide nothing.",
)
