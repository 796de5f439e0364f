"""The entries of a ``study.toml``: told one after the other, written once."""

import contextlib
import datetime as dt
import fcntl
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable

from sarai.model.errors import StudyBusy, StudyError
from sarai.model.files import write_text
from sarai.settings import FILE, no_study

Told = str | dt.date | Mapping[str, object] | None


class Entries:
    """What is to stand in a ``study.toml``, whose comments and order stay."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._told: dict[tuple[str, str], dict[str, Told]] = {}

    def tell(self, table: str, file: str, **told: Told) -> None:
        """Tell what is known of a file; what is None stays as it was."""
        self._told.setdefault((table, file), {}).update({name: each for name, each in told.items() if each is not None})

    def write(self) -> None:
        """Write what was told since the last time, all of it or nothing.

        Raises:
            StudyError: the file cannot be read or written.
        """
        if not self._told:
            return
        try:
            # What is written after a last line without an end would stand on that line.
            document = tomlkit.parse(self._path.read_text(encoding="utf-8-sig").rstrip("\n") + "\n")
            known = {
                (table, each.get("file")): each for table in ("source", "text") for each in document.get(table, ())
            }
            for (table, file), told in self._told.items():
                entry = known.get((table, file))
                if entry is None:
                    entry = tomlkit.table()
                    entry["file"] = file
                    if table not in document:
                        document.add(tomlkit.nl())
                    document.setdefault(table, tomlkit.aot()).append(entry)
                    entry = document[table][-1]
                for name, each in told.items():
                    if entry.get(name) != each:
                        entry[name] = _inline(each) if isinstance(each, Mapping) else each
            written = tomlkit.dumps(document)
            tomllib.loads(written)
            write_text(self._path, written)
        except (OSError, ValueError, TOMLKitError) as error:
            raise StudyError(
                f"cannot be written: {getattr(error, 'strerror', None) or error}",
                where=str(self._path),
                cure="check space and rights",
            ) from error
        self._told.clear()


def _inline(told: Mapping[str, object]) -> InlineTable:
    table = tomlkit.inline_table()
    table.update(told)
    return table


def enter(folder: Path, file: str, source: str, dataset: str, as_of: dt.date) -> None:
    """Enter a file into ``study.toml``, or what is told anew of one that is there.

    Raises:
        StudyError: it cannot be written, or somebody else is adding files.
    """
    with adding(folder):
        entries = Entries(folder)
        entries.tell("source", file, source=source, dataset=dataset, as_of=as_of)
        entries.write()


@contextlib.contextmanager
def adding(folder: Path) -> Iterator[None]:
    """The right to bring files into a study, which one process has at a time and which goes with it.

    Raises:
        StudyBusy: another process has it.
        StudyError: the folder is no study, or cannot be opened.
    """
    if not (folder / FILE).is_file():
        raise no_study(folder)
    try:
        held = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise StudyError(
            f"cannot be opened: {error.strerror}", where=str(folder), cure="check path and rights"
        ) from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise StudyBusy("files are being added to it", where=str(folder), cure="wait until that is done") from error
    finally:
        os.close(held)
