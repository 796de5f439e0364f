"""From made-up canonical tables to contributions: prices, periods, splits, copies."""

import datetime as dt
from decimal import Decimal

import pytest

from worlds import World, made, rows

LONG_AGO = dt.date(1975, 3, 1)


def test_a_rate_is_of_the_month_and_a_deflator_of_the_year() -> None:
    row = rows(made(amount="1000", currency="JPY"))[0]
    assert (row["rate"], row["rate_period"], row["value_current"]) == (0.011, "2010-06", Decimal("11.00"))
    assert (row["deflator"], row["value_constant"]) == (0.9, Decimal("12.22"))
    assert row["no_value"] is None


def test_the_value_date_goes_before_the_date() -> None:
    row = rows(made(amount="100", currency="EUR", date=dt.date(2010, 6, 15), value_date=dt.date(2010, 5, 31)))[0]
    assert (row["rate_period"], row["value_current"], row["date"]) == (
        "2010-05",
        Decimal("125.65"),
        dt.date(2010, 5, 31),
    )


def test_a_date_no_finer_than_a_year_gets_the_average_of_the_year() -> None:
    row = rows(made(amount="1000", currency="JPY", precision="year"))[0]
    assert (row["rate_period"], row["value_current"]) == ("2010", Decimal("11.40"))


def test_a_year_told_as_its_first_day_has_the_rate_of_the_year() -> None:
    new_year = dt.date(2010, 1, 1)
    row = rows(made(amount="1000", currency="JPY", precision="year", date=new_year, value_date=new_year))[0]
    assert (row["rate"], row["rate_period"]) == (0.0114, "2010")
    # A value date of its own has its day.
    row = rows(made(amount="1000", currency="JPY", precision="year", date=new_year, value_date=dt.date(2010, 6, 2)))[0]
    assert (row["rate"], row["rate_period"]) == (0.011, "2010-06")


@pytest.mark.parametrize("told", [{"date": LONG_AGO}, {"date": LONG_AGO, "precision": "year"}])
def test_an_old_date_never_gets_a_recent_rate(told: dict[str, object]) -> None:
    row = rows(made(amount="1000", currency="JPY", **told))[0]
    period = "1975" if "precision" in told else "1975-03"
    assert (row["rate"], row["rate_period"], row["value_current"], row["value_constant"]) == (None, None, None, None)
    assert row["no_value"] == f"no rate for JPY in {period}"


def test_a_month_without_a_rate_has_the_average_of_its_own_year_and_says_so() -> None:
    row = rows(made(amount="1000", currency="JPY", date=dt.date(2010, 7, 1)))[0]
    assert (row["rate_period"], row["value_current"], row["quality"]) == ("2010", Decimal("11.40"), ["yearly rate"])
    # A month's rate is no less than exact, and another year's is never taken.
    assert rows(made(amount="1000", currency="JPY"))[0]["quality"] == []
    row = rows(made(amount="1000", currency="JPY", date=dt.date(2011, 7, 1)))[0]
    assert (row["value_current"], row["no_value"]) == (None, "no rate for JPY in 2011-07")


def test_where_no_rate_is_in_hand_the_publishers_own_dollars_speak() -> None:
    own = {"series": "usd_current", "price_basis": "current", "base_year": None}
    row = rows(made(amount="9000", currency="KES").restated("a#1", "123.45", **own))[0]
    assert (row["value_current"], row["quality"]) == (Decimal("123.45"), ["publisher's rate"])
    assert (row["rate_source"], row["rate_period"]) == ("the publisher's own USD (usd_current)", None)
    assert row["value_constant"] == Decimal("137.17")
    # A month or year of ours goes before it; constant dollars are no rate.
    assert rows(made(amount="1000", currency="JPY").restated("a#1", "5", **own))[0]["value_current"] == Decimal("11.00")
    assert rows(made(amount="9000", currency="KES").restated("a#1", "123.45"))[0]["value_current"] is None
    # The dollars of a record of several amounts are their sum and price none of them.
    several = made(amount="9000", currency="KES").flow("a", "1000", "KES", ordinal=2).restated("a#1", "123.45", **own)
    assert [row["value_current"] for row in rows(several)] == [None, None]


def test_money_in_the_studys_currency_needs_no_date() -> None:
    row = rows(made(amount="100", date=None, year=None))[0]
    assert (row["value_current"], row["value_constant"], row["no_value"]) == (Decimal("100.00"), None, "no date")
    assert rows(made(amount="100", currency="EUR", date=None, year=None))[0]["value_current"] is None


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"amount": None}, "amount not published"),
        ({"currency": None}, "currency not stated"),
        ({"date": None, "currency": "EUR"}, "no date"),
        ({"currency": "KZT"}, "no rate for KZT in 2010-06"),
        ({"price_basis": "constant-unstated"}, "constant prices, base year not stated"),
    ],
)
def test_what_has_no_value_says_why(told: dict[str, object], reason: str) -> None:
    row = rows(made(**told))[0]
    assert (row["value_current"], row["value_constant"], row["no_value"]) == (None, None, reason)
    assert row["amount"] == (None if "amount" in told else Decimal("100"))
    assert row["rule"] == "counted"


def test_without_a_deflator_the_current_value_stands_alone() -> None:
    row = rows(made(provider="KR"))[0]
    assert (row["value_current"], row["value_constant"]) == (Decimal("100.00"), None)
    assert row["no_value"] == "no deflator for KR in 2010"


def test_a_multilateral_has_the_deflator_of_the_dac_total() -> None:
    assert rows(made(provider="44000"))[0]["value_constant"] == Decimal("133.33")
    assert rows(made(provider=None))[0]["value_constant"] == Decimal("133.33")


def test_splits_multiply_across_dimensions_and_add_up() -> None:
    world = made(amount="100.01")
    world.split("a", "recipient", {"KZ": 50.0, "UZ": 50.0}).split("a", "sector", {"210": 100 / 3, "230": 200 / 3})
    found = {(row["recipient"], row["sector"]): row["value_current"] for row in rows(world)}
    assert found == {
        ("KZ", "210"): Decimal("16.67"),
        ("KZ", "230"): Decimal("33.34"),
        ("UZ", "210"): Decimal("16.66"),
        ("UZ", "230"): Decimal("33.34"),
    }
    assert sum(found.values()) == Decimal("100.01")


def test_shares_of_a_flow_replace_the_activity_s_for_that_dimension() -> None:
    world = made().split("a", "recipient", {"KZ": 50.0, "UZ": 50.0}).split("a", "sector", {"210": 100.0})
    world.flow("a", "10", ordinal=2).split("a#2", "recipient", {"TJ": 100.0})
    found = [(row["key"], row["recipient"], row["sector"], row["value_current"]) for row in rows(world)]
    assert sorted(found) == [
        ("a#1", "KZ", "210", Decimal("50.00")),
        ("a#1", "UZ", "210", Decimal("50.00")),
        ("a#2", "TJ", "210", Decimal("10.00")),
    ]


def test_a_label_carries_no_money() -> None:
    world = made().split("a", "sector", {"210": 100.0}).split("a", "sector", {"made": None}, basis="label")
    assert [(row["sector"], row["value_current"]) for row in rows(world)] == [("210", Decimal("100.00"))]


def test_what_states_no_recipient_and_no_sector_stands_whole() -> None:
    row = rows(made())[0]
    assert (row["recipient"], row["sector"], row["recipient_percent"], row["sector_percent"]) == (None, None, 100, 100)
    assert row["value_current"] == Decimal("100.00")


def test_a_negative_amount_is_split_like_any_other() -> None:
    world = made(amount="-0.05").split("a", "recipient", {"KZ": 50.0, "UZ": 50.0})
    assert sum(row["value_current"] for row in rows(world)) == Decimal("-0.05")


def test_the_publisher_s_series_stands_beside_and_is_split_too() -> None:
    world = made(amount=None).restated("a#1", "12.345").split("a", "recipient", {"KZ": 50.0, "UZ": 50.0})
    found = rows(world)
    assert sum(row["value_source"] for row in found) == Decimal("12.35")
    assert {(row["source_amount"], row["source_series"], row["source_basis"]) for row in found} == {
        (Decimal("12.345"), "made_usd", "USD constant 2014")
    }


def test_a_file_speaks_in_one_series() -> None:
    """A record that only states current dollars has no value in a file whose series is constant dollars."""
    world = made().restated("a#1", "12").activity("b").flow("b", "1")
    world.restated("b#1", "7", series="made_current", price_basis="current", base_year=None)
    found = {row["activity"]: (row["value_source"], row["source_basis"]) for row in rows(world)}
    assert found == {"a": (Decimal("12.00"), "USD constant 2014"), "b": (None, None)}


def test_the_newest_copy_of_a_record_speaks() -> None:
    world = made(amount="1").file("newer", dataset="made-2", as_of=dt.date(2022, 1, 1))
    for table in ("activity", "flow"):
        copy = world.rows[table][0] | {"file": "newer", "dataset": "made-2"}
        world.rows[table].append(copy | ({"amount": Decimal(2)} if table == "flow" else {}))
    found = {row["dataset"]: (row["same_rank"], row["value_current"]) for row in rows(world)}
    assert found == {"made-1": (2, Decimal("1.00")), "made-2": (1, Decimal("2.00"))}


def test_rows_are_sorted_and_come_in_pieces() -> None:
    world = World().file()
    for place, recipient in enumerate(["UZ", "KZ", None, "TJ"]):
        world.activity(f"a{place}").flow(f"a{place}", "1").split(f"a{place}", "recipient", {recipient: 100.0})
    assert [row["recipient"] for row in rows(world)] == ["KZ", "TJ", "UZ", None]
