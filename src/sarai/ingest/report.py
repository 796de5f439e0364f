"""What became of a file: read = kept + rejected, and its own sums beside what was kept of them."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Sum:
    """One of a file's own sums: ``stated`` = ``kept`` + ``rejected``."""

    sheet: str
    quantity: str
    unit: str
    stated: Decimal
    kept: Decimal
    rejected: Decimal

    @property
    def ties(self) -> bool:
        """Whether nothing is missing."""
        return self.stated == self.kept + self.rejected


@dataclass(frozen=True, slots=True)
class FileReport:
    """The import report of one file. ``taken_over`` files were read by an earlier build."""

    name: str
    source: str
    dataset: str
    outcome: str
    reason: str | None
    taken_over: bool
    rejects: int
    cells: int
    sums: tuple[Sum, ...]
    warnings: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """Records that stand in the file."""
        return int(sum(each.stated for each in self.sums if each.quantity == "records"))

    @property
    def kept(self) -> int:
        """Records that stand in the tables."""
        return int(sum(each.kept for each in self.sums if each.quantity == "records"))
