"""Expenditures that mirror commitments are not spending."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="mirrored_expenditure",
    order=80,
    standing=Standing.OUT,
    when="mirrored AND kind = 'expenditure'",
    about="The reporter's expenditures equal its commitments in nine of ten activities: they repeat them.",
    source="measured on the file: at least 10 activities state both",
)
