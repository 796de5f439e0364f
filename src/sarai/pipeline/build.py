"""A build as a list of calls: read, price and count, commit."""

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from sarai import ingest
from sarai import settings as studies
from sarai.corridors.settled import settle as corridors
from sarai.counting import contributions, copies
from sarai.counting.complete import complete
from sarai.ingest import FileReport, Outcome, Read
from sarai.ledger import Part, Release, cube
from sarai.ledger.read import read_parts, view_of_files
from sarai.ledger.write import Writer, write_part, writing
from sarai.model import tables
from sarai.model.errors import BadMapping, SourceError, StudyError
from sarai.model.provenance import Scope, SourceCard
from sarai.model.study_lists import Refused
from sarai.model.version import VERSION
from sarai.money import deflators, rates
from sarai.pipeline import links, promises, texts
from sarai.promises.pricing import Prices
from sarai.promises.settled import Settled, settle
from sarai.settings import SourceEntry, Study
from sarai.sources import card

Progress = Callable[[str], None]

USER_RATES = "rates.csv"

COUNTED_FROM = (
    "activity", "organisation", "flow", "budget", "restated", "split", "location", "related", "loan", "file",
)  # fmt: skip
"""The tables that contributions are made of."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: its release and the import report of each file."""

    release: Release
    reports: tuple[FileReport, ...]

    @property
    def refused(self) -> tuple[FileReport, ...]:
        """The files that could not be read."""
        return tuple(report for report in self.reports if report.outcome == "refused")

    @property
    def unkept(self) -> tuple[FileReport, ...]:
        """The files of which nothing is in the release although they hold something."""
        return tuple(report for report in self.reports if report.outcome == "refused" or report.in_vain)


def build(folder: Path, *, jobs: int | None = None, progress: Progress = lambda told: None) -> Built:
    """Build a study: every file it names becomes part of a new release.

    Files that cannot be read are refused and listed; the rest is built and committed.

    Raises:
        StudyError: the study cannot be read, names no source, or is being built already.
        SourceError: none of its files could be read.
        LedgerError: the disk refuses; the last release stays whole.
    """
    study = ingest.with_lists(studies.load(folder))
    if not study.sources and not study.texts:
        raise StudyError("has no sources yet", where=str(folder), cure=f"add some: sarai add {folder} PATH...")
    with writing(folder) as writer:
        planned, missing = ingest.plan(study)
        progress(f"{len(study.sources) + len(study.texts)} file(s) to take in")
        read = ingest.run(
            planned,
            writer,
            workers=jobs or os.cpu_count() or 1,
            progress=lambda report: progress(_told(report)),
        )
        outcomes = [
            *read.outcomes,
            *(_missing(entry.file, entry.source, entry.dataset, str(error)) for entry, error in missing.items()),
            *texts.outcomes(study, writer),
        ]
        if not any(outcome.report.outcome == "read" for outcome in outcomes):
            reasons = "; ".join(outcome.report.reason or "" for outcome in outcomes)
            raise SourceError(
                f"none of the files could be read: {reasons}", where=str(folder), cure="mend or replace them"
            )
        parts = _gathered(read, outcomes, writer)
        settled, refused = _settled(writer, parts)
        datasets = _datasets(study, outcomes)
        longest = max((sum(part.rows for part in each) for each in parts.values()), default=0)
        with writer.counting(longest) as connection:
            progress("pricing, splitting and counting")
            _view(connection, writer, parts, *COUNTED_FROM, "document_link")
            parts["contribution"] = _counted(connection, study, writer, parts, datasets)
            twice = copies(connection)
            _view(connection, writer, parts, "contribution")
            to_year = complete(connection, datasets, today=dt.datetime.now(dt.UTC).date())
            datasets = {name: told | {"complete": to_year.get(name, {})} for name, told in datasets.items()}
            made = _summed(connection, writer, parts["contribution"], progress)
            progress("matching promises with activities, and judging them")
            prices = Prices(
                *(connection.sql(f"FROM {name}").to_arrow_table() for name in ("chosen_rate", "chosen_deflator")),
                currency=study.currency,
            )
            parts["link"] = links.parts(connection, writer, settled, prices)
            _view(connection, writer, parts, "link", "judgement")
            parts |= promises.parts(connection, writer, settled, prices, facilities=parts["facility"])
        for name in ("document", "claim"):
            parts[name] = [part for outcome in outcomes for part in outcome.parts.get(name, [])]
        progress("committing")
        release = writer.commit(
            parts,
            code_version=VERSION,
            study_hash=study.hash,
            currency=study.currency,
            price_year=study.price_year,
            datasets=datasets,
            study={
                "recipients": None if study.recipients is None else sorted(study.recipients),
                "partners": None if study.partners is None else sorted(study.partners),
                "years": study.years,
            },
            cube=made,
        )
    return Built(release, tuple(_warned(outcomes, twice, refused)))


def _warned(
    outcomes: list[Outcome], twice: list[tuple[str, str, int]], refused: Sequence[Refused]
) -> Iterator[FileReport]:
    """The report of each file, with its rows that contradict others and its records that another file tells too."""
    names = {each.file.get("file"): each.report.name for each in outcomes}
    warnings: dict[object, list[str]] = {}
    for each in refused:
        told = f"{each.row['locator']}: {each.column} {each.value!r} {each.reason}; the row is left out"
        warnings.setdefault(each.row["file"], []).append(told)
    for copy, speaking, records in twice:
        told = f"{records} record(s) stand in {names[speaking]} too, which speaks for them"
        warnings.setdefault(copy, []).append(told)
    for outcome in outcomes:
        more = warnings.get(outcome.file.get("file"), ())
        yield replace(outcome.report, warnings=(*outcome.report.warnings, *more))


def _told(report: FileReport) -> str:
    if report.outcome == "refused":
        return f"refused  {report.name}"
    how = "as before" if report.taken_over else "read     "
    return f"{how} {report.name}: {report.read:,} records = {report.kept:,} kept + {report.rejects:,} rejected"


def _missing(name: str, source: str, dataset: str, reason: str) -> Outcome:
    return Outcome(FileReport(name, source, dataset, "refused", reason, False, 0, 0, sums=()), {})


def _gathered(read: Read, outcomes: list[Outcome], writer: Writer) -> dict[str, list[Part]]:
    parts = {table: list(read.parts.get(table, ())) for table in tables.READ_BY_SOURCES}
    files = tables.from_rows("file", [dict(outcome.file) for outcome in outcomes if outcome.file])
    parts["file"] = [write_part(writer.folder, "file", f"file-{writer.number:06}", files)]
    return parts


def _settled(writer: Writer, parts: dict[str, list[Part]]) -> tuple[Settled, Sequence[Refused]]:
    """The promises and looks that hold, and the rows of all lists of the study that contradict other rows.

    These are listed as rejects, and readings leave them out. They stay in their tables, which hold what each file says;
    only all files together show what cannot stand.
    """

    def rows(*names: str) -> Iterator[list[dict[str, Any]]]:
        for table in names:
            files = [writer.folder / table / part.name for part in parts[table]]
            yield read_parts(files).to_pylist() if files else []

    settled = settle(*rows("promise", "observation"))
    refused = [*settled.refused, *corridors(*rows("node", "leg", "figure", "work", "shape"))]
    if refused:
        told = tables.from_rows("reject", [_reject(each) for each in refused])
        parts["reject"].append(write_part(writer.folder, "reject", f"contradicting-{writer.number:06}", told))
    return settled, refused


def _view(connection: duckdb.DuckDBPyConnection, writer: Writer, parts: dict[str, list[Part]], *names: str) -> None:
    """Make tables of the build views of a connection."""
    for table in names:
        files = [str(writer.folder / table / part.name) for part in parts[table]]
        view_of_files(connection, table, table, files, set(tables.schema(table).names))


def _reject(refused: Refused) -> dict[str, object]:
    row = refused.row
    return {
        **{name: row[name] for name in ("source", "dataset", "file", "locator")},
        "scope": "row",
        "record": row.get("id") or row["key"],
        "reason": f"{refused.column} {refused.reason}",
        "column": refused.column,
        "value": refused.value,
        "raw": json.dumps(dict(row), default=str, ensure_ascii=False),
    }


def _counted(
    connection: duckdb.DuckDBPyConnection,
    study: Study,
    writer: Writer,
    parts: dict[str, list[Part]],
    datasets: Mapping[str, Mapping[str, Any]],
) -> list[Part]:
    """The parts of the contribution table."""
    published = _rates(study.folder)
    stated = deflators.published()
    for table, rows in (("rate", published), ("deflator", stated)):
        name = f"{table}-{writer.number:06}"
        parts[table] = [write_part(writer.folder, table, name, tables.conform(table, rows))]
    return [
        write_part(writer.folder, "contribution", f"contribution-{writer.number:06}-{place:04}", rows)
        for place, rows in enumerate(
            contributions(
                connection,
                study,
                published_rates=published,
                published_deflators=stated,
                **said_of(datasets),
            )
        )
    ]


def said_of(datasets: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What counting is told of the datasets of a release, as the release pins it."""
    return {
        "scopes": {name: Scope.from_json(told["scope"]) for name, told in datasets.items()},
        "silent": {name: frozenset(told["silent"]) for name, told in datasets.items()},
        "families": {name: told["family"] for name, told in datasets.items()},
        # Releases made before this was told have none.
        "whole": frozenset(name for name, told in datasets.items() if told.get("whole")),
    }


def _summed(
    connection: duckdb.DuckDBPyConnection, writer: Writer, parts: Sequence[Part], progress: Progress
) -> Part | None:
    """The file that sums are read from; none for so few rows that their parts are as quick."""
    if sum(part.rows for part in parts) < cube.FROM_ROWS:
        return None
    progress("writing the file that sums are read from")
    return cube.write(connection, writer.folder, writer.number)


def _rates(folder: Path) -> pa.Table:
    published = rates.published()
    own = folder / USER_RATES
    return pa.concat_tables([published, rates.read_user_rates(own)]) if own.exists() else published


def _card(study: Study, entry: SourceEntry) -> SourceCard:
    try:
        return card(entry.source, mapping=study.mapping_of(entry))
    except BadMapping:
        # The file is refused, and its entry is told with what the reader alone says.
        return card(entry.source)


def _scope(study: Study, entry: SourceEntry) -> Scope | None:
    layout = _card(study, entry).format(entry.dataset)
    return entry.scope or (layout.scope if layout else None)


def _datasets(study: Study, outcomes: list[Outcome]) -> Mapping[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for entry, outcome in zip(study.sources, _in_order(study, outcomes), strict=True):
        about = _card(study, entry)
        layout = about.format(entry.dataset)
        scope = _scope(study, entry)
        dataset = found.setdefault(
            entry.dataset,
            {
                "source": about.id,
                "family": about.family or about.id,
                "whole": about.whole,
                "silent": sorted(layout.silent) if layout else [],
                "title": layout.title if layout else entry.dataset,
                "publisher": about.publisher,
                "url": about.url,
                "licence": entry.licence or about.licence,
                "citation": about.citation,
                "caveats": list(about.caveats) if entry.mapping else [],
                "as_of": entry.as_of and entry.as_of.isoformat(),
                "scope": scope.to_json() if scope else {},
                "files": [],
            },
        )
        if entry.as_of is not None:
            dataset["as_of"] = max(str(dataset["as_of"]), entry.as_of.isoformat())
        if outcome.report.outcome == "read":
            listed = dataset["files"]
            if isinstance(listed, list):
                listed.append({"name": entry.file, "sha256": outcome.file.get("file")})
    return found


def _in_order(study: Study, outcomes: list[Outcome]) -> list[Outcome]:
    by_name = {outcome.report.name: outcome for outcome in outcomes}
    return [by_name[entry.file] for entry in study.sources]
