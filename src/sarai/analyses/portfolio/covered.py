"""How much of what a publisher itself totals the records in hand hold: one price series, one definition."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.question import Question
from sarai.model.vocabulary import KINDS_OF
from sarai.session import Session, query_arrow

_MAY_NARROW = frozenset({"partner", "recipient", "source", "dataset", "family"})
"""Filters under which a publisher's total of all years and sectors is still a total of what is asked."""

COVERED = Card(
    id="covered",
    name="what the records in hand hold of their publishers' own totals",
    unit="the series named in each row",
    formula="found / stated: what the records of a dataset come to in their publisher's own series, over what the "
    "publisher prints as the total of its records",
    needs=("a list of publishers' totals", "the dataset that they are totals of"),
    method="one price series and one definition on both sides: docs/semantics.md",
    caveats=("a dataset that holds part of its publisher's records cannot come to the publisher's total",),
    tables={
        "rows": """
dataset         text   -  dataset whose records are held against the total
partner         text   -  whose money it is
recipient       text   <countries>  to whom
kind            text   <vocabulary.Kind>  what happened to the money
series          text   -  the publisher's series: currency, prices, base year
stated          sum    [series]  the publisher's own total
found           sum    [series]  what the records in hand come to
percent         number [percent]  found of stated
n               int    [records]  records in hand
without_amount  int    [records]  of them without a published amount
first           year   [year]  first year of the total
last            year   [year]  last year of the total
definition      text   -  what the publisher counts in it
url             text   -  where it is printed
"""
    },
)


def coverage(session: Session) -> Answer:
    """Each total that a publisher prints of a dataset beside what the dataset's records in hand come to.

    Both are in the publisher's own series; ``n`` are the records of the dataset, ``without_amount`` those of which no
    amount is published. Rules do not matter here: the dataset is asked for all that it says.
    """
    session.pinned.attach(session.connection, "stated_total")
    table = query_arrow(
        session.connection,
        """
        WITH printed AS (
            SELECT *, currency || ' ' || price_basis || coalesce(' ' || base_year, '') AS series FROM stated_total
        ),
        held AS (
            SELECT p.key, sum(c.value_source) AS found, count(DISTINCT c.record) AS n,
                   count(DISTINCT c.record) FILTER (c.value_source IS NULL) AS without_amount
            FROM printed p JOIN contribution c
              ON c.dataset = p.of_dataset AND c.partner = p.partner AND c.recipient = p.recipient AND c.kind = p.kind
             AND coalesce(c.source_basis, p.series) = p.series
            GROUP BY p.key
        )
        SELECT p.of_dataset AS dataset, p.partner, p.recipient, p.kind, p.series,
               CAST(p.value AS DECIMAL(28,2)) AS stated, CAST(h.found AS DECIMAL(28,2)) AS found,
               round(100.0 * CAST(h.found AS DOUBLE) / CAST(p.value AS DOUBLE), 1) AS percent,
               coalesce(h.n, 0) AS n, coalesce(h.without_amount, 0) AS without_amount,
               p.first, p.last, p.definition, p.url
        FROM printed p LEFT JOIN held h USING (key) ORDER BY dataset, p.partner, p.recipient, p.kind
        """,
    )
    return Answer.of(COVERED, table, prices="source", release=session.release.number)


def coverage_notes(
    session: Session, question: Question, datasets: Sequence[str], recipients: Sequence[str]
) -> list[str]:
    """One sentence per dataset of an answer: which share of its publisher's own total its records hold.

    ``datasets`` are those that the answer rests on, ``recipients`` the codes it was narrowed to, if it was. A question
    that asks for less than a publisher's total is of (years, sectors) is told nothing.
    """
    if set(question.filters) - _MAY_NARROW or not session.release.counts.get("stated_total", 0):
        return []
    kinds = set(map(str, KINDS_OF[question.measure]))
    rows = [
        row
        for row in coverage(session).rows
        if row["dataset"] in datasets and row["kind"] in kinds and (not recipients or row["recipient"] in recipients)
    ]
    by_dataset: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_dataset.setdefault(row["dataset"], []).append(row)
    return [_sentence(name, held, session) for name, held in by_dataset.items()]


def _sentence(dataset: str, rows: Sequence[Mapping[str, Any]], session: Session) -> str:
    stated = sum((row["stated"] for row in rows), Decimal())
    found = sum((row["found"] or Decimal() for row in rows), Decimal())
    count, silent = sum(row["n"] for row in rows), sum(row["without_amount"] for row in rows)
    title = session.release.datasets[dataset].get("title") or dataset
    years = f", {rows[0]['first']}-{rows[0]['last']}" if rows[0]["first"] else ""
    billions = f"{found / 1_000_000_000:,.1f} of the {stated / 1_000_000_000:,.1f} billion"
    return (
        f"coverage: the records of {title} hold {billions} ({100 * found / stated:.0f} %) "
        f"that their publisher totals for {', '.join(row['recipient'] for row in rows)} in {rows[0]['series']} "
        f"({rows[0]['definition']}{years}); {silent:,} of {count:,} have no amount"
    )
