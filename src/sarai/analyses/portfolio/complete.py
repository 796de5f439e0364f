"""To which year each source is complete, said beside its sums: later years of it are partial, and no trend."""

from collections.abc import Iterable, Iterator, Mapping
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

_NAMED = 4
"""Publishers that a sentence names with their years."""

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
    """What holds for one kind of a source's money: see :func:`of_measure`."""
    return of_measure(session, source, _MEASURES.get(Kind(kind)))


def to_year(session: Session, sources: Iterable[str], measure: str) -> int | None:
    """The year to which all of several sources are complete; none where that is not known of one."""
    told = [of_measure(session, each, measure) for each in sources]
    ends: list[int] = [each["to"] for each in told if each is not None and each["to"] is not None]
    return min(ends, default=None) if len(ends) == len(told) else None


def of_measure(session: Session, source: str, measure: str | None) -> Mapping[str, Any] | None:
    """What holds for a measure of a source's money: of its datasets the one that reaches furthest."""
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
        end, how = found["to"], _how(found)
        if "publishers" in found:
            end, how = _theirs(session, chosen, source, found["publishers"])
            if end is None:
                words.setdefault(source, f"{source} not known ({how})")
                continue
        words[source] = f"{source} {end} ({how})"
        if last is not None and last > end:
            partial[source] = end
    if words:
        yield f"complete to: {'; '.join(words.values())}"
    if partial:
        listed = ", ".join(f"{source} after {year}" for source, year in partial.items())
        yield f"partial years are among these sums: {listed}"


def _how(found: Mapping[str, Any]) -> str:
    how = "as its publisher states" if found["basis"] == Basis.STATED else "by its rows"
    return f"{how}; the list in hand is a part" if found["partial"] else how


def _theirs(session: Session, chosen: Selection, source: str, years: Mapping[str, int]) -> tuple[int | None, str]:
    """To which year the publishers in an answer are complete together, and which of them to which."""
    query, parameters = chosen.rows(["source", "reporter", "record"])
    told = session.connection.execute(
        f"SELECT reporter, count(DISTINCT record) FROM ({query}) WHERE stands <> 'out' AND source = ? "
        "GROUP BY ALL ORDER BY 2 DESC, 1",
        [*parameters, source],
    ).fetchall()
    known = [(name, years[name]) for name, _ in told if name in years]
    unknown = len(told) - len(known)
    if not known:
        return None, f"none of its {len(told)} publisher(s) here has records enough"
    named = ", ".join(f"{name} {year}" for name, year in known[:_NAMED])
    more = f", {len(known) - _NAMED} more" if len(known) > _NAMED else ""
    other = f", of {unknown} not known" if unknown else ""
    return min(year for _, year in known), f"by the rows of each publisher: {named}{more}{other}"
