"""The verb ``claim``: a stated portfolio beside the records, as a person and a program see it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sarai.cli import app


@pytest.fixture(scope="module")
def study(bundled_study: Path) -> Path:
    return bundled_study


def test_a_person_sees_claimed_found_counts_and_why(study: Path, golden: Callable[[str, str], None]) -> None:
    told = CliRunner().invoke(app, ["claim", str(study), "jica-tajikistan"])
    assert told.exit_code == 0
    golden("\n".join(line.rstrip() for line in told.output.splitlines()) + "\n", "claims/jica-tajikistan.txt")


def test_a_program_gets_the_same_as_json(study: Path) -> None:
    told = json.loads(CliRunner().invoke(app, ["claim", str(study), "--format", "json"]).output)
    assert {"indicator", "unit", "prices", "release", "rows", "notes", "steps", "counts", "named", "why"} == set(told)
    grant = next(row for row in told["rows"] if row["component"] == "grant")
    assert (grant["claimed"], grant["found"], grant["records"]) == ("330200000.00", "256271431.74", 25)
    assert [row for row in told["named"] if row["stated"] == "amount not published"]


def test_a_spreadsheet_gets_the_money(study: Path) -> None:
    lines = CliRunner().invoke(app, ["claim", str(study), "--format", "csv"]).output.splitlines()
    assert lines[0] == "component,claimed,records,with_amount,stated,found,percent"
    assert len(lines) == 4
