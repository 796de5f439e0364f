"""What the sources tell about a scope: kinds of money that may stand in one sum, and the years in which each speaks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sarai.analyses.portfolio import questions
from sarai.model.question import ask
from sarai.model.vocabulary import Kind, Says
from sarai.session import Session, query_arrow

# A pledge is no money yet, and a cancellation is what another figure is less.
_MONEY = tuple(kind for kind in Kind if kind not in (Kind.PLEDGE, Kind.INCOMING_PLEDGE, Kind.CANCELLATION))


@dataclass(frozen=True, slots=True)
class Basis:
    """Money that may stand in one sum: one kind, told by one source."""

    source: str
    kind: str
    title: str
    years: tuple[int, int] | None
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether a source speaks of a partner in a year, is silent, or could not hold the year or partner."""

    partner: str
    source: str
    year: int
    says: Says


def bases(session: Session, scope: Mapping[str, str]) -> tuple[Basis, ...]:
    """The kinds of money in the totals of a scope of filters, by the source that tells them, most records first."""
    query, parameters = replace(questions.select(session, ask(filters=scope)), kinds=_MONEY).rows(
        ["source", "kind", "year", "record", "partner"]
    )
    rows = query_arrow(
        session.connection,
        f"""
        SELECT source, kind, min(year) AS first, max(year) AS last, count(DISTINCT record) AS n,
               list(DISTINCT partner ORDER BY partner) FILTER (partner IS NOT NULL) AS partners
        FROM ({query}) WHERE stands <> 'out' GROUP BY source, kind ORDER BY n DESC, source, kind
        """,
        parameters,
    ).to_pylist()
    return tuple(
        Basis(
            source=row["source"],
            kind=row["kind"],
            title=session.title_of(row["source"]),
            years=None if row["first"] is None else (row["first"], row["last"]),
            partners=tuple(row["partners"] or ()),
        )
        for row in rows
    )


def coverage(
    session: Session, years: Iterable[int], *, partners: Sequence[str], scope: Mapping[str, str]
) -> list[Coverage]:
    """Partner, source, year: whether a source speaks within the scope, is silent, or could not hold it.

    A source speaks where it has any record, be it in a total or not.
    """
    query, parameters = questions.select(session, ask(filters=scope)).read(["partner", "source", "year"])
    spoken = set(
        session.connection.execute(f"SELECT DISTINCT partner, source, year FROM ({query})", parameters).fetchall()
    )
    tells = {(partner, source) for partner, source, _ in spoken}
    spans = _spans(session)

    def says(partner: str, source: str, year: int) -> Says:
        if (partner, source, year) in spoken:
            return Says.SPEAKS
        first, last = spans[source]
        return Says.SILENT if (partner, source) in tells and first <= year <= last else Says.OUT_OF_SCOPE

    years = list(years)
    return [
        Coverage(partner, source, year, says(partner, source, year))
        for partner in partners
        for source in spans
        for year in years
    ]


def _spans(session: Session) -> dict[str, tuple[int, int]]:
    """First and last year that the datasets of each source with money could hold; else those they do hold."""
    query, parameters = questions.select(session, ask()).read(["source", "year"])
    held = session.connection.execute(
        f"SELECT source, min(year), max(year) FROM ({query}) GROUP BY source ORDER BY source", parameters
    ).fetchall()
    spans = {source: (first, last) for source, first, last in held if first is not None}
    for dataset in session.release.datasets.values():
        stated = dataset["scope"].get("years") if dataset["files"] else None
        source = str(dataset["source"])
        if stated and source in spans:
            spans[source] = (min(spans[source][0], stated[0]), max(spans[source][1], stated[1]))
    return spans
