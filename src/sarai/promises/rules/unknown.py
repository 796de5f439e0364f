"""Nothing known decides."""

from sarai.promises.outcome import Outcome
from sarai.promises.rules import Rule

RULE = Rule(
    id="unknown",
    order=130,
    outcome=Outcome.UNKNOWN,
    holds=lambda case: True,
    about="Nothing known decides: no look, only an absence, only weak or mirror sources, or none for three years.",
)
