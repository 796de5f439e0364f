"""Files written whole or not at all: beside, flushed to the disk, then moved into place."""

import contextlib
import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO

UNFINISHED = ".unfinished"
"""How the name of a file ends that is still being written."""


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
