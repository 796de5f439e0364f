"""The contributions of a release once more, narrow: one DuckDB file that sums are read from.

It holds the rows that speak for their records, with the columns that totals are asked by; each text is a small number
of an ENUM whose words are sorted, so that the same SQL over the same names gives the same answer as the Parquet parts,
in a fraction of the time. It is derived: where it is missing or damaged, the parts answer.
"""

import hashlib
from pathlib import Path

import duckdb

from sarai.ledger.manifest import Part
from sarai.ledger.read import Pinned, verify
from sarai.model.dimensions import DIMENSIONS
from sarai.model.errors import LedgerError
from sarai.model.files import beside, flush_path

FOLDER = "cube"
FROM_ROWS = 100_000
"""Below, the parts are read in the time that opening a file takes."""

QUALITIES = "qualities"
"""The words of the column ``quality`` in one text, with a bar between them."""

JOINED = f"array_to_string(quality, '|') AS {QUALITIES}"

CURE = "the release answers from its parts; restore the file from a copy, or build again for a new release"

_MOST_WORDS = 65_535
"""A column with more words than two bytes can number is asked of the parts."""

_VALUES = ("value_current", "value_constant", "value_source")
_NUMBERS = ("record", "year", *_VALUES)
_APART = ("year", "activity")
TEXTS = (*(each.name for each in DIMENSIONS if each.name not in _APART), "reporter", "standing", "no_value")
"""The columns whose words are numbered."""


def write(connection: duckdb.DuckDBPyConnection, ledger: Path, number: int) -> Part:
    """Write the file of a release from the view ``contribution`` of a build's connection, whole or not at all.

    Raises:
        OSError, duckdb.IOException: the disk refuses.
    """
    folder = ledger / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with beside(folder / f"cube-{number:06}.duckdb") as unfinished:
        unfinished.unlink(missing_ok=True)
        connection.execute(f"ATTACH '{_literal(unfinished)}' AS made")
        try:
            rows = _fill(connection)
            connection.execute("CHECKPOINT made")
        finally:
            connection.execute("DETACH made")
            unfinished.with_name(f"{unfinished.name}.wal").unlink(missing_ok=True)
        flush_path(unfinished)
        with unfinished.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        size = unfinished.stat().st_size
        path = folder / f"cube-{number:06}-{digest[:12]}.duckdb"
        unfinished.replace(path)
    flush_path(folder)
    return Part(FOLDER, path.name, rows, size, digest)


def _fill(connection: duckdb.DuckDBPyConnection) -> int:
    chosen = list(_NUMBERS)
    columns = {**{name: name for name in TEXTS}, QUALITIES: JOINED.partition(" AS ")[0]}
    for name, told in columns.items():
        held = f"SELECT DISTINCT {told} AS word FROM contribution WHERE word IS NOT NULL"
        (count,) = connection.execute(f"SELECT count(*) FROM ({held} LIMIT {_MOST_WORDS + 1})").fetchall()[0]
        if count == 0:
            chosen.append(f"CAST(NULL AS VARCHAR) AS {name}")
        elif count <= _MOST_WORDS:
            connection.execute(f"CREATE TYPE made.{name}_words AS ENUM ({held} ORDER BY word)")
            chosen.append(f"CAST({told} AS made.{name}_words) AS {name}")
    connection.execute(
        f"CREATE TABLE made.contribution AS SELECT {', '.join(chosen)} FROM contribution WHERE same_rank = 1 "
        "ORDER BY recipient, partner, year, sector, record"
    )
    return int(connection.execute("SELECT count(*) FROM made.contribution").fetchall()[0][0])


def _literal(path: Path) -> str:
    return str(path.absolute()).replace("'", "''")


def path_of(pinned: Pinned, *, again: bool = False) -> Path | None:
    """The file of a release, as it was written; none where the release has none.

    Raises:
        LedgerError: it is missing or damaged.
    """
    part = pinned.release.cube
    if part is None:
        return None
    path = pinned.folder / FOLDER / part.name
    verify(path, part, again=again)
    return path


def attach(connection: duckdb.DuckDBPyConnection, pinned: Pinned, *, name: str = FOLDER) -> frozenset[str]:
    """Make the file of a release the table ``name.contribution`` of ``connection``, and give its columns.

    A release without one has no columns.

    Raises:
        LedgerError: it is missing, damaged, or of a DuckDB that this one cannot read.
    """
    path = path_of(pinned)
    if path is None:
        return frozenset()
    try:
        connection.execute(f"ATTACH '{_literal(path)}' AS {name} (READ_ONLY)")
        told = connection.execute(f"SELECT * FROM {name}.contribution LIMIT 0").description
    except duckdb.Error as error:
        raise LedgerError(f"cannot be opened: {str(error).splitlines()[0]}", where=str(path), cure=CURE) from error
    return frozenset(column[0] for column in told or ())


def words(connection: duckdb.DuckDBPyConnection, column: str, *, name: str = FOLDER) -> list[str]:
    """The words of a column in any contribution of the release, copies included, sorted."""
    told = connection.execute(
        "SELECT labels FROM duckdb_types() WHERE database_name = ? AND type_name = ?", [name, f"{column}_words"]
    ).fetchall()
    return list(told[0][0]) if told else []


def differing(pinned: Pinned) -> int:
    """How many rows of the file are not those of the parts, or the other way round.

    Raises:
        LedgerError: the file or a part is missing or damaged.
    """
    with duckdb.connect() as connection:
        columns = sorted(attach(connection, pinned))
        if not columns:
            return 0
        pinned.attach(connection, "contribution")
        there = ", ".join(f"CAST({each} AS VARCHAR)" if each in (*TEXTS, QUALITIES) else each for each in columns)
        parts = ", ".join(JOINED if each == QUALITIES else each for each in columns)
        file = f"SELECT {there} FROM {FOLDER}.contribution"
        rows = f"SELECT {parts} FROM contribution WHERE same_rank = 1"
        found = connection.execute(
            f"SELECT count(*) FROM ((({file}) EXCEPT ALL ({rows})) UNION ALL (({rows}) EXCEPT ALL ({file})))"
        ).fetchall()
    return int(found[0][0])
