"""A build in less memory than its tables take puts them on the disk, and makes the same release."""

from pathlib import Path

import duckdb
import pytest

import sarai
from sarai import pipeline
from sarai.ledger.write import SPILL, Writer
from sarai.model import limits

ROWS = """
CREATE TEMP TABLE wide AS
SELECT i, md5(CAST(i AS VARCHAR)) AS a, md5(CAST(i + 1 AS VARCHAR)) AS b FROM range(600000) t(i)
"""


def test_tables_that_do_not_fit_lie_in_the_ledger_and_are_gone_afterwards(
    tiny_study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with duckdb.connect() as today, pytest.raises(duckdb.OutOfMemoryException):
        today.execute("SET memory_limit = '30MB'")
        today.execute("SET temp_directory = ''")
        today.execute(ROWS)
    monkeypatch.setenv(limits.MEMORY, "30")
    spill = tiny_study / "ledger" / SPILL
    with Writer(tiny_study).counting(1_000_000) as connection:
        connection.execute("SET threads = 1")
        connection.execute(ROWS)
        assert any(spill.iterdir())
        assert connection.execute("SELECT count(DISTINCT a) FROM wide WHERE i % 1000 = 0").fetchall() == [(600,)]
    assert not spill.exists()


def test_a_build_with_little_memory_makes_the_same_release(tiny_study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sarai.open(tiny_study).table("contribution")
    monkeypatch.setenv(limits.MEMORY, "150")
    pipeline.build(tiny_study, jobs=1)
    after = sarai.open(tiny_study)
    assert after.release.number == 2
    assert after.table("contribution").equals(before)
    assert not (tiny_study / "ledger" / SPILL).exists()


@pytest.mark.parametrize("told", ["", "0", "many", "-5"])
def test_what_is_no_number_of_megabytes_leaves_half_of_the_machine(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(limits.MEMORY, told)
    assert limits.memory() >= 500
