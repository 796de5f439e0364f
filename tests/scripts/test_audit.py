"""The page of recomputed figures: the script that makes it knows nothing of Sarai, and Sarai gives each of them."""

import ast
import re
import shlex
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import sarai

ROOT = Path(__file__).parents[2]
SCRIPT, PAGE = ROOT / "scripts" / "audit.py", ROOT / "docs" / "audit.md"
FIGURE = re.compile(r"^\| (\d+) \| `sarai total DIR ([^`]+)` \| (\w+) \| (-?[\d,.]+) \|", re.MULTILINE)


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


def test_sarai_gives_every_figure_of_the_page(bundled_study: Path) -> None:
    study, wrong = sarai.open(bundled_study), []
    figures = FIGURE.findall(PAGE.read_text(encoding="utf-8"))
    assert len(figures) >= 60
    for _, asked, column, value in figures:
        words = shlex.split(asked)
        (row,) = study.total(**{words[at][2:]: words[at + 1] for at in range(0, len(words), 2)}).rows  # type: ignore[arg-type]
        if Decimal(row[column]) != Decimal(value.replace(",", "")):
            wrong.append((asked, column, value, row[column]))
    assert not wrong
