"""Workers end with the process that started them; interrupts are tidy; a file that ends its process ends no other."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sarai import ingest, pipeline
from sarai import settings as studies
from sarai.ingest import workers
from sarai.ledger import Ledger
from sarai.ledger.write import writing

SLOW = """
import sys, time
from pathlib import Path
from sarai.ingest.workers import pool
def slow(path):
    Path(path).write_text("at work")
    time.sleep(600)
if __name__ == "__main__":
    from slow import slow
    with pool(2) as submit:
        futures = [submit(slow, each) for each in sys.argv[1:]]
        [each.result() for each in futures]
"""


def wait(until: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if until():
            return True
        time.sleep(0.05)
    return False


def family(pid: int) -> list[int]:
    found = []
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += [int(child), *family(int(child))]
    return found


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process with two workers in the middle of something long."""
    if not Path("/proc/self/task").is_dir():
        pytest.skip("children are told by /proc")
    (tmp_path / "slow.py").write_text(SLOW)
    marks = [tmp_path / "one", tmp_path / "two"]
    line = [sys.executable, str(tmp_path / "slow.py"), *map(str, marks)]
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        try:
            assert wait(lambda: all(each.exists() for each in marks))
            yield process
        finally:
            process.kill()


def test_workers_end_when_their_starter_is_killed(at_work: subprocess.Popen[str]) -> None:
    children = family(at_work.pid)
    assert len(children) >= 2
    at_work.send_signal(signal.SIGKILL)
    assert wait(lambda: all(map(gone, children)), 20)


@pytest.mark.parametrize("times", [1, 2])
def test_interrupts_end_everything_and_workers_say_nothing(at_work: subprocess.Popen[str], times: int) -> None:
    children = family(at_work.pid)
    for _ in range(times):
        os.killpg(at_work.pid, signal.SIGINT)
        time.sleep(0.1)
    assert wait(lambda: at_work.poll() is not None, 20)
    assert wait(lambda: all(map(gone, children)), 20)
    assert at_work.stderr is not None
    assert at_work.stderr.read().count("Traceback") <= 1, "of the starter alone"


def few(name: str) -> str:
    return (
        f'<iati-activities version="2.03"><iati-activity default-currency="USD"><iati-identifier>XM-MADE-{name}'
        f'</iati-identifier><reporting-org ref="XM-MADE" type="10"/><title><narrative>{name}</narrative></title>'
        f'<activity-status code="2"/><recipient-country code="KZ"/></iati-activity></iati-activities>'
    )


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A study of 24 small files."""
    study = pipeline.new(tmp_path / "study")
    (tmp_path / "all").mkdir()
    for number in range(24):
        (tmp_path / "all" / f"{number:02}.xml").write_text(few(f"{number:02}"))
    assert not [error for _, _, error in pipeline.add(study, [tmp_path / "all"]) if error]
    return study


BOMB = """
import os, sys
from sarai import sources
from sarai.sources import iati
known = iati.read
def read(path, settings):
    if path.name in ("07.xml", "21.xml"):
        os.abort()
    yield from known(path, settings)
iati.read = read
"""


@pytest.mark.slow
def test_a_file_that_ends_its_process_is_refused_and_every_other_is_read(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site" / "sitecustomize.py").parent.mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(BOMB)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'site'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    with writing(many) as writer:
        jobs, _ = ingest.plan(studies.load(many))
        read = ingest.run(jobs, writer, workers=2)
    refused = {each.report.name: each.report.reason for each in read.outcomes if each.report.outcome == "refused"}
    assert sorted(refused) == ["files/all/07.xml", "files/all/21.xml"]
    assert all("the process that read it died" in str(reason) for reason in refused.values())
    assert sum(part.rows for part in read.parts["activity"]) == 22


def test_a_pool_gives_what_was_asked_and_ends() -> None:
    with workers.pool(2) as submit:
        assert [submit(abs, each).result() for each in (-1, -2, -3)] == [1, 2, 3]


@pytest.mark.slow
def test_a_build_that_is_interrupted_leaves_the_last_release_and_no_process(many: Path) -> None:
    pipeline.build(many, jobs=1)
    for each in (many / "files" / "all").iterdir():
        each.write_text(each.read_text() + " ")
    line = [sys.executable, "-c", "from sarai.cli import main; main()", "build", str(many), "--jobs", "2"]
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert wait(lambda: len(family(process.pid)) >= 2)
        children = family(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        assert wait(lambda: process.poll() is not None, 30)
        assert process.stderr is not None
        told = process.stderr.read()
    assert process.returncode in (130, -signal.SIGINT)
    assert "Traceback" not in told
    assert wait(lambda: all(map(gone, children)), 20)
    assert [each.number for each in Ledger(many).releases] == [1]
    assert pipeline.build(many, jobs=1).release.number == 2


def test_an_interrupt_that_another_thread_hears_waits_until_a_process_is_started() -> None:
    """The mask is of one thread: what another one hears is told in the main thread, in the middle of a start."""
    done = []
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    go, heard = threading.Event(), threading.Event()
    other = threading.Thread(target=lambda: (go.wait(5), heard.set(), time.sleep(0.2)))
    other.start()
    try:
        with pytest.raises(KeyboardInterrupt), workers._held_back():
            signal.pthread_kill(other.ident or 0, signal.SIGINT)
            go.set()
            heard.wait(5)
            done.append("started")
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)
        other.join()
    assert done == ["started"]
