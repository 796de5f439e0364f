"""A total drawn from the command line: its numbers stand in the picture, and what cannot be drawn is refused."""

from collections.abc import Callable
from pathlib import Path


def test_a_total_is_drawn_with_title_source_and_values(
    sarai: Callable[..., object], built_study: Path, tmp_path: Path
) -> None:
    drawn = tmp_path / "total.svg"
    ran = sarai("total", built_study, "--by", "recipient", "--chart", drawn, "--format", "json")
    assert ran.code == 0
    text = drawn.read_text(encoding="utf-8")
    assert "Source: Sarai, release 1" in text
    assert "var(" not in text
    rows = [row for row in ran.json()["rows"] if row["preferred"] is not None]
    assert rows
    assert all(f"{float(row['preferred']) / 1e6:,.1f}" in text for row in rows)
    picture = tmp_path / "total.png"
    assert sarai("total", built_study, "--by", "recipient", "--chart", picture).code == 0
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_what_is_no_picture_is_refused(sarai: Callable[..., object], built_study: Path, tmp_path: Path) -> None:
    assert sarai("total", built_study, "--chart", tmp_path / "total.gif").code == 2
    assert sarai("total", built_study, "--recipient", "JP", "--chart", tmp_path / "none.svg").code == 2
