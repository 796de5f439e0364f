"""A study's own lists are opened in one way, and what is wrong with them is said with its line."""

from pathlib import Path

import pytest

from sarai.model.errors import CorridorError, StudyError, UnreadableFile
from sarai.model.study_lists import rows


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    return path


def test_rows_come_with_their_lines_and_the_mark_of_a_spreadsheet_is_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path, b'\xef\xbb\xbfname,why\nA,"two\nlines"\nB,\n')
    assert list(rows(path, ("name", "why"))) == [
        (f"{path}:3", {"name": "A", "why": "two\nlines"}),
        (f"{path}:4", {"name": "B", "why": ""}),
    ]


@pytest.mark.parametrize(
    ("content", "only", "said"),
    [
        (b"name\nA\n", False, r"list.csv:1: column\(s\) why are missing"),
        (b"name,why,who\nA,b,c\n", True, r"list.csv:1: column\(s\) who are not known"),
        (b"name,why\nA\n", False, "list.csv:2: a row with more or fewer cells"),
        (b"name,why\nA,b,c\n", False, "list.csv:2: a row with more or fewer cells"),
        (b"", False, r"column\(s\) name, why are missing"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, content: bytes, only: bool, said: str) -> None:
    with pytest.raises(StudyError, match=said):
        list(rows(written(tmp_path, content), ("name", "why"), only=only))
    with pytest.raises(CorridorError, match=said):
        list(rows(written(tmp_path, content), ("name", "why"), only=only, error=CorridorError))


def test_other_columns_are_let_be_unless_the_list_allows_none(tmp_path: Path) -> None:
    ((_, row),) = rows(written(tmp_path, b"name,why,who\nA,b,c\n"), ("name", "why"))
    assert row["who"] == "c"


@pytest.mark.parametrize("content", ["name,why\nÅ,b\n".encode("latin-1"), b"name,why\nA,\x00\xff\n"])
def test_what_is_no_text_in_utf_8_is_named(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="UTF-8"):
        list(rows(written(tmp_path, content), ("name", "why")))


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        list(rows(tmp_path / "none.csv", ("name",)))
