import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

import sarai
from sarai.model.spreadsheets import safe, write_csv


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\n=1", " =1", "＝1", "-x", "+", "-1;2"]
)
def test_a_text_that_a_spreadsheet_would_run_is_a_text(text: str) -> None:
    assert safe(text) == f"'{text}"
    stream = io.StringIO(newline="")
    write_csv(stream, [text], [[text, Decimal("-5.00"), -5, None]])
    assert list(csv.reader(io.StringIO(stream.getvalue(), newline=""))) == [
        [f"'{text}"],
        [f"'{text}", "-5.00", "-5", ""],
    ]


@pytest.mark.parametrize("value", ["-5", "-12.50", "+3", "plain", "a=b", "", 5, Decimal("-1"), True])
def test_what_runs_nothing_stays_as_it_is(value: object) -> None:
    assert safe(value) == value


def test_a_carriage_return_begins_no_row() -> None:
    stream = io.StringIO(newline="")
    write_csv(stream, ["a"], [["title\r=1"], ["title\r\n=1"], ["\r=1"]])
    rows = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    assert rows == [["a"], ["title\n=1"], ["title\n=1"], ["'\n=1"]]


def test_every_csv_for_people_is_written_there() -> None:
    """What a study keeps of its own is read again by us and stays as it was typed."""
    room = Path(sarai.__file__).parent
    own = {"model/spreadsheets.py", "pipeline/lists.py", "pipeline/rows.py"}
    found = {
        str(path.relative_to(room))
        for path in room.rglob("*.py")
        if "csv.writer(" in (text := path.read_text(encoding="utf-8")) or "csv.DictWriter(" in text
    }
    assert found == own
