"""Activities on their way to batches, and what the file adds up to: stated = kept + rejected.

What a file states is counted from the raw rows, before any code, date or share is looked at; what is kept is
counted from the canonical tables.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from lxml import etree

from sarai.model import tables
from sarai.model.keys import record_key
from sarai.model.provenance import Batch, ReadSettings
from sarai.model.vocabulary import Kind
from sarai.sources.iati.columns import amounts, columns
from sarai.sources.iati.rows import CONSTANTS, canonical
from sarai.sources.iati.walk import EXTENSION, Oddity, Raw, Walked, walk

if TYPE_CHECKING:
    Amounts = pa.Array[Any]

_ACTIVITY = "/iati-activities/iati-activity"

_Sum = tuple[str, str, str]
"""Part of the file, quantity, unit."""


class Taken:
    """Rows on their way to a batch, and what the file adds up to."""

    def __init__(self, source: str, settings: ReadSettings) -> None:
        self.source = source
        self.settings = settings
        self.rows: dict[str, list[Raw]] = defaultdict(list)
        self.rejects: list[dict[str, object]] = []
        self.seen: dict[str, int] = {}
        self.activities = 0
        self.stated: dict[_Sum, Decimal] = defaultdict(Decimal)
        self.kept: dict[_Sum, Decimal] = defaultdict(Decimal)
        self.amounts: list[tuple[str, str, str | None]] = []
        self.left: Counter[str] = Counter()

    @property
    def size(self) -> int:
        """Rows that wait for a batch."""
        return sum(map(len, self.rows.values())) + len(self.rejects)

    def take(self, element: Any, place: int) -> None:
        """Turn the activity that is the ``place``-th of the file into rows."""
        where = f"{_ACTIVITY}[{place}]"
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
            fault = Oddity(where, "iati-identifier", record, f"stands already at {_ACTIVITY}[{self.seen[record]}]")
            self._refuse(element, record, fault)
            return
        self.seen[record] = place
        self.kept[("iati-activity", "records", "records")] += 1
        canonical(walked, record_key(self.source, record), self.rows)
        for odd in walked.odd:
            self._cell(odd, record)
        self.left.update(walked.left)

    def _state(self, walked: Walked) -> None:
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
        if not isinstance(element.tag, str):
            return
        if element.tag[0] == "{":
            self.left[EXTENSION] += 1
            return
        where = f"/iati-activities/{element.tag}"
        self._cell(Oddity(where, element.tag, _xml(element), "is no element that the standard has there"), None)

    def _refuse(self, element: Any, record: str, fault: Oddity) -> None:
        self._reject(fault, record, "row", json.dumps({"xml": _xml(element)}, ensure_ascii=False))

    def _cell(self, fault: Oddity, record: str | None) -> None:
        self._reject(fault, record, "cell", None)

    def _reject(self, fault: Oddity, record: str | None, scope: str, raw: str | None) -> None:
        self.rejects.append(
            {
                "source": self.source,
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
        origin = {"source": self.source, "dataset": self.settings.dataset, "file": self.settings.file}
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

    def _noted(self, row: Raw, fault: Oddity) -> None:
        owner = row.get("activity") or row.get("owner") or row["key"]
        record = str(owner).removeprefix(f"{self.source}:").partition("#")[0]
        self._cell(fault, record)

    def _add_amounts(self) -> None:
        """Add up what the file states, each amount that is a number; one that is none adds nothing."""
        for sheet, unit, total in _summed(self.amounts):
            self.stated[(sheet, "amount", unit)] += total
        self.amounts.clear()

    def _keep(self, table: str, made: pa.Table, rows: list[Raw]) -> None:
        if table in _LISTED:
            self.kept[(_LISTED[table], "statements", "statements")] += made.num_rows
        if table not in ("flow", "budget"):
            return
        sheets = [_sheet(table, row) for row in rows]
        for sheet in sheets:
            self.kept[(sheet.partition(" ")[0], "statements", "statements")] += 1
        units = [row.get("currency_stated") for row in rows]
        for sheet, unit, total in _grouped(sheets, units, pa.concat_arrays(made["amount"].chunks)):
            self.kept[(sheet, "amount", unit)] += total

    def tally(self) -> Batch:
        """The file's own sums beside what was kept and what was rejected."""
        rows: list[dict[str, object]] = [
            {
                "file": self.settings.file,
                "sheet": sheet,
                "quantity": quantity if quantity != "amount" or sheet not in _NO_FLOW else "amount of plans",
                "unit": unit,
                "stated": stated,
                "kept": self.kept[(sheet, quantity, unit)],
                "rejected": stated - self.kept[(sheet, quantity, unit)],
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


def _sheet(table: str, row: Raw) -> str:
    if table == "flow":
        return "planned-disbursement" if row["kind"] == Kind.PLANNED else f"transaction {row.get('type', 'not stated')}"
    return "forecast" if row["type"] == "forecast" else "budget"


def _summed(stated: list[tuple[str, str, str | None]]) -> Iterator[tuple[str, str, Decimal]]:
    if stated:
        values = amounts([amount for _, amount, _ in stated])
        yield from _grouped([sheet for sheet, _, _ in stated], [unit for _, _, unit in stated], values)


def _grouped(sheets: list[str], units: list[str | None], values: "Amounts") -> Iterator[tuple[str, str, Decimal]]:
    table = pa.table({"sheet": sheets, "unit": pa.array(units, pa.string()), "value": values})
    for row in table.group_by(["sheet", "unit"]).aggregate([("value", "sum")]).to_pylist():
        if row["value_sum"] is not None:
            yield row["sheet"], row["unit"] or "not stated", row["value_sum"]


def _xml(element: Any) -> str:
    return str(etree.tostring(element, encoding="unicode", with_tail=False))
