"""Some of it was delivered or paid."""

from sarai.promises.outcome import Outcome
from sarai.promises.rules import Rule

RULE = Rule(
    id="partly",
    order=90,
    outcome=Outcome.PARTLY,
    holds=lambda case: case.delivered_in_part,
    about="A carrying source found some of it delivered or paid, and none found it complete.",
)
