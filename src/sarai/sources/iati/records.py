"""The records of an IATI file, one at a time, from whatever container they arrive in.

A file is the standard's own root, one record alone, or an answer of a datastore with the root in it; its elements may
stand in a default namespace. What its root states for all (currency, language) is handed down to each record.
"""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from lxml import etree

from sarai.model.errors import UnreadableFile
from sarai.sources.iati.paths import CONTAINERS, XML_LANG
from sarai.sources.kit.xml_stream import XmlStream, open_xml

_WRAPPERS = ("result",)
"""Elements that services put around a root."""

_HANDED_DOWN = ("default-currency", XML_LANG)


@dataclass(frozen=True, slots=True)
class Record:
    """A record and where it stands; ``mended`` tells that something near it could not be read as it stands."""

    element: Any
    where: str
    mended: bool


class Aside(Protocol):
    """Who is told of what stands beside the records."""

    def contained(self, container: Any, where: str) -> None:
        """The root that holds the records."""

    def stray(self, element: Any, where: str) -> None:
        """Whatever stands in it, records as well, once it has been read."""


def records(path: Path, aside: Aside) -> Iterator[Record]:
    """The records of a file in its order.

    One record is held at a time; it is gone when the next is asked for. Nothing is fetched and no entity is expanded.

    Raises:
        UnreadableFile: no XML, damaged, cut off, or with entities of its own.
    """
    try:
        with open_xml(path) as stream:
            yield from _records(stream, path, aside)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(
            f"is damaged or cut off at line {error.lineno}: {error.msg}",
            where=str(path),
            cure="get it again from its publisher, or have it mended; nothing of it was taken in",
        ) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnreadableFile(
            f"is a damaged gzip file: {error}", where=str(path), cure="get it again from its publisher"
        ) from error


def _records(stream: XmlStream, path: Path, aside: Aside) -> Iterator[Record]:
    # Tags are compared in libxml2; a start event for each element would double the time.
    events = etree.iterparse(
        stream,
        events=("end",),
        tag=tuple(f"{{*}}{name}" for name in CONTAINERS),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        # Without blanks, comments and instructions a text is one piece, whatever stood inside it.
        remove_blank_text=True,
        remove_comments=True,
        remove_pis=True,
    )
    container, where, place, wanted = None, "", 0, ""
    for _, element in events:
        above = element.getparent()
        if container is None or above is not container or element.tag != wanted:
            if not _holds(above, element) or (above is container and place):
                continue
            _refuse_entities(element, path)
            container, where, place, wanted = above, _path(above), 0, element.tag
            if above is not None:
                aside.contained(above, where)
        place += 1
        _bring_home(element)
        if above is None:
            yield Record(element, f"/{element.tag}", stream.mended)
            return
        for name in _HANDED_DOWN:
            if (told := above.get(name)) and not element.get(name):
                element.set(name, told)
        yield Record(element, f"{where}/{element.tag}[{place}]", stream.mended)
        element.clear(keep_tail=True)
        while (before := element.getprevious()) is not None:
            aside.stray(before, where)
            above.remove(before)
    if container is not None:
        # A declaration may come after the first record has been read.
        _refuse_entities(container, path)
        for left in container:
            aside.stray(left, where)


def _holds(above: Any, element: Any) -> bool:
    """Whether an element is a record: alone, or in the root of its kind, which may be wrapped."""
    if above is None:
        return True
    space, name = _named(element)
    return bool(
        _named(above) == (space, CONTAINERS[name])
        and [_local(each) for each in _above(above)] in ([], *([each] for each in _WRAPPERS))
    )


def _above(element: Any) -> list[Any]:
    return list(element.iterancestors())[::-1]


def _path(container: Any) -> str:
    """The XPath of a container; empty where a record stands alone."""
    if container is None:
        return ""
    nth = 1 + sum(1 for _ in container.itersiblings(container.tag, preceding=True))
    steps = "".join(f"/{_local(each)}" for each in [*_above(container), container])
    return steps if nth == 1 else f"{steps}[{nth}]"


def _local(element: Any) -> str:
    return _named(element)[1]


def _named(element: Any) -> tuple[str, str]:
    """The namespace and the name of an element; a damaged file holds names that lxml refuses to split."""
    space, _, name = str(element.tag).rpartition("}")
    return space, name


def _bring_home(element: Any) -> None:
    """Take the file's own namespace from a record; elements and attributes of other namespaces keep theirs."""
    home = etree.QName(element).namespace
    if home is None:
        return
    inside = f"{{{home}}}"
    for each in element.iter(f"{inside}*"):
        each.tag = each.tag.removeprefix(inside)
        for name in [name for name in each.attrib if name.startswith(inside)]:
            each.attrib.setdefault(name.removeprefix(inside), each.attrib.pop(name))


def _refuse_entities(element: Any, path: Path) -> None:
    declared = element.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise UnreadableFile(
            "declares entities of its own, and they are not expanded",
            where=str(path),
            cure="have it published without a DOCTYPE; the standard needs none",
        )
