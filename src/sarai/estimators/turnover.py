"""Who came, who left, who stayed, and how unsteady each partner's money was, on the years there are.

Sources: Acharya, de Lima and Moore (2006) for entry and exit of donors; Bulíř and Hamann (2003) for volatility as the
spread over the mean. A partner that is absent in a year did not report: it may have given all the same.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from sarai.model.errors import QuestionError


@dataclass(frozen=True, slots=True)
class Turnover:
    """Partners of two spans of years: in the later alone, in the earlier alone, and in both; ``stayed_share`` is the
    part of the earlier ones that are in the later too, none where there were none."""

    came: tuple[str, ...]
    left: tuple[str, ...]
    stayed: tuple[str, ...]

    @property
    def stayed_share(self) -> float | None:
        """The part of the earlier partners that are there later too."""
        before = len(self.left) + len(self.stayed)
        return len(self.stayed) / before if before else None


def turnover(before: Mapping[str, float], after: Mapping[str, float]) -> Turnover:
    """Who gave anything in the later span, in the earlier, or in both."""
    first = {name for name, value in before.items() if value > 0}
    last = {name for name, value in after.items() if value > 0}
    return Turnover(tuple(sorted(last - first)), tuple(sorted(first - last)), tuple(sorted(first & last)))


FEWEST = 4
"""Of fewer years the spread says nothing."""


def volatility(values: Mapping[int, float]) -> float | None:
    """The standard deviation of yearly amounts over their mean; none below four years or without a mean above zero.

    Raises:
        QuestionError: a value that is no number.
    """
    if any(not math.isfinite(value) for value in values.values()):
        raise QuestionError("a yearly amount is no number", cure="leave out the years that are not reported")
    if len(values) < FEWEST:
        return None
    mean = math.fsum(values.values()) / len(values)
    if mean <= 0:
        return None
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values.values()) / (len(values) - 1)) / mean
