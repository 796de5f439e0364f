"""Records that a later dataset of their source could hold and does not print.

Their publisher may have dropped them as doubtful or double; nothing says so. They stay in the preferred
total, since absence is no correction, and out of the low one, since they are not certain.
"""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from sarai.model.provenance import Scope

_RECORDS = """
SELECT a.file, a.key, a.source, file.as_of, a.year, a.status, a.recommended, a.marks,
       any_value(s.code ORDER BY s.code) AS recipient
FROM activity a
JOIN speaker ON speaker.file = a.file AND speaker.key = a.key AND speaker.same_rank = 1
JOIN file ON file.file = a.file
LEFT JOIN split s ON s.file = a.file AND s.owner = a.key AND s.dimension = 'recipient' AND s.percent IS NOT NULL
WHERE EXISTS (FROM file later WHERE later.source = a.source AND later.as_of > file.as_of)
GROUP BY ALL
"""


def unprinted(connection: duckdb.DuckDBPyConnection, scopes: Mapping[str, Scope]) -> pa.Table:
    """Columns ``file`` and ``key``: the speaking records that some later dataset could hold and lacks.

    ``scopes`` are those of the datasets loaded, by dataset. A record that a later dataset does print is
    not among them, since that copy speaks.
    """
    later = [
        (source, as_of, scopes[dataset])
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
