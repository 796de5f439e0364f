"""The bundled study's site, built and published once for all tests of pages."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import sarai
from sarai.study import Study
from sarai.web import Published, publish


@dataclass(frozen=True)
class Site:
    """A published site: the study, what was written, and the folder of its release."""

    study: Study
    made: Published
    root: Path


@pytest.fixture(scope="session")
def bundled(bundled_study: Path) -> Study:
    """The bundled study, opened."""
    return sarai.open(bundled_study)


@pytest.fixture(scope="session")
def site(bundled: Study, once: Callable[[str, Callable[[Path], object]], Path]) -> Site:
    """The site of the bundled study, published once for all workers."""

    def make(folder: Path) -> None:
        made = publish(bundled, folder / "with a space")
        (folder / "made.pickle").write_bytes(pickle.dumps(made))

    folder = once("site", make)
    made = pickle.loads((folder / "made.pickle").read_bytes())
    return Site(bundled, made, folder / "with a space" / f"r{bundled.release.number}")
