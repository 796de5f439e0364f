"""DOCX: tables, notes, tracked changes, and packages that are something else."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarai.model.errors import DocumentError, UnreadableDocument
from sarai.reading.formats import load

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _docx(folder: Path, body: str, **parts: str) -> Path:
    path = folder / "made.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>')
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return path


def _p(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def _tbl(*rows: tuple[str, ...]) -> str:
    cells = "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{cells}</w:tbl>"


def test_a_row_of_a_table_is_a_line(tmp_path: Path) -> None:
    path = _docx(tmp_path, _p("Before") + _tbl((_p("Arda"), _p("12")), (_p("Brin"), "<w:p/>")) + _p("After"))
    assert load(path).text == "Before\n\nArda | 12\n\nBrin | \n\nAfter"


def test_a_table_in_a_table_is_read_in_order(tmp_path: Path) -> None:
    inner = _tbl((_p("a"), _p("b")), (_p("c"), _p("d")))
    assert load(_docx(tmp_path, _tbl((_p("Arda"), inner), (_p("Brin"), _p("7"))))).text == (
        "Arda\n\na | b\n\nc | d\n\nBrin | 7"
    )


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Arda </w:t></w:r><w:del><w:r><w:delText>will not </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>will </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>soon </w:t></w:r></w:moveFrom>"
        "<w:r><w:t>pay</w:t></w:r></w:p>"
    )
    assert load(_docx(tmp_path, body)).text == "Arda will pay"


def test_notes_follow_and_running_heads_are_left_out(tmp_path: Path) -> None:
    notes = (
        f'<w:footnotes xmlns:w="{SPACE}"><w:footnote w:type="separator"><w:p><w:r><w:t>---</w:t></w:r></w:p>'
        f"</w:footnote><w:footnote>{_p('In 2019 prices.')}</w:footnote></w:footnotes>"
    )
    head = f'<w:hdr xmlns:w="{SPACE}">{_p("The Arda Gazette")}</w:hdr>'
    assert load(_docx(tmp_path, _p("Body"), footnotes=notes, header1=head)).text == "Body\n\nIn 2019 prices."


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{_p('In the box')}</w:txbxContent>"
    body = (
        '<w:p><w:r><w:t>Beside</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice>'
        f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert load(_docx(tmp_path, body)).text == "Beside\n\nIn the box"


@pytest.mark.parametrize(
    ("part", "named"),
    [("xl/workbook.xml", "Excel"), ("ppt/presentation.xml", "PowerPoint"), ("content.xml", "OpenDocument"),
     ("letter.txt", "a packed file")],
)  # fmt: skip
def test_another_package_is_named(tmp_path: Path, part: str, named: str) -> None:
    path = tmp_path / "other.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "<x/>")
    with pytest.raises(UnreadableDocument, match=named):
        load(path)


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as file:
        for _ in range(66):
            file.write(b" " * 2**20)
    size = (66 * 2**20).to_bytes(4, "little")
    content = path.read_bytes()
    assert content.count(size) >= 1
    path.write_bytes(content.replace(size, (500).to_bytes(4, "little")))
    with pytest.raises(UnreadableDocument, match=r"unpacks|damaged"):
        load(path)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "laughs.docx"
    with zipfile.ZipFile(path, "w") as archive:
        many = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE d [<!ENTITY a0 "ha">{many}]><w:document xmlns:w="{SPACE}"><w:body><w:p><w:r><w:t>'
            "x&a9;</w:t></w:r></w:p></w:body></w:document>",
        )
    try:
        assert len(load(path).text) < 100
    except DocumentError as error:
        assert "damaged" in str(error)


@given(cut=st.integers(0, 400), noise=st.binary(max_size=30))
def test_a_broken_package_ends_in_text_or_a_named_error(
    tmp_path_factory: pytest.TempPathFactory, cut: int, noise: bytes
) -> None:
    path = _docx(tmp_path_factory.getbasetemp(), _p("Arda will pay"))
    whole = path.read_bytes()
    for content in (whole[:cut], whole[:cut] + noise + whole[cut + len(noise) :]):
        path.write_bytes(content)
        try:
            assert load(path).text.strip()
        except DocumentError as error:
            assert str(path) in str(error)


def _raised(words: str) -> str:
    return f"<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>{words}</w:t></w:r>"


def test_the_mark_of_a_note_is_no_part_of_the_word_before_it(tmp_path: Path) -> None:
    body = (
        f"<w:p><w:r><w:t>Arda paid €12 million</w:t></w:r>{_raised('1')}<w:r><w:t> in 2023</w:t></w:r>{_raised('[2]')}"
        f"<w:r><w:t> for 40 km</w:t></w:r>{_raised('2')}<w:r><w:t> on the 5</w:t></w:r>{_raised('th')}<w:r><w:t> day.</w:t>"
        f"</w:r>{_raised('3')}</w:p>"
    )
    assert load(_docx(tmp_path, body)).text == "Arda paid €12 million in 2023 for 40 km2 on the 5th day."


def test_hidden_text_is_left_out(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Seen.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> Not seen.</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> Seen again.</w:t></w:r></w:p>"
    )
    assert load(_docx(tmp_path, body)).text == "Seen. Seen again."
