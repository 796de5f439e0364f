from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def study(sarai: Callable[..., Any], tmp_path: Path) -> Path:
    """A study made as anybody makes it: its corridors are the bundled ones."""
    folder = tmp_path / "central"
    made = sarai("new", folder, "--from", "central-asia")
    assert made.code == 0, made.err
    return folder
