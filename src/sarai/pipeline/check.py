"""Whether a study's ledger is as it was written, and whether its figures are those that its rows make."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb

from sarai.counting import contributions
from sarai.ledger import Pinned, cube
from sarai.ledger.check import Checked as Checked
from sarai.ledger.check import Fault
from sarai.ledger.check import check as check_ledger
from sarai.ledger.read import spans
from sarai.model.errors import LedgerError
from sarai.model.version import VERSION
from sarai.pipeline.build import COUNTED_FROM, said_of
from sarai.settings import Study, no_study

_UNTIED = """
SELECT coalesce(file.name, tally.file) AS name, sheet, quantity, unit, stated, kept, rejected
FROM tally LEFT JOIN file USING (file) WHERE stated <> kept + rejected ORDER BY ALL
"""

_DIFFER = """
SELECT count(*) FROM (
    (SELECT * FROM recount EXCEPT ALL SELECT * FROM contribution)
    UNION ALL (SELECT * FROM contribution EXCEPT ALL SELECT * FROM recount)
)
"""


def check(folder: Path, *, deep: bool = False) -> Checked:
    """Hold every file of a ledger against its manifests, and of each whole release that read = kept + rejected.

    ``deep`` counts the figures of each release anew from its own rows, rates and deflators. Releases of another
    version of Sarai are left out of that: a released figure is read, never derived anew by newer code.

    Raises:
        StudyError: there is no such folder.
        UnknownRelease: nothing has been built yet.
        LedgerError: the ledger's folder cannot be read.
    """
    if not folder.is_dir():
        raise no_study(folder)
    found = check_ledger(folder)
    faults = [*found.faults, *(fault for pinned in found.whole for fault in _untied(pinned))]
    notes = list(found.notes)
    if deep:
        ours = [pinned for pinned in found.whole if pinned.release.code_version == VERSION]
        faults += [fault for pinned in ours for fault in _recounted(pinned)]
        faults += [fault for pinned in found.whole for fault in _sums_differ(pinned)]
        others = [pinned.release.number for pinned in found.whole if pinned not in ours]
        if others:
            notes.append(f"release {spans(others)}: of another version of Sarai, not counted anew")
    return replace(found, faults=tuple(faults), notes=tuple(notes))


def _untied(pinned: Pinned) -> Iterator[Fault]:
    with duckdb.connect() as connection:
        for table in ("tally", "file"):
            pinned.attach(connection, table)
        for name, sheet, quantity, unit, stated, kept, rejected in connection.execute(_UNTIED).fetchall():
            yield Fault(
                f"release {pinned.release.number} does not tie out: {quantity} in {unit}: {stated} in the file, {kept} "
                f"kept, {rejected} rejected",
                ", ".join(filter(None, (name, sheet))),
                "this is a fault of the reader; please report it",
            )


def _sums_differ(pinned: Pinned) -> Iterator[Fault]:
    """Whether the file that sums are read from has the rows of the parts; one that is damaged is told already."""
    with contextlib.suppress(LedgerError):
        if differing := cube.differing(pinned):
            yield Fault(
                f"{differing:,} row(s) of the file of sums of release {pinned.release.number} are not in its parts",
                str(cube.path_of(pinned)),
                "move the file away, and the parts answer; please report it",
            )


def _recounted(pinned: Pinned) -> Iterator[Fault]:
    release = pinned.release
    asked = release.study
    recipients, partners, years = (asked.get(name) for name in ("recipients", "partners", "years"))
    study = Study(
        folder=pinned.folder.parent,
        title="",
        recipients=None if recipients is None else frozenset(recipients),
        partners=None if partners is None else frozenset(partners),
        years=None if years is None else (years[0], years[1]),
        currency=release.currency,
        price_year=release.price_year,
        sources=(),
        hash=release.study_hash,
    )
    with duckdb.connect() as connection, duckdb.connect() as beside:
        for table in (*COUNTED_FROM, "rate", "deflator"):
            pinned.attach(connection, table)
        pinned.attach(beside, "contribution")
        beside.execute("CREATE TEMP TABLE recount AS FROM contribution LIMIT 0")
        made = contributions(
            connection,
            study,
            published_rates=connection.table("rate").to_arrow_table(),
            published_deflators=connection.table("deflator").to_arrow_table(),
            **said_of(release.datasets),
        )
        for rows in made:
            beside.register("piece", rows)
            beside.execute("INSERT INTO recount FROM piece")
        (differing,) = beside.execute(_DIFFER).fetchone() or (0,)
    if differing:
        yield Fault(
            f"{differing:,} row(s) of contribution are not those that a recount of release {release.number} makes",
            str(pinned.folder / "contribution"),
            "this Sarai counts otherwise than the one that built it, or one of them is wrong; please report it",
        )
