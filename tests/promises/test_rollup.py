"""Roll-ups: no part with its whole, no repeat with its first, no unknown as broken, and cells that add up."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promised import DAY, ledgers, look, looks, promise
from sarai.promises.case import Outcome
from sarai.promises.funnel import Stage, funnel, stage
from sarai.promises.ledger import Observation, Promise
from sarai.promises.outcome import Judged, judge
from sarai.promises.pricing import Price
from sarai.promises.rollup import DIMENSIONS, CountsAs, places, rolled

NOW = dt.date(2026, 3, 31)


def price(told: Promise) -> Price:
    return Price(told.amount, told.amount, 1.0, "2020-06", None, 1.0, "made up", None)


def judged(promises: list[Promise], seen: dict[str, list[Observation]] | None = None) -> list[Judged]:
    return [judge(each, (seen or {}).get(each.key, []), on=NOW) for each in promises]


def prices(promises: list[Promise]) -> dict[str, Price]:
    return {each.key: price(each) for each in promises}


def above(told: Promise, known: dict[str, Promise]) -> set[str]:
    found = set()
    parent = told.parent
    while parent is not None:
        found.add(parent)
        parent = known[parent].parent
    return found


@given(ledgers(), st.data())
def test_a_sum_never_holds_a_part_with_its_whole_or_a_repeat_with_its_first(
    promises: list[Promise], data: st.DataObject
) -> None:
    known = {each.key: each for each in promises}
    asked = data.draw(st.lists(st.sampled_from(promises), unique=True))
    stands = places(asked, among=promises)
    added = [each for each in asked if stands[each.key] in (CountsAs.COUNTED, CountsAs.UMBRELLA)]
    keys = {each.key for each in added}
    for each in added:
        assert not above(each, known) & keys
        assert each.repeats not in keys
        if each.repeats is not None:
            assert not above(known[each.repeats], known) & keys
    spoken = [each.repeats or each.key for each in added]
    assert len(spoken) == len(set(spoken))


@given(ledgers(), st.lists(st.sampled_from(sorted(DIMENSIONS)), max_size=3, unique=True))
def test_cells_add_up_to_the_whole_whatever_it_is_broken_down_by(promises: list[Promise], by: list[str]) -> None:
    told = judged(promises)
    stands = places(promises)
    cells = rolled(told, prices(promises), by=by)
    counted = [each for each in promises if stands[each.key] is CountsAs.COUNTED]
    umbrellas = [each for each in promises if stands[each.key] is CountsAs.UMBRELLA]
    assert sum(cell.promises for cell in cells) == len(counted)
    assert sum(cell.umbrellas for cell in cells) == len(umbrellas)
    assert sum(sum(cell.sums.values()) for cell in cells) == sum(each.amount or 0 for each in counted)
    assert sum(cell.umbrella_sum for cell in cells) == sum(each.amount or 0 for each in umbrellas)
    assert sum(cell.unpriced for cell in cells) == sum(each.amount is None for each in counted)


@given(ledgers(), looks(of="P00"))
def test_no_unknown_is_counted_as_broken(promises: list[Promise], seen: list[Observation]) -> None:
    told = judged(promises, {"promises:P00": seen})
    (whole,) = rolled(told, prices(promises)) or (None,)
    if whole is None:
        return
    broken = [each for each in told if each.outcome is Outcome.BROKEN]
    assert whole.counts.get(Outcome.BROKEN, 0) <= len(broken)
    for each in broken:
        assert any(look.carries for look in each.looks)


@given(ledgers(), looks(of="P00"))
def test_the_funnel_holds_every_counted_promise_once(promises: list[Promise], seen: list[Observation]) -> None:
    told = judged(promises, {"promises:P00": seen})
    counted = list(places(promises).values()).count(CountsAs.COUNTED)
    steps = funnel(told, prices(promises))
    assert sum(each.promises for each in steps) == counted
    (whole,) = rolled(told, prices(promises)) or (None,)
    assert sum(each.sum or 0 for each in steps) == (sum(whole.sums.values()) if whole else 0)


def test_a_part_stands_for_itself_only_where_its_whole_is_not_asked_for() -> None:
    whole, part = promise("W"), promise("A", parent="promises:W")
    below = promise("B", parent="promises:A")
    assert places([whole, part, below]) == {
        whole.key: CountsAs.UMBRELLA,
        part.key: CountsAs.PART,
        below.key: CountsAs.PART,
    }
    assert places([part], among=[whole, part, below])[part.key] is CountsAs.UMBRELLA
    assert places([whole, below], among=[whole, part, below])[below.key] is CountsAs.PART


def test_of_two_repeats_the_earlier_speaks_where_the_first_is_not_asked_for() -> None:
    first = promise("F")
    second = promise("S", repeats="promises:F", date=DAY + dt.timedelta(days=50))
    third = promise("T", repeats="promises:F", date=DAY + dt.timedelta(days=90))
    stands = places([third, second], among=[first, second, third])
    assert (stands[second.key], stands[third.key]) == (CountsAs.COUNTED, CountsAs.REPEAT)


def test_what_was_only_asked_for_is_no_promise() -> None:
    asked, proposed = promise("A", firmness="request"), promise("B", firmness="proposal")
    assert set(places([asked, proposed]).values()) == {CountsAs.ASKED}


def test_a_promise_of_several_is_in_a_row_of_its_own() -> None:
    both = promise("A", makers=("JP", "CN"), amount=Decimal(5), currency="USD")
    (cell,) = rolled(judged([both]), prices([both]), by=["maker"])
    assert cell.by == ("several",)


@pytest.mark.parametrize(
    ("seen", "reached"),
    [
        ([], Stage.UNKNOWN),
        ([look("reaffirmed", "2026-01-01")], Stage.RESTATED),
        ([look("signed", "2026-01-01")], Stage.SIGNED),
        ([look("committed", "2026-01-01")], Stage.COMMITTED),
        ([look("started", "2026-01-01"), look("signed", "2025-01-01")], Stage.STARTED),
        ([look("partly-delivered", "2026-01-01")], Stage.PARTLY),
        ([look("completed", "2026-01-01")], Stage.DELIVERED),
        ([look("cancelled", "2026-01-01")], Stage.CANCELLED),
        ([look("started", "2021-01-01")], Stage.UNKNOWN),
    ],
)
def test_how_far_a_promise_is_known_to_have_come(seen: list[Observation], reached: Stage) -> None:
    told = promise(firmness="pledge", makers=("WB",))
    assert stage(judge(told, seen, on=NOW)) is reached


def test_progress_that_nobody_looked_at_since_the_due_date_is_unknown() -> None:
    told = judge(promise(due=dt.date(2024, 1, 1)), [look("started", "2023-06-01")], on=NOW)
    assert stage(told) is Stage.UNKNOWN
