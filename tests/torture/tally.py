"""What a torture counts: tries, and those that ended wrong, in a traceback, or not at all."""

import contextlib
import signal
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import FrameType

from sarai.model.errors import SaraiError

Until = Callable[[], bool]
"""Whether the time is over."""


def never() -> bool:
    """There is time."""
    return False


SECONDS = 60
"""Of the processor: a single try that takes more hangs."""

WAITING = 300
"""Seconds by the clock after which one that takes none waits for ever."""


class Hang(BaseException):
    """A try took too long. No Exception, so that nothing catches it by accident."""


@dataclass
class Tally:
    """One kind of torture: how many tries, how each ended, and an example of each that must not be."""

    name: str
    ended: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    @property
    def tried(self) -> int:
        return self.ended.total()

    @property
    def bad(self) -> int:
        return sum(self.ended[each] for each in ("wrong", "traceback", "hang"))

    def end(self, how: str, what: str = "") -> None:
        self.ended[how] += 1
        if how in ("wrong", "traceback", "hang"):
            # Of faults that end in the same line one example is enough.
            self.examples.setdefault(what.rstrip().rpartition("\n")[2][-160:], f"{how}: {what}")

    @contextlib.contextmanager
    def one(self, what: str) -> Iterator[None]:
        """A try: fine, refused with a cure, or one of the three that must not be."""

        hung = False

        def late(number: int, frame: FrameType | None) -> None:
            nonlocal hung
            hung = True
            raise Hang

        kinds = (signal.SIGPROF, signal.SIGALRM)
        before = [signal.signal(kind, late) for kind in kinds]
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        signal.alarm(WAITING)
        try:
            yield
        except BaseException as error:
            # A library may make another error of the one that says that time is over.
            if hung or isinstance(error, Hang):
                self.end("hang", what)
            elif isinstance(error, SaraiError):
                self.end("refused" if error.cure else "wrong", f"{what}: no cure: {error}")
            elif isinstance(error, AssertionError):
                self.end("wrong", f"{what}: {error}")
            elif isinstance(error, KeyboardInterrupt):
                raise
            else:
                self.end("traceback", f"{what}\n{''.join(traceback.format_exception(error)[-6:])}")
        else:
            self.end("fine")
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.alarm(0)
            for kind, handler in zip(kinds, before, strict=True):
                signal.signal(kind, handler)

    def line(self) -> str:
        told = ", ".join(f"{count:,} {how}" for how, count in sorted(self.ended.items()))
        return f"| {self.name} | {self.tried:,} | {told} |"
