import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from sarai import cli


@dataclass(frozen=True)
class Ran:
    """What a command printed and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def sarai(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the command line in this process: ``sarai("total", folder, "--by", "recipient")``.

    Only what ``main`` lets through as an exit is an exit; any other exception fails the test, as it would have been
    a traceback.
    """

    def run(*words: object) -> Ran:
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
