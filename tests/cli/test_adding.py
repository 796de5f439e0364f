from pathlib import Path

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
