"""Spans, damaged and hostile input: every file ends in claims or a named error."""

import random
import time
import zipfile
from pathlib import Path

import pytest

from sarai.documents import read, read_text
from sarai.documents.cleaning import clean
from sarai.model.errors import DocumentError, UnreadableDocument

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


@pytest.mark.parametrize("seed", range(30))
def test_random_bytes(tmp_path: Path, seed: int) -> None:
    content = random.Random(seed).randbytes(2_000)
    path = tmp_path / f"noise.{['txt', 'pdf', 'docx', 'html'][seed % 4]}"
    path.write_bytes([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>"][seed % 4] + content)
    try:
        read(path)
    except DocumentError as error:
        assert str(path) in str(error)


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
        for _ in range(201):
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
