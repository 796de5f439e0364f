"""Files to text: encodings, and where the text stands in its file."""

from pathlib import Path

import pytest

from sarai.documents import read

SAID = "“Germany pledged €2 million to Côte d’Ivoire for water supply,” the ministry’s spokesman said on Monday.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_plain_text_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(SAID.encode(encoding))
    reading = read(path)
    (claim,) = reading.claims
    assert reading.source.text.lstrip("\ufeff") == SAID
    assert (claim.items("amount")[0].value, claim.items("amount")[0].more["currency"]) == (2_000_000, "EUR")
    assert [item.more["code"] for item in claim.items("recipient")] == ["CI"]
    assert reading.source.text[claim.start : claim.end] == claim.quote


def test_a_page_that_declares_another_encoding_than_it_has_is_read_as_it_looks(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    body = f"<html><head><meta charset='utf-8'><title>News</title></head><body><article><p>{SAID}</p></article></body></html>"
    path.write_bytes(body.encode("cp1252"))
    (claim,) = read(path).claims
    assert claim.items("amount")[0].more["currency"] == "EUR"


def test_letters_and_marks_written_apart_are_read_and_keep_their_places(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    said = "Germany pledged \u20ac2 million to Co\u0302te d'Ivoire for water supply.\n"
    path.write_text(said, encoding="utf-8")
    (claim,) = read(path).claims
    (recipient,) = claim.items("recipient")
    assert recipient.more["code"] == "CI"
    assert said[recipient.start : recipient.end] == "Co\u0302te d'Ivoire"
