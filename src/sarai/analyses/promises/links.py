"""Promises and the activities that serve them, as a release holds them: the matcher's answer, and people's over it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sarai.analyses.promises.book import stated_date
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Precision, PromiseKind, Verdict
from sarai.session import Session

Row = dict[str, Any]
Told = Mapping[str, Any]


COLUMNS = """
promise            text         -  short name of the promise
wording            text         -  what was promised, in our words
makers             texts        -  who promised
addressees         texts        -  to whom
promised_on        text         -  when, as fine as it is known
promised           amount       [promised_currency]  amount promised
promised_currency  text         <currencies>  its currency
activity           text         -  key of the activity
title              text         -  what it is called
provider           text         -  who provides it
recipients         texts        -  who receives it
agreed             text         -  when it was agreed, as fine as it is known
ended              text         -  when it ended, or is to end
status             text         -  its status
amount             amount       [currency]  amount as stated
currency           text         <currencies>  its currency
base_year          year         [year]  base year of a constant amount
score              number       -  sum of the weights
answer             text         <vocabulary.Verdict>  what holds: a person's decision, else the matcher's answer
matcher            text         <vocabulary.Verdict>  the matcher's answer
reasons            texts        -  weight, feature and what met; with the start they add up to the score
start              number       -  what the score begins with
decided            one:decided  -  who decided, when and why
dataset            text         -  dataset of the activity's record
file               text         -  sha256 of its file
locator            text         -  where it stands in the file
url                text         -  where it is published
"""

DECIDED = """
who  text  -  person who decided
on   day   -  when
why  text  -  reason in words
"""

KEPT = ("activity", "title", "agreed", "amount", "currency", "status", "score", "decided", "dataset", "locator")
"""What of a link stands on the card of its promise."""

LINKS = Card(
    id="link",
    name="Promises and what serves them",
    unit="",
    formula="pairs of a promise and an activity, scored by what speaks for and against; a person's decision wins",
    needs=("the list promises of the study", "a source of activities"),
    method="docs/linking.md: a visible sum of reasons, whose weights were set on labelled pairs",
    caveats=("no link says that nothing was found among the records loaded here, not that nothing was done",),
    tables={"rows": COLUMNS},
    parts={"decided": DECIDED},
)


def links(session: Session, *, promise: Sequence[str] = (), answer: str | None = None) -> Answer:
    """The pairs that are linked or left to a person.

    A person's decision that the release holds wins over the matcher. ``promise`` and ``answer`` (link, ask, no link)
    narrow the rows.

    Raises:
        QuestionError: an unknown promise or answer, or a release without promises.
    """
    of = ("judged", "link")
    promises = {row["id"]: row for row in session.query(_PROMISED, of=of).to_pylist()}
    if not promises:
        raise QuestionError(
            "the release holds no promises", where=str(session.folder), cure="add a list: sarai sources promises"
        )
    unknown = [name for name in promise if name not in promises]
    if unknown:
        raise QuestionError(
            f"no promise {', '.join(unknown)}", where="--promise", cure="ids stand in sarai promises DIR"
        )
    wanted = _wanted(answer)
    # Decisions come in the order they were taken; the last on a pair holds.
    decided = {(row["promise_id"], row["activity"]): row for row in session.listed("judgement")}
    found = [
        _row(row, promises[row["promise_id"]], decided)
        for row in session.query("FROM link ORDER BY key", of=of).to_pylist()
    ]
    found += _only_decided(found, decided, promises)
    rows = [
        row for row in sorted(found, key=_order)
        if (not promise or row["promise"] in promise) and (wanted is None or row["answer"] == wanted)
    ]  # fmt: skip
    notes = _notes(found, promises, decided, without=not session.release.counts.get("link"))
    return Answer.of(LINKS, rows, release=session.release.number, notes=notes)


_PROMISED = "SELECT id, wording, makers, addressees, date, date_precision, amount, currency, kind"
_PROMISED += " FROM judged WHERE record IS NULL"


def has_promise(session: Session, promise: str) -> bool:
    """Whether the release's lists hold a promise of that name."""
    return bool(
        session.query("SELECT 1 FROM judged WHERE record IS NULL AND id = ?", [promise], of=("judged",)).num_rows
    )


def _wanted(answer: str | None) -> str | None:
    if answer is None:
        return None
    told = {"ask": Verdict.ASK.value, "no-link": Verdict.NO_LINK.value}.get(answer, answer)
    if told not in set(Verdict):
        raise QuestionError(f"answer {answer!r} is not known", where="--answer", cure="link, ask or no-link")
    return told


def _order(row: Row) -> tuple[str, float, str]:
    return row["promise"], -(row["score"] if row["score"] is not None else 99.0), row["activity"]


def _row(
    row: Mapping[str, Any], promise: Mapping[str, Any], decided: Mapping[tuple[str, str], Mapping[str, Any]]
) -> Row:
    made = decided.get((row["promise_id"], row["activity"]))
    return {
        **_promised(promise),
        "activity": row["activity"], "title": row["title"], "provider": row["provider"],
        "recipients": row["recipients"],
        "agreed": row["date"] and stated_date(row["date"], row["precision"] or Precision.DAY),
        "ended": row["end"] and row["end"].isoformat(),
        "status": row["status"], "amount": row["amount"], "currency": row["currency"],
        "base_year": row["base_year"], "score": row["score"],
        "answer": made["answer"] if made else row["answer"], "matcher": row["answer"],
        "reasons": row["reasons"], "start": row["start"], "decided": _decided(made), "dataset": row["dataset"],
        "file": row["file"], "locator": row["locator"], "url": row["url"],
    }  # fmt: skip


def _promised(promise: Mapping[str, Any]) -> Row:
    return {
        "promise": promise["id"], "wording": promise["wording"], "makers": promise["makers"],
        "addressees": promise["addressees"], "promised_on": stated_date(promise["date"], promise["date_precision"]),
        "promised": promise["amount"],
        "promised_currency": promise["currency"],
    }  # fmt: skip


def _decided(made: Mapping[str, Any] | None) -> Row | None:
    return None if made is None else {"who": made["who"], "on": made["on"], "why": made["why"]}


def _only_decided(
    found: Iterable[Row],
    decided: Mapping[tuple[str, str], Mapping[str, Any]],
    promises: Mapping[str, Mapping[str, Any]],
) -> list[Row]:
    """Rows for decisions about pairs that the matcher does not propose."""
    proposed = {(row["promise"], row["activity"]) for row in found}
    return [
        {
            **_promised(promises[pair[0]]), "activity": pair[1], "title": None, "provider": None,
            "recipients": [], "agreed": None, "ended": None, "status": None, "amount": None, "currency": None,
            "base_year": None, "score": None, "answer": made["answer"], "matcher": Verdict.NO_LINK.value,
            "reasons": [], "start": None, "decided": _decided(made), "dataset": None, "file": None, "locator": None,
            "url": None,
        }
        for pair, made in decided.items()
        if pair not in proposed and pair[0] in promises
    ]  # fmt: skip


def _notes(
    found: Sequence[Row],
    promises: Mapping[str, Mapping[str, Any]],
    decided: Mapping[tuple[str, str], Mapping[str, Any]],
    *,
    without: bool,
) -> list[str]:
    linked = [row for row in found if row["answer"] == Verdict.LINK]
    asked = [row for row in found if row["answer"] == Verdict.ASK]
    served = {row["promise"] for row in linked}
    made = sum(row["kind"] != PromiseKind.DERIVED for row in promises.values())
    notes = [
        f"{len(linked)} pair(s) linked for {len(served)} of {made} promises, {len(asked)} left to a person; "
        f"{sum(row['decided'] is not None for row in found)} decided by people"
    ]
    if without:
        notes.append("this release has no links: build again")
    stray = sorted({name for name, _ in decided if name not in promises})
    if stray:
        notes.append(f"decisions about promises that this release does not hold: {', '.join(stray)}")
    return [*notes, *LINKS.caveats]


def to_review(session: Session, *, promise: Sequence[str] = ()) -> Answer:
    """The pairs left to a person, likeliest first.

    Raises:
        QuestionError: as :func:`links`.
    """
    found = links(session, promise=promise, answer="ask")
    rows = sorted(found.rows, key=lambda row: (-row["score"], row["promise"]))
    return Answer.of(LINKS, rows, indicator="pairs left to a person", release=found.release, notes=found.notes)
