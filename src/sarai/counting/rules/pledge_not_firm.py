"""A pledge is no commitment."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="pledge_not_firm",
    order=55,
    standing=Standing.OUT,
    when="kind = 'pledge'",
    about="A pledge is an intention, not an obligation; it never enters commitments.",
    source="IATI TransactionType 2 (firm, written obligation); AidData advises to leave pledges out",
)
