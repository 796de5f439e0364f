"""Rows on their way to a batch, and what a file adds up to: stated = kept + rejected."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sarai.model import tables
from sarai.model.provenance import Batch, ReadSettings
from sarai.sources.kit.cells import BadCell, Cell

if TYPE_CHECKING:
    import pyarrow as pa

Sums = Mapping[tuple[str, str, str], Decimal]
"""What a record adds to the file's own sums: (sheet, quantity, unit) -> value."""

Row = dict[str, Any]


class Collected:
    """Rows of one file, with its own sums counted before any mapping.

    Rows are canonical; a reader whose rows are texts still makes its batches itself (:meth:`batch`).
    """

    def __init__(self, source: str, settings: ReadSettings) -> None:
        self.source = source
        self.settings = settings
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self.stated: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
        self.kept: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)

    @property
    def full(self) -> bool:
        """Whether there is enough for a batch."""
        return sum(map(len, self.rows.values())) >= self.settings.batch_rows

    def add(self, table: str, row: Row) -> None:
        """Add one row."""
        self.rows[table].append(row)

    def count(self, sums: Sums) -> None:
        """Add a record to what the file states."""
        for key, value in sums.items():
            self.stated[key] += value

    def keep(self, sums: Sums) -> None:
        """Add a record to what is kept of it."""
        for key, value in sums.items():
            self.kept[key] += value

    def reject(
        self, fault: BadCell, *, locator: str, record: str | None, raw: Mapping[str, Cell] | None = None
    ) -> None:
        """Add a refused row, whole with its cells, or (without ``raw``) a cell of a row that is kept."""
        self.add(
            "reject",
            {
                "source": self.source,
                "dataset": self.settings.dataset,
                "file": self.settings.file,
                "locator": locator,
                "scope": "cell" if raw is None else "row",
                "record": record,
                "reason": f"{fault.column} {fault.reason}",
                "column": fault.column,
                "value": fault.value,
                "raw": None if raw is None else json.dumps(dict(raw), default=str, ensure_ascii=False),
            },
        )

    def batch(self, table: str, rows: list[Row]) -> "pa.Table":
        """The rows of one table as a batch; it may reject cells."""
        return tables.from_rows(table, rows)

    def drain(self) -> Iterator[Batch]:
        """The rows so far, as batches, rejects last; none are left."""
        for table in list(self.rows):
            if rows := self.rows.pop(table):
                yield table, tables.from_rows(table, rows) if table == "reject" else self.batch(table, rows)
        # Making a batch may have rejected cells.
        if rows := self.rows.pop("reject", []):
            yield "reject", tables.from_rows("reject", rows)

    def tally(self) -> Batch:
        """The file's own sums beside what was kept and what was rejected."""
        rows: list[Row] = [
            {
                "file": self.settings.file,
                "sheet": sheet,
                "quantity": quantity,
                "unit": unit,
                "stated": stated,
                "kept": self.kept[(sheet, quantity, unit)],
                "rejected": stated - self.kept[(sheet, quantity, unit)],
            }
            for (sheet, quantity, unit), stated in sorted(self.stated.items())
        ]
        return "tally", tables.from_rows("tally", rows)
