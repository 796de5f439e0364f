"""Trends beside another library's figures; falls and replacements on small made-up series."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sarai.estimators.trend import Direction, replacements, trend
from sarai.model.errors import QuestionError


@given(st.lists(st.integers(-1000, 1000), min_size=5, max_size=25, unique=True))
def test_without_ties_it_is_the_exact_test_of_another_library(values: list[int]) -> None:
    found = trend((2000 + place, float(value)) for place, value in enumerate(values))
    other = stats.kendalltau(range(len(values)), values, method="exact")
    assert found.tau == pytest.approx(other.statistic)
    assert found.p == pytest.approx(other.pvalue)
    slope = stats.theilslopes(values, range(len(values)))
    assert found.slope == pytest.approx(slope.slope)


@given(st.lists(st.integers(0, 4), min_size=6, max_size=25))
def test_with_ties_it_is_the_approximation_of_another_library(values: list[int]) -> None:
    if len(set(values)) in (1, len(values)):
        return
    found = trend((2000 + place, float(value)) for place, value in enumerate(values))
    other = stats.kendalltau(range(len(values)), values, method="asymptotic")
    assert found.tau == pytest.approx(other.statistic)
    assert found.p == pytest.approx(other.pvalue)


def test_no_direction_without_significance() -> None:
    assert trend([(1, 1.0), (2, 2.0), (3, 3.0), (4, 4.0)]).direction is Direction.TOO_FEW
    assert trend([(year, float(year)) for year in range(5)]).direction is Direction.RISING
    assert trend([(year, -float(year)) for year in range(5)]).direction is Direction.FALLING
    assert trend([(0, 1.0), (1, 3.0), (2, 2.0), (3, 5.0), (4, 1.5)]).direction is Direction.NO_TREND
    assert trend([(year, 2.0) for year in range(9)]).direction is Direction.NO_TREND


def test_two_values_at_one_time_are_refused() -> None:
    with pytest.raises(QuestionError, match="one time"):
        trend([(1, 1.0), (1, 2.0)])


def test_what_others_did_when_a_partner_fell() -> None:
    by_year = {
        2010: {"JP": 100.0, "CN": 50.0, "US": 30.0},
        2011: {"JP": 40.0, "CN": 80.0, "US": 35.0},
        2012: {"JP": 60.0, "CN": 80.0},
        2014: {"JP": 10.0, "CN": 90.0},
        2015: {"CN": 95.0},
    }
    (only,) = replacements(by_year, "JP")  # 2014 follows on no 2013; in 2015 it does not report
    assert (only.year, only.fell_by, only.others_rose_by, only.rose_most) == (2011, 60.0, 35.0, "CN")
    assert only.replaced == pytest.approx(35 / 60)
