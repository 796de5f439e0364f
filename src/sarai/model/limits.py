"""How much a file may become in memory or unpacked: sized from the file, so that no file costs the machine."""

import os
from typing import IO

from sarai.model.errors import UnreadableFile

SETTING = "SARAI_MOST_MB"
"""The environment variable that raises the limit; workers inherit it."""

MEMORY = "SARAI_MEMORY_MB"
"""The environment variable that says how many megabytes pricing, splitting and counting may hold in memory."""

_MOST = 2_000
_LEAST = 64_000_000
_TIMES = 200


def allowed(size: int) -> int:
    """How many bytes a file of ``size`` bytes may unpack to: 200 times that, at least 64 MB, at most 2 GB or as set."""
    told = os.environ.get(SETTING, "")
    if told.isdigit() and int(told):
        return int(told) * 1_000_000
    return min(max(_LEAST, size * _TIMES), _MOST * 1_000_000)


def memory() -> int:
    """How many megabytes a build's tables may take in memory before they spill: as set, or half of the machine's."""
    told = os.environ.get(MEMORY, "")
    if told.isdigit() and int(told):
        return int(told)
    return max(500, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2_000_000)


SMALL = 20_000
"""Rows up to which one thread is quicker: several cost more than they do, a fifth of a small build's processor time."""


def threads(rows: int) -> int:
    """How many threads count or sum so many rows."""
    return 1 if rows <= SMALL else os.cpu_count() or 1


def too_large(where: str, most: int) -> UnreadableFile:
    """The refusal of a file that becomes larger than it may."""
    return UnreadableFile(
        f"unpacks to more than {most / 1e6:,.0f} MB",
        where=where,
        cure=f"if it is right, say how much it may take: --most-mb N (or {SETTING}=N in the environment)",
    )


class Limited:
    """A stream that gives no more than ``most`` bytes, and refuses the file where it holds more."""

    def __init__(self, stream: IO[bytes], most: int, where: str) -> None:
        self._stream = stream
        self._most = most
        self._left = most
        self._where = where

    def read(self, size: int = -1) -> bytes:
        """Read as any stream does.

        Raises:
            UnreadableFile: there is more than it may give.
        """
        data = self._stream.read(size if 0 <= size <= self._left else self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise too_large(self._where, self._most)
        return data
