"""The data of a brief: what is written is what other programs read back."""

import csv
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl

from sarai.briefs import export
from sarai.briefs.content import Brief, Section, table, words
from sarai.briefs.words import Quoted
from sarai.model.figures import Figure


def test_every_table_reads_back_with_its_figures(composed: Brief, tmp_path: Path) -> None:
    export.write(composed, tmp_path)
    told = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))
    book = openpyxl.load_workbook(tmp_path / "brief.xlsx")
    assert len(book.sheetnames) == len(composed.tables) + 1
    for each, sheet in zip(composed.tables, book.worksheets, strict=False):
        with (tmp_path / f"{each.name}.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert len(rows) == len(told[each.name]) == len(each.rows) == sheet.max_row - 1
        for line, row, cells in zip(each.rows, rows, sheet.iter_rows(min_row=2, values_only=True), strict=True):
            values = dict(zip((cell.value for cell in sheet[1]), cells, strict=True))
            for column, cell in zip(each.columns, line, strict=True):
                if isinstance(cell, Figure):
                    head = str(column.head)
                    assert row[head] == ("" if cell.value is None else f"{cell.value}")
                    assert values[head] is None if cell.value is None else abs(values[head] - float(cell.value)) < 1e-6
                    assert row[f"{head}: passport"] == cell.passport


def test_a_formula_is_defused_and_a_negative_number_stays_one(composed: Brief, tmp_path: Path) -> None:
    made = table(
        "made-up",
        ("Made up",),
        [("Name", False), ("Value", True)],
        [(Quoted(name), Figure(Decimal("-2.50"), "p1", "money")) for name in ("=HYPERLINK(1)", "+a", "-b", "@c")],  # type: ignore[arg-type]
    )
    export.write(replace(composed, sections=(Section("x", words("Made up"), (made,)),)), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "brief.xlsx")["made-up"]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["'=HYPERLINK(1)", "'+a", "'-b", "'@c"]
    assert {row[1] for row in sheet.iter_rows(min_row=2, values_only=True)} == {-2.5}
    with (tmp_path / "made-up.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["Name"][0] for row in csv.DictReader(stream)] == ["'"] * 4
