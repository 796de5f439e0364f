"""What pages tell apart: a tie, a promise to several, a number from before a promise, bounds that are one number."""

from decimal import Decimal
from typing import Any

import pytest

from sarai.web import names, sentences
from sarai.web.pages import counted, dependence, documents, people, promised
from sarai.web.spots import placed
from sarai.web.words import Figure, money, short


def read(parts: Any) -> str:
    """A sentence as a reader sees it."""
    return "".join(part.text if isinstance(part, Figure) else str(getattr(part, "text", part)) for part in parts)


def test_a_tie_is_told_as_a_tie() -> None:
    """A title said that diplomacy comes up most, where minerals came up as often."""
    words = {"does": "comes up most", "do": "come up most", "things": "topics"}
    assert counted.most(["a", "b", "b"], "sayings", **words) == "b comes up most: 2 of 3 sayings"
    assert counted.most(["b", "a"], "sayings", **words) == "a and b come up most: 1 of 2 sayings each"
    assert counted.most(list("abcd"), "sayings", **words) == "Four topics come up most: 1 of 4 sayings each"


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2025-08", "2025-12", "August to December 2025"),
        ("2024-08", "2025-12", "August 2024 to December 2025"),
        ("2025-12", "2025-12", "December 2025"),
    ],
)
def test_a_span_of_months_names_each_year_once(first: str, last: str, told: str) -> None:
    assert names.span(first, last) == told


@pytest.mark.parametrize(
    ("day", "made", "after"),
    [
        ("2023-08-30", "2023-08-29", True),
        ("2023-08-29", "2023-08-29", False),
        ("2023-08", "2023-08-29", False),
        ("2023", "2023-08-29", False),
        ("2024", "2023-08-29", True),
        ("2022-12-31", "2023", False),
    ],
)
def test_a_look_is_after_a_promise_only_where_that_is_sure(day: str, made: str, after: bool) -> None:
    assert people.is_after(day, made) is after


def test_who_states_how_many_were_trained_is_named_and_it_is_no_result() -> None:
    one = people.Sum("JICA", "Tajikistan", 1993, 2023, Decimal(2550), "at least 2,550 people", "panel")
    assert read(people.counted([])) == "No source of this study counts the people who were trained. "
    told = read(people.counted([one]))
    assert told.startswith("JICA alone states a sum: at least 2,550 people trained in Tajikistan in 1993–2023")
    assert told.endswith("it is not a result of any promise. ")
    assert " alone " not in read(people.counted([one, one]))


def test_a_promise_that_several_asks_may_mean_is_counted_once() -> None:
    ai, water = {"id": "JP1"}, {"id": "JP2"}
    assert read(documents.came([[], []])) == "No promise in the same sectors is on record from that day on."
    assert read(documents.came([[ai], [ai]])).startswith("One promise in the same sectors is on record")
    told = read(documents.came([[ai, water], [ai]]))
    assert told.startswith("Two promises in the same sectors are on record")
    assert told.endswith("matched by sector alone: none is shown to be an answer.")


def test_what_a_picture_counts_and_what_a_list_holds_are_told_apart() -> None:
    assert sentences.counted_of(3, ["counted"] * 3) == ()
    told = read(sentences.counted_of(2, ["counted", "counted", "umbrella", "part of another", "part of another"]))
    assert told == (
        "The picture and the counts are of 2 promises; the list holds 5 promises, 3 of them not counted "
        "(2 part of another and 1 umbrella)."
    )


def test_a_sum_to_several_states_says_so() -> None:
    assert promised.together(["TJ"]) == ""
    assert promised.together(["KZ", "KG", "TJ", "TM", "UZ"]) == "to five states together"
    assert promised.together(["KZ", "SCO"]) == "to two states and partners together"


def test_a_direction_says_its_years_and_one_number_has_no_bounds() -> None:
    assert dependence.told_direction("rising", "2001–2023") == "rising, 2001–2023"
    assert dependence.told_direction(None, "2001–2023") == "no direction told"
    row = {"value": 2.0, "low": 1.0e9, "high": 4.631e9, "unit": "USD"}
    assert dependence.told_bounds(row) == "USD 1.0 billion to USD 4.6 billion"
    assert dependence.told_bounds({**row, "high": 1.0e9}) == ""
    assert dependence.told_bounds({**row, "low": None}) == ""


def test_three_thousand_billion_is_three_trillion() -> None:
    assert money(3 * 10**12, "JPY") == "JPY 3.0 trillion"
    assert short(3 * 10**12, "JPY") == "JPY 3.0 trn"
    assert money(Decimal("999.4e9")) == "USD 999 billion"
    assert money(Decimal("999.6e9")) == "USD 1.0 trillion"


def test_degrees_outside_of_a_country_are_told_and_draw_no_point() -> None:
    """A record of Samoa stood in the wrong half of the world, and its money in the title of a map without a dot."""
    samoa = {"place": "Salelologa", "recipient": "WS", "latitude": -13.7, "value": Decimal(600_000)}
    found = placed([{**samoa, "longitude": 172.2}, {**samoa, "longitude": -172.2}], currency="USD")
    assert (found.named, found.astray, len(found.spots)) == (1, 1, 1)
    assert found.told == ["1 record is not drawn: the degrees that the source states lie outside of the country."]
