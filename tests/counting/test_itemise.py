"""A publisher's total beside the records it holds: the total stands, records itemise it, nothing is erased."""

import datetime as dt
from decimal import Decimal

import duckdb
import pytest

from sarai.analyses.portfolio import Condition, Selection, total
from sarai.model.vocabulary import Kind
from worlds import World, contributions

NEWER = {"file": "newer", "dataset": "made-2", "source": "other"}
DISBURSED = (Kind.DISBURSEMENT,)


def told(world: World, *conditions: Condition, by: list[str] | None = None, kinds: tuple[Kind, ...] = DISBURSED,
         value: str = "value_current") -> list[tuple[object, ...]]:  # fmt: skip
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("contribution", contributions(world, families={"made-1": "reported", "made-2": "reported"}))
        rows = total(connection, Selection(value, kinds, conditions), by or []).to_pylist()
    return [(*(row[each] for each in by or []), row["low"], row["preferred"], row["high"]) for row in rows]


def beside(
    flow: dict[str, object] | None = None, recipient: str = "KZ", amount: object = "30", **record: object
) -> World:
    """The OECD's total of 100 for Japan in Kazakhstan in 2010, and a record of Japan's own of 30 beside it."""
    world = World().file().file("newer", dataset="made-2", source="other")
    world.activity("t", marks=["aggregate"], reporter="OECD").split("t", "recipient", {"KZ": 100.0})
    world.activity("r", **({"reporter_ref": "JP-8", "reporter": "JICA"} | record), **NEWER)
    world.split("r", "recipient", {recipient: 100.0}, **NEWER).split("r", "sector", {"210": 100.0}, **NEWER)
    kind = {"kind": "disbursement", "provider": "JP", "date": dt.date(2010, 6, 1)}
    return world.flow("t", "100", **kind).flow("r", amount, **(kind | NEWER | (flow or {})))


def test_a_record_never_stands_in_place_of_the_total_that_holds_it() -> None:
    assert told(beside()) == [(100, 100, 100)]
    # Records itemise: what none of them tells stays with the total.
    assert told(beside(), by=["sector"]) == [("210", 30, 30, 30), (None, 70, 70, 70)]
    rows = contributions(beside(), families={"made-1": "reported", "made-2": "reported"}).to_pylist()
    assert {(row["key"], row["rule"], row["value_current"]) for row in rows} == {
        ("t#1", "counted", Decimal(100)),
        ("r#1", "counted", Decimal(30)),
        ("t#1 less r#1/210", "itemised", Decimal(-30)),
    }
    assert [(row["amount"], row["rate"], row["beside"]) for row in rows if row["rule"] == "itemised"] == [
        (Decimal(-30), 1.0, "r#1")
    ]


@pytest.mark.parametrize(
    "world",
    [
        beside({"date": dt.date(2011, 6, 1)}),
        beside({"provider": "CN"}),
        beside(recipient="UZ"),
    ],
)
def test_other_money_is_added(world: World) -> None:
    assert told(world) == [(130, 130, 130)]


def test_a_record_of_another_year_basis_or_of_no_year_is_never_added_and_takes_nothing_off() -> None:
    """A fiscal year's record and an undated one were added to the total, and no doubt was known."""
    fiscal = {"year_basis": "Japanese fiscal year"}
    assert told(beside(**fiscal)) == [(100, 100, 130)]
    assert told(beside(amount="130", **fiscal)) == [(130, 130, 230)]
    undated = beside({"date": None})
    assert told(undated) == [(100, 100, 130)]
    assert told(undated, Condition("year = ?", (2010,))) == [(100, 100, 100)]
    assert told(undated, Condition("source = ?", ("other",), before_ranking=True)) == [(30, 30, 30)]
    # Of another partner, place or class nothing is known to hold it.
    assert told(beside({"date": None}, recipient="UZ")) == [(130, 130, 130)]


def test_classes_that_differ_are_summed_and_one_that_is_not_stated_is_held() -> None:
    world = beside(flow_class="oof")
    world.rows["activity"][0]["flow_class"] = "oda"
    assert told(world) == [(130, 130, 130)]
    world.rows["activity"][1]["flow_class"] = None
    assert told(world) == [(100, 100, 100)]


@pytest.mark.parametrize(
    ("flow", "record"),
    [({}, {"status": "cancelled"}), ({}, {"recommended": "no"}), ({}, {"marks": ["umbrella"]}),
     ({"timing": "cumulative"}, {})],
)  # fmt: skip
def test_what_adds_nothing_takes_nothing_off(flow: dict[str, object], record: dict[str, object]) -> None:
    assert told(beside(flow, **record)) == [(100, 100, 100)]
    assert told(beside(amount=None)) == [(100, 100, 100)]


def test_a_doubtful_record_leaves_the_total_whole_in_low() -> None:
    assert told(beside(marks=["cofinanced"])) == [(100, 100, 100)]
    assert told(beside(marks=["cofinanced"]), by=["sector"]) == [("210", 0, 30, 30), (None, 100, 70, 70)]


def test_expenditure_is_held_by_a_total_of_disbursements() -> None:
    world = beside({"kind": "expenditure"})
    assert told(world, kinds=(Kind.DISBURSEMENT, Kind.EXPENDITURE)) == [(100, 100, 100)]
    assert told(world) == [(100, 100, 100)]


def test_records_above_their_total_are_named_and_high_is_the_records() -> None:
    assert told(beside(amount="130")) == [(100, 100, 130)]
    rows = contributions(beside(amount="130"), families={"made-1": "reported", "made-2": "reported"}).to_pylist()
    assert [(row["value_current"], row["standing"]) for row in rows if row["rule"] == "records_above_total"] == [
        (Decimal(30), "possible")
    ]
    assert told(beside(amount="130"), value="value_constant") == [
        (Decimal("111.11"), Decimal("111.11"), Decimal("144.44"))
    ]


def test_another_publisher_is_never_taken_off() -> None:
    """What UNDP says of Japan's money: the larger stands, the other counts in high alone."""
    un = {"reporter_ref": "XM-DAC-41114", "reporter": "UNDP"}
    assert told(beside(**un)) == [(100, 100, 130)]
    assert told(beside(amount="130", **un)) == [(130, 130, 230)]


def test_a_source_asked_alone_shows_all_that_it_says_and_two_asked_meet() -> None:
    def source(*names: str) -> Condition:
        return Condition(f"source IN ({', '.join('?' for _ in names)})", names, before_ranking=True)

    un = {"reporter_ref": "XM-DAC-41114", "reporter": "UNDP"}
    for world, both in ((beside(), (100, 100, 100)), (beside(amount="130"), (100, 100, 130)),
                        (beside(**un), (100, 100, 130))):  # fmt: skip
        record = 130 if world.rows["flow"][1]["amount"] == 130 else 30
        assert told(world, source("made")) == [(100, 100, 100)]
        assert told(world, source("other")) == [(record, record, record)]
        assert told(world, source("made", "other")) == [both]


def test_of_two_sources_totals_the_newest_stands() -> None:
    world = beside(amount=None).file("third", dataset="made-3", source="third", as_of=dt.date(2024, 1, 1))
    third = {"file": "third", "dataset": "made-3", "source": "third"}
    world.activity("u", marks=["aggregate"], reporter="OECD again", **third)
    world.split("u", "recipient", {"KZ": 100.0}, **third)
    world.flow("u", "90", kind="disbursement", date=dt.date(2010, 6, 1), **third)
    with duckdb.connect(config={"threads": 1}) as connection:
        families = dict.fromkeys(("made-1", "made-2", "made-3"), "reported")
        connection.register("contribution", contributions(world, families=families))
        (row,) = total(connection, Selection("value_current", DISBURSED), []).to_pylist()
    assert (row["low"], row["preferred"], row["high"]) == (90, 90, 90)
