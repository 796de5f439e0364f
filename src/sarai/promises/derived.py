"""Promises that records are: a pledge or commitment not yet carried out when first told, or an end that was planned.

Derived from ``activity``, ``flow``, ``contribution`` and ``file`` of a release, never typed, and kept apart from
typed promises by their kind. Each dataset that tells the record is one look at it, on the dataset's date: a status
that stays the same from one to the next may mean that nothing happened, or that nobody looked.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sarai.model.keys import child_key
from sarai.model.vocabulary import Basis, Firmness, Precision, PromiseKind, Seen, Status

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

Row = dict[str, Any]

_TOLD = """
SELECT a.key, a.record_id, a.title, a.status, a.source, a.dataset, a.file, a.locator, a.tier, a.marks,
       a.end_planned, a.start_actual, a.end_actual, o.as_of,
       f.kind, f.date, f.precision, f.amount, f.currency, c.partner, c.recipients, c.sectors
FROM activity a
JOIN file o ON o.file = a.file
JOIN flow f ON f.activity = a.key AND f.file = a.file AND f.ordinal = 1 AND f.kind IN ('commitment', 'pledge')
JOIN (
    SELECT activity, file, any_value(partner) AS partner,
           list_sort(list(DISTINCT recipient) FILTER (recipient IS NOT NULL)) AS recipients,
           list_sort(list(DISTINCT sector) FILTER (sector IS NOT NULL)) AS sectors
    FROM contribution
    WHERE standing <> 'out' OR rule IN ('pledge_not_firm', 'cancelled', 'suspended', 'umbrella')
    GROUP BY activity, file
) c ON c.activity = a.key AND c.file = a.file
WHERE f.date IS NOT NULL AND o.as_of IS NOT NULL
ORDER BY a.key, o.as_of, a.dataset
"""

SEEN: Mapping[str, Seen] = {
    Status.PLEDGE: Seen.REAFFIRMED,
    Status.COMMITMENT: Seen.COMMITTED,
    Status.PIPELINE: Seen.COMMITTED,
    Status.IMPLEMENTATION: Seen.STARTED,
    Status.FINALISATION: Seen.STARTED,
    Status.COMPLETION: Seen.COMPLETED,
    Status.CLOSED: Seen.COMPLETED,
    Status.CANCELLED: Seen.CANCELLED,
    Status.SUSPENDED: Seen.DELAYED,
}
"""What the status of a record is as a look at a promise."""

_NOT_CARRIED_OUT = (Status.PLEDGE, Status.COMMITMENT, Status.PIPELINE)


def derive(connection: "duckdb.DuckDBPyConnection", *, urls: Mapping[str, str]) -> tuple[list[Row], list[Row]]:
    """Rows of ``promise`` and ``observation`` derived from the records of a release.

    ``connection`` has the tables ``activity``, ``flow``, ``contribution`` and ``file``; ``urls`` is where each source
    publishes. A record is a promise where the first dataset that tells it calls it a pledge, a commitment or in the
    pipeline, or where one states a planned end. The promise is told as the first dataset tells it; a completion
    is dated by the actual end where one is stated, else by the dataset.
    """
    promises: list[Row] = []
    observations: list[Row] = []
    table: pa.Table = connection.sql(_TOLD).to_arrow_table()
    for told in _by_record(table.to_pylist()):
        first = told[0]
        planned = [row["end_planned"] for row in told if row["end_planned"] is not None]
        if first["status"] not in _NOT_CARRIED_OUT and not planned:
            continue
        promise = _promise(first, planned[0] if planned else None, urls)
        if promise["due"] is not None and promise["due"] < promise["date"]:
            promise["due"] = promise["due_precision"] = None
        promises.append(promise)
        looks = [_look(row, urls) for row in told if row["status"] in SEEN]
        observations += [look for look in looks if look["known_by"] >= promise["date"]]
    return promises, observations


def _by_record(rows: list[Row]) -> Iterator[list[Row]]:
    told: list[Row] = []
    for row in rows:
        if told and told[0]["key"] != row["key"]:
            yield told
            told = []
        told.append(row)
    if told:
        yield told


def _source(row: Row, urls: Mapping[str, str]) -> Row:
    return {
        "source": row["source"],
        "dataset": row["dataset"],
        "file": row["file"],
        "locator": row["locator"],
        "tier": row["tier"],
        "source_name": row["dataset"],
        "url": urls.get(row["source"]) or row["source"],
    }


def _promise(row: Row, due: dt.date | None, urls: Mapping[str, str]) -> Row:
    recipients = row["recipients"] or []
    return {
        **_source(row, urls),
        "key": child_key(row["key"], "promise"),
        "id": row["key"],
        "kind": PromiseKind.DERIVED,
        "firmness": Firmness.PLEDGE if row["kind"] == "pledge" else Firmness.SIGNED,
        "makers": [row["partner"]] if row["partner"] else [],
        "addressees": recipients,
        "date": row["date"],
        "date_precision": row["precision"] or Precision.DAY,
        "occasion": None,
        "wording": row["title"] or f"Record {row['record_id']}, {row['status']} when first told",
        "amount": row["amount"],
        "currency": row["currency"],
        "comparator": "=" if row["amount"] is not None else None,
        "due": due,
        "due_precision": Precision.DAY if due else None,
        "sectors": row["sectors"] or [],
        "topics": [],
        "places": [],
        "observable_by": [row["source"]],
        "umbrella": "yes" if "umbrella" in (row["marks"] or []) else "no",
        "record": row["key"],
    }


def _look(row: Row, urls: Mapping[str, str]) -> Row:
    seen = SEEN[row["status"]]
    ended = row["end_actual"] if seen is Seen.COMPLETED else None
    when = min(ended, row["as_of"]) if ended is not None else row["as_of"]
    return {
        **_source(row, urls),
        "key": child_key(row["key"], "look", row["dataset"]),
        "id": child_key(row["key"], row["dataset"]),
        "promise": child_key(row["key"], "promise"),
        "date": when,
        "date_precision": Precision.DAY,
        "known_by": when,
        "status": seen,
        "wording": f"status {row['status']} in {row['dataset']}",
        "basis": Basis.REPORTED,
    }
