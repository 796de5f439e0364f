"""Spans, damaged and hostile input: every file ends in claims or a named error."""

import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarai.model.errors import DocumentError, UnreadableDocument
from sarai.reading import read, read_text
from sarai.reading.cleaning import clean

BROKEN = (
    "The minister said that China would give Tajikistan \\$30 million over three ye-\n\nars for schools and artificial\n\n"
    "A photo caption stands here. ● AGENCY\n\nintelligence. Japan has not signed the loan agreement with Tajikistan.\n"
)


def test_every_span_is_what_the_file_says() -> None:
    for claim in read_text(BROKEN):
        assert BROKEN[claim.start : claim.end] == claim.quote
        for items in claim.slots.values():
            for item in items:
                assert BROKEN[item.start : item.end] == item.text


def test_broken_words_and_cut_sentences_are_joined() -> None:
    text = clean(BROKEN).text
    assert "three years for schools and artificial intelligence" in text
    assert "$30 million" in text
    assert "\\" not in text


STARTS = {
    "txt": b"",
    "pdf": b"%PDF-1.4\n",
    "docx": b"PK\x03\x04",
    "html": b"<html>",
    "md": b"\xff\xfe",
    "doc": b"\xd0\xcf\x11\xe0",
}


@given(ending=st.sampled_from(sorted(STARTS)), noise=st.binary(max_size=3_000))
def test_random_bytes(tmp_path_factory: pytest.TempPathFactory, ending: str, noise: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / f"noise.{ending}"
    path.write_bytes(STARTS[ending] + noise)
    try:
        read(path)
    except DocumentError as error:
        assert str(path) in str(error)


@given(
    st.lists(
        st.sampled_from(
            ["Japan ", "pledged ", "$5 million ", "\u0301", "\u202e", "\u05d0\u05d1 ", "\x00", "\n", "\n\n", "ex-\n", "\\$",
             "2023-\n2025 ", "to Tajikistan", ". ", "● AGENCY\n", "(", "[", "](x)", "**", "\u00a0", "more than ", "not "]
        ),
        max_size=60,
    )
)  # fmt: skip
def test_every_span_of_any_text_is_what_the_file_says(parts: list[str]) -> None:
    text = "".join(parts)
    try:
        claims = read_text(text)
    except DocumentError:
        return
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote


@pytest.mark.parametrize(
    ("content", "named"),
    [(b"\xd0\xcf\x11\xe0" + bytes(600), "before 2007, or an Office file locked with a password"), (b"{\\rtf1 x}", "RTF"),
     (b"\x1f\x8b\x08x", "packed"), (b"\x89PNG\r\n", "picture"), (b"\xff\xfea", "says it is UTF-16"),
     (bytes(range(256)) * 20, "neither text nor PDF")],
)  # fmt: skip
def test_another_kind_of_file_is_named(tmp_path: Path, content: bytes, named: str) -> None:
    path = tmp_path / "made.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument, match=named):
        read(path)


def test_a_line_of_a_megabyte_is_read(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_text("and so it went on " * 55_000 + BROKEN.split("\n\n")[-1], encoding="utf-8")
    told: list[str] = []
    reading = read(path, progress=told.append)
    assert told == [f"{path}: {len(reading.source.text):,} characters to be read"]
    assert all(reading.source.text[claim.start : claim.end] == claim.quote for claim in reading.claims)


@pytest.mark.parametrize(
    "text",
    [
        "\x00" * 500,
        "é" * 4_000,
        "\u202e" + "abc " * 800,
        "1" * 50_000,
        "1," * 20_000,
        "$" * 20_000,
        "a-" * 20_000,
        "and " * 20_000,
        "more than " * 8_000,
        "2020-" * 10_000,
        "(" * 20_000,
        "of the " * 10_000,
        "five " * 10_000,
    ],
)
def test_adversarial_text_is_read_in_time(text: str) -> None:
    began = time.perf_counter()
    assert isinstance(read_text(text), tuple)
    assert time.perf_counter() - began < 10


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as file:
        for _ in range(66):
            file.write(b" " * 2**20)
    with pytest.raises(UnreadableDocument, match="unpacks"):
        read(path)


def test_docx_is_read(tmp_path: Path) -> None:
    path = tmp_path / "release.docx"
    body = "Japan pledged $5 million to Tajikistan for schools."
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>',
        )
    (claim,) = read(path).claims
    assert (claim.modality, claim.items("amount")[0].value) == ("pledged", 5e6)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("  \n")
    with pytest.raises(UnreadableDocument, match="empty"):
        read(path)
