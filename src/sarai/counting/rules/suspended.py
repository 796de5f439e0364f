"""Money of a suspended activity is not counted."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="suspended",
    order=40,
    standing=Standing.OUT,
    when="status = 'suspended'",
    about="The activity is suspended.",
    source="status as stated",
)
