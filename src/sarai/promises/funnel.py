"""Rhetoric to result: how many promises are known to have come how far, the unknown at its true size.

Counts and sums alone: what was found by looking is no sample, so that no share stands beside them.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sarai.model.vocabulary import Firmness, Seen
from sarai.promises.case import PARTIAL, RESTATEMENTS, Outcome
from sarai.promises.ledger import Promise
from sarai.promises.outcome import Judged
from sarai.promises.pricing import Price
from sarai.promises.rollup import CountsAs, places


class Stage(StrEnum):
    """How far a promise is known to have come. Each promise stands in exactly one."""

    DELIVERED = "delivered"
    PARTLY = "partly delivered or paid"
    STARTED = "started"
    COMMITTED = "committed"
    SIGNED = "signed"
    RESTATED = "only said again"
    SAID = "only said"
    CANCELLED = "called off"
    BY_OTHERS = "result reached, not by the maker"
    UNKNOWN = "unknown"
    NOT_CHECKABLE = "not checkable as worded"


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: how many promises stand in it, and how much of their money.

    ``sum`` is in current money and leaves out promises without a sum; none where no promise of the stage has one.
    """

    stage: Stage
    promises: int
    sum: Decimal | None


def funnel(
    judged: Iterable[Judged],
    prices: Mapping[str, Price],
    *,
    among: Iterable[Promise] = (),
    apart: Container[str] = (),
) -> tuple[Step, ...]:
    """The stages of counted promises: no part with its whole, no repeat with its first, no umbrella.

    What cannot be checked as worded stands apart, and so does a result that the maker did not bring about. What nobody
    can say today (no look, only an absence, weak sources alone, a due date that nobody looked after) is unknown,
    however far it once had come. A promise signed when it was made counts as signed. The money of promises whose keys
    are ``apart`` is in no sum. Empty where nothing is counted.
    """
    listed = list(judged)
    stands = places((each.promise for each in listed), among=among)
    stages: Counter[Stage] = Counter()
    sums: dict[Stage, Decimal] = {}
    for each in listed:
        if stands[each.promise.key] is CountsAs.COUNTED:
            reached = stage(each)
            stages[reached] += 1
            price = prices[each.promise.key].current
            if price is not None and each.promise.key not in apart:
                sums[reached] = sums.get(reached, Decimal()) + price
    return tuple(Step(each, stages[each], sums.get(each)) for each in Stage) if stages else ()


def stage(judged: Judged) -> Stage:
    """How far one promise is known to have come."""
    if judged.outcome in _APART:
        return _APART[judged.outcome]
    if judged.outcome in (Outcome.KEPT, Outcome.KEPT_LATE):
        return Stage.DELIVERED
    if judged.outcome is Outcome.PARTLY:
        return Stage.PARTLY
    seen = {each.status for each in judged.looks if each.carries}
    if Seen.CANCELLED in seen:
        return Stage.CANCELLED
    if judged.promise.firmness == Firmness.FRAMEWORK:
        # A framework has nothing of its own to commit or begin: it sinks to what it is, a signed paper.
        return Stage.SIGNED
    return _furthest(seen, signed=judged.promise.firmness == Firmness.SIGNED)


_APART: Mapping[Outcome, Stage] = {
    Outcome.UNKNOWN: Stage.UNKNOWN,
    Outcome.NOT_LOOKED: Stage.UNKNOWN,
    Outcome.BY_OTHERS: Stage.BY_OTHERS,
    Outcome.NOT_CHECKABLE: Stage.NOT_CHECKABLE,
}


def _furthest(seen: set[Seen], *, signed: bool) -> Stage:
    if seen & PARTIAL:
        return Stage.PARTLY
    steps: Sequence[tuple[Seen, Stage]] = (
        (Seen.STARTED, Stage.STARTED),
        (Seen.COMMITTED, Stage.COMMITTED),
        (Seen.SIGNED, Stage.SIGNED),
    )
    for status, reached in steps:
        if status in seen:
            return reached
    if signed:
        return Stage.SIGNED
    return Stage.RESTATED if seen & RESTATEMENTS else Stage.SAID
