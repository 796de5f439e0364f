"""A ledger that holds all that each provider reports of a year, beside another source of the same reports.

The CRS has every activity of a member; the member's own IATI files, and those of agencies that carry out its aid,
tell of the same money under other identifiers. Which record is which is not known, so that neither is taken off the
other: of the two sums of one partner, recipient, year and kind the larger counts, the other is in high alone. So is a
record of no year, which any of the ledger's may be.
"""

from collections.abc import Set

import duckdb

from sarai.counting import rules

_STANDS = """same_rank = 1 AND standing IN ('certain', 'preferred') AND value_current IS NOT NULL
  AND NOT list_contains(marks, 'aggregate') AND recipient IS NOT NULL AND year IS NOT NULL"""

_MONEY = "CASE WHEN kind IN ('disbursement', 'expenditure') THEN 'spent' WHEN kind = 'commitment' THEN kind END"

_CELL = "family, partner, recipient, year, money"

_HELD = f"""
CREATE OR REPLACE TEMP TABLE ledger_row AS
WITH told AS (
    SELECT key, file, recipient, sector, family, partner, year, {_MONEY} AS money, flow_class, value_current,
           list_contains($whole, dataset) AS whole
    FROM ruled WHERE {_STANDS}
)
SELECT *,
       -- Money that states its class is held against its like, where all of the cell does.
       CASE WHEN NOT bool_or(flow_class IS NULL) OVER (PARTITION BY {_CELL}) THEN flow_class END AS class
FROM told WHERE money IS NOT NULL
"""

_SMALLER = f"""
CREATE OR REPLACE TEMP TABLE smaller AS
WITH side AS (
    SELECT {_CELL}, class, whole, sum(value_current) AS value, min(key) AS key FROM ledger_row GROUP BY ALL
)
SELECT r.key, r.file, r.recipient, r.sector, r.year, other.key AS beside
FROM side s JOIN side other USING (family, partner, recipient, year, money)
JOIN ledger_row r USING (family, partner, recipient, year, money)
WHERE s.class IS NOT DISTINCT FROM other.class AND r.class IS NOT DISTINCT FROM s.class
  AND s.whole <> other.whole AND r.whole = s.whole
  AND (s.value < other.value OR s.value = other.value AND other.whole)
"""

_UNDATED = f"""
UPDATE ruled r SET standing = '{rules.OTHER_LEDGER.standing}', rule = '{rules.OTHER_LEDGER.id}', beside = l.key
FROM (
    SELECT family, partner, recipient, money, min(key) AS key, bool_or(flow_class IS NULL) AS any_class,
           list(DISTINCT flow_class) AS classes
    FROM ledger_row WHERE whole GROUP BY ALL
) l
WHERE r.same_rank = 1 AND r.standing IN ('certain', 'preferred') AND r.value_current IS NOT NULL AND r.year IS NULL
  AND NOT list_contains(r.marks, 'aggregate') AND NOT list_contains($whole, r.dataset)
  AND l.family = r.family AND l.partner = r.partner AND l.recipient = r.recipient AND l.money = {_MONEY}
  AND (l.any_class OR r.flow_class IS NULL OR list_contains(l.classes, r.flow_class))
"""

_ASIDE = f"""
UPDATE ruled r SET standing = '{rules.OTHER_LEDGER.standing}', rule = '{rules.OTHER_LEDGER.id}', beside = s.beside
FROM smaller s WHERE s.key = r.key AND s.file = r.file AND s.recipient = r.recipient AND s.year = r.year
  AND s.sector IS NOT DISTINCT FROM r.sector
"""


def apply(connection: duckdb.DuckDBPyConnection, whole: Set[str]) -> None:
    """Let ledgers and other sources meet in ``ruled``, the classified rows of a build; moves standings.

    ``whole`` are the datasets that hold all that each provider reports of a year.
    """
    if not whole:
        return
    told = {"whole": sorted(whole)}
    connection.execute(_HELD, told)
    connection.execute(_UNDATED, told)
    connection.execute(_SMALLER)
    connection.execute(_ASIDE)
