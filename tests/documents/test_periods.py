"""The grammar of periods, on phrases of our own."""

import datetime as dt

import pytest

from sarai.documents.periods import periods

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
