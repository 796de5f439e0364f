"""A change told as what changed: each cause lands whole in its own column and nothing is left over."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarai.analyses.portfolio.diff import STEPS
from worlds import DEFLATORS, RATES, World, changes, contributions

ZERO = Decimal("0.00")


def ledger(
    amount: str = "1000",
    currency: str = "JPY",
    shares: tuple[float, float] = (50.0, 50.0),
    *,
    year: int = 2010,
    status: str | None = None,
    **told: object,
) -> World:
    """Two records: one of two recipients and two sectors, which a test revises, and one that stays."""
    world = World().file()
    world.activity("a", status=status).flow("a", amount, currency, date=dt.date(year, 6, 15), **told)
    world.split("a", "recipient", {"KZ": shares[0], "UZ": shares[1]}).split("a", "sector", {"210": 30.0, "230": 70.0})
    return world.activity("b").flow("b", "77.77").split("b", "recipient", {"KZ": 100.0})


def moved(rows: list[dict[str, object]]) -> dict[object, dict[str, Decimal]]:
    """The steps that are not zero, by recipient."""
    return {row["recipient"]: {name: row[name] for name in STEPS if row[name]} for row in rows}  # type: ignore[misc]


BASE = contributions(ledger())


def test_nothing_changed() -> None:
    found = changes(BASE, contributions(ledger()), ["recipient"])
    assert moved(found) == {"KZ": {}, "UZ": {}}
    assert [(row["before"], row["after"]) for row in found] == [(Decimal("83.27"),) * 2, (Decimal("5.50"),) * 2]


def rate(value: float) -> tuple[tuple[str, str, float], ...]:
    return tuple((*row[:2], value) if row[:2] == ("JPY", "2010-06") else row for row in RATES)


@pytest.mark.parametrize(
    ("after", "step", "by_recipient"),
    [
        (lambda: contributions(ledger(amount="3000")), "amounts", ("11.00", "11.00")),
        (lambda: contributions(ledger(shares=(75.0, 25.0))), "shares", ("2.75", "-2.75")),
        (lambda: contributions(ledger(), rate=rate(0.012)), "rates", ("0.50", "0.50")),
        (lambda: contributions(ledger(status="cancelled")), "counting", ("-5.50", "-5.50")),
        (lambda: contributions(ledger(currency="USD")), "amounts", ("494.50", "494.50")),
        # The rate comes with an amount restated in other money, and is no revision of a rate.
        (lambda: contributions(ledger(currency="EUR", amount="1000")), "amounts", ("604.90", "604.90")),
    ],
    ids=["amount", "share", "rate", "counting", "currency", "other rate"],
)
def test_each_cause_lands_whole_in_its_own_column(
    after: Callable[[], pa.Table], step: str, by_recipient: tuple[str, str]
) -> None:
    kz, uz = map(Decimal, by_recipient)
    assert moved(changes(BASE, after(), ["recipient"])) == {"KZ": {step: kz}, "UZ": {step: uz}}


def test_a_revised_deflator_lands_in_its_own_column() -> None:
    revised = tuple((*row[:2], 0.5) if row[:2] == ("JP", 2010) else row for row in DEFLATORS)
    found = changes(BASE, contributions(ledger(), deflator=revised), ["recipient"], value="value_constant")
    # 1,000 yen x 0.011 / 0.9 = 12.22, / 0.5 = 22.00; 77.77 / 0.9 = 86.41, / 0.5 = 155.54.
    assert moved(found) == {"KZ": {"deflators": Decimal("74.02")}, "UZ": {"deflators": Decimal("4.89")}}


def test_another_class_moves_between_cells() -> None:
    found = changes(BASE, contributions(ledger(status="completion")), ["status"])
    told = {row["status"]: {name: row[name] for name in STEPS if row[name]} for row in found}
    assert told == {"completion": {"classification": Decimal("11.00")}, None: {"classification": Decimal("-11.00")}}


def test_amount_rate_and_share_revised_at_once() -> None:
    """Each is told on top of those before it: 1,000 to 2,000 yen, then the shares of 22.00, then the rate."""
    after = contributions(ledger(amount="2000", shares=(75.0, 25.0)), rate=rate(0.012))
    assert moved(changes(BASE, after, ["recipient"])) == {
        "KZ": {"amounts": Decimal("5.50"), "shares": Decimal("5.50"), "rates": Decimal("1.50")},
        "UZ": {"amounts": Decimal("5.50"), "shares": Decimal("-5.50"), "rates": Decimal("0.50")},
    }


def test_records_of_one_release_alone() -> None:
    more = contributions(ledger().activity("n").flow("n", "9").split("n", "recipient", {"TJ": 100.0}))
    assert moved(changes(BASE, more, ["recipient"])) == {"KZ": {}, "TJ": {"new": Decimal("9.00")}, "UZ": {}}
    assert moved(changes(more, BASE, ["recipient"]))["TJ"] == {"gone": Decimal("-9.00")}
    assert moved(changes(more, BASE, ["recipient"], lost=("n",)))["TJ"] == {"out_of_scope": Decimal("-9.00")}


def test_what_was_not_reported_is_null_and_no_zero() -> None:
    found = changes(contributions(ledger(currency="KZT")), BASE, ["recipient"])
    assert [row["before"] for row in found] == [Decimal("77.77"), None]
    assert [row["rates"] for row in found] == [ZERO, ZERO]
    assert moved(found) == {"KZ": {"amounts": Decimal("5.50")}, "UZ": {"amounts": Decimal("5.50")}}


def test_a_flow_that_came_to_a_known_record_is_an_amount() -> None:
    world = ledger().flow("b", "3", ordinal=2)
    assert moved(changes(BASE, contributions(world), ["recipient"]))["KZ"] == {"amounts": Decimal("3.00")}


def test_one_code_stated_twice() -> None:
    def twice(amount: str) -> pa.Table:
        world = World().file().activity("a").flow("a", amount)
        return contributions(world.split("a", "sector", {"210": 50.0}).split("a", "sector", {"210": 50.0}))

    # Two equal rows are no less different from two other equal rows than one row is.
    found = changes(twice("100"), twice("200"), ["sector"])
    assert [(row["before"], row["amounts"], row["after"]) for row in found] == [(100, 100, 200)]


amounts = st.one_of(st.none(), st.integers(-(10**9), 10**11).map(lambda each: Decimal(each) / 100))


@st.composite
def worlds_of(draw: st.DrawFn) -> pa.Table:
    """Up to four records under four ids, each with flows, shares, classes and copies of its own."""
    world = World().file()
    for key in draw(st.lists(st.sampled_from("abcd"), max_size=4, unique=True)):
        marks = draw(st.sampled_from([[], ["cofinanced"], ["umbrella"]]))
        world.activity(key, status=draw(st.sampled_from([None, "completion", "cancelled"])), marks=marks)
        for ordinal in range(1, draw(st.integers(1, 2)) + 1):
            told = draw(
                st.sampled_from(
                    [
                        {},
                        {"price_basis": "constant", "base_year": 2015},
                        {"date": dt.date(2020, 6, 1)},
                        {"kind": "pledge"},
                    ]
                )
            )
            currency = draw(st.sampled_from(["USD", "JPY", "EUR", "KZT"]))
            world.flow(key, draw(amounts), currency, ordinal=ordinal, **told)
        for dimension, codes in (("recipient", ["KZ", "UZ", "TJ"]), ("sector", ["210", "230"])):
            used = draw(st.lists(st.sampled_from(codes), max_size=3, unique=True))
            weights = [draw(st.integers(1, 9)) for _ in used]
            shares = {code: 100 * weight / sum(weights) for code, weight in zip(used, weights, strict=True)}
            world.split(key, dimension, dict(shares))
    factor = draw(st.sampled_from([0.9, 0.95]))
    return contributions(
        world, rate=rate(draw(st.sampled_from([0.011, 0.0123]))), deflator=(("JP", 2010, factor), *DEFLATORS[1:])
    )


@settings(max_examples=8, deadline=None)
@given(
    before=worlds_of(),
    after=worlds_of(),
    by=st.sampled_from([[], ["recipient"], ["sector", "status"], ["recipient", "year", "currency"]]),
    value=st.sampled_from(["value_current", "value_constant"]),
)
def test_steps_telescope_to_the_cent(before: pa.Table, after: pa.Table, by: list[str], value: str) -> None:
    """before + steps = after in every cell, and the way back is the same change with the other sign."""
    there, back = changes(before, after, by, value=value), changes(after, before, by, value=value)
    for row in (*there, *back):
        assert (row["before"] or ZERO) + sum(row[step] for step in STEPS) == (row["after"] or ZERO)

    def whole(rows: list[dict[str, object]]) -> dict[tuple[object, ...], Decimal]:
        told = {tuple(row[each] for each in by): (row["after"] or ZERO) - (row["before"] or ZERO) for row in rows}  # type: ignore[operator]
        return {key: change for key, change in told.items() if change}

    assert whole(there) == {key: -change for key, change in whole(back).items()}
