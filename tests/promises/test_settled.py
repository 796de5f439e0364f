"""Rows that contradict other rows are refused, each with its column and a cure; the rest stands."""

import datetime as dt
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given

from promised import ledgers, look, promise
from sarai.promises.ledger import Promise
from sarai.promises.settled import settle


def row(name: str, **told: object) -> dict[str, Any]:
    return asdict(promise(name, **told))


def seen(of: str, when: str, **told: object) -> dict[str, Any]:
    return asdict(look("started", when, of=of, **told))


def refused(promises: list[dict[str, Any]], looks: list[dict[str, Any]] | None = None) -> dict[str, tuple[str, str]]:
    return {each.row["id"]: (each.column, each.reason) for each in settle(promises, looks or []).refused}


@pytest.mark.parametrize(
    ("rows", "name", "column", "told"),
    [
        ([row("A", parent="promises:B")], "A", "parent", "is no promise of the study"),
        ([row("A", parent="promises:A")], "A", "parent", "closes a loop"),
        ([row("A", parent="promises:B"), row("B", parent="promises:A")], "A", "parent", "closes a loop (A > B > A)"),
        ([row("A", repeats="promises:B")], "A", "repeats", "is no promise of the study"),
        ([row("A", repeats="promises:A")], "A", "repeats", "is the promise itself"),
        (
            [row("A"), row("B", repeats="promises:A"), row("C", repeats="promises:B")],
            "C",
            "repeats",
            "is a repeat of A itself: name A",
        ),
        (
            [row("A"), row("B", repeats="promises:A", date=dt.date(2019, 1, 1))],
            "B",
            "repeats",
            "was made later",
        ),
        ([row("A"), row("A")], "A", "id", "too: rename one"),
    ],
)
def test_a_promise_that_contradicts_others_is_refused(
    rows: list[dict[str, Any]], name: str, column: str, told: str
) -> None:
    found = refused(rows)
    assert found[name][0] == column
    assert told in found[name][1]


def test_what_hangs_on_a_loop_loses_its_parent_next() -> None:
    rows = [row("A", parent="promises:B"), row("B", parent="promises:A"), row("C", parent="promises:A"), row("D")]
    found = settle(rows, [])
    assert [each["id"] for each in found.promises] == ["D"]
    assert "is no promise" in next(each.reason for each in found.refused if each.row["id"] == "C")


def test_a_look_needs_a_promise_that_was_made_before_it() -> None:
    found = refused([row("A")], [seen("A", "2020-06-14"), seen("B", "2021-01-01", name="X")])
    assert "before the promise was made on 2020-06-15" in found["started-2020-06-14"][1]
    assert "no promise that stands" in found["X"][1]


def test_a_look_dated_to_the_year_of_the_promise_is_not_before_it() -> None:
    early = seen("A", "2020-01-01", known_by=dt.date(2020, 12, 31))
    assert len(settle([row("A")], [early]).observations) == 1


@given(ledgers())
def test_a_ledger_without_contradictions_stands_whole(promises: list[Promise]) -> None:
    rows = [asdict(each) for each in promises]
    found = settle(rows, [])
    assert (len(found.promises), found.refused) == (len(rows), ())
