"""A publisher's total and the records it holds: the total stands, records itemise it, and neither erases the other.

Where a total and records of the same partner, recipient, year and kind meet within one family, one publisher, one
year basis and like flow classes, the records count and as much is taken off the total by rows of its own: low
and preferred are the total, what no record itemises stays with it. Records above their total are named, and high is
the records. Records of another publisher, or of another year basis, are never taken off: the larger of the two stands,
the other is in high alone; so is a record without a year, which any of the totals may hold. Of several sources' totals
of one thing the newest stands.
"""

import duckdb
import pyarrow as pa

from sarai import codelists
from sarai.counting import rules

_STANDS = "same_rank = 1 AND standing IN ('certain', 'preferred') AND value_current IS NOT NULL"

_CELL = "family, partner, recipient, year"

_LATER_TOTALS = f"""
UPDATE ruled SET standing = '{rules.OTHER_TOTAL.standing}', rule = '{rules.OTHER_TOTAL.id}', beside = newest.key
FROM (
    SELECT source, {_CELL}, kind,
           first_value(key) OVER spoken AS key, row_number() OVER spoken AS nth
    FROM (
        SELECT source, {_CELL}, kind, min(key) AS key, max(as_of) AS as_of FROM ruled
        WHERE list_contains(marks, 'aggregate') AND {_STANDS} GROUP BY ALL
    ) WINDOW spoken AS (PARTITION BY {_CELL}, kind ORDER BY as_of DESC, source)
) newest
WHERE newest.nth > 1 AND list_contains(ruled.marks, 'aggregate') AND {_STANDS} AND newest.source = ruled.source
  AND newest.family = ruled.family AND newest.partner = ruled.partner AND newest.recipient = ruled.recipient
  AND newest.year = ruled.year AND newest.kind = ruled.kind
"""

_TOTALS = f"""
CREATE OR REPLACE TEMP TABLE told_total AS
SELECT source, {_CELL}, kind, year_basis, reporter, min(key) AS key, sum(value_current) AS total,
       sum(value_constant) AS total_constant, bool_and(sector IS NULL) AS no_sector,
       bool_or(flow_class IS NULL) AS any_class, list(DISTINCT flow_class) AS classes
FROM ruled WHERE list_contains(marks, 'aggregate') AND {_STANDS}
GROUP BY ALL
"""

_HELD = """
CREATE OR REPLACE TEMP TABLE held AS
SELECT t.key AS of_total, t.source AS of_source, t.total, t.total_constant, t.no_sector, t.any_class, r.*,
       (coalesce(t.reporter = r.reporter, false) OR coalesce(d.donor = r.partner, false))
       -- A fiscal year's money may be in this calendar year's total or the next one's: it cannot be taken off either.
       AND coalesce(t.year_basis, 'calendar') = coalesce(r.year_basis, 'calendar') AS same_publisher
FROM ruled r JOIN told_total t
  ON t.family = r.family AND t.partner = r.partner AND t.recipient = r.recipient AND t.year = r.year
 -- What a publisher's total of disbursements holds, its records may call expenditure.
 AND (t.kind = r.kind OR (t.kind = 'disbursement' AND r.kind = 'expenditure'))
 -- Money of another class is other money.
 AND (t.any_class OR r.flow_class IS NULL OR list_contains(t.classes, r.flow_class))
LEFT JOIN donor_of d ON d.reporter_ref IS NOT DISTINCT FROM r.reporter_ref
    AND d.reporter IS NOT DISTINCT FROM r.reporter
WHERE NOT list_contains(r.marks, 'aggregate') AND r.same_rank = 1 AND r.standing IN ('certain', 'preferred')
  AND r.value_current IS NOT NULL
"""

_UNDATED = f"""
UPDATE ruled SET standing = '{rules.BESIDE_TOTAL.standing}', rule = '{rules.BESIDE_TOTAL.id}', beside = t.key
FROM (
    SELECT family, partner, recipient, kind, min(key) AS key, bool_or(any_class) AS any_class,
           flatten(list(classes)) AS classes
    FROM told_total GROUP BY ALL
) t
WHERE NOT list_contains(ruled.marks, 'aggregate') AND {_STANDS} AND ruled.year IS NULL
  AND t.family = ruled.family AND t.partner = ruled.partner AND t.recipient = ruled.recipient
  AND (t.kind = ruled.kind OR (t.kind = 'disbursement' AND ruled.kind = 'expenditure'))
  AND (t.any_class OR ruled.flow_class IS NULL OR list_contains(t.classes, ruled.flow_class))
"""

_OTHERS = """
CREATE OR REPLACE TEMP TABLE others AS
SELECT of_total, recipient, min(key) AS record, any_value(total) < sum(value_current) AS above
FROM held WHERE NOT same_publisher GROUP BY ALL
"""

_BESIDE = f"""
UPDATE ruled SET standing = '{rules.BESIDE_TOTAL.standing}', rule = '{rules.BESIDE_TOTAL.id}', beside = h.of_total
FROM held h JOIN others o ON o.of_total = h.of_total AND o.recipient = h.recipient AND NOT o.above
WHERE NOT h.same_publisher AND ruled.key = h.key AND ruled.recipient = h.recipient AND ruled.file = h.file
"""

_BELOW = f"""
UPDATE ruled SET standing = '{rules.BELOW_RECORDS.standing}', rule = '{rules.BELOW_RECORDS.id}', beside = o.record
FROM told_total t JOIN others o ON o.of_total = t.key AND o.recipient = t.recipient AND o.above
WHERE list_contains(ruled.marks, 'aggregate') AND {_STANDS} AND ruled.source = t.source AND ruled.family = t.family
  AND ruled.partner = t.partner AND ruled.recipient = t.recipient AND ruled.year = t.year AND ruled.kind = t.kind
"""

_TAKEN = f"""
CREATE OR REPLACE TEMP TABLE taken AS
SELECT t.* REPLACE (
           t.key || ' less ' || h.key || coalesce('/' || h.sector, '') AS key,
           t.key || ' less ' || h.key || coalesce('/' || h.sector, '') AS same_group,
           h.kind AS kind, h.date AS date, h.precision AS precision,
           CASE WHEN NOT h.no_sector THEN h.sector END AS sector,
           CASE WHEN NOT h.no_sector THEN h.sector_group END AS sector_group,
           CASE WHEN NOT h.any_class THEN h.flow_class END AS flow_class,
           CAST(-h.amount * CAST(h.recipient_percent * h.sector_percent * h.year_percent / 1000000.0 AS DECIMAL(18,12))
                AS DECIMAL(28,6)) AS amount,
           h.currency AS currency, h.price_basis AS price_basis, h.base_year AS base_year,
           h.rate AS rate, h.rate_period AS rate_period, h.rate_source AS rate_source,
           h.deflator AS deflator, h.deflator_source AS deflator_source, h.current_factor AS current_factor,
           100.0 AS recipient_percent, 100.0 AS sector_percent, 100.0 AS year_percent,
           -h.value_current AS value_current, -h.value_constant AS value_constant, -h.value_source AS value_source,
           -h.source_amount AS source_amount, h.source_series AS source_series, h.source_basis AS source_basis,
           h.standing AS standing, '{rules.ITEMISED.id}' AS rule, h.key AS beside, [] AS marks, NULL AS inherited
       )
FROM held h JOIN ruled t ON t.key = h.of_total AND t.recipient = h.recipient AND t.same_rank = 1
WHERE h.same_publisher AND h.of_total NOT IN (SELECT of_total FROM others WHERE above)
QUALIFY row_number() OVER (PARTITION BY h.key, h.recipient, h.sector, h.year ORDER BY h.of_total, t.sector) = 1
"""

_ABOVE = f"""
CREATE OR REPLACE TEMP TABLE above AS
SELECT t.* REPLACE (
           t.key || ' above' AS key, t.key || ' above' AS same_group,
           h.more AS amount, $currency AS currency, 'current' AS price_basis, NULL AS base_year,
           1.0 AS rate, NULL AS rate_period, 'a difference' AS rate_source,
           NULL AS deflator, NULL AS deflator_source, 1.0 AS current_factor,
           100.0 AS recipient_percent, 100.0 AS sector_percent,
           h.more AS value_current, h.more_constant AS value_constant, NULL AS value_source,
           NULL AS source_amount, NULL AS source_series, NULL AS source_basis,
           '{rules.ABOVE_TOTAL.standing}' AS standing, '{rules.ABOVE_TOTAL.id}' AS rule, h.record AS beside, [] AS marks
       )
FROM (
    SELECT of_total, recipient, min(key) AS record, sum(value_current) - any_value(total) AS more,
           greatest(sum(value_constant) - any_value(total_constant), 0) AS more_constant
    FROM held WHERE same_publisher AND of_total NOT IN (SELECT of_total FROM others WHERE above) GROUP BY ALL
) h JOIN ruled t ON t.key = h.of_total AND t.recipient = h.recipient AND t.same_rank = 1
WHERE h.more > 0
QUALIFY row_number() OVER (PARTITION BY t.key, t.recipient ORDER BY t.sector) = 1
"""


def apply(connection: duckdb.DuckDBPyConnection, *, currency: str) -> None:
    """Let totals and records meet in ``ruled``, the classified rows of a build; adds rows and moves standings.

    ``currency`` is the study's.
    """
    totals = "SELECT count(*) FROM ruled WHERE list_contains(marks, 'aggregate')"
    if not connection.execute(totals).fetchall()[0][0]:
        return
    connection.register("donor_of", _donors(connection))
    for statement in (_LATER_TOTALS, _TOTALS, _UNDATED, _HELD, _OTHERS, _BESIDE, _BELOW, _TAKEN):
        connection.execute(statement)
    connection.execute(_ABOVE, {"currency": currency})
    connection.execute("INSERT INTO ruled BY NAME FROM taken")
    connection.execute("INSERT INTO ruled BY NAME FROM above")


def _donors(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Whose money a reporter's own is: the donor it counts under, by code and name as stated."""
    told = connection.execute("SELECT DISTINCT reporter_ref, reporter FROM ruled").fetchall()
    donors = [None if (found := codelists.organisation_of(*each).found) is None else found.donor for each in told]
    return pa.table(
        {
            "reporter_ref": pa.array([ref for ref, _ in told], pa.string()),
            "reporter": pa.array([name for _, name in told], pa.string()),
            "donor": pa.array(donors, pa.string()),
        }
    )
