"""Files to text: plain text, Markdown, HTML, PDF and DOCX, told apart by what is in them."""

import bisect
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sarai.model.errors import UnreadableDocument

MOST_BYTES = 200 * 2**20
"""The largest file, and the largest text a packed one may unpack to: 200 MB."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document's text; ``pages`` are the offsets its pages start at (empty where it has none)."""

    path: Path
    kind: str
    text: str
    pages: tuple[int, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """The page, from 1, that an offset lies on."""
        return bisect.bisect_right(self.pages, offset) if self.pages else None


def load(path: Path, *, progress: Callable[[str], None] | None = None) -> Source:
    """The text of a document.

    Raises:
        UnreadableDocument: no such file, empty, damaged, locked with a password, of no known format, or unpacking
            to more than 200 MB.
    """
    where = str(path)
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise UnreadableDocument("is a folder", where=where, cure="name the files in it")
        if size > MOST_BYTES:
            raise UnreadableDocument(f"holds {size:,} bytes, more than is read at once", where=where, cure="cut it up")
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            f"cannot be opened: {error.strerror}", where=where, cure="check path and rights"
        ) from error
    if not content.strip():
        raise UnreadableDocument("is empty", where=where, cure="give a file with text in it")
    kind = kind_of(content, path.suffix.lower())
    if kind == "pdf":
        from sarai.documents import pdf

        text, pages = pdf.text_of(content, where=where, progress=progress)
    elif kind == "docx":
        text, pages = _docx(path, where), ()
    else:
        text, pages = _decoded(content, where), ()
        if kind == "html":
            text = _html(text, where)
    if not text.strip():
        raise UnreadableDocument(
            "holds no text", where=where, cure="a scanned document must go through text recognition first"
        )
    return Source(path, kind, text, pages)


def kind_of(content: bytes, suffix: str) -> str:
    """pdf, docx, html or text, by the first bytes and then by the file's ending."""
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content[:4] == b"PK\x03\x04":
        return "docx"
    if head[:15].lower().startswith((b"<!doctype html", b"<html")) or suffix in (".html", ".htm", ".xhtml"):
        return "html"
    return "text"


def _decoded(content: bytes, where: str) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                break
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        strange = sum(byte < 9 or 13 < byte < 32 for byte in content[:4096])
        if strange > 4096 * 0.02 or strange > len(content[:4096]) * 0.05:
            raise UnreadableDocument(
                f"is neither text nor PDF, HTML or DOCX (byte {error.start} is no UTF-8)", where=where,
                cure="save it as PDF, DOCX, HTML or UTF-8 text",
            ) from error  # fmt: skip
        return content.decode("cp1252", errors="replace")


def _html(markup: str, where: str) -> str:
    import trafilatura
    from lxml import etree

    try:
        text = trafilatura.extract(markup, include_comments=False, include_tables=True, favor_recall=True)
    except (ValueError, etree.LxmlError, RecursionError, AttributeError) as error:
        raise UnreadableDocument(
            f"is no HTML that can be read: {error}", where=where, cure="save it as text"
        ) from error
    return (text or "").replace("\n", "\n\n")


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _docx(path: Path, where: str) -> str:
    from lxml import etree

    damaged = "save it again as DOCX, or as text"
    try:
        with zipfile.ZipFile(path) as archive:
            try:
                part = archive.getinfo("word/document.xml")
            except KeyError as error:
                raise UnreadableDocument(
                    "is a packed file but no DOCX: it has no word/document.xml", where=where, cure="save it as DOCX"
                ) from error
            if part.file_size > MOST_BYTES:
                raise UnreadableDocument(
                    f"unpacks to {part.file_size:,} bytes", where=where, cure="it is no honest document; look at it"
                )
            with archive.open(part) as file:
                content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise UnreadableDocument("unpacks to more than 200 MB", where=where, cure="it is no honest document")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(content, parser)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, etree.XMLSyntaxError) as error:
        raise UnreadableDocument(f"is a damaged DOCX: {error}", where=where, cure=damaged) from error
    except Exception as error:
        if isinstance(error, UnreadableDocument) or type(error).__name__ != "error":
            raise
        raise UnreadableDocument(f"is a damaged DOCX: {error}", where=where, cure=damaged) from error
    paragraphs = []
    for paragraph in root.iter(f"{_WORD}p"):
        said = []
        for node in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br"):
            said.append(node.text or "" if node.tag == f"{_WORD}t" else " ")
        paragraphs.append("".join(said))
    return "\n\n".join(each for each in paragraphs if each.strip())
