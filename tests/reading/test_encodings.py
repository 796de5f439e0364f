"""Encodings: what a file declares, what it is, and what of the two is believed."""

from pathlib import Path

import pytest

from sarai.reading import read

WESTERN = "Germany pledged €2 million to Kazakhstan for water supply; José’s “café” was the place of the talks."
CYRILLIC = "Germany pledged €2 million to Kazakhstan for water supply (Министерство иностранных дел, Дипломатия № 4)."


def page(said: str, declared: str | None) -> str:
    meta = f"<meta charset='{declared}'>" if declared else ""
    return f"<html><head>{meta}<title>News</title></head><body><article><p>{said}</p></article></body></html>"


def amounts(path: Path) -> list[tuple[float, str]]:
    return [(item.value, item.more["currency"]) for claim in read(path).claims for item in claim.items("amount")]


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "us-ascii", "utf-16", "utf-16le", "utf-32", "cp037", "hex", "nonsense"]
)
def test_a_declaration_that_cannot_be_so_is_not_believed(tmp_path: Path, declared: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page(WESTERN, declared).encode("cp1252"))
    assert amounts(path) == [(2_000_000, "EUR")]
    assert read(path).source.text.strip().startswith(WESTERN[:60])


def test_utf_16_with_its_mark_is_read_in_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page(WESTERN, "utf-16").encode("utf-16"))
    assert amounts(path) == [(2_000_000, "EUR")]


@pytest.mark.parametrize("declared", [None, "windows-1251", "utf-8", "utf-16"])
def test_an_english_page_with_cyrillic_names_is_read_in_windows_1251(tmp_path: Path, declared: str | None) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page(CYRILLIC, declared).encode("cp1251"))
    assert amounts(path) == [(2_000_000, "EUR")]
    assert "Министерство иностранных дел" in read(path).source.text


def test_latin_1_keeps_its_letters_and_a_few_side_by_side_make_no_other_script(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    said = "Germany pledged EUR 2 million to Côte d'Ivoire for water, the envoy of Åland (naïve, coöpéré, Äöü) said.\n"
    path.write_bytes(said.encode("latin-1"))
    assert read(path).source.text == said


def test_letters_and_marks_written_apart_are_read_and_keep_their_places(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    said = "Germany pledged \u20ac2 million to Co\u0302te d'Ivoire for water supply.\n"
    path.write_text(said, encoding="utf-8")
    (claim,) = read(path).claims
    (recipient,) = claim.items("recipient")
    assert recipient.more["code"] == "CI"
    assert said[recipient.start : recipient.end] == "Co\u0302te d'Ivoire"
