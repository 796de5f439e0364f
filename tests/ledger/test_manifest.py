"""The manifest is the commit: what it says is whole, what is damaged is named, and no number is given twice."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from releases import commit, measures, read, release
from sarai.ledger import Ledger, manifest
from sarai.ledger.read import spans
from sarai.ledger.write import write_part, writing
from sarai.model.errors import LedgerError, UnknownRelease

Damage = Callable[[Path], object]


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A ledger of two releases."""
    release(tmp_path, "a", measures(1))
    release(tmp_path, "b", measures(2))
    return tmp_path


def manifests(study: Path) -> Path:
    return study / "ledger" / "releases"


def test_a_manifest_names_each_part_with_its_size_and_hash(two: Path) -> None:
    told = json.loads((manifests(two) / "000002.json").read_bytes())
    (part,) = told["tables"]["measure"]["parts"]
    found = Ledger(two).pin(2).files("measure")
    assert [Path(each).name for each in found] == [part["name"]]
    assert Path(found[0]).stat().st_size == part["bytes"]
    assert part["sha256"].startswith(part["name"].rpartition("-")[2].removesuffix(".parquet"))
    assert (told["release"], told["previous"]["release"], told["tables"]["measure"]["version"]) == (2, 1, 2)
    assert sorted(told["tables"]["measure"]["logs"]) == ["00000000000000000002.json"]


def test_a_part_with_one_bit_flipped_is_never_read(two: Path) -> None:
    """DuckDB answers from most Parquet files in which a bit was flipped, page checksums or not."""
    part = next((two / "ledger" / "measure").glob("b-*.parquet"))
    whole = part.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 40)):
        part.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        with pytest.raises(LedgerError, match="a part of the release is damaged") as caught:
            read(two)
        assert str(part) in str(caught.value)
        assert "--release" in str(caught.value.cure)
        assert read(two, 1)["value"].to_pylist() == [1]
    part.write_bytes(whole)
    assert read(two)["value"].to_pylist() == [2]


@pytest.mark.parametrize("name", ["000002.json", "newest.json"])
def test_every_bit_of_a_manifest_counts(two: Path, name: str) -> None:
    path = manifests(two) / name
    whole = path.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x01]) + whole[place + 1 :])
        with pytest.raises(LedgerError, match="is damaged"):
            read(two)
        assert read(two, 1)["value"].to_pylist() == [1]


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def swapped(path: Path) -> None:
    shutil.copyfile(path.with_name("000001.json"), path)


@pytest.mark.parametrize("name", ["000002.json", "newest.json"])
@pytest.mark.parametrize("damage", [Path.unlink, emptied, torn, swapped])
def test_the_release_before_never_answers_for_a_newest_one_that_is_lost(two: Path, name: str, damage: Damage) -> None:
    damage(manifests(two) / name)
    for ask in (lambda: read(two), lambda: Ledger(two).releases):
        with pytest.raises(LedgerError) as caught:
            ask()
        assert caught.value.where
        assert caught.value.cure
        assert not isinstance(caught.value, UnknownRelease)
    assert read(two, 1)["value"].to_pylist() == [1]
    assert release(two, "c", measures(3)).number == 3, "no number is given twice"
    assert read(two)["value"].to_pylist() == [3]


def test_all_manifests_lost_is_no_ledger_that_was_never_built(two: Path) -> None:
    shutil.rmtree(manifests(two))
    with pytest.raises(LedgerError, match="no manifest of a release") as caught:
        read(two)
    assert not isinstance(caught.value, UnknownRelease)


def test_a_manifest_lost_in_the_middle_is_told_by_the_one_after_it(two: Path) -> None:
    release(two, "c", measures(3))
    (manifests(two) / "000002.json").unlink()
    assert read(two)["value"].to_pylist() == [3]
    with pytest.raises(LedgerError, match="manifest of release 2 is missing"):
        _ = Ledger(two).releases
    with pytest.raises(UnknownRelease, match="releases: 1, 3"):
        read(two, 2)


def test_a_number_that_was_given_to_a_build_that_died_in_its_commit_is_not_given_again(two: Path) -> None:
    """A machine that stops between the two writes of newest.json, before the manifest is there."""
    with writing(two) as writer:
        part = write_part(writer.folder, "measure", "c", measures(3))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(writer), "_write_manifest", _stop)
            with pytest.raises(KeyboardInterrupt):
                commit(writer, {"measure": [part]})
    assert read(two)["value"].to_pylist() == [2], "release 3 never was"
    assert release(two, "d", measures(4)).number == 4
    assert [each.number for each in Ledger(two).releases] == [1, 2, 4]
    assert read(two)["value"].to_pylist() == [4]


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_manifest_that_was_moved_in_before_newest_was_told_is_a_release(two: Path) -> None:
    newest = (manifests(two) / "newest.json").read_bytes()
    told = manifest.decoded_newest(newest, Path("newest.json"))
    half = manifest.Newest(told.number, manifest.State.COMMITTING, "")
    (manifests(two) / "newest.json").write_bytes(manifest.encoded_newest(half))
    assert read(two)["value"].to_pylist() == [2]
    assert release(two, "c", measures(3)).number == 3


def test_a_manifest_of_a_newer_sarai_says_so(two: Path) -> None:
    path = manifests(two) / "000001.json"
    whole = path.read_bytes().partition(b"\n")[2].replace(b'"format": 1', b'"format": 99')
    told = json.loads(b"{" + whole)
    path.write_bytes(manifest._sealed(told))
    with pytest.raises(LedgerError, match="newer Sarai"):
        read(two, 1)


def test_what_stands_where_the_ledger_should_is_named(tmp_path: Path) -> None:
    (tmp_path / "ledger").write_text("a file")
    with pytest.raises(LedgerError, match="cannot be read: Not a directory") as caught:
        Ledger(tmp_path).pin()
    assert not isinstance(caught.value, UnknownRelease)
    with pytest.raises(LedgerError, match="cannot be written"), writing(tmp_path):
        pass


def test_a_ledger_without_the_right_to_read_it_is_not_taken_for_none(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    def closed(path: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", closed)
    with pytest.raises(LedgerError, match="cannot be read: Permission denied") as caught:
        Ledger(two).pin()
    assert not isinstance(caught.value, UnknownRelease)


def test_spans() -> None:
    assert spans([1, 2, 3, 5, 8, 9]) == "1 to 3, 5, 8 to 9"
    assert spans([4]) == "4"
