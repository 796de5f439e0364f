"""A workbook that asks for more than there is is refused by name, before anything is opened."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from sarai.model.errors import UnreadableFile
from sarai.sources.kit.apart import apart
from sarai.sources.kit.book import first_rows, sheet_names, workbook_sheets
from sarai.sources.kit.guard import look_through


def workbook(path: Path, cells: dict[str, object]) -> Path:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value  # type: ignore[index]
    book.save(path)
    return path


TABLE = {"A1": "grant", "B1": "amount", "A2": "G-1", "B2": 1000}


def test_one_stray_cell_far_from_all_others_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "stray.xlsx", TABLE | {"XFD1048576": " "})
    for ask in (first_rows, sheet_names, lambda each: list(workbook_sheets(each))):
        with pytest.raises(
            UnreadableFile, match="reaches to XFD1048576: as a table it would have 17,179,869,184"
        ) as told:
            ask(path)
        assert "holds 5 cells" in str(told.value)
        assert "--most-mb" in str(told.value.cure)


@pytest.mark.parametrize("cell", ["XFD1", "A1048576", "ZZ90000"])
def test_a_cell_far_out_that_costs_little_is_read(tmp_path: Path, cell: str) -> None:
    path = workbook(tmp_path / "far.xlsx", TABLE | {cell: "x"})
    if cell == "ZZ90000":
        with pytest.raises(UnreadableFile, match="reaches to ZZ90000"):
            list(workbook_sheets(path))
        return
    (sheet,) = workbook_sheets(path)
    assert sheet.rows[1][:2] == ["G-1", 1000.0]


def test_cells_that_are_merely_formatted_do_not_count(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook(tmp_path / "plain.xlsx", TABLE))
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)  # type: ignore[index, union-attr]
    book.save(tmp_path / "plain.xlsx")
    assert b'r="XFD1048576"' in zipfile.ZipFile(tmp_path / "plain.xlsx").read("xl/worksheets/sheet1.xml")
    (sheet,) = workbook_sheets(tmp_path / "plain.xlsx")
    assert len(sheet.rows) == 2


def rewritten(path: Path, change: Callable[[bytes], bytes], to: Path) -> Path:
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as out:
        for name in archive.namelist():
            content = archive.read(name)
            out.writestr(name, change(content) if name == "xl/worksheets/sheet1.xml" else content)
    return to


@pytest.mark.parametrize(
    "cell",
    [
        b"<row r='1048576'><c r='XFD1048576' t='str'><v>x</v></c></row>",
        b'<row r="1048576"><c t="str"><v>x</v></c><c r="XFD1048576" t="str"><v>x</v></c></row>',
        b'<row r="1048576">' + b'<c t="str"><v>x</v></c>' * 2000 + b"</row>",
        b'<x:row r="1048576"><x:c t="str" r="XFD1048576"><x:v>x</x:v></x:c></x:row>',
        b'<row r="1048576"><c\n r="XFD1048576"\n t="str"><v>x</v></c></row>',
    ],
    ids=["single quotes", "no place", "places counted", "prefix", "lines"],
)
def test_a_far_cell_is_found_however_it_is_written(tmp_path: Path, cell: bytes) -> None:
    plain = workbook(tmp_path / "plain.xlsx", TABLE)
    path = rewritten(plain, lambda xml: xml.replace(b"</sheetData>", cell + b"</sheetData>"), tmp_path / "far.xlsx")
    with pytest.raises(UnreadableFile, match="as a table it would have"):
        look_through(path)


def test_a_workbook_that_unpacks_to_far_more_than_it_is_is_refused(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "plain.xlsx", TABLE)
    spaces = b" " * 200_000_000
    path = rewritten(plain, lambda xml: xml.replace(b"</sheetData>", spaces + b"</sheetData>"), tmp_path / "bomb.xlsx")
    assert path.stat().st_size < 300_000
    with pytest.raises(UnreadableFile, match="unpacks to more than 64 MB"):
        first_rows(path)


def test_the_limit_is_raised_by_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "far.xlsx", TABLE | {"ZZ60000": "x"})
    with pytest.raises(UnreadableFile):
        look_through(path)
    monkeypatch.setenv("SARAI_MOST_MB", "4000")
    look_through(path)


def too_much(path: Path) -> int:
    return len(bytes(path.stat().st_size * 10**9))


def dies(path: Path) -> int:
    import os

    os.abort()


class Panic(BaseException):
    """What a library written in Rust raises: no Exception."""


def panics(path: Path) -> int:
    import os

    os.write(2, b"thread panicked at a wall of addresses\n")
    raise Panic(path.name)


def says(path: Path, *more: int) -> tuple[str, tuple[int, ...]]:
    return path.name, more


@pytest.mark.parametrize("asked", [too_much, dies, panics])
def test_what_ends_a_process_apart_refuses_the_file_alone(
    tmp_path: Path, asked: Callable[[Path], int], capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.xls"
    path.write_bytes(b"xx")
    with pytest.raises(UnreadableFile, match="cannot be opened in") as told:
        apart(asked, path)
    assert str(path) in str(told.value)
    assert capfd.readouterr().err == "", "what a library says over a damaged file is no message to a person"
    assert apart(says, path, 1, 2) == ("x.xls", (1, 2))


def test_workbooks_of_other_kinds_are_opened_apart(tmp_path: Path) -> None:
    """A process with a limit on its memory opens them: what is damaged says so, and this process goes on."""
    path = tmp_path / "x.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 40)
    with pytest.raises(UnreadableFile, match="damaged"):
        first_rows(path)


def test_a_stray_cell_costs_the_file_and_never_the_release(tmp_path: Path) -> None:
    """Through the command line, with little memory: the abort of what opens it could not be caught."""
    code = "import resource; resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000,) * 2); " + (
        "from sarai.cli import main; main()"
    )

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-c", code, *map(str, words)]
        return subprocess.run(line, capture_output=True, text=True, check=False)

    assert run("new", tmp_path / "study").returncode == 0
    ran = run("add", tmp_path / "study", workbook(tmp_path / "stray.xlsx", TABLE | {"XFD1048576": " "}))
    assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)
    assert "XFD1048576" in ran.stderr
