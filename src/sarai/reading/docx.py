"""DOCX to text: paragraphs, tables row by row, and notes at the end.

Tracked changes are read as accepted: what was deleted or moved away is left out. Headers and footers are left
out, as those of a PDF are; so are comments and hidden text.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sarai.model.errors import UnreadableDocument

MOST_UNPACKED = 64 * 2**20
"""Bytes that a part of a DOCX may unpack to: some ten thousand pages of text."""

_OTHERS = {"xl/workbook.xml": "an Excel workbook", "ppt/presentation.xml": "a PowerPoint presentation",
           "META-INF/container.xml": "an e-book (EPUB)", "content.xml": "an OpenDocument file"}  # fmt: skip
_OFFICE = "/officeDocument"
_GONE = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "tblPr", "sectPr", "txbxContent"}
)
_NOTES = ("footnotes", "endnotes")
_RAISED = "\ufdd0\ufdd1"
"""Around raised letters while a paragraph is put together: code points that no text may hold."""
_NO_RAISE = dict.fromkeys(map(ord, _RAISED))
_NOTE = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=\b(?:19|20)\d\d)|(?<=[.,;:!?%)\"”’]))\ufdd0\s*[\[(]?[\d*†]{1,3}[\])]?\s*\ufdd1"
)
"""The mark of a note after a word: beside a sum it would be read as a part of it. No power, as of km or m."""


def text_of(path: Path, *, where: str) -> str:
    """The text of a DOCX: paragraphs apart by an empty line, a row of a table as one line with bars.

    Footnotes and endnotes follow the body, each a paragraph.

    Raises:
        UnreadableDocument: no DOCX, damaged, locked with a password, or unpacking to more than 64 MB.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            main = _main(archive, names, where)
            if main is None:
                held = next((what for name, what in _OTHERS.items() if name in names), "a packed file")
                raise UnreadableDocument(
                    f"is {held}, not a DOCX: it has no word/document.xml", where=where,
                    cure="unpack it, or save the text in it as DOCX, PDF or text",
                )  # fmt: skip
            folder = posixpath.dirname(main)
            parts = [main, *(name for note in _NOTES if (name := posixpath.join(folder, f"{note}.xml")) in names)]
            blocks = [block for part in parts for block in _blocks(_root(archive, part, where))]
    except (
        zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError,
        etree.XMLSyntaxError,
    ) as error:  # fmt: skip
        raise UnreadableDocument(
            f"is a damaged DOCX: {error}", where=where, cure="save it again as DOCX, or as text"
        ) from error
    return "\n\n".join(blocks)


def _main(archive: zipfile.ZipFile, names: set[str], where: str) -> str | None:
    """The part with the body: the package names it, and Word calls it so where the package does not."""
    if "_rels/.rels" in names:
        for relation in _root(archive, "_rels/.rels", where):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith(_OFFICE) and target.startswith("word/") and target in names:
                return str(target)
    return "word/document.xml" if "word/document.xml" in names else None


def _root(archive: zipfile.ZipFile, part: str, where: str) -> Any:
    from lxml import etree

    with archive.open(part) as file:
        # The size that the archive states is the sender's word: what is unpacked is counted.
        content = file.read(MOST_UNPACKED + 1)
    if len(content) > MOST_UNPACKED:
        raise UnreadableDocument(
            f"unpacks to more than {MOST_UNPACKED // 2**20} MB ({part})", where=where,
            cure="it is no honest document, or one to be cut up",
        )  # fmt: skip
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _name(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _blocks(parent: Any) -> Iterator[str]:
    """Paragraphs and rows under a node, in order; lxml allows no more than 256 nodes one in another."""
    for node in parent:
        name = _name(node)
        if name == "p":
            said = _NOTE.sub("", "".join(_said(node))).translate(_NO_RAISE).strip()
            if said:
                yield said
            for box in _boxes(node):
                yield from _blocks(box)
        elif name == "tbl":
            yield from _rows(node)
        elif name not in _GONE and not (name in ("footnote", "endnote") and _has_type(node)):
            yield from _blocks(node)


def _has_type(node: Any) -> bool:
    return any(key.rpartition("}")[2] == "type" for key in node.keys())  # noqa: SIM118 - an element, not a mapping


def _rows(table: Any) -> Iterator[str]:
    for row in table:
        if _name(row) != "tr":
            if _name(row) not in _GONE:
                yield from _rows(row)
            continue
        cells: list[list[str]] = [list(_blocks(cell)) for cell in _cells(row)]
        if any(len(cell) > 1 for cell in cells):
            # A cell of several paragraphs, or a table in a table, is no row that can be said in a line.
            for cell in cells:
                yield from cell
        elif any(cells):
            yield " | ".join(cell[0] if cell else "" for cell in cells)


def _cells(row: Any) -> Iterator[Any]:
    for node in row:
        if _name(node) == "tc":
            yield node
        elif _name(node) not in _GONE:
            yield from _cells(node)


def _said(node: Any) -> Iterator[str]:
    for child in node:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "br", "cr"):
            yield " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "r" and _hidden(child):
            continue
        elif name == "r" and _raised(child):
            yield from (_RAISED[0], *_said(child), _RAISED[1])
        elif name not in _GONE:
            yield from _said(child)


def _hidden(run: Any) -> bool:
    vanish = [node for node in run.iterfind("{*}rPr/{*}vanish") if not {"0", "false", "off"} & set(node.values())]
    return bool(vanish)


def _raised(run: Any) -> bool:
    return any(_name(node) == "vertAlign" and "superscript" in node.values() for node in run.iterfind("{*}rPr/{*}*"))


def _boxes(node: Any) -> Iterator[Any]:
    for child in node:
        if _name(child) == "txbxContent":
            yield child
        elif _name(child) not in _GONE:
            yield from _boxes(child)
