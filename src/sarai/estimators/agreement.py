"""Agreement of coders: Krippendorff's alpha with the metric that fits a field, and a bootstrap interval.

After Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability": one less the observed over the expected
disagreement of pairable values, so that coders who skipped a unit are no obstacle. The interval resamples units, not
pairs, since the units are what was sampled (Zapf and others 2016, who find it to keep its level).
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

SMALLEST = 0.667
"""Below this alpha no conclusion is drawn from what was coded (Krippendorff 2004, page 241), and none is printed."""

DRAWS = 2000
LEVEL = 0.95


class Metric(StrEnum):
    """How far two values lie apart: the same or not, by rank, by difference, or by proportion."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha over the units that two or more coded, with its interval; None where it is not defined.

    It is not defined where fewer than two units can be paired or all coders used one value alone: then nothing was
    told apart.
    """

    units: int
    values: int
    alpha: float | None
    low: float | None
    high: float | None

    @property
    def printed(self) -> str:
        """Alpha as it may be printed: no figure below :data:`SMALLEST`."""
        if self.alpha is None:
            return "not defined: nothing was told apart"
        if self.alpha < SMALLEST:
            return f"below {SMALLEST}: no figure"
        low, high = self.low, self.high
        span = "" if low is None or high is None else f" ({low:.2f} to {high:.2f})"
        return f"{self.alpha:.2f}{span}"


def agreement(
    units: Sequence[Sequence[float | str]], metric: Metric, *, draws: int = DRAWS, seed: int = 1
) -> Agreement:
    """Alpha of units, each the values that its coders gave it; missing values are left out of the unit.

    Values are numbers, or words where the metric is nominal. ``draws`` bootstrap samples give a 95 % percentile
    interval; with fewer than one draw there is none.
    """
    paired = [tuple(unit) for unit in units if len(unit) > 1]
    found = alpha(paired, metric)
    low = high = None
    if found is not None and draws > 0:
        chance = random.Random(seed)
        told = [alpha(chance.choices(paired, k=len(paired)), metric) for _ in range(draws)]
        # A sample in which nothing was told apart has no alpha; it agrees as far as it goes.
        kept = sorted(1.0 if each is None else each for each in told)
        tail = (1 - LEVEL) / 2
        low, high = kept[int(tail * draws)], kept[min(draws - 1, math.ceil((1 - tail) * draws) - 1)]
    return Agreement(len(paired), sum(map(len, paired)), found, low, high)


def alpha(units: Sequence[Sequence[float | str]], metric: Metric) -> float | None:
    """Alpha alone; None where it is not defined."""
    paired = [unit for unit in units if len(unit) > 1]
    totals: Counter[float | str] = Counter(value for unit in paired for value in unit)
    n = sum(totals.values())
    if n < 2 or len(totals) < 2:
        return None
    apart = _DISTANCES[metric](totals)
    observed = 0.0
    for unit in paired:
        counted = Counter(unit)
        pairs = sum(a * b * apart(c, k) for c, a in counted.items() for k, b in counted.items() if c != k)
        observed += pairs / (len(unit) - 1)
    expected = sum(a * b * apart(c, k) for c, a in totals.items() for k, b in totals.items() if c != k)
    return 1 - (n - 1) * observed / expected if expected else None


Value = float | str
Distance = Callable[[Value, Value], float]


def _nominal(totals: Mapping[Value, int]) -> Distance:
    return lambda one, other: float(one != other)


def _ordinal(totals: Mapping[Value, int]) -> Distance:
    order = sorted(totals, key=float)
    before: dict[Value, float] = defaultdict(float)
    passed = 0.0
    for value in order:
        # The rank of a value's middle among all values: ties share it.
        before[value] = passed + totals[value] / 2
        passed += totals[value]
    return lambda one, other: (before[one] - before[other]) ** 2


def _interval(totals: Mapping[Value, int]) -> Distance:
    return lambda one, other: (float(one) - float(other)) ** 2


def _ratio(totals: Mapping[Value, int]) -> Distance:
    def apart(one: Value, other: Value) -> float:
        whole = float(one) + float(other)
        return ((float(one) - float(other)) / whole) ** 2 if whole else 0.0

    return apart


_DISTANCES: Mapping[Metric, Callable[[Mapping[Value, int]], Distance]] = {
    Metric.NOMINAL: _nominal, Metric.ORDINAL: _ordinal, Metric.INTERVAL: _interval, Metric.RATIO: _ratio,
}  # fmt: skip
