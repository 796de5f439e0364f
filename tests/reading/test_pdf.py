"""PDFs: columns in reading order, running heads and footers left out, pages counted right."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.pdfs import Line, column, pdf

from sarai.model.errors import DocumentError, UnreadableDocument
from sarai.reading import read
from sarai.reading.formats import load

LEFT = (
    "The ministry of the made-up state of Arda said on Monday that the bridge over the river had been finished and "
    "that the second lot of the road will be let in the spring. It thanked the workers of both banks and said that "
    "the toll will be set later, after the councils of the two provinces have met and have heard the hauliers and "
    "the farmers of the valley, who wrote to it in March. The minister then promised another"
)
RIGHT = (
    "twelve buses for the schools of the valley and said that the first of them would arrive before the snow. "
    "Nobody spoke of the railway, which was the subject of the meeting of the year before and of a study whose "
    "authors had warned that the tunnel would cost more than all of the roads of the province together, and that "
    "no bank had been found for it."
)
THIRD = (
    "A note at the end of the paper says that the figures were taken from the accounts of the province as they "
    "stood in June, before the audit, and that they may change. It was not said by how much they changed in the "
    "years before, nor who audits the accounts of the road fund since it was moved to the capital."
)


def _text(tmp_path: Path, content: bytes) -> str:
    path = tmp_path / "made.pdf"
    path.write_bytes(content)
    return load(path).text


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_two_columns_under_a_title(tmp_path: Path) -> None:
    title: list[Line] = [(60, 780, "A bridge, twelve buses and no railway: the day in the province of Arda in full")]
    lines = title + column(LEFT, x=60, top=740, letters=44) + column(RIGHT, x=320, top=740, letters=44)
    text = _flat(_text(tmp_path, pdf([lines])))
    assert text == f"{title[0][2]} {LEFT} {RIGHT}"


def test_two_columns_drawn_line_by_line(tmp_path: Path) -> None:
    both = column(LEFT, x=60, top=740, letters=44) + column(RIGHT, x=320, top=740, letters=44)
    text = _flat(_text(tmp_path, pdf([sorted(both, key=lambda line: (-line[1], line[0]))])))
    assert text == f"{LEFT} {RIGHT}"


@pytest.mark.parametrize("words", [8, 14, 22])
def test_a_last_page_that_ends_early_in_its_second_column(tmp_path: Path, words: int) -> None:
    rest = " ".join(RIGHT.split()[:words])
    both = column(LEFT, x=60, top=740, letters=44) + column(rest, x=320, top=740, letters=44)
    text = _flat(_text(tmp_path, pdf([sorted(both, key=lambda line: (-line[1], line[0]))])))
    assert text == f"{LEFT} {rest}"


def test_three_columns(tmp_path: Path) -> None:
    parts = [column(each, x=x, top=740, letters=28) for each, x in ((LEFT, 50), (RIGHT, 225), (THIRD, 400))]
    mixed = sorted((line for part in parts for line in part), key=lambda line: (-line[1], line[0]))
    assert _flat(_text(tmp_path, pdf([mixed]))) == f"{LEFT} {RIGHT} {THIRD}"


def test_a_title_between_two_bands_of_columns(tmp_path: Path) -> None:
    above = column(LEFT, x=60, top=740, letters=44) + column(RIGHT, x=320, top=740, letters=44)
    title: list[Line] = [(60, 560, "The second part of the paper, which stands across the whole width of the page")]
    below = column(RIGHT, x=60, top=530, letters=44) + column(THIRD, x=320, top=530, letters=44)
    assert _flat(_text(tmp_path, pdf([above + title + below]))) == f"{LEFT} {RIGHT} {title[0][2]} {RIGHT} {THIRD}"


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("shown", [0, 90])
def test_letters_are_read_the_way_they_run(tmp_path: Path, turned: int, shown: int) -> None:
    first = column(
        "The road was opened by the two governors in May, and the toll is paid by all.", x=0, top=0, letters=30
    )
    content = pdf([[(*_turn(x, y, turned), words) for x, y, words in first]], turned=shown, angle=turned)
    assert _text(tmp_path, content).strip().split("\n") == [words for _, _, words in first]


def _turn(x: float, y: float, turned: int) -> tuple[float, float]:
    return {0: (x + 200, y + 500), 90: (300 - y, x + 200), 180: (400 - x, 500 - y), 270: (300 + y, 700 - x)}[turned]


def test_a_table_is_read_by_rows(tmp_path: Path) -> None:
    rows = [("Arda", "12", "340"), ("Brin", "7", "15"), ("Cosk", "88", "2"), ("Dorn", "1", "9"), ("Elm", "3", "4")]
    lines = [(60.0 + 150 * n, 700.0 - 14 * r, cell) for n in range(3) for r, cell in enumerate(c[n] for c in rows)]
    text = _text(tmp_path, pdf([lines]))
    assert [line for line in text.split("\n") if line] == [" ".join(row) for row in rows]


def test_a_table_of_sentences_under_a_paragraph_is_read_by_rows(tmp_path: Path) -> None:
    """More lines cross the gap than four rows of two columns of prose would leave: it is a table's."""
    above = column(LEFT, x=60, top=740, letters=100)[:3]
    cells = [
        ("The bridge over the river at Arda", "The ministry of transport of Arda"),
        ("The second lot of the road to Brin", "The bank of the province of Brin"),
        ("Twelve buses for the schools of Cosk", "The union of the hauliers of Cosk"),
        ("A study of the railway through Dorn", "The council of the valley of Dorn"),
    ]
    table = [(x, 680.0 - 13 * r, words) for r, row in enumerate(cells) for x, words in zip((60, 320), row, strict=True)]
    text = _text(tmp_path, pdf([[*above, *table]]))
    lines = [line for line in text.split("\n") if line]
    assert lines == [words for _, _, words in above] + [" ".join(row) for row in cells]


def test_words_broken_at_the_end_of_a_line_are_read_whole(tmp_path: Path) -> None:
    lines: list[Line] = [(60, 700, "Japan pledged $5 million to Tajiki-"), (60, 687, "stan for schools.")]
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf([lines]))
    (claim,) = read(path).claims
    assert claim.items("recipient")[0].more.get("code") == "TJ" or claim.items("recipient")[0].value == "TJ"


def _body(number: int) -> list[Line]:
    return [(60, 600 - 13 * line, f"Line {line} of the body of sheet {'abcdefgh'[number]}.") for line in range(8)]


def test_heads_and_footers_are_left_out_and_pages_counted(tmp_path: Path) -> None:
    pages = [[(60, 800, "The Arda Gazette"), *_body(n), (290, 40, f"Page {n + 7} of 90")] for n in range(5)]
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf(pages))
    source = load(path)
    assert "Gazette" not in source.text
    assert "Page" not in source.text
    assert sorted(source.left_out) == sorted(["The Arda Gazette"] * 5 + [f"Page {n + 7} of 90" for n in range(5)])
    assert [source.page_of(source.text.index(f"sheet {letter}")) for letter in "abcde"] == [1, 2, 3, 4, 5]


def test_heads_of_a_paper_of_two_pages(tmp_path: Path) -> None:
    pages = [[(60, 800, "The Arda Gazette"), *_body(n), (290, 40, f"{n + 1}")] for n in range(2)]
    text = _text(tmp_path, pdf(pages))
    assert "Gazette" not in text
    assert [line for line in text.split("\n") if line.strip().isdigit()] == []


def test_the_number_of_a_single_page_is_left_out_but_no_other(tmp_path: Path) -> None:
    text = _text(tmp_path, pdf([[*_body(0), (60, 200, "4"), (290, 40, "- 1 -")]]))
    assert "- 1 -" not in text
    assert "\n4" in text


def test_a_head_that_changes_with_the_chapter_is_left_out(tmp_path: Path) -> None:
    titles = ["Bridges", "Bridges", "Roads", "Roads", "Tunnels", "Schools"]
    pages = [[(60, 800, f"{title} of Arda {n + 3}"), *_body(n)] for n, title in enumerate(titles)]
    assert "of Arda" not in _text(tmp_path, pdf(pages))


def test_lines_of_one_paragraph_stay_together(tmp_path: Path) -> None:
    lines: list[Line] = [(60, 700, "• A list of things"), (60, 687, "no axe or size"), (60, 674, "(jolly) glyphs")]
    assert _text(tmp_path, pdf([[*lines, (60, 640, "Apart")]])).strip().split("\n") == [
        "• A list of things", "no axe or size", "(jolly) glyphs", "", "Apart",
    ]  # fmt: skip


def test_a_body_line_that_reads_like_the_footer_is_kept(tmp_path: Path) -> None:
    pages = [[*_body(n), (60, 400, "The Arda Gazette"), (60, 30, "The Arda Gazette")] for n in range(4)]
    assert _text(tmp_path, pdf(pages)).count("The Arda Gazette") == 4


def test_numbers_at_the_foot_of_a_table_are_kept(tmp_path: Path) -> None:
    sums = ["81", "17", "93", "40"]
    pages = [[*_body(n), (60, 60, total), (290, 30, str(n + 1))] for n, total in enumerate(sums)]
    text = _text(tmp_path, pdf(pages))
    assert [line for line in text.split("\n") if line.strip().isdigit()] == sums


def test_a_bare_number_at_the_foot_of_a_table_is_no_number_of_the_page(tmp_path: Path) -> None:
    rows = [(90.0, 100.0 - 13 * row, f"Lot {row + 3}") for row in range(3)]
    counts = [(300.0, 100.0 - 13 * row, str(number)) for row, number in enumerate((4, 2, 1))]
    under = (300.0, 61.0, "1")
    text = _text(tmp_path, pdf([[*_body(0), *rows, *counts, under]]))
    assert [line for line in text.split("\n") if line.strip() == "1"] == ["1"]


def test_the_mark_of_a_note_is_no_part_of_the_word_before_it(tmp_path: Path) -> None:
    def raised(figures: str) -> str:
        return f"/F1 6 Tf 4 Ts ({figures}) Tj /F1 10 Tf 0 Ts"

    drawn = (
        f"BT /F1 10 Tf 60 700 Td (Arda paid 12 million) Tj {raised('12')} ( in 2023) Tj {raised('3')} ( and has 40 km) Tj"
        f" {raised('2')} ( and 106 trees.) Tj ET"
    ).encode()
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn)
    made = re.sub(rb"<< /Length \d+ >>\nstream\n.*?\nendstream", lambda _: stream, pdf([_body(0)]), flags=re.DOTALL)
    assert _flat(_text(tmp_path, made)) == "Arda paid 12 million in 2023 and has 40 km2 and 106 trees."


def test_progress_is_told(tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf([_body(n % 8) for n in range(60)]))
    told: list[str] = []
    load(path, progress=told.append)
    assert told == [f"{path}: page {n} of 60" for n in (25, 50, 60)]


def test_a_page_without_text_has_its_number(tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf([_body(0), [], _body(2)]))
    source = load(path)
    assert source.page_of(source.text.index("sheet c")) == 3


def test_a_password_is_asked_for_by_name(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf([_body(0)], password="tulip"))
    with pytest.raises(UnreadableDocument, match="password"):
        read(path)


@pytest.mark.parametrize(
    ("version", "revision", "bits", "method", "size"),
    [(4, 4, 128, b"AESV2", 32), (5, 5, 256, b"AESV3", 48), (5, 6, 256, b"AESV3", 48)],
)
def test_an_aes_password_is_asked_for_by_name(
    tmp_path: Path, version: int, revision: int, bits: int, method: bytes, size: int
) -> None:
    # Keys that no password opens: whoever has none gets no further than the question for it.
    key = bytes(range(1, size + 1)).hex().encode()
    more = b" /OE <%s> /UE <%s> /Perms <%s>" % (key[:64], key[:64], key[:32]) if version == 5 else b""
    locked = (
        b"<< /Filter /Standard /V %d /R %d /Length %d /P -4 /CF << /StdCF << /CFM /%s /AuthEvent /DocOpen /Length %d >> >>"
        b" /StmF /StdCF /StrF /StdCF /O <%s> /U <%s>%s >>"
        % (version, revision, bits, method, bits // 8, key, key, more)
    )
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf([_body(0)]).replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt %s /ID [<00> <00>]" % locked))
    with pytest.raises(UnreadableDocument, match="is locked with a password"):
        read(path)


def test_an_owner_lock_alone_hinders_nobody(tmp_path: Path) -> None:
    assert "Line 0 of the body" in _text(tmp_path, pdf([_body(0)], password=""))


def test_nothing_but_pictures_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf([[], []]))
    with pytest.raises(UnreadableDocument, match="no text"):
        read(path)


WHOLE = pdf([_body(0), _body(1)])


@given(cut=st.integers(0, len(WHOLE)), noise=st.binary(max_size=40))
def test_a_cut_or_scratched_pdf_ends_in_text_or_a_named_error(
    tmp_path_factory: pytest.TempPathFactory, cut: int, noise: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "cut.pdf"
    for content in (WHOLE[:cut], WHOLE[:cut] + noise + WHOLE[cut + len(noise) :]):
        path.write_bytes(content)
        try:
            assert load(path).text.strip()
        except DocumentError as error:
            assert str(path) in str(error)
