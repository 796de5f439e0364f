"""What came of a promise, decided by the first rule that holds, from the looks known on a day."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sarai.model.vocabulary import Basis, Seen, Tier
from sarai.promises.case import Outcome, case
from sarai.promises.ledger import Observation, Promise
from sarai.promises.rules import RULES


class Sureness(StrEnum):
    """What an outcome rests on, strongest first."""

    OFFICIAL = "official source"
    SEVERAL = "several sources"
    SINGLE = "one source"
    WEAK = "weak or mirror sources only"
    ABSENCE = "only that a search found nothing"
    NOTHING = "nobody has looked"


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome of a promise on a day.

    ``rule`` is the id of the rule that decided, ``why`` its words; ``last_seen`` the last day on which anyone's
    look ends, none where nobody looked; ``as_last_seen`` the status of the last carrying look, ``seen_on`` its day.
    """

    promise: Promise
    looks: tuple[Observation, ...]
    on: dt.date
    outcome: Outcome
    rule: str
    why: str
    last_seen: dt.date | None
    as_last_seen: Seen | None
    seen_on: dt.date | None
    sureness: Sureness


def judge(promise: Promise, looks: Iterable[Observation], *, on: dt.date) -> Judged:
    """The outcome of a promise on a day, by the first rule of ``sarai.promises.rules`` that holds.

    A promise is told as it was known on the day: later looks are not seen.
    """
    found = case(promise, looks, on=on)
    rule = next(each for each in RULES if each.holds(found))
    last = found.looks[-1].known_by if found.looks else None
    return Judged(
        promise=promise,
        looks=found.looks,
        on=on,
        outcome=rule.outcome,
        rule=rule.id,
        why=rule.about,
        last_seen=last,
        as_last_seen=found.carrying[-1].status if found.carrying else None,
        seen_on=found.carrying[-1].known_by if found.carrying else None,
        sureness=_sureness(found.looks),
    )


def _sureness(looks: Sequence[Observation]) -> Sureness:
    """How much the looks at a promise can bear."""
    if not looks:
        return Sureness.NOTHING
    reported = [each for each in looks if each.basis is Basis.REPORTED and each.status is not Seen.NO_TRACE]
    if not reported:
        return Sureness.ABSENCE
    carrying = [each for each in reported if each.carries]
    if not carrying:
        return Sureness.WEAK
    if any(each.tier in (Tier.OFFICIAL_LEDGER, Tier.OFFICIAL_TEXT) for each in carrying):
        return Sureness.OFFICIAL
    return Sureness.SEVERAL if len({each.source_name for each in carrying}) > 1 else Sureness.SINGLE
