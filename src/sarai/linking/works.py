"""Works that no loaded source reports: ``works.csv`` in a study, from public pages, one row a project.

They can serve a promise without entering any total: a page tells that a project was agreed or finished, and is no
ledger of money. Amounts are as stated; several may stand in a cell, as ``1914000000 JPY; 35000000 USD``.
"""

import csv
import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from sarai.model import codelists
from sarai.model.errors import CodeError, StudyError, UnreadableFile
from sarai.model.vocabulary import Precision

FILE = "works.csv"
COLUMNS = (
    "id", "title", "provider", "recipients", "instrument", "sector", "agreed", "ended", "amounts", "places", "status",
    "status_on", "source_name", "source_url", "source_date", "retrieved", "note",
)  # fmt: skip
_REQUIRED = ("id", "title", "provider", "source_name", "source_url", "retrieved")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) ([A-Z]{3})")


@dataclass(frozen=True, slots=True)
class Work:
    """A project as public pages tell it. ``recipients`` is empty where several states are meant and not named."""

    id: str
    title: str
    provider: str
    recipients: tuple[str, ...]
    instrument: str | None
    sector: str | None
    agreed: dt.date | None
    precision: Precision
    ended: dt.date | None
    amounts: tuple[tuple[Decimal, str], ...]
    places: tuple[str, ...]
    status: str | None
    url: str
    file: str
    locator: str


def read(path: Path) -> tuple[Work, ...]:
    """The works of a study; none where there is no file.

    Raises:
        StudyError: a column is missing, a required cell blank, an id there twice, a date, amount or code unknown;
            file and line are named.
        UnreadableFile: it is no CSV in UTF-8.
    """
    if not path.exists():
        return ()
    try:
        content = path.read_bytes()
        lines = content.decode("utf-8-sig").splitlines(keepends=True)
        reader = csv.DictReader(lines)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise StudyError(
                f"column(s) {', '.join(missing)} are missing", where=f"{path}:1", cure=f"columns: {', '.join(COLUMNS)}"
            )
        digest = hashlib.sha256(content).hexdigest()
        found: dict[str, Work] = {}
        for row in reader:
            where = f"{path}:{reader.line_num}"
            work = _work(row, where, digest, f"line {reader.line_num}")
            if work.id in found:
                raise StudyError(
                    f"id {work.id} stands in {found[work.id].locator} too", where=where, cure="give each row its own"
                )
            found[work.id] = work
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFile("is no CSV in UTF-8", where=str(path), cure="save it as CSV in UTF-8") from error
    return tuple(found.values())


def _work(row: Mapping[str, str | None], where: str, digest: str, locator: str) -> Work:
    told = {name: (row[name] or "").strip() for name in COLUMNS}
    for name in _REQUIRED:
        if not told[name]:
            raise StudyError(f"{name} is blank", where=where, cure="a work says what it is, whose, and who tells of it")
    agreed, precision = _date(told["agreed"], where)
    ended, _ = _date(told["ended"], where)
    try:
        recipients = tuple(codelists.resolve_place(code).code for code in _split(told["recipients"]))
    except CodeError as error:
        raise StudyError(error.what, where=where, cure=error.cure) from error
    return Work(
        id=told["id"], title=told["title"], provider=told["provider"], recipients=recipients,
        instrument=told["instrument"] or None, sector=told["sector"] or None, agreed=agreed, precision=precision,
        ended=ended, amounts=tuple(_amount(each, where) for each in _split(told["amounts"])),
        places=_split(told["places"]), status=told["status"] or None, url=told["source_url"], file=digest,
        locator=locator,
    )  # fmt: skip


def _split(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(";") if each.strip())


def _amount(text: str, where: str) -> tuple[Decimal, str]:
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise StudyError(f"amount {text!r} is unclear", where=where, cure="write it as 1914000000 JPY")
    return Decimal(found.group(1)), found.group(2)


def _date(text: str, where: str) -> tuple[dt.date | None, Precision]:
    if not text:
        return None, Precision.YEAR
    shapes = {4: ("-01-01", Precision.YEAR), 7: ("-01", Precision.MONTH), 10: ("", Precision.DAY)}
    rest, precision = shapes.get(len(text), ("", Precision.DAY))
    try:
        return dt.date.fromisoformat(text + rest), precision
    except ValueError:
        raise StudyError(f"{text!r} is no date", where=where, cure="2015, 2015-10 or 2015-10-26") from None
