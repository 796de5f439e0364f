"""The texts of a study in a build: each becomes a row of ``document`` and its claims."""

from decimal import Decimal

from sarai.ingest import FileReport, Outcome
from sarai.ingest.plan import hash_of
from sarai.ingest.report import Sum
from sarai.ledger.write import Writer, write_part
from sarai.model.errors import SaraiError, UnreadableDocument
from sarai.model.version import VERSION
from sarai.reading import read, table
from sarai.settings import Study, TextEntry

SOURCE = "text"
LICENCE = "the publisher's; quotes and facts only"
SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")


def outcomes(study: Study, writer: Writer) -> list[Outcome]:
    """What became of each text; one that cannot be read is refused and keeps no other out."""
    return [_outcome(study, entry, writer) for entry in study.texts]


def _outcome(study: Study, entry: TextEntry, writer: Writer) -> Outcome:
    path = study.path_of(entry)
    if not path.is_file():
        missing = UnreadableDocument("is not there", where=entry.file, cure="bring it in again: sarai add DIR FILE")
        return _refused(entry, missing, "", 0)
    digest, size = hash_of(path), path.stat().st_size
    try:
        reading = read(path, date=entry.date)
    except SaraiError as error:
        return _refused(entry, error, digest, size)
    made = table.tables(reading, date=entry.date)
    prefix = f"text-{digest[:16]}-{writer.number:06}"
    parts = {
        name: [write_part(writer.folder, name, f"{prefix}-{name}", rows)]
        for name, rows in made.items()
        if rows.num_rows
    }
    told = made["claim"].num_rows
    sums = (Sum("", "records", "claims", Decimal(told), Decimal(told), Decimal()),)
    report = FileReport(entry.file, SOURCE, path.name, "read", None, False, 0, 0, sums=sums)
    return Outcome(report, _row(entry, digest, size, "read", None), parts)


def _refused(entry: TextEntry, error: SaraiError, digest: str, size: int) -> Outcome:
    report = FileReport(entry.file, SOURCE, entry.file, "refused", str(error), False, 0, 0, sums=())
    return Outcome(report, _row(entry, digest, size, "refused", str(error)))


def _row(entry: TextEntry, digest: str, size: int, outcome: str, reason: str | None) -> dict[str, object]:
    return {
        "file": digest,
        "name": entry.file,
        "source": SOURCE,
        "dataset": entry.file.rpartition("/")[2],
        "reader_version": VERSION,
        "as_of": entry.date,
        "outcome": outcome,
        "reason": reason,
        "bytes": size,
        "licence": LICENCE,
    }
