"""How much of a loan is a gift: its grant element, by which rules it is concessional, and what the rules rest on.

The grant element is what the payments to come are worth less than the money lent, at the discount rate of a rule:
OECD DAC, *Converged Statistical Reporting Directives*, annex on the grant element, for equal payments of principal. A
loan without interest rate, maturity or grace period has none: no average stands in for its terms.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sarai.money import _data

PAYMENTS = 2
"""Payments of principal in a year, unless another number is stated."""


LISTED_FROM = 2018
"""The first year of which a DAC List of ODA Recipients is in hand."""


class Concessional(StrEnum):
    """By whose rules a loan or a grant is concessional."""

    BOTH = "by the DAC and the IMF"
    DAC = "by the DAC alone"
    IMF = "by the IMF alone"
    NEITHER = "by neither"


@dataclass(frozen=True, slots=True)
class Rule:
    """Discount rate and threshold, both in percent, and the directive that sets them."""

    discount: float
    threshold: float
    source: str


def grant_element(rate: float, maturity: float, grace: float, *, discount: float, payments: int = PAYMENTS) -> float:
    """The grant element in percent of a loan repaid in equal parts of principal.

    ``rate`` and ``discount`` are percent a year, ``maturity`` and ``grace`` years from the commitment to the last and
    the first payment of principal, ``payments`` how many there are in a year. 2 % over 20 years with 5 of grace is
    26.4 at 5 %, 33.1 at 6 %, 39.1 at 7 % and 49.0 at 9 %.

    Raises:
        ValueError: terms that no loan has: a maturity below the grace period, or a number below zero.
    """
    if rate < 0 or grace < 0 or maturity <= 0 or maturity < grace:
        raise ValueError(f"no loan has {rate} %, {maturity} years and {grace} of grace")
    period: float = (1 + discount / 100) ** (1 / payments) - 1
    # Interest alone is paid in the periods before the first payment of principal.
    idle = max(payments * grace - 1, 0.0)
    last = max(payments * maturity, idle + 1)
    annuity: float = ((1 + period) ** -idle - (1 + period) ** -last) / (period * (last - idle))
    return 100 * (1 - rate / 100 / payments / period) * (1 - annuity)


def payments_of(
    rate: float, maturity: float, grace: float, *, payments: int = PAYMENTS
) -> Iterator[tuple[float, float, float]]:
    """The payments of a loan of 1 that is drawn whole at once: years after the commitment, principal and interest."""
    first, last = max(round(payments * grace), 1), max(round(payments * maturity), 1)
    left = 1.0
    for nth in range(1, last + 1):
        principal = 1 / (last - min(first, last) + 1) if nth >= min(first, last) else 0.0
        yield nth / payments, principal, left * rate / 100 / payments
        left -= principal


def dac_rule(recipient: str, year: int) -> Rule | None:
    """The DAC's rule for a loan committed in a year to a recipient; none where its group in that year is not in hand.

    ``recipient`` is an ISO code, or ``global`` (a global institution or a development bank) or ``multilateral``. Of
    years before the lists in hand one rule holds for all recipients: those are taken for some that are on a later list.
    """
    known = recipient in ("global", "multilateral") or is_listed(recipient)
    group = recipient if recipient in ("global", "multilateral") else group_of(recipient, year)
    return next(
        (
            rule
            for first, last, of, rule in _rules("dac")
            if first <= year <= last and of in ("any" if known else "", group)
        ),
        None,
    )


def no_dac_rule(recipient: str, year: int) -> str:
    """Why the DAC has no rule for a loan committed in a year to a recipient, in words."""
    who = recipient or "an unknown recipient"
    if year < LISTED_FROM:
        return f"whether {who} was on the DAC List of {year} is not in hand"
    return f"the DAC's group of {who} in {year} is not in hand"


@cache
def is_listed(country: str) -> bool:
    """Whether a state stands on any DAC List in hand."""
    return any(row["country"] == country for row in _data.rows("dac_list.csv"))


def imf_rule() -> Rule:
    """The rule of the IMF and the World Bank, whoever lends and borrows."""
    return next(rule for *_, rule in _rules("imf"))


@cache
def group_of(country: str, year: int) -> str | None:
    """The group of a country in the DAC List of a year: LDC, LIC, LMIC or UMIC; none where it is not in hand."""
    return next(
        (
            row["group"]
            for row in _data.rows("dac_list.csv")
            if row["country"] == country and int(row["from"]) <= year <= int(row["to"])
        ),
        None,
    )


def judged(element: float | None, dac: Rule | None, imf: float | None) -> Concessional | None:
    """By whose rules a loan is concessional; none where its terms, or the DAC's rule for it, are not known."""
    if element is None or dac is None or imf is None:
        return None
    by_dac, by_imf = element >= dac.threshold, imf >= imf_rule().threshold
    if by_dac and by_imf:
        return Concessional.BOTH
    return Concessional.DAC if by_dac else Concessional.IMF if by_imf else Concessional.NEITHER


def _rules(name: str) -> Iterator[tuple[int, int, str, Rule]]:
    for row in _data.rows("concessionality.csv"):
        if row["rule"] == name:
            yield (
                int(row["from"]),
                int(row["to"]),
                row["recipient"],
                Rule(float(row["discount"]), float(row["threshold"]), row["source"]),
            )
