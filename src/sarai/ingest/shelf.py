"""Rows on their way into parts: those of one file wait until it is known that the file holds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from sarai.ingest.report import Sum
from sarai.ledger import Part
from sarai.ledger.write import write_part

PART_BYTES = 64 * 1024 * 1024
"""About how many bytes of rows become one part, and how many wait in memory at most."""


class Shelf:
    """The parts of one lot of files, written when enough rows wait. ``name`` begins the names of all of them."""

    def __init__(self, ledger: Path, name: str) -> None:
        self._ledger = ledger
        self._name = name
        self._waiting: dict[str, list[pa.Table]] = {}
        self._bytes: Counter[str] = Counter()
        self._numbers: Counter[str] = Counter()
        self.parts: dict[str, list[Part]] = {}

    def add(self, table: str, rows: pa.Table) -> None:
        """Put rows of a canonical table on the shelf.

        Raises:
            LedgerError: a part cannot be written.
        """
        if rows.num_rows:
            self._waiting.setdefault(table, []).append(rows)
            self._bytes[table] += rows.nbytes
            if self._bytes.total() > PART_BYTES:
                self._write(self._bytes.most_common(1)[0][0])

    def close(self) -> Mapping[str, Sequence[Part]]:
        """Write what still waits; the parts of each table.

        Raises:
            LedgerError: a part cannot be written.
        """
        for table in list(self._waiting):
            self._write(table)
        return self.parts

    def drop(self) -> None:
        """Take everything back, parts that were written included."""
        self._waiting.clear()
        self._bytes.clear()
        for table, parts in self.parts.items():
            for part in parts:
                (self._ledger / table / part.name).unlink(missing_ok=True)
        self.parts.clear()

    def take(self, other: "Shelf") -> None:
        """Take over what another shelf holds: its parts as they are, its rows among one's own."""
        for table, parts in other.parts.items():
            self.parts.setdefault(table, []).extend(parts)
        for table, waiting in other._waiting.items():
            for rows in waiting:
                self.add(table, rows)

    def _write(self, table: str) -> None:
        rows = pa.concat_tables(self._waiting.pop(table))
        del self._bytes[table]
        name = f"{self._name}-{self._numbers[table]:04}"
        self._numbers[table] += 1
        self.parts.setdefault(table, []).append(write_part(self._ledger, table, name, rows))


class Tallies:
    """What the rows of one file add up to, while they pass by."""

    def __init__(self) -> None:
        self.sums: list[Sum] = []
        self.scopes: Counter[str] = Counter()
        self.amounts = Decimal()

    def see(self, table: str, rows: pa.Table) -> None:
        """Count rows that pass."""
        if table == "tally":
            self.sums += [Sum(**row) for row in rows.select(SUM_COLUMNS).to_pylist()]
        elif table == "reject":
            self.scopes.update(str(scope) for scope in rows["scope"].to_pylist())
        elif table == "flow":
            self.amounts += pc.sum(rows["amount"]).as_py() or Decimal()


SUM_COLUMNS = ["sheet", "quantity", "unit", "stated", "kept", "rejected"]
