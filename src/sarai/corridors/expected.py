"""Expected time of a route: a seeded Monte Carlo over low, typical and high hours.

Each step follows a beta-PERT distribution (Malcolm et al. 1959: shape 4) between low and high with
its mode at typical; the wait for a departure is even between none and a whole interval. Steps of one
group (a sea, a queue, a railway) move together through a Gaussian copula of the stated correlation.
Hours that are worked out come from one pace of their mode, which is right or wrong for all of them at once: they
move together wholly, so that a way of which most is worked out has a wide range, not a narrow one.
Draws are seeded: the same question gives the same answer.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sarai.corridors.network import Hours, Spread
from sarai.corridors.way import CARRIES, Route
from sarai.model.vocabulary import FigureBasis, Mode

DRAWS = 100_000
SEED = 20260101
CORRELATION = 0.6
WIDE = 2.0
_KNOTS = 513
_REACH = 5.0


@dataclass(frozen=True, slots=True)
class Expected:
    """Quantiles of the hours of a route, their mean, and what makes them wide.

    ``widest`` is (item, its share of the sum of the steps' variances).
    """

    p10: float
    p50: float
    p90: float
    mean: float
    widest: tuple[str, float] | None

    @property
    def wide(self) -> bool:
        """P90 is more than twice P10: the card must say which step makes it so."""
        return self.p90 > WIDE * self.p10


def expected(
    route: Route, *, groups: Sequence[str | None] | None = None, draws: int = DRAWS, seed: int = SEED,
    correlation: float = CORRELATION,
) -> Expected:  # fmt: skip
    """P10, P50 and P90 of a route's hours; ``groups`` names the group of each step (the legs' own if None)."""
    import numpy as np

    of = [step.leg.group if step.leg is not None else None for step in route.steps] if groups is None else list(groups)
    drawn_before = iter(range(2 * len(of)))
    shared: dict[str, Any] = {}
    paces: dict[Mode, Any] = {}
    total = np.zeros(draws)
    variances: list[tuple[float, str]] = []
    for step, group in zip(route.steps, of, strict=True):
        normal = _normal(seed, draws, next(drawn_before))
        if step.leg is not None and step.hours.basis is FigureBasis.DERIVED and groups is None:
            normal = paces.setdefault(CARRIES.get(step.leg.mode, step.leg.mode), normal)
        elif group is not None:
            if group not in shared:
                shared[group] = _normal(seed, draws, next(drawn_before))
            normal = math.sqrt(correlation) * shared[group] + math.sqrt(1 - correlation) * normal
        drawn = _at(_quantiles(step.hours), normal)
        variances.append((float(drawn.var()), step.item))
        total += drawn
    p10, p50, p90 = (float(q) for q in np.quantile(total, (0.1, 0.5, 0.9)))
    whole = sum(v for v, _ in variances)
    widest = max(variances) if variances else (0.0, "")
    return Expected(p10, p50, p90, float(total.mean()), (widest[1], widest[0] / whole) if whole else None)


@lru_cache(maxsize=48)
def _normal(seed: int, draws: int, nth: int) -> Any:
    """The ``nth`` of the standard normal draws that a seed gives, one after another: the same for every route."""
    import numpy as np

    before = np.random.default_rng(seed)
    for _ in range(nth):
        before.standard_normal(draws)
    return before.standard_normal(draws)


def _at(values: Any, normal: Any) -> Any:
    """Hours at some standard normal numbers, between the knots, which lie evenly: no search is needed."""
    import numpy as np

    place = (np.clip(normal, -_REACH, _REACH) + _REACH) * ((_KNOTS - 1) / (2 * _REACH))
    below = np.minimum(place.astype(np.intp), _KNOTS - 2)
    return values[below] + (place - below) * np.diff(values)[below]


@lru_cache(maxsize=4096)
def _quantiles(hours: Hours) -> Any:
    """Hours at evenly spaced standard normal numbers."""
    import numpy as np

    grid = np.linspace(-_REACH, _REACH, _KNOTS)
    span = hours.high - hours.low
    if span == 0:
        return np.full(_KNOTS, hours.typical)
    if hours.spread is Spread.EVEN:
        below = np.array([0.5 * math.erfc(-z / math.sqrt(2)) for z in grid])
        return hours.low + span * below
    a = 1 + 4 * (hours.typical - hours.low) / span
    b = 1 + 4 * (hours.high - hours.typical) / span
    x = np.linspace(0.0, 1.0, 4001)
    middle = (x[1:] + x[:-1]) / 2
    mass = np.concatenate(([0.0], np.cumsum(middle ** (a - 1) * (1 - middle) ** (b - 1))))
    below = np.array([0.5 * math.erfc(-z / math.sqrt(2)) for z in grid])
    return hours.low + span * np.interp(below, mass / mass[-1], x)
