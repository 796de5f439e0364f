"""The figures of a text beside the ledger: matches, differs, or not visible here."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sarai.analyses.portfolio import questions
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.claim import Claim, Item
from sarai.model.errors import QuestionError
from sarai.model.question import ask
from sarai.session import Session


class Verdict(StrEnum):
    """What the ledger says to a figure of a text."""

    MATCHES = "matches"
    DIFFERS = "differs"
    NOT_VISIBLE = "not visible here"


CHECKED = Card(
    id="text-figures",
    name="figures of a text beside the ledger",
    unit="",
    formula="every amount and count of projects of a text beside what each source holds of the same partner, recipient "
    "and years: it matches within two per cent, since texts round",
    needs=("any source of flows",),
    method="docs/documents.md",
    caveats=("wishes and intentions are not visible: the ledger holds commitments and payments",),
    tables={
        "rows": """
claim     text       -  id of the claim
amount    number     [currency]  figure as the text states it
currency  text       -  its currency, or projects
verdict   text       -  matches, differs, or not visible here
why       text       -  what it was held against
rows      many:held  -  totals of the ledger that it was held against
quote     text       -  words of the claim
"""
    },
    parts={"held": """
recipient  text   -  who receives
year       year   [year]  year
source     text   -  source
low        sum    [unit]  certain contributions alone
preferred  sum    [unit]  the documented choice
high       sum    [unit]  with what is not proven double
n          int    [records]  records
"""},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Checked:
    """A figure of a claim, the verdict with its reason, and the ledger's rows it was held against."""

    claim: Claim
    amount: float
    currency: str
    verdict: Verdict
    why: str
    rows: Sequence[Mapping[str, Any]] = ()


TOLERANCE = 0.02
"""A figure matches within two per cent: texts round."""

_MEASURE = {"disbursed": "disbursed", "delivered": "spent", "completed": "committed", "ongoing": "committed",
            "committed": "committed", "signed": "committed", "reported": "committed"}  # fmt: skip


def check(session: Session, claims: Sequence[Claim]) -> Answer:
    """Every amount, and every count of projects, beside the ledger's of the same partner, recipient and years.

    An amount is held against each source's total by itself, in the release's currency: one in another currency is
    moved at the mean rate of its month or year, where the text names one. Wishes and intentions are not visible,
    since the ledger holds commitments and payments; nor are figures of partners or recipients without rows.
    A figure that the text repeats is checked once.
    """
    told = _once([claim for claim in claims if claim.core and claim.duplicate_of is None])
    rates = _Rates(session, {str(item.more["currency"]) for claim in told for item in claim.items("amount")})
    found = [
        _checked(session, rates, claim, float(item.value), str(item.more["currency"]), str(item.more["cmp"]))
        for claim in told
        for item in claim.items("amount")
        if not isinstance(item.value, list) and item.more.get("role") != "equivalent"
    ]
    found += [
        _counted(session, claim, float(item.value), str(item.more["cmp"]))
        for claim in told
        for item in claim.items("count")
        if not isinstance(item.value, list) and str(item.more.get("unit", "")).startswith("project")
    ]
    rows = [
        {
            "claim": each.claim.id,
            "amount": each.amount,
            "currency": each.currency,
            "verdict": str(each.verdict),
            "why": each.why,
            "rows": [{name: row.get(name) for name in _HELD} for row in each.rows],
            "quote": each.claim.quote,
        }
        for each in found
    ]
    notes = [
        f"{each.id}: {each.relation}" for each in claims if each.relation is not None and not each.relation["holds"]
    ]
    return Answer.of(CHECKED, rows, release=session.release.number, prices="current", notes=notes)


_HELD = ("recipient", "year", "source", "low", "preferred", "high", "n")


def _once(claims: Sequence[Claim]) -> list[Claim]:
    """Claims without those that a text says again elsewhere in fewer words, as a pull quote does."""
    kept: dict[str, list[Claim]] = {}
    for claim in claims:
        figures = [item.to_json() | {"text": "", "start": 0, "end": 0} for item in _figures(claim)]
        held = kept.setdefault(repr((claim.doc, claim.modality, claim.polarity, figures)), [])
        if not any(_within(claim, other) for other in held):
            held[:] = [other for other in held if not _within(other, claim)] + [claim]
    left = {id(claim) for held in kept.values() for claim in held}
    return [claim for claim in claims if id(claim) in left]


def _figures(claim: Claim) -> tuple[Item, ...]:
    return (*claim.items("amount"), *claim.items("count"))


def _within(one: Claim, other: Claim) -> bool:
    # Claims of one sentence share its words and are no repetition.
    apart = one.end <= other.start or other.end <= one.start
    return apart and f" {_words(one.quote)} " in f" {_words(other.quote)} "


def _words(quote: str) -> str:
    return re.sub(r"[\W_]+", " ", quote).strip().casefold()


class _Rates:
    """What amounts in some currencies are worth in the release's own, by the rates that the release holds."""

    def __init__(self, session: Session, currencies: set[str]) -> None:
        from sarai.money import rates

        self.target = session.release.currency
        if currencies <= {self.target}:
            self._known = {}
            return
        wanted = "FROM rate WHERE list_contains(CAST(? AS VARCHAR[]), currency)"
        told = session.query(wanted, [sorted({*currencies, self.target})], of=("rate",))
        chosen = rates.chosen(told, target=self.target)
        self._known = {(row["currency"], row["period"]): float(row["rate"]) for row in chosen.to_pylist()}

    def worth(self, amount: float, currency: str, claim: Claim) -> tuple[float, str] | None:
        """The value with the rate in words; None where no rate of the claim's year is held."""
        if currency == self.target:
            return amount, ""
        period = _period(claim)
        rate = self._known.get((currency, period)) if period else None
        return None if rate is None else (amount * rate, f", {currency} at the mean rate of {period}")


def _counted(session: Session, claim: Claim, number: float, comparator: str) -> _Checked:
    """A count of projects beside the number of records of the same partner, recipients and years."""
    pairs = _pairs(claim)

    def told(verdict: Verdict, why: str, rows: tuple[dict[str, Any], ...] = ()) -> _Checked:
        return _Checked(claim, number, "projects", verdict, why, rows)

    if claim.polarity == "-" or not pairs:
        return told(Verdict.NOT_VISIBLE, "denied, or partner or recipient is not a state the ledger could hold")
    why = ""
    for partner, recipients, agency in pairs:
        filters = _filters(claim, partner, recipients, agency)
        try:
            rows = questions.total(session, ask(by=["source"], filters=filters)).rows
        except QuestionError as error:
            why = why or error.what
            continue
        held = {row["source"]: row["n"] for row in rows if row["n"]}
        why = why or f"no record of {filters}"
        if held:
            break
    else:
        return told(Verdict.NOT_VISIBLE, why + _turned(session, claim))
    borne = any(fits(float(each), number, comparator, tolerance=0.0) for each in held.values())
    what = ", ".join(f"{name} {value}" for name, value in filters.items())
    by_source = "; ".join(f"{source} {each} records" for source, each in sorted(held.items()))
    verdict = Verdict.MATCHES if borne else Verdict.DIFFERS
    return told(verdict, f"{by_source} ({what}); what counts as a project may differ", tuple(rows))


def fits(held: float, stated: float, comparator: str, *, tolerance: float) -> bool:
    """Whether what the ledger holds bears out what a text states.

    "More than" bears up to a quarter more, "up to" down to a quarter less: a text that says so means the nearest round
    figure.
    """
    if abs(held - stated) <= tolerance * stated:
        return True
    if comparator in (">", ">="):
        return stated <= held <= stated * 1.25
    return comparator in ("<", "<=") and stated * 0.75 <= held <= stated


def _filters(claim: Claim, partner: str, recipients: list[str], agency: str | None) -> dict[str, Any]:
    filters: dict[str, Any] = {"partner": partner, "recipient": ",".join(recipients)}
    years = _years(claim)
    if years:
        filters["year"] = years
    if agency:
        filters["agency"] = agency
    return filters


def _checked(session: Session, rates: _Rates, claim: Claim, amount: float, currency: str, comparator: str) -> _Checked:
    def unseen(why: str) -> _Checked:
        return _Checked(claim, amount, currency, Verdict.NOT_VISIBLE, why)

    measure = _MEASURE.get(claim.modality)
    if measure is None:
        return unseen(f"the text says {claim.modality}; the ledger holds commitments and payments")
    if claim.polarity == "-":
        return unseen("the text denies it")
    worth = rates.worth(amount, currency, claim)
    if worth is None:
        return unseen(f"stated in {currency} without one month or year whose rate the release holds")
    value, at = worth
    pairs = _pairs(claim)
    if not pairs:
        return unseen("partner or recipient is not a state the ledger could hold")
    why = ""
    for partner, recipients, agency in pairs:
        filters = _filters(claim, partner, recipients, agency)
        question = ask(measure=measure, by=["recipient", "year", "source"], filters=filters)
        try:
            rows = questions.total(session, question).rows
        except QuestionError as error:
            why = why or error.what
            continue
        by_source: dict[str, Decimal] = {}
        for row in rows:
            if row["preferred"] is not None:
                by_source[row["source"]] = by_source.get(row["source"], Decimal()) + row["preferred"]
        totals = {source: total for source, total in by_source.items() if total}
        why = why or f"no row of {filters}"
        if totals:
            break
    else:
        return unseen(why + _turned(session, claim))
    borne = any(fits(float(total), value, comparator, tolerance=TOLERANCE) for total in totals.values())
    verdict = Verdict.MATCHES if borne else Verdict.DIFFERS
    what = ", ".join(f"{name} {each}" for name, each in filters.items())
    told = "; ".join(f"{source} {total:,.0f}" for source, total in sorted(totals.items()))
    return _Checked(
        claim, amount, currency, verdict, f"{measure} {told} {session.release.currency} ({what}{at})", tuple(rows)
    )


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


Pair = tuple[str, list[str], str | None]


def _pairs(claim: Claim) -> list[Pair]:
    """Who gives to whom, as the claim says; where two only act together, each as the giver in turn."""
    partner, recipients, agency = _who(claim)
    if partner is None:
        return []
    if recipients:
        return [(partner, recipients, agency)]
    acting = [item for item in claim.items("actor") if item.more.get("kind") != "leader" and item.more.get("code")]
    codes = list(dict.fromkeys(str(item.more["code"]) for item in acting))
    both: list[Pair] = [(one, [other], None) for one in codes for other in codes if one != other]
    return both[:2]


def _turned(session: Session, claim: Claim) -> str:
    """What the ledger holds the other way round, where the claim's own direction has no row; in words."""
    partner, recipients, _ = _who(claim)
    for other in recipients if partner is not None else ():
        filters = _filters(claim, other, [str(partner)], None)
        try:
            rows = questions.total(session, ask(by=["source"], filters=filters)).rows
        except QuestionError:
            continue
        if any(row["n"] for row in rows):
            return f"; the ledger holds records of {other} to {partner}: was the text read the right way round?"
    return ""


def _period(claim: Claim) -> str | None:
    """The month or year that a figure is of, as the rates have it; None where it is of several or none."""
    for item in claim.items("period"):
        first, last = str(item.more.get("from") or ""), str(item.more.get("to") or "")
        if len(first) == 10 and first[:7] == last[:7]:
            return first[:7]
        if len(first) == 10 and first[:4] == last[:4]:
            return first[:4]
    return None


def _years(claim: Claim) -> str | None:
    for item in claim.items("period"):
        first, last = item.more.get("from"), item.more.get("to")
        if first and last and not str(first).startswith("FY"):
            a, b = dt.date.fromisoformat(str(first)).year, dt.date.fromisoformat(str(last)).year
            return f"{a}-{b}" if a != b else str(a)
    return None
