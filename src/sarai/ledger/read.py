"""Opening a release: which files each table consisted of, and views of them in DuckDB."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import deltalake
import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from deltalake.exceptions import DeltaError

from sarai.model import tables
from sarai.model.errors import LedgerError, UnknownRelease

FOLDER = "ledger"

_SQL_TYPES: Mapping[pa.DataType, str] = {
    pa.string(): "VARCHAR",
    pa.list_(pa.string()): "VARCHAR[]",
    pa.int64(): "BIGINT",
    pa.int16(): "SMALLINT",
    pa.float64(): "DOUBLE",
    pa.decimal128(28, 6): "DECIMAL(28,6)",
    pa.decimal128(18, 2): "DECIMAL(18,2)",
    pa.date32(): "DATE",
    pa.timestamp("us", tz="UTC"): "TIMESTAMPTZ",
}


@dataclass(frozen=True, slots=True)
class Release:
    """What a build was. ``tables`` are the pinned versions, ``datasets`` scope and as-of date of each."""

    number: int
    committed_at: dt.datetime
    code_version: str
    study_hash: str
    currency: str
    price_year: int
    tables: Mapping[str, int]
    datasets: Mapping[str, Mapping[str, Any]]
    counts: Mapping[str, int]


def delta_table(path: Path, version: int | None = None) -> deltalake.DeltaTable:
    """One Delta table of the ledger.

    Raises:
        LedgerError: it is missing, damaged, or lacks that version.
    """
    try:
        return deltalake.DeltaTable(path, version=version)
    except (DeltaError, OSError, ValueError) as error:
        raise LedgerError(
            f"the table cannot be opened: {str(error).splitlines()[0]}",
            where=str(path),
            cure="restore the ledger folder from a copy",
        ) from error


def read_parts(files: Sequence[Path | str], columns: list[str] | None = None) -> pa.Table:
    """The rows of Parquet files in the order of the files; at least one file.

    Read in this thread alone: Arrow's pool of reading threads aborts the process now and then when it
    is still starting one while the interpreter ends.
    """
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
        listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
        # One build writes all of a release's contributions, with one schema: no need to open every footer.
        mixed = "false" if table == "contribution" else "true"
        source = f"read_parquet([{listed}], union_by_name={mixed})"
        connection.execute(f'CREATE OR REPLACE VIEW "{name}" AS SELECT {columns} FROM {source}')  # noqa: S608
        return
    connection.register(f"{name}_empty", tables.schema(table).empty_table())
    connection.execute(f'CREATE OR REPLACE VIEW "{name}" AS SELECT * FROM "{name}_empty"')  # noqa: S608


@dataclass(frozen=True)
class Pinned:
    """One release, opened: its tables as views of the files it pinned."""

    folder: Path
    release: Release

    def files(self, table: str) -> tuple[str, ...]:
        """The Parquet files of a table in this release, in order of their names."""
        if table not in self.release.tables:
            return ()
        opened = delta_table(self.folder / table, self.release.tables[table])
        return tuple(sorted(opened.file_uris()))

    def attach(self, connection: duckdb.DuckDBPyConnection, table: str, *, name: str | None = None) -> None:
        """Make a canonical table of this release a view of ``connection``.

        Raises:
            LedgerError: a part of it is missing or damaged.
        """
        present: set[str] = set()
        files: list[str] = []
        if table in self.release.tables:
            opened = delta_table(self.folder / table, self.release.tables[table])
            present = {field.name for field in opened.schema().fields}
            files = sorted(opened.file_uris())
        try:
            view_of_files(connection, name or table, table, files, present)
        except duckdb.Error as error:
            raise LedgerError(
                f"a part of release {self.release.number} is missing or damaged: {str(error).splitlines()[0]}",
                where=str(self.folder / table),
                cure="restore the ledger folder from a copy, or build again for a new release",
            ) from error


class Ledger:
    """The ledger of a study, for reading."""

    def __init__(self, study: Path) -> None:
        self.folder = study / FOLDER

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """All releases, oldest first; none before the first build."""
        path = self.folder / "release"
        if not deltalake.DeltaTable.is_deltatable(str(path)):
            return ()
        stored = read_parts(delta_table(path).file_uris()).to_pylist()
        rows = sorted(stored, key=lambda row: int(row["release"]))
        return tuple(
            Release(
                number=row["release"],
                committed_at=row["committed_at"],
                code_version=row["code_version"],
                study_hash=row["study_hash"],
                currency=row["currency"],
                price_year=row["price_year"],
                tables=json.loads(row["tables"]),
                datasets=json.loads(row["datasets"]),
                counts=json.loads(row["counts"]),
            )
            for row in rows
        )

    def pin(self, number: int | None = None) -> Pinned:
        """A release, the newest by default.

        Raises:
            UnknownRelease: there is none, or none of that number.
        """
        if not self.releases:
            raise UnknownRelease(
                "nothing has been built yet", where=str(self.folder.parent), cure="run: sarai build DIR"
            )
        if number is None:
            return Pinned(self.folder, self.releases[-1])
        for release in self.releases:
            if release.number == number:
                return Pinned(self.folder, release)
        raise UnknownRelease(
            f"there is no release {number}",
            where=str(self.folder.parent),
            cure=f"releases: {self.releases[0].number} to {self.releases[-1].number}",
        )
