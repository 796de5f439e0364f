"""What is still to come: undisbursed balances, closing dates, and debt service where the terms of a loan are stated."""

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sarai.analyses.portfolio import questions
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.question import Question
from sarai.model.vocabulary import Kind
from sarai.money import concessionality
from sarai.session import Session, query_arrow

FORWARD = Card(
    id="forward",
    name="what is still to come",
    unit="the study's currency, current prices",
    formula="undisbursed = committed - cancelled - disbursed, where a source states both sides; debt service = equal "
    "parts of principal twice a year after the grace period, and interest on what is left",
    needs=("a source of commitments", "disbursements, closing dates or terms of loans, where they are stated"),
    method="docs/ministry.md; terms as in docs/semantics.md",
    caveats=(
        "a blank is not stated by any loaded source, which is not the same as none",
        "debt service takes a loan as drawn whole when it was committed, at its stated rate: no less while it is not",
    ),
    tables={
        "rows": """
record       text  -  key of the record
title        text  -  title
partner      text  -  who gives
recipient    text  -  to whom
status       text  <vocabulary.Status>  where the record stands
committed    sum   [unit]  committed less cancelled
disbursed    sum   [unit]  disbursed, as far as a source tells
undisbursed  sum   [unit]  what is left; none where one side is not stated
closing      day   -  planned end
overdue      text  -  yes where the planned end has passed on the release's day
""",
        "service": """
year       year  [year]  year
records    int   [records]  loans with all three terms
principal  sum   [unit]  principal due in it
interest   sum   [unit]  interest due in it
""",
    },
)

_KINDS = (Kind.COMMITMENT, Kind.CANCELLATION, Kind.DISBURSEMENT)

_OPEN = """
WITH told AS ({query}), per AS (
    SELECT activity, file, any_value(title) AS title, any_value(partner) AS partner,
           string_agg(DISTINCT recipient, '; ' ORDER BY recipient) AS recipient, any_value(status) AS status,
           sum(value) FILTER (kind = 'commitment' AND stands IN ('certain', 'preferred')) AS committed,
           coalesce(sum(value) FILTER (kind = 'cancellation' AND stands IN ('certain', 'preferred')), 0) AS cancelled,
           sum(value) FILTER (kind = 'disbursement' AND (stands IN ('certain', 'preferred')
                              OR rule = 'stock_on_a_date')) AS disbursed,
           min(date) FILTER (kind = 'commitment') AS date, any_value(inherited) AS inherited
    FROM told GROUP BY activity, file
)
SELECT p.* EXCLUDE (inherited), a.end_planned AS closing, a.end_actual, {terms}
FROM per p JOIN activity a ON a.file = p.file AND a.key = p.activity
WHERE p.committed IS NOT NULL AND coalesce(p.status, '') NOT IN ('cancelled', 'closed', 'suspended')
ORDER BY p.committed DESC, p.activity
"""


# What a newer telling has no column for stands on the row as an older one tells it.
_TERMS = ", ".join(
    f"coalesce(a.{name}, TRY_CAST(list_filter(p.inherited, lambda each: each.field = '{name}')[1].value AS DOUBLE)) "
    f"AS {name}"
    for name in ("interest_rate", "maturity", "grace_period")
)


def forward(session: Session, question: Question, *, on: dt.date | None = None) -> Answer:
    """The open records of a question, largest balance first, and the debt service of its loans from ``on`` on.

    Raises:
        QuestionError: an unknown word.
    """
    day = on or session.release.committed_at.date()
    session.pinned.attach(session.connection, "activity")
    chosen = replace(questions.select(session, question), kinds=_KINDS)
    query, parameters = chosen.rows(
        ["activity", "file", "title", "partner", "recipient", "status", "kind", "date", "rule", "inherited"]
    )
    rows = query_arrow(session.connection, _OPEN.format(query=query, terms=_TERMS), parameters).to_pylist()
    still = [_row(row, day) for row in rows if not _ended(row, day)]
    still.sort(key=lambda row: (row["undisbursed"] is None, -(row["undisbursed"] or 0), -row["committed"]))
    return Answer.of(
        FORWARD,
        still,
        unit=session.release.currency,
        prices="current",
        release=session.release.number,
        notes=(*FORWARD.caveats, f"as of {day}: {len(still):,} record(s) neither finished, cancelled nor closed"),
        service=_service(rows, day.year),
    )


def _ended(row: dict[str, Any], day: dt.date) -> bool:
    """Whether a record is finished; an end in days to come is when it is to close."""
    return row["status"] == "completion" or (row["end_actual"] is not None and row["end_actual"] <= day)


def _row(row: dict[str, Any], day: dt.date) -> dict[str, Any]:
    committed = row["committed"] - row["cancelled"]
    left = None if row["disbursed"] is None else committed - row["disbursed"]
    closing = row["closing"] or row["end_actual"]
    late = None if closing is None else "yes" if closing < day else "no"
    told = {name: row[name] for name in ("title", "partner", "recipient", "status", "disbursed")}
    sums = {"committed": committed, "undisbursed": left}
    return {"record": row["activity"], "closing": closing, "overdue": late, **sums, **told}


def _service(rows: list[dict[str, Any]], first: int) -> list[dict[str, Any]]:
    principal: dict[int, float] = defaultdict(float)
    interest: dict[int, float] = defaultdict(float)
    loans: dict[int, int] = defaultdict(int)
    for row in rows:
        terms = (row["interest_rate"], row["maturity"], row["grace_period"])
        if None in terms or row["date"] is None or row["maturity"] < row["grace_period"] or row["maturity"] <= 0:
            continue
        due: set[int] = set()
        for years, part, cost in concessionality.payments_of(*terms):
            year = (row["date"] + dt.timedelta(days=round(365.25 * years))).year
            principal[year] += part * float(row["committed"])
            interest[year] += cost * float(row["committed"])
            due.add(year)
        for year in due:
            loans[year] += 1
    return [
        {"year": year, "records": loans[year], "principal": _cents(principal[year]), "interest": _cents(interest[year])}
        for year in sorted(loans)
        if year >= first
    ]


def _cents(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.01"))
