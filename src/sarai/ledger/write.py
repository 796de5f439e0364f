"""Writing a release: parts first, then Delta's logs, then the manifest, which is the commit."""

import contextlib
import datetime as dt
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from deltalake.exceptions import DeltaError

from sarai.ledger import delta, manifest
from sarai.ledger.manifest import Newest, Part, Release, State
from sarai.ledger.read import FOLDER, Ledger, Pinned
from sarai.model import tables
from sarai.model.errors import LedgerError, StudyBusy
from sarai.model.files import UNFINISHED, Hashed, beside, flush, flush_path, whole
from sarai.model.limits import memory, threads

ROW_GROUP = 65_536

SPILL = ".spill"
"""The folder of the ledger where a build puts what does not fit into memory; it is gone when the build ends."""


def write_part(ledger: Path, table: str, name: str, rows: pa.Table) -> Part:
    """Write rows of a canonical table as one part, whole or not at all.

    Its name ends in the first digits of its sha256, so that one name never stands for two contents.

    Raises:
        LedgerError: the disk is full or refuses the file.
    """
    folder = ledger / table
    path = folder / f"{name}.parquet"
    conformed = tables.conform(table, rows)
    with storage_errors(path):
        folder.mkdir(parents=True, exist_ok=True)
        with beside(path) as unfinished:
            with unfinished.open("wb") as stream:
                hashed = Hashed(stream)
                # A Parquet file of which Arrow says that it is closed is whole; Arrow closes what it is given.
                pq.write_table(conformed, pa.PythonFile(hashed, mode="w"), compression="zstd", row_group_size=ROW_GROUP)
                flush(stream)
            path = folder / f"{name}-{hashed.sha256[:12]}.parquet"
            unfinished.replace(path)
    return Part(table, path.name, rows.num_rows, hashed.bytes, hashed.sha256)


@contextlib.contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn what disk and Delta Lake say into one kind of error with a cure."""
    try:
        yield
    except (OSError, duckdb.IOException) as error:
        full = _no_room(error)
        raise LedgerError(
            full or f"cannot be written: {_first_line(error)}",
            where=str(path),
            cure=f"{'free some space' if full else 'check rights and disk'} and build again; the last release is whole",
        ) from error
    except DeltaError as error:
        raise LedgerError(
            _no_room(error) or f"the commit failed: {_first_line(error)}",
            where=str(path),
            cure="free some space or check rights, and build again; the last release is whole",
        ) from error
    except BaseException as error:
        # A panic of Delta Lake is no Exception, so that nothing catches it by accident.
        if type(error).__name__ != "PanicException":
            raise
        raise LedgerError(
            f"the commit failed: {_first_line(error)}", where=str(path), cure="build again; the last release is whole"
        ) from error


_NO_ROOM = {
    errno.ENOSPC: "no space left on the disk",
    errno.EDQUOT: "no space left in the account's share of the disk",
    errno.EFBIG: "a file would be larger than the disk or the account allows",
}


def _no_room(error: Exception) -> str | None:
    """What a full disk is called; Delta Lake and DuckDB say it in words alone."""
    told = str(error)
    for number, what in _NO_ROOM.items():
        if getattr(error, "errno", None) == number or os.strerror(number) in told or f"os error {number})" in told:
            return what
    return None


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0]


@contextlib.contextmanager
def writing(study: Path) -> Iterator["Writer"]:
    """The right to build: one build at a time holds it, and a build that dies lets it go.

    Raises:
        StudyBusy: another build holds it.
        StudyError: the folder's name is one that Delta Lake would take for another.
        LedgerError: the ledger cannot be written.
    """
    delta.refuse_unopenable(study)
    folder = study / FOLDER
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("a+b", buffering=0)
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise StudyBusy(
                f"another build is at work (process {lock.read().decode(errors='replace').strip() or 'unknown'})",
                where=str(study),
                cure="wait for it to end; the lock goes with its process",
            ) from error
        with storage_errors(folder / ".lock"):
            lock.truncate(0)
            lock.write(str(os.getpid()).encode())
            # A build that was killed leaves what it was writing; the lock says that nobody is writing now.
            for unfinished in folder.glob(f"*/.*{UNFINISHED}*"):
                unfinished.unlink(missing_ok=True)
        yield Writer(study)


class Writer:
    """Commits a build. Made by :func:`writing` alone, which holds the lock."""

    def __init__(self, study: Path) -> None:
        self.ledger = Ledger(study)
        self.folder = self.ledger.folder
        self.number = self._next_number()

    def _next_number(self) -> int:
        """A number that no release had: past every manifest, and past what ``newest.json`` says was given."""
        manifests = self.ledger.manifests
        if not any(each.is_dir() for each in self.folder.iterdir()):
            with storage_errors(manifests):
                manifests.mkdir()
                self._write_newest(Newest(0, State.COMMITTED, ""))
                flush_path(self.folder)
        given = max(self.ledger.manifest_numbers, default=0)
        try:
            newest = self.ledger.newest
        except LedgerError:
            newest = None
        if newest is not None:
            return max(given, newest.number) + 1
        # Lost or damaged, and so it stays until this build is a release; parts carry the number of their build.
        with storage_errors(manifests):
            manifests.mkdir(exist_ok=True)
        return max([given, *self._numbers_of_parts()]) + 1

    def _numbers_of_parts(self) -> Iterator[int]:
        for part in self.folder.glob("file/file-*.parquet"):
            number = part.name.removeprefix("file-").partition("-")[0].partition(".")[0]
            if number.isdigit():
                yield int(number)

    @contextlib.contextmanager
    def counting(self, rows: int) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection for the tables of this build, the longest of which has so many ``rows``.

        What does not fit into the memory it may take lies in the ledger.

        Raises:
            LedgerError: the disk refuses.
        """
        spill = self.folder / SPILL
        shutil.rmtree(spill, ignore_errors=True)
        with storage_errors(spill), duckdb.connect() as connection:
            connection.execute(f"SET threads = {threads(rows)}")
            connection.execute(f"SET memory_limit = '{memory()}MB'")
            connection.execute("SET temp_directory = '" + str(spill.absolute()).replace("'", "''") + "'")
            try:
                yield connection
            finally:
                connection.close()
                shutil.rmtree(spill, ignore_errors=True)

    @cached_property
    def last(self) -> Pinned | None:
        """The newest release that can be read; none where there is none."""
        for number in reversed(self.ledger.manifest_numbers):
            with contextlib.suppress(LedgerError):
                return self.ledger.pin(number)
        return None

    def commit(
        self,
        parts: Mapping[str, list[Part]],
        *,
        code_version: str,
        study_hash: str,
        currency: str,
        price_year: int,
        datasets: Mapping[str, Mapping[str, object]],
        study: Mapping[str, Any] | None = None,
        cube: Part | None = None,
    ) -> Release:
        """Make the parts the new content of their tables, and the whole a release.

        The parts are on the disk; what follows is in this order, each on the disk before the next: their names, Delta's
        logs, the number of the release, its manifest. A machine that stops anywhere leaves the last release or this.

        Raises:
            LedgerError: a part is missing or has another schema, or the disk or Delta Lake refuses.
        """
        versions, logs = {}, {}
        last = None if self.last is None else self.last.release
        for table, wanted in parts.items():
            path = self.folder / table
            known = set() if last is None else set(last.parts.get(table, ()))
            for part in wanted:
                self._check(part)
            # A table that never had a row has no log either.
            if wanted or (path / delta.LOG).is_dir():
                with storage_errors(path):
                    versions[table], logs[table] = delta.commit(path, table, wanted, number=self.number, last=last)
                    if logs[table] or not known.issuperset(wanted):
                        flush_path(path)
        with storage_errors(self.folder):
            flush_path(self.folder)
            flush_path(self.folder.parent)
        release = Release(
            number=self.number,
            committed_at=dt.datetime.now(dt.UTC),
            code_version=code_version,
            study_hash=study_hash,
            currency=currency,
            price_year=price_year,
            tables=versions,
            datasets=datasets,
            counts={table: sum(part.rows for part in wanted) for table, wanted in parts.items()},
            parts={table: tuple(wanted) for table, wanted in parts.items()},
            columns={table: tuple(tables.schema(table).names) for table in parts},
            logs=logs,
            study=study or {},
            previous=None if last is None else (last.number, self.ledger.digest(last.number)),
            cube=cube,
        )
        self._write_newest(Newest(self.number, State.COMMITTING, ""))
        self._write_manifest(release)
        written = Ledger(self.folder.parent)
        self._write_newest(Newest(self.number, State.COMMITTED, written.digest(self.number)))
        return written.pin(self.number).release

    def _check(self, part: Part) -> None:
        path = self.folder / part.table / part.name
        if not path.is_file():
            raise LedgerError("a part is missing", where=str(path), cure="build again")
        if pq.read_schema(path).remove_metadata() != tables.schema(part.table).remove_metadata():
            raise LedgerError("a part has another schema than its table", where=str(path), cure="build again")

    def _write_newest(self, newest: Newest) -> None:
        self._write_flushed(self.ledger.manifests / manifest.NEWEST, manifest.encoded_newest(newest))

    def _write_manifest(self, release: Release) -> None:
        self._write_flushed(self.ledger.manifests / manifest.name_of(release.number), manifest.encoded(release))

    def _write_flushed(self, path: Path, content: bytes) -> None:
        with storage_errors(path):
            with whole(path) as stream:
                stream.write(content)
            flush_path(path.parent)
