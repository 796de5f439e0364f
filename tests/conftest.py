"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the published data sets; tests that need it are skipped where it is absent."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("SARAI_SHARED", beside))
    if not (folder / "data").is_dir():
        pytest.skip(f"no data sets in {folder}; set SARAI_SHARED")
    return folder
