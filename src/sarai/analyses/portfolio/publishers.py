"""How well each publisher of a source publishes: what its activities state, what had to be assumed, who tells of whom.

A publisher is the folder that a file lies in below the study's files, as mirrors of the registry lay them out; for a
file in no folder it is whoever reports its records.
"""

from sarai.analyses.portfolio.select import Selection
from sarai.model.answer import NO_PRICES, Answer
from sarai.model.card import Card
from sarai.model.vocabulary import COUNTED_IN, Counting, Kind
from sarai.session import Session

PUBLISHERS = Card(
    id="publishers",
    name="publishers",
    unit="study currency",
    formula="per publisher of a source: files, records, money, and what its records state or leave to assume",
    needs=("a built study",),
    method="files, records and the atom of every figure, in the release",
    caveats=(
        "a publisher is the folder of a file, as mirrors of the registry lay them out; else whoever reports",
        "recipient to secondary are per cent of the publisher's activities",
    ),
    tables={
        "rows": """
publisher        text     -  folder of the files, or whoever reports
files            int      [files]  its files
refused          int      [files]  files refused whole
activities       int      [rows]  records
rejected         int      [rows]  refused rows
cells_set_right  int      [cells]  cells that could not be read
committed        sum      [study currency]  commitments, preferred, current prices
spent            sum      [study currency]  disbursements and expenditures, preferred, current prices
newest           day      -  last update or transaction
recipient        number   [percent]  state a recipient
sector           number   [percent]  state a sector
dates            number   [percent]  state dates
partner          number   [percent]  state who gives
amounts          number   [percent]  state amounts
rebased          number   [percent]  shares rebased to a hundred
assumed          number   [percent]  shares assumed
mirrored         number   [percent]  expenditures repeat commitments or are the total cost
secondary        number   [percent]  secondary reports
"""
    },
)

_MONEY = Selection("value_current", (Kind.COMMITMENT, Kind.DISBURSEMENT, Kind.EXPENDITURE))

_TABLES = ("activity", "flow", "split", "file", "reject", "tally", "contribution")

_QUALITY = """
WITH placed AS (
    SELECT *, string_split(name, '/') AS parts FROM file WHERE source = ?
),
teller AS (
    SELECT a.file, a.key, a.reporter_role,
           CASE WHEN len(p.parts) > 2 THEN p.parts[-2] ELSE coalesce(a.reporter_ref, a.reporter) END AS publisher,
           a.tier, a.updated,
           coalesce(a.start_planned, a.start_actual, a.end_planned, a.end_actual) IS NOT NULL AS has_dates
    FROM activity a JOIN placed p USING (file)
),
shares AS (
    SELECT s.file, coalesce(f.activity, s.owner) AS key,
           bool_or(s.dimension = 'recipient' AND s.code IS NOT NULL) AS has_recipient,
           bool_or(s.dimension = 'sector' AND s.code IS NOT NULL) AS has_sector,
           bool_or(s.basis = 'rebased') AS rebased, bool_or(s.basis = 'assumed') AS assumed
    FROM split s LEFT JOIN flow f ON f.file = s.file AND f.key = s.owner
    WHERE s.percent IS NOT NULL GROUP BY ALL
),
money AS (
    SELECT file, activity AS key, bool_or(amount IS NOT NULL) AS has_amount,
           bool_or(provider IS NOT NULL AND provider <> 'several') AS has_partner, max(date) AS last_date
    FROM flow GROUP BY ALL
),
counted AS (
    SELECT file, activity AS key, bool_or(rule IN ('mirrored_expenditure', 'total_cost_expenditure')) AS mirrored,
           sum(value) FILTER (kind = 'commitment' AND stands IN ({preferred})) AS committed,
           sum(value) FILTER (kind <> 'commitment' AND stands IN ({preferred})) AS spent
    FROM ({told}) GROUP BY ALL
),
per AS (
    SELECT publisher, count(DISTINCT file) AS files, count(*) AS activities,
           sum(committed) AS committed, sum(spent) AS spent, max(coalesce(updated, last_date)) AS newest,
           avg(CAST(coalesce(has_recipient, false) AS INT)) AS recipient,
           avg(CAST(coalesce(has_sector, false) AS INT)) AS sector,
           avg(CAST(has_dates AS INT)) AS dates,
           avg(CAST(coalesce(has_partner, false) AS INT)) AS partner,
           avg(CAST(coalesce(has_amount, false) AS INT)) AS amounts,
           avg(CAST(coalesce(rebased, false) AS INT)) AS rebased,
           avg(CAST(coalesce(assumed, false) AS INT)) AS assumed,
           avg(CAST(coalesce(mirrored, false) AS INT)) AS mirrored,
           avg(CAST(coalesce(reporter_role = 'secondary', false) OR tier = 'weak-or-mirror' AS INT)) AS secondary
    FROM teller LEFT JOIN shares USING (file, key) LEFT JOIN money USING (file, key) LEFT JOIN counted USING (file, key)
    GROUP BY publisher
),
faults AS (
    SELECT CASE WHEN len(p.parts) > 2 THEN p.parts[-2] ELSE coalesce(any_value(t.publisher), p.name) END AS publisher,
           p.file, any_value(p.outcome) = 'refused' AS refused,
           (SELECT count(*) FROM reject r WHERE r.file = p.file AND r.scope = 'row') AS rejected,
           (SELECT count(*) FROM reject r WHERE r.file = p.file AND r.scope = 'cell') AS cells
    FROM placed p LEFT JOIN teller t ON t.file = p.file GROUP BY p.file, p.parts, p.name
),
faulty AS (
    SELECT publisher, count(*) FILTER (refused) AS refused, CAST(sum(rejected) AS BIGINT) AS rejected,
           CAST(sum(cells) AS BIGINT) AS cells, count(*) AS all_files
    FROM faults GROUP BY publisher
)
SELECT publisher, coalesce(all_files, files) AS files, coalesce(refused, 0) AS refused,
       coalesce(activities, 0) AS activities, coalesce(rejected, 0) AS rejected, coalesce(cells, 0) AS cells_set_right,
       committed, spent, newest,
       {shares}
FROM per FULL JOIN faulty USING (publisher) ORDER BY activities DESC, publisher
"""

_SHARES = ("recipient", "sector", "dates", "partner", "amounts", "rebased", "assumed", "mirrored", "secondary")
"""Shares of a publisher's activities, in per cent."""

_WORST = """
SELECT f.name AS file, f.outcome, count(r.file) FILTER (r.scope = 'row') AS rejected,
       count(r.file) FILTER (r.scope = 'cell') AS cells_set_right, f.reason
FROM file f LEFT JOIN reject r USING (file) WHERE f.source = ?
GROUP BY f.file, f.name, f.outcome, f.reason HAVING f.outcome = 'refused' OR count(r.file) > 0
ORDER BY f.outcome = 'refused' DESC, rejected DESC, cells_set_right DESC, file LIMIT 10
"""


def publishers(session: Session, source: str) -> Answer:
    """One row per publisher of a source: files, records, money in the study's currency and shares of its activities."""
    shares = ", ".join(f"CAST(round(100 * {name}, 1) AS DOUBLE) AS {name}" for name in _SHARES)
    told, parameters = _MONEY.rows(["file", "activity", "kind", "rule"])
    preferred = ", ".join(f"'{word}'" for word in COUNTED_IN[Counting.PREFERRED])
    quality = _QUALITY.format(shares=shares, told=told, preferred=preferred)
    table = session.query(quality, [source, *parameters], of=_TABLES)
    worst = session.query(_WORST, [source], of=("file", "reject")).to_pylist()
    notes = [f"{', '.join(_SHARES)}: per cent of the publisher's activities"]
    if worst:
        notes.append("the worst files, at most ten:")
    for row in worst:
        if row["outcome"] == "refused":
            notes.append(f"{row['file']}: refused: {row['reason']}")
        else:
            notes.append(f"{row['file']}: {row['rejected']} rows rejected, {row['cells_set_right']} cells set right")
    return Answer.of(
        PUBLISHERS,
        table,
        release=session.release.number,
        indicator=f"publishers of {source}",
        unit=session.release.currency,
        prices="current" if table.num_rows else NO_PRICES,
        notes=notes,
    )
