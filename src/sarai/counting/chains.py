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
import pyarrow as pa

from sarai.counting import rules
from sarai.counting.handed import Handed, Stated, netted

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
SELECT r.same_group AS record, r.key, r.file, r.recipient, r.sector, r.year, r.value_current,
       -- A region is no country: who spends in one may know the country.
       CASE WHEN regexp_full_match(r.recipient, '[A-Z]{{2}}') THEN r.recipient END AS place,
       {_group(MONEY, "r.kind")} AS money, n.record AS receiver
FROM ruled r JOIN flow f ON f.file = r.file AND f.key = r.key
LEFT JOIN named_activity n ON n.id = {_identified("f.receiver_activity")}
WHERE r.same_rank = 1 AND r.value_current <> 0
  -- What stands aside for a total or another ledger is counted there: who was handed it spends the same money.
  AND (r.standing IN ('certain', 'preferred') OR r.rule IN ('{rules.BESIDE_TOTAL.id}', '{rules.OTHER_LEDGER.id}'))
  AND {_group(MONEY, "r.kind")} IS NOT NULL
"""

_HANDED = f"""
CREATE OR REPLACE TEMP TABLE handed AS
WITH given AS (
    SELECT record AS giver, receiver AS taker, money, sum(value_current) AS told FROM chain_money
    WHERE receiver <> record GROUP BY ALL HAVING sum(value_current) > 0
),
taken AS (
    SELECT n.record AS giver, r.same_group AS taker, {_group(INCOMING, "r.kind")} AS money, sum(r.value_current) AS told
    FROM ruled r JOIN flow f ON f.file = r.file AND f.key = r.key
    JOIN named_activity n ON n.id = {_identified("f.provider_activity")}
    WHERE r.same_rank = 1 AND r.standing <> 'out' AND n.record <> r.same_group
      AND {_group(INCOMING, "r.kind")} IS NOT NULL
    GROUP BY ALL HAVING sum(r.value_current) > 0
),
open AS (
    -- What a giver spends without naming who receives it: as much of it as receivers say came from there.
    SELECT record AS giver, money, sum(value_current) AS spent FROM chain_money
    WHERE receiver IS NULL GROUP BY ALL HAVING sum(value_current) > 0
),
claimed AS (
    SELECT t.*, open.spent, sum(t.told) OVER (PARTITION BY t.giver, t.money) AS all_told
    FROM taken t JOIN open USING (giver, money)
    ANTI JOIN given g ON g.giver = t.giver AND g.taker = t.taker AND g.money = t.money
)
SELECT giver, taker, money, CAST(told AS DOUBLE) AS value, true AS by_name FROM given
UNION ALL
SELECT giver, taker, money, CAST(told AS DOUBLE) * least(1.0, CAST(spent AS DOUBLE) / CAST(all_told AS DOUBLE)), false
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

_ENDS = """
CREATE OR REPLACE TEMP TABLE chain_end AS
-- What a taker was handed, it and all records below it spend: never one that hands it the money, or is handed its own.
WITH below AS (
    SELECT k.child AS record, min(c.taker) AS node
    FROM (SELECT DISTINCT taker FROM chained) c JOIN kinship k ON k.record = c.taker
    ANTI JOIN chained own ON own.taker = k.child
    ANTI JOIN chained up ON up.giver = k.child AND up.taker = c.taker
    GROUP BY k.child
)
SELECT record, node FROM below
UNION
SELECT record, record FROM (SELECT giver AS record FROM chained UNION SELECT taker FROM chained)
WHERE record NOT IN (SELECT record FROM below)
"""

_STATED = """
SELECT e.node, m.money, t.node AS receiver, m.place, CAST(sum(m.value_current) AS DOUBLE) AS net,
       coalesce(CAST(sum(m.value_current) FILTER (m.value_current > 0) AS DOUBLE), 0) AS positive
FROM chain_money m JOIN chain_end e USING (record)
LEFT JOIN chained c ON c.giver = m.record AND c.taker = m.receiver AND c.money = m.money AND c.by_name
LEFT JOIN chain_end t ON t.record = c.taker AND t.node <> e.node
GROUP BY ALL ORDER BY ALL
"""

_BETWEEN = """
SELECT g.node AS giver, t.node AS taker, c.money, sum(c.value) AS value, c.by_name
FROM chained c JOIN chain_end g ON g.record = c.giver JOIN chain_end t ON t.record = c.taker
WHERE g.node <> t.node GROUP BY ALL ORDER BY ALL
"""

_NETTED = """
CREATE OR REPLACE TEMP TABLE netted AS
SELECT m.key, m.file, m.recipient, m.sector, m.year, s.share, o.key AS beside
FROM chain_money m JOIN chain_end e USING (record)
LEFT JOIN chained c ON c.giver = m.record AND c.taker = m.receiver AND c.money = m.money AND c.by_name
LEFT JOIN chain_end t ON t.record = c.taker AND t.node <> e.node
JOIN netted_share s ON s.node = e.node AND s.money = m.money AND s.receiver IS NOT DISTINCT FROM t.node
    AND s.place IS NOT DISTINCT FROM m.place
JOIN (
    SELECT node, money, min(key) AS key FROM chain_money JOIN chain_end USING (record) GROUP BY ALL
) o ON o.node = s.other AND o.money = m.money
WHERE m.value_current > 0
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
    for statement in (_NAMED, _SPENDING, _HANDED, _REACHED, _ENDS):
        connection.execute(statement)
    connection.register("netted_share", _shares(connection))
    for statement in (_NETTED, _PART, _WHOLE):
        connection.execute(statement)
    connection.execute("INSERT INTO ruled BY NAME FROM passed")


def _shares(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """What of the statements of each end of a chain counts at another end."""
    stated: dict[str, list[Stated]] = {}
    for node, money, receiver, place, net, positive in connection.execute(_STATED).fetchall():
        stated.setdefault(money, []).append(Stated(node, receiver, place, net, positive))
    between: dict[str, list[Handed]] = {}
    for giver, taker, money, value, by_name in connection.execute(_BETWEEN).fetchall():
        between.setdefault(money, []).append(Handed(giver, taker, value, by_name))
    found = [(money, each) for money, hands in between.items() for each in netted(stated.get(money, ()), hands)]
    names = ("node", "receiver", "place", "money", "other")
    rows = [(each.activity, each.to, each.place, money, each.other) for money, each in found]
    columns = {name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(names)}
    return pa.table(columns | {"share": pa.array([each.share for _, each in found], pa.float64())})
