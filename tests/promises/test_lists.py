"""Lists that people act on: who is on which, and who is not."""

import datetime as dt

import pytest

from promised import look, promise
from sarai.promises.ledger import Observation, Promise
from sarai.promises.lists import Why, to_act_on
from sarai.promises.outcome import judge

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
