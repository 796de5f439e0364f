"""The Delta Lake side of the ledger: logs that other engines read. Sarai itself reads manifests alone."""

import contextlib
import hashlib
import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

import deltalake
import pyarrow as pa
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, RemoveAction

from sarai.ledger.manifest import Part, Release
from sarai.model import tables
from sarai.model.errors import LedgerError, StudyError
from sarai.model.files import flush_path

LOG = "_delta_log"

_FOREVER = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
}

_UNOPENABLE = re.compile(r"%[0-9A-Fa-f]{2}|[\x00-\x1f\x7f\\]|[\ud800-\udfff]")


def refuse_unopenable(folder: Path) -> None:
    """Refuse a folder whose path Delta Lake would take for another one.

    Raises:
        StudyError: its path, the folders above it included, holds what cannot stand in it.
    """
    path = str(folder.absolute())
    found = _UNOPENABLE.search(path)
    if found is not None:
        raise StudyError(
            f"a study cannot be built in a folder whose path holds {found[0]!r}",
            where=repr(path)[1:-1],
            cure="rename or move it: no backslash, no control or undecodable character, no % with two hex digits",
        )


@contextlib.contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn what the library says, its panics included, into an error that names the table.

    Raises:
        LedgerError: it could not open or read the table.
    """
    try:
        yield
    except (DeltaError, OSError, ValueError, pa.ArrowException) as error:
        raise _unreadable(path, error) from error
    except BaseException as error:
        # A panic of the library is no Exception, so that nothing catches it by accident.
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: BaseException) -> LedgerError:
    told = (str(error).splitlines() or [type(error).__name__])[0]
    return LedgerError(
        f"its Delta log cannot be read: {told}", where=str(path), cure="the next build writes the log anew"
    )


def files_of(path: Path, version: int) -> set[str]:
    """The names of the parts of a table at a version, as Delta's log tells them.

    Raises:
        LedgerError: the log cannot be read, or lacks that version.
    """
    with guarded(path):
        return set(_names(deltalake.DeltaTable(path.absolute(), version=version)))


def commit(
    path: Path, table: str, wanted: Sequence[Part], *, number: int, last: Release | None
) -> tuple[int, Mapping[str, str]]:
    """Make the parts the content of a table in Delta's log, flushed to the disk.

    Returns the version it has then, and the sha256 of each file of the log since the ``last`` release. A log that
    cannot be read, or does not say what that release pinned, is set aside and written anew: nothing of ours needs it.

    Raises:
        DeltaError, OSError: the disk refuses.
    """
    path = path.absolute()
    pinned = None if last is None else last.tables.get(table)
    names = {part.name for part in last.parts[table]} if last is not None and pinned is not None else set()
    opened = _opened(path, pinned, names)
    if opened is None:
        pinned = None
        if (path / LOG).exists():
            (path / LOG).rename(path / f"{LOG}.damaged-{number:06}")
        opened = deltalake.DeltaTable.create(path, tables.schema(table), configuration=_FOREVER)
    _add_columns(opened, table)
    present, names = _names(opened), {part.name for part in wanted}
    now = int(time.time() * 1000)
    actions: list[AddAction | RemoveAction] = [
        AddAction(part.name, part.bytes, {}, now, True, json.dumps({"numRecords": part.rows}))
        for part in wanted
        if part.name not in present
    ]
    actions += [RemoveAction(name, True, now) for name in sorted(present - names)]
    if actions:
        opened.create_write_transaction(actions, "append", opened.schema())
        opened.update_incremental()
    return opened.version(), _flushed(path / LOG, -1 if pinned is None else pinned)


def _opened(path: Path, pinned: int | None, names: set[str]) -> deltalake.DeltaTable | None:
    """The table; none where it has no log, or one that cannot be read, or lost or changed what a release pinned."""
    if not (path / LOG).is_dir():
        return None
    try:
        with guarded(path):
            opened = deltalake.DeltaTable(path)
            _names(opened)
            if opened.version() != _newest_version(path / LOG):
                return None
        return opened if pinned is None or files_of(path, pinned) == names else None
    except LedgerError:
        return None


def _newest_version(log: Path) -> int:
    """The newest version that a file of the log stands for: the library passes over a torn last one in silence."""
    return max((int(each.stem) for each in log.glob("*.json") if each.stem.isdigit()), default=-1)


def _names(opened: deltalake.DeltaTable) -> set[str]:
    # The library tells addresses, percent-encoded; our names hold nothing that needs it.
    return {unquote(address.rpartition("/")[2]) for address in opened.file_uris()}


def _add_columns(opened: deltalake.DeltaTable, table: str) -> None:
    known = {each.name for each in opened.schema().fields}
    new = [each for each in tables.schema(table) if each.name not in known]
    if new:
        wanted = deltalake.Schema.from_arrow(pa.schema([each.with_nullable(True) for each in new]))
        opened.alter.add_columns(list(wanted.fields))
        opened.update_incremental()


def _flushed(log: Path, before: int) -> dict[str, str]:
    found = {}
    for file in sorted(log.iterdir()):
        # The pointer to the last checkpoint is written over, so that no release can say what it was.
        version = file.name.partition(".")[0]
        if version.isdigit() and int(version) > before:
            flush_path(file)
            found[file.name] = hashlib.sha256(file.read_bytes()).hexdigest()
    if found:
        flush_path(log)
    return found
