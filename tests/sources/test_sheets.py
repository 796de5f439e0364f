from pathlib import Path

import openpyxl
import pytest

from sarai.model.errors import SourceChanged, UnreadableFile
from sarai.model.provenance import Format, Scope
from sarai.sources.kit.cells import Cell
from sarai.sources.kit.sheets import header_faults, read_sheets


def layout(kind: str, *columns: str) -> Format:
    return Format("made-up", "Made up", kind, columns, None, Scope(), sheets=("Data",) if kind == "xlsx" else ())


def rows(path: Path, wanted: Format) -> list[tuple[str, int, list[Cell]]]:
    return [(sheet, place, cells) for sheet, _, found in read_sheets(path, wanted) for place, cells in found]


def book(path: Path, *lines: list[object], errors: tuple[str, ...] = ()) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Data"
    for line in lines:
        sheet.append(line)
    for place in errors:
        sheet[place].data_type = "e"
    made.save(path)
    return path


def test_rows_keep_the_number_a_spreadsheet_gives_them_past_blank_ones(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ["id", "amount"], ["a", 1], [None, " "], ["b", 2])
    assert rows(path, layout("xlsx", "id", "amount")) == [("Data", 2, ["a", 1.0]), ("Data", 4, ["b", 2.0])]
    (tmp_path / "a.csv").write_text("id,amount\na,1\n,\nb\n")
    assert rows(tmp_path / "a.csv", layout("csv", "id", "amount")) == [("", 2, ["a", "1"]), ("", 4, ["b", None])]


def test_an_error_and_an_uncomputed_formula_are_no_blanks(tmp_path: Path) -> None:
    """Read as blank they would pass for "not reported"."""
    path = book(tmp_path / "a.xlsx", ["id", "amount"], ["a", "#REF!"], ["b", "=1+1"], ["c", 7], errors=("B2",))
    assert [cells for _, _, cells in rows(path, layout("xlsx", "id", "amount"))] == [
        ["a", "#REF!"],
        ["b", "=1+1"],
        ["c", 7.0],
    ]


def test_a_row_longer_than_the_header_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,amount\na,1\nb,2,"3"\n')
    with pytest.raises(UnreadableFile, match="row 3 has 3 cells under 2 headers"):
        rows(tmp_path / "a.csv", layout("csv", "id", "amount"))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'id,amount\na,1\nb,"never closed\n', 4),
        (b'id,amount\na,"1"2\n', 2),
    ],
)
def test_what_is_no_csv_is_named_with_its_row(tmp_path: Path, content: bytes, line: int) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(UnreadableFile, match=r"row \d+ is no CSV in utf-8") as caught:
        rows(tmp_path / "a.csv", layout("csv", "id", "amount"))
    assert abs(int(caught.value.what.split()[1]) - line) <= 2


def test_sheets_that_are_missing_or_unknown_are_named(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ["id"])
    with pytest.raises(SourceChanged, match=r"missing: \['Data 2'\]; unknown: \['Data'\]"):
        list(read_sheets(path, Format("m", "M", "xlsx", ("id",), None, Scope(), sheets=("Data 2",))))


def test_a_header_is_told_in_words() -> None:
    columns = ("id", "amount", "year")
    assert header_faults(("year", "id", "amount"), columns, "S") == ""
    assert header_faults(("id", "amounts", "year", "year"), columns, "S") == (
        "sheet 'S': column 'amount' is missing (renamed to 'amounts'?), column 'year' stands twice"
    )
    assert header_faults(("id", "amount", "", "year"), columns, "") == "column '' is unknown"


def test_quotes_hold_cells_together_however_wide_the_rows_would_be_without(tmp_path: Path) -> None:
    from sarai.sources.kit.decoding import sniff

    path = tmp_path / "quoted.csv"
    lines = [f'{place},{place * 7},"Bailey, Strezhnev, and Voeten, a made-up edition"' for place in range(600)]
    path.write_text("\n".join(["id,value,source", *lines]) + "\n", encoding="utf-8")
    assert (sniff(path).delimiter, sniff(path).quoted) == (",", True)
