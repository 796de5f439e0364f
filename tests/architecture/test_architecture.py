"""The house as the design draws it: rooms, sizes, public names, docstrings, quick help."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SRC = REPOSITORY / "src" / "sarai"
MODULES = sorted(SRC.rglob("*.py"))
SOURCES = sorted(
    path
    for path in (*(SRC / "sources").glob("*.py"), *(SRC / "sources").glob("*/*.py"))
    if "SOURCE = SourceCard(" in path.read_text(encoding="utf-8")
)

MOST_LINES = 400
LONGER = {
    "model/vocabulary.py": "one enum after another: every word that a column may hold",
    "study.py": "the public face: one short method a question, with what it asks",
    "sources/iati/paths.py": "one table: every path of the standard, and the few lines that read the table",
}
"""Modules over the limit, each with its reason."""

ANALYSES = ("analyses", "promises", "corridors")
DRAWERS = ("cli", "web", "briefs")
HEAVY = ("duckdb", "pyarrow", "deltalake", "scipy", "pandas", "networkx")
NETWORK = ("httpx", "requests", "urllib3", "aiohttp", "urllib.request", "http.client", "socket", "ftplib")


def told(path: Path) -> str:
    """A module as messages and tables here name it."""
    return path.relative_to(SRC).as_posix()


def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def definitions(node: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Public functions, classes and methods; what stands inside a function or a private class is private."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not child.name.startswith("_"):
            yield child
            if isinstance(child, ast.ClassDef):
                yield from definitions(child)


def contract(name: str) -> dict[str, list[str]]:
    """An import contract as pyproject.toml states it."""
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, dict[str, list[str]]] = {
        each["id"]: each for each in settings["tool"]["importlinter"]["contracts"]
    }
    return found[name]


def existing(rooms: tuple[str, ...]) -> list[str]:
    """Those of the rooms that are built, as modules."""
    return [f"sarai.{room}" for room in rooms if (SRC / room).is_dir() or (SRC / f"{room}.py").is_file()]


def test_rooms_import_as_the_contracts_say() -> None:
    found = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr


def test_contracts_name_every_room_that_is_built() -> None:
    # The linter refuses rooms that do not exist, so a new room has to be written into the lists by hand.
    assert contract("analyses")["source_modules"] == existing(ANALYSES)
    assert contract("analyses")["forbidden_modules"] == existing(("sources", "reading", "fetch"))
    assert contract("releases")["source_modules"] == existing(DRAWERS)


@pytest.mark.parametrize("path", [path for path in MODULES if told(path).partition("/")[0] != "fetch"], ids=told)
def test_only_fetch_has_a_network_client(path: Path) -> None:
    names = {alias.name for node in ast.walk(parsed(path)) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    assert not [name for name in names for client in NETWORK if name == client or name.startswith(f"{client}.")]


@pytest.mark.parametrize("path", MODULES, ids=told)
def test_a_long_module_has_a_reason(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES or told(path) in LONGER, f"{lines} lines: split it, or state a reason in LONGER"


def test_reasons_are_for_modules_that_need_them() -> None:
    short = [
        name
        for name in LONGER
        if not (SRC / name).is_file() or len((SRC / name).read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    ]
    assert not short, "take these out of LONGER"


@pytest.mark.parametrize("path", SOURCES, ids=told)
def test_a_source_has_two_public_names(path: Path) -> None:
    names = set()
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {each.id for target in node.targets for each in ast.walk(target) if isinstance(each, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    assert {name for name in names if not name.startswith("_")} == {"SOURCE", "read"}


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys, contextlib, io\n"
        "from sarai.cli import app\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()) as printed:\n"
        "    app(['--help'])\n"
        "print('total' in printed.getvalue())\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    helped, loaded = found.stdout.split("\n")[:2]
    assert helped == "True", "no help was printed"
    assert not loaded, f"sarai --help imports {loaded}"


@pytest.mark.parametrize("path", MODULES, ids=told)
def test_what_is_public_says_what_it_does(path: Path) -> None:
    tree = parsed(path)
    silent = [f"line {each.lineno}: {each.name}" for each in definitions(tree) if not ast.get_docstring(each)]
    if tree.body and not ast.get_docstring(tree):
        silent.insert(0, "the module itself")
    assert not silent, "without a docstring"


@pytest.mark.parametrize("path", MODULES, ids=told)
def test_faults_are_raised_never_asserted(path: Path) -> None:
    found = [node.lineno for node in ast.walk(parsed(path)) if isinstance(node, ast.Assert)]
    assert not found, "assert vanishes under python -O: raise an error of model/errors.py"
