"""One workbook of a release: its sheets, values that add up as the command line's, texts that are no formulas."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from sarai import workbook
from sarai.model.errors import QuestionError


@pytest.fixture(scope="module")
def book(bundled, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    """The workbook of the bundled study."""
    path = tmp_path_factory.mktemp("book") / "all.xlsx"
    counts = workbook.write(bundled, path)
    assert list(counts) == [
            "projects", "promises", "asked and said", "corridor legs", "totals", "sources", "README",
        ]  # fmt: skip
    return openpyxl.load_workbook(path)


def rows(book: openpyxl.Workbook, name: str) -> list[dict[str, object]]:
    """The rows of a sheet by head."""
    heads, *found = book[name].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in found]


def test_the_counted_rows_of_a_pair_add_up_to_its_total(bundled, book: openpyxl.Workbook) -> None:
    held = [
        row for row in rows(book, "projects")
        if row["partner"] == "Japan" and row["recipient"] == "Tajikistan" and row["measure"] == "committed"
        and row["counted"] == "yes"
    ]  # fmt: skip
    total = bundled.total(partner="JP", recipient="TJ").rows[0]
    assert len(held) == total["n"]
    assert sum(Decimal(str(row["value"])) for row in held if row["value"] is not None) == total["preferred"]
    assert any(row["value"] is None for row in held)
    assert any(str(row["page"]).startswith("https://") for row in held)


def test_what_adds_up_stands_first_the_largest_on_top(book: openpyxl.Workbook) -> None:
    held = rows(book, "projects")
    n = sum(row["counted"] == "yes" for row in held)
    assert {row["counted"] for row in held[:n]} == {"yes"}
    values = [row["value"] for row in held[:n] if row["value"] is not None]
    assert values == sorted(values, reverse=True)
    assert all(row["value"] is not None for row in held[: len(values)])


def test_codes_are_names_and_signs_are_words(book: openpyxl.Workbook) -> None:
    promises = rows(book, "promises")
    told = next(row for row in promises if row["id"] == "JP003")
    assert (told["maker"], told["addressees"], told["comparator"]) == ("Japan", "Uzbekistan", "exactly")
    asked = next(row for row in rows(book, "asked and said") if row["id"] == "PO001")
    assert (asked["government"], asked["addressees"][:11]) == ("Japan", "Kazakhstan;")
    assert len(rows(book, "corridor legs")) > 100


def test_no_column_of_projects_is_empty_throughout(book: openpyxl.Workbook) -> None:
    """`family`, by which the workbook says to add up, once was."""
    held = rows(book, "projects")
    assert [head for head in held[0] if all(row[head] is None for row in held)] == []


def test_what_is_told_again_is_there_and_counts_no(book: openpyxl.Workbook) -> None:
    again = [row for row in rows(book, "projects") if row["rule"] == "told again"]
    assert again
    assert {row["counted"] for row in again} == {"no"}


def test_promises_totals_and_sources_are_whole(bundled, book: openpyxl.Workbook) -> None:
    assert len(rows(book, "promises")) == len(bundled.promises(on=bundled.release.committed_at.date()))
    assert {row["dataset"] for row in rows(book, "sources")} == set(bundled.release.datasets)
    totals = [row for row in rows(book, "totals") if row["partner"] == "IBRD" and row["recipient"] == "KZ"]
    committed = sum(Decimal(str(row["preferred"])) for row in totals if row["measure"] == "committed")
    assert committed == bundled.total(partner="IBRD", recipient="KZ").rows[0]["preferred"]


def test_no_cell_is_a_formula(book: openpyxl.Workbook) -> None:
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_verb_writes_it_and_a_folder_as_before(sarai: Callable[..., object], bundled, tmp_path: Path) -> None:
    ran = sarai("export", bundled.folder, "--to", "xlsx", "--out", tmp_path / "all.xlsx")
    assert ran.code == 0
    assert "sheet projects" in ran.out
    assert (tmp_path / "all.xlsx").is_file()
    with pytest.raises(QuestionError, match="cannot write"):
        workbook.write(bundled, tmp_path / "all.ods")
