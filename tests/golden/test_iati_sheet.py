"""The made-up file of 30 activities against its hand-computed sheet, ``iati/totals.csv``.

Every row of the sheet says which activities its figure is made of. The rates are made up too
(``iati/rates.csv``), so that each product can be checked in the head.
"""

import csv
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

import sarai
from sarai import pipeline

HERE = Path(__file__).parent / "iati"
with (HERE / "totals.csv").open(encoding="utf-8", newline="") as stream:
    SHEET = list(csv.DictReader(stream))
MEASURES = ("committed", "disbursed", "spent", "planned")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("golden") / "study"
    pipeline.new(folder)
    (_, added, error), *_ = pipeline.add(folder, [HERE / "made-up.xml"])
    assert error is None and added.dataset == "iati-2.0x"
    shutil.copy(HERE / "rates.csv", folder / "rates.csv")
    built = pipeline.build(folder, jobs=1)
    assert not built.refused
    assert all(each.ties for report in built.reports for each in report.sums)
    return sarai.open(folder)


def asked(study, ask, by):
    question = {"measure": ask} if ask in MEASURES else {"kind": ask}
    return study.total(by=by, prices="current", **question)


def figure(value):
    return None if value is None else Decimal(value)


@pytest.mark.parametrize("row", SHEET, ids=lambda row: f"{row['ask']}-{row['by']}-{row['key']}")
def test_a_figure_of_the_sheet(study, row):
    found = asked(study, row["ask"], row["by"]).rows
    if row["by"]:
        found = [each for each in found if str(each[row["by"]] if each[row["by"]] is not None else "") == row["key"]]
    assert len(found) == 1, row
    assert {name: figure(found[0][name]) for name in ("low", "preferred", "high")} == {
        name: figure(row[name] or None) for name in ("low", "preferred", "high")
    }, row["why"]


@pytest.mark.parametrize(("ask", "by"), sorted({(row["ask"], row["by"]) for row in SHEET if row["by"]}))
def test_the_sheet_names_every_row_and_its_rows_make_the_whole(study, ask, by):
    listed = [row for row in SHEET if (row["ask"], row["by"]) == (ask, by)]
    whole = next(row for row in SHEET if row["ask"] == ask and not row["by"])
    for name in ("low", "preferred", "high"):
        assert sum(Decimal(row[name] or 0) for row in listed) == Decimal(whole[name])
    assert len(asked(study, ask, by).rows) == len(listed)


def test_what_has_no_value_says_why(study):
    rows = {row["key"]: row for row in study.explain(measure="disbursed").rows if row["value"] is None}
    reasons = {key.removeprefix("iati:XX-MADEUP-1-"): row["no_value"] for key, row in rows.items()}
    assert reasons == {
        "A08#disbursement/2023-06-10/": "no rate for HRK in 2023-06",
        "A20#disbursement//": "no date",
    }


def test_every_language_of_a_title_is_kept_and_none_is_glued(study):
    rows = study.table("narrative").to_pylist()
    titles = {
        row["language"]: row["text"] for row in rows if row["owner"].endswith("A19") and row["element"] == "title"
    }
    assert titles == {
        "en": "Title in four languages",
        "fr": "Titre en quatre langues",
        "ru": "Название на четырёх языках",
        "kk": "Төрт тілдегі атау",
    }


def test_results_put_target_and_actual_of_one_disaggregation_side_by_side(study):
    rows = study.table("result").to_pylist()
    assert {(row["dimension"], row["target"], row["actual"], row["baseline"]) for row in rows} == {
        (None, "10", "8", None),
        ("place=rural", "6", None, None),
        ("place=urban", None, "2", None),
    }
