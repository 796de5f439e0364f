"""The grammar of numbers, on phrases of our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarai.reading.numbers import COUNT, NAMED, ORDINAL, PERCENT, SIGNED, counts, money, number, percentages, starts

MONEY = [
    ("a grant of $5 million", 5e6, "USD", "="),
    ("more than €1.5bn", 1.5e9, "EUR", ">"),
    ("at least ¥300 billion", 3e11, "JPY", ">="),
    ("up to USD 40 mln", 4e7, "USD", "<="),
    ("nearly 20 million dollars", 2e7, "USD", "<"),
    ("around 7 billion tenge", 7e9, "KZT", "~"),
    ("some US$12,500,000", 1.25e7, "USD", "~"),
    ("exceeding £2 million", 2e6, "GBP", ">"),
    ("3 trillion yen", 3e12, "JPY", "="),
    ("approximately 90 million euros", 9e7, "EUR", "~"),
    ("less than $3m", 3e6, "USD", "<"),
    ("no more than 800,000 somoni", 8e5, "TJS", "<="),
    ("two billion yuan", 2e9, "CNY", "="),
    ("as much as RMB 6 billion", 6e9, "CNY", "<="),
    ("$30 million or more", 3e7, "USD", ">="),
    ("CA$12 million", 1.2e7, "CAD", "="),
    ("AU$12 million", 1.2e7, "AUD", "="),
    ("TT$12 million", 1.2e7, "TTD", "="),
    ("GB£12 million", 1.2e7, "GBP", "="),
    ("35 million vatu", 3.5e7, "VUV", "="),
    ("about VT 35 million", 3.5e7, "VUV", "~"),
    ("300 million Ugandan shillings", 3e8, "UGX", "="),
    ("KSh 5 billion", 5e9, "KES", "="),
    ("₱5 billion", 5e9, "PHP", "="),
    ("UA 5 million", 5e6, "XUA", "="),
    ("12 million special drawing rights", 1.2e7, "XDR", "="),
    ("4 billion 215 million US dollars", 4.215e9, "USD", "="),
    ("$1 billion 300 million", 1.3e9, "USD", "="),
]


@pytest.mark.parametrize(("text", "value", "currency", "comparator"), MONEY)
def test_money(text: str, value: float, currency: str, comparator: str) -> None:
    (found,) = money(text)
    assert (found.value, found.unit, found.comparator) == (value, currency, comparator)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("a SBD 600 million loan", "SBD"),
        ("PEN 40 million", "PEN"),
        ("some 600 million SBD", "SBD"),
        ("F$188 million", "FJD"),
    ],
)
def test_every_currency_of_the_code_lists_is_read(text: str, unit: str) -> None:
    assert [each.unit for each in money(text)] == [unit]


@pytest.mark.parametrize("text", ["TOP 10 DONORS", "the WORLD CUP 2026", "at COP 28 in Dubai", "ALL 5 STATES"])
def test_a_word_in_capitals_before_a_number_is_no_currency(text: str) -> None:
    assert money(text) == []


def test_an_article_before_a_currency_code_is_no_number() -> None:
    (found,) = money("a USD 300 million loan")
    assert (found.value, found.unit) == (3e8, "USD")


def test_a_range_keeps_both_ends() -> None:
    (found,) = money("between $2 billion and $3 billion")
    assert (found.value, found.high) == (2e9, 3e9)
    (found,) = money("$2-3 billion")
    assert (found.value, found.high) == (2e9, 3e9)


def test_another_amount_is_additional() -> None:
    (found,) = money("with another $2bn")
    assert found.additional


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("49 projects", 49, "projects", "="),
        ("more than 2,500 civil servants", 2500, "servants", ">"),
        ("around 350 foreign firms", 350, "firms", "~"),
        ("three northern towns", 3, "towns", "="),
        ("upwards of 40 schools", 40, "schools", ">"),
        ("twenty-five scholarships", 25, "scholarships", "="),
    ],
)
def test_counts(text: str, value: float, unit: str, comparator: str) -> None:
    (found,) = counts(text)
    assert (found.value, found.unit, found.comparator) == (value, unit, comparator)


@pytest.mark.parametrize("text", ["in 2023 projects", "five years", "the two sides", "C5+1 states", "CASA-1000 lines"])
def test_years_durations_and_names_are_no_counts(text: str) -> None:
    assert counts(text) == []


def test_percentages() -> None:
    (found,) = percentages("by roughly 5% in the year")
    assert (found.value, found.comparator) == (5, "~")


def test_number_in_words() -> None:
    assert number("twenty-five") == 25
    assert number("three hundred") == 300
    assert number("apples") is None


_VOCABULARY = (
    "$ $5 US$4.5 USD USD20 EUR €3 ¥2,000 5 1,200 3.5 20 2024 five twenty-five Two a hundred several dozen million"
    " billion thousand bn yen dollars projects students 30% per cent percent first second phase of and to - more than"
    " RMB100 (15 grants) 4, 5. half"
).split(" ")


@given(st.lists(st.sampled_from(_VOCABULARY), min_size=1, max_size=12))
def test_no_number_begins_elsewhere_than_where_it_is_tried(words: list[str]) -> None:
    text = " ".join(words)
    places = set(starts(text, 0, len(text)))
    for pattern in (COUNT, PERCENT, NAMED, ORDINAL):
        begun = {match.start() for match in pattern.finditer(text)}
        # Of "twenty-five hundred" the five is no number of its own.
        assert {place for place in begun if text[place - 1 : place] != "-"} <= places
    assert {match.start("a") for match in SIGNED.finditer(text)} <= places
