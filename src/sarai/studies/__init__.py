"""The studies that come with Sarai: a folder each, data alone.

What belongs to a region stands in its study, and nowhere else in the code.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable

__all__ = ["bundled", "folder_of"]


def bundled() -> tuple[str, ...]:
    """The names of the studies, as ``sarai new --from`` takes them."""
    found = (each.name for each in files(__name__).iterdir() if each.joinpath("study.toml").is_file())
    return tuple(sorted(name.replace("_", "-") for name in found))


def folder_of(name: str) -> Traversable:
    """Where a bundled study lies."""
    return files(__name__).joinpath(name.replace("-", "_"))
