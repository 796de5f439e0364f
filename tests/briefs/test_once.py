"""A brief reads what the build decided: one release is opened, and nothing is worked out a second time."""

from pathlib import Path
from typing import Any

import pytest

from sarai.briefs import compose
from sarai.promises import pinned
from sarai.session import Session
from sarai.study import Study


def test_a_brief_opens_one_release_and_judges_no_promise(bundled: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    made = Session.__init__

    def opening(self: Session, folder: Path | str, **more: Any) -> None:
        opened.append(folder)
        made(self, folder, **more)

    def judging(*_: object, **__: object) -> None:
        pytest.fail("a promise was judged again")

    monkeypatch.setattr(Session, "__init__", opening)
    monkeypatch.setattr(pinned, "judge", judging)
    brief = compose(Study(bundled.folder), partners=("JP",), recipients=("TJ",))
    assert opened == [bundled.folder]
    assert "promises" in {each.name for each in brief.sections}
