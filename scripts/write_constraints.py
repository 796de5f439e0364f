"""Write ``constraints.txt``: the versions that were tested, of everything that Sarai and its extras need.

``pip install -c constraints.txt sarai`` gives what CI tested. Versions are those of the environment this runs in.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

PATH = Path(__file__).resolve().parents[1] / "constraints.txt"
HEAD = "# Tested together: pip install -c constraints.txt 'sarai[charts]'. scripts/write_constraints.py writes it.\n"
EXTRAS = ("charts", "delivery", "pandas", "web")


def needed() -> dict[str, str]:
    """Name and version of each distribution that Sarai needs with its extras for users, theirs included."""
    found: dict[str, str] = {}
    # Of this project the file itself is asked: what an editable installation knows may be older.
    project = tomllib.loads((PATH.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stated = [*project["dependencies"], *(each for name in EXTRAS for each in project["optional-dependencies"][name])]
    waiting = [Requirement(each) for each in stated]
    while waiting:
        requirement = waiting.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if name in found:
            continue
        found[name] = metadata.version(requirement.name)
        waiting += _of(requirement.name, frozenset(requirement.extras))
    return dict(sorted(found.items()))


def _of(name: str, extras: frozenset[str]) -> Iterator[Requirement]:
    for told in metadata.requires(name) or ():
        requirement = Requirement(told)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": each}) for each in extras | {""}):
            yield requirement


def text() -> str:
    """What stands in the file."""
    return HEAD + "".join(f"{name}=={version}\n" for name, version in needed().items())


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8", newline="\n")
    sys.exit(0)
