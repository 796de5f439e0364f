"""What a build has to read, decided before anything is read."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from sarai.model import tables
from sarai.model.errors import BadMapping, SourceError, StudyError, UnknownFormat, UnreadableFile
from sarai.model.files import opened
from sarai.model.provenance import SourceCard
from sarai.settings import SourceEntry, Study
from sarai.sources import TABLE, card, in_place


@dataclass(frozen=True, slots=True)
class Job:
    """One file to take in, with the source and the version of what reads it."""

    path: Path
    entry: SourceEntry
    file: str
    size: int
    source: str
    version: str
    mapping: Path | None = None


@cache
def shape() -> str:
    """A short hash of the canonical tables: parts of another shape are not taken over."""
    shapes = "".join(str(tables.schema(name)) for name in tables.READ_BY_SOURCES)
    return hashlib.sha256(shapes.encode()).hexdigest()[:8]


def hash_of(path: Path) -> str:
    """sha256 of a file.

    Raises:
        UnreadableFile: it is gone, a directory, or not readable.
    """
    try:
        with opened(path) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(
            f"cannot be opened: {error.strerror}",
            where=str(path),
            cure="put it back, or take it out of study.toml",
        ) from error


def with_lists(study: Study) -> Study:
    """The study with its own lists, which lie at their places without an entry in ``study.toml``."""
    named = {entry.file for entry in study.sources}
    found = (
        SourceEntry(file, about.id, layout.dataset, layout.as_of)
        for file, about, layout in in_place(study.folder)
        if file not in named
    )
    return replace(study, sources=(*study.sources, *found))


def plan(study: Study) -> tuple[list[Job], Mapping[SourceEntry, SourceError]]:
    """The files to take in, and those that cannot be opened at all or whose mapping has a fault.

    Raises:
        StudyError: two entries are one and the same file, or an entry names a reader or dataset there is not.
    """
    jobs: list[Job] = []
    refused: dict[SourceEntry, SourceError] = {}
    seen: dict[str, str] = {}
    for entry in study.sources:
        path = study.path_of(entry)
        try:
            found = _read_by(study, entry)
            digest = hash_of(path)
        except (UnreadableFile, BadMapping) as error:
            refused[entry] = error
            continue
        if digest in seen:
            raise StudyError(
                f"{entry.file} and {seen[digest]} are the same file, byte for byte",
                where=str(study.folder / "study.toml"),
                cure="take one of the two entries out, or its money would be counted twice",
            )
        seen[digest] = entry.file
        mapping = study.mapping_of(entry)
        jobs.append(Job(path, entry, digest, path.stat().st_size, found.id, found.version, mapping))
    return jobs, refused


def _read_by(study: Study, entry: SourceEntry) -> SourceCard:
    where = f"{study.folder / 'study.toml'} [[source]] {entry.file}"
    try:
        found = card(entry.source, mapping=study.mapping_of(entry))
    except UnknownFormat as error:
        raise StudyError(error.what, where=where, cure=error.cure) from error
    if entry.source == TABLE and entry.mapping is None:
        raise StudyError(
            "a table needs a mapping", where=where, cure='name it: mapping = "mappings/NAME.yaml"; sarai add drafts one'
        )
    if found.format(entry.dataset) is None:
        raise StudyError(
            f"reader {entry.source} knows no dataset {entry.dataset!r}",
            where=where,
            cure=f"its datasets: {', '.join(each.dataset for each in found.formats)}",
        )
    return found
