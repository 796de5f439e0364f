"""A validation round: the records of a partner as a sheet to be read and corrected, and the corrections beside them."""

from collections.abc import Iterator
from typing import Any

from sarai import codelists
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.errors import CodeError, QuestionError
from sarai.session import Session

RECORDS_OF = Card(
    id="validation",
    name="records of a partner, to be validated",
    unit="currency of each row",
    formula="every statement of the records that speak for a partner, as stated, and the rule that counts it",
    needs=("any source of flows",),
    method="docs/ministry.md",
    tables={
        "rows": """
record      text  -  key of the record
title       text  -  title
kind        text  <vocabulary.Kind>  what happened to the money
status      text  <vocabulary.Status>  where the record stands
date        day   -  date
amount      amount  [currency]  amount as stated
currency    text  <currencies>  its currency
recipient   text  -  to whom
sector      text  -  for what
source      text  -  who tells it
locator     text  -  where it stands there
rule        text  -  rule that counts it, or not
"""
    },
)

CORRECTED = Card(
    id="corrections",
    name="corrections beside the records",
    unit="",
    formula="every correction of each record and field, what the record said and says, and the last decision on it",
    needs=("the list corrections.csv of the study",),
    method="docs/ministry.md",
    caveats=("no correction changes a figure: the record says what its publisher says",),
    tables={
        "rows": """
record     text  -  key of the record
title      text  -  title; none where the release has no such record
field      text  <vocabulary.Correctable>  what is said to be otherwise
nth        int   -  which correction of this field it is, by which it is judged where there are several
stated     text  -  what the record said when it was corrected
now        text  -  what it says in this release
correct    text  -  what is right, as a value of the field; `none` is not stated
who        text  -  who says so
on         day   -  when
why        text  -  why
answer     text  <vocabulary.Judged>  what was decided of it
judge      text  -  who decided
judged_on  day   -  when
reason     text  -  why
"""
    },
)

_RECORDS = """
SELECT activity AS record, any_value(title) AS title, kind, any_value(status) AS status, any_value(date) AS date,
       any_value(amount) AS amount, any_value(currency) AS currency,
       string_agg(DISTINCT recipient, '; ' ORDER BY recipient) AS recipient,
       string_agg(DISTINCT sector, '; ' ORDER BY sector) AS sector, any_value(source) AS source,
       any_value(locator) AS locator, any_value(rule ORDER BY rule) AS rule
FROM contribution
WHERE same_rank = 1 AND partner = ? AND rule NOT IN ('itemised', 'records_above_total', 'handed_on_in_part')
GROUP BY activity, key, kind ORDER BY record, kind, date
"""

_CORRECTED = """
WITH said AS (
    -- A correction and what is decided of it are rows of the same words.
    SELECT *, min(ordinal) OVER one AS first, row_number() OVER (one ORDER BY ordinal DESC) AS back
    FROM correction WINDOW one AS (PARTITION BY record, field, correct, who, "on")
),
last AS (
    SELECT *, row_number() OVER (PARTITION BY record, field ORDER BY first) AS nth FROM said WHERE back = 1
),
held AS (
    SELECT activity, any_value(title) AS title, any_value(status) AS status,
           string_agg(DISTINCT CAST(amount AS DOUBLE)::VARCHAR, '; ') AS amount,
           string_agg(DISTINCT currency, '; ') AS currency, string_agg(DISTINCT date::VARCHAR, '; ') AS date,
           string_agg(DISTINCT recipient, '; ' ORDER BY recipient) AS recipient,
           string_agg(DISTINCT sector, '; ' ORDER BY sector) AS sector
    FROM contribution WHERE same_rank = 1 AND activity IN (SELECT record FROM last) GROUP BY activity
)
SELECT c.record, h.title, c.field, CAST(c.nth AS INTEGER) AS nth, c.stated,
       CASE c.field WHEN 'title' THEN h.title WHEN 'status' THEN h.status WHEN 'amount' THEN h.amount
            WHEN 'currency' THEN h.currency WHEN 'date' THEN h.date WHEN 'recipient' THEN h.recipient
            WHEN 'sector' THEN h.sector END AS now,
       c.correct, c.who, c."on", c.why, c.answer, c.judge, c.judged_on, c.reason
FROM last c LEFT JOIN held h ON h.activity = c.record ORDER BY c.record, c.field, c.nth
"""


def partners(session: Session, asked: str | None = None) -> tuple[str, ...]:
    """The codes of the partners that are asked; all that the release holds where none is named.

    Raises:
        QuestionError: a partner that no code list and no row knows.
    """
    held = session.distinct("partner")
    if asked is None:
        return tuple(held)
    try:
        return codelists.partners_meant(asked, held)
    except CodeError as error:
        raise QuestionError(error.what, where="--partner", cure=error.cure) from error


def records_of(session: Session, partner: str) -> Answer:
    """The statements of the records of one partner, by its code."""
    rows = session.query(_RECORDS, [partner], of=("contribution",))
    return Answer.of(RECORDS_OF, rows, release=session.release.number)


def corrections(session: Session) -> Answer:
    """Every correction, each beside what the record says in this release."""
    rows = session.query(_CORRECTED, of=("contribution", "correction"))
    return Answer.of(CORRECTED, rows, release=session.release.number, notes=CORRECTED.caveats)


def beside(session: Session, records: set[str]) -> Iterator[str]:
    """A sentence for each correction of some records."""
    if not session.release.counts.get("correction", 0):
        return
    for row in corrections(session):
        if row["record"] in records:
            yield f"beside {row['record']}: {_sentence(row)}"


def _sentence(row: dict[str, Any]) -> str:
    judged = f", {row['answer']}" + (f" by {row['judge']} ({row['reason']})" if row["judge"] else "")
    said = f"{row['field']} is {row['correct']}, says {row['who']} on {row['on']} ({row['why']})"
    return f"{said}{judged}; it changes no figure"
