"""Making a study's folder and bringing files into it."""

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path, PurePath

import tomlkit

from sarai import settings as studies
from sarai.ingest.plan import hash_of
from sarai.ledger.delta import refuse_unopenable
from sarai.model.errors import SaraiError, StudyError, UnknownFormat, UnreadableDocument, UnreadableFile
from sarai.money import deflators
from sarai.pipeline.texts import SOURCE as TEXT
from sarai.pipeline.texts import SUFFIXES
from sarai.settings import FILE, SourceEntry, Study
from sarai.sources import TABLE, draft, recognise
from sarai.sources.table.draft import Draft

FILES = "files"
MAPPINGS = "mappings"

_EMPTY = """\
title = "{title}"
recipients = "all"    # or a list of codes: ["KZ", "KG", "TJ", "TM", "UZ"]
partners = "all"      # or a list of codes: ["JP", "CN"]
years = "all"         # or the first and the last: [2000, 2025]
currency = "USD"      # values are shown in this currency
price_year = {year}     # constant prices are those of this year
"""


def new(folder: Path, *, template: str = "empty") -> Path:
    """Make a study in a folder that is empty or does not exist yet; returns the folder.

    ``template`` is ``empty`` or the name of a bundled study (``central-asia``).

    Raises:
        StudyError: the folder holds something already, cannot be made or have that name, or there is no such template.
    """
    refuse_unopenable(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StudyError("exists already and is not empty", where=str(folder), cure="choose another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if template == "empty":
            year = deflators.newest_year(deflators.published())
            title = folder.resolve().name.replace('"', "'")
            (folder / FILE).write_text(_EMPTY.format(title=title, year=year), encoding="utf-8")
            (folder / FILES).mkdir()
            return folder
        bundled = files("sarai.studies").joinpath(template.replace("-", "_"))
        if not bundled.joinpath(FILE).is_file():
            raise StudyError(f"there is no bundled study {template!r}", cure="use empty or central-asia")
        with as_file(bundled) as source:
            shutil.copytree(source, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__*"))
    except OSError as error:
        raise StudyError(
            f"cannot be made: {error.strerror}", where=str(folder), cure="check path and rights"
        ) from error
    return folder


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: ``what`` in words, its reader and dataset, and why it was recognised.

    A table that no reader knows has a drafted ``mapping``, with what is ``left_open`` in it.
    """

    what: str
    source: str
    dataset: str
    why: str
    mapping: Path | None = None
    left_open: tuple[str, ...] = ()


def add(
    folder: Path, paths: list[Path], *, date: dt.date | None = None, url: str | None = None
) -> Iterator[tuple[Path, Added | None, SaraiError | None]]:
    """Copy files into a study and enter them in its ``study.toml``; folders are searched for files.

    ``date`` and ``url`` are those of texts: when and where they were published.

    Yields each file with what became of it, or the error that kept it out; one bad file keeps no other out.

    Raises:
        StudyError: the folder is no study.
    """
    studies.load(folder)
    for path in paths:
        found = _files_in(path)
        if not found:
            yield path, None, UnreadableFile("holds no files", where=str(path), cure="name the files themselves")
        for file in found:
            try:
                yield file, _add(folder, file, date, url), None
            except SaraiError as error:
                yield file, None, error


def _files_in(path: Path) -> list[Path]:
    if not path.is_dir() or path.suffix.lower() in (".xlsx", ".csv", ".xml"):
        return [path]
    return sorted(each for each in path.rglob("*") if each.is_file() and not each.name.startswith((".", "~$")))


def add_text(folder: Path, path: Path, *, date: dt.date | None = None, url: str | None = None) -> str:
    """Copy a text into a study and enter it; what was known of it (date, url) is kept unless it is told anew.

    Returns its path inside the study.

    Raises:
        StudyError: the folder is no study, or the text cannot be copied.
    """
    studies.load(folder)
    inside = f"{FILES}/{path.name}"
    if path.resolve() != (folder / inside).resolve():
        _copy(path, folder / inside, hash_of(path))
    _entered(folder, "text", inside, date=date, url=url)
    return inside


def _added_text(folder: Path, path: Path, date: dt.date | None, url: str | None) -> Added:
    from sarai.reading import read

    reading = read(path, date=date)
    if not reading.claims:
        raise UnreadableDocument(
            "is a text of which no claim can be read", where=str(path), cure="see what is read: sarai read FILE --all"
        )
    inside = add_text(folder, path, date=date, url=url)
    why = f"a text; {len(reading.claims)} claims are read from it"
    if date is None:
        why += "; its date is not known: add it again with --date"
    return Added(f"added as a text, {inside}", TEXT, path.name, why)


def _add(folder: Path, path: Path, date: dt.date | None, url: str | None) -> Added:
    if path.suffix.lower() in SUFFIXES:
        return _added_text(folder, path, date, url)
    known = studies.load(folder)
    mapped = next((e for e in known.sources if e.mapping and e.file == f"{FILES}/{path.name}"), None)
    if mapped is not None:
        return _mapped(folder, path, mapped, same=_held(known, hash_of(path)) is not None)
    try:
        seen = recognise(path)
    except UnknownFormat as unknown:
        drafted = draft(path)
        if drafted is None or not drafted.guessed:
            raise
        return _draft(folder, path, drafted, unknown)
    digest = hash_of(path)
    same = _held(known, digest)
    if same is not None:
        return Added(f"is in the study already, as {same.file}", seen.card.id, seen.format.dataset, seen.why)
    place = PurePath(seen.format.place) if seen.format.place else PurePath(FILES, "*")
    inside = place.with_name(path.name if "*" in place.name else place.name)
    replaces = (folder / inside).exists()
    _copy(path, folder / inside, digest)
    if not seen.format.place:
        enter(folder, inside.as_posix(), seen.card.id, seen.format.dataset, seen.format.as_of or _written(path))
    what = "replaced the file of that name; earlier releases keep the old one's rows" if replaces else "added"
    return Added(what, seen.card.id, seen.format.dataset, seen.why)


def _held(known: Study, digest: str) -> SourceEntry | None:
    """The entry whose file is this one, byte for byte."""
    there = ((entry, known.path_of(entry)) for entry in known.sources)
    return next((entry for entry, at in there if at.exists() and hash_of(at) == digest), None)


def _mapped(folder: Path, path: Path, entry: SourceEntry, *, same: bool) -> Added:
    """A newer edition of a table whose mapping the study has: the mapping is kept as it is."""
    why = f"the study's {entry.mapping} reads the file of that name"
    if same:
        return Added(f"is in the study already, as {entry.file}", entry.source, entry.dataset, why)
    _copy(path, folder / entry.file, hash_of(path))
    enter(folder, entry.file, entry.source, entry.dataset, _written(path), entry.mapping)
    what = "replaced the file of that name; earlier releases keep the old one's rows"
    return Added(what, entry.source, entry.dataset, why)


def _draft(folder: Path, path: Path, drafted: Draft, unknown: UnknownFormat) -> Added:
    """Bring in a table that no reader knows, with a drafted mapping; a mapping that is there is never overwritten."""
    mapping = folder / MAPPINGS / f"{drafted.dataset}.yaml"
    if mapping.exists():
        raise StudyError(
            "is there already, for another file",
            where=str(mapping),
            cure="rename the file you add, or the mapping",
        ) from unknown
    _copy(path, folder / FILES / path.name, hash_of(path))
    try:
        mapping.parent.mkdir(exist_ok=True)
        mapping.write_text(drafted.yaml, encoding="utf-8")
    except OSError as error:
        raise StudyError(
            f"cannot be written: {error.strerror}", where=str(mapping), cure="check space and rights"
        ) from error
    inside = f"{MAPPINGS}/{mapping.name}"
    enter(folder, f"{FILES}/{path.name}", TABLE, drafted.dataset, _written(path), inside)
    why = f"no reader knows its header; guessed: {', '.join(drafted.guessed) or 'nothing'}"
    return Added("added, with a drafted mapping", TABLE, drafted.dataset, why, mapping, drafted.open)


def _written(path: Path) -> dt.date:
    """The day a file was last written: what it speaks for, as long as nobody says otherwise in study.toml."""
    return dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC).date()


def _copy(path: Path, target: Path, digest: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f".{path.name}.unfinished")
        shutil.copyfile(path, unfinished)
        if hash_of(unfinished) != digest:
            raise UnreadableFile("changed while it was copied", where=str(path), cure="wait until it is written")
        unfinished.replace(target)
    except OSError as error:
        raise StudyError(
            f"cannot be copied: {error.strerror}", where=str(target), cure="check space and rights"
        ) from error


def enter(folder: Path, file: str, source: str, dataset: str, as_of: dt.date, mapping: str | None = None) -> None:
    """Enter a file into ``study.toml``, or what is told anew of one that is there."""
    _entered(folder, "source", file, source=source, dataset=dataset, as_of=as_of, mapping=mapping)


def _entered(folder: Path, table: str, file: str, **told: str | dt.date | None) -> None:
    """Write what is told of a file into its entry of ``study.toml``; what is None stays as it was."""
    path = folder / FILE
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    entries = document.setdefault(table, tomlkit.aot())
    entry = next((each for each in entries if each.get("file") == file), None)
    if entry is None:
        entry = tomlkit.table()
        entry["file"] = file
        entries.append(entry)
        entry = entries[-1]
    for name, value in told.items():
        if value is not None:
            entry[name] = value
    unfinished = path.with_name(f".{FILE}.unfinished")
    unfinished.write_text(tomlkit.dumps(document), encoding="utf-8")
    unfinished.replace(path)
