"""A plan that a revised one overlaps is doubtful: it counts in the high total alone."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="overlaps_revision",
    order=66,
    standing=Standing.POSSIBLE,
    when="revision = 'overlapped'",
    about="A revised plan covers part of the period or more than it: it may hold the same money.",
    source="IATI BudgetType 2, Revised",
)
