"""Writing a release: parts first, then one commit per table, then the row that pins them."""

import contextlib
import datetime as dt
import errno
import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import deltalake
import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, RemoveAction

from sarai.ledger.read import FOLDER, Ledger, Release, delta_table
from sarai.model import tables
from sarai.model.errors import LedgerError, StudyBusy

_FOREVER = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
}

ROW_GROUP = 65_536


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file of a table, written but perhaps not yet committed."""

    table: str
    name: str
    rows: int
    bytes: int


def write_part(ledger: Path, table: str, name: str, rows: pa.Table) -> Part:
    """Write rows of a canonical table as one part, whole or not at all.

    Raises:
        LedgerError: the disk is full or refuses the file.
    """
    folder = ledger / table
    path = folder / f"{name}.parquet"
    unfinished = folder / f".{name}.{os.getpid()}.unfinished"
    conformed = tables.conform(table, rows)
    with storage_errors(path):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            pq.write_table(conformed, unfinished, compression="zstd", row_group_size=ROW_GROUP)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    return Part(table, path.name, rows.num_rows, path.stat().st_size)


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


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


@contextlib.contextmanager
def writing(study: Path) -> Iterator["Writer"]:
    """The right to build: one build at a time holds it, and a build that dies lets it go.

    Raises:
        StudyBusy: another build holds it.
    """
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
                f"another build is at work (process {lock.read().decode().strip() or 'unknown'})",
                where=str(study),
                cure="wait for it to end; the lock goes with its process",
            ) from error
        with storage_errors(folder / ".lock"):
            lock.truncate(0)
            lock.write(str(os.getpid()).encode())
        # A build that was killed leaves what it was writing; the lock says that nobody is writing now.
        for unfinished in folder.glob("*/.*.unfinished"):
            unfinished.unlink(missing_ok=True)
        yield Writer(study)


class Writer:
    """Commits a build. Made by :func:`writing` alone, which holds the lock."""

    def __init__(self, study: Path) -> None:
        self.ledger = Ledger(study)
        self.folder = self.ledger.folder
        self.number = max((release.number for release in self.ledger.releases), default=0) + 1

    def parts_of_last(self, table: str, prefix: str) -> list[Part]:
        """The parts of the last release whose names begin with ``prefix``.

        Raises:
            LedgerError: one of them is missing or damaged.
        """
        if not self.ledger.releases or table not in self.ledger.releases[-1].tables:
            return []
        names = [Path(file).name for file in self.ledger.pin().files(table)]
        found = []
        for name in sorted(names):
            if name.startswith(prefix):
                path = self.folder / table / name
                try:
                    found.append(Part(table, name, pq.read_metadata(path).num_rows, path.stat().st_size))
                except (OSError, pa.ArrowException) as error:
                    raise LedgerError(
                        f"a part is missing or damaged: {_first_line(error)}", where=str(path), cure="build again"
                    ) from error
        return found

    def commit(
        self,
        parts: Mapping[str, list[Part]],
        *,
        code_version: str,
        study_hash: str,
        currency: str,
        price_year: int,
        datasets: Mapping[str, Mapping[str, object]],
    ) -> Release:
        """Make the parts the new content of their tables, and the whole a release.

        Raises:
            LedgerError: a part is missing or has another schema, or the disk or Delta Lake refuses.
        """
        versions = {}
        counts = {}
        for table, wanted in parts.items():
            for part in wanted:
                self._check(part)
            versions[table] = self._commit_table(table, wanted)
            counts[table] = sum(part.rows for part in wanted)
        row: dict[str, object] = {
            "release": self.number,
            "committed_at": dt.datetime.now(dt.UTC),
            "code_version": code_version,
            "study_hash": study_hash,
            "currency": currency,
            "price_year": price_year,
            "tables": json.dumps(versions, sort_keys=True),
            "datasets": json.dumps(datasets, sort_keys=True),
            "counts": json.dumps(counts, sort_keys=True),
        }
        part = write_part(self.folder, "release", f"release-{self.number:06}", tables.from_rows("release", [row]))
        earlier = [
            Part("release", Path(file).name, 1, 0)
            for file in (
                delta_table(self.folder / "release").file_uris()
                if deltalake.DeltaTable.is_deltatable(str(self.folder / "release"))
                else []
            )
        ]
        self._commit_table("release", [*earlier, part])
        return Ledger(self.folder.parent).releases[-1]

    def _check(self, part: Part) -> None:
        path = self.folder / part.table / part.name
        if not path.is_file():
            raise LedgerError("a part is missing", where=str(path), cure="build again")
        if pq.read_schema(path).remove_metadata() != tables.schema(part.table).remove_metadata():
            raise LedgerError("a part has another schema than its table", where=str(path), cure="build again")

    def _commit_table(self, table: str, wanted: list[Part]) -> int:
        path = self.folder / table
        with storage_errors(path):
            if deltalake.DeltaTable.is_deltatable(str(path)):
                opened = delta_table(path)
                self._add_columns(opened, table)
            else:
                opened = deltalake.DeltaTable.create(path, tables.schema(table), configuration=_FOREVER)
            present = {Path(file).name for file in opened.file_uris()}
            names = {part.name for part in wanted}
            now = int(time.time() * 1000)
            actions: list[AddAction | RemoveAction] = [
                AddAction(part.name, part.bytes, {}, now, True, json.dumps({"numRecords": part.rows}))
                for part in wanted
                if part.name not in present
            ]
            actions += [RemoveAction(name, True, now) for name in sorted(present - names)]
            if actions:
                opened.create_write_transaction(actions, "append", opened.schema())
            return delta_table(path).version()

    def _add_columns(self, opened: deltalake.DeltaTable, table: str) -> None:
        known = {each.name for each in opened.schema().fields}
        new = [each for each in tables.schema(table) if each.name not in known]
        if new:
            wanted = deltalake.Schema.from_arrow(pa.schema([each.with_nullable(True) for each in new]))
            opened.alter.add_columns(list(wanted.fields))
            opened.update_incremental()
