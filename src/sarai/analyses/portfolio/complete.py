"""To which year each source is complete, said beside its sums: later years of it are partial, and no trend."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from sarai.analyses.portfolio.select import Selection
from sarai.counting.complete import RULE, Basis
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.vocabulary import Kind, Measure
from sarai.session import Session

COMPLETE = Card(
    id="complete",
    name="the year to which each source is complete",
    unit="years",
    formula=RULE,
    needs=("any source of flows",),
    method="as the best aid maps print it beside their figures; docs/semantics.md",
    caveats=(
        "complete to a year says nothing of what a source never looks at: see what it could hold",
        "rows tell of records, not of money: a year may be complete with one record unseen",
    ),
    tables={
        "rows": """
source       text  -  source
dataset      text  -  dataset
measure      text  <vocabulary.Measure>  committed, or spent
complete_to  year  [year]  the last year that is complete; none where it is not known
last         year  [year]  the last year that it has rows of
how          text  -  stated by its publisher, by its rows, or not known
"""
    },
)

_MEASURES = {Kind.COMMITMENT: Measure.COMMITTED, Kind.DISBURSEMENT: Measure.SPENT, Kind.EXPENDITURE: Measure.SPENT}


def complete(session: Session, source: str | None = None) -> Answer:
    """Dataset by dataset and for commitments and spending apart, to which year it is complete."""
    rows = [
        {
            "source": told["source"], "dataset": name, "measure": measure,
            "complete_to": each["to"], "last": each["last"], "how": each["basis"],
        }
        for name, told in sorted(session.release.datasets.items(), key=lambda one: (one[1]["source"], one[0]))
        for measure, each in told.get("complete", {}).items()
        if source is None or told["source"] == source
    ]  # fmt: skip
    table = pa.Table.from_pylist(rows, schema=_SCHEMA)
    return Answer.of(COMPLETE, table, release=session.release.number, notes=(f"complete to: {RULE}",))


_SCHEMA = pa.schema(
    [pa.field(name, pa.string()) for name in ("source", "dataset", "measure")]
    + [pa.field(name, pa.int16()) for name in ("complete_to", "last")]
    + [pa.field("how", pa.string())]
)


def of_source(session: Session, source: str, kind: str) -> Mapping[str, Any] | None:
    """What holds for one kind of a source's money: of its datasets the one that reaches furthest."""
    measure = _MEASURES.get(Kind(kind))
    told = [
        each["complete"][measure] | {"partial": not each["scope"].get("complete", True)}
        for each in session.release.datasets.values()
        if each["source"] == source and measure in each.get("complete", {})
    ]
    return max(told, key=lambda each: each["to"] or 0, default=None)


def note(session: Session, chosen: Selection) -> Iterator[str]:
    """One sentence for the sources of an answer, and one for those of which it holds later years."""
    query, parameters = chosen.rows(["source", "kind", "year"])
    held = session.connection.execute(
        f"SELECT source, kind, max(year) FROM ({query}) WHERE stands <> 'out' GROUP BY ALL ORDER BY ALL", parameters
    ).fetchall()
    words: dict[str, str] = {}
    partial: dict[str, int] = {}
    for source, kind, last in held:
        found = of_source(session, source, kind)
        if found is None:
            continue
        if found["to"] is None:
            words.setdefault(
                source, f"{source} not known (it states no years, and its rows are too few or a part alone)"
            )
            continue
        how = "as its publisher states" if found["basis"] == Basis.STATED else "by its rows"
        how += "; the list in hand is a part" if found["partial"] else ""
        words[source] = f"{source} {found['to']} ({how})"
        if last is not None and last > found["to"]:
            partial[source] = found["to"]
    if words:
        yield f"complete to: {'; '.join(words.values())}"
    if partial:
        listed = ", ".join(f"{source} after {year}" for source, year in partial.items())
        yield f"partial years are among these sums: {listed}"
