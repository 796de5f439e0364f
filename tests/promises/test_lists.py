"""Lists that people act on: who is on which, and who is not."""

import datetime as dt

import pytest

from promised import look, promise
from sarai.promises.ledger import Observation, Promise
from sarai.promises.lists import Why, settles, teaches, to_act_on
from sarai.promises.outcome import Judged, judge

ON = dt.date(2026, 1, 1)


def reasons(told: Promise, *seen: Observation) -> set[Why]:
    return {why for why, _ in to_act_on([judge(told, seen, on=ON)])}


@pytest.mark.parametrize(("due", "listed"), [("2026-01-01", True), ("2026-04-01", True), ("2026-04-02", False)])
def test_due_soon_is_within_ninety_days(due: str, listed: bool) -> None:
    told = promise(due=dt.date.fromisoformat(due))
    assert (Why.DUE_SOON in reasons(told, look("delayed", "2025-12-01"))) is listed


def test_overdue_and_not_looked_at_are_different_lists() -> None:
    told = promise(due=dt.date(2025, 10, 1))
    assert reasons(told, look("delayed", "2025-12-01")) == {Why.OVERDUE}
    assert reasons(told, look("delayed", "2025-09-01")) == {Why.NOT_LOOKED}


def test_not_looked_at_for_a_year_counts_every_look() -> None:
    told = promise()
    assert Why.STALE in reasons(told)
    assert Why.STALE in reasons(told, look("delayed", "2024-12-31"))
    assert Why.STALE not in reasons(told, look("delayed", "2025-01-01"))


def test_what_is_done_asks_for_nothing() -> None:
    told = promise(due=dt.date(2026, 2, 1))
    assert reasons(told, look("completed", "2022-01-01")) == set()
    assert reasons(told, look("cancelled", "2022-01-01")) == set()


def test_growing_evidence_is_recent_and_carries() -> None:
    told = promise()
    assert Why.GROWING in reasons(told, look("started", "2025-06-01"))
    assert Why.GROWING not in reasons(told, look("started", "2025-06-01", tier="weak-or-mirror"))
    assert Why.GROWING not in reasons(told, look("started", "2024-06-01"))
    assert Why.GROWING not in reasons(told, look("reaffirmed", "2025-06-01"))


def test_a_look_teaches_most_where_most_is_open() -> None:
    never = judge(promise(due=dt.date(2025, 10, 1)), [], on=ON)
    done = judge(promise(due=dt.date(2025, 10, 1)), [look("completed", "2025-09-01")], on=ON)
    vague = judge(promise(firmness="pledge"), [look("delayed", "2025-12-01")], on=ON)
    assert teaches(never) > teaches(done) > teaches(vague) == 0


def test_what_teaches_more_stands_first_and_of_equals_what_was_not_looked_at_longest() -> None:
    def told(name: str, *seen: Observation, **more: object) -> Judged:
        return judge(promise(name, **more), seen, on=ON)

    newer = told("A", look("started", "2024-06-01", of="A"))
    older = told("B", look("started", "2024-01-01", of="B"))
    vague = told("C", look("started", "2021-01-01", of="C"), firmness="pledge")
    listed = [each.promise.id for why, each in to_act_on([vague, newer, older]) if why is Why.STALE]
    assert listed == ["B", "A", "C"]


def test_what_would_settle_it_is_told_by_what_was_promised() -> None:
    schools = promise(count=9.0, count_unit="schools", instrument="works", due=dt.date(2027, 12, 31))
    assert settles(judge(schools, [], on=ON)) == (
        "a count in schools, against 9, dated after 2027-12-31, by somebody other than the maker"
    )
    assert settles(judge(promise(firmness="pledge"), [], on=ON)).startswith("nothing, as it is worded: it lacks a date")
    assert settles(judge(promise(), [look("completed", "2025-01-01")], on=ON)).startswith("it is settled")
