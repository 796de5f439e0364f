"""Making a study's folder and bringing files into it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

import tomlkit

from sarai.ingest.plan import hash_of
from sarai.model import study as studies
from sarai.model.errors import SaraiError, StudyError, UnreadableFile
from sarai.model.study import FILE
from sarai.money import deflators
from sarai.sources import Recognition, recognise

FILES = "files"

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
        StudyError: the folder holds something already, cannot be made, or there is no such template.
    """
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
    """What became of one file: ``what`` in words, its reader and dataset, and why it was recognised."""

    what: str
    source: str
    dataset: str
    why: str


def add(folder: Path, paths: list[Path]) -> Iterator[tuple[Path, Added | None, SaraiError | None]]:
    """Copy files into a study and enter them in its ``study.toml``; folders are searched for files.

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
                yield file, _add(folder, file), None
            except SaraiError as error:
                yield file, None, error


def _files_in(path: Path) -> list[Path]:
    if not path.is_dir() or path.suffix.lower() in (".xlsx", ".csv", ".xml"):
        return [path]
    return sorted(each for each in path.rglob("*") if each.is_file() and not each.name.startswith((".", "~$")))


def _add(folder: Path, path: Path) -> Added:
    seen = recognise(path)
    digest = hash_of(path)
    known = studies.load(folder)
    for entry in known.sources:
        at = known.path_of(entry)
        if at.exists() and hash_of(at) == digest:
            what = f"is in the study already, as {entry.file}"
            return Added(what, seen.card.id, seen.format.dataset, seen.why)
    target = folder / FILES / path.name
    replaces = target.exists()
    try:
        target.parent.mkdir(exist_ok=True)
        unfinished = target.with_name(f".{path.name}.unfinished")
        shutil.copyfile(path, unfinished)
        if hash_of(unfinished) != digest:
            raise UnreadableFile("changed while it was copied", where=str(path), cure="wait until it is written")
        unfinished.replace(target)
    except OSError as error:
        raise StudyError(
            f"cannot be copied: {error.strerror}", where=str(target), cure="check space and rights"
        ) from error
    _enter(folder, f"{FILES}/{path.name}", seen)
    what = "replaced the file of that name; earlier releases keep the old one's rows" if replaces else "added"
    return Added(what, seen.card.id, seen.format.dataset, seen.why)


def _enter(folder: Path, file: str, seen: Recognition) -> None:
    path = folder / FILE
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    entries = document.setdefault("source", tomlkit.aot())
    entry = next((each for each in entries if each.get("file") == file), None)
    if entry is None:
        entry = tomlkit.table()
        entry["file"] = file
        entries.append(entry)
        entry = entries[-1]
    entry["source"] = seen.card.id
    entry["dataset"] = seen.format.dataset
    entry["as_of"] = seen.format.as_of
    unfinished = path.with_name(f".{FILE}.unfinished")
    unfinished.write_text(tomlkit.dumps(document), encoding="utf-8")
    unfinished.replace(path)
