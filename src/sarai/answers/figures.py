"""The figures of a text beside the ledger: matches, differs, or not visible here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sarai.answers.session import Session
from sarai.documents import Claim
from sarai.model.errors import QuestionError


class Verdict(StrEnum):
    """What the ledger says to a figure of a text."""

    MATCHES = "matches"
    DIFFERS = "differs"
    NOT_VISIBLE = "not visible here"


@dataclass(frozen=True, slots=True)
class Checked:
    """A figure of a claim, the verdict with its reason, and the ledger's rows it was held against."""

    claim: Claim
    amount: float
    currency: str
    verdict: Verdict
    why: str
    rows: tuple[dict[str, Any], ...] = ()


TOLERANCE = 0.02
"""A figure matches within two per cent: texts round."""

_MEASURE = {"disbursed": "disbursed", "delivered": "spent", "completed": "committed", "ongoing": "committed",
            "committed": "committed", "signed": "committed", "reported": "committed"}  # fmt: skip


def check(session: Session, claims: Sequence[Claim]) -> list[Checked]:
    """Every amount of the claims beside the ledger's total of the same partner, recipient, years and measure.

    Wishes and intentions are not visible: the ledger holds commitments and payments. So are amounts in another
    currency than the release's, of partners or recipients without rows, and amounts without either.
    """
    return [
        _checked(session, claim, float(item.value), str(item.more["currency"]), str(item.more["cmp"]))
        for claim in claims
        for item in claim.items("amount")
        if not isinstance(item.value, list) and item.more.get("role") != "equivalent" and claim.core
    ]


def _checked(session: Session, claim: Claim, amount: float, currency: str, comparator: str) -> Checked:
    def unseen(why: str) -> Checked:
        return Checked(claim, amount, currency, Verdict.NOT_VISIBLE, why)

    measure = _MEASURE.get(claim.modality)
    if measure is None:
        return unseen(f"the text says {claim.modality}; the ledger holds commitments and payments")
    if claim.polarity == "-":
        return unseen("the text denies it")
    if currency != session.release.currency:
        return unseen(f"stated in {currency}; the release is in {session.release.currency}")
    partner, recipients, agency = _who(claim)
    if partner is None or not recipients:
        return unseen("partner or recipient is not a state the ledger could hold")
    filters: dict[str, Any] = {"partner": partner, "recipient": ",".join(recipients)}
    years = _years(claim)
    if years:
        filters["year"] = years
    if agency:
        filters["agency"] = agency
    try:
        found = session.total(measure=measure, prices="current", by=["recipient"], **filters)
        rows = found.rows
    except QuestionError as error:
        return unseen(error.what)
    total = sum((row["preferred"] for row in rows if row["preferred"] is not None), Decimal())
    if not rows or not total:
        return unseen(f"no row of {filters}")
    near = abs(float(total) - amount) <= TOLERANCE * amount
    beyond = comparator in (">", ">=") and amount <= float(total) <= amount * 1.25
    verdict = Verdict.MATCHES if near or beyond else Verdict.DIFFERS
    told = ", ".join(f"{name} {value}" for name, value in filters.items())
    return Checked(claim, amount, currency, verdict, f"{measure} {total:,.0f} {currency} ({told})", tuple(rows))


def _who(claim: Claim) -> tuple[str | None, list[str], str | None]:
    actors = [item for item in claim.items("actor") if item.more.get("kind") != "leader"]
    partner = next((str(item.more["code"]) for item in actors if item.more.get("code")), None)
    agency = next(
        (str(item.value) for item in actors if item.more.get("kind") == "agency" and item.more["code"] != item.value),
        None,
    )
    recipients = [
        code
        for item in claim.items("recipient")
        if item.more.get("kind") != "leader"
        for code in str(item.more.get("code", "")).split(";")
        if code and code != partner
    ]
    return partner, list(dict.fromkeys(recipients)), agency


def _years(claim: Claim) -> str | None:
    for item in claim.items("period"):
        first, last = item.more.get("from"), item.more.get("to")
        if first and last and not str(first).startswith("FY"):
            a, b = dt.date.fromisoformat(str(first)).year, dt.date.fromisoformat(str(last)).year
            return f"{a}-{b}" if a != b else str(a)
    return None


def unsound(claims: Sequence[Claim]) -> list[Claim]:
    """Claims whose stated arithmetic does not hold."""
    return [claim for claim in claims if claim.relation is not None and not claim.relation["holds"]]
