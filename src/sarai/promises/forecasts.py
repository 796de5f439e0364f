"""Forecasts with their date, and how they fared.

A forecast says of one promise what the like of it did: the class, its size, when it was last checked, the event and
the day by which it is to happen, and a probability or, where only statuses are seen, its bounds. Rows are added and
never altered, so that later observations can score them. ``as_of`` is the day the forecast speaks from and
``written_on`` the day it was written; where they differ it is a hindcast, and is scored apart.

Scores: Brier (1950) and the logarithmic score; both over forecasts with a probability alone.
"""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from sarai.model.vocabulary import Basis, Firmness, ForecastEvent, PromiseKind, Seen
from sarai.promises import delivery, reference_classes
from sarai.promises.delivery import LAST, Bounds, Milestone, Step
from sarai.promises.ledger import Observation, Promise
from sarai.promises.reference_classes import Rate

FILE = "forecasts.csv"
WITHIN = 24
"""Months ahead where a promise names no date."""

_MONTH = 365.25 / 12
_MOVED = frozenset({Seen.STARTED, Seen.PARTLY_DISBURSED, Seen.PARTLY_DELIVERED, Seen.COMPLETED})
_NOT_PROMISED = frozenset({Firmness.PROPOSAL, Firmness.REQUEST, Firmness.TARGET, Firmness.FRAMEWORK})


class Fate(StrEnum):
    """What later observations say of a forecast."""

    HAPPENED = "happened"
    DID_NOT = "did not happen"
    OPEN = "not yet due"
    NOBODY_LOOKED = "due, and nobody has looked since"


@dataclass(frozen=True, slots=True)
class Forecast:
    """One forecast of one promise; shares between 0 and 1. ``probability`` is None where there are bounds alone."""

    promise: str
    as_of: dt.date
    written_on: dt.date
    event: ForecastEvent
    by: dt.date
    asked: str
    answers: str
    n: int
    delivered: int
    last_checked: dt.date
    method: str
    probability: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Without:
    """A promise without a forecast, and why."""

    promise: str
    reason: str


def forecast(
    promises: Iterable[Promise], looks_at: Mapping[str, Sequence[Observation]], *, as_of: dt.date, written_on: dt.date
) -> tuple[list[Forecast], list[Without]]:
    """Forecasts of the promises that have a reference class, and why the others have none.

    Only what was known on ``as_of`` is used, of the promises and of the classes.
    """
    made: list[Forecast] = []
    without: list[Without] = []
    for promise in promises:
        told = _forecast(promise, looks_at.get(promise.key, ()), as_of, written_on)
        if isinstance(told, Forecast):
            made.append(told)
        else:
            without.append(told)
    return made, without


def proven(made: Iterable[Forecast]) -> tuple[list[Forecast], list[Without]]:
    """The forecasts that may be shown or frozen, and why the others may not.

    A probability stands only where its class beat both the base rate and last year on rolling cuts, no further ahead
    than it was scored. Bounds are no probability and claim no skill.
    """
    shown: list[Forecast] = []
    without: list[Without] = []
    for each in made:
        ahead = (each.by - each.as_of).days / _MONTH
        reason = None
        if each.probability is not None:
            reason = reference_classes.unproven(each.answers, Milestone.FULL, ahead)
        if reason is None:
            shown.append(each)
        else:
            without.append(Without(each.promise, f"{each.answers}: {reason}"))
    return shown, without


def _forecast(promise: Promise, seen: Sequence[Observation], as_of: dt.date, written_on: dt.date) -> Forecast | Without:
    reason = _no_forecast(promise, seen, as_of)
    if reason is not None:
        return Without(promise.id, reason)
    steps = [each for each in delivery.steps() if each.maker in promise.makers]
    if steps:
        if any(look.status in _MOVED and look.known_by <= as_of and look.carries for look in seen):
            return Without(promise.id, "left the pipeline already, and no dated deliveries of this maker are loaded")
        return _bounded(promise, steps, as_of, written_on)
    name = reference_classes.class_of(promise.makers, promise.addressees)
    if name is None:
        return Without(promise.id, "no dated deliveries of this maker there are loaded")
    rate = reference_classes.rate(name, Milestone.FULL, until=min(LAST, as_of))
    age = (as_of - promise.date).days / _MONTH
    by = promise.due if promise.due is not None and promise.due > as_of else _later(as_of, WITHIN)
    chance = reference_classes.chance(rate.curve, age=age, within=(by - as_of).days / _MONTH)
    if chance is None:
        return Without(promise.id, f"{rate.answers} was watched for {rate.curve.longest:.0f} months only")
    return _of_rate(promise, rate, chance, by, as_of, written_on)


def _no_forecast(promise: Promise, seen: Sequence[Observation], as_of: dt.date) -> str | None:
    if promise.date > as_of:
        return "made later"
    if promise.kind != PromiseKind.PROJECT:
        return "a policy, a headline or a record: no single delivery to wait for"
    if promise.firmness in _NOT_PROMISED:
        return f"a {promise.firmness}, not yet an approval or a commitment"
    known = [look for look in seen if look.known_by <= as_of and look.carries]
    if any(look.status in (Seen.COMPLETED, Seen.CANCELLED) for look in known):
        return "completed or cancelled already"
    return None


def _of_rate(
    promise: Promise, rate: Rate, chance: tuple[float, float | None, float | None], by: dt.date,
    as_of: dt.date, written_on: dt.date,
) -> Forecast:  # fmt: skip
    return Forecast(
        promise.id, as_of, written_on, ForecastEvent.DELIVERED, by, rate.asked, rate.answers, rate.curve.n,
        rate.curve.delivered, rate.last_checked, "Kaplan-Meier, 95 % paid", *chance,
    )  # fmt: skip


def seen_twice(step: Step, stage: str = "all") -> Bounds:
    """What was seen of records in the pipeline between the two releases of a step."""
    return next(
        each for each in delivery.looks()
        if (each.earlier, each.later, each.stage) == (step.earlier, step.later, stage)
    )  # fmt: skip


def _bounded(promise: Promise, steps: Sequence[Step], as_of: dt.date, written_on: dt.date) -> Forecast | Without:
    there = [each for each in steps if set(promise.addressees) <= each.recipients]
    if not there:
        return Without(promise.id, "no two looks at this maker's records there are loaded")
    seen, step = max(((seen_twice(each), each) for each in there), key=lambda found: found[0].seen_on)
    if seen.seen_on > as_of:
        return Without(promise.id, f"the statuses were seen on {seen.seen_on} only")
    months = (seen.seen_on - seen.seen_from).days / _MONTH
    asked = "AidData, Chinese records in the pipeline"
    return Forecast(
        promise.id, as_of, written_on, ForecastEvent.MOVED, _later(as_of, round(months)), asked,
        f"{asked}, {step.region}", seen.n, seen.moved, seen.seen_on, "bounds from statuses at two releases", None,
        seen.low, seen.high,
    )  # fmt: skip


def _later(day: dt.date, months: int) -> dt.date:
    return day + dt.timedelta(days=round(months * _MONTH))


def fate(forecast: Forecast, seen: Iterable[Observation], *, on: dt.date) -> Fate:
    """What observations known on a day say of a forecast.

    It happened where a completion (for ``MOVED``: also a start or a part) was reported as of its day; it did not where
    somebody looked after that day, or reported a cancellation, and none was reported.
    """
    known = [look for look in seen if look.known_by <= on and look.basis is Basis.REPORTED and look.carries]
    done = _MOVED if forecast.event is ForecastEvent.MOVED else {Seen.COMPLETED}
    after = [look for look in known if look.known_by > forecast.as_of]
    if any(look.status in done and look.known_by <= forecast.by for look in after):
        return Fate.HAPPENED
    if any(look.status is Seen.CANCELLED for look in after):
        return Fate.DID_NOT
    if on <= forecast.by:
        return Fate.OPEN
    if any(look.known_by > forecast.by for look in after):
        return Fate.DID_NOT
    return Fate.NOBODY_LOOKED


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores over forecasts with a probability whose fate is known; None where there are none."""

    n: int
    brier: float | None
    log_loss: float | None


def scores(told: Iterable[tuple[float, bool]]) -> Scores:
    """Brier score and logarithmic loss of probabilities and what happened; smaller is better, 0 is perfect.

    A certainty that fails has no finite logarithmic loss; probabilities are kept 0.001 away from 0 and 1 for it.
    """
    found = list(told)
    if not found:
        return Scores(0, None, None)
    brier = sum((probability - happened) ** 2 for probability, happened in found) / len(found)
    loss = 0.0
    for probability, happened in found:
        kept = min(max(probability, 0.001), 0.999)
        loss -= math.log(kept if happened else 1 - kept)
    return Scores(len(found), brier, loss / len(found))


def forecasts_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Forecast, ...]:
    """The forecasts that rows of the table ``forecast`` tell."""
    names = [each.name for each in fields(Forecast)]
    return tuple(
        Forecast(**{name: row[name] for name in names} | {"event": ForecastEvent(row["event"])}) for row in rows
    )
