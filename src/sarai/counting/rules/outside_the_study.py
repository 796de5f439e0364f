"""Rows of other countries, partners or years stay in the ledger and out of the study's totals."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="outside_the_study",
    order=10,
    standing=Standing.OUT,
    when="NOT in_study",
    about="Recipient, partner or year is none of those the study names.",
    source="study.toml",
)
