"""Money that is handed on from one activity to the next counts once: where the first of them hands it out.

A statement that names the activity that receives it, and an incoming statement that names the activity it came from,
join two activities. What the receiver spends out of what it was handed is the same money: it counts in high alone.
The model is the boundary of UN OCHA's Financial Tracking Service: money is counted once, as it crosses into the
recipient, and what happens to it there is shown and not added. Where the giver names no country and the receiver does,
the money crosses at the receiver, and it is the giver's statement that stands aside. Of two that hand money to each
other the smaller sum is money that came back. Activities that hand the same sum to each other, or money round in a
circle, and those that name each other without an activity identifier, are left as they are.
"""

import duckdb

from sarai.counting import rules

MONEY = {"disbursement": "spent", "expenditure": "spent", "commitment": "committed"}
INCOMING = {"incoming": "spent", "incoming-commitment": "committed"}
"""Which kinds of money are handed on, and which say that it came in."""


def _group(kinds: dict[str, str], column: str) -> str:
    words = " ".join(f"WHEN '{kind}' THEN '{group}'" for kind, group in kinds.items())
    return f"CASE {column} {words} END"


def _identified(column: str) -> str:
    """Identifiers are compared without case and blanks at their ends, in which files differ."""
    return f"lower(trim({column}))"


_NAMED = f"""
CREATE OR REPLACE TEMP TABLE named_activity AS
-- A record and all records below it are one end of a chain: money is handed to a project and spent by its parts.
WITH known AS (
    SELECT {_identified("t.record_id")} AS id, speaker.same_group AS record
    FROM told t JOIN speaker USING (file, key) WHERE speaker.same_rank = 1 AND NOT speaker.is_twin
)
SELECT id, any_value(record) AS record FROM known WHERE id IS NOT NULL GROUP BY id HAVING count(DISTINCT record) = 1
"""

_SPENDING = f"""
CREATE OR REPLACE TEMP TABLE chain_money AS
SELECT r.same_group AS record, r.key, r.file, r.recipient, r.sector, r.year, r.family, r.value_current,
       {_group(MONEY, "r.kind")} AS money, f.receiver_activity
FROM ruled r JOIN flow f ON f.file = r.file AND f.key = r.key
WHERE r.same_rank = 1 AND r.standing IN ('certain', 'preferred') AND r.value_current > 0
  AND {_group(MONEY, "r.kind")} IS NOT NULL
"""

_HANDED = f"""
CREATE OR REPLACE TEMP TABLE handed AS
WITH given AS (
    SELECT m.record AS giver, n.record AS taker, m.money, sum(m.value_current) AS told,
           bool_or(m.recipient IS NOT NULL) AS placed
    FROM chain_money m JOIN named_activity n ON n.id = {_identified("m.receiver_activity")}
    WHERE n.record <> m.record GROUP BY ALL
),
taken AS (
    SELECT n.record AS giver, r.same_group AS taker, {_group(INCOMING, "r.kind")} AS money, sum(r.value_current) AS told
    FROM ruled r JOIN flow f ON f.file = r.file AND f.key = r.key
    JOIN named_activity n ON n.id = {_identified("f.provider_activity")}
    WHERE r.same_rank = 1 AND r.standing <> 'out' AND r.value_current > 0 AND n.record <> r.same_group
      AND {_group(INCOMING, "r.kind")} IS NOT NULL
    GROUP BY ALL
),
open AS (
    -- What a giver spends without naming who receives it: as much of it as receivers say came from there.
    SELECT m.record AS giver, m.money, sum(m.value_current) AS spent, bool_or(m.recipient IS NOT NULL) AS placed
    FROM chain_money m LEFT JOIN named_activity n ON n.id = {_identified("m.receiver_activity")}
    WHERE n.record IS NULL GROUP BY ALL
),
claimed AS (
    SELECT t.*, open.spent, open.placed, sum(t.told) OVER (PARTITION BY t.giver, t.money) AS all_told
    FROM taken t JOIN open USING (giver, money)
    ANTI JOIN given g ON g.giver = t.giver AND g.taker = t.taker AND g.money = t.money
)
SELECT giver, taker, money, CAST(told AS DOUBLE) AS value, true AS by_name, placed FROM given
UNION ALL
SELECT giver, taker, money, CAST(told AS DOUBLE) * least(1.0, CAST(spent AS DOUBLE) / CAST(all_told AS DOUBLE)),
       false, placed
FROM claimed
"""

_REACHED = """
CREATE OR REPLACE TEMP TABLE chained AS
WITH RECURSIVE pair AS (SELECT giver, taker, money, sum(value) AS value FROM handed GROUP BY ALL),
-- The smaller of two sums handed both ways is money that came back: the taker spends it like any other, on its giver.
forward AS (
    SELECT h.* FROM handed h JOIN pair USING (giver, taker, money)
    LEFT JOIN pair back ON back.giver = h.taker AND back.taker = h.giver AND back.money = h.money
    WHERE coalesce(back.value, 0) <= pair.value
),
reach AS (
    SELECT DISTINCT giver, taker FROM forward
    UNION
    SELECT reach.giver, h.taker FROM reach JOIN forward h ON h.giver = reach.taker
)
SELECT h.* FROM forward h ANTI JOIN reach ON reach.giver = h.taker AND reach.taker = h.giver
"""

_NETTED = """
CREATE OR REPLACE TEMP TABLE netted AS
WITH spender AS (
    -- Who spends what a taker was handed: it and all records below it, never one that hands it the money.
    SELECT DISTINCT c.taker, m.key, m.file FROM chained c JOIN chain_money m ON m.record = c.taker
    UNION
    SELECT DISTINCT c.taker, m.key, m.file FROM chained c JOIN kinship k ON k.record = c.taker
    JOIN chain_money m ON m.record = k.child AND m.record <> c.giver
),
-- Of what a taker was handed with a country told, its own spending is the same money.
placed AS (
    SELECT taker, money, sum(value) AS handed, min(giver) AS other FROM chained WHERE placed GROUP BY ALL
),
after AS (
    SELECT p.other, m.*, p.handed / sum(CAST(m.value_current AS DOUBLE)) OVER (PARTITION BY p.taker, p.money) AS share
    FROM placed p JOIN spender s ON s.taker = p.taker
    JOIN chain_money m ON m.key = s.key AND m.file = s.file AND m.money = p.money
),
-- Of what was handed without a country, the taker's spending says where: the giver's statement is the same money.
spent AS (
    SELECT c.giver, c.taker, c.money, c.by_name, least(c.value, sum(CAST(m.value_current AS DOUBLE))) AS value
    FROM chained c JOIN spender s ON s.taker = c.taker
    JOIN chain_money m ON m.key = s.key AND m.file = s.file AND m.money = c.money AND m.recipient IS NOT NULL
    WHERE NOT c.placed GROUP BY c.giver, c.taker, c.money, c.by_name, c.value
),
unplaced AS (
    SELECT giver, CASE WHEN by_name THEN taker END AS taker, money, sum(value) AS handed, min(taker) AS other
    FROM spent GROUP BY ALL
),
before AS (
    SELECT u.other, m.*,
           u.handed / sum(CAST(m.value_current AS DOUBLE)) OVER (PARTITION BY u.giver, u.taker, u.money) AS share
    FROM unplaced u JOIN chain_money m ON m.record = u.giver AND m.money = u.money
    LEFT JOIN named_activity n ON n.id = lower(trim(m.receiver_activity))
    WHERE n.record IS NOT DISTINCT FROM u.taker
)
SELECT n.* EXCLUDE (share, other), least(share, 1.0) AS share, o.key AS beside
FROM (SELECT * FROM after UNION ALL BY NAME SELECT * FROM before) n
JOIN (SELECT record, money, min(key) AS key FROM chain_money GROUP BY ALL) o ON o.record = n.other AND o.money = n.money
QUALIFY row_number() OVER (
    PARTITION BY n.key, n.file, n.recipient, n.sector, n.year ORDER BY share DESC, n.other
) = 1
"""

_SAME = """n.key = r.key AND n.file = r.file AND n.recipient IS NOT DISTINCT FROM r.recipient
  AND n.sector IS NOT DISTINCT FROM r.sector AND n.year IS NOT DISTINCT FROM r.year"""

_WHOLE = f"""
UPDATE ruled r SET standing = '{rules.HANDED_ON.standing}', rule = '{rules.HANDED_ON.id}', beside = n.beside
FROM netted n WHERE {_SAME} AND n.share >= 0.999999
"""

_PART = f"""
CREATE OR REPLACE TEMP TABLE passed AS
SELECT r.* REPLACE (
           r.key || ' ' || p.word AS key, r.same_group || ' ' || p.word AS same_group,
           CAST(p.sign * n.share AS DECIMAL(18,12)) * r.amount AS amount,
           CAST(round(p.sign * n.share * CAST(r.value_current AS DOUBLE), 2) AS DECIMAL(18,2)) AS value_current,
           CAST(round(p.sign * n.share * CAST(r.value_constant AS DOUBLE), 2) AS DECIMAL(18,2)) AS value_constant,
           CAST(round(p.sign * n.share * CAST(r.value_source AS DOUBLE), 2) AS DECIMAL(18,2)) AS value_source,
           p.standing AS standing, '{rules.HANDED_IN_PART.id}' AS rule, n.beside AS beside
       )
FROM ruled r JOIN netted n ON {_SAME} AND n.share < 0.999999
CROSS JOIN (
    VALUES ('less handed on', -1, r.standing), ('if not handed on', 1, '{rules.HANDED_IN_PART.standing}')
) p(word, sign, standing)
"""


def apply(connection: duckdb.DuckDBPyConnection) -> None:
    """Let what is handed on count once in ``ruled``, the classified rows of a build; adds rows and moves standings."""
    named = "SELECT count(*) FROM flow WHERE provider_activity IS NOT NULL OR receiver_activity IS NOT NULL"
    if not connection.execute(named).fetchall()[0][0]:
        return
    for statement in (_NAMED, _SPENDING, _HANDED, _REACHED, _NETTED, _PART, _WHOLE):
        connection.execute(statement)
    connection.execute("INSERT INTO ruled BY NAME FROM passed")
