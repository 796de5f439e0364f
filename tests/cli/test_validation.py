"""A validation round: a sheet for each partner, corrections that come back, are judged, and stand beside the record."""

import csv
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import sarai as public_face
from sarai import pipeline


def filled(path: Path, row: dict[str, object]) -> tuple[str, int]:
    """A sheet with a correction of the first record that counts, as a partner sends it back; its key and line."""
    book = openpyxl.load_workbook(path)
    sheet = book["records"]
    header = [cell.value for cell in sheet[1]]
    kind, rule = header.index("kind"), header.index("rule")
    line = next(n for n, each in enumerate(sheet.iter_rows(values_only=True), start=1)
                if each[kind] == "commitment" and each[rule] == "counted")  # fmt: skip
    for name, value in row.items():
        sheet.cell(line, header.index(name) + 1, value)
    book.save(path)
    return str(sheet.cell(line, header.index("record") + 1).value), line


SAID = {
    "field": "amount",
    "correct": "90,000,000",
    "who": "A. Tester, made up",
    "on": "2026-01-02",
    "why": "never signed",
}


@pytest.fixture
def sheet(tiny_study: Path, tmp_path: Path, sarai: Callable[..., Any]) -> Path:
    ran = sarai("validate", tiny_study, "--partner", "China", "--out", tmp_path / "round")
    assert ran.code == 0, ran.err
    assert [path.name for path in (tmp_path / "round").iterdir()] == ["CN.xlsx"]
    return tmp_path / "round" / "CN.xlsx"


def test_a_correction_stands_beside_the_record_and_changes_no_figure(
    tiny_study: Path, sheet: Path, sarai: Callable[..., Any]
) -> None:
    before = public_face.open(tiny_study).total(by="recipient").rows
    record, _ = filled(sheet, SAID)
    held = {row["record"] for row in public_face.open(tiny_study).records_to_validate("CN")}
    assert len({row[0].value for row in openpyxl.load_workbook(sheet)["records"].iter_rows(min_row=2)}) == len(held)
    assert "took 1 correction(s)" in sarai("validate", tiny_study, "--take", sheet).out
    # Taken twice, it is one.
    assert "took 0 correction(s)" in sarai("validate", tiny_study, "--take", sheet).out
    pipeline.build(tiny_study, jobs=1)
    study = public_face.open(tiny_study)
    (row,) = study.corrections_of_records()
    assert (row["record"], row["field"], row["correct"], row["who"], row["answer"]) == (
        record, "amount", "90000000", "A. Tester, made up", "open",
    )  # fmt: skip
    assert study.total(by="recipient").rows == before
    told = [note for note in study.explain(activity=record).notes if note.startswith(f"beside {record}")]
    assert told and "90000000" in told[0] and "it changes no figure" in told[0]


def test_a_correction_is_judged_by_somebody_for_a_reason(
    tiny_study: Path, sheet: Path, sarai: Callable[..., Any]
) -> None:
    record, _ = filled(sheet, SAID)
    assert sarai("validate", tiny_study, "--take", sheet).code == 0
    asked = ("validate", tiny_study, "--judge", f"{record} amount")
    for more, told in (
        (("--answer", "perhaps", "--who", "B", "--why", "x"), "use accepted or refused"),
        (("--answer", "accepted", "--why", "x"), "--who"),
        (("--answer", "accepted", "--who", "B"), "--why"),
    ):
        ran = sarai(*asked, *more)
        assert ran.code == 2 and told in ran.err
    ran = sarai(
        "validate", tiny_study, "--judge", f"{record} title", "--answer", "accepted", "--who", "B", "--why", "x"
    )
    assert ran.code == 2 and "nobody corrected" in ran.err and "title" in ran.err
    assert sarai(*asked, "--answer", "accepted", "--who", "B. Tester", "--why", "the agreement says so").code == 0
    pipeline.build(tiny_study, jobs=1)
    (row,) = sarai("validate", tiny_study, "--format", "json").json()["rows"]
    assert (row["answer"], row["judge"], row["reason"]) == ("accepted", "B. Tester", "the agreement says so")
    # What was said before is kept: two rows, of which the last holds.
    assert public_face.open(tiny_study).table("correction").num_rows == 2


def test_a_later_correction_hides_no_open_one_and_each_is_judged_by_its_number(
    tiny_study: Path, sheet: Path, sarai: Callable[..., Any]
) -> None:
    record, _ = filled(sheet, SAID)
    assert sarai("validate", tiny_study, "--take", sheet).code == 0
    filled(sheet, SAID | {"correct": "80000000", "who": "C. Tester, made up"})
    assert sarai("validate", tiny_study, "--take", sheet).code == 0

    def judged(words: str, answer: str = "Accepted") -> Any:
        return sarai("validate", tiny_study, "--judge", words, "--answer", answer, "--who", "B", "--why", "x")

    ran = judged(f"{record} amount")
    assert ran.code == 2 and "2 corrections of amount" in ran.err and "1 90000000" in ran.err
    # Case matters neither in the record, the field nor the answer.
    assert judged(f"{record.upper()} Amount 2").code == 0
    ran = judged(f"{record} amount 1")
    assert ran.code == 2 and "'80000000' is accepted already" in ran.err and "refuse correction 2 first" in ran.err
    assert judged(f"{record} amount 3").code == 2
    pipeline.build(tiny_study, jobs=1)
    told = [
        (row["nth"], row["correct"], row["answer"]) for row in public_face.open(tiny_study).corrections_of_records()
    ]
    assert told == [(1, "90000000", "open"), (2, "80000000", "accepted")]
    # The only one that is open needs no number.
    assert judged(f"{record} amount", "refused").code == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"who": None}, "who is blank"),
        ({"why": None}, "why is blank"),
        ({"on": None}, "on is blank"),
        ({"correct": None}, "correct is blank"),
        ({"correct": "90 million"}, "write a plain number"),
        ({"correct": "9,00,000"}, "write a plain number"),
        ({"field": "status", "correct": "done"}, "write pledge, commitment"),
        ({"field": "date", "correct": "31.1.2026"}, "write 2026-01-31"),
        ({"field": "currency", "correct": "$"}, "is no currency"),
        ({"field": "recipient", "correct": "Tajikistan; Atlantis"}, "is no country or region"),
        ({"field": "sector", "correct": "roads and such"}, "is no sector"),
        ({"on": "last May"}, "is no day"),
        ({"field": "colour"}, "use title, status, amount"),
        ({"field": None}, "field is blank"),
        ({"on": "2999-01-01"}, "is a day to come"),
        ({"record": "aiddata:77777"}, "has no such statement of a record 'aiddata:77777'"),
    ],
)
def test_a_correction_without_its_reasons_is_sent_back(
    tiny_study: Path, sheet: Path, sarai: Callable[..., Any], change: dict[str, object], told: str
) -> None:
    _, line = filled(sheet, SAID | change)
    ran = sarai("validate", tiny_study, "--take", sheet)
    assert ran.code == 2 and told in ran.err and f"CN.xlsx:{line}" in ran.err
    assert not (tiny_study / "corrections.csv").exists()


def test_a_sheet_that_may_be_filled_in_is_not_written_over(
    tiny_study: Path, sheet: Path, sarai: Callable[..., Any]
) -> None:
    filled(sheet, SAID)
    held = sheet.read_bytes()
    ran = sarai("validate", tiny_study, "--partner", "China", "--out", sheet.parent)
    assert ran.code == 2 and "stands there already" in ran.err and "--out" in ran.err
    assert sheet.read_bytes() == held


def test_a_full_disk_under_a_sheet_is_told(tiny_study: Path, tmp_path: Path, sarai: Callable[..., Any]) -> None:
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, usual[1]))
    try:
        ran = sarai("validate", tiny_study, "--partner", "China", "--out", tmp_path / "round")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert ran.code == 2 and "cannot be written" in ran.err
    assert list((tmp_path / "round").iterdir()) == []


def test_what_was_stated_is_the_releases_word_and_a_cell_written_over_is_sent_back(
    tiny_study: Path, sheet: Path, sarai: Callable[..., Any]
) -> None:
    book = openpyxl.load_workbook(sheet)["records"]
    header = [cell.value for cell in book[1]]
    _, line = filled(sheet, SAID | {"amount": 1})
    amount = book.cell(line, header.index("amount") + 1).value
    assert "took 1 correction(s)" in sarai("validate", tiny_study, "--take", sheet).out
    with (tiny_study / "corrections.csv").open(encoding="utf-8") as stream:
        told = next(csv.DictReader(stream))
    assert float(told["stated"]) == amount != 1
    filled(sheet, dict.fromkeys(SAID, "") | {"amount": 2})
    ran = sarai("validate", tiny_study, "--take", sheet)
    assert ran.code == 2 and "amount was written over with '2'" in ran.err and f"CN.xlsx:{line}" in ran.err


def test_a_field_may_be_written_with_a_capital(tiny_study: Path, sheet: Path, sarai: Callable[..., Any]) -> None:
    filled(sheet, SAID | {"field": " Amount "})
    assert "took 1 correction(s)" in sarai("validate", tiny_study, "--take", sheet).out


def test_another_file_is_no_sheet(tiny_study: Path, tmp_path: Path, sarai: Callable[..., Any]) -> None:
    (tmp_path / "x.xlsx").write_text("no workbook")
    ran = sarai("validate", tiny_study, "--take", tmp_path / "x.xlsx")
    assert ran.code == 2 and "send back the file as it came" in ran.err
    assert sarai("validate", tiny_study, "--partner", "Atlantis").code == 2
