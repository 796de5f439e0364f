"""What became of records from one dataset to the next: statuses then and now, per record id.

A record that the later dataset could not hold is out of its scope; one it could hold and does not print is
absent. Where the later dataset prints no record of a status, it cannot show what became of it.
"""

import duckdb
import pyarrow as pa

from sarai.model.provenance import Scope
from sarai.session import query_arrow

ABSENT = "absent"
OUT_OF_SCOPE = "out of its scope"
CANNOT_SHOW = "this vintage cannot show it"

_RECORDS = """
SELECT c.activity, any_value(c.status) AS status, any_value(c.year) AS year, any_value(c.kind) AS kind,
       any_value(c.recipient ORDER BY c.recipient) AS recipient,
       any_value(a.recommended) AS recommended, any_value(a.marks) AS marks
FROM (SELECT * FROM contribution WHERE dataset = ? AND {conditions}) c
JOIN activity a ON a.file = c.file AND a.key = c.activity
GROUP BY c.activity
"""


def transitions(
    connection: duckdb.DuckDBPyConnection,
    before: str,
    after: str,
    *,
    scope: Scope,
    conditions: str = "true",
    parameters: tuple[object, ...] = (),
) -> pa.Table:
    """Records of dataset ``before`` by status and by what dataset ``after`` says of them.

    Columns: ``status``, ``recommended``, ``became`` (a status, or one of the words of this module), ``n``.
    ``scope`` is what ``after`` could hold.
    """
    earlier = query_arrow(connection, _RECORDS.format(conditions=conditions), [before, *parameters]).to_pylist()
    later = {
        row["activity"]: row["status"]
        for row in query_arrow(connection, _RECORDS.format(conditions="true"), [after]).to_pylist()
    }
    counts: dict[tuple[str, str, str], int] = {}
    for record in earlier:
        told = _became(record, later, scope)
        key = (record["status"] or "not stated", record["recommended"] or "not stated", told)
        counts[key] = counts.get(key, 0) + 1
    keys = sorted(counts, key=lambda key: (key[0], key[1] != "yes", -counts[key], key[2]))
    return pa.table(
        {
            "status": pa.array([key[0] for key in keys], pa.string()),
            "recommended": pa.array([key[1] for key in keys], pa.string()),
            "became": pa.array([key[2] for key in keys], pa.string()),
            "n": pa.array([counts[key] for key in keys], pa.int64()),
        }
    )


def _became(record: dict[str, object], later: dict[str, str], scope: Scope) -> str:
    key = str(record["activity"])
    if key in later:
        return later[key] or "not stated"
    status = record["status"]
    if scope.statuses is not None and status is not None and status not in scope.statuses:
        return CANNOT_SHOW
    marks = record["marks"]
    year = record["year"]
    held = scope.holds(
        recipient=None if record["recipient"] is None else str(record["recipient"]),
        year=year if isinstance(year, int) else None,
        status=None if status is None else str(status),
        recommended=None if record["recommended"] is None else str(record["recommended"]),
        marks=frozenset(str(mark) for mark in marks) if isinstance(marks, list) else frozenset(),
    )
    return ABSENT if held else OUT_OF_SCOPE
