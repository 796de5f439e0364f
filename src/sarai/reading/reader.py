"""A document and its claims."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sarai.model.claim import Claim
from sarai.reading import extract, language
from sarai.reading.cleaning import clean
from sarai.reading.formats import Source, load
from sarai.reading.lexicon import Lexicon
from sarai.reading.partial import Known, left_open
from sarai.reading.plugged import Differing

LONG = 500_000
"""Characters of a text from which it is said that it is being read: it takes seconds."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the text that spans point into, where its pages start, and the claims."""

    source: Source
    claims: tuple[Claim, ...]
    differing: tuple[Differing, ...] = ()
    """Where a plugged-in reader reads otherwise, for a person to settle."""


def read(
    path: Path,
    *,
    date: dt.date | None = None,
    known: Known = Known.DAY,
    progress: Callable[[str], None] | None = None,
) -> Reading:
    """Read a PDF, HTML, DOCX, Markdown or plain text file.

    Spans count code points of ``source.text``. For plain text and Markdown that is the file as it is. For HTML it
    is the article taken out of the page, and each claim's ``in_file`` is its span in the file, markup included. For
    PDF and DOCX it is the text as it was taken out, with the page for PDF: reading the same file again gives the
    same text, so that a span stays good. ``known`` tells how closely ``date`` is known: a period that it does not
    resolve stays open. ``progress`` gets lines of text about a long file.

    Raises:
        DocumentError: the file cannot be read, is empty, or is not in English.
    """
    source = load(path, progress=progress)
    if progress is not None and len(source.text) >= LONG:
        progress(f"{path}: {len(source.text):,} characters to be read")
    found = read_text(source.text, doc=path.stem, date=date, where=str(path))
    return Reading(source, tuple(_placed(left_open(claim, known), source) for claim in found))


def _placed(claim: Claim, source: Source) -> Claim:
    if source.pages:
        return claim._replace(page=source.page_of(claim.start))
    return claim._replace(in_file=source.in_file(claim.start, claim.end)) if source.at is not None else claim


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
