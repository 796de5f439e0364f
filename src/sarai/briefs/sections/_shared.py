"""What several sections say in the same words."""

from sarai.briefs.words import Cell, Quoted, Words, Year
from sarai.model.figures import Figure
from sarai.study import Basis, Desk

KINDS = {
    "commitment": "Committed",
    "disbursement": "Disbursed",
    "expenditure": "Spent by the reporter itself",
    "planned-disbursement": "Planned",
    "budget": "Budgeted",
    "repayment": "Repaid",
    "interest": "Interest paid",
    "guarantee": "Guaranteed",
}

WIDE = 640
"""Units across of a picture that is as wide as the text."""


def millions(figure: Figure) -> str:
    """A figure as it stands at a bar, in millions; what is not zero never reads as zero."""
    value = float(figure.value or 0) / 1e6
    return f"{value:,.1f}" if abs(value) >= 0.05 or not value else f"{value:.2g}"


def kind(basis: Basis) -> Words:
    """The kind of money as a heading."""
    return Words(KINDS.get(basis.kind, basis.kind.replace("-", " ").capitalize()))


def prices(desk: Desk, caption: str = "") -> tuple[Cell, ...]:
    """The unit of a table: millions of the release's currency in current prices."""
    return (
        Words(f"{caption}, " if caption else ""),
        Quoted(desk.study.release.currency),
        Words(" million, current prices"),
    )


def named(desk: Desk, dimension: str, code: str | None) -> Quoted | None:
    """What a reader calls a code."""
    return None if code is None else Quoted(desk.name(dimension, code))


def span(basis: Basis) -> Year | None:
    """The years in which a kind of money has rows."""
    return None if basis.years is None else Year(*basis.years)


def who(desk: Desk) -> Words | Quoted:
    """The partners of a brief in words."""
    return (
        Quoted(", ".join(desk.name("partner", each) for each in desk.partners))
        if desk.partners
        else Words("all partners")
    )


def to_whom(desk: Desk) -> Words | Quoted:
    """The recipients of a brief in words."""
    if desk.recipients:
        return Quoted(" and ".join(desk.name("recipient", each) for each in desk.recipients))
    held = desk.study.release.study.get("recipients")
    return Quoted(", ".join(sorted(desk.name("recipient", each) for each in held))) if held else Words("all recipients")


def verb(basis: Basis) -> Words:
    """The kind of money within a sentence."""
    return Words(kind(basis).lower())


STATUSES = {
    "pipeline": "In the pipeline",
    "commitment": "Agreed",
    "implementation": "Under way",
    "finalisation": "Being closed",
    "completion": "Completed",
    "closed": "Closed",
    "pledge": "Pledged",
    "suspended": "Suspended",
    "cancelled": "Cancelled",
}


def status(word: str) -> str:
    """Where an activity stands, as a heading."""
    return STATUSES.get(word, word.capitalize())
