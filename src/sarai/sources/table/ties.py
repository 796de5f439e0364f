"""A table's own sums: rows that add up others are held against the rows they add up."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from sarai.sources.table import words

Amounts = tuple[Decimal | None, ...]
"""What a row states for each of its statements of money."""

Added = tuple[tuple[Decimal, ...], int]
"""What some rows add up to, and how many they are."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A row that adds up others: where it stands, what it says, which rows it is the sum of (none where no rows add
    up to it), and what the likeliest of them add up to."""

    row: int
    label: str
    said: Amounts
    over: str | None
    nearest: tuple[Decimal, ...]

    @property
    def holds(self) -> bool:
        """Whether some rows add up to it."""
        return self.over is not None


@dataclass
class Ties:
    """Records and sums in their order. A sum is judged by the records before and behind it, and by those that name
    what it names."""

    running: list[tuple[Decimal, ...]] = field(default_factory=list)
    named: dict[str, tuple[tuple[Decimal, ...], int]] = field(default_factory=dict)
    totals: list[tuple[int, Amounts, str, int]] = field(default_factory=list)

    def record(self, amounts: Amounts, said: tuple[str, ...] = ()) -> None:
        """Add a row that counts, with what it says in the columns in which sums are named."""
        before = self.running[-1] if self.running else (Decimal(),) * len(amounts)
        self.running.append(tuple(one + (two or 0) for one, two in zip(before, amounts, strict=True)))
        for name in set(said):
            sums, count = self.named.get(name, ((Decimal(),) * len(amounts), 0))
            self.named[name] = tuple(one + (two or 0) for one, two in zip(sums, amounts, strict=True)), count + 1

    def total(self, row: int, amounts: Amounts, label: str) -> None:
        """Add a row that adds up others."""
        self.totals.append((row, amounts, label, len(self.running)))

    def judged(self) -> list[Tie]:
        """Each sum with the rows that add up to it."""
        edges = [at for _, _, _, at in self.totals]
        return [self._judge(place, edges) for place in range(len(self.totals))]

    def _judge(self, place: int, edges: list[int]) -> Tie:
        row, said, label, _ = self.totals[place]
        nearest: tuple[Decimal, ...] = ()
        for over, (added, count) in self._tried(place, edges):
            if not count:
                continue
            if equal(said, added, count):
                return Tie(row, label, said, over, added)
            nearest = nearest or added
        return Tie(row, label, said, None, nearest)

    def _tried(self, place: int, edges: list[int]) -> Iterator[tuple[str, Added]]:
        _, _, label, at = self.totals[place]
        last = len(self.running)
        start = max((each for each in edges[:place] if each < at), default=0)
        stop = next((each for each in edges[place + 1 :] if each > at), last)
        yield "the rows above it", self._between(start, at)
        yield "all rows above it", self._between(0, at)
        yield "the rows below it", self._between(at, stop)
        yield "all rows", self._between(0, last)
        if name := bare(label):
            yield f"the rows of {name}", self.named.get(name, ((), 0))
        # A sum over sums of blocks begins where a block does.
        for edge in sorted(set(edges[: bisect_left(edges, at)]), reverse=True)[:40]:
            yield "the rows above it", self._between(edge, at)

    def _between(self, first: int, last: int) -> Added:
        if first >= last:
            return (), 0
        end = self.running[last - 1]
        begin = self.running[first - 1] if first else (Decimal(),) * len(end)
        return tuple(one - two for one, two in zip(end, begin, strict=True)), last - first


def bare(label: str) -> str:
    """What a sum names besides that it is one: Total Kazakhstan is of Kazakhstan."""
    small = words.totals() | {"sub", "of", "for", "par", "por", "für", "по"}
    return " ".join(each for each in words.plain(label).split() if each not in small)


def equal(said: Amounts, added: tuple[Decimal, ...], rows: int) -> bool:
    """Whether rows add up to what is said, as far as it is said, within what rounding each of them may hide."""
    stated = [(one, other) for one, other in zip(said, added, strict=False) if one is not None]
    return any(one for one, _ in stated) and all(abs(one - other) <= slack(one, rows) for one, other in stated)


def slack(said: Decimal, rows: int) -> Decimal:
    """Half of the last digit that is printed, for each row: whole numbers are exact."""
    exponent = said.normalize().as_tuple().exponent
    places = exponent if isinstance(exponent, int) else 0
    return Decimal(0) if places >= 0 else Decimal(5).scaleb(places - 1) * (rows + 1)
