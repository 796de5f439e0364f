"""The page of outcomes is current, and says what it must."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from sarai.pipeline import build, new
from sarai.promises.rules import RULES
from sarai.study import Study

REPOSITORY = Path(__file__).parents[2]
PAGE = REPOSITORY / "docs" / "promise-outcomes.md"


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "write_promise_outcomes", REPOSITORY / "scripts" / "write_promise_outcomes.py"
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_rule_stands_on_the_page_in_its_words() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for place, rule in enumerate(RULES, 1):
        assert f"| {place} | `{rule.id}` | {rule.outcome} | {rule.about} |" in page


@pytest.mark.shared
def test_the_page_is_current_and_lists_every_difference(
    writer: ModuleType, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = new(tmp_path_factory.mktemp("outcomes") / "demo", template="central-asia")
    build(folder, jobs=1)
    theirs = writer.judged_by_people(shared)
    text = writer.page(Study(folder), theirs)
    assert text == PAGE.read_text(encoding="utf-8"), "run scripts/write_promise_outcomes.py"
    assert set(theirs.values()) <= writer.SAME.keys()
    assert set(writer.REASONS) == {
        line.split()[1]
        for line in text.split("why they differ |")[1].split("What cannot")[0].splitlines()
        if "`" in line
    }
    agree, of = (int(each) for each in re.findall(r"\d+", text.split("**")[1]))
    assert of - agree == len(writer.REASONS)
    assert len(theirs) - of == text.split("| lacks |")[1].count("\n| ") - 1
