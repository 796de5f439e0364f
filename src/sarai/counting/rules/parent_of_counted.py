"""A parent whose sum is its children's sum is set aside."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="parent_of_counted",
    order=70,
    standing=Standing.OUT,
    when="family = 'equal'",
    about="The activity's sum is the sum of its children's, so the same money stands twice; it counts there.",
    source="IATI hierarchy guidance",
)
