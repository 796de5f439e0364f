"""Debt relief may repeat a loan."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="debt_relief",
    order=120,
    standing=Standing.PREFERRED,
    when="finance_type LIKE '6%'",
    about="Forgiving or rescheduling a debt may repeat a loan that was counted when it was made.",
    source="DAC finance types 600-699",
)
