"""How much of each statement is a gift, over made-up worlds."""

import datetime as dt
from typing import Any

import pytest

from sarai.counting import gifts
from worlds import World, contributions

TERMS = {"finance_type": "421", "interest_rate": 2.0, "maturity": 20.0, "grace_period": 5.0}

OF_2017 = "2 %, 20 years, 5 of grace, at 10 %; the DAC List of 2017 is not in hand"


def gift(world: World, key: str = "a#1") -> tuple[Any, ...]:
    (row,) = [row for row in contributions(world).to_pylist() if row["key"] == key]
    element = row["grant_element"]
    return None if element is None else round(element, 1), row["concessional"], row["grant_element_rule"]


def loan(year: int = 2019, recipient: str | None = "KG", **told: Any) -> World:
    world = World().file().activity("a", **(TERMS | told)).flow("a", "100", date=dt.date(year, 6, 15), provider="CN")
    return world.split("a", "recipient", {recipient: 100.0})


@pytest.mark.parametrize(
    ("world", "told"),
    [
        (loan(), (39.1, "by the DAC alone", "2 %, 20 years, 5 of grace, at 7 %")),
        (loan(recipient="KZ"), (33.1, "by the DAC alone", "2 %, 20 years, 5 of grace, at 6 %")),
        (loan(recipient="TL"), (49.0, "by the DAC alone", "2 %, 20 years, 5 of grace, at 9 %")),
        (
            loan(2017),
            (53.1, "by the DAC alone", OF_2017),
        ),
        (
            loan(interest_rate=0.75, maturity=40.0, grace_period=10.0),
            (69.6, "by the DAC and the IMF", "0.75 %, 40 years, 10 of grace, at 7 %"),
        ),
        (loan(interest_rate=6.5), (3.1, "by neither", "6.5 %, 20 years, 5 of grace, at 7 %")),
        # Nothing stands in for a term that is not stated, a group that is not in hand, or a year.
        (loan(grace_period=None), (None, None, "terms of the loan not all stated")),
        (loan(recipient="KE"), (None, None, "the DAC's group of KE in 2019 is not in hand")),
        (loan(maturity=4.0), (None, None, "the terms of the loan contradict each other")),
        (loan(finance_type=None), (None, None, gifts.NO_TYPE)),
        (
            loan(2016, "RU"),
            (None, None, "whether RU was on the DAC List of 2016 is not in hand"),
        ),
        (loan(finance_type="510"), (None, None, "neither grant nor loan")),
        (loan(flow_class="private"), (None, None, "the rules of the DAC are of loans by governments")),
        (loan(finance_type="110", interest_rate=None), (100.0, "by the DAC and the IMF", "a grant")),
        (loan(finance_type="1100"), (None, None, "neither grant nor loan")),
    ],
)
def test_the_gift_in_a_commitment(world: World, told: tuple[Any, ...]) -> None:
    assert gift(world) == told


def test_a_disbursement_goes_by_the_year_of_its_commitment() -> None:
    world = loan(2017).flow("a", "10", date=dt.date(2021, 1, 1), kind="disbursement", ordinal=2, provider="CN")
    assert gift(world, "a#2") == (
        53.1,
        "by the DAC alone",
        OF_2017,
    )
    world = World().file().activity("a", **TERMS)
    world.flow("a", "10", date=dt.date(2021, 1, 1), kind="disbursement", provider="CN").split(
        "a", "recipient", {"KG": 100.0}
    )
    assert gift(world) == (None, None, "year of the commitment not known")


def test_a_multilateral_lender_has_no_dac_rule() -> None:
    world = (
        World().file().activity("a", **TERMS).flow("a", "10", provider="IBRD").split("a", "recipient", {"KG": 100.0})
    )
    assert gift(world) == (None, None, "the rules of the DAC are of loans by governments")


def test_a_code_of_two_letters_need_be_no_government() -> None:
    world = World().file().activity("a", **TERMS).flow("a", "10", provider="WB").split("a", "recipient", {"KG": 100.0})
    assert gift(world) == (None, None, "the rules of the DAC are of loans by governments")


def test_the_form_of_the_money() -> None:
    told = {
        "s": {"finance_type": "110", "aid_type": "E01"},
        "i": {"finance_type": "110", "instrument_stated": "In-kind Grant (Goods or Services)"},
        "t": {"finance_type": "110", "aid_type": "D02"},
        "g": {"finance_type": "110"},
        "l": {"finance_type": "421"},
        "x": {"finance_type": "453"},
        "u": {"finance_type": "1101"},
        "d": {"finance_type": "610"},
        "n": {},
    }
    world = World().file()
    for key, more in told.items():
        world.activity(key, **more).flow(key, "1")
    assert {row["activity"]: row["form"] for row in contributions(world).to_pylist()} == {
        "s": "scholarship",
        "i": "in-kind",
        "t": "technical cooperation",
        "g": "grant",
        "l": "loan",
        "x": "export credit",
        "u": "guarantee",
        "d": "debt relief",
        "n": None,
    }
