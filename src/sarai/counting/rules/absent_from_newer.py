"""What a later dataset of the source could print and does not is not certain."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="absent_from_newer",
    order=100,
    standing=Standing.PREFERRED,
    when="unprinted",
    about="A later dataset of the same source could hold the record and does not print it: it may have been dropped.",
    source="the scopes of the datasets, as their cards state them",
)
