"""Pipes, sockets, devices and folders where a file belongs: refused by name at once, by every verb that opens one."""

import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    """What waits for a pipe waits for ever."""
    signal.alarm(60)
    yield
    signal.alarm(0)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def bound(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as each:
        here = Path.cwd()
        os.chdir(path.parent)  # the path of a socket has 108 letters at most
        each.bind(path.name)
        os.chdir(here)


def folder(path: Path) -> None:
    path.mkdir()


def endless(path: Path) -> None:
    path.symlink_to(path)


KINDS: list[Callable[[Path], None]] = [pipe, zeros, bound, folder, endless]


@pytest.mark.parametrize("put", KINDS, ids=lambda put: put.__name__)
@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a.csv", "a.xml", "a.yaml", "a.xlsx"])
def test_no_file_is_read_or_added(sarai, tiny_study, tmp_path, put, name):
    path = tmp_path / name
    put(path)
    for words in (("read", path), ("add", tiny_study, path)):
        ran = sarai(*words)
        assert ran.code == 2, ran
        assert name in ran.err + ran.out


@pytest.mark.parametrize("put", KINDS, ids=lambda put: put.__name__)
def test_a_file_of_the_study_that_became_none_is_refused_and_the_rest_is_built(sarai, tiny_study, put):
    path = tiny_study / "files" / "gcof-1.0-central-asia.csv"
    path.unlink()
    put(path)
    ran = sarai("build", tiny_study, "--jobs", 1)
    assert ran.code == 2
    assert path.name in ran.err
    assert "release 2" in ran.out


@pytest.mark.parametrize("put", KINDS, ids=lambda put: put.__name__)
@pytest.mark.parametrize("which", ["contribution/*.parquet", "releases/000001.json", "flow/_delta_log/0*0.json"])
def test_a_file_of_the_ledger_that_became_none_is_found(sarai, tiny_study, put, which):
    (path,) = (tiny_study / "ledger").glob(which)
    path.unlink()
    put(path)
    ran = sarai("check", tiny_study)
    assert ran.code == 2
    assert path.name in ran.out + ran.err or path.parent.name in ran.out + ran.err
    if "delta" not in which:
        assert sarai("total", tiny_study).code == 2


def test_a_mapping_or_settings_that_are_none_are_refused(sarai, tiny_study):
    mapping = tiny_study / "mappings" / "a.yaml"
    mapping.parent.mkdir(exist_ok=True)
    os.mkfifo(mapping)
    toml = tiny_study / "study.toml"
    shutil.copy(tiny_study / "files" / "gcof-1.0-central-asia.csv", tiny_study / "files" / "a.csv")
    with toml.open("a") as stream:
        stream.write(
            '\n[[source]]\nfile = "files/a.csv"\nsource = "table"\ndataset = "a"\nas_of = 2020-01-01\n'
            'mapping = "mappings/a.yaml"\n'
        )
    ran = sarai("build", tiny_study, "--jobs", 1)
    assert ran.code == 2
    assert "is a pipe, no file" in ran.err
    toml.unlink()
    os.mkfifo(toml)
    assert "no study.toml" in sarai("build", tiny_study).err
