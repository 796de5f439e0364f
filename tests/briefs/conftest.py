"""Briefs over a small made-up study and over the bundled one."""

from pathlib import Path

import pytest

import sarai
from sarai import pipeline
from sarai.briefs import compose
from sarai.briefs.content import Brief
from sarai.study import Study


@pytest.fixture(scope="session")
def small(built_study: Path) -> Study:
    """The made-up study, opened."""
    return sarai.open(built_study)


@pytest.fixture(scope="session")
def composed(small: Study) -> Brief:
    """The brief of the made-up study about everything."""
    return compose(small)


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The bundled study, built once."""
    folder = pipeline.new(tmp_path_factory.mktemp("bundled") / "demo", template="central-asia")
    pipeline.build(folder, jobs=1)
    return sarai.open(folder)
