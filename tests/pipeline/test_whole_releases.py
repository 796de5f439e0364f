"""Whatever ends a build, the last release stays whole and answers as it did."""

import hashlib
import json
import multiprocessing
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

import sarai
from sarai import pipeline
from sarai.analyses.export import export
from sarai.ledger import Ledger
from sarai.ledger.write import writing
from sarai.model.errors import StudyBusy

GCOF = "files/gcof-1.0-central-asia.csv"


def answer(folder: Path, release: int | None = None) -> str:
    """All that the newest release, or an earlier one, says of the money; without its number."""
    session = sarai.open(folder, release=release)
    told = [session.total(by=["dataset", "recipient", "status"]), session.explain(counting="high")]
    return json.dumps([each.to_json() | {"release": None} for each in told])


def exported(folder: Path, release: int, out: Path) -> dict[str, str]:
    """Hashes of every table of a release, exported as parquet."""
    written = export(sarai.open(folder, release=release), to="parquet", out=out)
    return {each.path.name: hashlib.sha256(each.path.read_bytes()).hexdigest() for each in written}


def test_a_release_is_byte_equal_before_and_after_later_builds(tiny_study: Path, tmp_path: Path) -> None:
    told, files = answer(tiny_study, 1), exported(tiny_study, 1, tmp_path / "before")
    path = tiny_study / GCOF
    path.write_text(path.read_text().replace(",1000,", ",999999,"))
    pipeline.build(tiny_study, jobs=1)
    toml = tiny_study / "study.toml"
    toml.write_text(toml.read_text().replace('recipients = "all"', 'recipients = ["KZ"]'))
    path.unlink()
    pipeline.build(tiny_study, jobs=1)
    assert len({answer(tiny_study, 1), answer(tiny_study, 2), answer(tiny_study, 3)}) == 3
    assert answer(tiny_study, 1) == told
    assert exported(tiny_study, 1, tmp_path / "after") == files
    assert "contribution.parquet" in files


def test_two_builds_of_the_same_files_say_the_same(tiny_study: Path, tmp_path: Path) -> None:
    pipeline.build(tiny_study, jobs=1)
    first, second = exported(tiny_study, 1, tmp_path / "1"), exported(tiny_study, 2, tmp_path / "2")
    assert {name for name in first if first[name] != second[name]} <= {"release.parquet"}


def test_a_changed_cell_moves_the_figures_that_hold_it_and_no_other(tiny_study: Path) -> None:
    def figures() -> dict[str, dict[str, object]]:
        rows = sarai.open(tiny_study).explain(counting="high").rows
        assert rows
        moving = ("file", "locator")
        return {row["key"]: {name: told for name, told in row.items() if name not in moving} for row in rows}

    before = figures()
    path = tiny_study / GCOF
    path.write_text(
        path.read_text().replace(
            ",Grant,ODA-like,Development,Kazakhstan,KAZ,230,1000,",
            ",Grant,ODA-like,Development,Kazakhstan,KAZ,230,1100,",
            1,
        )
    )
    pipeline.build(tiny_study, jobs=1)
    after = figures()
    assert before.keys() == after.keys()
    assert {key for key in before if before[key] | {"file_name": ""} != after[key] | {"file_name": ""}} == {
        "aiddata:100#1"
    }
    assert float(after["aiddata:100#1"]["value"]) == pytest.approx(1.1 * float(before["aiddata:100#1"]["value"]))


def test_a_second_build_at_the_same_time_is_told_to_wait(tiny_study: Path) -> None:
    told = answer(tiny_study)
    with writing(tiny_study), pytest.raises(StudyBusy, match="another build is at work"):
        pipeline.build(tiny_study, jobs=1)
    assert answer(tiny_study) == told
    assert pipeline.build(tiny_study, jobs=1).release.number == 2


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
from sarai.cli import main
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("limit", [0, 900, 5_000, 30_000])
def test_a_disk_that_takes_no_more_ends_a_build_and_no_release(tiny_study: Path, limit: int) -> None:
    """The kernel refuses each write past a limit, at another file of the build for each limit."""
    told = answer(tiny_study)
    path = tiny_study / GCOF
    path.write_text(path.read_text().replace(",1000,", ",1001,"))
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), "build", str(tiny_study), "--jobs", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in ran.stderr
    assert ran.returncode == 2, ran.stderr
    assert "a file would be larger than the disk or the account allows" in ran.stderr
    assert "free some space" in ran.stderr
    assert [each.number for each in Ledger(tiny_study).releases] == [1]
    assert answer(tiny_study) == told
    assert not list((tiny_study / "ledger").rglob("*.unfinished"))
    assert pipeline.build(tiny_study, jobs=1).release.number == 2


@pytest.fixture
def forks() -> multiprocessing.context.ForkServerContext:
    """Processes that have imported Sarai already, so that a kill falls into the build and not into its imports."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["sarai.pipeline", "sarai.sources.aiddata", "duckdb", "deltalake", "pyarrow.parquet"]
    )
    warm = context.Process(target=hash, args=("the server of forks imports when the first process is asked for",))
    warm.start()
    warm.join()
    return context


@pytest.mark.slow
def test_builds_killed_at_random_moments_leave_every_release_whole(
    tiny_study: Path, forks: multiprocessing.context.ForkServerContext
) -> None:
    def start() -> multiprocessing.context.ForkServerProcess:
        process = forks.Process(target=pipeline.build, args=(tiny_study,), kwargs={"jobs": 1})
        process.start()
        return process

    path = tiny_study / GCOF
    whole = path.read_text()
    variants = [whole, whole.replace(",1000,", ",1001,")]
    says = [answer(tiny_study)]
    path.write_text(variants[1])
    began = time.monotonic()
    process = start()
    process.join()
    took = time.monotonic() - began
    assert process.exitcode == 0
    says.append(answer(tiny_study))
    assert says[0] != says[1]
    known = {1: says[0], 2: says[1]}
    chance = random.Random(20261123)
    killed = 0
    for attempt in range(12):
        path.write_text(variants[attempt % 2])
        process = start()
        process.join(timeout=chance.uniform(0, took))
        process.kill()
        process.join()
        killed += process.exitcode == -9
        newest = Ledger(tiny_study).releases[-1].number
        assert newest in (max(known), max(known) + 1)
        known.setdefault(newest, says[attempt % 2])
        assert answer(tiny_study) == known[newest], f"release {newest} after kill {attempt}"
    assert killed >= 8, "most were killed in the middle"
    assert pipeline.build(tiny_study, jobs=1).release.number == max(known) + 1
    assert answer(tiny_study) == says[1]
    assert {number: answer(tiny_study, number) for number in known} == known
