"""Something was delivered before the rest was called off."""

from sarai.model.vocabulary import Seen
from sarai.promises.outcome import Outcome
from sarai.promises.rules import Rule

RULE = Rule(
    id="cancelled_in_part",
    order=10,
    outcome=Outcome.PARTLY,
    holds=lambda case: case.end is Seen.CANCELLED and (case.completed is not None or case.delivered_in_part),
    about="Called off, after a source had found some of it delivered, paid or done.",
)
