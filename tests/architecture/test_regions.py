"""The engine knows no region: what belongs to one stands in its study, in code lists and in word lists, as data."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from sarai import codelists, studies

SRC = Path(__file__).parents[2] / "src" / "sarai"
STATES = ("KZ", "KG", "TJ", "TM", "UZ")


def _words() -> re.Pattern[str]:
    """Codes and names of the states that the first bundled study is about."""
    countries = {each.code: each for each in codelists.load("countries")}
    names = {countries[code].name for code in STATES} | {"Kazakhstan", "Kyrgyzstan", "Tajikistan"}
    codes = {*STATES, "KAZ", "KGZ", "TJK", "TKM", "UZB"}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names | codes)))})\b")


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    """What a file does with words: constants of code without docstrings and examples, templates and scripts whole."""
    content = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield from enumerate(content.splitlines(), 1)
        return
    tree = ast.parse(content)
    spoken = [node for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    told = {id(node.value) for node in spoken}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            if not node.value.startswith("Example: sarai"):
                yield node.lineno, node.value
        elif isinstance(node, ast.Name | ast.Attribute):
            yield node.lineno, node.id if isinstance(node, ast.Name) else node.attr


def test_the_engine_names_none_of_the_states_of_the_first_study() -> None:
    words, found, seen = _words(), [], 0
    for path in sorted(SRC.rglob("*")):
        if path.suffix in {".py", ".j2", ".js", ".css"} and "studies" not in path.relative_to(SRC).parts:
            seen += 1
            found += [f"{path.relative_to(SRC)}:{line}: {text}" for line, text in _texts(path) if words.search(text)]
    assert seen > 300
    assert found == []


def test_what_is_looked_for_would_be_found(tmp_path: Path) -> None:
    path = tmp_path / "made_up.py"
    path.write_text('"""Kazakhstan in a docstring."""\nSTATES = {"KZ"}\nTITLE = f"of {STATES} and Uzbekistan"\n')
    found = [line for line, text in _texts(path) if _words().search(text)]
    assert sorted(found) == [2, 3]


def test_every_bundled_study_is_data_alone() -> None:
    assert set(studies.bundled()) == {"central-asia", "timor-leste"}
    for name in studies.bundled():
        folder = SRC / "studies" / name.replace("-", "_")
        assert {each.suffix for each in folder.rglob("*") if each.is_file()} <= {".toml", ".csv", ".yaml", ".xml"}
