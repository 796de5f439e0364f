"""The grammar of periods, on phrases of our own."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarai.reading.period_patterns import ALTERNATIVES, FOLLOWING, opening
from sarai.reading.periods import periods
from sarai.reading.words import keys, parts

DATE = dt.date(2024, 3, 14)

CASES = [
    ("over the next five years", "2024-03-14", "2029-03-14", "duration_relative_P5Y"),
    ("in the past two years", "2022-03-14", "2024-03-14", "duration_past_P2Y"),
    ("1991–2001", "1991-01-01", "2001-12-31", "year_range"),
    ("from 2015 to 2018", "2015-01-01", "2018-12-31", "year_range"),
    ("FY2025", "FY2025", "FY2025", "fiscal_year"),
    ("each year", None, None, "recurring_year"),
    ("late November and early December last year", "2023-11-21", "2023-12-10", "approx_range_relative"),
    ("on 5 February", "2024-02-05", "2024-02-05", "date_no_year"),
    ("on October 9", "2023-10-09", "2023-10-09", "date_no_year"),
    ("July 4, 2019", "2019-07-04", "2019-07-04", "date"),
    ("in May 2022", "2022-05-01", "2022-05-31", "month"),
    ("since 2004", "2004-01-01", "2024-03-14", "since_year"),
    ("by 2030", None, "2030-12-31", "deadline"),
    ("last year", "2023-01-01", "2023-12-31", "year_relative"),
    ("on Monday", "2024-03-11", "2024-03-11", "weekday"),
    ("a five-year grace period", None, None, "grace_P5Y"),
    ("a 30-year loan", None, None, "tenor_P30Y"),
    ("in 2011", "2011-01-01", "2011-12-31", "year"),
    ("for 2024–2027", "2024-01-01", "2027-12-31", "year_range"),
    ("in 2024 to 2027", "2024-01-01", "2027-12-31", "year_range"),
    ("for 2023-24", "2023-01-01", "2024-12-31", "year_range"),
    ("for 35 years of support", None, None, "duration_P35Y"),
]


@pytest.mark.parametrize(("text", "first", "last", "kind"), CASES)
def test_periods(text: str, first: str | None, last: str | None, kind: str) -> None:
    (found,) = periods(text, DATE)
    assert (found.first, found.last, found.kind) == (first, last, kind)


def test_a_day_that_does_not_exist_is_no_period() -> None:
    assert periods("31 February 2020", DATE) == [] or all(p.kind != "date" for p in periods("31 February 2020", DATE))


def test_without_a_date_relative_periods_stay_open() -> None:
    (found,) = periods("over the next five years", None)
    assert (found.first, found.last) == (None, None)


_VOCABULARY = (
    "in the by end of to from until since over for next last past first second half quarter year years month months"
    " decade two five ten 5 30 12 2024 2019 1998 24 9 March April May Sept. FY2025 FY fiscal 2013-2024 mid-March late"
    " early five-year 30-year grace period loan each every annually a ago Monday during following visit summit today in"
    " near future coming years yesterday 2021-03-04 Jan. Almaty grants and , . not later than no up before IN THE BY"
).split(" ")
_EVERY_WAY = re.compile(rf"(?<!\w)(?:{'|'.join(way for _, way in ALTERNATIVES)})", re.IGNORECASE)


@given(st.lists(st.sampled_from(_VOCABULARY), min_size=1, max_size=14))
def test_a_way_to_state_a_period_begins_with_a_word_that_is_listed_for_it(words: list[str]) -> None:
    text = " ".join(words)
    for match in _EVERY_WAY.finditer(text):
        key = next(key for key, start in parts(text, 0, len(text)) if start == match.start())
        tried = opening(key)
        assert tried is not None, (key, match[0])
        assert tried.match(text, match.start()).span() == match.span()
        if key in FOLLOWING:
            assert keys(text, match.start())[1].split("-")[0] in FOLLOWING[key]


def test_a_month_inside_a_compound_is_read() -> None:
    (found,) = periods("the pre-March 2024 plan", DATE)
    assert (found.first, found.last) == ("2024-03-01", "2024-03-31")
