"""XML as it arrives: plain or gzipped, mended on the way where it holds what no XML may, so that it costs a cell alone.

Source of the rules: W3C XML 1.0, 2.2 (characters) and 4.3.3 (encodings). Mended are blanks before the declaration,
bytes that are no UTF-8 and characters that XML forbids (each becomes U+FFFD), and a declaration of an encoding that
the bytes cannot have. Other encodings pass as they are.
"""

import codecs
import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

GZIP = b"\x1f\x8b"

LOST = "\ufffd"
"""Stands where a byte or character was that cannot be read."""

_CHUNK = 65536
_MARK = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_EIGHT_BIT = re.compile(rb"(?i)utf-?8|us-ascii|ascii|utf-?16.*|ucs-?[24]|iso-10646.*|unicode")
"""Encodings that are UTF-8 where the bytes are ASCII so far: a file that begins with eight-bit letters is no UTF-16."""

_FORBIDDEN = bytes(each for each in range(32) if each not in b"\t\n\r")
_CONTROL = re.compile(b"[" + re.escape(_FORBIDDEN) + b"]|\xef\xbf[\xbe\xbf]")
_REFERENCE = re.compile(rb"&#(?:x([0-9A-Fa-f]{1,7})|([0-9]{1,8}));")
_LONGEST_REFERENCE = 12


class Readable(Protocol):
    """Something that gives bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""


class XmlStream:
    """The bytes of an XML file; ``mended`` says whether something in what was read so far could not be read."""

    def __init__(self, raw: Readable) -> None:
        self._raw = raw
        self.mended = False
        self._held = b""
        start = raw.read(_CHUNK)
        self._wide = start.startswith(_WIDE)
        if not self._wide:
            marked = start.startswith(_MARK)
            start = start[len(_MARK) if marked else 0 :].lstrip(_BLANK)
            declared = _DECLARED.match(start)
            if declared is not None and _EIGHT_BIT.fullmatch(declared[1]) and declared[1].lower() != b"utf-8":
                start = start[: declared.start(1)] + b"UTF-8" + start[declared.end(1) :]
            self._wide = not marked and declared is not None and not _EIGHT_BIT.fullmatch(declared[1])
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._start = start

    def read(self, size: int = -1) -> bytes:
        """The next bytes; about ``size`` of them, none at the end."""
        while True:
            chunk, self._start = self._start or self._raw.read(size), b""
            if self._wide:
                return chunk
            read = self._mend(chunk)
            if read or not chunk:
                return read

    def _mend(self, chunk: bytes) -> bytes:
        told = self._held + self._decoder.decode(chunk, final=not chunk).encode()
        self._held = b""
        # A reference may be cut in two by the end of the chunk.
        if chunk and (cut := told.rfind(b"&", -_LONGEST_REFERENCE)) >= 0:
            told, self._held = told[:cut], told[cut:]
        if len(told.translate(None, _FORBIDDEN)) != len(told) or b"\xef\xbf" in told:
            told = _CONTROL.sub(LOST.encode(), told)
            self.mended = self.mended or LOST.encode() in told
        if b"&#" in told:
            told = _REFERENCE.sub(self._reference, told)
        return told

    def _reference(self, match: re.Match[bytes]) -> bytes:
        code = int(match[1], 16) if match[1] else int(match[2])
        if code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF:
            return match[0]
        self.mended = True
        return LOST.encode()


@contextmanager
def open_xml(path: Path) -> Iterator[XmlStream]:
    """The bytes of an XML file, unzipped where it is gzipped.

    Raises:
        OSError, EOFError, zlib.error: it cannot be opened, or its gzip frame is damaged.
    """
    with path.open("rb") as plain:
        zipped = plain.read(2) == GZIP
        plain.seek(0)
        if zipped:
            with gzip.GzipFile(fileobj=plain) as stream:
                yield XmlStream(stream)
        else:
            yield XmlStream(plain)
