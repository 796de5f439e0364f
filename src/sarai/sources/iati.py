"""IATI activity files, versions 1.01 to 2.03, as any organisation publishes them.

Source of method: the IATI Activity Standard 2.03 and its predecessors. What becomes of each element and
attribute stands in ``_iati_paths``; what is left out is counted in the file's own sums.
"""

import datetime as dt
import gzip
import hashlib
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sarai.model.errors import UnreadableFile
from sarai.model.keys import record_key
from sarai.model.provenance import Batch, Format, ReadSettings, Scope, SourceCard
from sarai.model.vocabulary import Kind
from sarai.sources._iati_coverage import coverage

if TYPE_CHECKING:
    import pyarrow as pa

    from sarai.sources._iati_walk import Oddity, Raw, Walked

_ANY = Scope(complete=False, note="whatever the organisation chose to publish")

SOURCE = SourceCard(
    id="iati",
    title="IATI activity files",
    publisher="the organisation named in each file",
    licence="as stated by each publisher",
    citation="International Aid Transparency Initiative, activity files of the organisations named in them.",
    url="https://iatistandard.org",
    tier="official-ledger",
    year_basis="calendar",
    version="1",
    formats=(
        Format(
            dataset="iati-2.0x",
            title="IATI activities, versions 2.01 to 2.03",
            kind="xml",
            columns=(),
            root="iati-activities",
            versions=("2",),
            as_of=dt.date(2015, 1, 1),
            scope=_ANY,
        ),
        Format(
            dataset="iati-1.0x",
            title="IATI activities, versions 1.01 to 1.05",
            kind="xml",
            columns=(),
            root="iati-activities",
            versions=("1", ""),
            as_of=dt.date(2011, 2, 1),
            scope=_ANY,
        ),
    ),
    ignored=MappingProxyType({place.path: place.target for place in coverage() if place.fate == "ignored"}),
    mapped=MappingProxyType({place.path: place.target for place in coverage() if place.fate == "mapped"}),
    caveats=(
        "The partner is the transaction's provider, else the one funding organisation; several funders without "
        "shares are a partner of their own.",
        "Files say little about completeness: an organisation publishes what it chooses.",
        "Licences differ by publisher and stand with the publisher, not in the file.",
    ),
)

_NO_SEPARATOR = "/iati-activities/iati-activity"


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read one activity file, plain or gzipped, into canonical tables, rejects and tallies included.

    One activity is held at a time; memory is bounded by the largest activity and the batch. Nothing is
    fetched and no entity is expanded.

    Raises:
        UnreadableFile: no XML, damaged, cut off, with entities of its own, or no activity in it.
    """
    taken = _Taken(settings)
    for place, element in _activities(path, taken):
        taken.take(element, f"{_NO_SEPARATOR}[{place}]")
        if taken.size >= settings.batch_rows:
            yield from taken.drain()
    if taken.activities == 0:
        raise UnreadableFile(
            "holds no iati-activity", where=str(path), cure="get the file again, or leave it out: it says nothing"
        )
    yield from taken.drain()
    yield taken.tally()


def _activities(path: Path, taken: "_Taken") -> Iterator[tuple[int, Any]]:
    from lxml import etree

    with path.open("rb") as plain:
        zipped = plain.read(2) == b"\x1f\x8b"
        plain.seek(0)
        stream: Any = gzip.open(plain) if zipped else plain
        # Tags are compared in libxml2; a start event for each element would double the time.
        events = etree.iterparse(
            stream,
            events=("end",),
            tag=("iati-activity",),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            # Without blanks, comments and instructions a text is one piece, whatever stood inside it.
            remove_blank_text=True,
            remove_comments=True,
            remove_pis=True,
        )
        place = 0
        try:
            for _, element in events:
                root = element.getparent()
                if root is None or root.getparent() is not None:
                    continue
                if place == 0:
                    _refuse_entities(root, path)
                place += 1
                yield place, element
                element.clear()
                while (before := element.getprevious()) is not None:
                    if before.tag != "iati-activity":
                        taken.stray(before)
                    root.remove(before)
            if (root := events.root) is not None:
                _refuse_entities(root, path)
                for left in root:
                    if left.tag != "iati-activity":
                        taken.stray(left)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(
                f"is damaged or cut off at line {error.lineno}: {error.msg}",
                where=str(path),
                cure="get it again from its publisher, or have it mended; nothing of it was taken in",
            ) from error
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise UnreadableFile(
                f"is a damaged gzip file: {error}", where=str(path), cure="get it again from its publisher"
            ) from error


def _refuse_entities(root: Any, path: Path) -> None:
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise UnreadableFile(
            "declares entities of its own, and they are not expanded",
            where=str(path),
            cure="have it published without a DOCTYPE; the standard needs none",
        )


class _Taken:
    """Rows on their way to a batch, and what the file adds up to."""

    def __init__(self, settings: ReadSettings) -> None:
        self.settings = settings
        self.rows: dict[str, list[Raw]] = defaultdict(list)
        self.rejects: list[dict[str, object]] = []
        self.seen: dict[str, str] = {}
        self.activities = 0
        self.stated: Counter[tuple[str, str, str]] = Counter()
        self.kept: Counter[tuple[str, str, str]] = Counter()
        self.amounts: list[tuple[str, str, str | None]] = []
        self.left: Counter[str] = Counter()

    @property
    def size(self) -> int:
        return sum(map(len, self.rows.values())) + len(self.rejects)

    def take(self, element: Any, where: str) -> None:
        """Turn one activity into rows."""
        from sarai.sources._iati_rows import canonical
        from sarai.sources._iati_walk import Oddity, walk

        walked = walk(element, where)
        self.activities += 1
        self._state(walked)
        record = walked.activity.get("record_id")
        if record is None:
            digest = hashlib.sha256(_xml(element).encode()).hexdigest()[:16]
            record = walked.activity["record_id"] = f"(no identifier) {digest}"
            why = "is blank: the record cannot be followed from one release to the next"
            walked.odd.append(Oddity(where, "iati-identifier", "", why))
        if record in self.seen:
            fault = Oddity(where, "iati-identifier", record, f"stands already at {self.seen[record]}")
            self._refuse(element, record, fault)
            return
        self.seen[record] = where
        self.kept[("iati-activity", "records", "records")] += 1
        canonical(walked, record_key(SOURCE.id, record), self.rows)
        for odd in walked.odd:
            self._cell(odd, record)
        self.left.update(walked.left)

    def _state(self, walked: "Walked") -> None:
        """What the activity states, before anything is made of it."""
        self.stated[("iati-activity", "records", "records")] += 1
        currency = walked.activity.get("default_currency")
        for table, sheet in _COUNTED.items():
            for raw in walked.rows.get(table, ()):
                self.stated[(sheet, "statements", "statements")] += 1
                if "amount" in raw:
                    kind = f"{sheet} {raw.get('type', 'not stated')}" if table == "transaction" else sheet
                    self.amounts.append((kind, raw["amount"], raw.get("currency") or currency))
        for table, quantity in _LISTED.items():
            if table in walked.rows:
                self.stated[(quantity, "statements", "statements")] += len(walked.rows[table])

    def stray(self, element: Any) -> None:
        """Note what stands between the activities."""
        from sarai.sources._iati_walk import EXTENSION, Oddity

        if not isinstance(element.tag, str):
            return
        if element.tag[0] == "{":
            self.left[EXTENSION] += 1
            return
        where = f"/iati-activities/{element.tag}"
        self._cell(Oddity(where, element.tag, _xml(element), "is no element that the standard has there"), None)

    def _refuse(self, element: Any, record: str, fault: "Oddity") -> None:
        self._reject(fault, record, "row", json.dumps({"xml": _xml(element)}, ensure_ascii=False))

    def _cell(self, fault: "Oddity", record: str | None) -> None:
        self._reject(fault, record, "cell", None)

    def _reject(self, fault: "Oddity", record: str | None, scope: str, raw: str | None) -> None:
        self.rejects.append(
            {
                "source": SOURCE.id,
                "dataset": self.settings.dataset,
                "file": self.settings.file,
                "locator": fault.where,
                "scope": scope,
                "record": record,
                "reason": f"{fault.column} {fault.reason}",
                "column": fault.column,
                "value": fault.value,
                "raw": raw,
            }
        )

    def drain(self) -> Iterator[Batch]:
        """The rows so far, as batches; none are left."""
        from sarai.model import tables
        from sarai.sources._iati_columns import columns
        from sarai.sources._iati_rows import CONSTANTS

        origin = {"source": SOURCE.id, "dataset": self.settings.dataset, "file": self.settings.file}
        self._add_amounts()
        for table, rows in self.rows.items():
            if rows:
                made = columns(table, rows, {**origin, **CONSTANTS.get(table, {})}, self._noted)
                self._keep(table, made, rows)
                yield table, made
        self.rows.clear()
        if self.rejects:
            yield "reject", tables.from_rows("reject", self.rejects)
            self.rejects.clear()

    def _noted(self, row: "Raw", fault: "Oddity") -> None:
        owner = row.get("activity") or row.get("owner") or row["key"]
        record = str(owner).removeprefix(f"{SOURCE.id}:").partition("#")[0]
        self._cell(fault, record)

    def _add_amounts(self) -> None:
        """Add up what the file states, each amount that is a number; one that is none adds nothing."""
        for sheet, unit, total in _summed(self.amounts):
            self.stated[(sheet, "amount", unit)] += total
        self.amounts.clear()

    def _keep(self, table: str, made: "pa.Table", rows: "list[Raw]") -> None:
        if table not in ("flow", "budget"):
            quantity = next((name for raw, name in _LISTED.items() if _TABLE.get(raw, raw) == table), None)
            if quantity is not None:
                self.kept[(quantity, "statements", "statements")] += _kept(table, rows)
            return
        sheets = [_sheet(table, row) for row in rows]
        self.kept.update(Counter((_base(sheet), "statements", "statements") for sheet in sheets))
        units = [row.get("currency_stated") for row in rows]
        for sheet, unit, total in _grouped(sheets, units, made["amount"]):
            self.kept[(sheet, "amount", unit)] += total

    def tally(self) -> Batch:
        """The file's own sums beside what was kept and what was rejected."""
        from sarai.model import tables

        rows: list[dict[str, object]] = [
            {
                "file": self.settings.file,
                "sheet": sheet,
                "quantity": quantity if quantity != "amount" or sheet not in _NO_FLOW else "amount of plans",
                "unit": unit,
                "stated": Decimal(stated),
                "kept": Decimal(self.kept[(sheet, quantity, unit)]),
                "rejected": Decimal(stated - self.kept[(sheet, quantity, unit)]),
            }
            for (sheet, quantity, unit), stated in sorted(self.stated.items())
        ]
        rows += [
            {
                "file": self.settings.file,
                "sheet": path,
                "quantity": "left out",
                "unit": "times",
                "stated": Decimal(times),
                "kept": Decimal(),
                "rejected": Decimal(times),
            }
            for path, times in sorted(self.left.items())
        ]
        return "tally", tables.from_rows("tally", rows)


_COUNTED = {
    "transaction": "transaction",
    "planned": "planned-disbursement",
    "budget": "budget",
    "forecast": "forecast",
}
_NO_FLOW = ("budget", "forecast")
_LISTED = {
    "participant": "participating-org",
    "location": "location",
    "document_link": "document-link",
    "related": "related-activity",
    "loan_status": "loan-status",
}
_TABLE: dict[str, str] = {}


def _kept(table: str, rows: "list[Raw]") -> int:
    return len(rows)


def _sheet(table: str, row: "Raw") -> str:
    if table == "flow":
        return "planned-disbursement" if row["kind"] == Kind.PLANNED else f"transaction {row.get('type', 'not stated')}"
    return "forecast" if row["type"] == "forecast" else "budget"


def _base(sheet: str) -> str:
    return "transaction" if sheet.startswith("transaction") else sheet


def _summed(stated: list[tuple[str, str, str | None]]) -> Iterator[tuple[str, str, Decimal]]:
    from sarai.sources._iati_columns import amounts

    if stated:
        values = amounts([amount for _, amount, _ in stated])
        yield from _grouped([sheet for sheet, _, _ in stated], [unit for _, _, unit in stated], values)


def _grouped(
    sheets: list[str], units: list[str | None], values: "pa.ChunkedArray"
) -> Iterator[tuple[str, str, Decimal]]:
    import pyarrow as pa

    table = pa.table({"sheet": sheets, "unit": pa.array(units, pa.string()), "value": values})
    for row in table.group_by(["sheet", "unit"]).aggregate([("value", "sum")]).to_pylist():
        if row["value_sum"] is not None:
            yield row["sheet"], row["unit"] or "not stated", row["value_sum"]


def _xml(element: Any) -> str:
    from lxml import etree

    return str(etree.tostring(element, encoding="unicode", with_tail=False))
