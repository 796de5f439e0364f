"""Two releases, or two datasets of one source, side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import duckdb
import pyarrow as pa

from sarai.analyses.portfolio import diff as differences
from sarai.analyses.portfolio import filters, questions
from sarai.analyses.portfolio import vintages as followed
from sarai.ledger import Release
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.errors import QuestionError
from sarai.model.provenance import Scope
from sarai.model.question import Question, ask
from sarai.session import Session, Stated, query_arrow

DIFF = Card(
    id="diff",
    name="change between two releases",
    unit="the study's currency, or the publisher's own series",
    formula="before + new + gone + out of scope + each factor that changed, one after the other, = after, to the cent",
    needs=("two releases of the study",),
    method="decomposition by stepwise replacement of factors; decision 009",
    caveats=("what is not reported counts as nothing in the columns between",),
    tables={
        "rows": "before  sum  [unit]  in the earlier release\n"
        + "\n".join(f"{name}  sum  [unit]  change by it" for name in differences.STEPS)
        + "\nafter  sum  [unit]  in the later release"
    },
    by=True,
)

VINTAGES = Card(
    id="vintages",
    name="records from one dataset to the next",
    unit="records",
    formula="records of the earlier dataset by status and by what the later one says of them, followed by their ids",
    needs=("two datasets of one source",),
    method="ids of the publisher; docs/semantics.md",
    caveats=("an untouched status may mean that nothing happened or that nobody looked: no rate is given",),
    tables={
        "rows": """
status       text  -  status in the earlier dataset
recommended  text  -  whether the publisher recommends the record
became       text  -  status in the later one, or why it cannot show it
n            int   [records]  records
"""
    },
)


def diff(earlier: Session, later: Session, question: Question) -> Answer:
    """The change of each figure from one release of a study to another.

    Columns: the dimensions, ``before``, then new records, gone records, records out of scope, revised
    amounts, changed shares, rates, deflators, classification and counting, then ``after``. The columns
    between add up to the change, to the cent.

    Raises:
        QuestionError: the two releases show values in unlike money, or the question is not understood.
    """
    _alike(earlier.release, later.release, question.prices)
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        sides = []
        for name, session in (("contribution_a", earlier), ("contribution_b", later)):
            session.pinned.attach(connection, "contribution", name=name)
            chosen = filters.selection(question, session.release, session.distinct_or(earlier, later))
            sides.append(differences.Side(name, chosen))
        for name, session in (("a", earlier), ("b", later)):
            session.pinned.attach(connection, "activity", name=f"activity_{name}")
            session.pinned.attach(connection, "file", name=f"file_{name}")
        table = differences.compare(
            connection,
            sides[0],
            sides[1],
            question.by,
            counting=question.counting,
            out_of_scope=_out_of_scope(connection, later.release),
        )
    numbers = earlier.release.number, later.release.number
    return Answer.of(
        DIFF,
        table,
        indicator=f"{question.measure}, {question.counting}: change from release {numbers[0]} to release {numbers[1]}",
        unit=_unit(earlier, later, question),
        prices=question.prices,
        release=later.release.number,
        by=question.by,
        notes=(
            "before + the columns between = after, to the cent; what is not reported counts as nothing in them",
            "factors are taken from the later release in this order: " + ", ".join(differences.STEPS[3:]),
            *_changed_scopes(earlier.release, later.release),
        ),
    )


def _unit(earlier: Session, later: Session, question: Question) -> str:
    units = [questions.unit(session, question, questions.select(session, question)) for session in (earlier, later)]
    if question.prices == "source" and units[0] != units[1] and "source_basis" not in question.by:
        raise QuestionError(
            f"the publishers' own series are {units[0]} in the one release and {units[1]} in the other",
            where="--prices source",
            cure="ask one --dataset, add source_basis to --by, or compare --prices current",
        )
    return units[1]


def _alike(before: Release, after: Release, prices: str) -> None:
    if prices != "source" and before.currency != after.currency:
        raise QuestionError(
            f"release {before.number} is in {before.currency}, release {after.number} in {after.currency}",
            cure="compare --prices source, or two releases in one currency",
        )


def _out_of_scope(connection: duckdb.DuckDBPyConnection, later: Release) -> pa.Table:
    """Records of the earlier release that no dataset of the later one could hold.

    Where organisations publish what they choose, no scope says what they dropped. There a record is gone where its file
    is still loaded, or another file of its reporter came in its place.
    """
    scopes: dict[str, list[Scope]] = {}
    for dataset in later.datasets.values():
        if dataset["files"]:
            scopes.setdefault(str(dataset["source"]), []).append(Scope.from_json(dataset["scope"]))
    records = query_arrow(
        connection,
        """
        SELECT c.same_group, any_value(c.source) AS source, any_value(c.recipient) AS recipient,
               any_value(c.year) AS year, any_value(c.status) AS status,
               any_value(a.recommended) AS recommended, any_value(a.marks) AS marks,
               bool_or(f.name IN (SELECT name FROM file_b) OR coalesce(a.reporter_ref, a.reporter) IN (
                   SELECT coalesce(b.reporter_ref, b.reporter) FROM activity_b b JOIN file_b ON file_b.file = b.file
                   WHERE b.source = a.source AND file_b.name NOT IN (SELECT name FROM file_a)
               )) AS published_on
        FROM contribution_a c JOIN activity_a a ON a.file = c.file AND a.key = c.activity
        JOIN file_a f ON f.file = c.file
        WHERE c.same_group NOT IN (SELECT same_group FROM contribution_b)
        GROUP BY c.same_group
        """,
        [],
    )
    lost = [
        row["same_group"]
        for row in records.to_pylist()
        if not any(_holds(scope, row) for scope in scopes.get(row["source"], []))
    ]
    return pa.table({"same_group": pa.array(lost, pa.string())})


def _holds(scope: Scope, row: Mapping[str, Any]) -> bool:
    if not scope.complete and row["published_on"]:
        return replace(scope, complete=True).holds(**_told(row))
    return scope.holds(**_told(row))


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "recipient": row["recipient"],
        "year": row["year"],
        "status": row["status"],
        "recommended": row["recommended"],
        "marks": frozenset(row["marks"] or ()),
    }


def _changed_scopes(before: Release, after: Release) -> Iterator[str]:
    gained = sorted(set(after.datasets) - set(before.datasets))
    lost = sorted(set(before.datasets) - set(after.datasets))
    if gained:
        yield f"datasets that came: {', '.join(gained)}"
    if lost:
        yield f"datasets that went: {', '.join(lost)}"
    if before.price_year != after.price_year:
        yield f"the price year moved from {before.price_year} to {after.price_year}"


def vintages(session: Session, before: str, after: str, **filter_by: Stated) -> Answer:
    """Records of one dataset by status, and by what a later dataset says of them.

    Columns: ``status``, ``recommended``, ``became``, ``n``. No rates are computed: an untouched status may
    mean that nothing happened or that nobody looked.

    Raises:
        QuestionError: the release does not hold a dataset, or the two are of different sources.
    """
    told = session.release.datasets
    for name in (before, after):
        if name not in told:
            raise QuestionError(
                f"release {session.release.number} holds no dataset {name!r}",
                cure=f"it holds: {', '.join(sorted(told))}",
            )
    if told[before]["source"] != told[after]["source"]:
        raise QuestionError(
            "the two datasets are of different sources", cure="records are followed by id within one source"
        )
    session.pinned.attach(session.connection, "activity")
    chosen = questions.select(session, ask(filters=filter_by))
    table = followed.transitions(
        session.connection,
        before,
        after,
        scope=Scope.from_json(told[after]["scope"]),
        conditions=" AND ".join(each.sql for each in chosen.conditions) or "true",
        parameters=tuple(value for each in chosen.conditions for value in each.values),
    )
    scope = told[after]["scope"]
    return Answer.of(
        VINTAGES,
        table,
        indicator=f"records of {before} in {after}",
        release=session.release.number,
        notes=(
            f"{after} could hold: {scope.get('note') or 'no limit stated'}",
            "no rate is given: a status that did not change may mean that nothing happened or that nobody looked",
        ),
    )
