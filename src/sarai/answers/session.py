"""An opened study: its releases, and the questions it answers."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from sarai import portfolio
from sarai.answers import claims, filters
from sarai.answers.answer import Answer
from sarai.ledger import Ledger, Pinned, Release
from sarai.model import study as studies
from sarai.model import tables
from sarai.model.errors import QuestionError
from sarai.model.question import Question, ask
from sarai.model.vocabulary import Measure
from sarai.portfolio import Condition, Selection
from sarai.portfolio.select import arrow

Stated = str | int | Sequence[str | int] | None


class Session:
    """A study opened at one release, the newest unless another is named.

    Raises:
        StudyError: the folder is no study.
        UnknownRelease: nothing has been built, or there is no such release.
    """

    def __init__(self, folder: Path | str, *, release: int | None = None) -> None:
        self.folder = Path(folder)
        self.study = studies.load(self.folder)
        self.ledger = Ledger(self.folder)
        self.pinned: Pinned = self.ledger.pin(release)
        self._distinct = lru_cache(maxsize=None)(self._read_distinct)

    @property
    def release(self) -> Release:
        """The release that answers come from."""
        return self.pinned.release

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """DuckDB with the tables of the release as views."""
        connection = duckdb.connect()
        connection.execute("SET enable_progress_bar = false")
        # The files of a release never change, so what their footers say holds for the session.
        connection.execute("SET parquet_metadata_cache = true")
        self.pinned.attach(connection, "contribution")
        return connection

    def _read_distinct(self, column: str) -> list[str]:
        rows = self.connection.execute(
            f'SELECT DISTINCT "{column}" FROM contribution WHERE "{column}" IS NOT NULL ORDER BY 1'  # noqa: S608
        ).fetchall()
        return [row[0] for row in rows]

    def distinct_or(self, *others: "Session") -> Callable[[str], list[str]]:
        """The values of a column in any of several releases, for questions that span them."""
        return lambda column: sorted({value for each in (self, *others) for value in each._distinct(column)})

    def select(self, question: Question) -> Selection:
        """The rows that a question is about."""
        return filters.selection(question, self.release, self._distinct)

    def total(
        self,
        *,
        by: str | Sequence[str] = (),
        prices: str = "current",
        measure: str = "committed",
        counting: str = "preferred",
        **filter_by: Stated,
    ) -> Answer:
        """Totals by dimensions as low, preferred and high.

        Columns: the dimensions, ``low``, ``preferred``, ``high``, ``n``, ``tiers``. Filters take ISO codes,
        organisation codes or names, lists, and ``"none"`` for what is not stated.

        Raises:
            QuestionError: an unknown word, prices the release does not hold, or the publishers' own series
                of unlike prices in one sum.
        """
        question = ask(by=by, prices=prices, measure=measure, counting=counting, filters=filter_by)
        chosen = self.select(question)
        table = portfolio.total(self.connection, chosen, question.by)
        unit = self.unit(question, chosen)
        return Answer(
            indicator=_indicator(question),
            unit=unit,
            prices=question.prices,
            release=self.release.number,
            table=table,
            notes=self._notes(question, chosen),
            unfold=lambda row: self._explain_cell(question, row),
        )

    def explain(
        self,
        *,
        prices: str = "current",
        measure: str = "committed",
        counting: str = "preferred",
        by: str | Sequence[str] = (),
        **filter_by: Stated,
    ) -> Answer:
        """The source rows of a figure, largest first: value, factors, rule, file and locator of each.

        The values add up to the figure that :meth:`total` gives for the same filters.

        Raises:
            QuestionError: as :meth:`total`.
        """
        return self._explain(ask(by=by, prices=prices, measure=measure, counting=counting, filters=filter_by))

    def _explain(self, question: Question, cell: tuple[Condition, ...] = ()) -> Answer:
        asked = self.select(question)
        chosen = replace(asked, conditions=(*asked.conditions, *cell))
        return Answer(
            indicator=f"{question.measure}: source rows",
            unit=self.unit(question, chosen),
            prices=question.prices,
            release=self.release.number,
            table=self._with_names(portfolio.explained(self.connection, chosen, question.counting)),
            notes=(_ARITHMETIC,),
        )

    def _explain_cell(self, question: Question, row: Mapping[str, object]) -> Answer:
        missing = [dimension for dimension in question.by if dimension not in row]
        if missing:
            raise QuestionError(f"the row does not say its {', '.join(missing)}", cure="give a row of the answer whole")
        # A cell holds what is exactly its own, among the copies that speak; a filter of the same words may ask more.
        cell = tuple(Condition(f"{each} IS NOT DISTINCT FROM ?", (row[each],)) for each in question.by)
        return self._explain(replace(question, by=()), cell)

    @cached_property
    def file_names(self) -> Mapping[str, str]:
        """The name inside the study of each file of the release, by its hash."""
        return {row["file"]: row["name"] for row in self.table("file").to_pylist()}

    def _with_names(self, rows: pa.Table) -> pa.Table:
        """The rows with ``file_name``, the name inside the study of the file that ``file`` is the hash of."""
        column = pa.array([self.file_names.get(file or "") for file in rows["file"].to_pylist()], pa.string())
        return rows.add_column(rows.schema.get_field_index("file") + 1, "file_name", column)

    def unit(self, question: Question, chosen: Selection) -> str:
        """The unit of the values of a selection.

        Raises:
            QuestionError: the publishers' own series have unlike prices and the question would add them.
        """
        if question.prices != "source":
            year = f" of {question.price_year}" if question.price_year else ""
            return f"{self.release.currency}{year}"
        query, parameters = chosen.rows(["source_basis", "dataset"])
        found = self.connection.execute(
            f"SELECT DISTINCT source_basis, dataset FROM ({query}) "  # noqa: S608
            "WHERE value IS NOT NULL AND stands <> 'out' ORDER BY ALL",
            parameters,
        ).fetchall()
        series = sorted({basis for basis, _ in found})
        per_dataset = "dataset" in question.by and len({dataset for _, dataset in found}) == len(found)
        if len(series) > 1 and "source_basis" not in question.by and not per_dataset:
            told = "; ".join(f"{dataset}: {basis}" for basis, dataset in found)
            raise QuestionError(
                f"the publishers' own series have unlike prices ({told}) and do not add up",
                where="--prices source",
                cure="ask one --dataset, add dataset (or, where one has several, source_basis) to --by, "
                "or ask --prices current",
            )
        return series[0] if len(series) == 1 else "the series named in each row" if series else "none"

    def _notes(self, question: Question, chosen: Selection) -> tuple[str, ...]:
        notes = [_WORDS[question.measure]] if not question.filters.get("kind") else []
        notes += claims.beside(self.folder, question.filters)
        notes += self._caveats(chosen)
        notes += _without_value(portfolio.unvalued(self.connection, chosen).to_pylist())
        aside = portfolio.set_aside(self.connection, chosen).to_pylist()
        outside = [row for row in aside if row["rule"] == "outside_the_study"]
        for row in aside:
            if row not in outside:
                worth = f", {row['value']:,.2f}" if row["value"] is not None else ""
                notes.append(f"set aside by rule {row['rule']}: {row['n']} record(s){worth}")
        if outside:
            notes.append(f"outside the study's recipients, partners or years: {outside[0]['n']} record(s)")
        return tuple(notes)

    def route(self, start: str, end: str, **asked: Any) -> dict[str, Any]:
        """Routes between two places of the study's corridors, as the JSON of ``sarai route``.

        Takes what :func:`sarai.answers.corridors.route` takes; corridors are the study's own data, so that every
        release answers alike.

        Raises:
            QuestionError: an unknown place or option, or no route.
            CorridorError: the study's corridors do not hold.
        """
        from sarai.answers import corridors

        return corridors.route(self.folder, start, end, **asked)

    def table(self, name: str) -> pa.Table:
        """A canonical table of the release, whole.

        Raises:
            QuestionError: no table of that name.
        """
        if name not in tables.names():
            raise QuestionError(f"there is no table {name!r}", cure=f"tables: {', '.join(tables.names())}")
        with duckdb.connect() as connection:
            self.pinned.attach(connection, name)
            rows = arrow(connection, f'SELECT * FROM "{name}"', [])  # noqa: S608
        # DuckDB gives times in the machine's zone; an older release may lack what is required today.
        return rows.cast(pa.schema([field.with_nullable(True) for field in tables.schema(name)]))

    def promises(self, *, on: dt.date | str | None = None, **filter_by: Stated) -> Answer:
        """Promises with what came of them: see :func:`sarai.answers.promises.listed`."""
        from sarai.answers import promises

        return promises.listed(self, on=on, **filter_by)

    def promise(self, name: str, *, on: dt.date | str | None = None) -> dict[str, Any]:
        """One promise with its life line: see :func:`sarai.answers.promise_cards.card`."""
        from sarai.answers import promise_cards

        return promise_cards.card(self, name, on=on)

    def overdue(self, *, on: dt.date | str | None = None, **filter_by: Stated) -> Answer:
        """Promises to act on: see :func:`sarai.answers.promise_cards.overdue`."""
        from sarai.answers import promise_cards

        return promise_cards.overdue(self, on=on, **filter_by)

    def timeline(self, *, partner: str | None = None, on: dt.date | str | None = None) -> Answer:
        """Agreements and events of a partner: see :func:`sarai.answers.promise_cards.timeline`."""
        from sarai.answers import promise_cards

        return promise_cards.timeline(self, partner=partner, on=on)

    def links(self, *, promise: Sequence[str] = (), answer: str | None = None) -> dict[str, Any]:
        """Promises and the activities that serve them: see :func:`sarai.answers.links.links`."""
        from sarai.answers import links

        return links.links(self.folder, release=self.release.number, promise=promise, answer=answer)

    def forecasts(self, *, on: dt.date | None = None) -> dict[str, Any]:
        """Forecasts of the study's promises: see :func:`sarai.answers.delivery.predict`."""
        from sarai.answers import delivery

        return delivery.predict(self.folder, on=on, release=self.release.number)

    def _caveats(self, chosen: Selection) -> list[str]:
        """What the mappings of the datasets that a figure rests on say is to be minded."""
        said = {name: told.get("caveats") for name, told in self.release.datasets.items()}
        if not any(said.values()):
            return []
        query, parameters = chosen.rows(["dataset"])
        held = self.connection.execute(
            f"SELECT DISTINCT dataset FROM ({query}) WHERE stands <> 'out' ORDER BY 1",  # noqa: S608
            parameters,
        ).fetchall()
        return [caveat for (name,) in held for caveat in said.get(name) or ()]


def _indicator(question: Question) -> str:
    """What is added up: the kinds that were asked for by name, else the measure."""
    return ", ".join(question.filters.get("kind", ())) or str(question.measure)


def _without_value(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """One note per reason; currencies without a rate share one."""
    rateless = [row for row in rows if row["reason"].startswith(_NO_RATE)]
    for row in rows:
        if row not in rateless:
            examples = ", ".join(row["examples"])
            yield f"{row['n']:,} record(s) counted without a value: {row['reason']} (for example {examples})"
    if rateless:
        told = ", ".join(f"{row['reason'].removeprefix(_NO_RATE)} {row['n']}" for row in rateless)
        count = sum(row["n"] for row in rateless)
        yield (
            f"{count:,} record(s) counted without a value: no rate in the tables for the currency and period ({told}); "
            "the study's own rates.csv can state them"
        )


_NO_RATE = "no rate for "

_WORDS = {
    Measure.COMMITTED: "Commitments as stated; pledges are not commitments.",
    Measure.DISBURSED: "Disbursements alone; a commitment-only source shows none.",
    Measure.SPENT: "Disbursements and expenditures; a commitment-only source shows none.",
    Measure.PLANNED: "Planned disbursements; plans are never spending.",
}

_ARITHMETIC = (
    "value = amount x rate / deflator x recipient_percent/100 x sector_percent/100, to the cent; a blank factor is one"
)
