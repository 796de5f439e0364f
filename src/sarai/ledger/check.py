"""Holding everything in a ledger against what its manifests say: each damage is a fault with what to do."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sarai.ledger import cube, delta, manifest
from sarai.ledger.manifest import RESTORE, Part, Release
from sarai.ledger.read import Ledger, Pinned, spans, verify
from sarai.model.errors import LedgerError, UnknownRelease
from sarai.model.files import content


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written: what, where, what to do."""

    what: str
    where: str
    cure: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and what is wrong. ``whole`` are the releases whose every part is as it was written."""

    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    whole: tuple[Pinned, ...]
    parts: int
    bytes: int
    logs: int

    @property
    def looked(self) -> str:
        """What was looked at, in words."""
        whole = spans([each.release.number for each in self.whole])
        size = f"{self.parts:,} parts ({self.bytes / 1e6:,.1f} MB), {self.logs:,} versions of Delta tables"
        return f"{size}; whole releases: {whole or 'none'}"


def check(study: Path) -> Checked:
    """Look at every file of a ledger: manifests, parts and Delta's logs, and whether these pin what the manifests say.

    Raises:
        UnknownRelease: nothing has been built yet.
        LedgerError: the folder itself cannot be read.
    """
    ledger = Ledger(study)
    faults = list(_of_manifests(ledger))
    releases = []
    for number in ledger.manifest_numbers:
        try:
            releases.append(ledger.pin(number).release)
        except LedgerError as error:
            faults.append(_fault(error))
    parts = _by_place(releases)
    broken: set[int] = set()
    for (table, _), (part, numbers) in sorted(parts.items()):
        try:
            verify(ledger.folder / table / part.name, part, again=True)
        except LedgerError as error:
            broken |= set(numbers)
            faults.append(_fault(error, f"a part of release {spans(numbers)}"))
    faults += [fault for release in releases for fault in _of_cube(Pinned(ledger.folder, release))]
    logs = list(_logs(ledger, releases))
    faults += [fault for found in logs for fault in found]
    return Checked(
        faults=tuple(dict.fromkeys(faults)),
        notes=tuple(_notes(ledger, set(parts) | {(cube.FOLDER, each.cube.name) for each in releases if each.cube})),
        whole=tuple(Pinned(ledger.folder, each) for each in releases if each.number not in broken),
        parts=len(parts),
        bytes=sum(part.bytes for part, _ in parts.values()) + sum(each.cube.bytes for each in releases if each.cube),
        logs=len(logs),
    )


def _fault(error: LedgerError, what: str | None = None) -> Fault:
    told = error.what if what is None else error.what.replace("a part of the release", what)
    return Fault(told, error.where or "", error.cure or "")


def _of_manifests(ledger: Ledger) -> Iterator[Fault]:
    """What is wrong with the newest release, and with each manifest that a later one names."""
    try:
        ledger.pin()
    except UnknownRelease:
        raise
    except LedgerError as error:
        yield _fault(error)
    for number in ledger.manifest_numbers:
        try:
            previous = ledger.pin(number).release.previous
        except LedgerError:
            continue  # it is told when all are opened
        if previous is None:
            continue
        before, digest = previous
        path = str(ledger.manifests / manifest.name_of(before))
        if before not in ledger.manifest_numbers:
            yield Fault(f"the manifest of release {before} is missing", path, RESTORE)
        elif ledger.digest(before) != digest:
            yield Fault(f"the manifest of release {before} is not the one that release {number} names", path, RESTORE)


def _by_place(releases: list[Release]) -> dict[tuple[str, str], tuple[Part, list[int]]]:
    """Each part once, with the releases that it stands in."""
    found: dict[tuple[str, str], tuple[Part, list[int]]] = {}
    for release in releases:
        for table, parts in release.parts.items():
            for part in parts:
                found.setdefault((table, part.name), (part, []))[1].append(release.number)
    return found


def _of_cube(pinned: Pinned) -> Iterator[Fault]:
    """Whether the file that sums are read from is as it was written; without it the parts answer."""
    try:
        cube.path_of(pinned, again=True)
    except LedgerError as error:
        told = error.what.replace("a part of the release", f"the file of sums of release {pinned.release.number}")
        yield Fault(told, error.where or "", cube.CURE)


_LOG = (
    "only other engines read it; where they are to, move the table's _delta_log away, and the next build writes it anew"
)


def _logs(ledger: Ledger, releases: list[Release]) -> Iterator[list[Fault]]:
    """The faults of each version of each table in Delta's log."""
    for release in releases:
        for table, version in release.tables.items():
            path = ledger.folder / table
            if release.number < _anew(path):
                continue
            faults = [
                Fault(f"a file of the Delta log of release {release.number} is missing or damaged", str(file), _LOG)
                for name, digest in release.logs.get(table, {}).items()
                if _sha256(file := path / delta.LOG / name) != digest
            ]
            if not faults:
                try:
                    if delta.files_of(path, version) != {part.name for part in release.parts[table]}:
                        told = f"Delta's version {version} has other parts than release {release.number}"
                        faults.append(Fault(told, str(path), _LOG))
                except LedgerError as error:
                    faults.append(Fault(f"release {release.number}: {error.what}", str(path), _LOG))
            yield faults


def _anew(path: Path) -> int:
    """The release with which the Delta log of a table was written anew the last time; 0 where it never was."""
    return max((int(each.suffix.rpartition("-")[2]) for each in path.glob(f"{delta.LOG}.damaged-*")), default=0)


def _sha256(path: Path) -> str | None:
    try:
        return hashlib.sha256(content(path)).hexdigest()
    except OSError:
        return None


def _notes(ledger: Ledger, named: set[tuple[str, str]]) -> Iterator[str]:
    written = [*ledger.folder.glob("*/*.parquet"), *ledger.folder.glob(f"{cube.FOLDER}/*.duckdb")]
    strays = [file for file in written if (file.parent.name, file.name) not in named]
    if strays:
        size = sum(file.stat().st_size for file in strays) / 1e6
        yield f"{len(strays)} part(s), {size:.1f} MB, that no release names: builds that died wrote them"
    for path in sorted(each for each in ledger.folder.iterdir() if each.is_dir()):
        if number := _anew(path):
            yield f"{path.name}: its Delta log was written anew with release {number}; other engines read it from there"
