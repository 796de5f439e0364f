"""What came of a promise: each rule on a case of its own, and what no rule may do."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promised import DAYS, look, looks, promise, promises
from sarai.model.vocabulary import Basis, Seen, Tier
from sarai.promises.case import Outcome
from sarai.promises.gate import gate
from sarai.promises.ledger import Observation, Promise
from sarai.promises.outcome import Sureness, judge
from sarai.promises.rules import RULES

NOW = dt.date(2026, 3, 31)
DUE = dt.date(2024, 12, 31)
WEAK = {"tier": Tier.WEAK_OR_MIRROR}

CASES = {
    "not_checkable": (promise(amount=None, currency=None, firmness="pledge"), [look("completed", "2021-01-01")]),
    "reached_by_others": (
        promise(due=DUE),
        [look("cancelled", "2021-01-01"), look("delayed", "2022-01-01"), look("completed", "2025-01-15")],
    ),
    "cancelled_in_part": (promise(), [look("partly-delivered", "2021-01-01"), look("cancelled", "2022-01-01")]),
    "cancelled": (promise(), [look("started", "2021-01-01"), look("cancelled", "2022-01-01")]),
    "completed_but_short": (
        promise(count=6.5, count_unit="Mt/yr first stage"),
        [
            look("completed", "2021-01-01"),
            look("partly-delivered", "2022-01-01", value=5.0, unit="Mt/yr capacity"),
        ],
    ),
    "target_reached": (promise(firmness="target", due=DUE), [look("completed", "2025-01-15")]),
    "completed_late": (promise(due=DUE), [look("completed", "2025-01-15")]),
    "completed": (promise(due=DUE), [look("completed", "2024-06-01")]),
    "not_yet_due": (promise(due=dt.date(2026, 3, 31)), [look("delayed", "2025-01-01")]),
    "target_missed": (
        promise(firmness="target", due=DUE, count=5.2, count_unit="Mt"),
        [look("partly-delivered", "2025-03-10", value=4.1, unit="Mt")],
    ),
    "target_nearly": (
        promise(firmness="target", due=DUE, count=500.0, count_unit="nurses", instrument="training"),
        [look("partly-delivered", "2025-03-10", value=480.0, unit="nurses")],
    ),
    "nobody_looked": (promise(due=DUE), [look("partly-delivered", "2024-06-01")]),
    "partly": (promise(due=DUE), [look("partly-disbursed", "2025-06-01")]),
    "overdue": (promise(due=DUE), [look("delayed", "2025-06-01")]),
    "restated": (promise(), [look("announced-again", "2025-06-01"), look("delayed", "2025-07-01")]),
    "under_way": (promise(), [look("signed", "2024-06-01")]),
    "never_looked_at": (promise(), []),
    "found_nothing": (promise(due=DUE), [look("no-trace-found", "2025-06-01", basis=Basis.ABSENCE)]),
    "weak_alone": (promise(), [look("completed", "2025-06-01", **WEAK)]),
    "long_ago": (promise(), [look("signed", "2021-06-01")]),
}


def outcome(told: Promise, seen: list[Observation], on: dt.date = NOW) -> Outcome:
    return judge(told, seen, on=on).outcome


def test_every_rule_has_a_case_and_no_case_is_left_over() -> None:
    assert set(CASES) == {rule.id for rule in RULES}
    assert len({rule.id for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", CASES)
def test_a_case_is_decided_by_its_rule(rule: str) -> None:
    told, seen = CASES[rule]
    judged = judge(told, seen, on=NOW)
    assert judged.rule == rule
    assert judged.outcome is next(each.outcome for each in RULES if each.id == rule)


@pytest.mark.parametrize(
    ("value", "firmness", "status", "comes_to"),
    [
        # Five hundred nurses by 2025: 480 are not five hundred, whatever the source calls it.
        (480, "signed", "completed", Outcome.PARTLY),
        (480, "target", "completed", Outcome.PARTLY),
        (480, "target", "partly-delivered", Outcome.PARTLY),
        (449, "target", "partly-delivered", Outcome.BROKEN),
        (450, "target", "partly-delivered", Outcome.PARTLY),
        # A hundredth is rounding, and more than promised is kept.
        (495, "signed", "completed", Outcome.KEPT),
        (494, "signed", "completed", Outcome.PARTLY),
        (520, "target", "completed", Outcome.KEPT),
    ],
)
def test_a_number_below_what_was_promised_is_not_kept(
    value: float, firmness: str, status: str, comes_to: Outcome
) -> None:
    told = promise(count=500.0, count_unit="nurses", instrument="training", firmness=firmness, due=DUE)
    when = "2024-12-01" if status == "completed" and firmness == "signed" else "2025-03-01"
    assert outcome(told, [look(status, when, value=float(value), unit="nurses")]) is comes_to
    # In another unit nothing is said against it.
    assert outcome(told, [look("completed", "2024-12-01", value=3.0, unit="courses")]) is Outcome.KEPT


def test_without_any_look_nothing_is_known() -> None:
    judged = judge(promise(), [], on=NOW)
    assert (judged.outcome, judged.last_seen, judged.sureness) == (Outcome.UNKNOWN, None, Sureness.NOTHING)


def test_the_due_day_itself_is_not_late() -> None:
    told = promise(due=DUE)
    assert outcome(told, [], on=DUE) is Outcome.NOT_YET_DUE
    assert outcome(told, [], on=DUE + dt.timedelta(days=1)) is Outcome.NOT_LOOKED
    assert outcome(told, [look("completed", DUE)]) is Outcome.KEPT
    assert outcome(told, [look("completed", DUE + dt.timedelta(days=1))]) is Outcome.KEPT_LATE


def test_a_date_that_may_lie_before_the_due_day_is_not_called_late() -> None:
    seen = look("completed", "2024-01-01", known_by=dt.date(2025, 12, 31))
    assert outcome(promise(due=DUE), [seen]) is Outcome.KEPT


def test_one_search_that_finds_nothing_is_a_look_but_proves_nothing() -> None:
    absent = look("no-trace-found", "2025-06-01", basis=Basis.ABSENCE)
    judged = judge(promise(due=DUE), [absent], on=NOW)
    assert judged.outcome is Outcome.UNKNOWN
    assert judged.sureness is Sureness.ABSENCE


def test_weak_sources_alone_make_nothing_kept_or_broken() -> None:
    assert outcome(promise(), [look("completed", "2022-01-01", **WEAK)]) is Outcome.UNKNOWN
    assert outcome(promise(), [look("cancelled", "2022-01-01", **WEAK)]) is Outcome.UNKNOWN
    both = [look("completed", "2022-01-01", **WEAK), look("completed", "2023-01-01")]
    assert outcome(promise(), both) is Outcome.KEPT


def test_what_is_completed_after_it_was_called_off_is_completed() -> None:
    seen = [look("cancelled", "2021-01-01"), look("completed", "2023-01-01")]
    assert outcome(promise(), seen) is Outcome.BY_OTHERS
    assert outcome(promise(), [*seen, look("signed", "2022-06-01")]) is Outcome.KEPT
    assert outcome(promise(), seen, on=dt.date(2022, 1, 1)) is Outcome.BROKEN


def test_a_day_moves_what_is_known() -> None:
    told, seen = promise(due=DUE), [look("started", "2023-01-01"), look("completed", "2025-06-01")]
    assert outcome(told, seen, on=dt.date(2024, 1, 1)) is Outcome.NOT_YET_DUE
    assert outcome(told, seen, on=dt.date(2025, 1, 1)) is Outcome.NOT_LOOKED
    assert outcome(told, seen, on=dt.date(2025, 6, 1)) is Outcome.KEPT_LATE


def test_a_look_dated_to_a_year_is_known_when_the_year_is_over() -> None:
    seen = look("completed", "2023-01-01", known_by=dt.date(2023, 12, 31))
    assert outcome(promise(), [seen], on=dt.date(2023, 12, 30)) is Outcome.UNKNOWN
    assert outcome(promise(), [seen], on=dt.date(2023, 12, 31)) is Outcome.KEPT


@given(promises(), looks(), DAYS, st.randoms())
def test_the_order_of_rows_never_changes_an_outcome(
    told: Promise, seen: list[Observation], on: dt.date, chance: random.Random
) -> None:
    shuffled = [*seen]
    chance.shuffle(shuffled)
    assert judge(told, seen, on=on) == judge(told, shuffled, on=on)


@given(promises(), looks(), DAYS)
def test_looks_dated_later_are_not_seen(told: Promise, seen: list[Observation], on: dt.date) -> None:
    assert judge(told, seen, on=on) == judge(told, [each for each in seen if each.known_by <= on], on=on)


@given(promises(), looks())
def test_a_later_look_can_change_an_outcome(told: Promise, seen: list[Observation]) -> None:
    on = dt.date(2040, 1, 1)
    last = look("cancelled", "2035-01-01")
    after = judge(told, [*seen, last], on=on)
    if not gate(told).passes:
        assert after.outcome is Outcome.NOT_CHECKABLE
        return
    assert after.outcome in (Outcome.BROKEN, Outcome.PARTLY)
    # Numbers told before stand until another is told: this completion tells the whole of what was promised.
    done = look("completed", "2036-01-01", name="at last", value=told.count, unit=told.count_unit)
    again = judge(told, [*seen, last, done], on=on)
    # The first completion that was seen decides whose it is: one before it was called off was the maker's.
    assert again.outcome in (Outcome.KEPT, Outcome.KEPT_LATE, Outcome.BY_OTHERS)


def test_a_number_that_fell_short_stands_until_another_is_told() -> None:
    told = promise(count=500.0, count_unit="nurses", due=dt.date(2025, 12, 31))
    short = look("completed", "2026-01-10", name="first", value=480.0, unit="nurses")
    silent = look("completed", "2026-05-01", name="second")
    whole = look("completed", "2026-09-01", name="third", value=500.0, unit="nurses")
    on = dt.date(2026, 12, 1)
    assert judge(told, [short, silent], on=on).outcome is Outcome.PARTLY
    assert judge(told, [short, silent, whole], on=on).outcome in (Outcome.KEPT, Outcome.KEPT_LATE)


@given(promises(), looks(), DAYS)
def test_what_cannot_be_checked_is_neither_kept_nor_broken(told: Promise, seen: list[Observation], on: dt.date) -> None:
    judged = judge(told, seen, on=on)
    assert (judged.outcome is Outcome.NOT_CHECKABLE) is not gate(told).passes


@given(promises(), looks(), DAYS)
def test_weak_and_absent_looks_never_make_kept_or_broken(told: Promise, seen: list[Observation], on: dt.date) -> None:
    weak = [each for each in seen if not each.carries]
    assert judge(told, weak, on=on).outcome not in (
        Outcome.KEPT,
        Outcome.KEPT_LATE,
        Outcome.BROKEN,
        Outcome.PARTLY,
        Outcome.OVERDUE,
        Outcome.RESTATED_ONLY,
        Outcome.OPEN,
    )


@given(promises(), looks(), DAYS)
def test_broken_needs_a_source_that_says_so(told: Promise, seen: list[Observation], on: dt.date) -> None:
    judged = judge(told, seen, on=on)
    if judged.outcome is Outcome.BROKEN:
        said = [each for each in judged.looks if each.carries]
        assert any(each.status is Seen.CANCELLED for each in said) or judged.rule == "target_missed"
