from pathlib import Path

import pytest

from sarai import pipeline


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study made and built as anybody does: its corridors are the bundled ones. Tests that change it copy it."""
    folder = pipeline.new(tmp_path_factory.mktemp("corridors") / "central", template="central-asia")
    pipeline.build(folder, jobs=1)
    return folder
