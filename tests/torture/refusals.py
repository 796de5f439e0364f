"""The machine refuses the n-th operation on a file: the last release stands, or the new one."""

import builtins
import contextlib
import errno
import io
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.torture.study import publish, says
from tests.torture.tally import Tally, Until, never

from sarai import pipeline
from sarai.ledger import Ledger
from sarai.model.errors import SaraiError


@contextlib.contextmanager
def watched(inside: Path, act: Callable[[str, str], None]) -> Iterator[None]:
    """Call ``act`` with the kind and the path of each operation on a file inside a folder, before it is done."""
    places: dict[str, list[tuple[Any, str]]] = {"open": [(io, "open"), (builtins, "open")], "opened": [(os, "open")]}
    places |= {each: [(os, each)] for each in ("replace", "fsync", "mkdir", "scandir")}
    known = {kind: getattr(*those[0]) for kind, those in places.items()}
    room = str(inside)

    def told(path: object) -> str:
        if isinstance(path, int):
            with contextlib.suppress(OSError):
                return os.readlink(f"/proc/self/fd/{path}")
            return ""
        return os.path.abspath(os.fspath(path)) if isinstance(path, str | os.PathLike) else ""

    def wrapped(kind: str) -> Callable[..., Any]:
        def do(path: Any, *more: Any, **named: Any) -> Any:
            if told(path).startswith(room):
                mode = more[0] if more else named.get("mode", "r")
                act("write" if kind == "open" and "r" not in str(mode) else kind, told(path))
            return known[kind](path, *more, **named)

        return do

    try:
        for kind, those in places.items():
            for owner, name in those:
                setattr(owner, name, wrapped(kind))
        yield
    finally:
        for kind, those in places.items():
            for owner, name in those:
                setattr(owner, name, known[kind])


def run(study: Path, room: Path, chance: random.Random, *, most: int, until: Until = never) -> Tally:
    """Fail the n-th operation of a build, for as many n as asked, with errors of every kind."""
    tally = Tally("refused operations of a build")
    publish(study / "files" / "aa.xml", amount=7000)
    seen: list[str] = []
    copy = room / "copy"
    shutil.copytree(study, copy)
    with watched(copy, lambda kind, path: seen.append(kind)):
        pipeline.build(copy, jobs=1)
    new = says(copy)
    shutil.rmtree(copy)
    old, before = says(study), len(Ledger(study).releases)
    for number in chance.sample(range(len(seen)), min(most, len(seen))):
        if until():
            break
        fault = chance.choice((errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT, errno.EMFILE))
        shutil.copytree(study, copy)
        count = 0

        def act(kind: str, path: str, number: int = number, fault: int = fault) -> None:
            nonlocal count
            count += 1
            if count == number + 1:
                raise OSError(fault, os.strerror(fault), path)

        with tally.one(f"operation {number} ({seen[number]}), {errno.errorcode[fault]}"):
            try:
                with watched(copy, act):
                    pipeline.build(copy, jobs=1)
            except SaraiError as error:
                assert error.cure, f"no cure: {error}"
            stands(copy, old, new, before)
        shutil.rmtree(copy)
    return tally


def stands(study: Path, old: str, new: str, before: int) -> None:
    """The last release or the new one answers, and the next build is whole."""
    told = says(study)
    releases = len(Ledger(study).releases)
    assert told == (old if releases == before else new) or told in (old, new), "something else answers"
    numbers = [each.number for each in Ledger(study).releases]
    built = pipeline.build(study, jobs=1)
    assert built.release.number > max(numbers), "a number was given twice"
    assert says(study) == new, "the next build is not whole"
