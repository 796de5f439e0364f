"""The encoding of a text file and what separates its cells, told from the file itself."""

import codecs
import csv
import gzip
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import BinaryIO, Literal, TextIO

from sarai.model.errors import UnreadableFile
from sarai.sources.kit.xml_stream import GZIP

UTF8 = "utf-8-sig"
_BOMS = (
    (codecs.BOM_UTF8, UTF8), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_HIGH = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_FREQUENT = frozenset("оеаинтсрвлкмдпу")
_CHUNK = 1 << 20
_LOOK = 400
"""Rows by which the separator is told."""

_QUOTING: dict[bool, Literal[0, 3]] = {True: csv.QUOTE_MINIMAL, False: csv.QUOTE_NONE}
DELIMITERS = ("\t", "|", ";", ",")
"""The comma last: decimals have one too."""


@dataclass(frozen=True, slots=True)
class Written:
    """How a text file is written: encoding, what separates cells, whether quotes hold cells together."""

    encoding: str
    delimiter: str
    quoted: bool = True

    def reader(self, stream: TextIO) -> "Iterator[list[str]]":
        """The rows of a stream written so."""
        return csv.reader(stream, delimiter=self.delimiter, quoting=_QUOTING[self.quoted], strict=self.quoted)


@contextmanager
def opened(path: Path, encoding: str) -> Iterator[TextIO]:
    """A text file, unpacked where it is gzip, with line ends as they stand."""
    with path.open("rb") as raw:
        zipped = raw.read(2) == GZIP
    if zipped:
        with gzip.open(path, "rt", encoding=encoding, newline="") as stream:
            yield stream
    else:
        with path.open(encoding=encoding, newline="") as stream:
            yield stream


def sniff(path: Path) -> Written:
    """How a text file is written; its whole content is looked at for the encoding, its first lines for the separator.

    Raises:
        UnreadableFile: it is no text in any encoding that is tried.
    """
    encoding = encoding_of(path)
    head, whole = _head(path, encoding)
    best = {
        quoted: max(
            (Written(encoding, each, quoted) for each in DELIMITERS),
            key=lambda written: _evenness(head, written, whole=whole),
        )
        for quoted in (True, False)
    }
    even, loose = (_evenness(head, best[quoted], whole=whole)[0] for quoted in (True, False))
    # Quotes are letters only where rows fall apart with them and hold together without.
    return best[False] if even < 0.8 and loose > even else best[True]


def evenness(path: Path, written: Written) -> tuple[float, int]:
    """How much of a text falls into rows of one width, titles and notes left out, and how wide they are; nothing
    where it has fewer than three such rows or is mostly lines of one cell."""
    head, whole = _head(path, written.encoding)
    return _evenness(head, written, whole=whole, titled=True)


def _head(path: Path, encoding: str) -> tuple[str, bool]:
    """The beginning of a text, and whether it is all of it."""
    try:
        with opened(path, encoding) as stream:
            head = stream.read(_CHUNK)
    except (UnicodeDecodeError, EOFError, zlib.error, OSError) as error:
        raise UnreadableFile(
            f"is no text in {encoding}: {error}", where=str(path), cure="save it as UTF-8, or get it again"
        ) from error
    return head, len(head) < _CHUNK


def _evenness(head: str, written: Written, *, whole: bool, titled: bool = False) -> tuple[float, int]:
    """How much of a text falls into rows of one width; a separator that separates nothing is none."""
    text = io.StringIO(head, newline="")
    lines = csv.reader(text, delimiter=written.delimiter, quoting=_QUOTING[written.quoted])
    try:
        # A mark at the end of each line separates nothing.
        rows = [len(row) if any(row[1:]) else 1 for row in islice(lines, _LOOK) if row]
    except csv.Error:
        return 0.0, 0
    # The last row may be cut off.
    widths = Counter(rows if whole or len(rows) == 1 else rows[:-1])
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0, 0
    width, count = max(wide.items(), key=lambda item: (item[1] * item[0], item[0]))
    if titled:
        rows_of_cells = sum(wide.values())
        table = count >= 3 and rows_of_cells >= 0.4 * sum(widths.values())
        return (round(count / rows_of_cells, 2), width) if table else (0.0, 0)
    return round(count / sum(widths.values()), 2), width


def encoding_of(path: Path) -> str:
    """The encoding of a text file: its mark, else UTF-8 where all of it is, else that of its letters.

    Raises:
        UnreadableFile: it holds bytes that no text has.
    """
    with path.open("rb") as raw:
        zipped = raw.read(2) == GZIP
    with gzip.open(path) if zipped else path.open("rb") as stream:
        start = stream.read(_CHUNK)
        for mark, encoding in _BOMS:
            if start.startswith(mark):
                return encoding
        if b"\x00" in start[:4096]:
            return _wide(path, start)
        if _is_utf8(stream, start):
            return UTF8
    with gzip.open(path) if zipped else path.open("rb") as stream:
        return _by_letters(_odd(stream))


def _is_utf8(stream: BinaryIO | gzip.GzipFile, chunk: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk:
            decoder.decode(chunk)
            chunk = stream.read(_CHUNK)
    except UnicodeDecodeError:
        return False
    return True


def _odd(stream: BinaryIO | gzip.GzipFile) -> bytes:
    """Words with letters beyond ASCII, as many as tell an encoding. Most of a text has none, and is passed over."""
    odd = b""
    while len(odd) < _CHUNK and (chunk := stream.read(_CHUNK)):
        if not chunk.isascii():
            odd += b" ".join(_HIGH.findall(chunk)) + b" "
    return odd[:_CHUNK]


def _wide(path: Path, start: bytes) -> str:
    even, odd = start[0:4096:2].count(0), start[1:4096:2].count(0)
    if max(even, odd) < 4 * max(1, min(even, odd)):
        raise UnreadableFile("is no text", where=str(path), cure="open it in the program that made it, save it as CSV")
    return "utf-16-le" if odd > even else "utf-16-be"


def _by_letters(odd: bytes) -> str:
    """The 8-bit encoding in which words with letters beyond ASCII look like words."""
    # A space that does not break stands between thousands: it is no letter.
    words = [word for word in odd.split() if word.strip(b"\xa0")]
    whole = sum(len(word) > 2 and all(each >= 0x80 for each in word) for word in words)
    if whole and whole >= 0.3 * len(words):
        return max(_CYRILLIC, key=lambda encoding: _russian(odd, encoding))
    return "latin-1" if any(each in odd for each in b"\x81\x8d\x8f\x90\x9d") else "cp1252"


def _russian(odd: bytes, encoding: str) -> float:
    told = odd.decode(encoding, errors="replace")
    letters = [each for each in told if each.isalpha()]
    if not letters:
        return 0.0
    frequent = sum(each.casefold() in _FREQUENT for each in letters)
    # A capital behind a small letter is what a wrong code page looks like.
    broken = sum(a.islower() and b.isupper() for a, b in pairwise(told))
    return (frequent - 2 * broken - 2 * told.count("\ufffd")) / len(letters)
