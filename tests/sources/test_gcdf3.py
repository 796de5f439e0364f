"""GCDF 3.0 as AidData publishes it: the workbook of 126 columns and the list of its geocoded records."""

import csv
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sarai import sources
from sarai.model.errors import SourceChanged
from sarai.model.provenance import ReadSettings

WORKBOOK, GEOCODED = "gcdf-3.0-workbook", "gcdf-3.0-geocoded"


def read(path: Path, dataset: str) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for table, batch in sources.reader("aiddata")(path, ReadSettings(file="made-up", dataset=dataset)):
        rows.setdefault(table, []).extend(batch.to_pylist())
    return rows


def test_a_loan_has_its_dates_terms_and_parties(tmp_path: Path, made_up: Callable[..., Path]) -> None:
    rows = read(made_up("aiddata", WORKBOOK, tmp_path), WORKBOOK)
    loan = rows["activity"][0]
    assert [loan[each] for each in ("start_planned", "start_actual", "end_planned", "end_actual")] == [
        dt.date(2013, 1, 31), dt.date(2013, 2, 15), dt.date(2015, 12, 31), dt.date(2016, 11, 30),
    ]  # fmt: skip
    assert [loan[each] for each in ("maturity", "interest_rate", "grace_period", "grant_element")] == [20, 2.5, 5, 45.1]
    parties = {(row["role"], row["name"], row["type"]) for row in rows["participant"] if row["activity"] == loan["key"]}
    # A comma is part of a name here; bars part the names.
    assert ("receiving", "Made-up Ministry, Department of Pipes", "Government Agency [Recipient Country]") in parties
    assert ("implementing", "Made-up Works, Ltd.", "Private Sector") in parties
    assert ("guarantor", "Made-up Treasury", "Government Agency") in parties
    told = {row["name"]: row["value"] for row in rows["extra"] if row["owner"] == loan["key"]}
    assert told["Adjusted Amount (Constant USD 2021)"] == "150000000.5"
    assert told["Collateralized/Securitized"] == "Yes"
    assert "GCL" not in told, "a No says nothing more"
    assert "Contact Name" not in told
    by_id = {row["record_id"]: row for row in rows["activity"]}
    assert by_id["9007"]["agency"] == "several"
    assert {row["related"] for row in rows["related"]} == {"aiddata:9001"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Cofinanced", "Co-financed"),
        ("Collateralized/Securitized", "Collateralized"),
        ("Amount (Constant USD 2021)", "Amount (Constant USD 2021) "),
        ("AidData Record ID", "AidData.Record.ID"),
        ("JV/SPV Host Government Ownership", "Project JV/SPV Host Government Ownership"),
    ],
)
def test_a_header_that_editions_write_in_several_ways_is_one(
    before: str, after: str, tmp_path: Path, made_up: Callable[..., Path]
) -> None:
    def rename(sheets: dict[str, list[list[str]]]) -> None:
        header = sheets["GCDF_3.0"][0]
        header[header.index(before)] = after

    path = made_up("aiddata", WORKBOOK, tmp_path, rename)
    assert sources.recognise(path).format.dataset == WORKBOOK
    assert len(read(path, WORKBOOK)["activity"]) == 11


def test_the_sheet_of_definitions_is_no_list_and_an_unknown_column_is_named(
    tmp_path: Path, made_up: Callable[..., Path]
) -> None:
    path = made_up("aiddata", WORKBOOK, tmp_path)
    book = openpyxl.load_workbook(path)
    book.create_sheet("Definitions", 0).append(["Field Name", "Description"])
    book.save(path)
    assert sources.recognise(path).format.dataset == WORKBOOK
    assert all(row["scope"] == "row" for row in read(path, WORKBOOK)["reject"])
    sheet = book["GCDF_3.0"]
    sheet.cell(1, sheet.max_column + 1).value = "Amount Repaid"
    book.save(path)
    for call in (lambda: sources.recognise(path), lambda: read(path, WORKBOOK)):
        with pytest.raises(SourceChanged, match="Amount Repaid"):
            call()


@pytest.mark.shared
def test_the_geocoded_list_at_hand_is_read_whole(shared: Path) -> None:
    path = shared / "data" / "gcdf3_geocoded" / "gcdf3_final_input.csv"
    assert sources.recognise(path).format.dataset == GEOCODED
    rows = read(path, GEOCODED)
    with path.open(encoding="utf-8", newline="") as stream:
        stated = [row["Amount.(Constant.USD.2021)"] for row in csv.DictReader(stream)]
    assert len(rows["activity"]) == len(stated) == 9_404
    assert not rows.get("reject")
    kept = sum(row["amount"] or Decimal() for row in rows["flow"])
    assert abs(kept - sum(Decimal(each) for each in stated if each)) < Decimal("0.01")
    central_asia = {"KZ", "KG", "TJ", "TM", "UZ"}
    assert sum(row["dimension"] == "recipient" and row["code"] in central_asia for row in rows["split"]) == 337
