"""IATI activity files, versions 1.01 to 2.03, as any organisation publishes them.

Source of method: the IATI Activity Standard 2.03 and its predecessors. What becomes of each element and
attribute stands in ``paths``; what is left out is counted in the file's own sums.
"""

import datetime as dt
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sarai.model.errors import UnreadableFile
from sarai.model.provenance import Batch, Format, ReadSettings, Scope, SourceCard
from sarai.model.vocabulary import Family
from sarai.sources.iati.coverage import coverage

if TYPE_CHECKING:
    from sarai.sources.iati.taken import Taken

_ANY = Scope(complete=False, note="whatever the organisation chose to publish")

SOURCE = SourceCard(
    id="iati",
    title="IATI activity files",
    publisher="the organisation named in each file",
    licence="as stated by each publisher",
    citation="International Aid Transparency Initiative, activity files of the organisations named in them.",
    url="https://iatistandard.org",
    tier="official-ledger",
    year_basis="calendar",
    version="2",
    family=Family.REPORTED,
    formats=(
        Format(
            dataset="iati-2.0x",
            title="IATI activities, versions 2.01 to 2.03",
            kind="xml",
            columns=(),
            root="iati-activities",
            versions=("2",),
            as_of=dt.date(2015, 1, 1),
            scope=_ANY,
        ),
        Format(
            dataset="iati-1.0x",
            title="IATI activities, versions 1.01 to 1.05",
            kind="xml",
            columns=(),
            root="iati-activities",
            versions=("1", ""),
            as_of=dt.date(2011, 2, 1),
            scope=_ANY,
        ),
    ),
    ignored=MappingProxyType({place.path: place.target for place in coverage() if place.fate == "ignored"}),
    mapped=MappingProxyType({place.path: place.target for place in coverage() if place.fate == "mapped"}),
    caveats=(
        "The partner is the transaction's provider, else the one funding organisation; several funders without "
        "shares are a partner of their own.",
        "Files say little about completeness: an organisation publishes what it chooses.",
        "Licences differ by publisher and stand with the publisher, not in the file.",
    ),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read one activity file, plain or gzipped, into canonical tables, rejects and tallies included.

    One activity is held at a time; memory is bounded by the largest activity and the batch. Nothing is
    fetched and no entity is expanded.

    Raises:
        UnreadableFile: no XML, damaged, cut off, with entities of its own, or no activity in it.
    """
    from sarai.sources.iati.taken import Taken

    taken = Taken(SOURCE.id, settings)
    for place, element in _activities(path, taken):
        taken.take(element, place)
        if taken.size >= settings.batch_rows:
            yield from taken.drain()
    if taken.activities == 0:
        raise UnreadableFile(
            "holds no iati-activity", where=str(path), cure="get the file again, or leave it out: it says nothing"
        )
    yield from taken.drain()
    yield taken.tally()


def _activities(path: Path, taken: "Taken") -> Iterator[tuple[int, Any]]:
    from lxml import etree

    with path.open("rb") as plain:
        zipped = plain.read(2) == b"\x1f\x8b"
        plain.seek(0)
        stream: Any = gzip.GzipFile(fileobj=plain) if zipped else plain
        # Tags are compared in libxml2; a start event for each element would double the time.
        events = etree.iterparse(
            stream,
            events=("end",),
            tag=("iati-activity",),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            # Without blanks, comments and instructions a text is one piece, whatever stood inside it.
            remove_blank_text=True,
            remove_comments=True,
            remove_pis=True,
        )
        place = 0
        try:
            for _, element in events:
                root = element.getparent()
                if root is None or root.getparent() is not None:
                    continue
                if place == 0:
                    _refuse_entities(root, path)
                place += 1
                yield place, element
                element.clear()
                while (before := element.getprevious()) is not None:
                    if before.tag != "iati-activity":
                        taken.stray(before)
                    root.remove(before)
            if (root := events.root) is not None:
                _refuse_entities(root, path)
                for left in root:
                    if left.tag != "iati-activity":
                        taken.stray(left)
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


def _refuse_entities(root: Any, path: Path) -> None:
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise UnreadableFile(
            "declares entities of its own, and they are not expanded",
            where=str(path),
            cure="have it published without a DOCTYPE; the standard needs none",
        )
