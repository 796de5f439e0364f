"""A release as its manifest tells it: ``ledger/releases/NNNNNN.json``, the file that is the commit.

The first line of a manifest is the sha256 of all bytes after it, so that a changed one is never believed. Beside the
manifests stands ``newest.json``, which says what the newest one is: without it, a newest manifest that was lost would
leave the one before it to answer. It is written before the manifest (a number is given once, whatever happens then)
and after it.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from sarai.model.errors import LedgerError

FOLDER = "releases"
NEWEST = "newest.json"
FORMAT = 1

_NAME = re.compile(r"(\d{6,})\.json")
_HEAD = re.compile(rb'\{"sha256": "([0-9a-f]{64})",\n')


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file of a table, written but perhaps not yet committed."""

    table: str
    name: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Release:
    """What a build was. ``tables`` are the Delta versions of its tables, ``datasets`` scope and as-of date of each.

    A table that never had a row has no version. ``study`` is what the study asked for (recipients, partners, years),
    ``columns`` what the parts of a table have, ``logs`` the sha256 of the files that the build added to a table's Delta
    log, ``previous`` the release before and the sha256 of its manifest, ``cube`` the file that sums are read from (none
    where the release is small, or an early Sarai built it).
    """

    number: int
    committed_at: dt.datetime
    code_version: str
    study_hash: str
    currency: str
    price_year: int
    tables: Mapping[str, int]
    datasets: Mapping[str, Mapping[str, Any]]
    counts: Mapping[str, int]
    parts: Mapping[str, tuple[Part, ...]]
    columns: Mapping[str, tuple[str, ...]]
    logs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    study: Mapping[str, Any] = field(default_factory=dict)
    previous: tuple[int, str] | None = None
    cube: Part | None = None


class State(StrEnum):
    """How far a release came that a number was given to."""

    COMMITTING = "committing"
    COMMITTED = "committed"


@dataclass(frozen=True, slots=True)
class Newest:
    """What ``newest.json`` says: the last number that was given, how far it came, the sha256 of its manifest."""

    number: int
    state: State
    manifest: str


def name_of(number: int) -> str:
    """The name of the manifest of a release."""
    return f"{number:06}.json"


def number_of(name: str) -> int | None:
    """The release whose manifest a file is by its name; none for other files."""
    found = _NAME.fullmatch(name)
    return int(found[1]) if found else None


def encoded(release: Release) -> bytes:
    """A release as the bytes of its manifest."""
    tables = {
        table: {
            "version": release.tables.get(table),
            "columns": list(release.columns[table]),
            "rows": release.counts[table],
            "parts": [_part(part) for part in parts],
            "logs": dict(release.logs.get(table, {})),
        }
        for table, parts in release.parts.items()
    }
    return _sealed(
        {
            "format": FORMAT,
            "release": release.number,
            "previous": None
            if release.previous is None
            else {"release": release.previous[0], "sha256": release.previous[1]},
            "committed_at": release.committed_at.isoformat(),
            "code_version": release.code_version,
            "study_hash": release.study_hash,
            "currency": release.currency,
            "price_year": release.price_year,
            "study": release.study,
            "datasets": release.datasets,
            **({} if release.cube is None else {"cube": _part(release.cube)}),
            "tables": tables,
        }
    )


def _part(part: Part) -> dict[str, object]:
    return {"name": part.name, "rows": part.rows, "bytes": part.bytes, "sha256": part.sha256}


def decoded(content: bytes, path: Path) -> Release:
    """The release that a manifest tells.

    Raises:
        LedgerError: it is not what was written, of another release than its name says, or of a newer Sarai.
    """
    told = _opened(content, path)
    number = number_of(path.name)
    if told["release"] != number or "tables" not in told:
        raise LedgerError(f"is not the manifest of release {number}", where=str(path), cure=RESTORE)
    tables = told["tables"]
    previous = told["previous"]
    return Release(
        number=told["release"],
        committed_at=dt.datetime.fromisoformat(told["committed_at"]),
        code_version=told["code_version"],
        study_hash=told["study_hash"],
        currency=told["currency"],
        price_year=told["price_year"],
        tables={table: each["version"] for table, each in tables.items() if each["version"] is not None},
        datasets=told["datasets"],
        counts={table: each["rows"] for table, each in tables.items()},
        parts={table: tuple(Part(table=table, **part) for part in each["parts"]) for table, each in tables.items()},
        columns={table: tuple(each["columns"]) for table, each in tables.items()},
        logs={table: each["logs"] for table, each in tables.items()},
        study=told["study"],
        previous=None if previous is None else (previous["release"], previous["sha256"]),
        cube=Part(table="cube", **told["cube"]) if "cube" in told else None,
    )


def encoded_newest(newest: Newest) -> bytes:
    """``newest.json`` as bytes."""
    return _sealed(
        {"format": FORMAT, "release": newest.number, "state": newest.state.value, "manifest": newest.manifest}
    )


def decoded_newest(content: bytes, path: Path) -> Newest:
    """What ``newest.json`` tells.

    Raises:
        LedgerError: it is not what was written.
    """
    told = _opened(content, path)
    if "state" not in told:
        raise LedgerError("is damaged: it is the manifest of a release", where=str(path), cure=RESTORE)
    return Newest(told["release"], State(told["state"]), told["manifest"])


RESTORE = "restore the folder ledger from a copy, or build again for a new release; other releases: --release N"


def _sealed(told: Mapping[str, object]) -> bytes:
    # What JSON says is on lines of its own, so that two manifests can be compared by eye.
    lines = json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")
    body = lines.removeprefix(b"{\n") + b"\n"
    return b'{"sha256": "' + hashlib.sha256(body).hexdigest().encode() + b'",\n' + body


def _opened(content: bytes, path: Path) -> dict[str, Any]:
    head = _HEAD.match(content)
    if head is None or hashlib.sha256(content[head.end() :]).hexdigest().encode() != head[1]:
        raise LedgerError("is damaged: it is not what was written", where=str(path), cure=RESTORE)
    told: dict[str, Any] = json.loads(content)
    if told["format"] != FORMAT:
        raise LedgerError(
            f"was written by a newer Sarai (format {told['format']})", where=str(path), cure="update Sarai"
        )
    return told
