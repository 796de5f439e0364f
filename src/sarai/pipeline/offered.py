"""The files that a path offers to ``add``: itself, those of a folder with their places in it, those of an archive."""

import contextlib
import datetime as dt
import gzip
import os
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from sarai.model.errors import UnreadableFile
from sarai.model.limits import Limited, allowed
from sarai.sources.kit.peek import unopened

_DOCUMENTS = ("[Content_Types].xml", "mimetype")
"""What a workbook or a document has, which is a zip archive too."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A file to take, where it goes in the study's ``files``, and what it is called; or why it is not taken."""

    path: Path
    place: PurePosixPath
    called: Path
    fault: UnreadableFile | None = None


def offered(path: Path, *, without: Path) -> Iterator[Offer]:
    """What a path offers, in order of names. What an archive holds is unpacked until the next is asked for.

    A file has its name as place; in a folder each has its place below that, under the folder's own name, so that two
    of one name stay two. ``without`` is a folder that is not searched: the study itself.
    """
    if not path.is_dir():
        yield from _opened(path, PurePosixPath(path.name), path)
        return
    name = PurePosixPath(path.resolve().name or "root")
    found = False
    closed: list[OSError] = []
    for folder, below, files in os.walk(path, onerror=closed.append):
        inside = PurePosixPath(Path(folder).relative_to(path))
        for each in list(below):
            if each.startswith(".") or Path(folder, each).resolve() == without:
                below.remove(each)
            elif Path(folder, each).is_symlink():
                below.remove(each)
                yield _refused(Path(folder, each), "is a link to a folder", "name the folder that it leads to")
        below.sort()
        for each in sorted(files):
            if not each.startswith((".", "~$")):
                found = True
                yield from _opened(Path(folder, each), name / inside / each, Path(folder, each))
    for error in closed:
        found = True
        yield _refused(Path(error.filename), f"cannot be opened: {error.strerror}", "check its rights")
    if not found:
        yield _refused(path, "holds no files", "name the files themselves")


def _refused(path: Path, what: str, cure: str) -> Offer:
    return Offer(path, PurePosixPath(path.name), path, UnreadableFile(what, where=str(path), cure=cure))


_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def _opened(path: Path, place: PurePosixPath, called: Path) -> Iterator[Offer]:
    """A file, or what it holds if it is an archive."""
    try:
        mode = path.stat().st_mode
        kind = next((name for test, name in _KINDS if test(mode)), None)
        if kind is not None:
            yield _refused(path, f"is {kind}, no file", "name files and folders")
            return
        str(place).encode("utf-8")
        with path.open("rb") as stream:
            start = stream.read(4)
    except UnicodeEncodeError:
        yield _refused(path, "has a name that is not in UTF-8", "rename it")
        return
    except (OSError, ValueError) as error:
        yield Offer(path, PurePosixPath(path.name), path, unopened(path, error))
        return
    if start == b"PK\x03\x04":
        yield from _zipped(path, place, called)
    elif start[:2] == b"\x1f\x8b" and not _is_xml(path):
        yield from _gzipped(path, place, called)
    else:
        yield Offer(path, place, called)


def _is_xml(path: Path) -> bool:
    """Whether gzip holds XML, which is read as it is."""
    try:
        with gzip.open(path) as stream:
            return stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe<", b"\xfe\xff"))
    except (OSError, EOFError, zlib.error):
        return False


_CURE = "unpack it yourself, and add the folder"


def _zipped(path: Path, place: PurePosixPath, called: Path) -> Iterator[Offer]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        if path.suffix.lower() != ".zip":
            # A workbook or document that is damaged, or a text that begins so: what reads it says it better.
            yield Offer(path, place, called)
            return
        yield _refused(path, f"is a damaged archive: {error}", "get it again from its publisher")
        return
    with archive, tempfile.TemporaryDirectory(prefix="sarai-") as unpacked:
        members = [each for each in archive.infolist() if not each.is_dir()]
        if any(each.filename in _DOCUMENTS for each in members):
            yield Offer(path, place, called)
            return
        taken: set[str] = set()
        for member in members:
            inside = PurePosixPath(member.filename)
            shown = called / member.filename.replace("\0", "")
            fault = _not_taken(member, inside, taken)
            if fault is not None:
                yield Offer(path, place, shown, UnreadableFile(fault, where=str(shown), cure=_CURE))
            elif not inside.name.startswith((".", "~$")) and "__MACOSX" not in inside.parts:
                taken.add(str(inside))
                target = Path(unpacked, inside.name)
                opened = partial(archive.open, member)
                yield _unpacked(opened, path, target, place.with_suffix("") / inside, shown, _made(member))
                target.unlink(missing_ok=True)


def _made(member: zipfile.ZipInfo) -> float:
    """When a member was last written, as far as its archive says it well."""
    with contextlib.suppress(ValueError, OverflowError):
        return dt.datetime(*member.date_time).timestamp()
    return 0.0


def _not_taken(member: zipfile.ZipInfo, inside: PurePosixPath, taken: set[str]) -> str | None:
    if inside.is_absolute() or ".." in inside.parts or "\\" in member.filename or "\0" in member.filename:
        return "has a path that leads out of its archive"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link in an archive"
    if member.flag_bits & 0x1:
        return "is locked by a password"
    if inside.suffix.lower() in (".zip", ".7z", ".rar", ".tar"):
        return "is an archive in an archive"
    return "stands twice in its archive" if str(inside) in taken else None


def _gzipped(path: Path, place: PurePosixPath, called: Path) -> Iterator[Offer]:
    with tempfile.TemporaryDirectory(prefix="sarai-") as unpacked:
        inside = place.with_suffix("") if place.suffix.lower() == ".gz" else place
        target = Path(unpacked, inside.name)
        yield _unpacked(partial(gzip.open, path), path, target, inside, called, path.stat().st_mtime)


def _unpacked(
    opened: Callable[[], Any], path: Path, target: Path, place: PurePosixPath, called: Path, made: float
) -> Offer:
    try:
        with opened() as source, target.open("wb") as out:
            shutil.copyfileobj(Limited(source, allowed(path.stat().st_size), str(called)), out, 1 << 20)
        os.utime(target, (made, made))
    except UnreadableFile as error:
        return Offer(path, place, called, error)
    except (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
        told = UnreadableFile(f"cannot be unpacked: {error}", where=str(called), cure=_CURE)
        return Offer(path, place, called, told)
    return Offer(target, place, called)
