"""Promises beside the records that serve them, as the links of the study have them."""

from dataclasses import dataclass
from typing import Any

from sarai.analyses.portfolio.desk import Desk
from sarai.analyses.promises.book import book, rows
from sarai.analyses.promises.links import links
from sarai.linking.serves import LINK_FROM
from sarai.model.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Served:
    """A promise and a record that serves it; where nobody has decided, ``sure`` is false."""

    promise: str
    wording: str
    outcome: str
    activity: str
    title: str | None
    status: str | None
    sure: bool


def served(desk: Desk) -> tuple[Served, ...]:
    """The promises of a brief with the records linked to them, by promise.

    A pair left to a person is told where it would be linked by its score and the promise is to one recipient: of
    each such promise the best.
    """
    promises = {row["id"]: row for row in rows_of(desk)}
    if not promises:
        return ()
    pairs = links(desk.session, promise=sorted(promises)).rows
    found: dict[str, list[Served]] = {}
    for sure in (True, False):
        for pair in pairs:
            promise = promises[pair["promise"]]
            if sure:
                told = pair["answer"] == Verdict.LINK
            else:
                told = (
                    pair["answer"] == Verdict.ASK
                    and pair["score"] >= LINK_FROM
                    and len(promise["addressees"]) == 1
                    and promise["id"] not in found
                )
            if told:
                found.setdefault(promise["id"], []).append(
                    Served(promise["id"], promise["promised"], promise["outcome"], pair["activity"], pair["title"],
                           pair["status"], sure)
                )  # fmt: skip
    return tuple(each for name in sorted(found) for each in found[name])


def rows_of(desk: Desk) -> list[dict[str, Any]]:
    """The promises of the brief's partners to its recipients, with what came of them; no name means all of them."""
    asked = {"maker": desk.partners, "addressee": desk.recipients}
    filters = {name: codes for name, codes in asked.items() if codes}
    return rows(book(desk.session, on=desk.on, filters=filters))
