"""Every telling of a record side by side: what each dataset says of it, which one speaks, and by which rule.

A project that several datasets or pages tell is one group; the copy that speaks is counted, the others stand beside it
with what they say differently. Places, dates and the publisher's own page come with each row.
"""

from sarai.analyses.portfolio import filters, measured, repriced
from sarai.analyses.portfolio.select import Selection
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.question import Question
from sarai.session import Session, query_arrow

TOLD_AGAIN = "told again"
"""What a copy counts as that does not speak for its record."""

_OWN = (
    "activity",
    "same_group",
    "title",
    "partner",
    "agency",
    "recipient",
    "sector",
    "sector_group",
    "year",
    "date",
    "precision",
    "kind",
    "family",
    "flow_class",
    "finance_type",
    "status",
    "tier",
    "amount",
    "currency",
    "price_basis",
    "base_year",
    "rate",
    "rate_period",
    "rate_source",
    "deflator",
    "deflator_source",
    "current_factor",
    "recipient_percent",
    "sector_percent",
    "no_value",
    "rule",
    "source",
    "dataset",
    "file",
    "locator",
    "licence",
)

_OF_ACTIVITY = (
    "record_id marks reporter status_stated updated start_planned start_actual end_planned end_actual".split()
)

RECORDS = Card(
    id="records",
    name="records and their tellings",
    unit="the study's currency",
    formula="every telling of the records in a selection, the one that speaks first; the values of those that are "
    "certain or preferred add up to the total",
    needs=("any source of flows or budgets",),
    method="rules of Sarai: docs/semantics.md, docs/rules.md",
    caveats=("a telling that does not speak is set aside as told again; its value is in no total",),
    tables={
        "rows": "value  cents  [unit]  value of the row\n"
        "counts  text  -  certain, preferred, possible, out, or told again\n"
        + "".join(f"{name}  as:contribution\n" for name in _OWN)
        + "".join(f"{name}  as:activity\n" for name in _OF_ACTIVITY)
        + """
place            text    -  a place of it
latitude         number  [degrees]  north
longitude        number  [degrees]  east
place_precision  text    -  how fine the place is known
places           int     -  how many places it has
url              text    -  the publisher's page
"""
    },
)


def records(session: Session, question: Question) -> Answer:
    """The records that a question is about, largest group first, each with all its tellings.

    Columns: ``value`` (cents of the release's currency), ``counts`` (certain, preferred, possible, out, or told
    again), those of the contribution, and of its activity ``marks``, ``reporter``, ``status_stated``, ``updated``, the
    planned and actual ``start`` and ``end``, ``place`` with ``latitude`` and ``longitude``, ``url``, its page.

    Raises:
        QuestionError: an unknown word, or prices the release does not hold.
    """
    chosen = filters.selection(
        question,
        session.release,
        session.distinct,
        relation=measured.relation(session, question.measure, repriced.relation(session, question)),
    )
    connection = session.connection
    for name in ("activity", "location", "document_link"):
        session.pinned.attach(connection, name)
    query, parameters = _tellings(chosen)
    sql = f"""
WITH told AS ({query}),
held AS (SELECT DISTINCT file, activity FROM told),
places AS (
    SELECT h.file, h.activity, any_value(p.name) AS place, any_value(p.latitude) AS latitude,
           any_value(p.longitude) AS longitude, any_value(p.precision) AS place_precision, count(*) AS places
    FROM location p JOIN held h ON h.file = p.file AND h.activity = p.activity GROUP BY ALL
),
links AS (
    SELECT h.file, h.activity, min(d.url) AS url
    FROM document_link d JOIN held h ON h.file = d.file AND h.activity = d.owner GROUP BY ALL
)
SELECT told.*, {", ".join(f"a.{name}" for name in _OF_ACTIVITY)}, 
       p.place, p.latitude, p.longitude, p.place_precision, p.places, l.url
FROM told
LEFT JOIN activity a ON a.file = told.file AND a.key = told.activity
LEFT JOIN places p ON p.file = told.file AND p.activity = told.activity
LEFT JOIN links l ON l.file = told.file AND l.activity = told.activity
ORDER BY max(told.value) OVER (PARTITION BY same_group) DESC NULLS LAST, same_group,
         counts IN ('told again', 'out'), told.value DESC NULLS LAST, told.activity, told.recipient, told.sector,
         told.locator
"""
    table = query_arrow(connection, sql, parameters)
    return Answer.of(
        RECORDS,
        table,
        unit=session.release.currency,
        prices=question.prices,
        release=session.release.number,
        notes=RECORDS.caveats,
    )


def _tellings(chosen: Selection) -> tuple[str, list[object]]:
    """Every telling of the groups that the selection speaks of, each with what it counts as."""
    spoken, parameters = chosen.rows(["same_group", "file", "key", "recipient AS r", "sector AS s"])
    listed = ", ".join(f"c.{name}" for name in _OWN)
    kinds = ", ".join("?" for _ in chosen.kinds)
    query = f"""
SELECT c.{chosen.value} AS value, coalesce(s.stands, '{TOLD_AGAIN}') AS counts, {listed}
FROM {chosen.relation} c
LEFT JOIN (SELECT file, key, r, s AS sec, any_value(stands) AS stands FROM ({spoken}) GROUP BY ALL) s
  ON s.file = c.file AND s.key = c.key AND s.r IS NOT DISTINCT FROM c.recipient
     AND s.sec IS NOT DISTINCT FROM c.sector
WHERE c.same_group IN (SELECT same_group FROM ({spoken})) AND c.kind IN ({kinds})
"""
    return query, [*parameters, *parameters, *(str(kind) for kind in chosen.kinds)]
