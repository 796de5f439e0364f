"""A file of the CRS as a table of texts in DuckDB: ``raw``, one line per row, with what its columns fill."""

import codecs
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from sarai.model.errors import SourceChanged, UnreadableFile
from sarai.sources.crs import columns
from sarai.sources.kit.book import text_rows
from sarai.sources.kit.decoding import Written, opened, sniff
from sarai.sources.kit.sheets import folded
from sarai.sources.kit.xml_stream import GZIP

FIELDS = tuple(dict.fromkeys((*columns.BULK.values(), *columns.EXPLORER.values(), *columns.LABELS.values())))
"""What a row may fill, in any form."""

_MEMORY = "450MB"
"""What DuckDB may hold; it writes the rest to the disk."""

_NATIVE = {"utf-8": "utf-8", "utf-8-sig": "utf-8", "ascii": "utf-8"}


@contextmanager
def raw(path: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    """A connection with the table ``raw``, and the dataset of the file; a row has its ``place`` as a spreadsheet
    counts, and the lines that are no rows stand in ``broken``.

    Raises:
        SourceChanged: a column is missing or unknown.
        UnreadableFile: the file is damaged.
    """
    with tempfile.TemporaryDirectory(prefix="sarai-crs-") as folder, duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{_MEMORY}'")
        connection.execute("SET temp_directory = ?", [folder])
        scan, parameters, header = _scan(path, Path(folder))
        dataset, filled = chosen(header, where=str(path))
        texts = ", ".join(_text(name, filled.get(name)) for name in FIELDS)
        try:
            connection.execute(
                f"CREATE TEMP TABLE raw AS SELECT row_number() OVER () + 1 AS place, {texts} FROM ({scan})",
                parameters,
            )
        except duckdb.Error as error:
            raise UnreadableFile(
                f"cannot be read: {str(error).splitlines()[0]}",
                where=str(path),
                cure="look for a stray quote or bar in the line it names; or get the file again",
            ) from error
        yield connection, dataset


def _text(field: str, place: int | None) -> str:
    """A field as text, none where it is blank; a program may have made numbers of ids."""
    if place is None:
        return f"CAST(NULL AS VARCHAR) AS {field}"
    told = f"nullif(trim(CAST(c{place} AS VARCHAR)), '')"
    if field in ("crs_id", "project"):
        told = f"regexp_replace({told}, '\\.0+$', '')"
    return f"{told} AS {field}"


def _scan(path: Path, folder: Path) -> tuple[str, list[object], Sequence[str]]:
    """What to select from: a query whose columns are called c0, c1, ..., its parameters, and the header."""
    with path.open("rb") as stream:
        start = stream.read(4)
    if start == b"PAR1":
        import pyarrow.parquet as pq

        header = pq.read_schema(path).names
        names = ", ".join(f"c{place}" for place in range(len(header)))
        return f"SELECT * FROM read_parquet(?) AS t({names})", [str(path)], header
    written = sniff(path)
    header = next(text_rows(path, written), (0, []))[1]
    if start.startswith(GZIP) or written.encoding not in _NATIVE:
        path = _plain(path, folder, written)
    # Every column is a text: what a number is, is decided where the rule about it stands.
    types = "{" + ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(header))) + "}"
    scan = (
        f"SELECT * FROM read_csv(?, delim = ?, quote = ?, escape = ?, header = true, columns = {types}, "
        "auto_detect = false, strict_mode = false, max_line_size = 8388608)"
    )
    quote = '"' if written.quoted else ""
    return scan, [str(path), written.delimiter, quote, quote], header


def _plain(path: Path, folder: Path, written: Written) -> Path:
    """The text unpacked and in UTF-8, which is what DuckDB reads best."""
    plain = folder / "plain.txt"
    with opened(path, written.encoding) as source, codecs.open(str(plain), "w", "utf-8") as target:
        shutil.copyfileobj(source, target, 1 << 20)
    return plain


def chosen(header: Sequence[str], *, where: str) -> tuple[str, dict[str, int]]:
    """Which dataset a header is of, and the place of the column that fills each field.

    Raises:
        SourceChanged: a column is missing or unknown.
    """
    plain = [name.strip('\ufeff" ') for name in header]
    explorer = set(plain) >= columns.EXPLORER_KEY
    filled: dict[str, int] = {}
    unknown = []
    if explorer:
        for place, name in enumerate(plain):
            if name in columns.EXPLORER:
                filled[columns.EXPLORER[name]] = place
            elif name in columns.LABELS:
                filled.setdefault(columns.LABELS[name], place)
            elif not columns.is_label(name) and name not in columns.EXPLORER_IGNORED:
                unknown.append(name)
        return "crs-explorer", _known(filled, unknown, where)
    told = [folded(name) for name in plain]
    missing = sorted(columns.BULK_KEY - set(told))
    if missing:
        raise SourceChanged(
            f"column(s) {', '.join(map(repr, missing))} are missing", where=where, cure="get the file as published"
        )
    for place, name in enumerate(told):
        if name in columns.BULK:
            if columns.BULK[name] in filled:
                raise SourceChanged(f"column {plain[place]!r} stands twice", where=where, cure="take one of them out")
            filled[columns.BULK[name]] = place
        elif name not in columns.BULK_IGNORED:
            unknown.append(plain[place])
    return "crs-bulk", _known(filled, unknown, where)


def _known(filled: dict[str, int], unknown: list[str], where: str) -> dict[str, int]:
    if unknown:
        raise SourceChanged(
            f"column(s) {', '.join(map(repr, unknown))} are unknown",
            where=where,
            cure="take them out if they are yours; if the OECD added them, the reader must learn them first",
        )
    return filled
