"""Promises beside the records that serve them, as the links of a release have them."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sarai.analyses.promises.book import NEEDS, book, notes, rows
from sarai.analyses.promises.filters import Stated
from sarai.analyses.promises.links import links
from sarai.linking.weights import LINK_FROM
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.vocabulary import Verdict

if TYPE_CHECKING:
    from sarai.session import Session

SERVED = Card(
    id="served",
    name="promises and the records that serve them",
    unit="",
    formula="the records linked to each promise; where none is, the best pair left to a person that would be linked by "
    "its score, of a promise to one recipient",
    needs=(*NEEDS, "a source of activities"),
    method="docs/linking.md",
    caveats=("the outcome rests on dated looks at the promise alone, the status on the record: they can differ",),
    tables={
        "rows": """
promise   text    -  short name of the promise
promised  text    -  what, in words
outcome   text    -  what came of it
activity  text    -  key of the record
title     text    -  what it is called
status    text    -  its status
sure      flag   -  false where nobody has decided
"""
    },
)


def served(session: "Session", *, on: dt.date | str | None = None, **filter_by: Stated) -> Answer:
    """The promises that filters ask for with the records that serve them, by promise; sure ones stand first.

    Raises:
        QuestionError: as :func:`sarai.analyses.promises.book.book`.
    """
    found = book(session, on=on, filters=filter_by)
    promises = {row["id"]: row for row in rows(found)}
    pairs = links(session, promise=sorted(promises)).rows if promises else []
    linked = [pair for pair in pairs if pair["answer"] == Verdict.LINK]
    decided = {pair["promise"] for pair in linked}
    likely: dict[str, Mapping[str, Any]] = {}
    for pair in pairs:
        name = pair["promise"]
        alone = len(promises[name]["addressees"]) == 1 and name not in decided
        if pair["answer"] == Verdict.ASK and pair["score"] >= LINK_FROM and alone:
            likely.setdefault(name, pair)
    told = [
        {
            "promise": pair["promise"],
            "promised": promises[pair["promise"]]["promised"],
            "outcome": promises[pair["promise"]]["outcome"],
            "activity": pair["activity"],
            "title": pair["title"],
            "status": pair["status"],
            "sure": pair["promise"] in decided,
        }
        for pair in sorted([*linked, *likely.values()], key=lambda pair: str(pair["promise"]))
    ]
    return Answer.of(SERVED, told, release=session.release.number, notes=(*SERVED.caveats, *notes(found)))
