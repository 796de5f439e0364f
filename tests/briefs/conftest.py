"""Briefs over a small made-up study and over the bundled one."""

from pathlib import Path

import pytest

import sarai
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
def bundled(bundled_study: Path) -> Study:
    """The bundled study, opened."""
    return sarai.open(bundled_study)
