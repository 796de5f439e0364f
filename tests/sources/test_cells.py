import datetime as dt
from decimal import Decimal

import pytest

from sarai.sources.kit.cells import BadCell, Cell, day, listed, number, numbers, real, text, whole, year, yes

NAMED = "amount"


@pytest.mark.parametrize("blank", [None, "", " ", "\t\n", "\u00a0"])
def test_a_blank_cell_says_nothing(blank: Cell) -> None:
    assert text(blank) is None
    assert number(blank, NAMED) is None
    assert numbers(blank, NAMED) == []
    assert real(blank, NAMED) is None
    assert whole(blank, NAMED) is None
    assert year(blank, NAMED) is None
    assert day(blank, NAMED) is None
    assert yes(blank, NAMED) is None
    assert listed(blank) == []


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (0, "0"),
        (0.0, "0"),
        (12, "12"),
        (12.0, "12"),
        (0.1, "0.1"),
        (1e14, "100000000000000"),
        (106000.123456789, "106000.123457"),
        (0.0000005, "0.000001"),
        ("1500", "1500"),
        (" 1500.25 ", "1500.25"),
        ("-3", "-3"),
        ("+3", "3"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1.5e3", "1500"),
        ("1E-2", "0.01"),
    ],
)
def test_a_number_is_taken_to_six_places(cell: Cell, value: str) -> None:
    assert number(cell, NAMED) == Decimal(value)


@pytest.mark.parametrize(
    "cell",
    [
        "1,000.5",
        "1 000",
        "1.000,5",
        "1_000",
        "n/a",
        "-",
        "--",
        ".",
        "e5",
        "12 million",
        "$5",
        "5%",
        "0x10",
        "nan",
        "inf",
        float("nan"),
        float("inf"),
        True,
        False,
        "٣",
        "1e400",
        1e15,
        dt.date(2014, 1, 1),
        dt.time(1),
    ],
)
def test_what_is_no_plain_number_is_refused_with_its_column_and_words(cell: Cell) -> None:
    with pytest.raises(BadCell) as caught:
        number(cell, NAMED)
    assert caught.value.column == NAMED
    assert caught.value.value
    assert caught.value.reason


def test_a_list_of_numbers_keeps_order_and_sign() -> None:
    assert numbers("1000; -250.5;3", NAMED) == [Decimal(1000), Decimal("-250.5"), Decimal(3)]
    assert numbers(7.5, NAMED) == [Decimal("7.5")]
    with pytest.raises(BadCell):
        numbers("1000; n/a", NAMED)


def test_whole_numbers_and_years() -> None:
    assert whole("7", NAMED) == whole(7.0, NAMED) == 7
    assert year(2014.0, NAMED) == 2014
    for cell in (7.5, "7.5"):
        with pytest.raises(BadCell, match="whole number"):
            whole(cell, NAMED)
    for cell in (1899, 2101, 14, -2014):
        with pytest.raises(BadCell, match="no year"):
            year(cell, NAMED)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (dt.date(2013, 2, 28), dt.date(2013, 2, 28)),
        (dt.datetime(2013, 2, 28, 23, 59), dt.date(2013, 2, 28)),
        ("2013-02-28", dt.date(2013, 2, 28)),
        ("2013-2-8", dt.date(2013, 2, 8)),
        ("2013-02-28 10:11:12", dt.date(2013, 2, 28)),
        ("2013-02-28T10:11:12.5Z", dt.date(2013, 2, 28)),
        ("2012-02-29", dt.date(2012, 2, 29)),
    ],
)
def test_a_date_is_taken_without_its_time(cell: Cell, value: dt.date) -> None:
    assert day(cell, NAMED) == value


@pytest.mark.parametrize("cell", ["2013-02-30", "2013-02-29", "2013-13-01", "2013-00-10", "0000-01-01"])
def test_a_day_no_calendar_has_is_refused_as_that(cell: Cell) -> None:
    with pytest.raises(BadCell) as caught:
        day(cell, NAMED)
    assert caught.value.reason == "is a date that no calendar has"


@pytest.mark.parametrize("cell", ["28/02/2013", "Feb 2013", "2013", 2013, 41333.0, "2013-02-28x", True])
def test_words_that_are_no_date_are_refused(cell: Cell) -> None:
    with pytest.raises(BadCell) as caught:
        day(cell, NAMED)
    assert caught.value.reason == "is no date (YYYY-MM-DD)"


def test_yes_and_no_in_the_publishers_spellings() -> None:
    assert [yes(cell, NAMED) for cell in (True, "TRUE", "true", 1, 1.0, "1", "Yes")] == [True] * 7
    assert [yes(cell, NAMED) for cell in (False, "False", 0, 0.0, "0", "No")] == [False] * 6
    for cell in ("maybe", "yes?", 2, "-"):
        with pytest.raises(BadCell, match="neither true nor false"):
            yes(cell, NAMED)


def test_a_list_of_words_drops_empty_parts() -> None:
    assert listed("USD; CNY ;;") == ["USD", "CNY"]
    assert listed(7.0) == ["7"]
