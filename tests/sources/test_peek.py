import gzip
import zipfile
from pathlib import Path

import pytest

from sarai.model.errors import UnreadableFile
from sarai.sources.kit.peek import peek


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_text_shows_its_header(tmp_path: Path, mark: bytes) -> None:
    seen = peek(written(tmp_path / "a.csv", mark + b'id,"amount, stated"\n1,2\n'))
    assert seen.kind == "csv"
    assert seen.headers == {"": ("id", "amount, stated")}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<?xml version='1.0'?><iati-activities/>", "xml"),
        (b"\xef\xbb\xbf\n <a/>", "xml"),
        (b'{"a": 1}', "json"),
        (b"[1]", "json"),
        (b"%PDF-1.7\x00\x01", "other"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "other"),
    ],
)
def test_the_kind_is_told_by_the_content(tmp_path: Path, content: bytes, kind: str) -> None:
    seen = peek(written(tmp_path / "a.dat", content))
    assert (seen.kind, seen.headers) == (kind, {})


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-16", "utf-16-le", "utf-8"])
def test_a_text_in_another_encoding_shows_its_header(tmp_path: Path, encoding: str) -> None:
    told = "Заём;Сумма, млн долл.\nДорога;5,5\n"
    assert peek(written(tmp_path / "a.csv", told.encode(encoding))).headers == {"": ("Заём", "Сумма, млн долл.")}


def test_a_gzipped_text_shows_its_header(tmp_path: Path) -> None:
    assert peek(written(tmp_path / "a.csv.gz", gzip.compress(b"id|amount\n1|2\n"))).headers == {"": ("id", "amount")}


def test_a_workbook_shows_the_header_of_each_sheet(tmp_path: Path, made_up) -> None:
    seen = peek(made_up("aiddata", "africa-1.0", tmp_path))
    assert seen.kind == "xlsx"
    assert len(seen.headers) == 5
    assert all(header[0] == "project_id" for header in seen.headers.values())


def test_an_archive_that_is_no_workbook_is_of_another_kind(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    assert peek(tmp_path / "a.zip").kind == "other"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "is empty"),
        ("a.xlsx", b"", "is empty"),
        ("a.csv", b" \r\n\t", "is empty"),
        ("a.xlsx", b"project_id,amount\n1,2\n", "is named like a workbook but is none"),
        ("a.XLSX", b"<html>not found</html>", "is named like a workbook but is none"),
        ("a.xlsx", b"PK\x03\x04 and then nothing of an archive", "is a damaged workbook"),
    ],
)
def test_what_cannot_be_looked_into_is_named(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        peek(written(tmp_path / name, content))
    assert told in caught.value.what
    assert caught.value.where == str(tmp_path / name)
    assert caught.value.cure


def test_a_workbook_cut_short_or_overwritten_inside_is_damaged(tmp_path: Path, made_up) -> None:
    whole = made_up("aiddata", "gcof-1.0", tmp_path).read_bytes()
    for place, content in enumerate((whole[: len(whole) // 2], whole[:300] + b"\0" * 2000 + whole[2300:])):
        with pytest.raises(UnreadableFile, match="damaged"):
            peek(written(tmp_path / f"{place}.xlsx", content))


@pytest.mark.parametrize("name", ["folder", "folder.xlsx"])
def test_a_directory_is_named_as_one(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(UnreadableFile, match="is a directory"):
        peek(tmp_path / name)


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="No such file"):
        peek(tmp_path / "gone.csv")
