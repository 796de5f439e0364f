"""Bringing files into a study: each is recognised, copied and entered; ``study.toml`` is written once."""

import contextlib
import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from sarai import settings as studies
from sarai.ingest.plan import hash_of
from sarai.model.errors import SaraiError, StudyError, UnknownFormat, UnreadableDocument, UnreadableFile
from sarai.model.files import Hashed, beside, write_text
from sarai.model.provenance import ReadSettings, Scope
from sarai.pipeline.entries import Entries, adding
from sarai.pipeline.folder import FILES
from sarai.pipeline.offered import Offer, offered
from sarai.pipeline.texts import SOURCE as TEXT
from sarai.pipeline.texts import SUFFIXES
from sarai.sources import TABLE, Recognition, draft, is_table, reader, recognise
from sarai.sources.table.draft import Draft

MAPPINGS = "mappings"

_REPLACED = "replaced the file of that name; earlier releases keep the old one's rows"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: ``what`` in words, its reader and dataset, and why it was recognised.

    A table that no reader knows has a drafted ``mapping``, with what is ``left_open`` in it and how
    its rows, amounts and dates are read, as ``shown`` to a person.
    """

    what: str
    source: str
    dataset: str
    why: str
    mapping: Path | None = None
    left_open: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


def add(
    folder: Path, paths: list[Path], *, date: dt.date | None = None, url: str | None = None
) -> Iterator[tuple[Path, Added | None, SaraiError | None]]:
    """Copy files into a study and enter them in its ``study.toml``; folders and archives are searched for files.

    A file of a folder keeps its place in it, under the folder's name. ``date`` and ``url`` are those of texts: when and
    where they were published.

    Yields each file with what became of it, or the error that kept it out; one bad file keeps no other out.

    Raises:
        StudyError: the folder is no study, or its ``study.toml`` cannot be written.
    """
    with adding(folder):
        at_work = Adding(folder, date=date, url=url)
        try:
            for path in paths:
                for offer in offered(path, without=folder.resolve()):
                    try:
                        yield offer.called, at_work.take(offer), None
                    except SaraiError as error:
                        yield offer.called, None, _of(offer, error)
        finally:
            # What was copied is entered, also where somebody breaks off.
            at_work.finish()


def add_text(folder: Path, path: Path, *, date: dt.date | None = None, url: str | None = None) -> str:
    """Copy a text into a study and enter it; what was known of it (date, url) is kept unless it is told anew.

    Returns its path inside the study.

    Raises:
        StudyError: the folder is no study, or the text cannot be copied.
    """
    with adding(folder):
        at_work = Adding(folder, date=date, url=url)
        inside = at_work.text(Offer(path, PurePosixPath(path.name), path))
        at_work.finish()
    return inside


class Adding:
    """One run of ``add``: what the study holds, what this run brought, and what is to be entered."""

    def __init__(self, folder: Path, *, date: dt.date | None, url: str | None) -> None:
        study = studies.load(folder)
        self._folder = folder
        self._date, self._url = date, url
        self._entries = Entries(folder)
        self._known = {entry.file: entry for entry in study.sources}
        self._brought: dict[str, Path] = {}
        self._by_size: dict[int, set[str]] = {}
        self._digests: dict[str, str] = {}
        for entry in study.sources:
            with contextlib.suppress(OSError):
                self._by_size.setdefault(study.path_of(entry).stat().st_size, set()).add(entry.file)

    def take(self, offer: Offer) -> Added:
        """Bring in one file.

        Raises:
            SaraiError: it is refused; nothing of it is kept.
        """
        if offer.fault is not None:
            raise offer.fault
        suffix = offer.path.suffix.lower()
        # The OECD's own bulk files are called .txt.
        if suffix in SUFFIXES and not (suffix == ".txt" and is_table(offer.path)):
            return self._text(offer)
        mapped = self._known.get(self._inside(offer))
        if mapped is not None and mapped.mapping:
            same, why = self._held(offer), f"the study's {mapped.mapping} reads the file of that name"
            if same is not None:
                return Added(f"is in the study already, as {same}", mapped.source, mapped.dataset, why)
            self._copy(offer, mapped.file)
            self._enter(offer, mapped.file, mapped.source, mapped.dataset, _written(offer.path), mapped.mapping)
            return Added(_REPLACED, mapped.source, mapped.dataset, why)
        try:
            seen = recognise(offer.path)
        except UnknownFormat as unknown:
            drafted = draft(offer.path)
            if drafted is None or not drafted.guessed:
                raise
            return self._draft(offer, drafted, unknown)
        source, dataset = seen.card.id, seen.format.named(offer.path.stem)
        same = self._held(offer)
        if same is not None:
            return Added(f"is in the study already, as {same}", source, dataset, seen.why)
        inside = self._place(offer, seen.format.place)
        replaces = inside in self._known or (bool(seen.format.place) and (self._folder / inside).exists())
        self._copy(offer, inside)
        if not seen.format.place:
            scope = _scope(self._folder / inside, seen, dataset) if seen.format.compiled else None
            self._enter(offer, inside, source, dataset, seen.format.as_of or _written(offer.path), scope=scope)
        return Added(_REPLACED if replaces else "added", source, dataset, seen.why)

    def text(self, offer: Offer) -> str:
        """Bring in a text without a look at what it says; its path inside the study.

        Raises:
            StudyError: it cannot be copied.
        """
        inside = self._inside(offer)
        self._copy(offer, inside)
        self._entries.tell("text", inside, date=self._date, url=self._url)
        return inside

    def finish(self) -> None:
        """Enter what was brought, once all of it is on the disk.

        Raises:
            StudyError: ``study.toml`` cannot be written.
        """
        if self._brought:
            # One call for all: a file after the other would cost more than all the rest.
            os.sync()
        self._entries.write()

    def _inside(self, offer: Offer) -> str:
        """Where a file goes in the study; one that lies in its ``files`` already stays where it is."""
        with contextlib.suppress(ValueError, OSError):
            inside = offer.path.resolve().relative_to((self._folder / FILES).resolve())
            return f"{FILES}/{inside.as_posix()}"
        return f"{FILES}/{offer.place}"

    def _place(self, offer: Offer, pattern: str) -> str:
        """Where a file goes; the study's own lists have a place of their own."""
        if not pattern:
            return self._inside(offer)
        place = PurePosixPath(pattern)
        return str(place.with_name(offer.place.name) if "*" in place.name else place)

    def _held(self, offer: Offer) -> str | None:
        """The file of the study that is this one, byte for byte; those of another size are not looked into."""
        size = offer.path.stat().st_size
        alike = self._by_size.get(size)
        if not alike:
            return None
        digest = hash_of(offer.path)
        for file in sorted(alike):
            if file not in self._digests:
                with contextlib.suppress(UnreadableFile):
                    self._digests[file] = hash_of(self._folder / file)
            if self._digests.get(file) == digest:
                return file
        return None

    def _copy(self, offer: Offer, inside: str) -> None:
        other = self._brought.get(inside)
        if other is not None:
            raise UnreadableFile(
                f"would take the place of {other}, which was added just now",
                where=str(offer.called),
                cure="rename one of them, or add the folder that holds both",
            )
        target = self._folder / inside
        size, digest = _copied(offer.path, target)
        for alike in self._by_size.values():
            alike.discard(inside)
        self._by_size.setdefault(size, set()).add(inside)
        self._digests[inside] = digest
        self._brought[inside] = offer.called

    def _enter(
        self, offer: Offer, inside: str, source: str, dataset: str, as_of: dt.date, mapping: str | None = None,
        scope: Scope | None = None,
    ) -> None:  # fmt: skip
        usual = Scope().to_json()
        told = {name: each for name, each in (scope or Scope()).to_json().items() if each != usual[name]} or None
        self._entries.tell("source", inside, source=source, dataset=dataset, as_of=as_of, mapping=mapping, scope=told)
        self._known[inside] = studies.SourceEntry(inside, source, dataset, as_of, mapping=mapping, scope=scope)

    def _text(self, offer: Offer) -> Added:
        from sarai.reading import read

        reading = read(offer.path, date=self._date)
        if not reading.claims:
            raise UnreadableDocument(
                "is a text of which no claim can be read",
                where=str(offer.called),
                cure="see what is read: sarai read FILE --all",
            )
        inside = self.text(offer)
        why = f"a text; {len(reading.claims)} claims are read from it"
        if self._date is None:
            why += "; its date is not known: add it again with --date"
        return Added(f"added as a text, {inside}", TEXT, offer.place.name, why)

    def _draft(self, offer: Offer, drafted: Draft, unknown: UnknownFormat) -> Added:
        """Bring in a table that no reader knows, with a drafted mapping; one that is there is never overwritten."""
        mapping = self._folder / MAPPINGS / f"{drafted.dataset}.yaml"
        if mapping.exists():
            # Packages hold files of the same names: theirs tells them apart.
            drafted = drafted.renamed(next((part for part in offer.called.parts if part.endswith(".zip")), "")[:-4])
            mapping = self._folder / MAPPINGS / f"{drafted.dataset}.yaml"
        if mapping.exists():
            raise StudyError(
                "is there already, for another file",
                where=str(mapping),
                cure="rename the file you add, or the mapping",
            ) from unknown
        inside = self._inside(offer)
        self._copy(offer, inside)
        try:
            mapping.parent.mkdir(exist_ok=True)
            write_text(mapping, drafted.yaml)
        except (OSError, UnicodeError) as error:
            raise StudyError(
                f"cannot be written: {getattr(error, 'strerror', error)}",
                where=str(mapping),
                cure="check space and rights",
            ) from error
        self._enter(offer, inside, TABLE, drafted.dataset, _written(offer.path), f"{MAPPINGS}/{mapping.name}")
        why = f"no reader knows its header; guessed: {', '.join(drafted.guessed) or 'nothing'}"
        return Added("added, with a drafted mapping", TABLE, drafted.dataset, why, mapping, drafted.open, drafted.shown)


def _scope(path: Path, seen: Recognition, dataset: str) -> Scope:
    """What compiled facts could hold: what their publisher's dataset could, of the recipients that stand in them."""
    held = set()
    for table, batch in reader(seen.card.id)(path, ReadSettings(file="", dataset=dataset)):
        for row in batch.to_pylist():
            if table == "measure":
                held.add(row["place"])
            elif table == "split" and row["dimension"] == "recipient":
                held.add(row["code"])
    return replace(seen.format.scope, recipients=frozenset(held - {None}))


def _of(offer: Offer, error: SaraiError) -> SaraiError:
    """The error with the name that the file has for people, where it lies unpacked somewhere else."""
    here, called = str(offer.path), str(offer.called)
    if here == called or here not in str(error):
        return error
    what, where, cure = (told and told.replace(here, called) for told in (error.what, error.where, error.cure))
    return type(error)(what or "", where=where, cure=cure)


def _written(path: Path) -> dt.date:
    """The day a file was last written: what it speaks for, as long as nobody says otherwise in study.toml."""
    return dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC).date()


def _copied(path: Path, target: Path) -> tuple[int, str]:
    """Copy a file, whole or not at all; its size and sha256. One that lies there already is not moved."""
    try:
        before = path.stat()
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.samefile(path):
            return before.st_size, hash_of(path)
        with beside(target) as unfinished:
            with path.open("rb") as source, unfinished.open("wb") as stream:
                hashed = Hashed(stream)
                while chunk := source.read(1 << 20):
                    hashed.write(chunk)
            after = path.stat()
            if {(each.st_size, each.st_mtime_ns) for each in (before, after)} != {(hashed.bytes, after.st_mtime_ns)}:
                raise UnreadableFile("changed while it was copied", where=str(path), cure="wait until it is written")
            unfinished.replace(target)
    except OSError as error:
        raise StudyError(
            f"cannot be copied: {error.strerror}", where=str(target), cure="check space and rights"
        ) from error
    return hashed.bytes, hashed.sha256
