"""Concentration beside independent one-liners, hand-worked numbers and the laws that hold for any amounts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarai.estimators.concentration import (
    bounded_share,
    herfindahl,
    hill,
    overlap,
    shares,
    significance,
    theil,
    theil_by_groups,
)
from sarai.model.errors import QuestionError

amounts = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.floats(0.01, 1e9), min_size=1, max_size=20)


def test_a_hand_worked_sheet() -> None:
    parts = {"CN": 50.0, "JP": 30.0, "US": 20.0}
    assert shares(parts) == {"CN": 0.5, "JP": 0.3, "US": 0.2}
    assert herfindahl(parts) == pytest.approx(0.38)  # .25 + .09 + .04
    assert hill(parts, order=2) == pytest.approx(1 / 0.38)
    assert hill(parts, order=1) == pytest.approx(2.8002, abs=5e-4)  # exp(1.0297)
    assert theil(parts) == pytest.approx(math.log(3) - 1.0297, abs=1e-4)
    between, within = theil_by_groups(parts, {"CN": "near", "JP": "far", "US": "far"})
    # near: .5 ln(.5 / (1/3)) + far: .5 ln(.5 / (2/3)); within far: .3 ln(.3*2/.5) + .2 ln(.2*2/.5)
    assert between == pytest.approx(0.5 * math.log(1.5) + 0.5 * math.log(0.75))
    assert within == pytest.approx(0.3 * math.log(1.2) + 0.2 * math.log(0.8))


@given(amounts)
def test_herfindahl_lies_between_one_nth_and_one(parts: dict[str, float]) -> None:
    found = herfindahl(parts)
    assert 1 / len(parts) - 1e-12 <= found <= 1 + 1e-12
    assert found == pytest.approx(sum((value / sum(parts.values())) ** 2 for value in parts.values()))


@given(amounts)
def test_hill_numbers_fall_with_order_and_never_pass_the_count(parts: dict[str, float]) -> None:
    zero, one, two = (hill(parts, order=order) for order in (0, 1, 2))
    assert zero == len(parts)
    assert zero + 1e-9 >= one >= two - 1e-9 and two >= 1 - 1e-12


@given(amounts, st.integers(1, 4))
def test_theil_parts_add_up(parts: dict[str, float], groups: int) -> None:
    between, within = theil_by_groups(parts, {name: str(hash(name) % groups) for name in parts})
    assert between + within == pytest.approx(theil(parts), abs=1e-9)
    assert between >= -1e-12 and within >= -1e-12


@given(amounts)
def test_the_order_of_rows_never_matters(parts: dict[str, float]) -> None:
    turned = dict(reversed(parts.items()))
    assert herfindahl(turned) == herfindahl(parts) and shares(turned) == shares(parts)


@given(amounts, st.floats(0.001, 1000))
def test_the_unit_never_matters(parts: dict[str, float], factor: float) -> None:
    assert herfindahl({name: value * factor for name, value in parts.items()}) == pytest.approx(herfindahl(parts))


def test_a_negative_part_has_no_share() -> None:
    with pytest.raises(QuestionError, match="US is below zero"):
        shares({"CN": 3.0, "US": -1.0})
    with pytest.raises(QuestionError, match="nothing to share"):
        herfindahl({"CN": 0.0})


def test_significant_by_either_test() -> None:
    receipts = {"AA": 60.0, "BB": 25.0, "CC": 10.0, "DD": 5.0}
    assert significance(receipts, "CC", world_share=0.5).significant  # before it stand .85, under nine tenths
    last = significance(receipts, "DD", world_share=0.5)  # before it stand .95
    assert (last.among_largest, last.above_own_share, last.significant) == (False, False, False)
    assert significance(receipts, "DD", world_share=0.04).above_own_share
    with pytest.raises(QuestionError, match="EE is not among"):
        significance(receipts, "EE", world_share=0.1)


def test_bounds_of_a_share_beside_unseen_partners() -> None:
    seen = {"JP": 20.0, "US": 80.0}
    found = bounded_share(seen, "JP", unseen={"CN": 100.0})
    assert (found.low, found.seen, found.high) == (0.1, 0.2, 0.2)
    assert bounded_share(seen, "JP", unseen={"CN": 100.0, "RU": None}).low is None
    china = bounded_share(seen, "CN", unseen={"CN": 100.0}, own_unseen=100.0)
    assert (china.low, china.seen, china.high) == (0.0, 0.0, 0.5)


@given(amounts, st.floats(0, 1e9), st.floats(0, 1e9))
def test_bounds_hold_the_share_of_what_is_seen(parts: dict[str, float], unseen: float, own: float) -> None:
    partner = min(parts)
    found = bounded_share(parts, partner, unseen={"unseen": unseen}, own_unseen=own)
    assert found.low is not None and found.high is not None
    assert found.low <= found.seen + 1e-12 and found.seen <= found.high + 1e-12


@given(amounts, amounts)
def test_overlap_is_mutual_and_whole_with_itself(one: dict[str, float], other: dict[str, float]) -> None:
    assert overlap(one, other) == pytest.approx(overlap(other, one))
    assert overlap(one, one) == pytest.approx((1.0, 1.0))
    assert overlap({"a": 1.0}, {"b": 1.0}) == (0.0, 0.0)
