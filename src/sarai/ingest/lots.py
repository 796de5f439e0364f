"""Lots: files that are read together into the same parts, so that many small files do not become many small parts."""

import re
from collections.abc import Iterator, Sequence

from sarai.ingest.plan import Job, shape

LOT_BYTES = 16 * 1024 * 1024
LOT_FILES = 500
_LEAST_BYTES = 256 * 1024
_LEAST_FILES = 20

_LOT = re.compile(r"read-([0-9a-f]{8})-\d{6,}-\d{5,}(?=-)")


def name_of(release: int, lot: int) -> str:
    """How the names of the parts of a lot begin: the shape of the tables, the release that wrote it, its number."""
    return f"read-{shape()}-{release:06}-{lot:05}"


def lot_of(part: str) -> str | None:
    """The lot whose part a file is by its name; none for parts of other kinds or of another shape of the tables."""
    found = _LOT.match(part)
    return found[0] if found and found[1] == shape() else None


def divided(jobs: Sequence[Job], *, workers: int) -> Iterator[list[Job]]:
    """Files in lots of about equal size, at least two for each worker where there is enough; large ones stand alone."""
    lots = max(1, 2 * workers)
    most_bytes = min(LOT_BYTES, max(_LEAST_BYTES, sum(job.size for job in jobs) // lots))
    most_files = min(LOT_FILES, max(_LEAST_FILES, -(-len(jobs) // lots)))
    lot: list[Job] = []
    held = 0
    for job in jobs:
        if lot and (held + job.size > most_bytes or len(lot) == most_files):
            yield lot
            lot, held = [], 0
        lot.append(job)
        held += job.size
    if lot:
        yield lot
