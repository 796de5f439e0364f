"""Coding promises blind: the page, its file taken in, the terminal, agreement and adjudication, as people would."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from sarai import pipeline
from sarai.model.errors import QuestionError
from sarai.pipeline.coding import FIELDS, person

HEADER = "promise,field,value,why,set\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, made_up: Callable[..., Path]) -> Path:
    """A study of made-up promises, which is quick to build."""
    folder = pipeline.new(tmp_path_factory.mktemp("review") / "study")
    files = tmp_path_factory.mktemp("files")

    def alone(sheets: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
        return {"": sheets[""][:2]}

    added = [made_up("promises", name, files, alone) for name in ("promises", "observations")]
    assert [error for _, _, error in pipeline.add(folder, added) if error] == []
    pipeline.build(folder, jobs=1)
    return folder


@pytest.fixture
def study(built: Path, tmp_path: Path) -> Path:
    """A copy that a test may code in."""
    return Path(shutil.copytree(built, tmp_path / "own"))


def filled(path: Path, **values: str) -> Path:
    """The file that a page saves, with the first word of each list unless told otherwise."""
    rows = [f"MU1,{field.name},{values.get(field.name, field.words[0])},,all 1\n" for field in FIELDS]
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path


def test_two_people_code_and_see_where_they_differ(study: Path, tmp_path: Path, sarai: Callable[..., Any]) -> None:
    one = sarai("review", study, "--agreement")
    assert one.code == 2 and "one pair of eyes is no agreement" in one.err
    first, second = filled(tmp_path / "a.csv"), filled(tmp_path / "b.csv", target="no")
    assert "6 new row(s)" in sarai("review", study, "--take", first, "--who", "A. Reader").out
    assert "0 new row(s)" in sarai("review", study, "--take", second, "--who", "A. Reader").out
    assert "6 new row(s)" in sarai("review", study, "--take", second, "--who", "B. Reader").out
    told = sarai("review", study, "--agreement").out
    assert "below 0.667: no figure" in told and "1 field(s) are seen differently" in told
    assert sarai("review", study, "--take", first, "--who", "bot").code == 2


def test_the_page_is_blind_and_holds_what_a_coder_needs(study: Path, tmp_path: Path, sarai: Callable[..., Any]) -> None:
    page = tmp_path / "coding.html"
    ran = sarai("review", study, "--page", page)
    assert ran.code == 0
    text = page.read_text(encoding="utf-8")
    assert "Made-up package for roads" in text and "https://example.org/a" in text
    assert "in a sentence" not in text and "settled_by" not in text and "row " not in text
    assert text.count("<select") == len(FIELDS)


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What a person at the terminal says, in order."""

    def say(*answers: str) -> None:
        left: Iterator[str] = iter(answers)
        monkeypatch.setattr(typer, "prompt", lambda *_, **__: next(left))

    return say


def test_the_terminal_asks_field_by_field_and_goes_on_where_it_stopped(
    study: Path, sarai: Callable[..., Any], answering: Callable[..., None]
) -> None:
    answering("1", "splendid", "no", "1", "q")
    assert sarai("review", study, "--who", "A. Reader").code == 0
    assert not (study / "reviewed" / "coding.csv").exists()
    answering("1", "2", "1", "no", "3", "kept", "made up")
    ran = sarai("review", study, "--who", "A. Reader")
    assert "1 of 1 promises left" in ran.out
    text = (study / "reviewed" / "coding.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["value"] for row in rows] == ["yes", "no", "yes", "no", "money set aside", "kept"]
    assert {row["why"] for row in rows} == {"made up"}
    assert "0 of 1 promises left" in sarai("review", study, "--who", "A. Reader").out


def test_what_differs_is_settled_with_a_reason(
    study: Path, tmp_path: Path, sarai: Callable[..., Any], answering: Callable[..., None]
) -> None:
    sarai("review", study, "--take", filled(tmp_path / "a.csv"), "--who", "A. Reader")
    sarai("review", study, "--take", filled(tmp_path / "b.csv", owner="no"), "--who", "B. Reader")
    answering("no", "a pledge of a state")
    ran = sarai("review", study, "--adjudicate", "--who", "C. Judge")
    assert "A. Reader: yes; B. Reader: no" in ran.out
    log = (study / "reviewed" / "adjudicated.csv").read_text(encoding="utf-8")
    assert "a pledge of a state" in log and "C. Judge" in log
    assert "0 field(s) are seen differently" in sarai("review", study, "--adjudicate", "--who", "C. Judge").out


@pytest.mark.parametrize("name", ["bot", "an assistant", "LLM", "AI model 2", "  ", "42", "Sarai"])
def test_no_program_is_a_coder(name: str) -> None:
    with pytest.raises(QuestionError, match="is no person's name"):
        person(name)


@pytest.mark.parametrize("name", ["A. Reader", "Model B. Made-Up", "Ai  Madeup", "Асель М.", "李"])
def test_people_are_whatever_their_name(name: str) -> None:
    assert person(name) == " ".join(name.split())
