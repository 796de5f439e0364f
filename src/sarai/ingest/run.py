"""Reading files into parts, in this process or in several."""

import dataclasses
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from sarai.ingest.kept import keep_unchanged
from sarai.ingest.lots import divided, name_of
from sarai.ingest.plan import Job, hash_of
from sarai.ingest.report import FileReport, Sum
from sarai.ingest.shelf import Shelf, Tallies
from sarai.ingest.workers import pool
from sarai.ledger import Part
from sarai.ledger.write import Writer
from sarai.model import tables
from sarai.model.errors import LedgerError, SaraiError, SourceError, UnreadableFile
from sarai.model.provenance import Batch, ReadSettings
from sarai.sources import card, reader

Progress = Callable[[FileReport], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file became. ``parts`` are those of it alone; files of sources share theirs."""

    report: FileReport
    file: Mapping[str, object]
    parts: Mapping[str, list[Part]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """What became of each file, in the order they were given, and the parts that hold the rows of all."""

    outcomes: list[Outcome]
    parts: dict[str, list[Part]]


def run(jobs: Iterable[Job], writer: Writer, *, workers: int, progress: Progress = lambda report: None) -> Read:
    """Take in every file; a file that cannot be read is an outcome, not an end.

    Raises:
        LedgerError: the parts cannot be written; nothing of the build is committed then.
    """
    listed = list(jobs)
    earlier = keep_unchanged(listed, writer)
    parts = {table: list(those) for table, those in earlier.parts.items()}
    done = {job: _outcome(job, tallies, taken_over=True) for job, tallies in earlier.tallies.items()}
    for outcome in done.values():
        progress(outcome.report)
    lots = list(divided([job for job in listed if job not in done], workers=workers))
    for place, outcomes, made in _read(lots, writer, workers):
        for job, outcome in zip(lots[place], outcomes, strict=True):
            done[job] = outcome
            progress(outcome.report)
        for table, those in made.items():
            parts.setdefault(table, []).extend(those)
    return Read([done[job] for job in listed], {table: sorted(those, key=_name) for table, those in parts.items()})


def _name(part: Part) -> str:
    return part.name


Lot = tuple[int, list[Outcome], Mapping[str, Sequence[Part]]]
_OfLot = tuple[list[Outcome], Mapping[str, Sequence[Part]]]


def _read(lots: list[list[Job]], writer: Writer, workers: int) -> Iterable[Lot]:
    names = [name_of(writer.number, place) for place in range(1, len(lots) + 1)]
    if workers == 1 or len(lots) < 2:
        for place, (lot, name) in enumerate(zip(lots, names, strict=True)):
            yield place, *read_lot(lot, writer.folder, name)
        return
    died = []
    with pool(min(workers, len(lots))) as submit:
        futures = {
            submit(read_lot, lot, writer.folder, name): place
            for place, (lot, name) in enumerate(zip(lots, names, strict=True))
        }
        for future in as_completed(futures):
            try:
                yield futures[future], *future.result()
            except BrokenProcessPool:
                died.append(futures[future])
    # One process that died takes all that were waiting with it: most of these lots are well.
    died.sort()
    again = _one_at_a_time([(lots[place], writer.folder, names[place]) for place in died])
    for place, read in zip(died, again, strict=True):
        yield place, *(read or _one_by_one(lots[place], writer.folder, names[place]))


def _one_at_a_time(asked: Sequence[tuple[list[Job], Path, str]]) -> Iterator[_OfLot | None]:
    """Lots read one after another in one process; none for a lot that ended it, and the next has a new process."""
    waiting = deque(asked)
    while waiting:
        with pool(1) as submit:
            ended = False
            while waiting and not ended:
                future = submit(read_lot, *waiting.popleft())
                ended = isinstance(future.exception(), BrokenProcessPool)
                if not ended:
                    yield future.result()
        if ended:
            yield None


def _one_by_one(lot: list[Job], ledger: Path, name: str) -> tuple[list[Outcome], Mapping[str, Sequence[Part]]]:
    """Read the files of a lot whose process died one at a time: one bad file costs no other."""
    outcomes: list[Outcome] = []
    parts: dict[str, list[Part]] = {}
    alone = _one_at_a_time([([job], ledger, f"{name}-{place:03}-0") for place, job in enumerate(lot)])
    for job, read in zip(lot, alone, strict=True):
        made: Mapping[str, Sequence[Part]] = {}
        if read is None:
            outcome = refused(job, UnreadableFile(_DIED, where=job.entry.file, cure=_CURE))
        else:
            (outcome,), made = read
        outcomes.append(outcome)
        for table, those in made.items():
            parts.setdefault(table, []).extend(those)
    return outcomes, parts


_DIED = "the process that read it died (out of memory, ended from outside, or by a fault of a library)"
_CURE = "build again where there is more memory, or split the file; every other file is in the release"


def read_lot(jobs: Sequence[Job], ledger: Path, name: str) -> tuple[list[Outcome], Mapping[str, Sequence[Part]]]:
    """Read files into parts of a coming release that begin with ``name``; what became of each, and the parts.

    A source error makes the outcome of its file ``refused``, and nothing of it stays in the parts.

    Raises:
        LedgerError: a part cannot be written.
    """
    shelf = Shelf(ledger, name)
    outcomes = []
    for place, job in enumerate(jobs):
        own = Shelf(ledger, f"{name}-{place:03}")
        tallies = Tallies()
        try:
            for table, rows in _batches(job):
                if table not in tables.READ_BY_SOURCES:
                    raise SourceError(f"the reader fills a table {table!r} it may not", where=job.entry.source)
                told = tables.conform(table, rows)
                tallies.see(table, told)
                own.add(table, told)
            if hash_of(job.path) != job.file:
                raise UnreadableFile(
                    "changed while it was read",
                    where=job.entry.file,
                    cure="wait until it is written, then build again",
                )
            outcome = _outcome(job, tallies, taken_over=False)
            _tied(job, outcome.report)
            shelf.take(own)
        except LedgerError:
            raise
        except SaraiError as error:
            own.drop()
            outcome = refused(job, error)
        except OSError as error:
            # What cannot be written is a LedgerError: this is the file, which costs no other.
            own.drop()
            why = f"cannot be read: {error.strerror or error}"
            outcome = refused(job, UnreadableFile(why, where=job.entry.file, cure="check the disk, and build again"))
        outcomes.append(outcome)
    return outcomes, shelf.close()


def _tied(job: Job, report: FileReport) -> None:
    untied = [each for each in report.sums if not each.ties]
    if untied:
        raise SourceError(
            f"does not tie out: {untied[0].quantity} in {untied[0].unit}: {untied[0].stated} in the file, "
            f"{untied[0].kept} kept, {untied[0].rejected} rejected",
            where=job.entry.file,
            cure="this is a fault of the reader; please report it",
        )


def refused(job: Job, error: SaraiError) -> Outcome:
    """The outcome of a file that could not be read."""
    report = FileReport(
        job.entry.file, job.entry.source, job.entry.dataset, "refused", str(error), False, 0, 0, sums=()
    )
    return Outcome(report, _file_row(job, "refused", str(error)))


def _batches(job: Job) -> Iterable[Batch]:
    settings = ReadSettings(file=job.file, dataset=job.entry.dataset, mapping=job.mapping)
    return reader(job.entry.source)(job.path, settings)


def _outcome(job: Job, tallies: Tallies, *, taken_over: bool) -> Outcome:
    report = FileReport(
        name=job.entry.file,
        source=job.entry.source,
        dataset=job.entry.dataset,
        outcome="read",
        reason=None,
        taken_over=taken_over,
        rejects=tallies.scopes["row"],
        cells=tallies.scopes.total() - tallies.scopes["row"],
        sums=(*tallies.sums, *_independent(tallies)),
    )
    expected = card(job.entry.source, mapping=job.mapping).format(job.entry.dataset)
    if expected and expected.expect and report.read < expected.expect.rows:
        told = f"{report.read} records, while the published dataset has at least {expected.expect.rows}: a part of it?"
        report = dataclasses.replace(report, warnings=(told,))
    return Outcome(report, _file_row(job, "read", None))


def _independent(tallies: Tallies) -> tuple[Sum, ...]:
    """The amounts that stand in the flow table, against what the reader says it kept of the file."""
    kept_amounts = [each.kept for each in tallies.sums if each.quantity == "amount"]
    if not kept_amounts:
        return ()
    whole = sum(kept_amounts, Decimal())
    return (Sum("", "amounts in the flow table", "all currencies", whole, tallies.amounts, Decimal()),)


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
        "licence": job.entry.licence or found.licence,
    }
