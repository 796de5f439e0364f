"""Opening a file in a process of its own: what ends that process, ends nothing else."""

import contextlib
import multiprocessing
import os
import resource
import sys
import types
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from sarai.model.errors import SaraiError, UnreadableFile
from sarai.model.limits import allowed

Answer = TypeVar("Answer")

_ITSELF = 600_000_000
"""Bytes of addresses that such a process takes before it opens anything, libraries included."""

_TIMES = 4
"""What a file may take in memory beside what it may unpack to."""


def apart(asked: Callable[..., Answer], path: Path, *more: object) -> Answer:
    """What a function of a module says of a file, asked in a process with a limit on its memory.

    Raises:
        UnreadableFile: the process died of the file; otherwise what the function raises.
    """
    most = allowed(path.stat().st_size)
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(there, _ITSELF + _TIMES * most, asked, path, *more), daemon=True)
    with without_main():
        process.start()
    there.close()
    try:
        told: tuple[str, Any] = here.recv()
    except EOFError:
        told = ("died", None)
    finally:
        here.close()
        process.join()
    kind, answer = told
    if kind == "raised" and isinstance(answer, SaraiError):
        raise answer
    if kind != "said":
        raise UnreadableFile(
            f"cannot be opened in {_TIMES * most / 1e6:,.0f} MB of memory, or is damaged so that nothing can open it",
            where=str(path),
            cure="open it in a spreadsheet and save it as .xlsx; if it is right: --most-mb N",
        )
    return answer  # type: ignore[no-any-return]


@contextlib.contextmanager
def without_main() -> Iterator[None]:
    """Let a process that is started here not run the program that starts it.

    A new process runs its starter's main module again: it fails where that was read from standard input, and starts
    everything a second time where a plain script asks for no ``__main__``. What is asked of it stands in a module.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _answer(there: Connection, most: int, asked: Callable[..., object], path: Path, *more: object) -> None:
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What a library says when it breaks over a file is a wall of addresses; the refusal says what there is to say.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        told: tuple[str, object] = ("said", asked(path, *more))
    except SaraiError as error:
        told = ("raised", error)
    except BaseException:
        # A panic of a library is no Exception; whatever it is, the file is refused, and one process is no loss.
        told = ("died", None)
    there.send(told)
    there.close()
