"""Krippendorff's alpha against the worked example of its author, by hand, and against its own bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarai.estimators.agreement import SMALLEST, Agreement, Metric, agreement, alpha

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", part C: four observers, twelve units.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
UNITS = [
    [float(value) for value in unit if value != "."] for unit in zip(*(each.split() for each in OBSERVERS), strict=True)
]


@pytest.mark.parametrize(
    ("metric", "published"),
    [(Metric.NOMINAL, 0.743), (Metric.ORDINAL, 0.815), (Metric.INTERVAL, 0.849), (Metric.RATIO, 0.797)],
)
def test_the_worked_example_of_its_author(metric: Metric, published: float) -> None:
    assert alpha(UNITS, metric) == pytest.approx(published, abs=0.0005)


def test_two_coders_by_hand() -> None:
    # Ten pairs of yes and no, one pair apart: o_01 = 1 twice; n_0 = 11, n_1 = 9; 1 - 19 * 2 / (2 * 11 * 9).
    units = [("no", "no")] * 5 + [("yes", "yes")] * 4 + [("yes", "no")]
    assert alpha(units, Metric.NOMINAL) == pytest.approx(1 - 19 * 2 / (2 * 11 * 9))


def test_where_nothing_was_told_apart_there_is_no_figure() -> None:
    found = agreement([("yes", "yes")] * 30, Metric.NOMINAL, draws=10)
    assert (found.alpha, found.low) == (None, None)
    assert "nothing was told apart" in found.printed
    assert agreement([("yes",), ("no",)], Metric.NOMINAL, draws=10).units == 0


def test_no_figure_is_printed_below_two_thirds() -> None:
    poor = agreement([("yes", "no"), ("no", "yes"), ("yes", "yes"), ("no", "no")], Metric.NOMINAL, draws=50)
    assert poor.alpha is not None and poor.alpha < SMALLEST
    assert poor.printed == "below 0.667: no figure"
    assert Agreement(5, 10, SMALLEST, 0.4, 0.9).printed == "0.67 (0.40 to 0.90)"


def test_the_interval_holds_the_estimate_and_is_the_same_each_time() -> None:
    found = agreement(UNITS, Metric.NOMINAL)
    assert found == agreement(UNITS, Metric.NOMINAL)
    assert found.alpha is not None and found.low is not None and found.high is not None
    assert found.low < found.alpha < found.high <= 1
    assert (found.units, found.values) == (11, 40)


_PAIRS = st.lists(st.tuples(st.integers(0, 4).map(float), st.integers(0, 4).map(float)), min_size=2, max_size=30)


@given(_PAIRS, st.sampled_from(Metric))
def test_full_agreement_is_one_and_nothing_is_above_it(pairs: list[tuple[float, float]], metric: Metric) -> None:
    found = alpha(pairs, metric)
    assert found is None or found <= 1
    same = alpha([(one, one) for one, _ in pairs], metric)
    assert same is None or same == pytest.approx(1)


@given(_PAIRS, st.sampled_from(Metric))
def test_who_coded_first_makes_no_difference(pairs: list[tuple[float, float]], metric: Metric) -> None:
    assert alpha(pairs, metric) == pytest.approx(alpha([(other, one) for one, other in pairs], metric))
