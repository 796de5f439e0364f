"""Files to text: plain text, Markdown, HTML, PDF and DOCX, told apart by what is in them."""

import bisect
import codecs
import contextlib
import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sarai.model import files
from sarai.model.errors import UnreadableDocument

MOST_BYTES = 200 * 2**20
"""The largest file that is read: 200 MB."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document's text, with the way from it back to the file.

    Offsets count code points of ``text``. For plain text and Markdown that is the file itself, as it is; for HTML
    ``at`` gives the place in the file (decoded) of each code point; for PDF and DOCX, which hold no text in order,
    it is the text as it was taken out, and for PDF ``pages`` gives the offsets at which its pages start, ``left_out``
    the lines of its running heads and footers.
    """

    path: Path
    kind: str
    text: str
    pages: tuple[int, ...] = ()
    at: "array[int] | None" = None
    left_out: tuple[str, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """The page, from 1, that an offset lies on."""
        return bisect.bisect_right(self.pages, offset) if self.pages else None

    def in_file(self, start: int, end: int) -> tuple[int, int] | None:
        """A span of the text as a span of the file's code points; None for PDF and DOCX, which have none.

        A span of an HTML file takes in the markup that stands within it.
        """
        if self.kind in ("pdf", "docx"):
            return None
        if self.at is None:
            return start, end
        covered = self.at[start:end]
        return (min(covered), max(covered) + 1) if covered else (0, 0)


def load(path: Path, *, progress: Callable[[str], None] | None = None) -> Source:
    """The text of a document.

    Raises:
        UnreadableDocument: no such file, empty, damaged, locked with a password, of no known format, larger
            than 200 MB, or unpacking to more than 64 MB.
    """
    where = str(path)
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise UnreadableDocument("is a folder", where=where, cure="name the files in it")
        if size > MOST_BYTES:
            raise UnreadableDocument(f"holds {size:,} bytes, more than is read at once", where=where, cure="cut it up")
        content = files.content(path)
    except OSError as error:
        raise UnreadableDocument(
            f"cannot be opened: {error.strerror}", where=where, cure="check path and rights"
        ) from error
    # Asked so, no copy of a large file is made.
    if not content or content.isspace():
        raise UnreadableDocument("is empty", where=where, cure="give a file with text in it")
    kind = kind_of(content, path.suffix.lower())
    pages: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()
    at = None
    if kind == "pdf":
        from sarai.reading import pdf

        text, pages, left_out = pdf.text_of(content, where=where, progress=progress)
    elif kind == "docx":
        from sarai.reading import docx

        text = docx.text_of(path, where=where)
    else:
        text = decoded(content, kind=kind, where=where)
        if kind == "html":
            from sarai.reading import html

            text, at = html.text_of(text, where=where)
    if not text or text.isspace():
        cure = "a scanned document must go through text recognition first" if kind == "pdf" else "give one with text"
        raise UnreadableDocument("holds no text", where=where, cure=cure)
    return Source(path, kind, text, pages, at, left_out)


def kind_of(content: bytes, suffix: str) -> str:
    """pdf, docx (any packed file), html or text, by the first bytes and then by the file's ending."""
    head = content[:1024].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "docx"
    if head.startswith((b"<!doctype html", b"<html")) or (head.startswith((b"<?xml", b"<!--")) and b"<html" in head):
        return "html"
    return "html" if suffix in (".html", ".htm", ".xhtml") else "text"


_FOREIGN = {
    b"\xd0\xcf\x11\xe0": ("is a Word file of before 2007, or an Office file locked with a password",
                          "save it as DOCX without a password"),
    b"{\\rtf": ("is RTF", "save it as DOCX"),
    b"\x1f\x8b": ("is packed (gzip)", "unpack it"),
    b"\x89PNG": ("is a picture", "a picture of a text must go through text recognition first"),
    b"\xff\xd8\xff": ("is a picture", "a picture of a text must go through text recognition first"),
}  # fmt: skip
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODINGS = ("utf-8", "utf-32", "utf-32", "utf-16", "utf-16")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,40})""", re.IGNORECASE)


def decoded(content: bytes, *, kind: str, where: str) -> str:
    """The code points of a text or HTML file.

    The mark at its start decides, then UTF-8 if it is that, then what an HTML file declares, then Windows-1252,
    which is what most other texts in English are in; a text that is mostly of letters beyond ASCII is taken for
    the encoding that its letters speak for. A UTF-8 mark stays the first code point of the text.

    Raises:
        UnreadableDocument: another kind of file, or not of the encoding that it says it is.
    """
    for start, (what, cure) in _FOREIGN.items():
        if content.startswith(start):
            raise UnreadableDocument(what, where=where, cure=cure)
    for mark, encoding in zip(_MARKS, _ENCODINGS, strict=True):
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableDocument(
                    f"says it is {encoding.upper()} but byte {error.start:,} is not", where=where,
                    cure="save it as UTF-8 text",
                ) from error  # fmt: skip
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
    head = content[:4096]
    strange = sum(byte < 9 or 13 < byte < 32 for byte in head)
    if strange > len(head) * 0.02:
        raise UnreadableDocument(
            f"is neither text nor PDF, HTML or DOCX (byte {at:,} is no UTF-8)", where=where,
            cure="save it as PDF, DOCX, HTML or UTF-8 text",
        )  # fmt: skip
    if kind == "html" and (said := _DECLARED.search(head)):
        with contextlib.suppress(LookupError, UnicodeError):
            named = codecs.lookup(said[1].decode("ascii")).name
            if _can_be(named, head):
                return content.decode("cp1252" if named in _WESTERN else named, errors="replace")
    return content.decode(_spoken(content), errors="replace")


_WESTERN = ("ascii", "iso8859-1")
"""Names that browsers take for Windows-1252, which has quotation marks and the euro sign besides."""


def _can_be(named: str, head: bytes) -> bool:
    """Whether a page may be of the encoding it declares: UTF-8 was tried, and the declaration was read as ASCII."""
    said = _DECLARED.search(head)
    return named != "utf-8" and said is not None and said[0].decode(named) == said[0].decode("ascii")


_FOREIGN_WORD = re.compile(rb"[\xc0-\xff]{4,}")


def _spoken(content: bytes) -> str:
    import charset_normalizer

    sample = content[:20_000]
    beyond = sum(byte > 127 for byte in sample)
    if beyond >= 0.3 * len(sample):
        best = charset_normalizer.from_bytes(sample).best()
        return best.encoding if best else "cp1252"
    # Western letters stand alone in a word; four side by side are a word of another script, here Cyrillic.
    letters = sum(byte >= 0xC0 for byte in content[:200_000])
    foreign = sum(map(len, _FOREIGN_WORD.findall(content[:200_000])))
    return "cp1251" if foreign > 0.5 * letters else "cp1252"
