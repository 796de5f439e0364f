"""A first look into an XML file: the name and attributes of its root and of what it begins with."""

import datetime as dt
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from sarai.model.errors import UnreadableFile
from sarai.sources.kit.xml_stream import open_xml

_CHUNK = 4096
_LONGEST_PROLOGUE = 1 << 20
_DEEPEST = 3
_MOST_CHILDREN = 16


@dataclass(frozen=True, slots=True)
class Root:
    """An element near the root of an XML file: name without namespace, attributes, the first of its children."""

    name: str
    attributes: Mapping[str, str]
    children: list["Root"] = field(default_factory=list)

    @property
    def version(self) -> str:
        """The version of its standard that it, or the first record in it, states; empty where neither does."""
        own = next((each for name, each in self.attributes.items() if name.rpartition(":")[2] == "version"), "").strip()
        return own or (self.children[0].version if self.children else "")

    @property
    def generated(self) -> dt.date | None:
        """The day it was made, where it states one that a calendar has."""
        try:
            return dt.date.fromisoformat(self.attributes.get("generated-datetime", "").strip()[:10])
        except ValueError:
            return None

    def named(self) -> Iterator[tuple[str, "Root"]]:
        """The root by its name, and what stands in it by a path: some services wrap a file in an answer of theirs."""
        yield self.name, self
        for each in self.children:
            yield f"{self.name}/{each.name}", each


class _Seen(Exception):
    """Enough has been seen."""


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
        with open_xml(path) as stream:
            return stream.read(_CHUNK)
    except (EOFError, zlib.error, OSError) as error:
        raise UnreadableFile(
            f"is a damaged gzip file: {error}", where=str(path), cure="get it again from its publisher"
        ) from error


def root_of(path: Path) -> Root:
    """The root of an XML file and the beginning of what stands in it; no entity is expanded.

    Raises:
        UnreadableFile: there is no root element: the file is damaged or no XML.
    """
    above: list[Root] = []
    found: list[Root] = []

    def begun(name: str, attributes: dict[str, str]) -> None:
        element = Root(name.rpartition(":")[2], attributes)
        if above:
            above[-1].children.append(element)
        found.append(element)
        above.append(element)
        if len(above) == _DEEPEST or len(found) > _MOST_CHILDREN:
            raise _Seen

    parser = expat.ParserCreate()
    parser.StartElementHandler = begun
    parser.EndElementHandler = lambda name: above.pop() and None
    read = 0
    try:
        with open_xml(path) as stream:
            while (chunk := stream.read(_CHUNK)) and read < _LONGEST_PROLOGUE:
                read += len(chunk)
                parser.Parse(chunk)
            parser.Parse(b"", True)
    except _Seen:
        pass
    except (expat.ExpatError, EOFError, zlib.error, OSError, LookupError, ValueError) as error:
        # What is wrong further on is for the reader to say.
        if not found:
            raise UnreadableFile(
                f"begins like XML but is none: {error}",
                where=str(path),
                cure="open it in a text editor to see what it is, or get it again from its publisher",
            ) from error
    if not found:
        raise UnreadableFile("has no root element", where=str(path), cure="get it again from its publisher")
    return found[0]
