"""Command lines that nobody means, over every verb and option: an answer, or a message with exit code 2."""

import contextlib
import inspect
import io
import os
import random
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_args

import typer
from tests.torture.study import HOSTILE, copied
from tests.torture.tally import Tally, Until, never

from sarai import cli

WORDS = (
    "", " ", "-", "--", "---", "*", "?", "~", "%", "%s", "{}", "{0}", "[", "]", "[/]", "[bold]", "\\", "/", "'", '"', "`", "$HOME", "\n", "\t",
    "\x1b[31m", "\x7f", "\u202e", "\ud800", "é", "e\u0301", "日本", "Қазақстан", "🙂", "none", "None", "null", "all", "ALL", "true", "nan", "inf", "-1",
    "0", "1", "2", "1.5", "1e400", "99999999999999999999", "-0", "0x1", "²", "٣", "1,2", "1;2", "1-", "-1-", "2010-2015", "2015-2010", "0-99999", "2010-2010-2010",
    "2023-13-45", "2023-01-01", "0000-00-00", "9999-12-31", "0001-01-01", "10000-01-01", "2024-02-30T10:00", "JP", "KZ", "jp", "Japan", "Japan,China",
    "JP,,KZ", ",", ",,,", "China (People's Republic of)", "' OR 1=1 --", "'; DROP TABLE flow; --", "a" * 255, "a" * 100_000, "a," * 5_000,
    "recipient", "year,year", "recipient,partner,status", "current", "source", "constant:2015", "constant:99999", "constant:", "commitment", "ODA",
    "210", "Education", "Almaty", "Osh,Tashkent", "rail", "truck,rail", "MU1", "P1", "aiddata", "iati", "iati-2.0x", "x:y:z", "1=2", "a=b,c=d", *HOSTILE,
)  # fmt: skip

PLACES = (
    "{study}", "{room}", "{room}/none", "{room}/none/none", "{room}/a.html", "{room}/a.md", "{room}/a.svg", "{room}/a.png", "{room}/a.csv", "{room}/a.xlsx",
    "{room}/out", "{room}/é [bold] 'x'", "{room}/a.PDF", "{room}/.html", "{room}/a", "{study}/study.toml", "{study}/files", "{study}/ledger", "/dev/full", "/dev/null",
    "/dev/zero", "/proc/self/mem", "{room}/fifo", "{room}/socket", "{room}/loop", "{room}/" + "a" * 250, "{room}/" + "a" * 300, "{room}/" + "a/" * 3_000 + "a",
    "{room}/a\nb", "{room}/a\x7f", "{room}/\udcff", "{room}/%41", "", ".", "..", "-", "--",
)  # fmt: skip

SELDOM = {"publish": 0.05, "build": 0.1, "check": 0.5, "export": 0.3, "serve": 0.5, "new": 0.5}
"""Verbs that take seconds are tried less often than the others."""


def verbs() -> dict[str, list[Any]]:
    """Every verb with its arguments and options, as Typer knows them."""
    group: Any = typer.main.get_command(cli.app)
    return {name: list(command.params) for name, command in group.commands.items()}


def line(verb: str, params: list[Any], chance: random.Random) -> list[str]:
    """A command line: the study where a study belongs most of the time, and anything everywhere."""
    words = [verb]
    for each in params:
        argument = not each.opts[0].startswith("-")
        if argument:
            count = 1 if each.nargs == 1 else chance.choice((0, 1, 1, 2, 5))
            if chance.random() < (0.03 if each.required else 0.5):
                continue
            words += [_value(each, chance) for _ in range(count)]
        elif each.required or chance.random() < 2.5 / max(6, len(params)):
            words.append(chance.choice(each.opts))
            if not getattr(each, "is_flag", False):
                words.append(_value(each, chance))
    if chance.random() < 0.05:
        chance.shuffle(words)
    if chance.random() < 0.05:
        words.insert(chance.randrange(len(words) + 1), chance.choice(WORDS))
    return words


def _value(each: Any, chance: random.Random) -> str:
    told = each.type_descriptor.annotation
    kinds = [kind for kind in (told, *get_args(told)) if inspect.isclass(kind)]
    if each.name == "folder" and chance.random() < 0.9:
        return "{study}"
    if chance.random() < 0.15:
        return chance.choice((*WORDS, *PLACES))
    for kind in kinds:
        if issubclass(kind, Enum):
            return str(chance.choice(list(kind)).value)
        if issubclass(kind, Path):
            return chance.choice(PLACES)
        if kind in (int, float):
            return chance.choice(
                ("0", "1", "2", "3", "-1", "1.5", "99", "65536", "99999999999999999999", "nan", "inf", "x", "")
            )
    return chance.choice(WORDS)


@contextlib.contextmanager
def quiet(room: Path) -> Iterator[tuple[io.StringIO, io.StringIO]]:
    """Run in a folder of its own, with streams that are kept, and no server that waits."""
    import uvicorn

    told, complained = io.StringIO(), io.StringIO()
    before = os.getcwd(), uvicorn.run, dict(os.environ)
    os.chdir(room)
    uvicorn.run = lambda *_, **__: None
    try:
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(complained):
            yield told, complained
    finally:
        os.chdir(before[0])
        uvicorn.run = before[1]
        os.environ.clear()
        os.environ.update(before[2])


def ran(words: list[str], room: Path) -> tuple[object, str, str]:
    """Exit code and what was printed; whatever else comes out of ``main`` comes out here."""
    code: object = 0
    arguments = sys.argv
    with quiet(room) as (told, complained):
        sys.argv = ["sarai", *words]
        try:
            cli.main()
        except SystemExit as ended:
            code = ended.code or 0
        finally:
            sys.argv = arguments
    return code, told.getvalue(), complained.getvalue()


def run(study: Path, room: Path, chance: random.Random, *, most: int, until: Until = never) -> Tally:
    """Try command lines; the study is put back where a verb may have written into it."""
    tally = Tally("command lines")
    known = verbs()
    weights = [SELDOM.get(verb, 1) for verb in known]
    inside = room / "commands"
    for nth in range(most):
        if until():
            break
        if nth % 40 == 0:
            _fresh(study, inside)
        (verb,) = chance.choices(list(known), weights)
        words = [
            word.replace("{study}", str(inside / "study")).replace("{room}", str(inside))
            for word in line(verb, known[verb], chance)
        ]
        shown = " ".join(repr(word if len(word) < 60 else f"{word[:25]}...({len(word)})") for word in words)
        with tally.one(f"try {nth}: sarai {shown}"):
            code, told, complained = ran(words, inside)
            assert code in (0, 2), f"exit code {code}: {complained[:300]}"
            assert code == 0 or complained or told, "exit code 2 without a word"
            assert "Traceback" not in complained, complained[-600:]
    return tally


def _fresh(study: Path, inside: Path) -> None:
    copied(study, inside / "study")
    for name in ("fifo", "socket", "loop"):
        (inside / name).unlink(missing_ok=True)
    os.mkfifo(inside / "fifo")
    (inside / "loop").symlink_to(inside / "loop")
