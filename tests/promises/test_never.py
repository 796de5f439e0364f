"""What never counts as delivery: each of the printed list on a case of its own, and none of it kept or partly kept."""

import datetime as dt

import pytest

from promised import look, promise
from sarai.promises.case import Outcome
from sarai.promises.ledger import Observation, Promise
from sarai.promises.never import NEVER, why_not
from sarai.promises.outcome import judge

NOW = dt.date(2026, 3, 31)
SCHOOLS = {"count": 100.0, "count_unit": "schools", "instrument": "works"}

CASES: dict[str, tuple[Promise, list[Observation]]] = {
    "speech": (promise(), [look("reaffirmed", "2025-01-01")]),
    "reaffirmation": (promise(), [look("reaffirmed", "2025-01-01", value=1e6, unit="USD")]),
    "rebranded": (promise(), [look("announced-again", "2025-01-01", value=1e6, unit="USD")]),
    "memorandum": (promise(), [look("signed", "2025-01-01", value=3.0, unit="documents")]),
    "allocation": (promise(), [look("committed", "2025-01-01", value=1e6, unit="USD")]),
    "foundation-stone": (promise(), [look("started", "2025-01-01")]),
    "pilot": (promise(**SCHOOLS), [look("partly-delivered", "2025-01-01", value=9.0, unit="schools")]),
    "disbursement": (promise(**SCHOOLS), [look("partly-disbursed", "2025-01-01", value=9e5, unit="USD")]),
    "by-another": (promise(), [look("cancelled", "2023-01-01"), look("completed", "2025-01-01")]),
}


def test_the_list_is_what_is_printed_and_each_has_its_case() -> None:
    assert [each.id for each in NEVER] == list(CASES)


@pytest.mark.parametrize("name", CASES)
def test_it_is_told_why_a_look_is_no_delivery(name: str) -> None:
    told, seen = CASES[name]
    found = why_not(told, seen[-1], seen[:-1])
    assert found is not None and found.id == name


@pytest.mark.parametrize("name", CASES)
def test_nothing_of_the_list_makes_a_promise_kept_or_partly_kept(name: str) -> None:
    told, seen = CASES[name]
    assert judge(told, seen, on=NOW).outcome not in (Outcome.KEPT, Outcome.KEPT_LATE, Outcome.PARTLY)


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        (promise(**SCHOOLS), look("partly-delivered", "2025-01-01", value=10.0, unit="schools")),
        (promise(**SCHOOLS), look("partly-delivered", "2025-01-01", value=1.0, unit="towns")),
        (promise(), look("partly-disbursed", "2025-01-01", value=1e5, unit="USD")),
        (promise(), look("completed", "2025-01-01")),
    ],
    ids=["a tenth", "another unit", "money where money was promised", "complete"],
)
def test_what_is_near_the_list_and_not_on_it_counts(told: Promise, seen: Observation) -> None:
    assert why_not(told, seen) is None
    assert judge(told, [seen], on=NOW).outcome in (Outcome.PARTLY, Outcome.KEPT)


def test_a_first_slice_of_a_sum_is_a_pilot_too() -> None:
    found = why_not(promise(), look("partly-disbursed", "2025-01-01", value=9e4, unit="USD"))
    assert found is not None and found.id == "pilot"
