"""An umbrella is the sum of other records."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="umbrella",
    order=50,
    standing=Standing.OUT,
    when="list_contains(marks, 'umbrella')",
    about="A framework whose parts are records of their own; counting both would count the money twice.",
    source="the source marks the record as an umbrella",
)
