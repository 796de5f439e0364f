"""Text that may stand in a brief holds no number of its own."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarai.briefs.words import Day, Quoted, Words, Year
from sarai.model.errors import BriefError


@given(st.text(), st.sampled_from("0123456789٣५"), st.text())
def test_our_own_words_hold_no_digit(before: str, digit: str, after: str) -> None:
    with pytest.raises(BriefError):
        Words(before + digit + after)


@pytest.mark.parametrize("number", ["5", "1,234.5", "-7", "12 %", "1 000", "+3.5%"])
def test_a_name_is_no_mere_number(number: str) -> None:
    with pytest.raises(BriefError):
        Quoted(number)


@pytest.mark.parametrize("name", ["GCDF 3.0", "row 12", "2KR", "Phase 2", "sca-2020"])
def test_a_name_may_hold_digits(name: str) -> None:
    assert Quoted(name) == name


@pytest.mark.parametrize("number", [0, 35, 427, 1899, 2101])
def test_a_count_is_no_year(number: int) -> None:
    with pytest.raises(BriefError):
        Year(number)


def test_years_and_days_are_written_the_same_way_everywhere() -> None:
    assert Year(2012) == "2012"
    assert Year(2012, 2012) == "2012"
    assert Year(2012, 2019) == "2012–2019"
    assert Day(dt.date(2023, 11, 6)) == "2023-11-06"
    assert Day("2023-11-06") == "2023-11-06"
