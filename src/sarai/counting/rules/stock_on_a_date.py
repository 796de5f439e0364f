"""A stock on a date is no year's money."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="stock_on_a_date",
    order=58,
    standing=Standing.OUT,
    when="timing = 'cumulative'",
    about="The amount is everything up to a date, such as a loan book's; added to the money of years it would stand "
    "beside itself. Its source or dataset asked alone shows it.",
    source="IATI transaction date and value; World Bank, IBRD Statement of Loans (stocks at the end of a period)",
)
