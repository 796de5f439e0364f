"""Records on their way to batches, and what the file adds up to: stated = kept + rejected.

What a file states is counted from the raw rows, before any code, date or share is looked at; what is kept is
counted from the canonical tables.
"""

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from lxml import etree

from sarai.model.keys import record_key
from sarai.model.provenance import Batch, ReadSettings
from sarai.model.vocabulary import Kind
from sarai.sources.iati.activities import CONSTANTS, activity_rows
from sarai.sources.iati.columns import amounts, columns
from sarai.sources.iati.organisations import organisation_rows
from sarai.sources.iati.paths import CONTAINERS, STANDARDS, XML_LANG, tree
from sarai.sources.iati.records import Record
from sarai.sources.iati.walk import EXTENSION, Oddity, Raw, Walked, walk
from sarai.sources.kit.cells import BadCell
from sarai.sources.kit.collect import Collected
from sarai.sources.kit.xml_stream import LOST

if TYPE_CHECKING:
    Amounts = pa.Array[Any]


class Taken(Collected):
    """Rows on their way to a batch, and what the file adds up to."""

    def __init__(self, source: str, settings: ReadSettings) -> None:
        super().__init__(source, settings)
        self.seen: dict[str, dict[bytes, str]] = {}
        self.records = 0
        self.amounts: list[tuple[str, str, str | None]] = []

    def take(self, record: Record) -> None:
        """Turn a record into rows."""
        walked = walk(record.element, record.where)
        name = record.element.tag
        self.records += 1
        self._state(walked, name)
        stated = walked.record.get("record_id")
        print_ = hashlib.sha256(_xml(record.element).encode())
        if stated is None:
            stated = walked.record["record_id"] = f"(no identifier) {print_.hexdigest()[:16]}"
            why = "is blank: the record cannot be followed from one release to the next"
            walked.odd.append(Oddity(record.where, f"{name} identifier", "", why))
        key = record_key(self.source, stated if name == "iati-activity" else f"organisation/{stated}")
        if not self._follows(key, record, walked, print_.digest()):
            return
        self.kept[(name, "records", "records")] += 1
        fill = activity_rows if name == "iati-activity" else organisation_rows
        fill(walked, walked.record.get("key", key), self.rows)
        if record.mended:
            walked.odd += _lost(record)
        for odd in walked.odd:
            self._odd(odd, stated)
        for path, times in walked.left.items():
            self.count({(path, "left out", "times"): Decimal(times)})

    def _follows(self, key: str, record: Record, walked: Walked, digest: bytes) -> bool:
        """Whether the record is to be kept: the same told twice, word for word, is kept once.

        Another telling under the same identifier is a row of its own, which says whose copy it is: which of them
        speaks is decided where all files are known.
        """
        tellings = self.seen.setdefault(key, {})
        if not tellings:
            tellings[digest] = record.where
            return True
        stated = walked.record["record_id"]
        if digest in tellings:
            fault = BadCell("identifier", tellings[digest], "of a record that stands already, word for word")
            self.reject(fault, locator=record.where, record=stated, raw={"xml": _xml(record.element)})
            return False
        first = next(iter(tellings.values()))
        tellings[digest] = record.where
        walked.record.update(copy_of=key, key=f"{key}~{len(tellings)}")
        told = "of a record that stands already, told otherwise: the newer speaks, and what is no older telling of it "
        walked.odd.append(Oddity(record.where, "identifier", first, f"{told}is in the high total alone"))
        return True

    def _state(self, walked: Walked, name: str) -> None:
        """What the record states, before anything is made of it."""
        self.stated[(name, "records", "records")] += 1
        currency = walked.record.get("default_currency")
        for table, sheet in _COUNTED.items():
            for raw in walked.rows.get(table, ()):
                part = sheet or raw["kind"]
                self.stated[(part, "statements", "statements")] += 1
                if "amount" in raw:
                    kind = f"{part} {raw.get('type', 'not stated')}" if table == "transaction" else part
                    self.amounts.append((kind, raw["amount"], raw.get("currency") or currency))
        for table, quantity in _LISTED.items():
            if table in walked.rows:
                self.stated[(quantity, "statements", "statements")] += len(walked.rows[table])

    def contained(self, container: Any, where: str) -> None:
        """Note what the root of the records states and the standard does not have there."""
        name = str(etree.QName(container).localname)
        for attribute, value in container.items():
            if attribute.startswith("{") and attribute != XML_LANG:
                self.count({(EXTENSION, "left out", "times"): Decimal(1)})
            elif name in STANDARDS and attribute not in tree(name).attributes:
                self._odd(Oddity(where, f"@{attribute}", value, "is no attribute that the standard has there"), None)
        self._loose(container.text, where)

    def stray(self, element: Any, where: str) -> None:
        """Note what stands between the records."""
        self._loose(element.tail, where)
        if not isinstance(element.tag, str) or element.tag in CONTAINERS:
            return
        if element.tag[0] == "{":
            self.count({(EXTENSION, "left out", "times"): Decimal(1)})
            return
        odd = Oddity(f"{where}/{element.tag}", element.tag, _xml(element), "is no element that the standard has there")
        self._odd(odd, None)

    def _loose(self, text: str | None, where: str) -> None:
        if text and not text.isspace():
            self._odd(Oddity(where, "text()", text.strip(), "is text between elements, where none belongs"), None)

    def _odd(self, odd: Oddity, record: str | None) -> None:
        self.reject(BadCell(odd.column, odd.value, odd.reason), locator=odd.where, record=record)

    def batch(self, table: str, rows: list[Raw]) -> pa.Table:
        """A canonical table of raw rows; cells that their column cannot mean are rejected."""
        origin = {"source": self.source, "dataset": self.settings.dataset, "file": self.settings.file}
        made = columns(table, rows, {**origin, **CONSTANTS.get(table, {})}, self._noted)
        self._keep(table, made, rows)
        return made

    def drain(self) -> Iterator[Batch]:
        """The rows so far, as batches; none are left."""
        # One that is no number adds nothing to what the file states.
        for sheet, unit, total in _summed(self.amounts):
            self.stated[(sheet, _QUANTITY.get(sheet, "amount"), unit)] += total
        self.amounts.clear()
        yield from super().drain()

    def _noted(self, row: Raw, fault: Oddity) -> None:
        owner = row.get("activity") or row.get("owner") or row["key"]
        record = str(owner).removeprefix(f"{self.source}:").partition("#")[0]
        self._odd(fault, record)

    def _keep(self, table: str, made: pa.Table, rows: list[Raw]) -> None:
        if table in _LISTED:
            self.kept[(_LISTED[table], "statements", "statements")] += made.num_rows
        if table not in ("flow", "budget", "budget_line"):
            return
        sheets = [_sheet(table, row) for row in rows]
        for sheet in sheets:
            self.kept[(sheet.partition(" ")[0], "statements", "statements")] += 1
        units = [row.get("currency_stated") for row in rows]
        for sheet, unit, total in _grouped(sheets, units, pa.concat_arrays(made["amount"].chunks)):
            self.kept[(sheet, _QUANTITY.get(sheet, "amount"), unit)] += total


_COUNTED = {
    "transaction": "transaction",
    "planned": "planned-disbursement",
    "budget": "budget",
    "forecast": "forecast",
    "budget_line": "budget-line",
    "plan": None,
}
"""Raw rows with money and the part of the file they are; those of an organisation say it themselves."""

_QUANTITY = {
    "budget": "amount of plans",
    "forecast": "amount of plans",
    "budget-line": "amount of lines",
    **dict.fromkeys(
        (
            Kind.TOTAL_BUDGET.value,
            Kind.RECIPIENT_ORG_BUDGET.value,
            Kind.RECIPIENT_REGION_BUDGET.value,
            Kind.RECIPIENT_COUNTRY_BUDGET.value,
            Kind.TOTAL_EXPENDITURE.value,
        ),
        "amount of plans",
    ),
}
"""Money that stands in no table of flows."""

_LISTED = {
    "participant": "participating-org",
    "location": "location",
    "document_link": "document-link",
    "related": "related-activity",
    "loan_status": "loan-status",
}


def _sheet(table: str, row: Raw) -> str:
    if table == "flow":
        return "planned-disbursement" if row["kind"] == Kind.PLANNED else f"transaction {row.get('type', 'not stated')}"
    if table == "budget_line":
        return "budget-line"
    return "forecast" if row.get("type") == "forecast" else str(row["kind"])


def _summed(stated: list[tuple[str, str, str | None]]) -> Iterator[tuple[str, str, Decimal]]:
    if stated:
        values = amounts([amount for _, amount, _ in stated])
        yield from _grouped([sheet for sheet, _, _ in stated], [unit for _, _, unit in stated], values)


def _grouped(sheets: list[str], units: list[str | None], values: "Amounts") -> Iterator[tuple[str, str, Decimal]]:
    table = pa.table({"sheet": sheets, "unit": pa.array(units, pa.string()), "value": values})
    for row in table.group_by(["sheet", "unit"]).aggregate([("value", "sum")]).to_pylist():
        if row["value_sum"] is not None:
            yield row["sheet"], row["unit"] or "not stated", row["value_sum"]


def _lost(record: Record) -> Iterator[Oddity]:
    """What a record states with letters that could not be read; texts are kept so, codes and numbers mean nothing."""
    fault = "holds a byte or character that cannot be read"
    for element in record.element.iter():
        where = f"{record.where}//{element.tag}"
        for name, value in element.items():
            if LOST in value:
                yield Oddity(where, f"@{name}", value, fault)
        if element.text and LOST in element.text:
            yield Oddity(where, "text()", element.text, fault)


def _xml(element: Any) -> str:
    return str(etree.tostring(element, encoding="unicode", with_tail=False))
