"""A document and its claims."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sarai.documents import extract, language
from sarai.documents.claim import Claim
from sarai.documents.cleaning import clean
from sarai.documents.formats import Source, load
from sarai.documents.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the text that spans point into, where its pages start, and the claims."""

    source: Source
    claims: tuple[Claim, ...]


def read(path: Path, *, date: dt.date | None = None, progress: Callable[[str], None] | None = None) -> Reading:
    """Read a PDF, HTML, DOCX, Markdown or plain text file.

    Spans of plain text and Markdown are code points of the file as it is; those of other formats are code points
    of the text taken out of it (``source.text``), with the page for PDF.

    Raises:
        DocumentError: the file cannot be read, is empty, or is not in English.
    """
    source = load(path, progress=progress)
    found = read_text(source.text, doc=path.stem, date=date, where=str(path))
    paged = tuple(replace(claim, page=source.page_of(claim.start)) if source.pages else claim for claim in found)
    return Reading(source, paged)


def read_text(
    text: str,
    *,
    doc: str = "text",
    date: dt.date | None = None,
    where: str | None = None,
    cues: Lexicon | None = None,
    entities: Lexicon | None = None,
) -> tuple[Claim, ...]:
    """The claims of a text; ``start`` and ``end`` are code points of it.

    Raises:
        DocumentError: the text is in another language than English.
    """
    language.require_english(text, where=where)
    cleaned = clean(text)
    found = extract.claims(cleaned, doc=doc, raw=text, date=date, cues=cues, entities=entities)
    return tuple(extract.finished(found))
