"""What became of a file: read = kept + rejected, and its own sums beside what was kept of them."""

from collections.abc import Iterable
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
    def publisher(self) -> str:
        """The folder that the file lies in, as mirrors of a registry lay files out; `-` for a file in none."""
        parts = self.name.split("/")
        return parts[-2] if len(parts) > 2 else "-"

    @property
    def kept(self) -> int:
        """Records that stand in the tables."""
        return int(sum(each.kept for each in self.sums if each.quantity == "records"))

    @property
    def in_vain(self) -> bool:
        """Whether it was read, holds records, and nothing of it is kept."""
        return self.outcome == "read" and self.read > 0 and self.kept == 0

    @property
    def lost(self) -> str | None:
        """What has to be said before all else: it is refused, or nothing or less than half of it is kept."""
        if self.outcome == "refused":
            return f"refused: {self.reason}"
        if self.in_vain:
            return f"nothing kept: 0 of {self.read:,} records"
        if 2 * self.kept < self.read:
            return f"less than half kept: {self.kept:,} of {self.read:,} records"
        stated: dict[str, tuple[Decimal, Decimal]] = {}
        for each in self.sums:
            if each.quantity == "amount":
                before = stated.get(each.unit, (Decimal(), Decimal()))
                stated[each.unit] = (before[0] + each.stated, before[1] + each.kept)
        little = [
            f"{kept.normalize():,f} of {whole.normalize():,f} {unit}"
            for unit, (whole, kept) in stated.items()
            if 2 * kept < whole
        ]
        return f"less than half of its money kept: {'; '.join(little)}" if little else None


@dataclass(frozen=True, slots=True)
class PublisherReport:
    """What became of the files of one publisher."""

    publisher: str
    files: int
    refused: int
    read: int
    kept: int
    rejects: int
    cells: int


def by_publisher(reports: Iterable[FileReport]) -> list[PublisherReport]:
    """The reports of many files, publisher by publisher."""
    found: dict[str, list[FileReport]] = {}
    for report in reports:
        found.setdefault(report.publisher, []).append(report)
    return [
        PublisherReport(
            publisher=name,
            files=len(each),
            refused=sum(one.outcome == "refused" for one in each),
            read=sum(one.read for one in each),
            kept=sum(one.kept for one in each),
            rejects=sum(one.rejects for one in each),
            cells=sum(one.cells for one in each),
        )
        for name, each in sorted(found.items())
    ]


def worst(reports: Iterable[FileReport], *, first: int = 10) -> list[FileReport]:
    """The files with most faults: those refused, then by rejected rows and by cells set right; none without a fault."""
    faulty = (each for each in reports if each.outcome == "refused" or each.rejects or each.cells)
    return sorted(faulty, key=lambda each: (each.outcome != "refused", -each.rejects, -each.cells, each.name))[:first]
