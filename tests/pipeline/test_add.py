"""What add takes: files, folders with their places, archives; what it refuses by name; and what it leaves behind."""

import gzip
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sarai import pipeline, settings, sources
from sarai.model.errors import StudyBusy
from sarai.model.provenance import ReadSettings
from sarai.pipeline.entries import adding

Run = Callable[..., Any]


def publish(path: Path, name: str) -> Path:
    """An IATI file of one made-up activity."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'<iati-activities version="2.03"><iati-activity default-currency="USD"><iati-identifier>XM-MADE-{name}'
        f'</iati-identifier><reporting-org ref="XM-MADE" type="10"><narrative>Made up</narrative></reporting-org>'
        f'<title><narrative>{name}</narrative></title><activity-status code="2"/><recipient-country code="KZ"/>'
        f'<transaction><transaction-type code="2"/><transaction-date iso-date="2021-01-15"/>'
        f'<value value-date="2021-01-15">1000</value></transaction></iati-activity></iati-activities>'
    )
    return path


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return pipeline.new(tmp_path / "study")


def entered(study: Path) -> list[str]:
    return [each["file"] for each in tomllib.loads((study / "study.toml").read_text()).get("source", [])]


def taken(study: Path) -> list[str]:
    return sorted(str(each.relative_to(study / "files")) for each in (study / "files").rglob("*") if each.is_file())


def faults(study: Path, *paths: Path) -> dict[str, str]:
    return {str(path): str(error) for path, _, error in pipeline.add(study, list(paths)) if error is not None}


def test_two_files_of_one_name_in_two_folders_stay_two(study: Path, tmp_path: Path) -> None:
    mirror = tmp_path / "mirror"
    for publisher in ("aa", "bb"):
        publish(mirror / publisher / "activities.xml", publisher)
    assert faults(study, mirror) == {}
    assert taken(study) == ["mirror/aa/activities.xml", "mirror/bb/activities.xml"]
    assert sorted(entered(study)) == [f"files/{each}" for each in taken(study)]
    built = pipeline.build(study, jobs=1)
    assert built.release.counts["activity"] == 2
    publish(mirror / "aa" / "activities.xml", "newer")
    told = {str(path.parent.name): added.what for path, added, _ in pipeline.add(study, [mirror]) if added}
    assert told["aa"].startswith("replaced the file of that name")
    assert told["bb"].startswith("is in the study already, as files/mirror/bb/activities.xml")
    assert len(taken(study)) == len(entered(study)) == 2


def test_two_files_of_one_name_are_never_one_in_silence(study: Path, tmp_path: Path) -> None:
    one, two = (publish(tmp_path / name / "activities.xml", name) for name in ("one", "two"))
    told = faults(study, one, two)
    assert "would take the place of" in told[str(two)]
    assert str(one) in told[str(two)]
    assert (study / "files" / "activities.xml").read_bytes() == one.read_bytes()
    again = list(pipeline.add(study, [two]))
    assert [added.what.partition(" of")[0] for _, added, _ in again if added] == ["replaced the file"]


def test_a_relative_path_and_the_folder_one_stands_in_are_taken_alike(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path / "mirror" / "aa" / "x.xml", "aa")
    monkeypatch.chdir(tmp_path / "mirror")
    assert faults(study, Path()) == {}
    assert taken(study) == ["mirror/aa/x.xml"]


def test_what_lies_in_the_study_already_is_entered_where_it_is(study: Path) -> None:
    publish(study / "files" / "by hand" / "x.xml", "hand")
    assert faults(study, study / "files") == {}
    assert taken(study) == ["by hand/x.xml"]
    assert entered(study) == ["files/by hand/x.xml"]


def test_the_study_itself_is_not_searched_for_files(study: Path, tmp_path: Path) -> None:
    publish(tmp_path / "x.xml", "x")
    publish(study / "files" / "y.xml", "y")
    faults(study, tmp_path)
    assert entered(study) == [f"files/{tmp_path.name}/x.xml"]


def test_a_zip_is_taken_as_a_folder(study: Path, tmp_path: Path) -> None:
    publish(tmp_path / "aa.xml", "aa")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name in ("aa/x.xml", "bb/x.xml"):
            archive.writestr(name, (tmp_path / "aa.xml").read_text().replace("MADE-aa", f"MADE-{name[:2]}"))
        archive.writestr("__MACOSX/aa/x.xml", "rubbish of an operating system")
        archive.writestr("aa/.hidden", "")
    assert faults(study, tmp_path / "all.zip") == {}
    assert taken(study) == ["all/aa/x.xml", "all/bb/x.xml"]
    assert pipeline.build(study, jobs=1).release.counts["activity"] == 2


def test_members_that_lead_out_of_their_archive_are_refused_and_the_others_are_taken(
    study: Path, tmp_path: Path
) -> None:
    good = publish(tmp_path / "good.xml", "good")
    link = zipfile.ZipInfo("link.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../up.xml", "/root.xml", "a\\..\\b.xml", "inner.zip"):
            archive.writestr(name, good.read_bytes())
        archive.writestr(link, "/etc/passwd")
        archive.write(good, "good.xml")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.write(good, "good.xml")
    told = list(faults(study, path).values())
    assert len(told) == 6
    for words in ("leads out", "is a link", "archive in an archive", "stands twice"):
        assert any(words in each for each in told), words
    assert taken(study) == ["bad/good.xml"]
    assert {each.name for each in tmp_path.iterdir()} == {"study", "good.xml", "bad.zip"}


def test_an_archive_that_unpacks_to_far_more_than_it_is_is_refused(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SARAI_MOST_MB", "1")
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.csv", b"0" * 5_000_000)
    packed = tmp_path / "zeros.csv.gz"
    packed.write_bytes(gzip.compress(b"0" * 5_000_000))
    told = faults(study, path, packed)
    assert ["unpacks to more than 1 MB" in each and "--most-mb" in each for each in told.values()] == [True, True]
    assert not taken(study)


@pytest.mark.parametrize("content", [b"PK\x03\x04 and nothing", b"\x1f\x8b and nothing"])
def test_a_damaged_archive_is_named(study: Path, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    ((named, told),) = faults(study, path).items()
    assert named == str(path)
    assert "damaged" in told or "cannot be unpacked" in told


def test_what_is_no_file_is_refused_by_name(study: Path, tmp_path: Path) -> None:
    odd = tmp_path / "odd"
    odd.mkdir()
    os.mkfifo(odd / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(odd / "sock.csv"))
        (odd / "gone.csv").symlink_to(odd / "nowhere")
        (odd / "loop.csv").symlink_to(odd / "loop.csv")
        (odd / "linked").symlink_to(tmp_path, target_is_directory=True)
        told = faults(study, odd, Path("/dev/zero"), Path("/dev/null"))
    assert {Path(path).name: error.partition(": ")[2].partition("\n")[0] for path, error in told.items()} == {
        "pipe.csv": "is a pipe, no file",
        "sock.csv": "is a socket, no file",
        "gone.csv": "cannot be opened: No such file or directory",
        "loop.csv": "cannot be opened: Too many levels of symbolic links",
        "linked": "is a link to a folder",
        "zero": "is a device, no file",
        "null": "is a device, no file",
    }


NAMES = ["a b.xml", "новый.xml", "[bold]x.xml", "-rf.xml", "a\nb.xml", "a'b\"c.xml", "x" * 251 + ".xml", "100%.xml"]


@pytest.mark.parametrize("name", NAMES)
def test_files_of_any_name_are_taken_built_and_named_as_they_are(
    name: str, study: Path, tmp_path: Path, sarai: Run
) -> None:
    publish(tmp_path / "odd" / name, "odd")
    ran = sarai("add", study, tmp_path / "odd")
    assert (ran.code, ran.err) == (0, "")
    assert name.replace("\n", " ") in ran.out.replace("\n", " ")
    ran = sarai("build", study, "--jobs", 1)
    assert ran.code == 0
    told = sarai("explain", study, "--format", "json").json()["rows"]
    assert [row["file_name"] for row in told] == [f"files/odd/{name}"]


def test_a_name_that_is_not_in_utf_8_is_refused(study: Path, tmp_path: Path) -> None:
    publish(tmp_path / "odd" / os.fsdecode(b"a\xff.xml"), "odd")
    assert ["not in UTF-8" in told for told in faults(study, tmp_path / "odd").values()] == [True]


def test_one_add_at_a_time(study: Path, tmp_path: Path) -> None:
    with adding(study), pytest.raises(StudyBusy):
        list(pipeline.add(study, [publish(tmp_path / "x.xml", "x")]))


def test_breaking_off_enters_what_was_copied(study: Path, tmp_path: Path) -> None:
    for each in "abc":
        publish(tmp_path / "all" / f"{each}.xml", each)
    adding_now = pipeline.add(study, [tmp_path / "all"])
    next(adding_now)
    next(adding_now)
    adding_now.close()
    assert entered(study) == ["files/all/a.xml", "files/all/b.xml"]
    assert faults(study, tmp_path / "all") == {}
    assert len(entered(study)) == 3


KILLED = """
import sys
from pathlib import Path
from sarai import pipeline
for path, _, _ in pipeline.add(Path(sys.argv[1]), [Path(sys.argv[2])]):
    print(path.name, flush=True)
    sys.stdin.readline()
"""


def test_an_add_that_is_killed_leaves_a_study_that_takes_the_files_again(study: Path, tmp_path: Path) -> None:
    for each in "abc":
        publish(tmp_path / "all" / f"{each}.xml", each)
    before = (study / "study.toml").read_text()
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(study), str(tmp_path / "all")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "a.xml\n"
        process.send_signal(signal.SIGKILL)
    assert (study / "study.toml").read_text() == before
    assert {added.what for _, added, _ in pipeline.add(study, [tmp_path / "all"]) if added} == {"added"}
    assert len(entered(study)) == 3


def test_a_disk_that_takes_no_more_leaves_the_study_as_it_was(study: Path, tmp_path: Path) -> None:
    path = publish(tmp_path / "x.xml", "x")
    path.write_text(path.read_text() + " " * 100_000)
    before = (study / "study.toml").read_text()
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)); " + (
        "from sarai.cli import main; main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", limited, "add", str(study), str(path)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr
    assert "cannot be copied" in ran.stderr
    assert (study / "study.toml").read_text() == before
    assert not list((study / "files").iterdir())


def test_a_new_study_that_does_not_fit_leaves_nothing(tmp_path: Path) -> None:
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300)); " + (
        "from sarai.cli import main; main()"
    )
    for there in (False, True):
        folder = tmp_path / f"study-{there}"
        if there:
            folder.mkdir()
        ran = subprocess.run(
            [sys.executable, "-c", limited, "new", str(folder), "--from", "central-asia"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ran.returncode, "Traceback" in ran.stderr) == (2, False), ran.stderr
        assert "cannot be made" in ran.stderr
        assert folder.exists() is there
        assert not there or not list(folder.iterdir())


def test_many_files_are_added_in_one_go(study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """study.toml is written once, and no file of the study is hashed for each that is added."""
    from sarai.pipeline import adding as at_work

    for number in range(200):
        publish(tmp_path / "all" / f"{number:03}.xml", f"{number:03}")
    hashed: list[Path] = []
    known = at_work.hash_of
    monkeypatch.setattr(at_work, "hash_of", lambda path: hashed.append(path) or known(path))
    written: list[object] = []
    monkeypatch.setattr(at_work.Entries, "write", lambda entries: written.append(entries))
    assert faults(study, tmp_path / "all") == {}
    assert len(written) == 1
    assert len(hashed) <= 200
    shutil.rmtree(tmp_path / "all")


def test_compiled_facts_are_called_as_the_study_calls_them_and_hold_the_recipients_that_stand_in_them(
    study: Path, tmp_path: Path, made_up: Callable[..., Path]
) -> None:
    gcof = made_up("aiddata", "gcof-1.0-facts", tmp_path).rename(tmp_path / "gcof-1.0-the-islands.csv")
    gcdf = made_up("aiddata", "gcdf-3.0-facts", tmp_path).rename(tmp_path / "of another name.csv")
    wdi = made_up("measures", "wdi-facts", tmp_path).rename(tmp_path / "wdi-islands.csv")
    assert [error for _, _, error in pipeline.add(study, [gcof, gcdf, wdi])] == [None] * 3
    entries = {entry.dataset: entry for entry in settings.load(study).sources}
    assert set(entries) >= {"gcof-1.0-the-islands", "gcdf-3.0-facts", "wdi-islands"}
    for name in ("gcof-1.0-the-islands", "gcdf-3.0-facts", "wdi-islands"):
        card = sources.card(entries[name].source)
        layout = card.format(name)
        assert layout is not None
        held = set()
        for table, batch in sources.reader(card.id)(study / entries[name].file, ReadSettings("", name)):
            of = {"measure": "place", "split": "code"}.get(table)
            held |= {row[of] for row in batch.to_pylist() if of and row.get("dimension", "recipient") == "recipient"}
        assert entries[name].scope == replace(layout.scope, recipients=frozenset(held - {None}))
        assert len(held - {None}) > 1


def test_a_dataset_that_nobody_may_call_so_is_refused(study: Path) -> None:
    assert sources.card("aiddata").format("gcof-1.0-") is None
    assert sources.card("aiddata").format("gcof-2.0-islands") is None
    assert sources.card("aiddata").format("gcof-1.0").compiled is False
    assert sources.card("aiddata").format("gcof-1.0-islands").compiled is True


def test_an_address_is_told_as_one_and_what_to_do(study: Path, sarai: Callable[..., Any]) -> None:
    ran = sarai("add", study, "https://example.org/activities.xml")
    assert ran.code == 2
    assert "https://example.org/activities.xml: is an address and no file" in ran.err
    assert "download it, then add the file" in ran.err
