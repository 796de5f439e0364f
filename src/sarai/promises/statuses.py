"""Three statuses of a promise, kept apart, and the one sentence that puts them together.

What the maker says of it; what others were seen to show; where it stands against its schedule. None follows from
another: a donor's list can call complete what nobody else has looked at. They are put side by side in one sentence, by
the rule of :func:`sentence`. Two of them contradict only where the looks behind them are of comparable date.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sarai import codelists
from sarai.model.vocabulary import Basis, Firmness, Seen, Tier
from sarai.promises.case import PARTIAL, RESTATEMENTS, Case
from sarai.promises.case import case as case_on
from sarai.promises.gate import Gate
from sarai.promises.ledger import Observation, Promise
from sarai.promises.never import why_not
from sarai.promises.outcome import Judged
from sarai.promises.voices import Record, is_own, known

METHOD = "promises-4"
"""The version of the method: of the gate, of what never counts, and of the rules. It stands beside every figure."""

COMPARABLE = dt.timedelta(days=365)
"""Two looks further apart than this say nothing against each other. The year is our judgement."""


class Said(StrEnum):
    """What the maker says of its promise, by its last word."""

    PROPOSED = "proposed"
    PROMISED = "promised"
    SIGNED = "signed"
    AGAIN = "said again"
    PUT_OFF = "put off"
    UNDER_WAY = "says under way"
    PART = "says done in part"
    COMPLETE = "says complete"
    CALLED_OFF = "called off"


class Shown(StrEnum):
    """What others than the maker were seen to show."""

    NO_LOOK = "no independent look"
    NO_TRACE = "a search found nothing"
    WEAK = "weak or mirror sources only"
    UNFINISHED = "unfinished"
    SIGNED = "signed"
    COMMITTED = "money set aside"
    STARTED = "begun"
    PART = "in part"
    CALLED_OFF = "called off"
    REACHED = "result reached"
    BY_OTHERS = "result reached, not by the maker"


class Schedule(StrEnum):
    """Where a promise stands against the date that it gave."""

    NO_DATE = "no date given"
    NOT_DUE = "not yet due"
    IN_TIME = "in time"
    LATE = "late"
    CALLED_OFF = "called off"
    UNFINISHED = "date passed, unfinished when last looked at"
    NOT_LOOKED = "date passed, nobody looked since"
    NOTHING_FOUND = "date passed, a search found nothing"
    WEAK = "date passed, weak or mirror sources only since"


_OWN: dict[Seen, Said] = {
    Seen.REAFFIRMED: Said.AGAIN, Seen.ANNOUNCED_AGAIN: Said.AGAIN, Seen.SIGNED: Said.SIGNED,
    Seen.COMMITTED: Said.UNDER_WAY, Seen.STARTED: Said.UNDER_WAY, Seen.PARTLY_DELIVERED: Said.PART,
    Seen.PARTLY_DISBURSED: Said.PART, Seen.COMPLETED: Said.COMPLETE, Seen.DELAYED: Said.PUT_OFF,
    Seen.DOWNSIZED: Said.PUT_OFF, Seen.CANCELLED: Said.CALLED_OFF,
}  # fmt: skip
_WORDED = {
    Firmness.SIGNED: Said.SIGNED, Firmness.FRAMEWORK: Said.SIGNED, Firmness.PROPOSAL: Said.PROPOSED,
    Firmness.REQUEST: Said.PROPOSED,
}  # fmt: skip
_STEPS: dict[Seen, Shown] = {
    Seen.SIGNED: Shown.SIGNED, Seen.COMMITTED: Shown.COMMITTED, Seen.STARTED: Shown.STARTED,
    Seen.PARTLY_DISBURSED: Shown.COMMITTED, Seen.PARTLY_DELIVERED: Shown.STARTED,
}  # fmt: skip
"""How far a look that is no delivery yet has come; a pilot is a beginning, and money paid out is money set aside."""


@dataclass(frozen=True, slots=True)
class Statuses:
    """The three statuses of a promise on a day, what stands behind each, and the sentence.

    ``said_by`` and ``shown_by`` name the looks or the record that they rest on, the promise itself where that is
    none; ``said_on`` and ``shown_on`` are the days. ``months`` is how late it was seen complete. ``contradiction`` is
    none where none is, and ``missing`` what the gate found wanting.
    """

    said: Said
    said_on: dt.date | None
    said_by: str | None
    shown: Shown
    shown_on: dt.date | None
    shown_by: str | None
    schedule: Schedule
    months: int | None
    contradiction: str | None
    missing: tuple[str, ...]
    checkable: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class _Rests:
    """The day that a status rests on, how it is told, and the look or record behind it."""

    on: dt.date | None = None
    told: str = ""
    by: str | None = None


def _look(look: Observation) -> _Rests:
    return _Rests(look.known_by, stated(look.date, look.date_precision), look.id)


def _record(record: Record) -> _Rests:
    name = record.name if record.sure else f"{record.name}, likely the same"
    return _Rests(record.on, "" if record.on is None else str(record.on), name)


def stated(day: dt.date, precision: str | None) -> str:
    """A date as fine as it is known."""
    return f"{day:%Y}" if precision == "year" else f"{day:%Y-%m}" if precision == "month" else day.isoformat()


def statuses(judged: Judged, records: Sequence[Record] = ()) -> Statuses:
    """The three statuses of a judged promise, with what the maker's official lists say of it."""
    case = case_on(judged.promise, judged.looks, on=judged.on)
    told = known(records, judged.promise, judged.on)
    said, word = _said(case, told)
    shown, seen = _shown(case, short=judged.rule == "completed_but_short")
    when, months = _schedule(case)
    against = _contradiction(said, word, shown, seen)
    gate = case.gate
    parts = [_tell_said(case.promise, said, word), _tell_shown(shown, seen), _tell_schedule(case.promise, when, months)]
    if not gate.passes:
        parts.append(f"as worded it cannot be checked: {_without(gate)}")
    if against is not None:
        parts.append(f"the two contradict: {against}")
    return Statuses(
        said=said, said_on=word.on, said_by=word.by, shown=shown, shown_on=seen.on, shown_by=seen.by, schedule=when,
        months=months, contradiction=against, missing=tuple(str(each) for each in gate.missing),
        checkable=gate.passes, sentence=sentence(parts),
    )  # fmt: skip


def sentence(parts: Sequence[str]) -> str:
    """One sentence for a promise: what the maker says; what others show; against the date; what it lacks.

    The parts stand in this order always, divided by semicolons, each with its day, so that two promises can be read
    beside each other. A contradiction is told last and only where there is one.
    """
    told = "; ".join(parts)
    return f"{told[0].upper()}{told[1:]}."


def _said(case: Case, records: Sequence[Record]) -> tuple[Said, _Rests]:
    """The maker's last word: on a page of its own, said again anywhere, called off, or in an official record."""
    promise = case.promise
    record = next((each for each in records if each.status is Seen.COMPLETED), None)
    own = [
        each
        for each in case.looks
        if each.basis is Basis.REPORTED
        and each.status in _OWN
        and (is_own(promise, each) or each.status in _MAKERS_ACTS)
        and (each.carries or each.status is not Seen.CANCELLED)
    ]
    if own and (_OWN[own[-1].status] is Said.COMPLETE or record is None):
        return _OWN[own[-1].status], _look(own[-1])
    if record is not None:
        # A list that calls it complete is the furthest word, whatever day a speech before or after it had.
        return Said.COMPLETE, _record(record)
    made = _Rests(promise.date, stated(promise.date, promise.date_precision))
    return _WORDED.get(Firmness(promise.firmness), Said.PROMISED), made


_MAKERS_ACTS = RESTATEMENTS | {Seen.CANCELLED}
"""What is the maker's doing, whoever tells of it."""


def _shown(case: Case, *, short: bool) -> tuple[Shown, _Rests]:
    """The furthest that looks other than the maker's own show, unless a later one called it off."""
    promise = case.promise
    others = [each for each in case.carrying if _is_independent(promise, each)]
    if case.end is Seen.CANCELLED and (off := [each for each in others if each.status is Seen.CANCELLED]):
        return Shown.CALLED_OFF, _look(off[-1])
    if short and (measured := case.measured(each for each in others if each.status in {*PARTIAL, Seen.COMPLETED})):
        return Shown.PART, _look(measured)
    best: tuple[Shown, Observation] | None = None
    for place, look in enumerate(others):
        step = _step(promise, look, others[:place])
        if best is None or _RANK[step] >= _RANK[best[0]]:
            best = (step, look)
    return _none_of_it(case) if best is None else (best[0], _look(best[1]))


_OF_THE_DAY = dt.timedelta(days=60)
"""A signature told within this span of a promise that was signed is the promise itself, and no look at it."""


def _is_independent(promise: Promise, look: Observation) -> bool:
    if is_own(promise, look) or look.status in RESTATEMENTS:
        return False
    itself = look.status is Seen.SIGNED and promise.firmness in (Firmness.SIGNED, Firmness.FRAMEWORK)
    return not (itself and look.date - promise.date <= _OF_THE_DAY)


def _none_of_it(case: Case) -> tuple[Shown, _Rests]:
    weak = [each for each in case.looks if is_told(each) and each.tier == Tier.WEAK_OR_MIRROR]
    absent = [each for each in case.looks if not is_told(each)]
    if weak:
        return Shown.WEAK, _look(weak[-1])
    return (Shown.NO_TRACE, _look(absent[-1])) if absent else (Shown.NO_LOOK, _Rests())


def is_told(look: Observation) -> bool:
    """Whether a look is what some source tells, of whatever strength; else a search found nothing."""
    return look.basis is Basis.REPORTED and look.status is not Seen.NO_TRACE


_RANK = {each: place for place, each in enumerate(Shown)}


def _step(promise: Promise, look: Observation, earlier: Sequence[Observation]) -> Shown:
    never = why_not(promise, look, earlier)
    if never is not None and never.id == "by-another":
        return Shown.BY_OTHERS
    if look.status is Seen.COMPLETED and never is None:
        return Shown.REACHED
    if look.status in PARTIAL and never is None:
        return Shown.PART
    step = _STEPS.get(look.status, Shown.UNFINISHED)
    # What is a framework alone has nothing of its own to begin: it stands as signed.
    return Shown.SIGNED if promise.firmness == Firmness.FRAMEWORK and step is not Shown.UNFINISHED else step


def _schedule(case: Case) -> tuple[Schedule, int | None]:
    due, done = case.promise.due, case.completed
    if case.end is Seen.CANCELLED:
        return Schedule.CALLED_OFF, None
    if due is None:
        return Schedule.NO_DATE, None
    if case.end is Seen.COMPLETED and done is not None:
        target = case.promise.firmness == Firmness.TARGET
        if done.date > due and not target:
            return Schedule.LATE, (done.date.year - due.year) * 12 + done.date.month - due.month
        return Schedule.IN_TIME, None
    if not case.due_passed:
        return Schedule.NOT_DUE, None
    if not case.looked_after_due:
        return Schedule.NOT_LOOKED, None
    after = [each for each in case.looks if each.known_by > due]
    if any(each.carries for each in after):
        return Schedule.UNFINISHED, None
    # A weak source that tells of it is no search that found nothing, and decides as little.
    return (Schedule.WEAK if any(is_told(each) for each in after) else Schedule.NOTHING_FOUND), None


_UNFINISHED = (Shown.UNFINISHED, Shown.STARTED, Shown.PART, Shown.CALLED_OFF)


def _contradiction(said: Said, word: _Rests, shown: Shown, seen: _Rests) -> str | None:
    """What the maker says against what others show, where both looks are dated within a year of each other."""
    if word.on is None or seen.on is None or abs(word.on - seen.on) > COMPARABLE:
        return None
    if said is Said.COMPLETE and shown in _UNFINISHED and seen.on >= word.on:
        return f"the maker called it complete ({word.told}), others saw it {shown} ({seen.told})"
    if said in (Said.CALLED_OFF, Said.PUT_OFF) and shown is Shown.REACHED and word.on >= seen.on:
        return f"it was {said} ({word.told}), and others saw it complete ({seen.told})"
    return None


_VERBS = {
    Said.PROPOSED: "proposed it", Said.PROMISED: "promised it", Said.SIGNED: "signed it", Said.AGAIN: "said it again",
    Said.PUT_OFF: "put it off", Said.UNDER_WAY: "told that it is under way", Said.PART: "told that a part is done",
    Said.COMPLETE: "called it complete",
}  # fmt: skip


def _tell_said(promise: Promise, said: Said, word: _Rests) -> str:
    maker = _makers(promise)
    day = f" ({word.told})" if word.told else ""
    if said is Said.CALLED_OFF:
        return f"it was called off{day}"
    if said is Said.COMPLETE and word.by is not None and ":" in word.by:
        return f"complete by the list of {maker} ({word.by})"
    return f"{maker} {_VERBS[said]}{day}"


def _tell_shown(shown: Shown, seen: _Rests) -> str:
    day = f" ({seen.told})" if seen.told else ""
    if shown is Shown.NO_LOOK:
        return str(shown)
    if shown is Shown.NO_TRACE:
        return f"a search found nothing{day}, which is weak evidence"
    if shown is Shown.WEAK:
        return f"only weak or mirror sources tell of it{day}"
    return f"others saw: {shown}{day}"


def _tell_schedule(promise: Promise, when: Schedule, months: int | None) -> str:
    if promise.due is None:
        return str(Schedule.NO_DATE)
    due = stated(promise.due, promise.due_precision)
    if months:
        years, rest = divmod(months, 12)
        span = [f"{years} year{'s' * (years > 1)}"] * bool(years) + [f"{rest} month{'s' * (rest > 1)}"] * bool(rest)
        return f"{' and '.join(span)} after the date promised ({due})"
    return f"{when} ({due})"


def _without(gate: Gate) -> str:
    *others, last = (str(each) for each in gate.missing)
    return f"it lacks {', '.join(others)} and {last}" if others else f"it lacks {last}"


def _makers(promise: Promise) -> str:
    names = [codelists.name_of_partner(each) or each for each in promise.makers]
    if not names:
        return "whoever made it, which no source says,"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
