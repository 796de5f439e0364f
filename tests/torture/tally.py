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
"""A single try that takes longer hangs."""


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

        def late(number: int, frame: FrameType | None) -> None:
            raise Hang

        before = signal.signal(signal.SIGALRM, late)
        signal.alarm(SECONDS)
        try:
            yield
        except SaraiError as error:
            self.end("refused" if error.cure else "wrong", f"{what}: no cure: {error}")
        except Hang:
            self.end("hang", what)
        except AssertionError as error:
            self.end("wrong", f"{what}: {error}")
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            self.end("traceback", f"{what}\n{''.join(traceback.format_exception(error)[-6:])}")
        else:
            self.end("fine")
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, before)

    def line(self) -> str:
        told = ", ".join(f"{count:,} {how}" for how, count in sorted(self.ended.items()))
        return f"| {self.name} | {self.tried:,} | {told} |"
