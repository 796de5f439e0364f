"""The year to which each dataset is complete, as its publisher states it or as its rows tell it.

The last years of a source are often partial: its publisher had not looked at them yet, or they were running when the
file was made. A sum over them is no trend. The year stands in the release beside the dataset, for commitments and for
spending apart, so that every total can say it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from statistics import median
from typing import Any

import duckdb

from sarai.model.provenance import Scope
from sarai.model.vocabulary import Measure

BEFORE = 3
"""Years that a year is held against."""

ENOUGH = 15
"""Records that those years have together, for them to tell anything."""

RULE = (
    "the last year that its publisher says it covers, if that year was over on the dataset's day; else the last year "
    "that was over on that day and has at least half as many records as the middle one of the three years before it, "
    f"where those have {ENOUGH} records or more and the dataset is no mere part of what its publisher holds; where "
    "organisations report for themselves each has its own year by its own rows and the day of its last change, and "
    "the first of them is the dataset's"
)


class Basis(StrEnum):
    """How it is known to which year a dataset is complete."""

    STATED = "stated"
    ROWS = "by its rows"
    PUBLISHERS = "by the rows of each publisher"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Complete:
    """To which year a dataset is complete, none where not known; the last year that it has rows of; how it is known."""

    to: int | None
    last: int
    basis: Basis


_YEARS = f"""
SELECT dataset, CASE kind WHEN 'commitment' THEN '{Measure.COMMITTED}' ELSE '{Measure.SPENT}' END AS measure,
       year, count(DISTINCT record) AS n
FROM contribution
WHERE year IS NOT NULL AND kind IN ('commitment', 'disbursement', 'expenditure') GROUP BY ALL
"""


_BY_PUBLISHER = f"""
WITH newest AS (
    SELECT dataset, reporter, max(updated) AS updated FROM activity
    WHERE reporter_ref IS NOT NULL AND reporter IS NOT NULL GROUP BY ALL
)
SELECT dataset, reporter, newest.updated,
       CASE kind WHEN 'commitment' THEN '{Measure.COMMITTED}' ELSE '{Measure.SPENT}' END AS measure,
       year, count(DISTINCT record) AS n
FROM contribution JOIN newest USING (dataset, reporter)
WHERE year IS NOT NULL AND kind IN ('commitment', 'disbursement', 'expenditure') GROUP BY ALL
"""


def complete(
    connection: duckdb.DuckDBPyConnection, datasets: Mapping[str, Mapping[str, Any]], *, today: dt.date
) -> dict[str, dict[str, dict[str, object]]]:
    """By dataset and measure (committed, spent): to which year the dataset is complete, as a release keeps it.

    ``connection`` has the tables ``contribution`` and ``activity``; ``datasets`` are those of the release with
    ``as_of`` and ``scope``. ``today`` is the day of a dataset that has none. Where organisations report for
    themselves, ``publishers`` are those of whom a year is known, each with its own.
    """
    counts: dict[tuple[str, str], dict[int, int]] = {}
    for dataset, measure, year, n in connection.execute(_YEARS).fetchall():
        counts.setdefault((dataset, measure), {})[year] = n
    theirs = _of_publishers(connection, today=today)
    found: dict[str, dict[str, dict[str, object]]] = {}
    for (dataset, measure), years in sorted(counts.items()):
        told = datasets[dataset]
        day = dt.date.fromisoformat(told["as_of"]) if told["as_of"] else today
        scope = Scope.from_json(told["scope"])
        stated = scope.complete_to or (scope.years[1] if scope.years else None)
        whole = of(years, stated=stated, day=min(day, today), part=not scope.complete)
        ends = theirs.get((dataset, measure))
        if ends is None or whole.basis is Basis.STATED:
            found.setdefault(dataset, {})[measure] = asdict(whole)
            continue
        first = min(ends.values(), default=None)
        basis = Basis.PUBLISHERS if ends else Basis.UNKNOWN
        found.setdefault(dataset, {})[measure] = asdict(Complete(first, whole.last, basis)) | {"publishers": ends}
    return found


def _of_publishers(connection: duckdb.DuckDBPyConnection, *, today: dt.date) -> dict[tuple[str, str], dict[str, int]]:
    """The year of each publisher of whom one is known, by dataset and measure, where they report for themselves."""
    counts: dict[tuple[str, str, str], dict[int, int]] = {}
    days: dict[tuple[str, str], dt.date] = {}
    for dataset, publisher, updated, measure, year, n in connection.execute(_BY_PUBLISHER).fetchall():
        counts.setdefault((dataset, measure, publisher), {})[year] = n
        # What nobody changed since says nothing of the years after; the dataset's own day is its format's.
        days[dataset, publisher] = min(today, updated or today)
    found: dict[tuple[str, str], dict[str, int]] = {}
    for (dataset, measure, publisher), years in sorted(counts.items()):
        ends = found.setdefault((dataset, measure), {})
        end = of(years, stated=None, day=days[dataset, publisher]).to
        if end is not None:
            ends[publisher] = end
    return found


def of(years: Mapping[int, int], *, stated: int | None, day: dt.date, part: bool = False) -> Complete:
    """To which year records are complete: ``years`` are how many there are in each, ``stated`` what is said.

    ``day`` is the dataset's: the year in which it lies was running. Rows of a dataset that is a ``part`` of what its
    publisher holds tell of that part alone.
    """
    last = max(years)
    over = day.year if (day.month, day.day) == (12, 31) else day.year - 1
    if stated is not None and stated <= over:
        return Complete(stated, last, Basis.STATED)
    if part:
        return Complete(None, last, Basis.UNKNOWN)
    for year in range(min(last, over), min(years) + BEFORE - 1, -1):
        before = [years.get(each, 0) for each in range(year - BEFORE, year)]
        if sum(before) < ENOUGH:
            break
        if 2 * years.get(year, 0) >= median(before):
            return Complete(year, last, Basis.ROWS)
    return Complete(None, last, Basis.UNKNOWN)
