"""The one error tree of Sarai.

::

    SaraiError
    ├── StudyError            the study folder or its study.toml is not what it should be
    │   └── StudyBusy         another build holds the study's lock
    ├── SourceError           a published file cannot be taken in
    │   ├── UnknownFormat     no reader recognises it
    │   ├── SourceChanged     its columns or codes are not those the reader knows
    │   ├── BadMapping        the mapping of somebody's table has a fault, or is a draft
    │   └── UnreadableFile    it is damaged, empty, or changed while it was read
    ├── DocumentError         a text cannot be read into claims
    │   ├── UnreadableDocument    it is damaged, locked, empty, too big when unpacked, or of no known format
    │   └── UnknownLanguage       it is not in English
    ├── CodeError             a code or name that no code list knows
    ├── LedgerError           the ledger on disk cannot be read or written
    │   └── UnknownRelease    a release that the ledger does not hold
    ├── CorridorError         places, legs, figures or scenarios of a study's corridors do not hold
    ├── BriefError            a brief would print a number that does not say where it is from
    ├── ChartError            a picture that cannot be drawn from the rows it was given
    ├── FetchError            a server asked over the network does not answer, or answers what cannot be used
    └── QuestionError         a question that cannot be answered as it was asked

Every message says what is wrong, where it stands, and what to do; the command line prints it and
exits with 2.
"""


class SaraiError(Exception):
    """What Sarai raises on bad use or bad input.

    ``what`` is the fault in one sentence, ``where`` the place it was found (``file:locator``, a
    setting, an argument), ``cure`` the next step for the person who reads it.
    """

    def __init__(self, what: str, *, where: str | None = None, cure: str | None = None) -> None:
        self.what = what
        self.where = where
        self.cure = cure
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        cure = f"\n  {self.cure}" if self.cure else ""
        return f"{place}{self.what}{cure}"

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders when files are read in workers; keyword-only arguments
        # would be lost by the default pickling of exceptions.
        return (_rebuild, (type(self), self.what, self.where, self.cure))


def _rebuild(kind: type[SaraiError], what: str, where: str | None, cure: str | None) -> SaraiError:
    return kind(what, where=where, cure=cure)


class StudyError(SaraiError):
    """The study folder or its ``study.toml`` is not what it should be."""


class StudyBusy(StudyError):
    """Another build holds the study's lock."""


class SourceError(SaraiError):
    """A published file cannot be taken in."""


class UnknownFormat(SourceError):
    """No reader recognises the file."""


class SourceChanged(SourceError):
    """The file's columns or codes are not those its reader knows."""


class BadMapping(SourceError):
    """The mapping of somebody's table has a fault or is not filled in."""


class UnreadableFile(SourceError):
    """The file is damaged, empty, or changed while it was read."""


class DocumentError(SaraiError):
    """A text cannot be read into claims."""


class UnreadableDocument(DocumentError):
    """The document is damaged, locked, empty, too big when unpacked, or of no known format."""


class UnknownLanguage(DocumentError):
    """The text is not in English."""


class FetchError(SaraiError):
    """A server does not answer, or answers with what cannot be used."""


class CodeError(SaraiError):
    """A code or name that no code list knows."""


class LedgerError(SaraiError):
    """The ledger on disk cannot be read or written."""


class UnknownRelease(LedgerError):
    """A release that the ledger does not hold."""


class CorridorError(SaraiError):
    """Places, legs, figures or scenarios of a study's corridors do not hold."""


class BriefError(SaraiError):
    """A brief would print a number that does not say where it is from, or cannot be written."""


class ChartError(SaraiError):
    """A picture that cannot be drawn from the rows it was given."""


class QuestionError(SaraiError):
    """A question that cannot be answered as it was asked."""
