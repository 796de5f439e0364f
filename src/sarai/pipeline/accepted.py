"""Claims that a person accepted, as rows of a study's own lists: the next build reads them like any other.

The lists are ``files/accepted-<kind>s.csv`` in the columns of :mod:`sarai.sources.lists.promises`. What was decided
of a claim, also that it was passed over, stands in ``reviewed/decisions.csv``, so that nobody is asked twice.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from sarai.model.vocabulary import AgreementType, Basis, EventType, Firmness, PromiseKind, Seen
from sarai.pipeline.rows import keep, kept, write_rows
from sarai.reading import Claim

DECISIONS = "reviewed/decisions.csv"
_DECISION = ("document", "start", "end", "modality", "decision", "row", "by", "on")


class Kind(StrEnum):
    """What a claim becomes; ``skip`` is a decision too."""

    PROMISE = "promise"
    OBSERVATION = "observation"
    AGREEMENT = "agreement"
    EVENT = "event"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Origin:
    """The text that claims come from, and who reviews them."""

    digest: str
    date: dt.date
    url: str
    tier: str
    reviewer: str
    on: dt.date

    @property
    def document(self) -> str:
        """The key of the text in the table ``document``."""
        return f"text:{self.digest[:16]}"

    @property
    def publisher(self) -> str:
        """Who published it, by the host of its address."""
        return urlsplit(self.url).hostname or self.url


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision about a claim: what it becomes, in whose words, and what else that kind needs.

    ``promise`` is the promise that an observation looks at; ``word`` the status, type of agreement or of event.
    """

    claim: Claim
    kind: Kind
    wording: str = ""
    word: str = ""
    promise: str = ""


def suggested(claim: Claim) -> Kind:
    """What a claim would become: wanted and intended are promises, signatures agreements, deliveries observations."""
    if claim.modality in ("pledged", "announced", "committed", "proposed", "requested") and claim.polarity == "+":
        return Kind.PROMISE
    if claim.modality in ("signed", "adopted", "launched") and claim.polarity == "+":
        return Kind.AGREEMENT
    return Kind.OBSERVATION if claim.modality in _SEEN else Kind.EVENT


_SEEN = {
    "disbursed": Seen.PARTLY_DISBURSED, "delivered": Seen.COMPLETED, "completed": Seen.COMPLETED,
    "ongoing": Seen.STARTED, "signed": Seen.SIGNED, "committed": Seen.COMMITTED, "launched": Seen.STARTED,
    "announced": Seen.ANNOUNCED_AGAIN, "reported": Seen.REAFFIRMED, "pledged": Seen.REAFFIRMED,
}  # fmt: skip

_FIRMNESS = {"proposed": Firmness.PROPOSAL, "requested": Firmness.REQUEST, "committed": Firmness.SIGNED}


def words(kind: Kind) -> tuple[str, ...]:
    """The words of its list that a row of a kind needs one of; none for a promise."""
    return {
        Kind.OBSERVATION: tuple(Seen),
        Kind.AGREEMENT: tuple(AgreementType),
        Kind.EVENT: tuple(EventType),
    }.get(kind, ())


def word_of(claim: Claim, kind: Kind) -> str:
    """The word that is suggested for a claim."""
    if kind is Kind.OBSERVATION:
        return _SEEN.get(claim.modality, Seen.REAFFIRMED)
    if kind is Kind.AGREEMENT:
        quote = claim.quote.casefold()
        found = next((each for each in AgreementType if each.value.replace("-", " ") in quote), None)
        return found or (AgreementType.MEMORANDUM if "memorand" in quote else AgreementType.CONTRACT)
    return EventType.OTHER if kind is Kind.EVENT else ""


def summary(claim: Claim) -> str:
    """The claim in few words of ours: what, how much, when. A person may put better ones."""
    parts = [*_values(claim, "instrument"), *_values(claim, "sector"), *_values(claim, "place")]
    amount = _first(claim, "amount")
    count = _first(claim, "count")
    told = f"{amount['value']:,.10g} {amount['currency']}" if amount and not isinstance(amount["value"], list) else ""
    if count:
        told = ", ".join(each for each in (told, f"{count['value']} {count['unit']}") if each)
    return ": ".join(each for each in (claim.modality.capitalize(), told) if each) + (
        f" ({', '.join(parts)})" if parts else ""
    )


def decided(folder: Path, document: str) -> set[tuple[int, int, str]]:
    """The claims of a document that were decided before: span and modality."""
    return {
        (int(row["start"]), int(row["end"]), row["modality"])
        for row in kept(folder / DECISIONS, _DECISION)
        if row["document"] == document
    }


def write(folder: Path, decision: Decision, origin: Origin) -> str | None:
    """Keep a decision; an accepted claim becomes a row of its list. Returns why the row was refused, if it was.

    A row that the list's reader would refuse is taken out again, and the claim stays undecided.

    Raises:
        StudyError: the lists cannot be read or written.
    """
    name = f"T{origin.digest[:8]}-{decision.claim.start}"
    if decision.kind is not Kind.SKIP:
        dataset = f"{decision.kind}s"
        refused = keep(folder, f"accepted-{dataset}.csv", dataset, _row(decision, origin, name), as_of=origin.date)
        if refused is not None:
            return refused
    known = kept(folder / DECISIONS, _DECISION)
    claim = decision.claim
    told = (origin.document, str(claim.start), str(claim.end), claim.modality, decision.kind.value,
            "" if decision.kind is Kind.SKIP else name, origin.reviewer, origin.on.isoformat())  # fmt: skip
    write_rows(folder / DECISIONS, _DECISION, [*known, dict(zip(_DECISION, told, strict=True))])
    return None


def _row(decision: Decision, origin: Origin, name: str) -> dict[str, str]:
    claim, makers = decision.claim, _codes(decision.claim, "actor")
    wording = decision.wording or summary(claim)
    shared = {
        "id": name,
        "date": origin.date.isoformat(),
        "note": f"accepted from {origin.document}, characters {claim.start}-{claim.end}{_framed(claim)}",
        "source_name": origin.publisher,
        "source_url": origin.url,
        "source_date": origin.date.isoformat(),
        "tier": origin.tier,
        "reviewed_by": origin.reviewer,
        "reviewed_on": origin.on.isoformat(),
    }
    if decision.kind is Kind.OBSERVATION:
        amount = _amount(claim)
        unit = amount.get("currency", "")
        return shared | {"promise": decision.promise, "status": decision.word, "wording": wording,
                         "basis": Basis.REPORTED, "value": amount.get("amount", ""), "unit": unit}  # fmt: skip
    if decision.kind is Kind.AGREEMENT:
        parties = "; ".join(dict.fromkeys([*makers, *_codes(claim, "recipient")]))
        return shared | {"type": decision.word, "title": wording, "parties": parties}
    if decision.kind is Kind.EVENT:
        return shared | {"type": decision.word, "title": wording, "actors": "; ".join(makers),
                         "place": "; ".join(_values(claim, "place"))}  # fmt: skip
    place, amount = _values(claim, "place"), _amount(claim)
    kind = PromiseKind.PROJECT if place else PromiseKind.HEADLINE if amount else PromiseKind.POLICY
    return shared | _period(claim) | amount | {
        "kind": kind,
        "firmness": _FIRMNESS.get(claim.modality, Firmness.PLEDGE),
        "makers": "; ".join(makers),
        "addressees": "; ".join(_codes(claim, "recipient")),
        "wording": wording,
        "quote": " ".join(claim.quote.split()),
        "document": origin.document,
        "span_start": str(claim.start),
        "span_end": str(claim.end),
        "places": "; ".join(place),
        "umbrella": "no",
    }  # fmt: skip


def _framed(claim: Claim) -> str:
    """What the frame of a claim tells beside maker and addressees: through whom, and on which terms."""
    through = [str(item.value) for item in claim.items("channel")]
    terms = [
        f"{' '.join(item.text.split())} ({kind})"
        for item in claim.items("period")
        if (kind := str(item.more.get("kind", "")).partition("_")[0]) in ("tenor", "grace")
    ]
    terms += [" ".join(i.text.split()) for i in claim.items("percent") if "per year" in str(i.more.get("unit", ""))]
    told = [f"through {', '.join(through)}"] if through else []
    return "".join(f"; {each}" for each in (*told, *([f"terms: {', '.join(terms)}"] if terms else [])))


def still_decided(known: set[tuple[int, int, str]], claims: Sequence[Claim]) -> set[str]:
    """The ids of claims that a person has decided, though rules have moved their ends since.

    A decision stands on characters: where no claim has exactly those any more, the claim of the same modality that
    shares at least half of them is the one decided.
    """
    exact = {(claim.start, claim.end, claim.modality): claim.id for claim in claims}
    found = {exact[each] for each in known if each in exact}
    for start, end, modality in known - exact.keys():
        shared = [
            (min(end, claim.end) - max(start, claim.start), claim)
            for claim in claims
            if claim.modality == modality and claim.id not in found
        ]
        size, nearest = max(shared, key=lambda each: each[0], default=(0, None))
        if nearest is not None and 2 * size >= min(end - start, nearest.end - nearest.start) > 0:
            found.add(nearest.id)
    return found


def _amount(claim: Claim) -> dict[str, str]:
    found, count = _first(claim, "amount"), _first(claim, "count")
    told: dict[str, str] = {}
    if found:
        ends = found["value"] if isinstance(found["value"], list) else [found["value"]]
        told = {"amount": _plain(ends[0]), "currency": str(found["currency"]), "comparator": str(found["cmp"])}
        if len(ends) > 1:
            told["amount_high"] = _plain(ends[1])
    if count and not isinstance(count["value"], list):
        told |= {"count": _plain(count["value"]), "count_unit": str(count["unit"])}
        told.setdefault("comparator", str(count["cmp"]))
    return told


def _period(claim: Claim) -> dict[str, str]:
    for item in claim.items("period"):
        first, last = item.more.get("from"), item.more.get("to")
        dated = [str(each) for each in (first, last) if each and not str(each).startswith("FY")]
        if dated and last and str(last) in dated:
            return {"period_from": dated[0] if first and str(first) in dated else "", "period_to": str(last)}
    return {}


def _first(claim: Claim, slot: str) -> Mapping[str, object] | None:
    item = next((each for each in claim.items(slot) if each.value is not None), None)
    return None if item is None else {"value": item.value, **item.more}


def _codes(claim: Claim, slot: str) -> list[str]:
    items = (item for item in claim.items(slot) if item.more.get("code"))
    return list(dict.fromkeys(code for item in items for code in str(item.more["code"]).split(";")))


def _values(claim: Claim, slot: str) -> list[str]:
    return list(dict.fromkeys(str(item.value) for item in claim.items(slot)))


def _plain(value: object) -> str:
    number = float(str(value))
    return str(int(number)) if number.is_integer() else f"{number:.6f}".rstrip("0")
