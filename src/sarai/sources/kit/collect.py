"""Rows on their way to a batch, and what a file adds up to: stated = kept + rejected."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sarai.model import tables
from sarai.model.provenance import Batch, ReadSettings
from sarai.sources.kit.cells import BadCell, Cell

Sums = Mapping[tuple[str, str, str], Decimal]
"""What a record adds to the file's own sums: (sheet, quantity, unit) -> value."""


@dataclass
class Collected:
    """Canonical rows of one file, with its own sums counted before any mapping."""

    source: str
    settings: ReadSettings
    rows: dict[str, list[dict[str, object]]] = field(default_factory=lambda: defaultdict(list))
    stated: dict[tuple[str, str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    kept: dict[tuple[str, str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    @property
    def full(self) -> bool:
        """Whether there is enough for a batch."""
        return sum(map(len, self.rows.values())) >= self.settings.batch_rows

    def add(self, table: str, row: dict[str, object]) -> None:
        """Add one canonical row."""
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

    def drain(self) -> Iterator[Batch]:
        """The rows so far, as batches; none are left."""
        for table, rows in self.rows.items():
            yield table, tables.from_rows(table, rows)
        self.rows.clear()

    def tally(self) -> Batch:
        """The file's own sums beside what was kept and what was rejected."""
        rows: list[dict[str, object]] = [
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
