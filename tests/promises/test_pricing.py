"""Promised sums: at the rate of their month, in the prices of their maker's deflator, or without a price and why."""

import datetime as dt
from decimal import Decimal

import pytest

from promised import promise
from sarai.money import deflators as published_deflators
from sarai.money import rates as published_rates
from sarai.promises.ledger import Promise
from sarai.promises.pricing import Price, Prices
from worlds import deflators, rates


@pytest.fixture(scope="module")
def prices() -> Prices:
    chosen = published_rates.chosen(rates())
    return Prices(chosen, published_deflators.chosen(deflators(), price_year=2020), currency="USD")


def yen(amount: str = "1000", **told: object) -> Promise:
    row = {"amount": Decimal(amount), "currency": "JPY", "date": dt.date(2010, 6, 5)}
    return promise("A", **{**row, **told})


def test_the_month_it_was_promised_in_and_the_makers_own_deflator(prices: Prices) -> None:
    found = prices.of(yen())
    assert (found.rate, found.rate_period, found.deflator) == (0.011, "2010-06", 0.9)
    assert found.current == Decimal("11.00")
    assert found.constant == Decimal("12.22")


def test_the_years_rate_where_no_month_is_known(prices: Prices) -> None:
    found = prices.of(yen(date_precision="year", date=dt.date(2010, 1, 1)))
    assert (found.rate_period, found.current) == ("2010", Decimal("11.40"))


def test_several_makers_are_priced_by_the_total_of_donors(prices: Prices) -> None:
    assert prices.of(yen(makers=("JP", "KZ"))).deflator == 0.75


def test_without_rate_or_deflator_there_is_no_price_and_a_reason(prices: Prices) -> None:
    assert prices.of(promise(amount=None, currency=None)) == Price(
        None, None, None, None, None, None, None, "no sum was promised"
    )
    assert prices.of(yen(currency="KZT")).reason == "no rate for KZT 2010-06"
    late = prices.of(yen(currency="USD", date=dt.date(2012, 6, 5)))
    assert (late.current, late.constant, late.reason) == (Decimal("1000.00"), None, "no deflator for 2012")
