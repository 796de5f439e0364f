"""A first look into a file: what kind it is and what its header says, without reading it whole."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sarai.model.errors import UnreadableFile
from sarai.model.files import opened
from sarai.sources.kit import decoding, stata
from sarai.sources.kit.book import first_rows, text_rows
from sarai.sources.kit.peek_xml import Root, looks_like_xml, root_of, start_of
from sarai.sources.kit.xml_stream import GZIP

Kind = Literal["xlsx", "csv", "xml", "json", "yaml", "parquet", "dta", "other"]
"""What a file is; ``xlsx`` stands for workbooks of every kind, ``csv`` for text with separators."""

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_ADDRESSES = ("http:", "https:", "ftp:")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Peek:
    """The kind of a file, the header of each of its sheets (one nameless sheet for text), the root of XML."""

    kind: Kind
    headers: dict[str, tuple[str, ...]]
    root: Root | None = None


def unopened(path: Path, error: OSError | ValueError) -> UnreadableFile:
    """Why a file could not be opened, and what to do: an address is told as one."""
    if path.parts and path.parts[0] in _ADDRESSES:
        # A path holds one stroke of the two.
        address = str(path).replace(":/", "://", 1)
        what, cure = "is an address and no file; Sarai fetches nothing", "download it, then add the file"
        return UnreadableFile(what, where=address, cure=cure)
    told = getattr(error, "strerror", None) or error
    return UnreadableFile(f"cannot be opened: {told}", where=str(path), cure="check path and rights")


def peek(path: Path) -> Peek:
    """Look into a file.

    Raises:
        UnreadableFile: a directory, an empty file, a file that cannot be opened, or a workbook that is
            damaged or is no workbook at all.
    """
    if path.is_dir():
        raise UnreadableFile("is a directory", where=str(path), cure="name the files in it, or the folder to `add`")
    try:
        with opened(path) as stream:
            start = stream.read(4096)
    except OSError as error:
        raise unopened(path, error) from error
    if not start.strip():
        raise UnreadableFile("is empty", where=str(path), cure="get the file again from its publisher")
    if start.startswith(b"PK\x03\x04"):
        return Peek("xlsx", first_rows(path)) if _is_workbook(path) else Peek("other", {})
    calls_itself = path.suffix.lower() in WORKBOOKS
    if start.startswith(_OLE):
        # Documents and mails of the same age begin so too.
        try:
            return Peek("xlsx", first_rows(path))
        except UnreadableFile:
            if calls_itself:
                raise
            return Peek("other", {})
    if calls_itself:
        page = " a web page, perhaps: open it in a spreadsheet and save it as .xlsx" if looks_like_xml(start) else ""
        raise UnreadableFile(
            "is named like a workbook but is none",
            where=str(path),
            cure=f"see in a text editor what it is{';' if page else ''}{page}",
        )
    if start.startswith(stata.BEGINS):
        return Peek("dta", {"": tuple(stata.header(path))})
    if start.startswith(b"PAR1"):
        return Peek("parquet", {"": _parquet_columns(path)})
    if start.startswith(GZIP):
        start = start_of(path)
    if looks_like_xml(start):
        return Peek("xml", {}, root_of(path))
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"{", b"[")):
        return Peek("json", {})
    if path.suffix.lower() in (".yaml", ".yml"):
        return Peek("yaml", {"": _keys(start)})
    try:
        written = decoding.sniff(path)
        return Peek("csv", {"": tuple(next(text_rows(path, written), (0, []))[1])})
    except UnreadableFile:
        return Peek("other", {}) if b"\x00" in start else Peek("csv", {"": ()})


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                return b"opendocument.spreadsheet" in archive.read("mimetype")
            return "[Content_Types].xml" in names and not any(name.startswith(("word/", "ppt/")) for name in names)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
        raise UnreadableFile(
            "is a damaged workbook (its archive cannot be opened)",
            where=str(path),
            cure="get the file again from its publisher",
        ) from error


def _parquet_columns(path: Path) -> tuple[str, ...]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return tuple(pq.read_schema(path).names)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableFile(
            f"is a damaged Parquet file: {error}", where=str(path), cure="get the file again from its publisher"
        ) from error


def _keys(start: bytes) -> tuple[str, ...]:
    """The keys that begin a line of YAML, each once."""
    found = re.findall(r"^([A-Za-z_]+):", start.decode("utf-8", errors="replace"), re.MULTILINE)
    return tuple(dict.fromkeys(found))
