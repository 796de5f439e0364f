"""Words, their keys and where they stand."""

from hypothesis import given
from hypothesis import strategies as st

from sarai.reading.words import keys, parts, spans


def test_a_key_is_folded_but_for_short_capitals_and_leaves_the_possessive_out() -> None:
    assert keys("Japan's IT aid, UNESCO and JICA’s desk") == (
        "japan",
        "IT",
        "aid",
        "unesco",
        "and",
        "JICA",
        "desk",
    )


@given(st.text(alphabet="aB9 -'s.,_\n"))
def test_there_are_as_many_spans_as_keys_and_each_is_the_word_of_its_key(text: str) -> None:
    found = spans(text, 0, len(text))
    assert len(found) == len(keys(text))
    for (start, end), key in zip(found, keys(text), strict=True):
        assert text[start:end].casefold() == key.casefold()


def test_the_parts_of_a_compound_keep_their_places() -> None:
    assert list(parts("in mid-March 2024", 3, 12)) == [("mid", 3), ("march", 7)]


def test_names_are_one_with_marks_or_without() -> None:
    assert keys("Côte d’Ivoire, São Tomé") == keys("Cote d'Ivoire, Sao Tome")
