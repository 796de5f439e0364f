"""Running the command line: what goes wrong ends with a message, its cure and an exit code, never with a traceback."""

import contextlib
import copy
import io
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from types import FrameType

import typer
from typer.main import get_command_name
from typer.models import CommandInfo

from sarai.cli.app import app
from sarai.model import limits
from sarai.model.errors import SaraiError


def main() -> None:
    """Run the command line: bad use and bad input end with a message and exit code 2, an interrupt with 130."""
    _streams()
    _interrupts()
    try:
        try:
            _with_options_of(sys.argv[1:])()
        finally:
            # What does not fit is found here, and not when nobody can tell it any more.
            sys.stdout.flush()
    except SaraiError as error:
        _complain(error)
    except SystemExit as ended:
        # A question of ours that got no answer: the input has ended, or somebody at the terminal has enough.
        if ended.code == 1:
            _complain(SaraiError("a question got no answer", cure="answer it in a terminal; what was decided is kept"))
        raise
    except BrokenPipeError:
        # Whoever read has enough; nothing is left to say, also not at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        told = _told(error)
        if told is None:
            raise
        _complain(told)


def _with_options_of(words: Sequence[str]) -> typer.Typer:
    """The command line with the options of the verb that is asked alone.

    Typer reads the signatures of all verbs before it looks for one, which takes longer than everything else in help.
    """
    asked = words[0] if words else ""
    if asked.startswith("-") and asked != "--help":
        return app
    quick = copy.copy(app)
    quick.registered_commands = [
        each
        if each.callback is None or (each.name or get_command_name(each.callback.__name__)) == asked
        else _bare(each)
        for each in app.registered_commands
    ]
    return quick


def _bare(command: CommandInfo) -> CommandInfo:
    """A verb as help lists it: its name and what it does."""

    def verb() -> None: ...

    bare = copy.copy(command)
    if command.callback is not None:
        bare.name = command.name or get_command_name(command.callback.__name__)
        verb.__doc__ = command.callback.__doc__
        bare.callback = verb
    return bare


def _complain(error: SaraiError) -> None:
    with contextlib.suppress(OSError):
        typer.echo(f"sarai: {error}", err=True)
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        # What could not be written is tried again at exit, and would be told once more.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(2)


def _told(error: Exception) -> SaraiError | None:
    """What the machine refuses, in words; none for a fault of ours."""
    if isinstance(error, OSError):
        where = error.filename if isinstance(error.filename, str) else None
        shown = where if where is None or len(where) < 300 else f"{where[:140]}...{where[-140:]}"
        return SaraiError(error.strerror or str(error), where=shown, cure="check path, rights and space")
    if type(error).__module__ == "lxml.etree" and type(error).__name__ == "SerialisationError":
        # Workbooks are first written to files of their own elsewhere.
        return SaraiError(f"cannot be written: {error}", where=tempfile.gettempdir(), cure="free some space, there too")
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryException":
        return SaraiError(
            "there is not enough memory",
            cure=f"ask for less at once, or where there is more; a build may take what {limits.MEMORY} says, in MB",
        )
    if type(error).__module__.endswith("duckdb") and type(error).__name__ == "IOException":
        return SaraiError(
            str(error).partition("\n")[0], cure="see whether a file was moved or the disk is full: sarai check DIR"
        )
    return None


def _streams() -> None:
    """Streams that are closed take what is said all the same; what they have no letter for is written as its number."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _interrupts() -> None:
    """The first interrupt ends in order, the second at once."""

    def first(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        raise KeyboardInterrupt

    # Not where interrupts are to be ignored, nor outside the main thread.
    with contextlib.suppress(ValueError):
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, first)
