"""A study works in a folder of any name that people give one, and wherever it is moved, copied or linked to."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

VERBS: list[tuple[str, ...]] = [
    ("total", "--by", "recipient,partner"),
    ("explain",),
    ("diff", "1", "2"),
    ("vintages", "gcof-1.0-central-asia", "gcdf-3.0-central-asia"),
    ("releases",),
    ("rejects",),
    ("export", "--to", "xlsx", "--out", "{out}"),
    ("export", "--to", "parquet", "--out", "{out}"),
    ("brief", "--partner", "CN", "--recipient", "KZ", "-o", "{out}/brief.md"),
    ("promises",),
    ("overdue",),
    ("timeline",),
    ("link",),
    ("delivery",),
]


PARTITION = [verb for verb in VERBS if verb[0] in ("total", "link", "diff") or "parquet" in verb]
"""What reads folders of its own, for a name that reads like a part of a table."""


def told(sarai: Run, folder: Path | str, out: Path, verbs: list[tuple[str, ...]]) -> list[tuple[int, str]]:
    """What each verb says of a study, without the words that name its folder."""
    out.mkdir(exist_ok=True)
    said = []
    for verb, *options in verbs:
        ran = sarai(verb, folder, *(each.replace("{out}", str(out)) for each in options))
        assert "Traceback" not in ran.err
        said.append((ran.code, ran.out.replace(str(out), "").replace(str(folder), "")))
    return said


@pytest.fixture
def twice(tiny_study: Path, sarai: Run) -> Path:
    """A study of two releases."""
    assert sarai("build", tiny_study, "--jobs", 1).code == 0
    return tiny_study


@pytest.mark.parametrize("name", ["draft #2 50% é", "partner=JP"])
def test_a_study_is_made_filled_and_built_in_a_folder_of_that_name(
    name: str, sarai: Run, tiny_study: Path, tmp_path: Path
) -> None:
    folder = tmp_path / name
    assert sarai("new", folder).code == 0
    assert sarai("add", folder, tiny_study / "files").code == 0
    asked = ("--by", "recipient,partner", "--format", "json")
    expected = sarai("total", tiny_study, *asked).json()["rows"]
    for _ in range(2):
        ran = sarai("build", folder, "--jobs", 1)
        assert (ran.code, "Traceback" in ran.err) == (0, False)
        assert sarai("total", folder, *asked).json()["rows"] == expected
    assert "as before" in ran.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "verbs"), [("Центральная Азия #2 (50%) [x] {y} 'q' \"z\"?*=~|^", VERBS), ("partner=JP", PARTITION)]
)
def test_every_verb_answers_alike_wherever_a_study_is(
    name: str, verbs: list[tuple[str, ...]], sarai: Run, twice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copied, moved, linked, by an absolute path and by a relative one, from another working folder."""
    expected = told(sarai, twice, tmp_path / "out", verbs)
    # Nobody promises anything in this study, so that there is nothing to link.
    assert [verb[0] for verb, (code, _) in zip(verbs, expected, strict=True) if code] == ["link"]
    copied = Path(shutil.copytree(twice, tmp_path / name))
    assert told(sarai, copied, tmp_path / "out", verbs) == expected
    linked = tmp_path / f"link {name}"
    linked.symlink_to(copied, target_is_directory=True)
    assert sarai(VERBS[0][0], linked, *VERBS[0][1:]).out == expected[0][1]
    elsewhere = tmp_path / f"in {name}"
    elsewhere.mkdir()
    moved = Path(shutil.move(copied, elsewhere / name))
    linked.unlink()
    shutil.rmtree(twice)
    monkeypatch.chdir(elsewhere)
    assert told(sarai, f"./{name}", tmp_path / "out", verbs) == expected
    monkeypatch.chdir(moved)
    assert sarai(VERBS[0][0], ".", *VERBS[0][1:]).out == expected[0][1]
    assert sarai("build", ".", "--jobs", 1).code == 0


@pytest.mark.parametrize("name", ["a%20b", "%2e%2e", "a\\b", "a\nb", "a\tb", "a\x7f", os.fsdecode(b"a\xff")])
def test_a_name_that_delta_lake_takes_for_another_is_refused_before_anything_is_written(
    name: str, sarai: Run, tiny_study: Path, tmp_path: Path
) -> None:
    """``a%20b`` would be written to ``a b``, ``%2e%2e`` to the folder above."""
    ran = sarai("new", tmp_path / name)
    assert (ran.code, "rename or move it" in ran.err) == (2, True)
    assert not (tmp_path / name).exists()
    before = {each.name for each in tmp_path.iterdir()}
    inside = Path(shutil.copytree(tiny_study, tmp_path / name / "study"))
    shutil.rmtree(inside / "ledger")
    ran = sarai("build", inside, "--jobs", 1)
    assert (ran.code, "rename or move it" in ran.err) == (2, True)
    assert not (inside / "ledger").exists()
    assert {each.name for each in tmp_path.iterdir()} == before | {name}


def test_neighbours_whose_names_a_pattern_would_match_stay_apart(sarai: Run, tiny_study: Path, tmp_path: Path) -> None:
    expected = sarai("explain", tiny_study, "--format", "json").json()["rows"]
    for name in ("a?b", "a*b", "a[x]b"):
        shutil.copytree(tiny_study, tmp_path / "axb", dirs_exist_ok=True)
        folder = Path(shutil.copytree(tiny_study, tmp_path / name))
        assert sarai("explain", folder, "--format", "json").json()["rows"] == expected
