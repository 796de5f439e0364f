"""A disk that takes no more, under every file that a verb writes: exit code 2, named, and what stood there stands."""

import resource
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

# A writer of workbooks that could not end says so once more when it is collected.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

LIMIT = 600
"""Bytes that a file may have: less than any of these has."""


@pytest.fixture
def full() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


LINES = {
    "brief.html": ["brief", "{study}", "--partner", "all", "--recipient", "all", "-o", "{out}/brief.html"],
    "brief.md": ["brief", "{study}", "--partner", "all", "--recipient", "all", "-o", "{out}/brief.md"],
    "activity.csv": ["export", "{study}", "--to", "csv", "--out", "{out}"],
    "activity.parquet": ["export", "{study}", "--to", "parquet", "--out", "{out}"],
    "activity.xlsx": ["export", "{study}", "--to", "xlsx", "--out", "{out}"],
    "total.svg": ["total", "{study}", "--by", "recipient", "--chart", "{out}/total.svg"],
    "read.html": ["read", "{out}/text.txt", "--html", "{out}/read.html"],
}


@pytest.mark.parametrize("name", LINES)
def test_what_stood_there_stands(sarai, built_study, tmp_path, full, name):
    (tmp_path / "text.txt").write_text("Japan pledged $5 million to Kenya for roads.\n")
    (tmp_path / name).write_text("as it was\n")
    ran = sarai(*(word.format(study=built_study, out=tmp_path) for word in LINES[name]))
    assert ran.code == 2, ran.err
    assert str(tmp_path) in ran.err or name.endswith(".xlsx")
    assert "space" in ran.err
    assert (tmp_path / name).read_text() == "as it was\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({"text.txt", name})


def test_a_device_is_written_to_and_a_link_followed(sarai, built_study, tmp_path):
    (tmp_path / "text.txt").write_text("Japan pledged $5 million to Kenya for roads.\n")
    assert sarai("read", tmp_path / "text.txt", "--html", "/dev/null").code == 0
    assert Path("/dev/null").is_char_device()
    (tmp_path / "link.html").symlink_to(tmp_path / "page.html")
    assert sarai("read", tmp_path / "text.txt", "--html", tmp_path / "link.html").code == 0
    assert (tmp_path / "link.html").is_symlink()
    assert "Kenya" in (tmp_path / "page.html").read_text()
