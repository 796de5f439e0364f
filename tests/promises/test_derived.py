"""Promises that records are: which records, as whom, and what each dataset saw of them."""

import datetime as dt

import duckdb

import worlds
from sarai.model import tables
from sarai.promises.case import Outcome
from sarai.promises.derived import derive
from sarai.promises.ledger import Ledger, ledger
from sarai.promises.outcome import judge
from sarai.promises.settled import settle


def derived(world: worlds.World) -> Ledger:
    rows = worlds.contributions(world)
    with duckdb.connect(config={"threads": 1}) as connection:
        for name in ("activity", "flow", "file"):
            connection.register(name, tables.from_rows(name, world.rows[name]))
        connection.register("contribution", rows)
        settled = settle(*derive(connection, urls={"made": "https://example.org"}))
    assert settled.refused == ()
    return ledger(settled.promises, settled.observations)


def record(status: str, **told: object) -> worlds.World:
    world = worlds.World().file().activity("made:a", status=status, source="made", **told)
    return world.flow("made:a", "100").split("made:a", "recipient", {"KZ": 100.0})


def test_a_record_in_the_pipeline_is_a_promise_and_the_dataset_a_look() -> None:
    found = derived(record("pipeline"))
    (told,) = found.promises
    assert (told.kind, told.firmness, told.makers, told.addressees) == (
        "derived-from-a-record",
        "signed",
        ("JP",),
        ("KZ",),
    )
    assert (str(told.amount), told.currency, told.date) == ("100.000000", "USD", dt.date(2010, 6, 15))
    (seen,) = found.of(told)
    assert (seen.status, seen.date) == ("committed", dt.date(2020, 1, 1))


def test_a_record_that_was_carried_out_when_first_told_is_none() -> None:
    assert derived(record("completion")).promises == ()
    assert len(derived(record("completion", end_planned=dt.date(2012, 1, 1))).promises) == 1


def test_a_planned_end_is_the_due_date_and_the_actual_end_the_day_it_was_kept() -> None:
    told = record("completion", end_planned=dt.date(2012, 1, 1), end_actual=dt.date(2013, 5, 1))
    found = derived(told)
    judged = judge(found.promises[0], found.of(found.promises[0]), on=dt.date(2026, 1, 1))
    assert (judged.outcome, judged.last_seen) == (Outcome.KEPT_LATE, dt.date(2013, 5, 1))


def test_each_dataset_is_one_look() -> None:
    world = record("pledge")
    world.file("second", dataset="made-2", as_of=dt.date(2022, 1, 1))
    for table in ("activity", "flow", "split"):
        world.rows[table] += [
            {**row, "file": "second", "dataset": "made-2"}
            | ({"status": "implementation"} if table == "activity" else {})
            for row in [*world.rows[table]]
        ]
    found = derived(world)
    (told,) = found.promises
    assert [str(each.status) for each in found.of(told)] == ["reaffirmed", "started"]
    assert told.source_name == "made-1"
