"""Money, shares and counts as people say them, and text that cannot turn a page."""

from decimal import Decimal

import pytest

from sarai.web.words import count, millions, money, percent, quoted, short, short_spread, spread


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("341612004.11", "USD 342 million"),
        ("9949999", "USD 9.9 million"),
        ("9950000", "USD 10 million"),
        ("999499999", "USD 999 million"),
        ("999500000", "USD 1.0 billion"),
        ("60089908958.18", "USD 60 billion"),
        ("6818713066.22", "USD 6.8 billion"),
        ("45900", "USD 46,000"),
        ("12", "USD 12"),
        ("0", "USD 0"),
        ("-92900000", "USD −93 million"),
    ],
)
def test_money_is_said_with_three_digits_at_most(value: str, said: str) -> None:
    assert money(Decimal(value)) == said


def test_a_range_is_told_once_its_unit_is_the_same_and_not_at_all_where_both_are_said_alike() -> None:
    assert spread(Decimal("54661645403"), Decimal("60089908958")) == "USD 55 to 60 billion"
    assert spread(Decimal("960000000"), Decimal("1040000000")) == "USD 960 million to 1.0 billion"
    assert spread(Decimal("341600000"), Decimal("341700000")) == "USD 342 million"


def test_short_money_keeps_the_currency() -> None:
    assert short(Decimal("341612004")) == "USD 342 m"
    assert short(Decimal("5945800000"), "EUR") == "EUR 5.9 bn"
    assert short(7) == "USD 7"


def test_what_is_not_nothing_never_reads_as_nothing() -> None:
    assert millions(Decimal("100")) == "<0.1"
    assert millions(Decimal(0)) == "0.0"
    assert percent(1, 1000) == "under 1 %"
    assert percent(0, 1000) == "0 %"
    assert percent(9996, 10000) == "over 99 %"
    assert percent(10000, 10000) == "100 %"


def test_one_record_is_no_records() -> None:
    assert count(1, "records") == "1 record"
    assert count(1234, "records") == "1,234 records"


def test_marks_that_turn_a_line_are_taken_out_of_titles() -> None:
    assert quoted("Road \u202egnp.exe\u202c \u2067x") == "Road gnp.exe x"


def test_a_title_that_is_a_bare_number_is_stands_in_quotation_marks() -> None:
    assert quoted("2015") == "“2015”"
    assert quoted("-12.5 %") == "“-12.5 %”"
    assert quoted("  ") == "–"


def test_a_key_figure_has_its_range_once_its_unit_is_the_same() -> None:
    assert short_spread(Decimal("63000000000"), Decimal("77000000000")) == "USD 63–77 bn"
    assert short_spread(Decimal("960000000"), Decimal("1040000000")) == "USD 960 m to 1.0 bn"
    assert short_spread(Decimal("341600000"), Decimal("341700000")) == "USD 342 m"
    assert short_spread(Decimal(5), Decimal(7)) == "USD 5 to 7"
