"""One deflator for each provider and year: 1 in the price year, the provider's own, its edition named."""

import pyarrow as pa
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sarai.model.errors import StudyError
from sarai.money import deflators, rates

PUBLISHED = deflators.published()
Chosen = dict[tuple[str, int], tuple[float, str]]


def lookup(table: pa.Table) -> Chosen:
    found = {(r["provider"], r["year"]): (r["deflator"], r["deflator_source"]) for r in table.to_pylist()}
    assert len(found) == table.num_rows
    return found


def made(*rows: tuple[str, int, float, str]) -> pa.Table:
    """Published deflators of our own making: provider, year, value, source."""
    names = ("provider", "year", "value", "source")
    rest = {"base_year": 2023, "currency": "USD", "vintage": "v"}
    return pa.Table.from_pylist(
        [{**dict(zip(names, row, strict=True)), **rest} for row in rows], schema=PUBLISHED.schema
    )


def columns(table: pa.Table) -> dict[str, str]:
    return {field.name: str(field.type) for field in table.schema}


def test_columns() -> None:
    stated = {"provider": "string", "year": "int16", "value": "double", "base_year": "int16"}
    assert columns(PUBLISHED) == stated | dict.fromkeys(("currency", "source", "vintage"), "string")
    found = columns(deflators.chosen(PUBLISHED, price_year=2023))
    assert found == {"provider": "string", "year": "int16", "deflator": "double", "deflator_source": "string"}


@pytest.mark.parametrize("price_year", [1990, 2011, 2023, 2024])
def test_the_deflator_of_the_price_year_is_one(price_year: int) -> None:
    found = lookup(deflators.chosen(PUBLISHED, price_year=price_year))
    ones = {value for (_, year), (value, _) in found.items() if year == price_year}
    assert ones == {1.0}
    assert ("JP", price_year) in found


@pytest.mark.parametrize("target", ["EUR", "JPY"])
def test_the_deflator_of_the_price_year_is_one_in_every_currency(target: str) -> None:
    found = lookup(deflators.chosen(PUBLISHED, price_year=2020, target=target))
    assert {value for (_, year), (value, _) in found.items() if year == 2020} == {1.0}


def test_published_values_come_through() -> None:
    # OECD, April 2025, base 2023.
    found = lookup(deflators.chosen(PUBLISHED, price_year=2023))
    value, source = found["JP", 2021]
    assert value == pytest.approx(1.22800182)
    assert source == "oecd (Apr2025)"
    value, source = found["DAC", 2024]
    assert value == pytest.approx(1.02176784)
    assert source == "oecd (Apr2025)"


def test_constant_prices_are_current_prices_over_the_deflator() -> None:
    table = made(("JP", 2010, 0.5, "oecd"), ("JP", 2020, 0.8, "oecd"))
    assert lookup(deflators.chosen(table, price_year=2020))["JP", 2010][0] == pytest.approx(0.625)


@pytest.mark.parametrize("order", [("oecd", "weo", "weo-estimate"), ("weo-estimate", "weo", "oecd")])
def test_the_first_source_speaks(order: tuple[str, ...]) -> None:
    values = {"oecd": 0.5, "weo": 0.6, "weo-estimate": 0.7}
    table = made(*(("JP", 2010, values[name], name) for name in order), ("JP", 2020, 1.0, "oecd"))
    assert lookup(deflators.chosen(table, price_year=2020))["JP", 2010] == (0.5, "oecd (v)")


def test_a_projection_is_called_one() -> None:
    found = lookup(deflators.chosen(PUBLISHED, price_year=2023))
    assert found["TJ", 2023][1] == "weo (Apr2024)"
    assert found["JP", 2025][1] == "weo (Apr2024), projected"


EUROS = rates.chosen(rates.published(), target="EUR")
PER_DOLLAR = {r["period"]: r["rate"] for r in EUROS.to_pylist() if r["currency"] == "USD"}
LEVELS = st.floats(min_value=1e-3, max_value=1e3)
YEARS = st.integers(min_value=2000, max_value=2024)


@given(LEVELS, LEVELS, YEARS, YEARS)
def test_euros_move_with_the_index_and_the_rate(level: float, base: float, year: int, price_year: int) -> None:
    assume(year != price_year)
    table = made(("JP", year, level, "oecd"), ("JP", price_year, base, "oecd"))
    found = lookup(deflators.chosen(table, price_year=price_year, target="EUR", rates_in=EUROS))["JP", year]
    assert found[0] == pytest.approx(level / base * PER_DOLLAR[str(year)] / PER_DOLLAR[str(price_year)], rel=1e-12)
    assert found[1].startswith("oecd (v) x wdi-year")


def test_a_year_without_a_rate_has_no_deflator_in_that_currency() -> None:
    found = lookup(deflators.chosen(PUBLISHED, price_year=2020, target="EUR"))
    assert ("JP", 1995) not in found
    assert ("JP", 1999) in found


def test_a_price_year_without_a_rate_is_refused() -> None:
    with pytest.raises(StudyError, match="no rate between the dollar and EUR"):
        deflators.chosen(PUBLISHED, price_year=1995, target="EUR")


def test_a_price_year_without_deflators_is_refused() -> None:
    with pytest.raises(StudyError, match="price_year 2050") as caught:
        deflators.chosen(PUBLISHED, price_year=2050)
    assert caught.value.cure == "use a year up to 2024"


def test_a_zero_of_the_publisher_is_no_price_level() -> None:
    # The OECD prints 0 before the first value of Czechia, Korea and five others.
    found = lookup(deflators.chosen(PUBLISHED, price_year=2023))
    assert ("CZ", 1990) not in found
    assert ("KR", 1960) not in found
    assert ("KR", 1987) in found


def test_a_country_without_a_series_has_none() -> None:
    providers = set(PUBLISHED["provider"].to_pylist())
    assert deflators.provider_of("GG") == "GG"
    assert "GG" not in providers


@pytest.mark.parametrize("partner", ["JP", "EU", "XK", "NA"])
def test_a_country_has_its_own_series(partner: str) -> None:
    assert deflators.provider_of(partner) == partner
    assert partner in set(PUBLISHED["provider"].to_pylist())


@pytest.mark.parametrize("partner", ["44000", "XM-DAC-46004", "ADB", "world-bank", "", "DAC", "jp"])
def test_any_other_organisation_has_the_dac_totals(partner: str) -> None:
    assert deflators.provider_of(partner) == "DAC"


def test_the_newest_year_is_no_projection() -> None:
    newest = deflators.newest_year(PUBLISHED)
    assert newest == 2024
    assert max(row["year"] for row in PUBLISHED.to_pylist()) == 2029
    found = lookup(deflators.chosen(PUBLISHED, price_year=newest))
    for provider in ("US", "JP", "DE", "FR", "GB", "CA", "IT", "KR", "EU", "DAC"):
        assert found[provider, newest] == (1.0, "oecd (Apr2025)")
