"""The golden fixture: an expected text that nobody has looked at is refused, and a change shows as a diff."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TEST = "def test_it(golden):\n    golden({text!r}, {name!r})\n"


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A test suite of its own with this suite's fixtures."""
    shutil.copy(Path(__file__).with_name("conftest.py"), tmp_path)
    return tmp_path


def run(suite: Path, text: str, *options: str, name: str = "folder/it.txt") -> tuple[int, str]:
    """Exit code and output of the suite when its one test compares ``text``."""
    (suite / "test_it.py").write_text(TEST.format(text=text, name=name), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(suite), *options, str(suite)],
        cwd=suite,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.returncode, told.stdout


def test_a_new_text_fails_until_it_is_written(suite: Path) -> None:
    code, printed = run(suite, "one\ntwo\n")
    assert code == 1
    assert "run make golden" in printed
    assert not (suite / "golden").exists()
    assert run(suite, "one\ntwo\n", "--update-golden")[0] == 0
    assert (suite / "golden" / "folder" / "it.txt").read_text(encoding="utf-8") == "one\ntwo\n"
    assert run(suite, "one\ntwo\n")[0] == 0


def test_a_changed_text_shows_as_a_diff(suite: Path) -> None:
    run(suite, "one\ntwo\n", "--update-golden")
    code, printed = run(suite, "one\nthree\n")
    assert code == 1
    assert "-two" in printed
    assert "+three" in printed
    assert (suite / "golden" / "folder" / "it.txt").read_text(encoding="utf-8") == "one\ntwo\n"


def test_a_text_may_stand_beside_its_data(suite: Path) -> None:
    (suite / "data").mkdir()
    (suite / "data" / "it.txt").write_text("one\n", encoding="utf-8")
    assert not (suite / "golden").exists()
    assert run(suite, "one\n", name="../data/it.txt")[0] == 0
