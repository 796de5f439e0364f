"""Facts about rows that rules ask for and that need more than the row itself.

Views over the tables of a build, in DuckDB: ``statement`` (flows and budgets, all that is priced),
``told`` (activities and organisations, whoever tells of them), ``span`` (the years that a plan covers, by days),
``revision`` (original plans that a revised one replaces or overlaps), ``kinship`` (each record and all below it),
``parent_sum`` (an activity that has descendants
with the same kind of money in any file, and whether its sum is theirs), ``mirror`` (reporters whose expenditures repeat
their commitments, or are what projects cost in all), ``twin`` (another element of a file under one identifier that is
not known to be an older telling)
and ``speaker`` (which copy of a record speaks: never a secondary reporter's beside another's; the organisation's own,
whose code begins the identifier; then the newest; then by hash, so that it is always the same one). Amounts are
compared as stated, currency by currency.
"""

import duckdb

from sarai.model import tables

STATEMENT = """
CREATE OR REPLACE VIEW statement AS
SELECT * FROM flow
UNION ALL BY NAME
SELECT b.key, b.source, b.dataset, b.file, b.locator, b.activity, 0 AS ordinal, b.kind,
       coalesce(b.period_start, b.period_end) AS date, b.value_date, 'day' AS "precision",
       CAST(year(coalesce(b.period_start, b.period_end, b.value_date)) AS SMALLINT) AS year,
       CASE WHEN b.period_start IS NOT NULL THEN NULL
            WHEN b.period_end IS NOT NULL THEN 'the end of the period: its start is not stated'
            ELSE 'the value date: no period is stated' END AS year_rule,
       'in-period' AS timing, b.period_start, b.period_end, b.amount, b.currency, 'current' AS price_basis,
       b.provider, b.provider_rule, b.receiver, b.type AS plan
FROM budget b WHERE b.type IS DISTINCT FROM 'forecast'
"""

TOLD = """
CREATE OR REPLACE VIEW told AS
SELECT * FROM activity
UNION ALL BY NAME
SELECT key, source, dataset, file, locator, record_id, title, reporter, reporter_ref, reporter_type, reporter_role,
       updated, copy_of, marks, tier
FROM organisation
"""

SPAN = """
CREATE OR REPLACE TEMP TABLE span AS
-- A plan over several years is each year's by its days; the day it ends is its own.
WITH plan AS (
    SELECT file, key, period_start, period_end, date_diff('day', period_start, period_end) + 1 AS days
    FROM statement WHERE timing = 'in-period' AND year(period_end) > year(period_start)
)
SELECT file, key, CAST(y.year AS SMALLINT) AS year,
       100.0 * (date_diff('day', greatest(period_start, make_date(y.year, 1, 1)),
                          least(period_end, make_date(y.year, 12, 31))) + 1) / days AS percent
FROM plan, unnest(generate_series(year(period_start), year(period_end))) AS y(year)
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

KINSHIP = """
CREATE OR REPLACE TEMP TABLE kinship AS
WITH RECURSIVE telling AS (
    -- Of a record told several times one telling speaks; the others would double its children.
    SELECT t.file, t.key, coalesce(t.copy_of, t.key) AS record
    FROM speaker JOIN told t USING (file, key) WHERE speaker.same_rank = 1 AND NOT speaker.is_twin
),
kin AS (
    SELECT t.record AS child, a.parent FROM activity a JOIN telling t USING (file, key) WHERE a.parent IS NOT NULL
    UNION
    SELECT r.related, t.record FROM related r JOIN telling t ON t.file = r.file AND t.key = r.activity
    WHERE r.type = 'child' AND r.related IS NOT NULL
    UNION
    SELECT t.record, r.related FROM related r JOIN telling t ON t.file = r.file AND t.key = r.activity
    WHERE r.type = 'parent' AND r.related IS NOT NULL
),
below AS (
    SELECT parent AS record, child FROM kin WHERE child <> parent
    UNION
    SELECT below.record, kin.child FROM below JOIN kin ON kin.parent = below.child WHERE kin.child <> below.record
)
SELECT record, child FROM below
"""

PARENT_SUM = """
CREATE OR REPLACE TEMP TABLE parent_sum AS
WITH telling AS (
    SELECT t.file, t.key, coalesce(t.copy_of, t.key) AS record
    FROM speaker JOIN told t USING (file, key) WHERE speaker.same_rank = 1 AND NOT speaker.is_twin
),
below AS (FROM kinship),
own AS (
    SELECT t.file, t.key, t.record, s.kind, s.currency, sum(s.amount) AS amount
    FROM telling t JOIN statement s ON s.file = t.file AND s.activity = t.key
    LEFT JOIN revision v ON v.file = s.file AND v.key = s.key AND v.revision = 'replaced'
    WHERE s.amount IS NOT NULL AND v.key IS NULL
    GROUP BY ALL
),
-- Money is reported at the lowest level that has it, kind by kind: a middle level is not added to the one below it.
lowest AS (
    SELECT own.record, own.kind, own.currency, own.amount FROM own
    WHERE NOT EXISTS (
        FROM below JOIN own deeper ON deeper.record = below.child
        WHERE below.record = own.record AND deeper.kind = own.kind
    )
),
children AS (
    SELECT below.record, lowest.kind, lowest.currency, sum(lowest.amount) AS amount
    FROM below JOIN lowest ON lowest.record = below.child GROUP BY ALL
),
currencies AS (
    SELECT record, kind, count(*) AS n FROM children GROUP BY ALL
)
SELECT own.file, own.key, own.kind, own.currency,
       CASE WHEN currencies.n = 1 AND own.amount = children.amount THEN 'equal' ELSE 'unequal' END AS against
FROM own JOIN currencies USING (record, kind)
LEFT JOIN children ON children.record = own.record AND children.kind = own.kind
    AND children.currency IS NOT DISTINCT FROM own.currency
"""

FACILITY = """
CREATE OR REPLACE TEMP TABLE facility AS
-- Loans that are linked with a master facility of the same provider and recipient.
WITH telling AS (
    SELECT a.file, a.key, any_value(s.provider) AS provider, any_value(h.code ORDER BY h.code) AS recipient,
           bool_or(list_contains(every.marks, 'facility')) AS is_facility
    FROM speaker JOIN activity a USING (file, key)
    JOIN activity every ON every.key = a.key
    JOIN statement s ON s.file = a.file AND s.activity = a.key
    LEFT JOIN split h ON h.file = a.file AND h.owner = a.key AND h.dimension = 'recipient' AND h.percent IS NOT NULL
    WHERE speaker.same_rank = 1 AND EXISTS (FROM activity WHERE list_contains(marks, 'facility')) GROUP BY ALL
),
pair AS (
    SELECT activity AS key, related FROM related WHERE related IS NOT NULL
    UNION
    SELECT related, activity FROM related WHERE related IS NOT NULL
)
SELECT loan.file, loan.key, min(whole.key) AS whole, min(s.key) AS statement FROM telling loan
JOIN pair ON pair.key = loan.key JOIN telling whole ON whole.key = pair.related
JOIN statement s ON s.file = whole.file AND s.activity = whole.key
WHERE whole.is_facility AND NOT loan.is_facility
  AND whole.provider = loan.provider AND whole.recipient = loan.recipient
GROUP BY loan.file, loan.key
"""

MIRROR = """
CREATE OR REPLACE VIEW mirror AS
-- Reporters whose expenditures are no spending of their own. A project's cost is told once, as one sum that holds what
-- is committed and disbursed; money that is really spent comes in several sums, and beside what is handed on.
WITH sums AS (
    SELECT a.file, a.reporter, a.key, f.currency,
           sum(f.amount) FILTER (f.kind = 'expenditure') AS spent,
           count(*) FILTER (f.kind = 'expenditure') AS times,
           sum(f.amount) FILTER (f.kind = 'commitment') AS committed,
           sum(f.amount) FILTER (f.kind = 'disbursement') AS disbursed
    FROM activity a JOIN flow f ON f.file = a.file AND f.activity = a.key
    GROUP BY ALL
),
told AS (
    SELECT file, reporter,
           count(*) FILTER (committed IS NOT NULL) AS beside_committed,
           count(*) FILTER (spent = committed) AS repeats,
           count(*) FILTER (spent >= committed) AS holds_committed,
           count(*) FILTER (disbursed IS NOT NULL) AS beside_disbursed,
           count(*) FILTER (spent >= disbursed) AS holds_disbursed,
           count(*) FILTER (spent > 0 AND (spent = disbursed OR spent = committed)) AS the_very_sum,
           count(*) FILTER (times = 1) AS told_once, count(*) AS n
    FROM sums WHERE spent IS NOT NULL GROUP BY ALL
)
SELECT file, reporter,
       CASE WHEN beside_committed >= 10 AND repeats >= 0.9 * beside_committed THEN 'commitments'
            ELSE 'total cost' END AS repeated
FROM told
WHERE beside_committed >= 10 AND repeats >= 0.9 * beside_committed
   OR beside_disbursed >= 10 AND holds_disbursed >= 0.9 * beside_disbursed
      AND holds_committed >= 0.9 * beside_committed AND told_once >= 0.9 * n AND the_very_sum >= 0.1 * n
"""

_RANK = """
coalesce(t.reporter_role = 'secondary', false),
coalesce(t.record_id = t.reporter_ref OR starts_with(t.record_id, t.reporter_ref || '-'), false) DESC,
-- Where organisations report for themselves, the record's own date says which is newer.
CASE WHEN t.reporter_ref IS NULL THEN file.as_of END DESC NULLS LAST,
t.updated DESC NULLS LAST, t.dataset, t.file, t.key
"""

TWIN = f"""
CREATE OR REPLACE TEMP TABLE twin AS
WITH several AS (
    SELECT t.*, row_number() OVER (PARTITION BY t.file, coalesce(t.copy_of, t.key) ORDER BY {_RANK}) AS place,
           coalesce(t.copy_of, t.key) AS record
    FROM told t JOIN file ON file.file = t.file
    WHERE (t.file, coalesce(t.copy_of, t.key)) IN (SELECT (file, copy_of) FROM told WHERE copy_of IS NOT NULL)
),
stated AS (
    SELECT several.file, several.record, several.key, substr(s.key, length(several.key) + 1) AS statement
    FROM several JOIN statement s ON s.file = several.file AND s.activity = several.key
)
SELECT other.file, other.key FROM several other
JOIN several first ON first.file = other.file AND first.record = other.record AND first.place = 1
WHERE other.place > 1 AND NOT (
    coalesce(other.updated < first.updated, false)
    AND (
        EXISTS (FROM stated a JOIN stated b ON b.file = a.file AND b.statement = a.statement
                WHERE a.file = other.file AND a.key = other.key AND b.key = first.key)
        OR NOT EXISTS (FROM stated WHERE file = other.file AND key = other.key)
    )
)
"""

SPEAKER = f"""
CREATE OR REPLACE VIEW speaker AS
WITH grouped AS (
    -- A twin speaks for itself: its money is in the high total, whoever speaks for the record.
    SELECT t.*, CASE WHEN twin.key IS NULL THEN coalesce(t.copy_of, t.key) ELSE t.key || '~' END AS same_group,
           twin.key IS NOT NULL AS is_twin
    FROM told t LEFT JOIN twin USING (file, key)
)
SELECT t.file, t.key, t.same_group, t.is_twin, dense_rank() OVER (ORDER BY t.same_group) AS record,
       CAST(row_number() OVER (PARTITION BY t.same_group ORDER BY {_RANK}) AS SMALLINT) AS same_rank
FROM grouped t JOIN file ON file.file = t.file
"""


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the facts over the tables of a build that ``connection`` holds."""
    present = {row[0] for row in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    for table in ("budget", "organisation", "related", "loan"):
        # A build of sources that state no plans, organisations, relations and terms of loans has none of them.
        if table not in present:
            connection.register(table, tables.schema(table).empty_table())
    for statement in (STATEMENT, TOLD, SPAN, REVISION, TWIN, SPEAKER, KINSHIP, PARENT_SUM, FACILITY, MIRROR):
        connection.execute(statement)


def copies(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, int]]:
    """Records that another file tells too and that file speaks for: (file, speaking file, records).

    Only of sources in which organisations report for themselves: the vintages of a dataset repeat their
    records on purpose.
    """
    found: list[tuple[str, str, int]] = connection.execute(
        """
        SELECT copy.file, speaking.file, count(*) FROM speaker copy
        JOIN speaker speaking ON speaking.same_group = copy.same_group AND speaking.same_rank = 1
        JOIN told a ON a.file = copy.file AND a.key = copy.key
        WHERE copy.same_rank > 1 AND a.reporter_ref IS NOT NULL AND speaking.file <> copy.file
        GROUP BY ALL ORDER BY ALL
        """
    ).fetchall()
    return found
