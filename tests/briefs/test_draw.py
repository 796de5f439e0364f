"""Drawing: every number leads to its passport, and none without one can be drawn."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sarai.briefs import draw
from sarai.briefs.content import Brief, Section, Sentence, Table, Words
from sarai.briefs.words import Quoted


@pytest.mark.parametrize("drawn", [draw.html, draw.markdown])
@pytest.mark.parametrize("bare", [7, 7.5, Decimal("7.5"), "7.5", "plain text", True])
def test_a_bare_value_cannot_be_drawn(composed: Brief, drawn: Any, bare: object) -> None:
    wrong = Section("x", Words("Wrong"), (Sentence((bare,)),))  # type: ignore[arg-type]
    with pytest.raises(draw.BriefError, match="where it is from"):
        drawn(replace(composed, sections=(*composed.sections, wrong)))


@pytest.mark.parametrize("drawn", [draw.html, draw.markdown])
def test_a_bare_number_in_a_table_cannot_be_drawn(composed: Brief, drawn: Any) -> None:
    table = next(table for table in composed.tables if table.rows)
    broken = Table("x", table.caption, table.columns, ((*table.rows[0][:-1], 42),))  # type: ignore[arg-type]
    with pytest.raises(draw.BriefError, match="42"):
        drawn(replace(composed, sections=(Section("x", Words("Wrong"), (broken,)),)))


def test_every_link_of_the_page_has_its_place(composed: Brief) -> None:
    page = draw.html(composed)
    places = re.findall(r'\bid="([^"]+)"', page)
    assert len(places) == len(set(places))
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links
    assert links <= set(places)


def test_every_link_of_the_markdown_has_its_place(composed: Brief) -> None:
    text = draw.markdown(composed)
    links = set(re.findall(r"\]\(#(p\d+)\)", text))
    assert links
    assert links <= set(re.findall(r'<a id="(p\d+)">', text))


def test_the_page_loads_nothing(composed: Brief) -> None:
    page = draw.html(composed)
    assert not re.search(r"<(script|link|img|iframe|object|embed|base)\b", page)
    assert not re.search(r"@import|url\((?!#hat\))|\bsrc=|\bsrcset=", page)
    for target in re.findall(r'href="([^"]*)"', page):
        assert target.startswith("#"), target


def test_what_a_source_says_cannot_become_markup(composed: Brief) -> None:
    from sarai.briefs.words import Quoted

    evil = Section("x", Words("Names"), (Sentence((Quoted("<script>alert('x')</script> | a"),)),))
    page = draw.html(replace(composed, sections=(evil,)))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "\\| a" in draw.markdown(replace(composed, sections=(evil,)))


def test_the_same_release_gives_the_same_bytes(small: Any) -> None:
    from sarai.briefs import compose

    assert draw.html(compose(small)) == draw.html(compose(small))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[click](javascript:alert(1))", "\\[click\\](javascript:alert(1))"),
        ("![x](http://x/y)", "!\\[x\\](http://x/y)"),
        ("a`b", "a\\`b"),
        ("a|b", "a\\|b"),
        ("a\nb\u2028c\rd", "a b c d"),
        ("&lt;b&#62; & c", "&amp;lt;b&amp;#62; & c"),
        ("back\\slash", "back\\\\slash"),
    ],
)
def test_a_text_in_markdown_is_no_link_no_code_and_no_html(text: str, shown: str) -> None:
    assert draw._plain(Quoted(text)) == shown
