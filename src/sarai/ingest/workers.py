"""Processes that read files: they end with the process that started them, whatever ends it, and leave Ctrl-C to it."""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import Connection
from types import FrameType
from typing import Any

from sarai.sources.kit.apart import without_main

Submit = Callable[..., "Future[Any]"]


@contextlib.contextmanager
def pool(workers: int) -> Iterator[Submit]:
    """What hands a function of a module and its arguments to one of several processes.

    Where the block is left by an error or an interrupt, the processes end at once, in the middle of a file.
    """
    context = multiprocessing.get_context("spawn")
    line, held = context.Pipe(duplex=False)
    executor = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(line,))

    def submit(asked: Callable[..., Any], *more: object) -> "Future[Any]":
        with _held_back(), without_main():
            return executor.submit(asked, *more)

    try:
        yield submit
        executor.shutdown()
    finally:
        # Nobody holds the other end any more: so it is too when this process is killed.
        held.close()
        line.close()
        executor.shutdown(wait=False, cancel_futures=True)


@contextlib.contextmanager
def _held_back() -> Iterator[None]:
    """Let an interrupt wait until a process is started: it would begin with half of what it is told, and say so.

    A process inherits what its starter does not hear, since it would tell of an interrupt while it still imports. The
    mask is of one thread alone: what another one hears, the handler is told, in the main thread.
    """
    came: list[tuple[int, FrameType | None]] = []
    handler = signal.getsignal(signal.SIGINT)
    waits = callable(handler) and threading.current_thread() is threading.main_thread()
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    if waits:
        signal.signal(signal.SIGINT, lambda number, frame: came.append((number, frame)))
    try:
        yield
    finally:
        if waits:
            signal.signal(signal.SIGINT, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if came and callable(handler):
            handler(*came[0])


def _begin(line: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(line,), daemon=True).start()


def _end_with(line: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        line.recv()
    os._exit(1)
