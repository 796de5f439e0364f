"""Records of data that belong to a promise: what the maker's own lists say of it, and what third parties saw.

A record belongs to a promise by its link, over which a person's decision wins. A record in the maker's official list is
the maker speaking. One that a third party compiled, or that press tells of, is a witness: each status that it came to
is a look at the promise, derived in the build and never typed.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sarai.model.keys import child_key
from sarai.model.vocabulary import Basis, Precision, PromiseKind, Seen, Tier, Verdict
from sarai.promises.derived import SEEN
from sarai.promises.voices import Record, speaker

Row = Mapping[str, Any]

OF = ("link", "judgement", "activity", "file", "document_link")
"""The tables that :data:`TELLINGS` reads."""

TELLINGS = """
WITH decided AS (
    SELECT promise_id, activity, arg_max(answer, ordinal) AS answer FROM judgement GROUP BY promise_id, activity
), pairs AS (
    SELECT l.promise_id, l.activity, coalesce(d.answer, l.answer) AS answer, l.score
    FROM link l LEFT JOIN decided d USING (promise_id, activity)
    UNION ALL
    SELECT promise_id, activity, answer, NULL FROM decided d ANTI JOIN link l USING (promise_id, activity)
)
SELECT p.promise_id, p.activity, p.answer, a.title, a.status, a.source, a.dataset, a.file, a.locator, a.tier,
       a.reporter, a.reporter_role, a.start_actual, a.end_actual, f.as_of,
       (SELECT min(d.url) FROM document_link d WHERE d.owner = a.key AND d.file = a.file) AS url
FROM pairs p JOIN activity a ON a.key = p.activity LEFT JOIN file f ON f.file = a.file
WHERE p.answer <> 'no link'
ORDER BY p.promise_id, p.answer = 'link' DESC, p.score DESC NULLS FIRST, p.activity, f.as_of, a.dataset
"""
"""Each telling of each record that is linked to a promise or left to a person: by promise, the likeliest record first
and of a record the oldest dataset first."""

_OFFICIAL = (Tier.OFFICIAL_LEDGER, Tier.OFFICIAL_TEXT, Tier.OWN_RECORD)
_PRESS = (Tier.PRESS_NAMED_OFFICIAL, Tier.PRESS_SEVERAL, Tier.PRESS_SINGLE)
_STEPS = (Seen.STARTED, Seen.COMPLETED, Seen.DELAYED, Seen.CANCELLED)
"""What a witness can see. That a commitment is told again is the promise itself, and no look at it."""


def is_witness(telling: Row) -> bool:
    """Whether a third party compiled the record, or press tells of it: not the maker's word, and no mirror's."""
    return telling["tier"] != Tier.WEAK_OR_MIRROR and (
        telling["reporter_role"] == "secondary" or telling["tier"] in _PRESS
    )


def own_words(tellings: Iterable[Row], kinds: Mapping[str, str]) -> dict[str, list[Record]]:
    """What official lists say, by the promise's id: linked records, and for a project without any the likeliest one.

    ``kinds`` are those of the promises; a record is told as its newest dataset has it.
    """
    found: dict[str, list[Record]] = {}
    for (promise, _), told in groupby(tellings, key=lambda row: (row["promise_id"], row["activity"])):
        row = list(told)[-1]
        sure = row["answer"] == Verdict.LINK
        known = found.setdefault(promise, [])
        if row["tier"] not in _OFFICIAL or is_witness(row):
            continue
        if sure or (not known and kinds.get(promise) == PromiseKind.PROJECT):
            known.append(
                Record(
                    name=row["activity"], title=row["title"], status=SEEN.get(row["status"]), on=row["as_of"],
                    dataset=row["dataset"], sure=sure, since=row["end_actual"] or row["start_actual"],
                )
            )  # fmt: skip
    return found


def witnessed(
    tellings: Iterable[Row], promises: Mapping[str, Row], *, urls: Mapping[str, str]
) -> Iterator[dict[str, object]]:
    """Looks at promises that linked records of third parties are: one for each status that a record came to.

    A status that a later dataset tells again is no second look: it may be that nothing happened, or that nobody looked.
    A step is dated by the day that the record states for it, else by its dataset, where that is a third party's edition
    and not a list that was compiled for a study. A beginning that is only told after the end is none. What began before
    the promise was made proves nothing for it. ``promises`` are rows by id, ``urls`` where each source publishes.
    """
    for (name, _), told in groupby(tellings, key=lambda row: (row["promise_id"], row["activity"])):
        promise, steps = promises.get(name), list(told)
        if promise is None or promise["record"] is not None or steps[0]["answer"] != Verdict.LINK:
            continue
        for seen, row, when in _steps([row for row in steps if is_witness(row) and row["as_of"] is not None]):
            url = row["url"] or urls.get(row["source"]) or row["source"]
            if when >= promise["date"] and speaker(url) not in promise["makers"]:
                yield _look(promise, seen, row, when, url)


def _steps(tellings: Sequence[Row]) -> Iterator[tuple[Seen, Row, dt.date]]:
    """Each status that a record came to, told by the newest dataset that dates it, else by the first that tells it."""
    by_step: dict[Seen, list[Row]] = {}
    for row in tellings:
        seen = SEEN.get(row["status"])
        if seen in _STEPS:
            by_step.setdefault(seen, []).append(row)
    told = {seen: step for seen, rows in by_step.items() if (step := _dated(seen, rows)) is not None}
    over = min((when for seen, (_, when) in told.items() if seen is not Seen.STARTED), default=dt.date.max)
    for seen, (row, when) in told.items():
        if seen is not Seen.STARTED or when < over:
            yield seen, row, when


def _dated(seen: Seen, rows: Sequence[Row]) -> tuple[Row, dt.date] | None:
    stated = [(row, min(day, row["as_of"])) for row in rows if (day := _stated(seen, row)) is not None]
    editions = [(row, row["as_of"]) for row in rows if row["reporter_role"] == "secondary"]
    return stated[-1] if stated else editions[0] if editions else None


def _stated(seen: Seen, row: Row) -> dt.date | None:
    day: dt.date | None = {Seen.STARTED: row["start_actual"], Seen.COMPLETED: row["end_actual"]}.get(seen)
    return day


def _look(promise: Row, seen: Seen, row: Row, when: dt.date, url: str) -> dict[str, object]:
    return {
        "source": row["source"], "dataset": row["dataset"], "file": row["file"], "locator": row["locator"],
        "key": child_key(promise["key"], row["activity"], seen), "id": child_key(promise["id"], row["activity"], seen),
        "promise": promise["key"], "date": when, "date_precision": Precision.DAY, "known_by": when, "status": seen,
        "wording": f"{row['title'] or row['activity']}: {row['status']} in {row['dataset']}",
        "basis": Basis.REPORTED, "tier": Tier.INDEPENDENT_LIST, "source_name": row["reporter"] or row["dataset"],
        "url": url, "note": f"derived from the record {row['activity']}, which rests on: {row['tier']}",
    }  # fmt: skip
