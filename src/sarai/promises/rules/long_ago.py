"""What carrying sources saw is too old to say where it stands."""

from sarai.promises.outcome import Outcome
from sarai.promises.rules import Rule

RULE = Rule(
    id="long_ago",
    order=160,
    outcome=Outcome.UNKNOWN,
    holds=lambda case: True,
    about="No carrying source has seen it move since its due date, or, where none was given, within three years.",
)
