"""What the last release read already: lots of unchanged files are taken over, those that lost some are cut."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sarai.ingest.lots import lot_of, name_of
from sarai.ingest.plan import Job
from sarai.ingest.report import Sum
from sarai.ingest.shelf import SUM_COLUMNS, Shelf, Tallies
from sarai.ledger import Part, Pinned
from sarai.ledger.read import read_parts, verify, view_of_files
from sarai.ledger.write import Writer, storage_errors
from sarai.model import tables
from sarai.model.errors import LedgerError

Parts = Mapping[str, Sequence[Part]]

_SMALL = 2 * 1024 * 1024
MANY_SMALL = 8
"""More lots than these whose parts are small become one: each build that reads a few files leaves such a lot."""


@dataclass
class Kept:
    """What is taken over: the parts, and what each file added up to when it was read."""

    parts: dict[str, list[Part]] = field(default_factory=dict)
    tallies: dict[Job, Tallies] = field(default_factory=dict)


def keep_unchanged(jobs: Sequence[Job], writer: Writer) -> Kept:
    """Take over what the last release made of the same bytes with the same readers.

    A lot of which a part is missing or damaged is not, so that its files are read again.

    Raises:
        LedgerError: what is cut cannot be written.
    """
    found = Kept()
    if writer.last is None:
        return found
    lots = _whole_lots(writer.last)
    read = _read_by(writer.last)
    same = {job.file: job for job in jobs if read.get(job.file) == (job.source, job.entry.dataset, job.version)}
    held = _files_of(writer.folder, lots)
    wanted = {lot: files & same.keys() for lot, files in held.items()}
    _tell(writer.folder, [lots[lot] for lot, files in wanted.items() if files], same, found)
    cut = [lot for lot, files in wanted.items() if files and files != held[lot]]
    small = [lot for lot, files in wanted.items() if files and lot not in cut and _bytes(lots[lot]) < _SMALL]
    merged = small if len(small) + len(cut) > MANY_SMALL else []
    for lot, files in wanted.items():
        if files and lot not in cut and lot not in merged:
            _add(found.parts, lots[lot])
    if cut or merged:
        keep = {file for lot in (*cut, *merged) for file in wanted[lot]}
        _add(found.parts, _rewritten([lots[lot] for lot in (*cut, *merged)], keep, writer))
    return found


def _add(parts: dict[str, list[Part]], more: Parts) -> None:
    for table, those in more.items():
        parts.setdefault(table, []).extend(those)


def _bytes(lot: Parts) -> int:
    return sum(part.bytes for parts in lot.values() for part in parts)


def _whole_lots(last: Pinned) -> dict[str, dict[str, list[Part]]]:
    """The lots of a release whose every part is as it was written."""
    lots: dict[str, dict[str, list[Part]]] = {}
    damaged: set[str] = set()
    for table in tables.READ_BY_SOURCES:
        for part in last.release.parts.get(table, ()):
            lot = lot_of(part.name)
            if lot is None or lot in damaged:
                continue
            try:
                verify(last.folder / table / part.name, part)
                lots.setdefault(lot, {}).setdefault(table, []).append(part)
            except LedgerError:
                damaged.add(lot)
    return {lot: parts for lot, parts in lots.items() if lot not in damaged}


def _read_by(last: Pinned) -> dict[str, tuple[str, str, str]]:
    """Reader, dataset and version of the reader of each file that a release read; none where that is damaged."""
    try:
        with duckdb.connect() as connection:
            last.attach(connection, "file")
            rows = connection.execute(
                "SELECT file, source, dataset, reader_version FROM file WHERE outcome = 'read'"
            ).fetchall()
    except LedgerError:
        return {}
    return {file: (source, dataset, version) for file, source, dataset, version in rows}


def _files_of(ledger: Path, lots: Mapping[str, Parts]) -> dict[str, set[str]]:
    """The files whose rows each lot holds. Every file has a tally."""
    held: dict[str, set[str]] = {}
    for lot, parts in lots.items():
        files = [ledger / "tally" / part.name for part in parts.get("tally", ())]
        held[lot] = set(map(str, read_parts(files, ["file"])["file"].to_pylist())) if files else set()
    return held


def _tell(ledger: Path, lots: Iterable[Parts], same: Mapping[str, Job], found: Kept) -> None:
    """What each file added up to, from all its rows at once."""
    files: dict[str, list[str]] = {}
    for lot in lots:
        for table in ("tally", "reject", "flow"):
            files.setdefault(table, []).extend(str(ledger / table / part.name) for part in lot.get(table, ()))
    with duckdb.connect() as connection, storage_errors(ledger):
        for table, those in files.items():
            view_of_files(connection, table, table, those, set(tables.schema(table).names))
        if not files:
            return
        columns = ", ".join(SUM_COLUMNS)
        sums: dict[str, list[Sum]] = {}
        for file, *told in connection.execute(f"SELECT file, {columns} FROM tally").fetchall():  # noqa: S608
            sums.setdefault(file, []).append(Sum(*told))
        scopes: dict[str, Counter[str]] = {}
        for file, scope, rows in connection.execute("SELECT file, scope, count(*) FROM reject GROUP BY ALL").fetchall():
            scopes.setdefault(file, Counter())[scope] = rows
        amounts = dict(connection.execute("SELECT file, sum(amount) FROM flow GROUP BY ALL").fetchall())
    for file, of_file in sums.items():
        if file in same:
            tallies = found.tallies[same[file]] = Tallies()
            tallies.sums = of_file
            tallies.scopes = scopes.get(file, Counter())
            tallies.amounts = amounts.get(file) or Decimal()


def _rewritten(lots: Sequence[Parts], keep: set[str], writer: Writer) -> Parts:
    """The rows of some files of lots as one lot."""
    shelf = Shelf(writer.folder, name_of(writer.number, 0))
    values = pa.array(sorted(keep), pa.string())
    for table in tables.READ_BY_SOURCES:
        for part in (part for lot in lots for part in lot.get(table, ())):
            for batch in pq.ParquetFile(writer.folder / table / part.name).iter_batches(use_threads=False):
                rows = pa.Table.from_batches([batch])
                shelf.add(table, rows.filter(pc.is_in(rows["file"], value_set=values)))
    return shelf.close()
