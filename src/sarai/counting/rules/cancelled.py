"""Money of a cancelled activity is not counted."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="cancelled",
    order=30,
    standing=Standing.OUT,
    when="status = 'cancelled'",
    about="The activity was cancelled.",
    source="status as stated",
)
