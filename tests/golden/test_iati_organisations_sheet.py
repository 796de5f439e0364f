"""The made-up file of two organisations against its hand-computed sheet, ``iati/organisations.csv``."""

import csv
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

import sarai
from sarai import pipeline

HERE = Path(__file__).parent / "iati"
with (HERE / "organisations.csv").open(encoding="utf-8", newline="") as stream:
    SHEET = list(csv.DictReader(stream))
KINDS = tuple(dict.fromkeys(row["kind"] for row in SHEET))


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """The organisations beside the activities of the other sheet, whose totals they must not change."""
    folder = tmp_path_factory.mktemp("golden") / "study"
    pipeline.new(folder)
    for _, added, error in pipeline.add(folder, [HERE / "organisations.xml", HERE / "made-up.xml"]):
        assert error is None and added.source == "iati"
    shutil.copy(HERE / "rates.csv", folder / "rates.csv")
    built = pipeline.build(folder, jobs=1)
    assert not built.refused
    assert all(each.ties for report in built.reports for each in report.sums)
    return sarai.open(folder)


def asked(study, kind, by):
    return study.total(by=[by] if by else [], kind=kind, prices="current").rows


@pytest.mark.parametrize("row", SHEET, ids=lambda row: f"{row['kind']}-{row['by']}-{row['key']}")
def test_a_figure_of_the_sheet(study, row):
    found = asked(study, row["kind"], row["by"])
    if row["by"]:
        found = [each for each in found if str(each[row["by"]] if each[row["by"]] is not None else "") == row["key"]]
    assert len(found) == 1, row
    for name in ("low", "preferred", "high"):
        assert found[0][name] == (Decimal(row[name]) if row[name] else None), row["why"]


@pytest.mark.parametrize(("kind", "by"), sorted({(row["kind"], row["by"]) for row in SHEET if row["by"]}))
def test_the_sheet_names_every_row_and_its_rows_make_the_whole(study, kind, by):
    listed = [row for row in SHEET if (row["kind"], row["by"]) == (kind, by)]
    whole = next(row for row in SHEET if row["kind"] == kind and not row["by"])
    assert sum(Decimal(row["preferred"] or 0) for row in listed) == Decimal(whole["preferred"])
    assert len(asked(study, kind, by)) == len(listed)


@pytest.mark.parametrize(("ask", "expected"), [("budget", "1165000.00"), ("planned-disbursement", "30000.00")])
def test_plans_of_activities_stand_beside_them_and_not_in_them(study, ask, expected):
    (row,) = asked(study, ask, "")
    assert row["preferred"] == Decimal(expected)


def test_lines_and_names_are_kept(study):
    lines = study.table("budget_line").to_pylist()
    assert [(row["reference"], row["label"], row["amount"]) for row in lines] == [
        ("water", "Water", Decimal(400)),
        ("staff", "Staff", Decimal(40)),
    ]
    assert [row["title"] for row in study.table("organisation").to_pylist()] == ["Made-up Agency", "Made-up Bank"]
    receivers = {row["receiver"] for row in study.table("budget").to_pylist() if row["kind"] == "recipient-org-budget"}
    assert receivers == {"XX-MADEUP-7", "Made-up Choir"}
    places = {
        row["text"] for row in study.table("narrative").to_pylist() if row["owner"].startswith("iati:organisation/")
    }
    assert {"North", "Rest", "Made-up Helper"} <= places
