"""A misspelt study, group or recipient: the message names the one that is near."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sarai.codelists.asked import partners_meant, recipients_meant
from sarai.model.errors import CodeError

Run = Callable[..., "Ran"]  # noqa: F821

VERBS = (
    ("total",),
    ("build",),
    ("add", "list.csv"),
    ("check",),
    ("releases",),
    ("brief", "--partner", "JP", "-o", "x.md"),
    ("publish", "out"),
)


@pytest.mark.parametrize("words", VERBS, ids=lambda words: words[0])
def test_a_misspelt_study_is_told_the_one_beside_it(sarai: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert sarai("new", tmp_path / "central-asia").code == 0
    ran = sarai(words[0], tmp_path / "central-asai", *words[1:])
    assert ran.code == 2
    assert "is no study: there is no such folder" in ran.err
    assert f"did you mean {tmp_path / 'central-asia'}?" in ran.err


def test_where_none_is_near_the_cure_makes_one(sarai: Run, tmp_path: Path) -> None:
    ran = sarai("total", tmp_path / "grants")
    assert f"sarai new {tmp_path / 'grants'}" in ran.err
    assert sarai("new", tmp_path / "grants").code == 0
    assert f"sarai build {tmp_path / 'grants'}" in sarai("total", tmp_path / "grants").err


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("central-asai", "Central Asia"),
        ("Nordic contries", "Nordic countries"),
        ("Kazakstn", "Kazakhstan (KZ)"),
        ("Uzbekstan", "Uzbekistan (UZ)"),
    ],
)
@pytest.mark.parametrize("meant", [recipients_meant, partners_meant])
def test_a_misspelt_name_is_told_the_near_one(
    meant: Callable[[str, list[str]], tuple[str, ...]], text: str, near: str
) -> None:
    try:
        codes = meant(text, [])
    except CodeError as error:
        assert error.cure == f"Did you mean {near}?"
    else:
        assert codes, "another spelling of it is understood"
