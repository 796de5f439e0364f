"""Promises and the activities that serve them, as a release holds them: the matcher's answer, and people's over it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sarai.model.errors import QuestionError
from sarai.model.vocabulary import PromiseKind, Verdict
from sarai.session import Session

Row = dict[str, Any]
Told = Mapping[str, Any]


def links(session: Session, *, promise: Sequence[str] = (), answer: str | None = None) -> dict[str, Any]:
    """The pairs that are linked or left to a person, as the JSON of ``sarai link``.

    A person's decision that the release holds wins over the matcher. ``promise`` and ``answer`` (link, ask, no link)
    narrow the rows.

    Raises:
        QuestionError: an unknown promise or answer, or a release without promises.
    """
    promises = {row["id"]: row for row in session.table("promise").to_pylist()}
    if not promises:
        raise QuestionError(
            "the release holds no promises",
            where=str(session.folder),
            cure="add a promises.csv: sarai sources promises",
        )
    unknown = [name for name in promise if name not in promises]
    if unknown:
        raise QuestionError(
            f"no promise {', '.join(unknown)}", where="--promise", cure="ids stand in sarai promises DIR"
        )
    wanted = _wanted(answer)
    # Decisions come in the order they were taken; the last on a pair holds.
    decided = {(row["promise_id"], row["activity"]): row for row in session.listed("judgement")}
    found = [_row(row, promises[row["promise_id"]], decided) for row in session.table("link").to_pylist()]
    found += _only_decided(found, decided, promises)
    rows = [
        row for row in sorted(found, key=_order)
        if (not promise or row["promise"] in promise) and (wanted is None or row["answer"] == wanted)
    ]  # fmt: skip
    return {
        "indicator": "Promises and what serves them", "unit": "", "prices": "none", "release": session.release.number,
        "rows": rows, "notes": _notes(found, promises, decided, without=session.table("link").num_rows == 0),
    }  # fmt: skip


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
        "recipients": row["recipients"], "agreed": _cut(row["date"], row["precision"]),
        "ended": _cut(row["end"], None),
        "status": row["status"], "amount": _plain(row["amount"]), "currency": row["currency"],
        "base_year": row["base_year"], "score": row["score"],
        "answer": made["answer"] if made else row["answer"], "matcher": row["answer"],
        "reasons": row["reasons"], "start": row["start"], "decided": _decided(made), "dataset": row["dataset"],
        "file": row["file"], "locator": row["locator"], "url": row["url"],
    }  # fmt: skip


def _promised(promise: Mapping[str, Any]) -> Row:
    return {
        "promise": promise["id"], "wording": promise["wording"], "makers": promise["makers"],
        "addressees": promise["addressees"], "promised_on": _cut(promise["date"], promise["date_precision"]),
        "promised": _plain(promise["amount"]), "promised_currency": promise["currency"],
    }  # fmt: skip


def _cut(date: dt.date | None, precision: str | None) -> str | None:
    if date is None:
        return None
    return date.isoformat()[: {"year": 4, "month": 7}.get(precision or "day", 10)]


def _plain(amount: Any) -> str | None:
    return None if amount is None else f"{amount:f}".rstrip("0").rstrip(".")


def _decided(made: Mapping[str, Any] | None) -> Row | None:
    return None if made is None else {"who": made["who"], "on": made["on"].isoformat(), "why": made["why"]}


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
    notes.append("no link says that nothing was found among the records loaded here, not that nothing was done")
    return notes


def to_review(session: Session, *, promise: Sequence[str] = ()) -> list[Row]:
    """The pairs left to a person, likeliest first.

    Raises:
        QuestionError: as :func:`links`.
    """
    rows = links(session, promise=promise, answer="ask")["rows"]
    return sorted(rows, key=lambda row: (-row["score"], row["promise"]))
