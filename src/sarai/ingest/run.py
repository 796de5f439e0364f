"""Reading files into parts, in this process or in several."""

import dataclasses
import multiprocessing
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from sarai.ingest.plan import Job, hash_of
from sarai.ingest.report import FileReport, Sum
from sarai.ledger import Part
from sarai.ledger.read import read_parts
from sarai.ledger.write import Writer, write_part
from sarai.model import tables
from sarai.model.errors import LedgerError, SaraiError, SourceError, UnreadableFile
from sarai.model.provenance import Batch, ReadSettings
from sarai.sources import card, reader

PART_BYTES = 64 * 1024 * 1024

Progress = Callable[[FileReport], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file became."""

    report: FileReport
    file: Mapping[str, object]
    parts: Mapping[str, list[Part]] = field(default_factory=dict)


def run(
    jobs: Iterable[Job], writer: Writer, *, workers: int, progress: Progress = lambda report: None
) -> list[Outcome]:
    """Take in every file; a file that cannot be read is an outcome, not an end.

    Raises:
        LedgerError: the parts cannot be written; nothing of the build is committed then.
    """
    listed = list(jobs)
    earlier = {job: _taken_over(job, writer) for job in listed}
    fresh = [job for job in listed if earlier[job] is None]
    done: dict[Job, Outcome] = {job: outcome for job, outcome in earlier.items() if outcome is not None}
    for outcome in done.values():
        progress(outcome.report)
    if workers > 1 and len(fresh) > 1:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(min(workers, len(fresh)), mp_context=context) as pool:
            futures = {pool.submit(read_file, job, writer.folder, writer.number): job for job in fresh}
            for future in as_completed(futures):
                try:
                    done[futures[future]] = future.result()
                except BrokenProcessPool as error:
                    raise LedgerError(
                        "a reading process died (out of memory, or ended from outside)",
                        where=futures[future].entry.file,
                        cure="build again with --jobs 1; the last release is whole",
                    ) from error
                progress(done[futures[future]].report)
    else:
        for job in fresh:
            done[job] = read_file(job, writer.folder, writer.number)
            progress(done[job].report)
    return [done[job] for job in listed]


def read_file(job: Job, ledger: Path, release: int) -> Outcome:
    """Read one file into parts of a coming release. A source error makes the outcome ``refused``.

    The parts carry the release's number, so that reading a file again never touches an earlier release's.
    """
    try:
        parts = _parts(job, ledger, release)
        if hash_of(job.path) != job.file:
            raise UnreadableFile(
                "changed while it was read",
                where=job.entry.file,
                cure="wait until it is written, then build again",
            )
        report = _report(job, parts, ledger, taken_over=False)
        untied = [each for each in report.sums if not each.ties]
        if untied:
            raise SourceError(
                f"does not tie out: {untied[0].quantity} in {untied[0].unit}: {untied[0].stated} in the file, "
                f"{untied[0].kept} kept, {untied[0].rejected} rejected",
                where=job.entry.file,
                cure="this is a fault of the reader; please report it",
            )
    except LedgerError:
        raise
    except SaraiError as error:
        return refused(job, error)
    return Outcome(report, _file_row(job, "read", None), parts)


def refused(job: Job, error: SaraiError) -> Outcome:
    """The outcome of a file that could not be read."""
    report = FileReport(
        job.entry.file, job.entry.source, job.entry.dataset, "refused", str(error), False, 0, 0, sums=()
    )
    return Outcome(report, _file_row(job, "refused", str(error)))


def _parts(job: Job, ledger: Path, release: int) -> dict[str, list[Part]]:
    waiting: dict[str, list[pa.Table]] = {}
    parts: dict[str, list[Part]] = {}

    def write(table: str) -> None:
        rows = pa.concat_tables(waiting.pop(table))
        place = len(parts.setdefault(table, []))
        parts[table].append(write_part(ledger, table, f"{job.prefix}{release:06}-{place:04}", rows))

    for table, rows in _batches(job):
        if table not in tables.READ_BY_SOURCES:
            raise SourceError(f"the reader fills a table {table!r} it may not", where=job.entry.source)
        if rows.num_rows:
            waiting.setdefault(table, []).append(rows)
            if sum(each.nbytes for each in waiting[table]) > PART_BYTES:
                write(table)
    for table in list(waiting):
        write(table)
    return parts


def _batches(job: Job) -> Iterable[Batch]:
    settings = ReadSettings(file=job.file, dataset=job.entry.dataset, mapping=job.mapping)
    return reader(job.entry.source)(job.path, settings)


def _taken_over(job: Job, writer: Writer) -> Outcome | None:
    """The parts that the last release made of the same bytes; none where one is lost, so that it is read again."""
    try:
        parts = {table: writer.parts_of_last(table, job.prefix) for table in tables.READ_BY_SOURCES}
    except LedgerError:
        return None
    if not parts["tally"]:
        return None
    report = _report(job, parts, writer.folder, taken_over=True)
    return Outcome(report, _file_row(job, "read", None), {name: found for name, found in parts.items() if found})


def _report(job: Job, parts: Mapping[str, list[Part]], ledger: Path, *, taken_over: bool) -> FileReport:
    def rows(table: str, columns: list[str]) -> pa.Table | None:
        files = [ledger / table / part.name for part in parts.get(table, [])]
        return read_parts(files, columns) if files else None

    tally = rows("tally", ["sheet", "quantity", "unit", "stated", "kept", "rejected"])
    sums = tuple(Sum(**row) for row in tally.to_pylist()) if tally is not None else ()
    rejects = rows("reject", ["scope"])
    scopes = rejects["scope"].to_pylist() if rejects is not None else []
    whole_rows = scopes.count("row")
    report = FileReport(
        name=job.entry.file,
        source=job.entry.source,
        dataset=job.entry.dataset,
        outcome="read",
        reason=None,
        taken_over=taken_over,
        rejects=whole_rows,
        cells=len(scopes) - whole_rows,
        sums=(*sums, *_independent(rows("flow", ["amount"]), sums)),
    )
    expected = card(job.entry.source, mapping=job.mapping).format(job.entry.dataset)
    if expected and expected.expect and report.read < expected.expect.rows:
        told = f"{report.read} records, while the published dataset has at least {expected.expect.rows}: a part of it?"
        return dataclasses.replace(report, warnings=(told,))
    return report


def _independent(flows: pa.Table | None, sums: tuple[Sum, ...]) -> tuple[Sum, ...]:
    """The amounts that stand in the flow table, against what the reader says it kept of the file."""
    kept = [each.kept for each in sums if each.quantity == "amount"]
    if not kept:
        return ()
    stands = (pc.sum(flows["amount"]).as_py() if flows is not None else None) or Decimal()
    return (Sum("", "amounts in the flow table", "all currencies", sum(kept, Decimal()), stands, Decimal()),)


def _file_row(job: Job, outcome: str, reason: str | None) -> dict[str, object]:
    found = card(job.entry.source, mapping=job.mapping)
    return {
        "file": job.file,
        "name": job.entry.file,
        "source": found.id,
        "dataset": job.entry.dataset,
        "reader_version": found.version,
        "as_of": job.entry.as_of,
        "outcome": outcome,
        "reason": reason,
        "bytes": job.size,
        "licence": found.licence,
    }
