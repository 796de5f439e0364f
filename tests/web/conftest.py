"""The bundled study's site, built and published once for all tests of pages."""

from dataclasses import dataclass
from pathlib import Path

import pytest

import sarai
from sarai import pipeline
from sarai.study import Study
from sarai.web import Published, publish


@dataclass(frozen=True)
class Site:
    """A published site: the study, what was written, and the folder of its release."""

    study: Study
    made: Published
    root: Path


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The bundled study, built once."""
    folder = pipeline.new(tmp_path_factory.mktemp("bundled") / "demo", template="central-asia")
    pipeline.build(folder, jobs=1)
    return sarai.open(folder)


@pytest.fixture(scope="session")
def site(bundled: Study, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the bundled study."""
    out = tmp_path_factory.mktemp("site") / "with a space"
    made = publish(bundled, out)
    return Site(bundled, made, out / f"r{bundled.release.number}")
