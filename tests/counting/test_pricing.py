"""Parts add up to the whole to the cent, and the float product rounded once is exact half-up arithmetic."""

import datetime as dt
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import worlds
from sarai.counting import pricing

CENT = Decimal("0.01")

cents = st.integers(-(10**15), 10**15).map(lambda each: Decimal(each) / 100)


@st.composite
def percentages(draw: st.DrawFn, most: int) -> list[float]:
    """Shares in percent that sum to 100: even, in the ratio of whole numbers, or as people write them."""
    weights = draw(st.lists(st.integers(1, 1000), min_size=1, max_size=most))
    whole = sum(weights)
    style = draw(st.sampled_from(["even", "ratio", "two places"]))
    if style == "even":
        return [100 / len(weights)] * len(weights)
    if style == "ratio":
        return [100 * each / whole for each in weights]
    rounded = [round(100 * each / whole, 2) for each in weights[:-1]]
    return [*rounded, 100 - sum(rounded)]


@pytest.fixture(scope="module")
def parts_of() -> Callable[[Decimal, list[float], list[float]], list[Decimal]]:
    """The parts that shares over recipients and sectors get of a whole, in code order."""
    connection = duckdb.connect(config={"threads": 1})
    connection.execute("SET threads = 1")

    def split(whole: Decimal, recipients: list[float], sectors: list[float]) -> list[Decimal]:
        crossed = [
            (f"R{i:03}", f"S{j:03}", r * s / 10000.0) for i, r in enumerate(recipients) for j, s in enumerate(sectors)
        ]
        values = ", ".join(f"('{recipient}', '{sector}', {weight!r}::DOUBLE)" for recipient, sector, weight in crossed)
        crossed_sql = f"(SELECT 1 AS flow, NULL AS year, * FROM (VALUES {values}) v(recipient, sector, weight))"
        part = pricing.part(f"CAST('{whole}' AS DECIMAL(18,2))")
        query = f"SELECT {part} FROM ({pricing.running(crossed_sql, 'flow')}) s ORDER BY recipient, sector"
        return [row[0] for row in connection.execute(query).fetchall()]

    return split


@settings(max_examples=150, deadline=None)
@given(whole=cents, recipients=percentages(6), sectors=percentages(5))
@example(whole=Decimal("-0.01"), recipients=[100 / 3] * 3, sectors=[100.0])
@example(whole=Decimal("0.05"), recipients=[50.0, 50.0], sectors=[50.0, 50.0])
def test_parts_add_up_to_the_whole(
    parts_of: Callable[[Decimal, list[float], list[float]], list[Decimal]],
    whole: Decimal,
    recipients: list[float],
    sectors: list[float],
) -> None:
    parts = parts_of(whole, recipients, sectors)
    assert len(parts) == len(recipients) * len(sectors)
    assert sum(parts) == whole
    shares = [r * s / 10000 for r in recipients for s in sectors]
    # Each part is within a cent of its share: what is rounded away goes to a neighbour, never further. Beyond 2^53
    # cents a double cannot hold them, and nothing near that is ever asked.
    assert all(
        abs(float(part) - float(whole) * share) <= 0.0101 + abs(float(whole)) * 1e-15
        for part, share in zip(parts, shares, strict=True)
    )


def test_no_cent_is_lost_where_a_running_sum_ends_in_another_bit(
    parts_of: Callable[[Decimal, list[float], list[float]], list[Decimal]],
) -> None:
    """0.1 + 0.2 + 0.3 less 0.3 is not 0.1 + 0.2: taking ``before`` as a difference lost a cent in 1 % of splits."""
    for number in range(1, 400):
        whole = Decimal(number) / 100
        assert sum(parts_of(whole, [10.0, 20.0, 30.0, 40.0], [100 / 3] * 3)) == whole


def test_a_share_of_nothing_gets_nothing(
    parts_of: Callable[[Decimal, list[float], list[float]], list[Decimal]],
) -> None:
    assert parts_of(Decimal("12.34"), [0.0, 100.0], [100.0]) == [Decimal("0.00"), Decimal("12.34")]


def exactly(*factors: str) -> Decimal:
    """The product to the cent, half up, with the factors as the doubles that the build multiplies."""
    product = Decimal(factors[0])
    for factor in factors[1:]:
        product *= Decimal(float(factor))
    return product.quantize(CENT, ROUND_HALF_UP)


@pytest.fixture(scope="module")
def priced() -> Callable[[str, float], Decimal]:
    """The value in current prices of an amount at a rate."""
    connection = duckdb.connect(config={"threads": 1})

    def price(amount: str, rate: float) -> Decimal:
        sql = f"""
        SELECT {pricing.WHOLE_CURRENT}
        FROM (SELECT CAST('{amount}' AS DECIMAL(28,6)) AS amount, {rate!r}::DOUBLE AS rate,
                     'current' AS price_basis, 1.0::DOUBLE AS current_factor)
        """
        found: Decimal = connection.execute(sql).fetchall()[0][0]
        return found

    return price


@settings(max_examples=300, deadline=None)
@given(
    amount=st.integers(-(10**14), 10**14).map(lambda each: Decimal(each) / 100),
    rate=st.floats(1e-5, 2.0, allow_nan=False),
)
def test_the_float_product_rounded_once_is_half_up(
    priced: Callable[[str, float], Decimal], amount: Decimal, rate: float
) -> None:
    """Where the exact product lies further from a rounding edge than a double can tell, the two agree to the cent."""
    product = abs(amount * Decimal(rate))
    edge = abs((product / CENT) % 1 - Decimal("0.5"))
    value = priced(str(amount), rate)
    half_up = exactly(str(amount), repr(rate))
    if edge > product * Decimal(2) ** -50 / CENT:
        assert value == half_up
    else:
        assert abs(value - half_up) <= CENT


@pytest.mark.parametrize(
    ("amount", "rate", "value"),
    [
        ("100", 1.0, "100.00"),
        ("0.125", 1.0, "0.13"),
        ("-0.125", 1.0, "-0.13"),
        ("1000000.5", 0.01, "10000.01"),
        ("26214000000", 0.00977, "256110780.00"),
        # The documented case: the double of 1.005 is 1.00499999999999989..., so the exact product is below the edge.
        ("1", 1.005, "1.00"),
    ],
)
def test_prices_worked_by_hand(priced: Callable[[str, float], Decimal], amount: str, rate: float, value: str) -> None:
    assert priced(amount, rate) == Decimal(value)


def test_a_flow_of_a_constant_year_is_priced_from_that_year() -> None:
    """180 dollars of 2015 are 180 / 0.8 dollars of 2020; the flow is of 2010, so 180 x 0.9 / 0.8 at the time."""
    row = worlds.rows(worlds.made(amount="180", price_basis="constant", base_year=2015, date=dt.date(2010, 6, 1)))[0]
    assert row["value_constant"] == Decimal("225.00")
    assert row["value_current"] == Decimal("202.50")
    assert row["deflator"] == 0.8
    assert row["current_factor"] == pytest.approx(1.125)
