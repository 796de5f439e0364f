"""A build killed at any moment, without a chance to tidy: the last release stands, or the new one, and the next is whole."""

import multiprocessing
import random
import time
from pathlib import Path

from tests.torture.refusals import stands
from tests.torture.study import copied, publish, says
from tests.torture.tally import Tally, Until, never

from sarai import pipeline
from sarai.ledger import Ledger


def _build(study: Path, jobs: int) -> None:
    pipeline.build(study, jobs=jobs)


def run(study: Path, room: Path, chance: random.Random, *, most: int, until: Until = never) -> Tally:
    """Kill a build of another process after a random part of the time that one takes."""
    tally = Tally("killed builds")
    # A process forked from this one would inherit locks of libraries that are held by threads it does not have.
    start = multiprocessing.get_context("forkserver")
    start.set_forkserver_preload(["tests.torture.kills", "sarai.counting.build", "sarai.promises", "duckdb"])
    publish(study / "files" / "aa.xml", amount=9000)
    old, before = says(study), len(Ledger(study).releases)
    copy = copied(study, room / "copy")
    took = []
    for _ in range(2):
        copied(study, copy)
        process = start.Process(target=_build, args=(copy, 1))
        process.start()
        began = time.monotonic()
        process.join()
        took.append(time.monotonic() - began)
    new = says(copy)
    for nth in range(most):
        if until():
            break
        copied(study, copy)
        jobs = 1 + nth % 2
        moment = chance.uniform(0, max(took) * 1.1)
        with tally.one(f"killed after {moment:.3f} s of {max(took):.3f}, {jobs} at once"):
            process = start.Process(target=_build, args=(copy, jobs))
            process.start()
            process.join(moment)
            process.kill()
            process.join()
            stands(copy, old, new, before)
    return tally
