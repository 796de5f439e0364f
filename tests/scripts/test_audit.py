"""The page of recomputed figures: the script that makes it knows nothing of Sarai, and Sarai gives each of them."""

import ast
import re
import shlex
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import sarai
from sarai import pipeline

ROOT = Path(__file__).parents[2]
SCRIPT, PAGE = ROOT / "scripts" / "audit.py", ROOT / "docs" / "audit.md"
FIGURE = re.compile(r"^\| (\d+) \| `sarai total (DIR|MADE) ([^`]+)` \| (\w+) \| (-?[\d,.]+) \|", re.MULTILINE)
MADE = Path(__file__).parent / "data" / "audit"


def test_the_script_imports_nothing_of_sarai_and_the_page_is_what_it_finds() -> None:
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(SCRIPT.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([each.name for each in node.names] if isinstance(node, ast.Import) else [node.module or ""])
    }
    assert imported <= set(sys.stdlib_module_names)
    ran = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.fixture(scope="module")
def made_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up files that meet, as a study."""
    folder = tmp_path_factory.mktemp("audit") / "made"
    pipeline.new(folder, template="empty")
    assert [error for *_, error in pipeline.add(folder, sorted(MADE.glob("*.xml"))) if error] == []
    for name, place in (("totals.csv", "files"), ("totals.yaml", "mappings")):
        (folder / place).mkdir(exist_ok=True)
        shutil.copy(MADE / name, folder / place / name)
    with (folder / "study.toml").open("a", encoding="utf-8") as stream:
        stream.write(
            '\n[[source]]\nfile = "files/totals.csv"\nsource = "table"\ndataset = "made-totals"\n'
            'mapping = "mappings/totals.yaml"\nas_of = 2020-01-01\n'
        )
    assert not pipeline.build(folder, jobs=1).refused
    return folder


def test_sarai_gives_every_figure_of_the_page(bundled_study: Path, made_study: Path) -> None:
    studies, wrong = {"DIR": sarai.open(bundled_study), "MADE": sarai.open(made_study)}, []
    figures = FIGURE.findall(PAGE.read_text(encoding="utf-8"))
    assert len(figures) >= 100
    assert {where for _, where, *_ in figures} == set(studies)
    for _, where, asked, column, value in figures:
        words = shlex.split(asked)
        told = {words[at][2:]: words[at + 1] for at in range(0, len(words), 2)}
        (row,) = studies[where].total(**told).rows  # type: ignore[arg-type]
        if Decimal(row[column]) != Decimal(value.replace(",", "")):
            wrong.append((asked, column, value, row[column]))
    assert not wrong
