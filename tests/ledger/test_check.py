"""``check`` finds every damage of a ledger, and nothing in one that is whole."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from releases import measures, read, release
from sarai import pipeline
from sarai.ledger import Ledger, manifest
from sarai.ledger.check import check
from sarai.ledger.write import write_part
from sarai.model.errors import LedgerError, UnknownRelease


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x04
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def swapped(path: Path) -> None:
    """The content of its neighbour, or of the manifest of another release."""
    others = [each for each in sorted(path.parent.iterdir()) if each != path and each.suffix == path.suffix]
    path.write_bytes(others[-1].read_bytes() if others else b"of no neighbour")


DAMAGES: list[Callable[[Path], None]] = [flipped, cut, emptied, Path.unlink, swapped]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of three releases of one table."""
    study = tmp_path_factory.mktemp("checked")
    for value in (1, 2, 3):
        release(study, f"part{value}", measures(value))
    return study


def files(ledger: Path) -> Iterator[Path]:
    yield from sorted(each for each in ledger.rglob("*") if each.is_file() and each.name != ".lock")


def test_a_whole_ledger_has_no_fault(three: Path) -> None:
    found = check(three)
    assert (found.faults, found.notes) == ((), ())
    assert (found.parts, found.logs, [each.release.number for each in found.whole]) == (3, 3, [1, 2, 3])


def test_each_damage_of_each_file_is_found_and_never_answered_from(three: Path, tmp_path: Path) -> None:
    tried = 0
    for place in range(len(list(files(three / "ledger")))):
        for damage in DAMAGES:
            study = tmp_path / f"{place}-{damage.__name__}"
            shutil.copytree(three, study)
            path = list(files(study / "ledger"))[place]
            damage(path)
            faults = check(study).faults
            assert faults, f"{damage.__name__} {path.name}"
            named = {Path(fault.where) for fault in faults}
            assert named & {path, path.parent, path.parent.parent}, f"{damage.__name__} {path.name}: {named}"
            assert all(fault.cure for fault in faults)
            for number, value in ((None, 3), (1, 1), (2, 2)):
                try:
                    assert read(study, number)["value"].to_pylist() == [value], f"{damage.__name__} {path.name}"
                except UnknownRelease:
                    assert damage is Path.unlink and path.name == f"{number:06}.json"
                except LedgerError:
                    pass
            tried += 1
            shutil.rmtree(study)
    assert tried == 5 * 11, "four files of Delta's log, three parts, three manifests and newest.json"


def test_what_builds_that_died_left_is_no_fault(three: Path, tmp_path: Path) -> None:
    study = Path(shutil.copytree(three, tmp_path / "study"))
    write_part(study / "ledger", "measure", "stray", measures(9))
    found = check(study)
    assert not found.faults
    assert "1 part(s)" in found.notes[0]


def test_a_log_that_was_written_anew_is_told(three: Path, tmp_path: Path) -> None:
    study = Path(shutil.copytree(three, tmp_path / "study"))
    emptied(study / "ledger" / "measure" / "_delta_log" / f"{3:020}.json")
    assert [fault.what for fault in check(study).faults] == [
        "a file of the Delta log of release 3 is missing or damaged"
    ]
    release(study, "part4", measures(4))
    found = check(study)
    assert not found.faults
    assert "written anew with release 4" in found.notes[0]
    assert [read(study, number)["value"].to_pylist() for number in (1, 2, 3, 4)] == [[1], [2], [3], [4]]


def test_nothing_built_is_no_fault_and_no_clean_ledger(tmp_path: Path) -> None:
    with pytest.raises(UnknownRelease):
        check(tmp_path)


def test_a_figure_that_its_rows_do_not_make_is_found_by_a_recount(tiny_study: Path, sarai: Callable) -> None:
    """A ledger whose every hash holds, and in which one contribution is another than its flow makes it."""
    assert sarai("check", tiny_study, "--deep").code == 0
    told = Ledger(tiny_study).pin().release
    (part,) = told.parts["contribution"]
    rows = pq.read_table(tiny_study / "ledger" / "contribution" / part.name)
    twice = rows.set_column(
        rows.column_names.index("value_current"),
        "value_current",
        rows["value_current"].take([0, *range(rows.num_rows - 1)]),
    )
    forged = write_part(tiny_study / "ledger", "contribution", "forged", twice)
    sealed = manifest.encoded(replace(told, parts={**told.parts, "contribution": (forged,)}))
    path = tiny_study / "ledger" / "releases" / "000001.json"
    path.write_bytes(sealed)
    newest = manifest.Newest(1, manifest.State.COMMITTED, Ledger(tiny_study).digest(1))
    path.with_name("newest.json").write_bytes(manifest.encoded_newest(newest))
    assert [fault.where for fault in pipeline.check(tiny_study).faults] == [
        str(tiny_study / "ledger" / "contribution")
    ], "Delta's log still names the part that was there"
    ran = sarai("check", tiny_study, "--deep", "--format", "json")
    assert ran.code == 2
    assert "row(s) of contribution are not those that a recount of release 1 makes" in ran.out


def test_the_verb_names_what_is_wrong(tiny_study: Path, sarai: Callable) -> None:
    part = next((tiny_study / "ledger" / "flow").glob("*.parquet"))
    flipped(part)
    ran = sarai("check", tiny_study)
    assert ran.code == 2
    assert str(part) in ran.out
    assert "a part of release 1 is damaged" in ran.out
    assert "1 fault(s)" in ran.out
    assert sarai("check", tiny_study.parent / "nowhere").code == 2
