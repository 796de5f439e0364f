"""The bundled facts are those of the published files, and the corrections are still needed."""

import csv
import datetime as dt
import importlib.util
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_delivery", ROOT / "scripts" / "compile_delivery.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["compile_delivery"] = module
    spec.loader.exec_module(module)
    csv.field_size_limit(10**9)
    return module


@pytest.fixture(scope="module")
def first_paid(shared: Path, script: ModuleType) -> dict[str, dt.date]:
    path = shared / "data" / "worldbank_projects" / "World_Bank_Disbursements_Dreher_and_Lohmann.xlsx"
    found: dict[str, dt.date] = {}
    for row in script.disbursements(path):
        day = dt.date.fromisoformat(str(row["date"])[:10])
        found[row["projectid"]] = min(day, found.get(row["projectid"], day))
    return found


@pytest.fixture(scope="module")
def listed(shared: Path, script: ModuleType) -> dict[str, dict[str, str]]:
    path = shared / "data" / "worldbank_projects" / "AllWorldBank_IBRDIDA.csv.zip"
    return {row["Project ID"]: row for row in script.projects(path)}


def test_african_disbursements_are_still_shifted(
    script: ModuleType, listed: dict[str, dict[str, str]], first_paid: dict[str, dt.date]
) -> None:
    late: Counter[str] = Counter()
    for project, row in listed.items():
        approved = script.date(row["Approval Date"])
        if approved and project in first_paid:
            late[row["Region"]] += (first_paid[project] - dt.date.fromisoformat(approved)).days > 3 * 365.25
    assert late.pop("AFRICA") >= 250
    assert max(late.values()) <= 5


def test_the_total_of_p104265_is_still_in_thousands(listed: dict[str, dict[str, str]]) -> None:
    assert float(listed["P104265"]["Total Amt"]) == 39609


def test_the_bundled_counts_are_those_of_the_releases(shared: Path, script: ModuleType) -> None:
    made = script.looks(shared / "data" / "aiddata_china", script.geocoded(shared))
    counted = [{name: str(value) for name, value in row.items()} for row in made]
    with files("sarai.promises").joinpath("data", "looks.csv").open(encoding="utf-8") as stream:
        assert counted == list(csv.DictReader(stream))
    untouched = [(row["untouched_moved"], row["untouched"]) for row in counted if row["stage"] == "all"]
    part = next(row for row in counted if row["later"] == "gcdf-3.0-geocoded")
    assert [part[name] for name in ("n", "moved", "completed", "absent")] == ["1162", "176", "131", "915"]
    assert untouched[:3] == [("0", "478"), ("1", "603"), ("7", "409")]


def test_the_bundled_disbursements_add_up_to_the_published_ones(shared: Path, script: ModuleType) -> None:
    path = shared / "data" / "worldbank_projects" / "World_Bank_Disbursements_Dreher_and_Lohmann.xlsx"
    with files("sarai.promises").joinpath("data", "bank_disbursements.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    kept = {row["project"] for row in rows}
    published = sum(row["disbursements"] for row in script.disbursements(path) if row["projectid"] in kept)
    assert sum(float(row["amount"]) for row in rows) == pytest.approx(published, abs=0.5 * len(rows))
