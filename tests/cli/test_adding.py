from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sarai.cli.adding import print_added
from sarai.model.errors import UnreadableFile
from sarai.pipeline import Added


def test_many_files_are_told_together_and_every_refusal_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    good = [(Path(f"{each}.xml"), Added("added", "iati", "iati-2.0x", "its root"), None) for each in range(1000)]
    bad = [
        (Path(f"{each}.csv"), None, UnreadableFile("is empty", where=f"{each}.csv", cure="get it")) for each in range(9)
    ]
    other = [(Path("x.csv"), None, UnreadableFile("is a pipe", where="x.csv", cure="name files"))]
    assert print_added([*good, *bad, *other]) == 10
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 20 * 2 + 2
    assert "1,000 added; reader iati, dataset iati-2.0x: its root" in printed.out
    assert printed.err.count("is empty") == 4
    assert "6 more: is empty" in printed.err
    assert "x.csv: is a pipe" in printed.err


def test_a_bank_s_list_is_drafted_with_what_the_bank_finances(sarai: Callable[..., Any], tmp_path: Path) -> None:
    """The EBRD's lists state the whole cost of a project first, and then what the bank finances of it."""
    table = tmp_path / "projects.csv"
    table.write_text(
        "Operation ID,Project Title,Country,Signed,Total Project Cost,EBRD Finance,Currency\n"
        "1,Made-up solar park,Uzbekistan,2021-05-04,120000000,45000000,USD\n"
        "2,Made-up water works,Kazakhstan,2020-02-03,80000000,30000000,USD\n"
    )
    assert sarai("new", tmp_path / "study").code == 0
    assert sarai("add", tmp_path / "study", table).code == 0
    assert sarai("build", tmp_path / "study").code == 0
    (row,) = sarai("total", tmp_path / "study", "--format", "json").json()["rows"]
    assert row["preferred"] == "75000000.00"
