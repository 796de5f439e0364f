"""Totals as low, preferred and high over made-up contributions, and what they are the sum of."""

import datetime as dt
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarai.analyses.portfolio import Condition, Selection, explained, total, unvalued
from sarai.model.errors import QuestionError
from sarai.model.question import DIMENSIONS
from sarai.model.vocabulary import Counting, Kind, Standing
from worlds import World, contributions, made

COMMITTED = (Kind.COMMITMENT,)


def asked(
    table: pa.Table,
    by: list[str] | None = None,
    *conditions: Condition,
    kinds: tuple[Kind, ...] = COMMITTED,
    value: str = "value_current",
) -> list[dict[str, object]]:
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("contribution", table)
        found: list[dict[str, object]] = total(connection, Selection(value, kinds, conditions), by or []).to_pylist()
    return found


def levels(row: dict[str, object]) -> tuple[object, ...]:
    return row["low"], row["preferred"], row["high"], row["n"]


def doubtful() -> World:
    """A certain record of 100, a cofinanced one of 20, a parent of 5 beside its child of 3, and a pledge of 50."""
    world = World().file().activity("a").flow("a", "100").split("a", "recipient", {"KZ": 100.0})
    world.activity("b", marks=["cofinanced"]).flow("b", "20").split("b", "recipient", {"KZ": 100.0})
    world.activity("p").flow("p", "5").activity("c", parent="p").flow("c", "3")
    return world.activity("q").flow("q", "50", kind="pledge")


def test_low_preferred_and_high() -> None:
    table = contributions(doubtful())
    assert [levels(row) for row in asked(table)] == [(Decimal(103), Decimal(123), Decimal(128), 3)]
    assert [(row["recipient"], *levels(row)) for row in asked(table, ["recipient"])] == [
        ("KZ", 100, 120, 120, 2),
        (None, 3, 3, 8, 1),
    ]


def test_pledges_show_when_they_are_asked_by_name() -> None:
    table = contributions(doubtful())
    assert [levels(row) for row in asked(table, kinds=(Kind.PLEDGE,))] == [(50, 50, 50, 1)]
    assert [levels(row) for row in asked(table, kinds=(Kind.COMMITMENT, Kind.PLEDGE))] == [(103, 123, 128, 3)]


def test_not_reported_is_never_zero() -> None:
    world = made(amount=None).split("a", "recipient", {"KZ": 100.0})
    world.activity("z").flow("z", "0").split("z", "recipient", {"UZ": 100.0})
    world.activity("d", marks=["cofinanced"]).flow("d", "7").split("d", "recipient", {"TJ": 100.0})
    found = {row["recipient"]: levels(row) for row in asked(contributions(world), ["recipient"])}
    # A record without an amount is counted and has no sum; a record of nothing is zero; and where no record is
    # certain, the low total counts none and is zero.
    assert found == {"KZ": (None, None, None, 1), "TJ": (0, 7, 7, 1), "UZ": (0, 0, 0, 1)}
    assert asked(contributions(World().file().activity("a").flow("a", "1", kind="disbursement"))) == []


def test_tiers_are_shares_of_preferred() -> None:
    world = made(amount="75").activity("b", tier="press-single-source").flow("b", "25")
    (row,) = asked(contributions(world))
    assert dict(row["tiers"]) == {"official-ledger": 0.75, "press-single-source": 0.25}  # type: ignore[call-overload]


def copies() -> pa.Table:
    """One record told by two datasets: 1 to KZ by the older, 2 to UZ by the newer."""
    world = World().file().file("newer", dataset="made-2", as_of=dt.date(2022, 1, 1))
    for file, dataset, amount, recipient in (("made-up-file", "made-1", 1, "KZ"), ("newer", "made-2", 2, "UZ")):
        told = {"file": file, "dataset": dataset}
        world.activity("a", **told).flow("a", amount, **told).split("a", "recipient", {recipient: 100.0}, **told)
    return contributions(world)


@pytest.mark.parametrize(
    ("conditions", "value"),
    [
        ((), 2),
        ((Condition("dataset IN (?)", ("made-1",), before_ranking=True),), 1),
        ((Condition("dataset IN (?)", ("made-2",), before_ranking=True),), 2),
        ((Condition("source IN (?)", ("made",), before_ranking=True),), 2),
        # Whoever asks for a recipient asks who speaks first: the older copy does not come back.
        ((Condition("recipient IN (?)", ("KZ",)),), None),
        (
            (
                Condition("recipient IN (?)", ("KZ",)),
                Condition("dataset IN (?)", ("made-1",), before_ranking=True),
            ),
            1,
        ),
    ],
)
def test_datasets_are_chosen_before_copies_are_ranked_and_all_else_after(
    conditions: tuple[Condition, ...], value: int | None
) -> None:
    found = asked(copies(), [], *conditions)
    assert [row["preferred"] for row in found] == ([] if value is None else [value])


def test_what_has_no_value() -> None:
    world = doubtful().activity("y").flow("y", "1", "KZT")
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("contribution", contributions(world))
        chosen = Selection("value_current", (Kind.COMMITMENT, Kind.PLEDGE))
        assert unvalued(connection, chosen).to_pylist() == [{"reason": "no rate for KZT", "n": 1, "examples": ["y#1"]}]


def test_an_unknown_column_never_reaches_the_database() -> None:
    with pytest.raises(QuestionError, match="unknown value column"):
        Selection("amount; DROP TABLE contribution", COMMITTED)
    with duckdb.connect(config={"threads": 1}) as connection, pytest.raises(QuestionError, match="unknown dimension"):
        total(connection, Selection("value_current", COMMITTED), ["1; --"])


@st.composite
def tables_of(draw: st.DrawFn) -> pa.Table:
    world = World().file()
    for place in range(draw(st.integers(1, 5))):
        key = f"k{place}"
        world.activity(
            key,
            marks=draw(st.sampled_from([[], ["cofinanced"], ["umbrella"]])),
            tier=draw(st.sampled_from(["official-ledger", "press-several"])),
            status=draw(st.sampled_from([None, "completion"])),
        )
        amount = draw(st.one_of(st.none(), st.integers(-(10**7), 10**9).map(lambda each: Decimal(each) / 100)))
        world.flow(
            key, amount, draw(st.sampled_from(["USD", "JPY", "KZT"])), provider=draw(st.sampled_from(["JP", None]))
        )
        count = draw(st.integers(0, 3))
        world.split(key, "recipient", dict.fromkeys(["KZ", "TJ", "UZ"][:count], 100 / max(count, 1)))
    return contributions(world)


@settings(max_examples=8, deadline=None)
@given(table=tables_of(), dimensions=st.lists(st.sampled_from(sorted(DIMENSIONS)), min_size=3, max_size=3, unique=True))
def test_breakdowns_add_up_to_the_whole_and_to_its_rows(table: pa.Table, dimensions: list[str]) -> None:
    whole = asked(table)
    for dimension in dimensions:
        rows = asked(table, [dimension])
        for level in ("low", "preferred", "high"):
            assert sum(row[level] or 0 for row in rows) == sum(row[level] or 0 for row in whole), dimension  # type: ignore[misc]
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("contribution", table)
        for counting in Counting:
            rows = explained(connection, Selection("value_current", COMMITTED), counting).to_pylist()
            assert sum(row["value"] or 0 for row in rows) == sum(row[str(counting)] or 0 for row in whole)  # type: ignore[misc]


def test_the_quality_of_what_a_total_is_the_sum_of() -> None:
    world = made(currency="JPY", date=dt.date(2010, 7, 1)).activity("b").flow("b", "5")
    world.activity("x", status="cancelled").flow("x", "9", "EUR", date=dt.date(2010, 3, 1))
    (row,) = asked(contributions(world))
    assert row["quality"] == ["yearly rate"]


def test_reorganised_debts_count_for_who_asks_them_by_name_or_as_published() -> None:
    world = made().activity("d", finance_type="618").flow("d", "40")
    table = contributions(world)
    assert [levels(row) for row in asked(table)] == [(100, 100, 100, 1)]
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("contribution", table)
        chosen = Selection("value_current", COMMITTED, asked=(("debt_reorganised", Standing.CERTAIN),))
        (row,) = total(connection, chosen, []).to_pylist()
    assert levels(row) == (140, 140, 140, 2)
