"""What the command line does where it cannot say what it has to say."""

import subprocess
import sys
from pathlib import Path

import pytest

SARAI = [sys.executable, "-c", "from sarai.cli import main; main()"]


def shell(line: str, **told: str) -> subprocess.CompletedProcess[str]:
    import os

    words = " ".join(f"'{each}'" for each in SARAI[:2]) + f' "{SARAI[2]}"'
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line.replace("sarai", words, 1)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        env=os.environ | told,
    )


@pytest.mark.parametrize("format", ["table", "json", "csv"])
def test_who_reads_the_first_line_alone_hears_no_complaint(tiny_study: Path, format: str) -> None:
    ran = shell(f"sarai explain {tiny_study} --format {format} | head -n 1")
    assert ran.stdout
    assert "Traceback" not in ran.stderr
    assert "Broken" not in ran.stderr


@pytest.mark.parametrize("format", ["table", "json", "csv"])
def test_a_full_disk_behind_standard_output_is_told(tiny_study: Path, format: str) -> None:
    ran = shell(f"sarai explain {tiny_study} --format {format} > /dev/full")
    assert ran.returncode == 2
    assert ran.stderr.startswith("sarai: No space left on device")
    assert len(ran.stderr.splitlines()) == 2


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
@pytest.mark.parametrize("format", ["table", "json"])
def test_closed_streams_cost_nothing(tiny_study: Path, format: str, closed: str) -> None:
    ran = shell(f"sarai total {tiny_study} --format {format} {closed}")
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("columns", ["0", "-1", "1", "x", "99999999"])
def test_any_width_is_drawn(tiny_study: Path, columns: str) -> None:
    ran = shell(f"sarai total {tiny_study} --by recipient", COLUMNS=columns)
    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False)
    assert "KZ" in ran.stdout or columns == "1"


def test_a_path_of_a_hundred_thousand_letters_is_no_traceback() -> None:
    ran = subprocess.run([*SARAI, "total", "x" * 100_000], capture_output=True, text=True, check=False)
    assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)
    assert len(ran.stderr) < 1000


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "koi8-r"])
def test_letters_that_the_terminal_lacks_are_written_as_numbers(tiny_study: Path, encoding: str) -> None:
    folder = tiny_study.rename(tiny_study.with_name("Центр é"))
    ran = shell(f"sarai releases '{folder}'; true", PYTHONIOENCODING=encoding)
    assert "Traceback" not in ran.stderr
    ran = shell(f"sarai total '{folder.with_name('нет')}'", PYTHONIOENCODING=encoding)
    assert (ran.returncode, "Traceback" in ran.stderr, "is no study" in ran.stderr) == (2, False, True)
