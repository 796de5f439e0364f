"""A cofinanced amount is not certain to be the partner's own."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="cofinanced",
    order=110,
    standing=Standing.PREFERRED,
    when="list_contains(marks, 'cofinanced')",
    about="Several financiers share the amount and their shares are not stated: part of it may be another's.",
    source="the source marks the record as cofinanced",
)
