"""The machine loses power: what the kernel had not written to the disk is lost, whoever wrote it.

A build runs on a file system of its own, ext4 or ext2 in a file behind a loop device, which writes nothing by itself
(``commit=600``, ``noauto_da_alloc``, ``data=writeback``). At every flush and move of the build the file is copied: it
holds what was flushed so far and nothing else, be it written by Python, by Delta Lake or by Arrow. Each copy is mounted
(ext4 replays its journal, ext2 is mended by ``e2fsck`` first) and asked. What is simulated: a disk that keeps what it was given, in the
order of the flushes. Not simulated: a disk that lies about a flush or tears a sector.
"""

import multiprocessing
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.torture.refusals import watched
from tests.torture.study import copied, publish, says
from tests.torture.tally import Tally, Until, never

from sarai import pipeline
from sarai.ledger import Ledger

OPTIONS = {"ext4": "loop,commit=600,noauto_da_alloc,data=writeback", "ext2": "loop"}
MEGABYTES = 64


def possible() -> str | None:
    """Why it cannot be done here; none where it can."""
    if os.geteuid() != 0:
        return "mounting a file system needs root"
    if not shutil.which("mke2fs") or not Path("/dev/loop-control").exists():
        return "there are no loop devices, or no mke2fs"
    return None


@contextmanager
def mounted(image: Path, place: Path, kind: str) -> Iterator[Path]:
    """A file as a file system, as long as the block lasts."""
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", kind, "-o", OPTIONS[kind], image, place], check=True, capture_output=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True, capture_output=True)


def _build(study: Path, image: Path, room: Path) -> None:
    """Build, and copy the disk before every flush and move, and at the end."""
    taken = 0

    def act(kind: str, path: str) -> None:
        nonlocal taken
        if kind in ("fsync", "replace"):
            _snapshot(image, room / f"{taken:04}.img")
            taken += 1

    with watched(study, act):
        pipeline.build(study, jobs=1)
    _snapshot(image, room / f"{taken:04}.img")
    (room / "done").touch()


def _snapshot(image: Path, to: Path) -> None:
    subprocess.run(["cp", "--sparse=always", image, to], check=True)


def run(
    study: Path, room: Path, chance: random.Random, *, most: int, kind: str = "ext4", until: Until = never
) -> Tally:
    """Lose power at moments of one build, and look at what the disk holds."""
    tally = Tally(f"losses of power ({kind})")
    publish(study / "files" / "aa.xml", amount=chance.randrange(6000, 9000))
    old, before = says(study), len(Ledger(study).releases)
    whole = copied(study, room / "whole")
    pipeline.build(whole, jobs=1)
    new = says(whole)
    image, place = room / "disk.img", room / "disk"
    shots = room / "shots"
    shutil.rmtree(shots, ignore_errors=True)
    shots.mkdir()
    with image.open("wb") as stream:
        stream.truncate(MEGABYTES * 1_000_000)
    subprocess.run(["mke2fs", "-q", "-F", "-t", kind, image], check=True)
    with mounted(image, place, kind):
        shutil.copytree(study, place / "study")
        subprocess.run(["sync", "-f", place], check=True)
        process = multiprocessing.get_context("forkserver").Process(target=_build, args=(place / "study", image, shots))
        process.start()
        process.join()
    if not (shots / "done").exists():
        raise RuntimeError("the build on a file system of its own did not end")
    moments = sorted(shots.glob("*.img"))
    # The commit comes last and decides: a third of the tries falls into it.
    chosen = {*moments[-max(1, most // 3) :], *chance.sample(moments, min(most, len(moments)))}
    for moment in sorted(chosen, reverse=True)[:most]:
        if until():
            break
        with tally.one(f"moment {int(moment.stem)} of {len(moments) - 1}"):
            if kind == "ext2":
                subprocess.run(["e2fsck", "-fy", moment], check=False, capture_output=True)
            with mounted(moment, place, kind):
                _judge(place / "study", old, new, before, room, last=moment == moments[-1])
    for each in moments:
        with suppress(OSError):
            each.unlink()
    return tally


def _judge(on_disk: Path, old: str, new: str, before: int, room: Path, *, last: bool) -> None:
    study = copied(on_disk, room / "found")
    told = says(study)
    numbers = [each.number for each in Ledger(study).releases]
    assert told == (old if len(numbers) == before else new), f"release {numbers[-1]} says something else"
    assert len(numbers) in (before, before + 1), f"there are releases {numbers}"
    assert not last or len(numbers) == before + 1, "a build that had ended is lost"
    faults = [each for each in pipeline.check(study).faults if "Delta" not in each.what]
    assert not faults, faults
    built = pipeline.build(study, jobs=1)
    assert built.release.number > max(numbers), "a number was given twice"
    assert says(study) == new, "the next build is not whole"
