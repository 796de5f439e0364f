"""Looks at promises that a register of works is: its units' statuses, read by the build and never typed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sarai.linking.works import units
from sarai.model.keys import child_key
from sarai.model.vocabulary import Basis, FacilityStatus, Firmness, Precision, PromiseKind, Seen, Tier

Row = Mapping[str, Any]

_OFF = (FacilityStatus.CANCELLED, FacilityStatus.SHELVED, FacilityStatus.MOTHBALLED)
_CAUTION = "a list may tell a plant that works in part as operating, and lags behind the works"


def seen(
    promises: Iterable[Row], facilities: Sequence[Row], *, publishers: Mapping[str, str]
) -> Iterator[dict[str, object]]:
    """A look at each promise of one thing whose works a register names, by where its units stand.

    All working is complete, in the last one's year; some is a part; building is begun; all cancelled is called off, and
    all cancelled, shelved or idle is put off. What is only announced says nothing. A framework names no works.
    ``facilities`` are rows of the table ``facility`` with ``as_of``, the day of their file; ``publishers`` is
    who publishes each source.
    """
    dated = [row for row in facilities if _day(row) is not None]
    newest: dict[str, Row] = {}
    for row in sorted(dated, key=lambda row: _day(row) or dt.date.min):
        newest[row["key"]] = row
    for promise in promises:
        if promise["kind"] != PromiseKind.PROJECT or promise["umbrella"] == "yes":
            continue
        if promise["firmness"] in (Firmness.FRAMEWORK, Firmness.PROPOSAL, Firmness.REQUEST):
            continue
        there = [row for row in newest.values() if set(row["countries"]) & set(promise["addressees"])]
        chosen = units(promise["wording"], promise["date"], there)
        if chosen and (look := _look(promise, chosen, publishers)) is not None and look["known_by"] >= promise["date"]:
            yield look


def _day(row: Row) -> dt.date | None:
    day: dt.date | None = row["researched"] or row["as_of"]
    return day


def _look(promise: Row, chosen: Sequence[Row], publishers: Mapping[str, str]) -> dict[str, Any] | None:
    edition = max(day for row in chosen if (day := _day(row)) is not None)
    working = [row for row in chosen if row["status"] == FacilityStatus.OPERATING]
    statuses = {row["status"] for row in chosen}
    when, known, precision = edition, edition, Precision.DAY
    if working:
        status = Seen.COMPLETED if len(working) == len(chosen) else Seen.PARTLY_DELIVERED
        year = max(row["start_year"] for row in working)
        when, known, precision = dt.date(year, 1, 1), min(dt.date(year, 12, 31), edition), Precision.YEAR
    elif FacilityStatus.CONSTRUCTION in statuses:
        status = Seen.STARTED
    elif statuses == {FacilityStatus.CANCELLED}:
        status = Seen.CANCELLED
    elif statuses <= set(_OFF):
        status = Seen.DELAYED
    else:
        return None
    first = chosen[0]
    told = "; ".join(f"{row['unit'] or row['name']} {_size(row)}{row['status']}{_since(row)}" for row in chosen)
    return {
        **{name: first[name] for name in ("source", "dataset", "file", "locator")},
        "key": child_key(promise["key"], first["key"], status), "id": child_key(promise["id"], first["id"], status),
        "promise": promise["key"], "date": when, "date_precision": precision, "known_by": known, "status": status,
        "wording": f"{first['name']}: {told}", "basis": Basis.REPORTED, "tier": Tier.INDEPENDENT_LIST,
        "source_name": f"{publishers.get(first['source'], first['source'])}, list of {edition}",
        "url": first["url"] or first["source"],
        "note": f"read from a register of works by name, kind, number and capacity; {_CAUTION}",
    }  # fmt: skip


def _size(row: Row) -> str:
    return "" if row["capacity"] is None else f"({row['capacity']:g} {row['capacity_unit'] or ''}) "


def _since(row: Row) -> str:
    works = row["status"] == FacilityStatus.OPERATING and row["start_year"] is not None
    return f" since {row['start_year']}" if works else ""
