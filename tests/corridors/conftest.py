from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def study(bundled_study: Path) -> Path:
    """The bundled study, with its corridors. Tests that change it copy it."""
    return bundled_study
