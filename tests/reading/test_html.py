"""HTML: the article and where in the file it stands."""

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarai.model.errors import DocumentError
from sarai.reading import read
from sarai.reading.formats import load
from sarai.reading.html import visible

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>News &amp; views</title>
<script>var a = "China pledged $9 billion to Uzbekistan";</script><style>p::after {{ content: "x" }}</style></head>
<body><nav><a href="/">Home</a> | <a href="/about">About</a></nav><article><h1>Schools in the mountains</h1>
<!-- Russia pledged $7 million -->
<p>Japan   <b>pledged</b>
$5&nbsp;million to <a href="x" title="a > b">Tajikistan</a> for schools, the caf\u00e9 of the ministry &amp; a road.</p>
<table><tr><td>Donor</td><td>Amount</td></tr><tr><td>Japan</td><td><table><tr><td>of which roads: $3 million</td>
</tr></table></td></tr></table>
<p>China has not signed the loan agreement with the Kyrgyz Republic, a spokesman of the made-up agency said.</p>
</article><footer>All rights reserved</footer></body></html>"""


def _saved(folder: Path, markup: str, encoding: str = "utf-8") -> Path:
    path = folder / "page.html"
    path.write_bytes(markup.encode(encoding))
    return path


def test_each_claim_stands_in_the_file(tmp_path: Path) -> None:
    markup = PAGE.format(charset="utf-8")
    reading = read(_saved(tmp_path, markup))
    assert len(reading.claims) == 2
    for claim in reading.claims:
        assert claim.in_file is not None
        start, end = claim.in_file
        bare = html.unescape(re.sub(r"<[^>]*>", "", markup[start:end].replace('"a > b"', "")))
        assert bare.split() == claim.quote.split()
        assert claim.to_json()["in_file"] == [start, end]
        assert reading.source.text[claim.start : claim.end] == claim.quote


def test_scripts_styles_comments_and_menus_are_not_read(tmp_path: Path) -> None:
    text = load(_saved(tmp_path, PAGE.format(charset="utf-8"))).text
    assert not [word for word in ("billion", "content", "Russia", "About", "rights reserved") if word in text]
    assert "of which roads: $3 million" in text


@pytest.mark.parametrize("encoding", ["windows-1251", "iso-8859-1", "utf-16", "utf-8-sig", "utf-32"])
def test_the_encoding_that_a_page_declares(tmp_path: Path, encoding: str) -> None:
    word = "\u041c\u0418\u0414" if encoding == "windows-1251" else "caf\u00e9"
    markup = PAGE.format(charset=encoding.removesuffix("-sig")).replace("caf\u00e9", word)
    assert word in load(_saved(tmp_path, markup, encoding)).text


def test_a_page_without_an_article_is_read_whole(tmp_path: Path) -> None:
    depth = 3_000
    markup = "<html>" + "<table><tr><td>" * depth + "Japan pledged $5 million." + "</td></tr></table>" * depth
    assert load(_saved(tmp_path, markup)).text.strip(" |\n") == "Japan pledged $5 million."


@pytest.mark.parametrize(
    "markup",
    ['<a "" ' * 50_000, "<!-- " * 50_000, "<a '<a \"" * 20_000, "&amp;" * 50_000, "<" * 50_000, "<td>x</td>" * 20_000],
)
def test_broken_markup_ends_in_text_or_a_named_error(tmp_path: Path, markup: str) -> None:
    path = _saved(tmp_path, "<html><body>x" + markup)
    try:
        assert load(path).text
    except DocumentError as error:
        assert str(path) in str(error)


@given(st.lists(st.sampled_from(["<p>", "</p>", "<td>", "<table>", "</table>", "<b", ">", '"', "&", "&amp;", "<!--",
                                 "-->", "<script>", "</script>", "a b", "\n", "\u202e\u05d0", "e\u0301"])))  # fmt: skip
def test_what_is_seen_stands_where_it_is_said_to(parts: list[str]) -> None:
    markup = "".join(parts)
    text, at = visible(markup)
    assert len(text) == len(at)
    assert all(0 <= place < len(markup) for place in at)
    assert all(markup[place] == letter for letter, place in zip(text, at, strict=True) if letter in "ab\u05d0\u0301")


def test_the_mark_of_a_note_is_no_part_of_the_word_before_it(tmp_path: Path) -> None:
    said = (
        "<p>Norway pledged <b>€12 million</b><sup><a href='#n1'>1</a></sup> to Tajikistan in 2023<sup class='n'>[2]</sup> for "
        "40 km<sup>2</sup> of fields and 10<sup>6</sup> trees.<sup>3</sup> Japan pledged $5 million to Kenya.</p>"
    )
    path = _saved(tmp_path, f"<html><head><title>News</title></head><body><article>{said}</article></body></html>")
    reading = read(path)
    assert "€12 million to Tajikistan in 2023 for 40 km2 of fields and 106 trees. Japan" in reading.source.text
    assert [claim.items("amount")[0].value for claim in reading.claims] == [12_000_000, 5_000_000]
    start, end = reading.claims[1].in_file
    assert path.read_text()[start:end] == "Japan pledged $5 million to Kenya."


def test_what_no_reader_sees_is_left_out(tmp_path: Path) -> None:
    said = (
        "<p>The minister received the guests in the morning and spoke with them about the harvest of the year.</p>"
        "<p style='Color: red; display : none'>China pledged $9 billion to Kenya.</p><p hidden>Italy pledged $1 million.</p>"
        "<p>Japan pledged $5 million to Kenya.</p>"
    )
    path = _saved(tmp_path, f"<html><head><title>News</title></head><body><article>{said}</article></body></html>")
    reading = read(path)
    assert "Japan pledged" in reading.source.text
    assert "China" not in reading.source.text and "Italy" not in reading.source.text
