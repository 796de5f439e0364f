"""Torture: ``python -m tests.torture.run --minutes 10 --seed 1``. Prints a table; exit code 1 where anything ended badly."""

import argparse
import faulthandler
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.torture import commands, damage, kills, mutations, power, refusals
from tests.torture.study import copied, hostile, made
from tests.torture.tally import Tally

MUTATIONS = 100_000
COMMANDS = 2_000
DAMAGES = 400
KILLS = 200
REFUSALS = 200
LOSSES = 40

KINDS = ("refusals", "kills", "power", "damages", "commands", "mutations")


def main() -> int:
    """Run the kinds that are asked for, each within its share of the minutes, and print what each ended in."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--minutes", type=float, default=30.0, help="after which no new try is begun")
    told.add_argument("--seed", type=int, default=1)
    told.add_argument("--only", choices=KINDS, action="append", help="one kind; may be repeated")
    asked = told.parse_args()
    faulthandler.enable()
    os.environ["COLUMNS"] = "100"
    kinds = [each for each in KINDS if not asked.only or each in asked.only]
    ends = time.monotonic() + asked.minutes * 60
    print(f"seed {asked.seed}, at most {asked.minutes:g} minutes\n")
    print("| torture | tries | ended | a minute |\n| --- | ---: | --- | ---: |")
    bad: list[Tally] = []
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        room = Path(folder)
        study = made(room / "small")
        for place, kind in enumerate(kinds):
            chance = random.Random(f"{asked.seed} {kind}")
            share = (ends - time.monotonic()) / (len(kinds) - place)
            began = time.monotonic()
            here = room / kind
            here.mkdir()

            def until(late: float = began + share) -> bool:
                return time.monotonic() > late

            for tally in _tallies(kind, study, here, chance, until):
                minutes = max(1e-9, (time.monotonic() - began) / 60)
                print(f"{tally.line()} {tally.tried / minutes:,.0f} |", flush=True)
                bad += [tally] * bool(tally.bad)
                began = time.monotonic()
        for tally in bad:
            print(f"\n{tally.name}:")
            for example in tally.examples.values():
                print(f"  {example}")
        if bad:
            kept = Path.cwd() / ".torture"
            for path in (room / "mutations").rglob("kept/*"):
                kept.mkdir(exist_ok=True)
                path.replace(kept / path.name)
    return 1 if bad else 0


def _tallies(kind: str, study: Path, room: Path, chance: random.Random, until: Callable[[], bool]) -> list[Tally]:
    if kind == "mutations":
        return [mutations.run(room, chance, most=MUTATIONS, until=until)]
    if kind == "commands":
        return [commands.run(hostile(room / "hostile"), room, chance, most=COMMANDS, until=until)]
    own = copied(study, room / "study")
    if kind == "refusals":
        return [refusals.run(own, room, chance, most=REFUSALS, until=until)]
    if kind == "kills":
        return [kills.run(own, room, chance, most=KILLS, until=until)]
    if kind == "damages":
        return [damage.run(own, room, chance, most=DAMAGES, flips=4, until=until)]
    why = power.possible()
    if why is not None:
        print(f"| losses of power | 0 | not tried: {why} | |")
        return []
    return [
        power.run(copied(study, room / f"{each}-study"), room, chance, most=LOSSES, kind=each, until=until)
        for each in power.OPTIONS
    ]


if __name__ == "__main__":
    sys.exit(main())
