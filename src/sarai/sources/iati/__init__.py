"""IATI activity and organisation files, versions 1.01 to 2.03, as any organisation publishes them.

Source of method: the IATI Activity and Organisation Standards 2.03 and their predecessors. What becomes of each
element and attribute stands in ``paths``; what is left out is counted in the file's own sums.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from sarai.model.errors import UnreadableFile
from sarai.model.provenance import Batch, Format, ReadSettings, Scope, SourceCard
from sarai.model.vocabulary import Family
from sarai.sources.iati.coverage import coverage

_ACTIVITIES = ("iati-activities", "iati-activity", "result/iati-activities")
"""Roots of activity files: the standard's, one record alone, the answer of a datastore."""

_ANY = Scope(complete=False, note="whatever the organisation chose to publish")

SOURCE = SourceCard(
    id="iati",
    title="IATI files",
    publisher="the organisation named in each file",
    licence="as stated by each publisher",
    citation="International Aid Transparency Initiative, files of the organisations named in them.",
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
            roots=_ACTIVITIES,
            versions=("2",),
            as_of=dt.date(2015, 1, 1),
            scope=_ANY,
        ),
        Format(
            dataset="iati-1.0x",
            title="IATI activities, versions 1.01 to 1.05",
            kind="xml",
            columns=(),
            roots=_ACTIVITIES,
            versions=("1", ""),
            as_of=dt.date(2011, 2, 1),
            scope=_ANY,
        ),
        Format(
            dataset="iati-organisations",
            title="IATI organisations, versions 1.01 to 2.03",
            kind="xml",
            columns=(),
            roots=("iati-organisations", "iati-organisation"),
            versions=("",),
            as_of=dt.date(2011, 2, 1),
            scope=_ANY,
        ),
    ),
    ignored=MappingProxyType({place.path: place.target for place in coverage() if place.fate == "ignored"}),
    mapped=MappingProxyType({place.path: place.target for place in coverage() if place.fate == "mapped"}),
    caveats=(
        "The partner is the transaction's provider, else the one funding organisation, else the reporter where it is "
        "one of the funders or nobody is named and it is no secondary reporter; several funders without shares are a "
        "partner of their own.",
        "Budgets of an organisation as a whole are kinds of their own, beside those of its activities.",
        "Files say little about completeness: an organisation publishes what it chooses.",
        "Licences differ by publisher and stand with the publisher, not in the file.",
    ),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read one file, plain or gzipped, into canonical tables, rejects and tallies included.

    One record is held at a time; memory is bounded by the largest record and the batch. Nothing is fetched and no
    entity is expanded.

    Raises:
        UnreadableFile: no XML, damaged, cut off, with entities of its own, or no record in it.
    """
    from sarai.sources.iati.records import records
    from sarai.sources.iati.taken import Taken

    taken = Taken(SOURCE.id, settings)
    for record in records(path, taken):
        taken.take(record)
        if taken.full:
            yield from taken.drain()
    if taken.records == 0:
        raise UnreadableFile(
            "holds no iati-activity and no iati-organisation",
            where=str(path),
            cure="get the file again, or leave it out: it says nothing",
        )
    yield from taken.drain()
    yield taken.tally()
