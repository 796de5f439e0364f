"""The page of the method is current, holds every rule, and its worked examples say what they must."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from sarai.model.vocabulary import Seen
from sarai.promises.never import NEVER
from sarai.promises.statuses import METHOD, Said, Schedule, Shown

REPOSITORY = Path(__file__).parents[2]
PAGE = REPOSITORY / "docs" / "method.md"


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_method", REPOSITORY / "scripts" / "write_method.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_current(writer: ModuleType) -> None:
    assert PAGE.read_text(encoding="utf-8") == writer.page(), "run scripts/write_method.py"


def test_every_word_of_the_method_stands_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for each in NEVER:
        assert f"`{each.id}` | {each.about}" in page
    for word in (*Said, *Shown, *Schedule, *Seen, METHOD):
        assert str(word) in page


@pytest.mark.parametrize(
    ("begins", "holds"),
    [
        ("Trade of USD 70 bn", "not checkable as worded"),
        ("An action plan", "not checkable as worded"),
        ("2,000 people", "lacks who pays alone"),
        ("A railway on a loan that was called off", "result reached, not by the maker"),
        ("A hundred schools: the money", "overdue"),
        ("A hundred schools: nine", "overdue"),
        ("A hundred schools: ten", "partly"),
        ("The date has passed; one search", "unknown"),
    ],
)
def test_an_edge_case_comes_out_as_the_method_says(begins: str, holds: str) -> None:
    (line,) = [each for each in PAGE.read_text(encoding="utf-8").splitlines() if each.startswith(f"| {begins}")]
    _, _, lacks, _, outcome, *_ = (cell.strip() for cell in line.split("|"))
    assert outcome == holds if holds != "lacks who pays alone" else lacks == "who pays"
