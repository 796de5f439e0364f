"""Tables of a release as files that other programs read, provenance and factors on every row."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from sarai.analyses.refused import refused
from sarai.model import tables
from sarai.model.answer import plain
from sarai.model.errors import QuestionError
from sarai.model.files import replaced
from sarai.model.spreadsheets import XLSX_ROWS, cell, in_sheet, workbook, write_csv
from sarai.session import Session

NOT_COUNTED = "not_counted"
"""The file that says what was read and stands in no total."""


@dataclass(frozen=True, slots=True)
class Written:
    """One file of an export."""

    path: Path
    rows: int


def export(session: Session, *, to: str, out: Path) -> Iterator[Written]:
    """Write every table of the release into ``out``, one file per table, named after it.

    ``to`` is ``parquet``, ``csv`` or ``xlsx``. In CSV and XLSX a text that a spreadsheet would run as a
    formula is written with an apostrophe before it, lists are joined with semicolons, and what is not
    reported is an empty cell. A sheet holds no control characters and at most 32,767 characters a cell: the
    former are replaced, a longer text ends with a mark that it was cut.

    Raises:
        QuestionError: an unknown target, a folder that cannot be written, or a table longer than a sheet.
    """
    writers = {"parquet": _parquet, "csv": _csv, "xlsx": _xlsx}
    if to not in writers:
        raise QuestionError(f"unknown target {to!r}", where="--to", cure=f"use {', '.join(writers)}")
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name in tables.names():
            if session.release.counts.get(name, 0) or name == "contribution":
                table = session.table(name)
                path = out / f"{name}.{to}"
                writers[to](table, path)
                yield Written(path, table.num_rows)
        left_out = _not_counted(session)
        writers[to](left_out, out / f"{NOT_COUNTED}.{to}")
        yield Written(out / f"{NOT_COUNTED}.{to}", left_out.num_rows)
    except OSError as error:
        raise QuestionError(
            f"cannot be written: {error}", where=str(out), cure="check path, rights and space"
        ) from error


def _not_counted(session: Session) -> pa.Table:
    """What was read and stands in no total, per source: rows set aside by a rule or without a value, and refused ones.

    Columns: ``source``, ``kind``, ``reason``, ``n`` (records, or rows that were refused), ``value`` in the study's
    currency at current prices; what a refused row states is told by its reason.
    """
    told = session.query(
        """
        SELECT source, kind, coalesce('rule ' || CASE WHEN standing = 'out' THEN rule END, 'no value: ' || no_value,
                                      'no value') AS reason,
               count(DISTINCT record) AS n, CAST(sum(value_current) AS DECIMAL(38,2)) AS value
        FROM contribution WHERE standing = 'out' OR value_current IS NULL GROUP BY ALL ORDER BY ALL
        """,
        of=("contribution",),
    )
    return pa.concat_tables([told, pa.Table.from_pylist(refused(session), schema=told.schema)])


def _parquet(table: pa.Table, path: Path) -> None:
    with replaced(path) as unfinished:
        pq.write_table(table, unfinished, compression="zstd")


def _csv(table: pa.Table, path: Path) -> None:
    with replaced(path) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as stream:
        write_csv(stream, table.column_names, (map(plain, row) for row in _rows(table)))


def _xlsx(table: pa.Table, path: Path) -> None:
    if table.num_rows > XLSX_ROWS:
        raise QuestionError(
            f"{path.stem} has {table.num_rows:,} rows, a sheet holds {XLSX_ROWS:,}",
            where=str(path),
            cure="use --to csv",
        )
    with workbook(path) as book:
        sheet = book.create_sheet(path.stem)
        sheet.append(table.column_names)
        for row in _rows(table):
            sheet.append([in_sheet(value) for value in row])


def _rows(table: pa.Table) -> Iterator[list[object]]:
    for batch in table.to_batches(10_000):
        for row in batch.to_pylist():
            yield [cell(value) for value in row.values()]
