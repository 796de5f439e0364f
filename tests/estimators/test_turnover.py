"""Entry, exit, persistence and volatility against sheets worked by hand and one-liners."""

from statistics import mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarai.estimators.turnover import turnover, volatility
from sarai.model.errors import QuestionError

AMOUNTS = st.dictionaries(st.sampled_from("ABCDEFGH"), st.floats(0, 1e9), max_size=8)
YEARS = st.dictionaries(st.integers(1990, 2030), st.floats(1, 1e6), min_size=4, max_size=12)


def test_a_hand_worked_sheet() -> None:
    told = turnover({"JP": 5.0, "DE": 3.0, "CH": 0.0}, {"JP": 1.0, "CH": 2.0, "KR": 1.0})
    assert (told.came, told.left, told.stayed) == (("CH", "KR"), ("DE",), ("JP",))
    assert told.stayed_share == 0.5
    assert turnover({}, {"JP": 1.0}).stayed_share is None
    assert volatility({2012: 10, 2013: 20, 2014: 30, 2015: 40}) == pytest.approx(12.9099 / 25, rel=1e-5)


@given(AMOUNTS, AMOUNTS)
def test_each_partner_is_in_one_group_and_time_turned_about_swaps_two(
    before: dict[str, float], after: dict[str, float]
) -> None:
    told, back = turnover(before, after), turnover(after, before)
    groups = [*told.came, *told.left, *told.stayed]
    assert len(groups) == len(set(groups))
    assert set(groups) == {name for each in (before, after) for name, value in each.items() if value > 0}
    assert (told.came, told.left, told.stayed) == (back.left, back.came, back.stayed)


@given(YEARS, st.floats(0.1, 1000))
def test_volatility_is_the_spread_over_the_mean_whatever_the_unit(values: dict[int, float], factor: float) -> None:
    assert volatility(values) == pytest.approx(stdev(values.values()) / mean(values.values()), abs=1e-9)
    assert volatility({year: value * factor for year, value in values.items()}) == pytest.approx(
        volatility(values), abs=1e-6
    )


def test_three_years_or_nothing_given_say_nothing() -> None:
    assert volatility({2012: 1, 2013: 2, 2014: 3}) is None
    assert volatility({2012: 0, 2013: 0, 2014: 0, 2015: 0}) is None
    with pytest.raises(QuestionError, match="no number"):
        volatility({2012: float("nan"), 2013: 1, 2014: 1, 2015: 1})
