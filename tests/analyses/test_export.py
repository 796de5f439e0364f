import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

import sarai
from sarai import pipeline
from sarai.analyses.export import export
from sarai.model import tables
from sarai.model.errors import QuestionError

FORMULA = '=HYPERLINK("http://example.org","a negative amount")'


@pytest.fixture(scope="session")
def workbook_study(tmp_path_factory: pytest.TempPathFactory, made_up: Callable[..., Path]) -> Path:
    """A study of one made-up workbook, one of whose titles is a formula."""

    def long_amount(sheets: dict[str, list[list[str]]]) -> None:
        """More digits than a float holds."""
        (rows,) = sheets.values()
        rows[1][rows[0].index("amount")] = "'12345678901234.123457"

    folder = tmp_path_factory.mktemp("export") / "study"
    pipeline.new(folder)
    for _, _, error in pipeline.add(
        folder, [made_up("aiddata", "gcof-1.0", tmp_path_factory.mktemp("published"), long_amount)]
    ):
        assert error is None
    pipeline.build(folder, jobs=1)
    return folder


@pytest.fixture(scope="session")
def written(workbook_study: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders of the study's export as csv and as xlsx."""
    folders = {to: tmp_path_factory.mktemp(to) for to in ("csv", "xlsx")}
    for to, folder in folders.items():
        assert [each.path.suffix for each in export(sarai.open(workbook_study), to=to, out=folder)]
    return folders


def total(rows: list[dict[str, object]], column: str) -> Decimal:
    return sum((Decimal(str(row[column])) for row in rows if row[column] not in (None, "")), Decimal())


def test_parquet_holds_every_table_whole_with_units(workbook_study: Path, tmp_path: Path) -> None:
    session = sarai.open(workbook_study)
    written = {each.path.stem: each.rows for each in export(session, to="parquet", out=tmp_path)}
    assert written.keys() == {*(name for name, count in session.release.counts.items() if count), "not_counted"}
    assert pq.read_table(tmp_path / "not_counted.parquet").num_rows == written.pop("not_counted") > 0
    for name, count in written.items():
        rows = pq.read_table(tmp_path / f"{name}.parquet")
        assert rows.num_rows == count == session.release.counts[name]
        assert rows.schema.names == tables.schema(name).names
        assert [field.type for field in rows.schema] == [field.type for field in tables.schema(name)]
    about = pq.read_table(tmp_path / "contribution.parquet").schema.field("value_current").metadata
    assert about is not None
    assert about[b"unit"] == b"study currency"


def test_csv_holds_the_same_figures_to_the_last_digit(workbook_study: Path, written: dict[str, Path]) -> None:
    session = sarai.open(workbook_study)
    with (written["csv"] / "contribution.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    stands = session.table("contribution").to_pylist()
    assert len(rows) == len(stands) > 5
    for column in ("value_current", "value_constant", "value_source"):
        assert total(rows, column) == total(stands, column) != 0
    assert {Decimal(row["amount"]) for row in rows if row["amount"]} == {
        row["amount"] for row in stands if row["amount"] is not None
    }
    assert {row["amount"] for row in rows if row["no_value"] == "amount not published"} == {""}
    assert all(row["locator"] and row["file"] and row["licence"] and row["rule"] for row in rows)


def test_xlsx_is_read_back_with_numbers_and_no_formula(workbook_study: Path, written: dict[str, Path]) -> None:
    session = sarai.open(workbook_study)
    formulas = 0
    for name in ("activity", "contribution", "narrative", "reject", "participant"):
        path = written["xlsx"] / f"{name}.xlsx"
        book = openpyxl.load_workbook(path)
        assert book.sheetnames == [path.stem]
        for row in book[path.stem].iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{path.name} {cell.coordinate} would be run"
                formulas += cell.value == f"'{FORMULA}"
    assert formulas >= 2, "as a title of an activity, of its contributions, and as a narrative"
    header, *rows = openpyxl.load_workbook(written["xlsx"] / "contribution.xlsx")["contribution"].values
    values = [row[header.index("value_current")] for row in rows]
    assert all(value is None or isinstance(value, int | float) for value in values)
    stands = total(session.table("contribution").to_pylist(), "value_current")
    assert sum(Decimal(str(value)) for value in values if value is not None) == stands


@pytest.mark.parametrize("to", ["csv", "xlsx"])
def test_what_a_spreadsheet_would_run_is_written_as_text(written: dict[str, Path], to: str) -> None:
    if to == "csv":
        with (written["csv"] / "activity.csv").open(encoding="utf-8", newline="") as stream:
            titles = [row["title"] for row in csv.DictReader(stream)]
    else:
        header, *rows = openpyxl.load_workbook(written["xlsx"] / "activity.xlsx")["activity"].values
        titles = [row[header.index("title")] for row in rows]
    assert f"'{FORMULA}" in titles
    assert not [title for title in titles if title.startswith(("=", "+", "-", "@"))]


def test_a_target_or_folder_that_cannot_be_is_named(workbook_study: Path, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="unknown target 'ods'"):
        list(export(sarai.open(workbook_study), to="ods", out=tmp_path))
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(QuestionError, match="cannot be written"):
        list(export(sarai.open(workbook_study), to="csv", out=tmp_path / "file"))
