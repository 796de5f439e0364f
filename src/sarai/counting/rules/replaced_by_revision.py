"""A plan that was revised is replaced."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="replaced_by_revision",
    order=65,
    standing=Standing.OUT,
    when="revision = 'replaced'",
    about="A revised budget or planned disbursement for the same period stands beside it: the revised one is the plan.",
    source="IATI BudgetType 2, Revised",
)
