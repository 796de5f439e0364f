"""Pages of texts that were read: each claim with its words marked, and a study of texts alone."""

import pytest
from lxml import html

import sarai
from sarai import pipeline
from sarai.web import Published, publish

TEXT = """Tokyo, 20 December 2025. Japan pledged 10 billion yen in grants to Tajikistan for roads over three years.
The minister denied that <script>alert(1)</script> a loan of USD 300 million had been signed.
"""
"""Written for this test."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The site of a study that holds one text and nothing else."""
    folder = tmp_path_factory.mktemp("texts")
    text = folder / "speech.txt"
    text.write_text(TEXT, encoding="utf-8")
    study = pipeline.new(folder / "study")
    assert [error for _, _, error in pipeline.add(study, [text])] == [None]
    pipeline.build(study, jobs=1)
    return publish(sarai.open(study), folder / "site")


def test_a_claim_stands_with_its_words_marked_and_no_markup_of_its_own(made: Published) -> None:
    assert made.failed == ()
    (page,) = (made.first.parent / "r1" / "document").glob("*.html")
    tree = html.parse(str(page)).getroot()
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in tree.xpath("//tbody/tr")]
    marked = [node.text for node in tree.iter("mark")]
    assert marked[0] == "Japan pledged 10 billion yen in grants to Tajikistan for roads over three years."
    assert rows[0][1:6] == ["pledged", "planned", "Japan", "Tajikistan", "JPY 10,000,000,000"]
    assert "denied" in rows[-1] and "<script>alert(1)</script>" in marked[-1]
    start, end = (int(part) for part in rows[0][6].removeprefix("characters ").split(" to "))
    assert TEXT[start:end] == marked[0]


def test_texts_without_positions_have_their_list(made: Published) -> None:
    text = (made.first.parent / "r1" / "documents.html").read_text(encoding="utf-8")
    assert "1 text of this study was read" in text and "speech.txt" in text
