"""Give a release of a made or bundled study the file that sums are read from, however small it is."""

from dataclasses import replace
from pathlib import Path

import duckdb

from sarai.ledger import Ledger, cube
from sarai.ledger.manifest import Newest, Part, State
from sarai.ledger.write import Writer


def with_cube(study: Path) -> Part:
    """Write the file of the newest release and name it in its manifest, as a build of many rows does."""
    writer, pinned = Writer(study), Ledger(study).pin()
    with duckdb.connect(config={"threads": 1}) as connection:
        pinned.attach(connection, "contribution")
        made = cube.write(connection, writer.folder, pinned.release.number)
    writer._write_manifest(replace(pinned.release, cube=made))
    digest = Ledger(study).digest(pinned.release.number)
    writer._write_newest(Newest(pinned.release.number, State.COMMITTED, digest))
    return made
