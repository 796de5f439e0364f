"""A first look into an XML file: the name and attributes of its root, without reading it whole."""

import datetime as dt
import gzip
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from sarai.model.errors import UnreadableFile

GZIP = b"\x1f\x8b"

_CHUNK = 4096
_LONGEST_PROLOGUE = 1 << 20


@dataclass(frozen=True, slots=True)
class Root:
    """The root of an XML file: its name without namespace, and its attributes."""

    name: str
    attributes: Mapping[str, str]

    @property
    def version(self) -> str:
        """The version of its standard that it states; empty where it states none."""
        return self.attributes.get("version", "").strip()

    @property
    def generated(self) -> dt.date | None:
        """The day it was made, where it states one that a calendar has."""
        try:
            return dt.date.fromisoformat(self.attributes.get("generated-datetime", "").strip()[:10])
        except ValueError:
            return None


class _Seen(Exception):
    """The root has been seen."""

    def __init__(self, root: Root) -> None:
        self.root = root


def looks_like_xml(start: bytes) -> bool:
    """Whether a file that begins so is XML, in UTF-8, UTF-16 or an 8-bit encoding."""
    if start.startswith((b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00?\x00", b"\x00<\x00?")):
        return True
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def start_of(path: Path) -> bytes:
    """The first bytes of what a gzip file holds.

    Raises:
        UnreadableFile: it is damaged.
    """
    try:
        with gzip.open(path) as stream:
            return stream.read(_CHUNK)
    except (EOFError, zlib.error, OSError) as error:
        raise UnreadableFile(
            f"is a damaged gzip file: {error}", where=str(path), cure="get it again from its publisher"
        ) from error


def root_of(path: Path, *, zipped: bool) -> Root:
    """The root of an XML file; nothing below it is read and no entity is expanded.

    Raises:
        UnreadableFile: there is no root element: the file is damaged or no XML.
    """

    def begun(name: str, attributes: dict[str, str]) -> None:
        raise _Seen(Root(name.rpartition(":")[2], attributes))

    parser = expat.ParserCreate()
    parser.StartElementHandler = begun
    read = 0
    try:
        with gzip.open(path) if zipped else path.open("rb") as stream:
            while (chunk := stream.read(_CHUNK)) and read < _LONGEST_PROLOGUE:
                read += len(chunk)
                parser.Parse(chunk)
            parser.Parse(b"", True)
    except _Seen as seen:
        return seen.root
    except (expat.ExpatError, EOFError, zlib.error, OSError, LookupError, ValueError) as error:
        raise UnreadableFile(
            f"begins like XML but is none: {error}",
            where=str(path),
            cure="open it in a text editor to see what it is, or get it again from its publisher",
        ) from error
    raise UnreadableFile("has no root element", where=str(path), cure="get it again from its publisher")
