"""Cleaning: what extraction broke is mended, and every character keeps its place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarai.reading.cleaning import clean

LONG = "The ministry of the made-up state of Arda said on Monday, after the summit of the two heads, that it would pay "


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        pytest.param("a loan of \\$5 million, or 3\\% of it", "a loan of $5 million, or 3% of it", id="escapes"),
        pytest.param("states ex-\npressed support", "states expressed support", id="word over lines"),
        pytest.param("the Tajik-\nAfghan border", "the Tajik-Afghan border", id="names keep their hyphen"),
        pytest.param("a long-\nterm loan", "a long-term loan", id="compounds keep theirs"),
        pytest.param(
            "a grant-\naided school; grant-aided roads", "a grant-aided school; grant-aided roads",
            id="as the text writes it elsewhere",
        ),
        pytest.param("in 2023-\n2025 and 1993–\n2023", "in 2023-2025 and 1993–2023", id="years over lines"),
        pytest.param("one\u200b two\u00ad three\x00 four\ufeff", "one two three four", id="unseen characters"),
        pytest.param("**Japan** pledged [$5 million](http://a.example/b)", "Japan pledged $5 million", id="marks"),
        pytest.param("## Outcomes\n> Arda paid.", "Outcomes Arda paid.", id="heading and quotation"),
        pytest.param(
            "Arda: Roads\nFund: Bank of Arda / US$ 5.00 million\nState of Arda: 1.50\nWorks began.",
            "Arda: Roads\nFund: Bank of Arda / US$ 5.00 million\nState of Arda: 1.50\nWorks began.", id="rows",
        ),
        pytest.param("the loan - $45\nmillion - was paid", "the loan - $45 million - was paid", id="no row"),
        pytest.param("an amount [sic] (of 5)", "an amount [sic] (of 5)", id="brackets of the text stay"),
    ],
)  # fmt: skip
def test_a_line_is_mended(raw: str, read: str) -> None:
    assert clean(raw).text.strip() == read


@pytest.mark.parametrize(
    "between",
    [
        "\n\n",
        "\n\n● AGENCY\n\n",
        "\n\nThe old bridge, seen from the north bank of the river.\n● AGENCY\n\n",
        "\n● AGENCY\n",
        "\nPhoto: A. Gency\n",
    ],
)
@pytest.mark.parametrize(("head", "rest"), [("for schools in the ", "villages."), ("for scho", "ols in the villages.")])
def test_a_cut_sentence_is_read_whole(between: str, head: str, rest: str) -> None:
    broken = head if head.endswith(" ") else f"{head}-"
    text = clean(f"{LONG}{broken}{between}{rest}").text
    assert f"{LONG}for schools in the villages." in text


def test_a_sentence_goes_on_with_a_name_or_a_figure() -> None:
    assert f"{LONG}for the Ministry of Roads." in clean(f"{LONG}for the\n\nMinistry of Roads.").text
    assert f"{LONG}about $5 million." in clean(f"{LONG}about\n\n\\$5 million.").text


def test_a_list_does_not_go_on_with_what_stands_before_it() -> None:
    assert clean(f"{LONG}for these\n\n1. Roads\n\n2. Schools").text.split("\n")[1:3] == ["1. Roads", "2. Schools"]


def test_a_heading_stays_apart() -> None:
    assert (
        clean("Summit outcomes: a new approach\n\nArda paid.").text == "Summit outcomes: a new approach\nArda paid.\n"
    )


def test_a_heading_right_above_its_text_stays_apart() -> None:
    under = "On 20 February the Government of Arda and the Government of Berun exchanged notes on a grant for water."
    assert clean(f"Exchange of Notes for a Grant\n{under}").text == f"Exchange of Notes for a Grant\n{under}\n"
    assert clean(f"On 20 February the Government of\n{under[33:]}").text.count("\n") == 1
    assert (
        clean(f"A line as long as the one that stands under it, as wrapped text has it, by the\n{under}").text.count(
            "\n"
        )
        == 1
    )


def test_the_raised_mark_of_a_note_is_dropped_and_a_power_is_kept() -> None:
    assert clean("€12 million¹² for 40 km² of fields.³").text.strip() == "€12 million for 40 km² of fields.³"


def test_a_long_pull_quote_in_a_cut_sentence_is_passed_over() -> None:
    quote = (
        "Governments of the region promote initiatives in energy, in the modernisation of roads and of bridges, and in "
        "the schooling of those who build them, and they look for partners who would carry a part of what it costs them."
    )
    raw = f"{quote} Others wait.\n\n{LONG}for schools\n\n{quote}\n\nand for roads."
    assert f"{LONG}for schools and for roads." in clean(raw).text
    assert f"{LONG}for schools and" not in clean(raw.replace(f"{quote} Others", "Others")).text


@given(st.text(st.sampled_from("abe- \n\t.,1$\\●\u0301\u0323\u05d0\u202e\x00*[](é\u00a0")))
def test_every_character_keeps_its_place(raw: str) -> None:
    cleaned = clean(raw)
    for index, letter in enumerate(cleaned.text):
        start, end = cleaned.raw(index, index + 1)
        assert letter.isspace() or unicodedata.normalize("NFC", raw[start:end]) == letter


@given(st.text(st.sampled_from("ab. \n\t-é●Photo")), st.data())
def test_a_span_reaches_from_its_first_character_to_its_last(raw: str, data: st.DataObject) -> None:
    cleaned = clean(raw)
    start = data.draw(st.integers(0, len(cleaned.text) - 1)) if cleaned.text else 0
    end = data.draw(st.integers(start, len(cleaned.text)))
    each = [cleaned.raw(index, index + 1) for index in range(start, end)]
    if each:
        assert cleaned.raw(start, end) == (min(first for first, _ in each), max(last for _, last in each))


def test_a_letter_and_its_mark_written_apart_are_one() -> None:
    raw = "Cote d'Ivoire, or Co\u0302te d’Ivoire, and Se\u0301ne\u0301gal."
    cleaned = clean(raw)
    assert "Côte d’Ivoire" in cleaned.text and "Sénégal" in cleaned.text
    start = cleaned.text.index("Sénégal")
    assert raw[slice(*cleaned.raw(start, start + 7))] == "Se\u0301ne\u0301gal"


@given(st.text(max_size=400))
def test_any_text_is_cleaned(raw: str) -> None:
    cleaned = clean(raw)
    start, end = cleaned.raw(0, len(cleaned.text))
    assert 0 <= start <= end <= max(len(raw), 1)
