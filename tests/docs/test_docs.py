"""The docs cannot go stale: generated pages are current, examples run, links lead somewhere."""

import importlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.main import get_command

from sarai import codelists
from sarai.cli import app
from sarai.counting.rules import MEETINGS, RULES
from sarai.model import errors, tables
from sarai.model.question import DIMENSIONS
from sarai.sources import cards

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"
PAGES = sorted([REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", *DOCS.rglob("*.md")])

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
SHELL = re.compile(r"[|<>&;$*?`]")
ELSEWHERE = {"sarai publish central-asia site": "tests/web publishes the bundled study, and make demo"}
"""Examples that take half a minute and that other tests run."""
MADE = re.compile(r"sarai new (\S+) --from central-asia\nsarai build \1")
"""How a dozen pages begin: those that are not about it take the study that the tests share, built by the same code."""
BUILT = ("README.md", "bundled-study.md")
EXCEPTED = re.compile(r"#\s*not run: *(.*)")


@dataclass(frozen=True)
class Example:
    """A command or a Python block of a page, and why it is not run if it is not."""

    language: str
    text: str
    excepted: str | None


def told(path: Path) -> str:
    """A page as messages name it."""
    return path.relative_to(REPOSITORY).as_posix()


def examples(page: str) -> Iterator[Example]:
    """The commands of ``sh`` blocks, one by one, and the ``python`` blocks, whole, in the order of the page.

    A Python block goes on where the one before it ended, so it is run after all that stand above it.
    """
    above = ""
    for language, block in BLOCK.findall(page):
        if language == "python":
            reason = EXCEPTED.match(block)
            yield Example(language, above + block, reason.group(1) if reason else None)
            above += "" if reason else block
        if language == "sh":
            yield from _commands(block)


def _commands(block: str) -> Iterator[Example]:
    reason = None
    for line in block.replace("\\\n", " ").splitlines():
        marked = EXCEPTED.search(line)
        command = line.partition("#")[0].strip()
        if marked:
            reason = marked.group(1)
        if command:
            yield Example("sh", command, "a verb of the repository" if command.startswith("make ") else reason)
            reason = None


def run(example: Example, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run an example in a folder with the ``sarai`` and ``python`` of this interpreter."""
    command = [sys.executable, "-c", example.text]
    if example.language == "sh":
        command = ["bash", "-eu", "-o", "pipefail", "-c", example.text]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )


@cache
def writer() -> ModuleType:
    """The script that writes the generated pages."""
    spec = importlib.util.spec_from_file_location("write_docs", REPOSITORY / "scripts" / "write_docs.py")
    if spec is None or spec.loader is None:
        pytest.fail("scripts/write_docs.py is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text(name: str) -> str:
    """A page of docs/."""
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["tables.md", "cli.md", "rules.md", "sources.md", "errors.md", "indicators.md"])
def test_a_generated_page_is_current(name: str) -> None:
    now: dict[Path, str] = writer().pages()
    assert text(name) == now[DOCS / name], f"docs/{name} is not current: run make docs-write"


def test_the_picture_of_the_rooms_is_current() -> None:
    found = subprocess.run(
        [sys.executable, REPOSITORY / "scripts" / "write_architecture.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(sarai\.[\w.]+)`", text("architecture.md")))))
def test_what_the_architecture_names_is_there(name: str) -> None:
    module, _, rest = name.rpartition(".")
    try:
        found: object = importlib.import_module(name)
    except ModuleNotFoundError:
        while True:
            try:
                found = importlib.import_module(module)
                break
            except ModuleNotFoundError:
                module, _, outer = module.rpartition(".")
                rest = f"{outer}.{rest}"
        for each in rest.split("."):
            found = getattr(found, each)
    assert found is not None


def test_every_verb_and_option_is_told() -> None:
    page = text("cli.md")
    verbs = {name: verb for name, verb in vars(get_command(app))["commands"].items() if not verb.hidden}
    assert re.findall(r"^## (\S+)$", page, re.MULTILINE) == [*verbs, "Dimensions"]
    for name, verb in verbs.items():
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        stated = [opt for each in verb.params for opt in each.opts if opt.startswith("--") and not each.hidden]
        assert re.findall(r"^\| `(--\S+)`", section, re.MULTILINE) == stated, f"options of {name}"
        assert f"Example: `sarai {name} " in section, f"{name} has no example"


def test_every_table_and_column_is_told() -> None:
    page = text("tables.md")
    for name in tables.names():
        section = page.partition(f"\n### {name}\n")[2].partition("\n### ")[0]
        assert re.findall(r"^\| `(\w+)`", section.partition("\n## ")[0], re.MULTILINE) == tables.schema(name).names


def test_every_code_list_is_told() -> None:
    page = text("tables.md").partition("\n## Code lists\n")[2]
    assert set(codelists.names()) <= set(re.findall(r"^\| `(\w+)`", page, re.MULTILINE))


def test_every_rule_is_told() -> None:
    assert re.findall(r"^## (\S+)$", text("rules.md"), re.MULTILINE) == [rule.id for rule in (*RULES, *MEETINGS)]


def test_every_error_is_told_and_drawn() -> None:
    page = text("errors.md")
    for name, each in vars(errors).items():
        if isinstance(each, type) and issubclass(each, errors.SaraiError):
            assert f"| `{name}` |" in page
            assert re.search(rf"^[ │├└─]*{name}\b", page, re.MULTILINE), f"{name} is not in the drawn tree"


def test_every_dimension_and_dataset_is_told() -> None:
    assert all(f"| `{name}` |" in text("cli.md") for name in DIMENSIONS)
    assert all(f"| `{each.dataset}` |" in text("sources.md") for card in cards().values() for each in card.formats)


def test_the_index_leads_to_every_page() -> None:
    linked = set(LINK.findall(text("index.md")))
    wanted = {path.relative_to(DOCS).as_posix() for path in DOCS.glob("*.md") if path.name != "index.md"}
    assert not wanted - linked


def test_every_decision_is_listed() -> None:
    folder = DOCS / "decisions"
    linked = set(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
    assert {path.name for path in folder.glob("[0-9]*.md")} <= linked


@pytest.mark.parametrize("page", PAGES, ids=told)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        target, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), f"{link}: there is no such file"
        if anchor and path.suffix == ".md":
            assert anchor in anchors(path), f"{link}: there is no such heading"


def anchors(path: Path) -> set[str]:
    """What links may point to in a page: its headings, as code hosts write them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if any(examples(page.read_text(encoding="utf-8")))], ids=told)
def test_examples_run(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sarai: Callable[..., Any], bundled_study: Path
) -> None:
    # Pages name files of the repository by their paths in it.
    (tmp_path / "tests").symlink_to(REPOSITORY / "tests", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    told = [each.text for each in examples(page.read_text(encoding="utf-8"))]
    for place, example in enumerate(examples(page.read_text(encoding="utf-8"))):
        if example.excepted is not None:
            assert example.excepted, f"say why this is not run: {example.text}"
            continue
        if example.text in ELSEWHERE:
            continue
        made = MADE.fullmatch("\n".join(told[max(place - 1, 0) : place + 1]))
        if made and page.name not in BUILT:
            shutil.rmtree(made[1])
            shutil.copytree(bundled_study, made[1])
            continue
        if example.text.startswith("sarai ") and not SHELL.search(example.text):
            # In this process: a verb takes a second to start, and there are some two hundred.
            ran = sarai(*shlex.split(example.text)[1:])
            assert ran.code == 0, f"{example.text}\n{ran.out}{ran.err}"
        else:
            done = run(example, tmp_path)
            assert done.returncode == 0, f"{example.text}\n{done.stdout}{done.stderr}"


def test_the_examples_of_a_page_are_told_apart() -> None:
    page = "```sh\nmake demo\na \\\n  b  # why\n# not run: far away\nc\nd\n```\n```python\n# not run: needs x\ne\n```\n"
    assert [(each.text, each.excepted) for each in examples(page)] == [
        ("make demo", "a verb of the repository"),
        ("a    b", None),
        ("c", "far away"),
        ("d", None),
        ("# not run: needs x\ne\n", "needs x"),
    ]
