"""The standard's own conformance files: what should pass is read whole, what should fail never crashes."""

import os
from pathlib import Path

import pytest

from sarai.model.errors import SaraiError
from sarai.model.provenance import ReadSettings
from sarai.sources import recognise
from sarai.sources.iati import read

TESTS = "data/iati_xml/iati_schemas/tests"
FOLDERS = {
    "pass": ("activity-tests/should-pass", "should-pass/iati-activities", "should-pass/iati-organisations"),
    "fail": ("activity-tests/should-fail", "should-fail/iati-activities", "should-fail/iati-organisations"),
}

pytestmark = pytest.mark.shared


def listed(shared: Path, wanted: str) -> list[Path]:
    return sorted(file for folder in FOLDERS[wanted] for file in (shared / TESTS / folder).rglob("*.xml"))


def outcome(path):
    found = {}
    for table, batch in read(path, ReadSettings(file="f" * 64, dataset=recognise(path).format.dataset)):
        found.setdefault(table, []).extend(batch.to_pylist())
    return found


STRUCTURE = ("that the standard has there", "where the standard has none", "where none belongs", "markup", "beside")


def test_every_file_that_should_pass_reads_whole(shared):
    files = listed(shared, "pass")
    assert len(files) > 150
    for path in files:
        found = outcome(path)
        name = os.path.relpath(path, shared)
        records = next(row for row in found["tally"] if row["quantity"] == "records")
        assert (
            records["stated"]
            == records["kept"]
            == sum(path.read_bytes().count(end) for end in (b"</iati-activity>", b"</iati-organisation>"))
        ), name
        assert all(row["stated"] == row["kept"] + row["rejected"] for row in found["tally"]), name
        faults = [
            row
            for row in found.get("reject", ())
            if row["scope"] == "row" or any(s in row["reason"] for s in STRUCTURE)
        ]
        assert faults == [], name


def test_every_file_that_should_fail_ends_in_data_rejects_or_a_named_error(shared):
    files = listed(shared, "fail")
    assert len(files) > 150
    errors = 0
    for path in files:
        name = os.path.relpath(path, shared)
        try:
            found = outcome(path)
        except SaraiError as error:
            errors += 1
            assert error.where and error.cure, name
            continue
        assert all(row["stated"] == row["kept"] + row["rejected"] for row in found["tally"]), name
        records = next(row for row in found["tally"] if row["quantity"] == "records")
        assert records["kept"] == len(found.get("activity", ())) + len(found.get("organisation", ())), name
    assert errors < len(files) / 10


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("activity-tests/should-fail/24-two-titles.xml", None),
        ("activity-tests/should-fail/budget/12-non-decimal-value.xml", "amount"),
        ("activity-tests/should-fail/crs-add/10-non-decimal-year.xml", "year"),
        ("activity-tests/should-fail/03-mixed-content-extensibility.xml", None),
    ],
)
def test_known_faults(shared, file, column):
    found = outcome(shared / TESTS / file)
    assert found["activity"]
    if column is not None:
        assert column in {row["column"] for row in found["reject"]}
