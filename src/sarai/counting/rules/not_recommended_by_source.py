"""What the source does not stand by is not counted."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="not_recommended_by_source",
    order=60,
    standing=Standing.OUT,
    when="recommended = 'no'",
    about="The source itself advises to leave the record out of totals.",
    source="AidData: recommended_for_research; in the first workbooks, the sheet of official finance",
)
