"""A first look into a file: what kind it is and what its header says, without reading it whole."""

import csv
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sarai.model.errors import UnreadableFile
from sarai.sources.kit.peek_xml import GZIP, Root, looks_like_xml, root_of, start_of

Kind = Literal["xlsx", "csv", "xml", "json", "yaml", "other"]


@dataclass(frozen=True, slots=True)
class Peek:
    """The kind of a file, the header of each of its sheets (one nameless sheet for text), the root of XML."""

    kind: Kind
    headers: dict[str, tuple[str, ...]]
    root: Root | None = None


def peek(path: Path) -> Peek:
    """Look into a file.

    Raises:
        UnreadableFile: a directory, an empty file, a file that cannot be opened, or a workbook that is
            damaged or is no workbook at all.
    """
    if path.is_dir():
        raise UnreadableFile("is a directory", where=str(path), cure="name the files in it, or the folder to `add`")
    try:
        with path.open("rb") as stream:
            start = stream.read(4096)
    except OSError as error:
        raise UnreadableFile(
            f"cannot be opened: {error.strerror}", where=str(path), cure="check path and rights"
        ) from error
    if not start.strip():
        raise UnreadableFile("is empty", where=str(path), cure="get the file again from its publisher")
    if start.startswith(b"PK\x03\x04"):
        return Peek("xlsx", _workbook_headers(path)) if _is_workbook(path) else Peek("other", {})
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        raise UnreadableFile(
            "is named like a workbook but is none",
            where=str(path),
            cure="open it in a text editor to see what it is",
        )
    if zipped := start.startswith(GZIP):
        start = start_of(path)
    if looks_like_xml(start):
        return Peek("xml", {}, root_of(path, zipped=zipped))
    if zipped:
        return Peek("other", {})
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"{", b"[")):
        return Peek("json", {})
    if b"\x00" in start:
        return Peek("other", {})
    if path.suffix.lower() in (".yaml", ".yml"):
        return Peek("yaml", {"": _keys(start)})
    return Peek("csv", {"": _text_header(path)})


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except zipfile.BadZipFile as error:
        raise UnreadableFile(
            "is a damaged workbook (its archive cannot be opened)",
            where=str(path),
            cure="get the file again from its publisher",
        ) from error


def _workbook_headers(path: Path) -> dict[str, tuple[str, ...]]:
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_path(path)
        headers = {}
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=1)
            headers[name] = tuple(str(cell) for cell in rows[0]) if rows else ()
    except python_calamine.CalamineError as error:
        raise UnreadableFile(
            f"is a damaged workbook: {error}",
            where=str(path),
            cure="open and save it in a spreadsheet, or get it again",
        ) from error
    return headers


def _text_header(path: Path) -> tuple[str, ...]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return tuple(next(csv.reader(stream), ()))
    except (UnicodeDecodeError, csv.Error):
        return ()


def _keys(start: bytes) -> tuple[str, ...]:
    """The keys that begin a line of YAML, each once."""
    found = re.findall(r"^([A-Za-z_]+):", start.decode("utf-8", errors="replace"), re.MULTILINE)
    return tuple(dict.fromkeys(found))
