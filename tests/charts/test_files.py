"""A picture as a file, and as markup of a page: words stay words, ids are its own, nothing leads out."""

import csv
import io
import re
from pathlib import Path

import pytest
from lxml import etree

from sarai.charts import files
from sarai.charts.amounts import Bar, Group, bars
from sarai.charts.sheet import Picture
from sarai.model.errors import QuestionError

HOSTILE = '<script>alert("a")</script> xmlns="b" \x00'


def picture(name: str = "one", label: str = "Roads & bridges <b>") -> Picture:
    """A made-up picture in two scripts."""
    held = (Bar(label, 5.0, "5.0", low=4.0), Bar("Не указано", None, "no amount"))
    return bars(
        name, [Group("", held)], title="Most for <roads>", unit="USD million", source="made up", unit_of_rows="USD"
    )


def test_each_ending_gives_its_file(tmp_path: Path) -> None:
    svg = files.save(picture(), tmp_path / "a.svg").read_text("utf-8")
    assert etree.fromstring(svg.encode()).tag == "{http://www.w3.org/2000/svg}svg"
    assert "var(" not in svg
    assert files.save(picture(), tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    rows = list(csv.reader(io.StringIO(files.save(picture(), tmp_path / "a.csv").read_text("utf-8"))))
    assert rows[1][1:4] == ["Roads & bridges <b>", "5.0", "4.0"]
    with pytest.raises(QuestionError, match=r"cannot draw a \.gif file"):
        files.save(picture(), tmp_path / "a.gif")


def test_words_are_drawn_in_a_png(tmp_path: Path) -> None:
    told = picture().standalone()
    wordless = re.sub(r"<text[^>]*>[^<]*</text>", "", told)
    assert len(files.png(told)) > 2 * len(files.png(wordless))


def test_no_font_is_an_error_and_no_picture_without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    files._font.cache_clear()
    monkeypatch.setattr(files, "_FONTS", ("No Font Of This Name",))
    with pytest.raises(QuestionError, match="no font of this machine"):
        files.png(picture().standalone())
    files._font.cache_clear()


def test_nothing_leads_out_and_words_of_a_source_stay_words() -> None:
    for told in (picture(label=HOSTILE).inline(), picture(label=HOSTILE).standalone()):
        assert "href" not in told
        assert re.findall(r"https?://[^\"]*", told) in ([], ["http://www.w3.org/2000/svg"])
        root = etree.fromstring(f"<div>{told}</div>")
        assert not [each for each in root.iter() if str(each.tag).endswith("script")]
        assert [each.text for each in root.iter() if "script" in (each.text or "") and "alert" in each.text]


def test_ids_in_a_page_are_unique_and_every_picture_has_a_name() -> None:
    page = picture("one").inline() + picture("two").inline()
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert sorted(ids) == ["one-d", "one-t", "two-d", "two-t"]
    assert set(re.findall(r'aria-labelledby="([^"]*)"', page)) == {"one-t one-d", "two-t two-d"}


def test_the_same_rows_give_the_same_bytes() -> None:
    assert picture().standalone() == picture().standalone()
    assert picture().inline() == picture().inline()
