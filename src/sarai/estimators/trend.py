"""Whether a series rises or falls, on the points there are, and what happened when one part fell.

Sources: Theil (1950) and Sen, Journal of the American Statistical Association 63 (1968), for the median slope; Kendall,
Rank Correlation Methods (1948), for tau, its exact distribution and its variance under ties.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from statistics import median

from sarai.model.errors import QuestionError


class Direction(StrEnum):
    """Which way a series goes, where that can be said."""

    RISING = "rising"
    FALLING = "falling"
    NO_TREND = "no clear trend"
    TOO_FEW = "too few years"


@dataclass(frozen=True, slots=True)
class Trend:
    """A median slope per year, Kendall's tau, the chance of such a tau without a trend, and what may be said."""

    points: int
    slope: float | None
    tau: float | None
    p: float | None
    direction: Direction


LEVEL = 0.05
"""A direction is named only below this chance."""

FEWEST = 5
"""With four points even a perfect order comes by chance in 1 of 12."""


def trend(points: Iterable[tuple[float, float]]) -> Trend:
    """The trend of (time, value) points; values that are not reported are left out by the caller, never zero."""
    told = sorted(points)
    if len({time for time, _ in told}) != len(told):
        raise QuestionError("two values stand at one time", cure="say which of the reports is meant")
    slope = median((b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(told, 2)) if len(told) > 1 else None
    if len(told) < FEWEST:
        return Trend(len(told), slope, None, None, Direction.TOO_FEW)
    values = [value for _, value in told]
    score = sum((b > a) - (b < a) for a, b in combinations(values, 2))
    pairs = len(values) * (len(values) - 1) / 2
    tied = sum(count * (count - 1) / 2 for count in Counter(values).values())
    tau = score / math.sqrt(pairs * (pairs - tied)) if pairs > tied else 0.0
    p = _exact(len(values), score) if not tied else _normal(values, score)
    direction = Direction.NO_TREND if p >= LEVEL else Direction.RISING if score > 0 else Direction.FALLING
    return Trend(len(told), slope, tau, p, direction)


def _exact(n: int, score: int) -> float:
    """Two-sided chance of a score at least as far from zero among all orders of n different values."""
    inversions = (n * (n - 1) // 2 - abs(score)) // 2
    return min(1.0, 2 * sum(_orders(n)[: inversions + 1]) / math.factorial(n)) if score else 1.0


@lru_cache(maxsize=128)
def _orders(n: int) -> tuple[int, ...]:
    """How many orders of n things have 0, 1, 2 ... inversions."""
    ways = [1]
    for size in range(2, n + 1):  # inversions of ``size`` things: one of 0 .. size-1 more than of one thing fewer
        ways = [
            sum(ways[max(0, k - size + 1) : k + 1]) for k in range(size * (size - 1) // 2 + 1)
        ]  # slices end at the list
    return tuple(ways)


def _normal(values: Sequence[float], score: int) -> float:
    """The same by the normal approximation, with the variance that ties leave."""
    n = len(values)
    ties = Counter(values).values()
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    return math.erfc(abs(score) / math.sqrt(2 * variance)) if variance else 1.0


@dataclass(frozen=True, slots=True)
class Replacement:
    """One fall of a partner's money from a year to the next, and what the others gave more in that year."""

    year: int
    partner: str
    fell_by: float
    others_rose_by: float
    rose_most: str | None

    @property
    def replaced(self) -> float:
        """The part of the fall that others made up in the same year, 0 to 1."""
        return max(0.0, min(1.0, self.others_rose_by / self.fell_by))


def replacements(by_year: Mapping[int, Mapping[str, float]], partner: str) -> list[Replacement]:
    """Each fall of a partner between two years that follow on each other, with what the others did.

    A partner that is absent in a year counts as not reporting; a fall is told only where it reports in both years.
    Others are summed over those that report in both.
    """
    found = []
    for year in sorted(by_year):
        before, now = by_year.get(year - 1), by_year[year]
        if before is None or partner not in before or partner not in now or now[partner] >= before[partner]:
            continue
        changes = {name: now[name] - before[name] for name in now.keys() & before.keys() if name != partner}
        most = max(changes, key=lambda name: (changes[name], name), default=None)
        found.append(
            Replacement(
                year=year,
                partner=partner,
                fell_by=before[partner] - now[partner],
                others_rose_by=math.fsum(changes.values()),
                rose_most=most if most is not None and changes[most] > 0 else None,
            )
        )
    return found
