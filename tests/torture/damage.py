"""Every file of a ledger, damaged in every way: no answer but the right one, and check names each."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.torture.study import says
from tests.torture.tally import Tally, Until, never

from sarai import pipeline
from sarai.model.errors import SaraiError

Damage = Callable[[Path, random.Random], None]


def flipped(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def cut(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def emptied(path: Path, chance: random.Random) -> None:
    path.write_bytes(b"")


def removed(path: Path, chance: random.Random) -> None:
    path.unlink()


def swapped(path: Path, chance: random.Random) -> None:
    others = [each for each in sorted(path.parent.iterdir()) if each.is_file() and each != path]
    content = chance.choice(others).read_bytes() if others else b"of no neighbour"
    path.write_bytes(content if content != path.read_bytes() else content + b" ")


DAMAGES: tuple[Damage, ...] = (flipped, cut, emptied, removed, swapped)


def files(study: Path) -> list[Path]:
    """The files of a ledger that say something."""
    return sorted(each for each in (study / "ledger").rglob("*") if each.is_file() and each.name != ".lock")


def run(study: Path, room: Path, chance: random.Random, *, most: int, flips: int = 2, until: Until = never) -> Tally:
    """Damage a file, ask both releases, check, and put it back; ``study`` has two releases."""
    tally = Tally("damaged ledgers")
    right = {None: says(study), 1: says(study, 1)}
    tries = [(place, damage) for place in range(len(files(study))) for damage in (*DAMAGES, *[flipped] * (flips - 1))]
    for place, damage in chance.sample(tries, min(most, len(tries))):
        if until():
            break
        path = files(study)[place]
        copy = room / "copy"
        shutil.copy2(path, copy)
        damage(path, chance)
        what = f"{damage.__name__} {path.relative_to(study)}"
        with tally.one(what):
            for number, told in right.items():
                try:
                    assert says(study, number) == told, f"release {number} says something else"
                except SaraiError as error:
                    assert error.cure, "an error without a cure"
            faults = pipeline.check(study).faults
            assert faults, "check finds nothing"
            assert all(fault.cure for fault in faults), "a fault without a cure"
        shutil.copy2(copy, path)
    assert says(study) == right[None]
    return tally
