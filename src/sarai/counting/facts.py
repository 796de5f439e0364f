"""Facts about rows that rules ask for and that need more than the row itself.

Views over the tables of a build, in DuckDB: ``statement`` (flows and budgets, all that is priced),
``revision`` (original plans that a revised one replaces or overlaps), ``parent_sum`` (an activity that
has children in any file, and whether its sum is theirs), ``mirror`` (reporters whose expenditures repeat their
commitments) and ``speaker`` (which copy of a record speaks: never a secondary reporter's beside another's;
the organisation's own, whose code begins the identifier; then the newest; then by hash, so that it is
always the same one). Amounts are compared as stated, currency by currency.
"""

import duckdb

from sarai.model import tables

STATEMENT = """
CREATE OR REPLACE VIEW statement AS
SELECT * FROM flow
UNION ALL BY NAME
SELECT b.key, b.source, b.dataset, b.file, b.locator, b.activity, 0 AS ordinal, 'budget' AS kind,
       b.period_start AS date, b.value_date, 'day' AS "precision", CAST(year(b.period_start) AS SMALLINT) AS year,
       'in-period' AS timing, b.period_start, b.period_end, b.amount, b.currency, 'current' AS price_basis,
       b.provider, b.provider_rule, b.type AS plan
FROM budget b WHERE b.type IS DISTINCT FROM 'forecast'
"""

REVISION = """
CREATE OR REPLACE VIEW revision AS
WITH plan AS (
    SELECT file, activity, key, kind, receiver, plan, currency, period_start, period_end
    FROM statement WHERE plan IN ('original', 'revised') AND period_start IS NOT NULL AND period_end IS NOT NULL
)
SELECT o.file, o.key,
       CASE WHEN bool_or(o.period_start = r.period_start AND o.period_end = r.period_end)
            THEN 'replaced' ELSE 'overlapped' END AS revision
FROM plan o JOIN plan r
  ON r.file = o.file AND r.activity = o.activity AND r.kind = o.kind AND r.receiver IS NOT DISTINCT FROM o.receiver
 AND r.plan = 'revised' AND r.period_start <= o.period_end AND r.period_end >= o.period_start
WHERE o.plan = 'original'
GROUP BY ALL
"""

PARENT_SUM = """
CREATE OR REPLACE VIEW parent_sum AS
WITH telling AS (
    -- Of a record told in several files one speaks; the others would double its children.
    SELECT file, key FROM speaker WHERE same_rank = 1
),
kin AS (
    SELECT a.key AS child, a.parent FROM activity a JOIN telling USING (file, key) WHERE a.parent IS NOT NULL
    UNION
    SELECT r.related, r.activity FROM related r JOIN telling t ON t.file = r.file AND t.key = r.activity
    WHERE r.type = 'child' AND r.related IS NOT NULL
    UNION
    SELECT r.activity, r.related FROM related r JOIN telling t ON t.file = r.file AND t.key = r.activity
    WHERE r.type = 'parent' AND r.related IS NOT NULL
),
own AS (
    SELECT t.file, t.key, s.kind, s.currency, sum(s.amount) AS amount
    FROM telling t JOIN statement s ON s.file = t.file AND s.activity = t.key
    LEFT JOIN revision v ON v.file = s.file AND v.key = s.key AND v.revision = 'replaced'
    WHERE s.amount IS NOT NULL AND v.key IS NULL
    GROUP BY ALL
),
children AS (
    SELECT kin.parent AS key, own.kind, own.currency, sum(own.amount) AS amount
    FROM kin JOIN own ON own.key = kin.child WHERE kin.child <> kin.parent GROUP BY ALL
)
SELECT own.file, own.key, own.kind, own.currency,
       CASE WHEN own.amount = children.amount THEN 'equal' ELSE 'unequal' END AS against
FROM own JOIN children USING (key, kind, currency)
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
           ORDER BY coalesce(a.reporter_role = 'secondary', false),
                    coalesce(starts_with(a.record_id, a.reporter_ref || '-'), false) DESC,
                    -- Where organisations report for themselves, the record's own date says which is newer.
                    CASE WHEN a.reporter_ref IS NULL THEN file.as_of END DESC NULLS LAST,
                    a.updated DESC NULLS LAST, a.dataset, a.file
       ) AS SMALLINT) AS same_rank
FROM activity a JOIN file ON file.file = a.file
"""


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the facts views over ``activity``, ``flow``, ``budget``, ``related`` and ``file`` of ``connection``."""
    present = {row[0] for row in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    for table in ("budget", "related"):
        # A build of sources that state no plans and no relations has neither.
        if table not in present:
            connection.register(table, tables.schema(table).empty_table())
    for statement in (STATEMENT, REVISION, SPEAKER, PARENT_SUM, MIRROR):
        connection.execute(statement)


def copies(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, int]]:
    """Records that another file tells too and that file speaks for: (file, speaking file, records).

    Only of sources in which organisations report for themselves: the vintages of a dataset repeat their
    records on purpose.
    """
    found: list[tuple[str, str, int]] = connection.execute(
        """
        SELECT copy.file, speaking.file, count(*) FROM speaker copy
        JOIN speaker speaking ON speaking.key = copy.key AND speaking.same_rank = 1
        JOIN activity a ON a.file = copy.file AND a.key = copy.key
        WHERE copy.same_rank > 1 AND a.reporter_ref IS NOT NULL
        GROUP BY ALL ORDER BY ALL
        """
    ).fetchall()
    return found
