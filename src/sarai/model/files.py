"""Files written whole or not at all: beside, flushed to the disk, then moved into place."""

import contextlib
import errno
import hashlib
import io
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO

UNFINISHED = ".unfinished"
"""How the name of a file ends that is still being written."""


_KINDS = (
    (stat.S_ISDIR, errno.EISDIR, "Is a directory"),
    (stat.S_ISFIFO, errno.EINVAL, "is a pipe, no file"),
    (stat.S_ISSOCK, errno.EINVAL, "is a socket, no file"),
    (stat.S_ISCHR, errno.EINVAL, "is a device, no file"),
    (stat.S_ISBLK, errno.EINVAL, "is a device, no file"),
)


def opened(path: Path) -> io.BufferedReader:
    """Open a file to be read; what would make a reader wait, or never ends, is no file.

    Raises:
        OSError: it cannot be opened, or is a folder, a pipe, a socket or a device.
    """
    # A pipe without a writer would be waited for already here.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        mode = os.fstat(descriptor).st_mode
        for holds, number, told in _KINDS:
            if holds(mode):
                raise OSError(number, told, str(path))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def content(path: Path) -> bytes:
    """All bytes of a file.

    Raises:
        OSError: as :func:`opened`.
    """
    with opened(path) as stream:
        return stream.read()


class Hashed(io.RawIOBase):
    """A stream that is written through to another and keeps the sha256 and the number of all bytes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.bytes = 0

    def writable(self) -> bool:
        """It is there to be written to."""
        return True

    def write(self, data: object) -> int:
        """Write all of ``data`` through."""
        view = memoryview(data)  # type: ignore[arg-type]
        self._digest.update(view)
        self._stream.write(view)
        self.bytes += view.nbytes
        return view.nbytes

    @property
    def sha256(self) -> str:
        """The hash of what was written so far."""
        return self._digest.hexdigest()


@contextlib.contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A path in the same folder to write to; nothing is left under it, whatever happens.

    Raises:
        OSError: the folder refuses.
    """
    # A name may have 255 bytes; what is beside it has to fit too.
    stem = path.name.encode("utf-8", "surrogateescape")[:200].decode("utf-8", "ignore")
    unfinished = path.with_name(f".{stem}.{os.getpid()}{UNFINISHED}")
    try:
        yield unfinished
    finally:
        unfinished.unlink(missing_ok=True)


@contextlib.contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes become the file ``path`` when the block ends without an error, and never in part.

    Raises:
        OSError: the disk refuses; what was there before is still there.
    """
    with beside(path) as unfinished:
        with unfinished.open("wb") as stream:
            yield stream
            flush(stream)
        unfinished.replace(path)


@contextlib.contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A path to write a file under, which takes the place of ``path`` when the block ends without an error.

    A link is followed; a device or pipe is written to as it is, since nothing may stand in its place.

    Raises:
        OSError: the disk refuses; what was there before is still there.
    """
    target = path.resolve() if path.is_symlink() else path
    if target.exists() and not target.is_file():
        yield target
        return
    with beside(target) as unfinished:
        yield unfinished
        flush_path(unfinished)
        unfinished.replace(target)


@contextlib.contextmanager
def replaced_folder(path: Path) -> Iterator[Path]:
    """A new folder to fill, which takes the place of the folder ``path`` when the block ends without an error.

    Raises:
        OSError: the disk refuses; what was there before is still there.
    """
    unfinished, former = (path.with_name(f".{path.name}.{os.getpid()}{end}") for end in (UNFINISHED, ".former"))
    try:
        unfinished.mkdir(parents=True)
        yield unfinished
        if path.exists():
            path.rename(former)
        unfinished.rename(path)
    finally:
        for left in (unfinished, former):
            shutil.rmtree(left, ignore_errors=True)


def put(path: Path, content: str | bytes) -> None:
    """Write what somebody asked for, a text in UTF-8, as :func:`replaced` does.

    Raises:
        OSError: the disk refuses; what was there before is still there.
    """
    with replaced(path) as unfinished:
        unfinished.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def write_text(path: Path, text: str) -> None:
    """Write a text in UTF-8, whole or not at all.

    Raises:
        OSError: the disk refuses; what was there before is still there.
    """
    with whole(path) as stream:
        stream.write(text.encode("utf-8"))


def flush(stream: IO[bytes]) -> None:
    """Have what was written reach the disk."""
    stream.flush()
    os.fsync(stream.fileno())


def flush_path(path: Path) -> None:
    """Have a file, or the names in a folder, reach the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
