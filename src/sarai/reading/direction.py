"""Which of two parties to a paper about money gives it."""

import re

from sarai.reading.candidates import MONEY
from sarai.reading.clauses import Clause
from sarai.reading.discourse import Actor, Memory, is_state, lenders
from sarai.reading.marks import Sentence

_CURRENCIES = {
    "JPY": "JP", "CNY": "CN", "KRW": "KR", "GBP": "GB", "CHF": "CH", "AUD": "AU", "NZD": "NZ", "CAD": "CA", "SEK": "SE",
    "NOK": "NO", "DKK": "DK", "SAR": "SA", "AED": "AE", "KWD": "KW", "INR": "IN", "RUB": "RU", "TRY": "TR",
}  # fmt: skip
"""Whose money is whose: a loan in yen between Japan and another is Japan's."""


def lends(sentence: Sentence, clause: Clause) -> bool:
    """Whether what is signed is money lent or given, and no bundle of papers."""
    return any(
        m.entry.list == "instrument" and (m.entry.value in MONEY or _LENT.search(sentence.text, m.start, m.end))
        for m in sentence.entities
        if clause.start <= m.start < clause.end
    )


_LENT = re.compile(r"loan|grant|credit|financ|aid", re.IGNORECASE)


def directed(sentence: Sentence, clause: Clause, parties: list[Actor], memory: Memory) -> tuple[Actor, str] | None:
    """Which of two parties to a paper about money gives it; None where nothing says so."""
    if len(parties) < 2:
        return None
    agencies = [a for a in parties if a.kind == "agency" and (not is_state(a.code) or a.code in lenders())]
    if len(agencies) == 1 and len(parties) == 2:
        return agencies[0], "giver.lender"
    units = {q.unit for q in sentence.quantities if q.kind == "amount" and clause.start <= q.core < clause.end}
    own = [a for a in parties if any(_CURRENCIES.get(unit) == a.code for unit in units)]
    if len(own) == 1:
        return own[0], "giver.currency"
    gave = [a for a in parties if memory.gave[a.code] and not memory.received[a.code]]
    if len(gave) == 1:
        return gave[0], "giver.before"
    donors = [a for a in parties if a.code in lenders()]
    if len(donors) == 1 and lends(sentence, clause):
        return donors[0], "giver.donor"
    return None
