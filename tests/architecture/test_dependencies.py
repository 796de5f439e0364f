"""What is imported is declared, what is declared is bounded, and tested versions lie within the bounds."""

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = {name: those for name, those in PROJECT["optional-dependencies"].items() if name != "dev"}


def name_of(told: str) -> str:
    return re.sub(r"[-_.]+", "-", told).lower()


def declared() -> dict[str, Requirement]:
    told = [*PROJECT["dependencies"], *(each for those in EXTRAS.values() for each in those)]
    return {name_of(Requirement(each).name): Requirement(each) for each in told}


def versions_tested() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def test_what_is_imported_is_declared() -> None:
    distributions = metadata.packages_distributions()
    missing = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            for name in {each.partition(".")[0] for each in names} - sys.stdlib_module_names - {"sarai"}:
                owners = {name_of(each) for each in distributions.get(name, [name])}
                if not owners & declared().keys():
                    missing.add(f"{path.relative_to(ROOT)}: {name}")
    assert not missing


def test_each_dependency_is_bounded_below_and_above() -> None:
    for name, requirement in declared().items():
        operators = {each.operator for each in requirement.specifier}
        assert operators >= {">=", "<"}, f"{name}: a major release may break it"


def test_the_versions_that_were_tested_are_within_the_bounds() -> None:
    versions = versions_tested()
    for name, requirement in declared().items():
        assert versions[name] in requirement.specifier, f"{name} {versions[name]}: run scripts/write_constraints.py"
