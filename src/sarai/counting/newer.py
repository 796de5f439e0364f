"""Records that a later dataset of their source could hold and neither prints nor cites.

Their publisher may have dropped them as doubtful or double, or told them anew under other numbers; nothing says so.
They stay in the preferred total, since absence is no correction, and out of the low one, since they are not
certain. A later list that is not complete (the geocoded records alone) speaks too where it is a later look at the
same records: a record that it cites is known to stand.
"""

from collections.abc import Mapping
from dataclasses import replace

import duckdb
import pyarrow as pa

from sarai.model.provenance import Scope

_RECORDS = """
SELECT a.file, a.key, a.source, file.as_of, a.year, a.status, a.recommended, a.marks,
       any_value(s.code ORDER BY s.code) AS recipient
FROM activity a
JOIN speaker ON speaker.file = a.file AND speaker.key = a.key AND speaker.same_rank = 1
JOIN file ON file.file = a.file
LEFT JOIN (
    SELECT r.related, later.source, max(later.as_of) AS as_of
    FROM related r JOIN file later ON later.file = r.file GROUP BY ALL
) cited ON cited.related = a.key AND cited.source = a.source
LEFT JOIN split s ON s.file = a.file AND s.owner = a.key AND s.dimension = 'recipient' AND s.percent IS NOT NULL
WHERE EXISTS (FROM file later WHERE later.source = a.source AND later.as_of > file.as_of)
  AND coalesce(cited.as_of <= file.as_of, true)
GROUP BY ALL
"""

_LOOKED_AGAIN = """
-- Datasets of compilers that tell records of an earlier one again: they are looks at the same records.
SELECT DISTINCT newer.dataset FROM file newer
JOIN activity a ON a.file = newer.file AND a.reporter_ref IS NULL
JOIN activity b ON b.key = a.key JOIN file older ON older.file = b.file
WHERE older.source = newer.source AND older.as_of < newer.as_of
"""


def unprinted(connection: duckdb.DuckDBPyConnection, scopes: Mapping[str, Scope]) -> pa.Table:
    """Columns ``file`` and ``key``: the speaking records that some later dataset could hold and neither has nor cites.

    ``scopes`` are those of the datasets loaded, by dataset. A record that a later dataset does print is
    not among them, since that copy speaks.
    """
    again = {dataset for (dataset,) in connection.execute(_LOOKED_AGAIN).fetchall()}
    later = [
        (source, as_of, replace(scopes[dataset], complete=scopes[dataset].complete or dataset in again))
        for source, dataset, as_of in connection.execute("SELECT DISTINCT source, dataset, as_of FROM file").fetchall()
        if dataset in scopes
    ]
    files, keys = [], []
    for file, key, source, as_of, year, status, recommended, marks, recipient in connection.execute(
        _RECORDS
    ).fetchall():
        could_hold = any(
            scope.holds(
                recipient=recipient, year=year, status=status, recommended=recommended, marks=frozenset(marks or ())
            )
            for owner, when, scope in later
            if owner == source and when > as_of
        )
        if could_hold:
            files.append(file)
            keys.append(key)
    return pa.table({"file": pa.array(files, pa.string()), "key": pa.array(keys, pa.string())})
