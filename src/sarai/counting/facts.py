"""Facts about rows that rules ask for and that need more than the row itself.

Views over the tables of a build, in DuckDB: ``family`` (an activity that has children, and whether its
sum is theirs), ``mirror`` (reporters whose expenditures repeat their commitments) and ``speaker``
(which copy of a record speaks). Amounts are compared as stated, currency by currency.
"""

import duckdb

FAMILY = """
CREATE OR REPLACE VIEW family AS
WITH own AS (
    SELECT a.file, a.key, a.parent, f.kind, f.currency, sum(f.amount) AS amount
    FROM activity a JOIN flow f ON f.file = a.file AND f.activity = a.key
    WHERE f.amount IS NOT NULL
    GROUP BY ALL
),
children AS (
    SELECT file, parent AS key, kind, currency, sum(amount) AS amount
    FROM own WHERE parent IS NOT NULL GROUP BY ALL
)
SELECT own.file, own.key, own.kind, own.currency,
       CASE WHEN own.amount = children.amount THEN 'equal' ELSE 'unequal' END AS family
FROM own JOIN children USING (file, key, kind, currency)
"""

MIRROR = """
CREATE OR REPLACE VIEW mirror AS
WITH sums AS (
    SELECT a.file, a.reporter, a.key,
           sum(f.amount) FILTER (f.kind = 'expenditure') AS spent,
           sum(f.amount) FILTER (f.kind = 'commitment') AS committed
    FROM activity a JOIN flow f ON f.file = a.file AND f.activity = a.key
    GROUP BY ALL
)
SELECT file, reporter FROM sums WHERE spent IS NOT NULL AND committed IS NOT NULL
GROUP BY ALL HAVING count(*) >= 10 AND count(*) FILTER (spent = committed) >= 0.9 * count(*)
"""

SPEAKER = """
CREATE OR REPLACE VIEW speaker AS
SELECT a.file, a.key, a.key AS same_group, dense_rank() OVER (ORDER BY a.key) AS record,
       CAST(row_number() OVER (
           PARTITION BY a.key
           ORDER BY file.as_of DESC, a.updated DESC NULLS LAST, a.dataset, a.file
       ) AS SMALLINT) AS same_rank
FROM activity a JOIN file ON file.file = a.file
"""


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the facts views over the tables ``activity``, ``flow`` and ``file`` of ``connection``."""
    for statement in (FAMILY, MIRROR, SPEAKER):
        connection.execute(statement)
