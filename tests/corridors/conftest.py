import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sarai import cli


@dataclass(frozen=True)
class Ran:
    """What a command printed and its exit code."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """What was printed, as JSON."""
        return json.loads(self.out)


@pytest.fixture
def sarai(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the command line in this process; an exception that is no exit fails the test."""

    def run(*words: object) -> Ran:
        monkeypatch.setenv("COLUMNS", "250")
        monkeypatch.setattr(sys, "argv", ["sarai", *map(str, words)])
        capfd.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        printed = capfd.readouterr()
        return Ran(code, printed.out, printed.err)

    return run


@pytest.fixture
def study(sarai: Callable[..., Ran], tmp_path: Path) -> Path:
    """A study made as anybody makes it: its corridors are the bundled ones."""
    folder = tmp_path / "central"
    made = sarai("new", folder, "--from", "central-asia")
    assert made.code == 0, made.err
    return folder
