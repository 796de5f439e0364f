"""Positions: what each government asked, offered, declared and showed interest in, by topic."""

from collections.abc import Iterable
from dataclasses import dataclass

from sarai import codelists
from sarai.model.claim import Claim

STANCES = {
    "requested": "asked", "proposed": "offered", "pledged": "offered", "announced": "declared",
    "expressed_interest": "interested", "reported": "declared",
}  # fmt: skip
"""Modality to what a government did: asked, offered, declared, or was interested."""

GOVERNMENTS = ("state", "demonym", "capital", "leader", "surname")


@dataclass(frozen=True, slots=True)
class Position:
    """A cell: a government, a topic, a stance, and the claims it opens to."""

    code: str
    government: str
    topic: str
    stance: str
    claims: tuple[Claim, ...]


def positions(claims: Iterable[Claim]) -> list[Position]:
    """The pivot of core claims by government, topic and stance, in that order; negated claims are kept apart.

    An actor that is a group or an agency is no government and has no row of its own.
    """
    cells: dict[tuple[str, str, str, str], list[Claim]] = {}
    for claim in claims:
        stance = STANCES.get(claim.modality)
        if stance is None or not claim.core:
            continue
        if claim.polarity == "-":
            stance = f"not {stance}"
        topics = sorted({str(item.more["topic"]) for item in claim.items("sector")}) or ["not stated"]
        for code, name in _governments(claim):
            for topic in topics:
                cells.setdefault((name, code, topic, stance), []).append(claim)
    return [
        Position(code, name, topic, stance, tuple(found))
        for (name, code, topic, stance), found in sorted(cells.items())
    ]


def _governments(claim: Claim) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for item in claim.items("actor"):
        code = str(item.more.get("code", ""))
        if item.more.get("kind") in GOVERNMENTS and code in codelists.load("countries"):
            if item.more.get("kind") == "leader" and code in found:
                continue
            found[code] = str(item.value)
    return sorted(found.items())
