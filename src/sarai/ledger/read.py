"""Opening a release: its manifest, the parts it names, each verified when it is first opened, and views of them."""

import errno
import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb
import pyarrow as pa

from sarai.ledger import manifest
from sarai.ledger.manifest import RESTORE, Newest, Part, Release, State
from sarai.model import tables
from sarai.model.errors import LedgerError, UnknownRelease
from sarai.model.files import content, opened

FOLDER = "ledger"

_SQL_TYPES: Mapping[pa.DataType, str] = {
    pa.string(): "VARCHAR",
    pa.list_(pa.string()): "VARCHAR[]",
    tables.TELLINGS: "STRUCT(field VARCHAR, value VARCHAR, dataset VARCHAR, file VARCHAR, locator VARCHAR)[]",
    pa.int64(): "BIGINT",
    pa.int16(): "SMALLINT",
    pa.float64(): "DOUBLE",
    pa.decimal128(28, 6): "DECIMAL(28,6)",
    pa.decimal128(18, 2): "DECIMAL(18,2)",
    pa.date32(): "DATE",
    pa.timestamp("us", tz="UTC"): "TIMESTAMPTZ",
}


def read_parts(files: Sequence[Path | str], columns: list[str] | None = None) -> pa.Table:
    """The rows of Parquet files in the order of the files; at least one file.

    Read in this thread alone: Arrow's pool of reading threads aborts the process now and then when it
    is still starting one while the interpreter ends.
    """
    # It brings clients of stores in the network along, which no question needs.
    import pyarrow.parquet as pq

    return pa.concat_tables([pq.ParquetFile(file).read(columns=columns, use_threads=False) for file in files])


def view_of_files(
    connection: duckdb.DuckDBPyConnection, name: str, table: str, files: list[str], present: set[str]
) -> None:
    """Create view ``name`` over Parquet files with exactly the columns of the canonical ``table``.

    Columns that the files do not have are nulls of the right type; without the explicit projection a
    column that only some files have would vanish.
    """
    columns = ", ".join(
        f'"{field.name}"' if field.name in present else f'CAST(NULL AS {_SQL_TYPES[field.type]}) AS "{field.name}"'
        for field in tables.schema(table)
    )
    if files:
        listed = ", ".join("'" + _literal(file) + "'" for file in files)
        # One build writes all of a release's contributions, with one schema: no need to open every footer.
        mixed = "false" if table == "contribution" else "true"
        # Without the last word a study in a folder "partner=JP" would have Japan in every row.
        source = f"read_parquet([{listed}], union_by_name={mixed}, hive_partitioning=false)"
        connection.execute(f'CREATE OR REPLACE VIEW "{name}" AS SELECT {columns} FROM {source}')  # noqa: S608
        return
    connection.register(f"{name}_empty", tables.schema(table).empty_table())
    connection.execute(f'CREATE OR REPLACE VIEW "{name}" AS SELECT * FROM "{name}_empty"')  # noqa: S608


def _literal(file: str) -> str:
    """A path as DuckDB takes it: itself, where a pattern would match its neighbours too."""
    absolute = str(Path(file).absolute())
    return "".join(f"[{each}]" if each in "*?[" else each for each in absolute).replace("'", "''")


_verified: dict[str, tuple[str, tuple[int, ...]]] = {}
"""Parts that were verified by this process: their sha256, and what the system told of the file then."""


def verify(path: Path, part: Part, *, again: bool = False) -> None:
    """Hold a part against what its manifest says of it; once, as long as the file stays what it is, or ``again``.

    Raises:
        LedgerError: it is missing, cannot be read, or is not what was written.
    """
    try:
        with opened(path) as stream:
            stat = os.fstat(stream.fileno())
            seen = (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
            if not again and _verified.get(str(path)) == (part.sha256, seen):
                return
            found = hashlib.file_digest(stream, "sha256").hexdigest() if stat.st_size == part.bytes else "of other size"
    except (OSError, ValueError) as error:
        told = "is missing" if getattr(error, "errno", 0) == errno.ENOENT else f"cannot be read: {_said(error)}"
        raise LedgerError(f"a part of the release {told}", where=str(path), cure=RESTORE) from error
    if found != part.sha256:
        raise LedgerError("a part of the release is damaged: it is not what was written", where=str(path), cure=RESTORE)
    _verified[str(path)] = (part.sha256, seen)


def _said(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


@dataclass(frozen=True)
class Pinned:
    """One release, opened: its tables as views of the files it pinned."""

    folder: Path
    release: Release

    def files(self, table: str) -> tuple[str, ...]:
        """The Parquet files of a table in this release, each as it was written, in order of their names.

        Raises:
            LedgerError: one of them is missing or damaged.
        """
        found = []
        for part in sorted(self.release.parts.get(table, ()), key=lambda part: part.name):
            path = self.folder / table / part.name
            verify(path, part)
            found.append(str(path))
        return tuple(found)

    def withholds(self, connection: duckdb.DuckDBPyConnection) -> bool:
        """Whether rows of the release are kept back from who reads it through ``connection``: none are."""
        return False

    def attach(self, connection: duckdb.DuckDBPyConnection, table: str, *, name: str | None = None) -> None:
        """Make a canonical table of this release a view of ``connection``.

        Raises:
            LedgerError: a part of it is missing or damaged.
        """
        present = set(self.release.columns.get(table, ()))
        files = list(self.files(table))
        try:
            view_of_files(connection, name or table, table, files, present)
        except (duckdb.Error, UnicodeError) as error:
            raise LedgerError(
                f"release {self.release.number} cannot be read: {str(error).splitlines()[0]}",
                where=str(self.folder / table),
                cure=RESTORE,
            ) from error


class Ledger:
    """The ledger of a study, for reading: the one way to open it. All that it says, a manifest says."""

    def __init__(self, study: Path) -> None:
        self.folder = study / FOLDER
        self.manifests = self.folder / manifest.FOLDER

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all releases, oldest first; none before the first build.

        Raises:
            LedgerError: the ledger cannot be read, or the newest release is not there.
        """
        found = self.manifest_numbers
        newest = self.newest
        if newest is None:
            if found:
                raise LedgerError(
                    "is missing: whether the newest release is there cannot be known",
                    where=str(self.manifests / manifest.NEWEST),
                    cure=RESTORE,
                )
            if any(name != manifest.FOLDER for name in self._list(self.folder, folders=True)):
                raise LedgerError(
                    "holds tables and no manifest of a release: it is damaged, or an early Sarai built it",
                    where=str(self.folder),
                    cure="restore the folder ledger from a copy, or move it away and build again",
                )
        elif newest.state is State.COMMITTED and newest.number and newest.number not in found:
            raise LedgerError(
                f"the manifest of release {newest.number}, the newest, is missing",
                where=str(self.manifests / manifest.name_of(newest.number)),
                cure=RESTORE,
            )
        return found

    @cached_property
    def manifest_numbers(self) -> tuple[int, ...]:
        """The numbers of the manifests that are there.

        Raises:
            LedgerError: the folder cannot be read.
        """
        listed = (manifest.number_of(name) for name in self._list(self.manifests))
        return tuple(sorted(number for number in listed if number))

    @cached_property
    def newest(self) -> Newest | None:
        """What stands in ``newest.json``; none where there is no such file.

        Raises:
            LedgerError: it cannot be read, or is damaged.
        """
        path = self.manifests / manifest.NEWEST
        content = self._read(path)
        return None if content is None else manifest.decoded_newest(content, path)

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """All releases, oldest first; none before the first build.

        Raises:
            LedgerError: the ledger cannot be read, or the manifest of a release is missing or damaged.
        """
        if not self.numbers:
            return ()
        found = (*(self._release(number) for number in self.numbers[:-1]), self._newest_release())
        for earlier, later in zip((None, *found), found, strict=False):
            before = None if earlier is None else earlier.number
            if later.previous is not None and later.previous[0] != before:
                raise LedgerError(
                    f"the manifest of release {later.previous[0]} is missing",
                    where=str(self.manifests / manifest.name_of(later.previous[0])),
                    cure=RESTORE,
                )
        return found

    def pin(self, number: int | None = None) -> Pinned:
        """A release, the newest by default.

        Raises:
            UnknownRelease: there is none, or none of that number.
            LedgerError: the ledger cannot be read, or the manifest of the release is damaged.
        """
        # Who names a release needs no newest one: what is whole answers, whatever else is lost.
        numbers = self.manifest_numbers if number is not None else self.numbers
        if not numbers and not self.numbers:
            raise UnknownRelease(
                "nothing has been built yet",
                where=str(self.folder.parent),
                cure=f"run: sarai build {self.folder.parent}",
            )
        if number is None:
            return Pinned(self.folder, self._newest_release())
        if number in numbers:
            return Pinned(self.folder, self._release(number))
        raise UnknownRelease(
            f"there is no release {number}",
            where=str(self.folder.parent),
            cure=f"releases: {spans(numbers)}",
        )

    def digest(self, number: int) -> str:
        """The sha256 of the manifest of a release.

        Raises:
            LedgerError: it is missing, or cannot be read.
        """
        return hashlib.sha256(self._manifest(number)).hexdigest()

    def _newest_release(self) -> Release:
        number, newest = self.numbers[-1], self.newest
        committed = newest is not None and (newest.number, newest.state) == (number, State.COMMITTED)
        if committed and newest is not None and self.digest(number) != newest.manifest:
            path = self.manifests / manifest.name_of(number)
            raise LedgerError("is damaged: it is not what was written", where=str(path), cure=RESTORE)
        return self._release(number)

    def _release(self, number: int) -> Release:
        return manifest.decoded(self._manifest(number), self.manifests / manifest.name_of(number))

    def _manifest(self, number: int) -> bytes:
        path = self.manifests / manifest.name_of(number)
        content = self._read(path)
        if content is None:
            raise LedgerError(f"the manifest of release {number} is missing", where=str(path), cure=RESTORE)
        return content

    def _list(self, folder: Path, *, folders: bool = False) -> list[str]:
        try:
            with os.scandir(folder) as entries:
                return sorted(entry.name for entry in entries if not folders or entry.is_dir())
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _closed(folder, error) from error

    def _read(self, path: Path) -> bytes | None:
        try:
            return content(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _closed(path, error) from error


def _closed(path: Path, error: OSError) -> LedgerError:
    return LedgerError(f"cannot be read: {error.strerror}", where=str(path), cure="check what it is, and its rights")


def spans(numbers: Sequence[int]) -> str:
    """Numbers in words, those that follow each other as a range: ``1 to 3, 5``."""
    told: list[list[int]] = []
    for number in numbers:
        if told and number == told[-1][-1] + 1:
            told[-1] = [told[-1][0], number]
        else:
            told.append([number])
    return ", ".join(" to ".join(map(str, each)) if len(each) > 1 else f"{each[0]}" for each in told)
