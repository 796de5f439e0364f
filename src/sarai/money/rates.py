"""Exchange rates: published values, and the one rate that a month or year has.

A rate is looked up by its exact period alone, so an old date never gets a recent rate. A month has
the monthly average of the first source in ``precedence.csv`` that publishes it; a year has the official
period average or else the mean of its twelve months: the mean of currency per dollar, inverted, as
the World Bank's PA.NUS.FCRF is made. An old unit has the rate of the unit that replaced it by the fixed ratio
of ``redenominations.csv``; a new unit has none before its first day. Where money changed hands at quite another rate
than the official one, the source of the rate says so (``rate_notes.csv``).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pyarrow as pa

from sarai import codelists
from sarai.model import study_lists
from sarai.model.errors import CodeError, SourceError
from sarai.money import _data

_PERIOD = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_COLUMNS = ("currency", "period", "value", "unit", "source", "retrieved")
_UNIT = "USD per unit"
OWN = "own: "
"""Begins the source of a rate that a study states itself; it goes before all published ones."""

SAME = "the same currency"
"""The source of the rate of money that is in the currency asked already."""
YEARS = range(1900, 2101)
"""The years in whose periods money has the rate 1 in its own currency, for which no source is needed."""

_TYPES: dict[str, pa.DataType] = {
    "currency": pa.string(),
    "period": pa.string(),
    "value": pa.float64(),
    "source": pa.string(),
    "vintage": pa.string(),
}
_SCHEMA = pa.schema(_TYPES)


@cache
def published() -> pa.Table:
    """All published rates in US dollars per unit: currency, period, value, source, vintage."""
    editions = _data.vintages("rate_sources.csv")
    rows = _data.rows("rates.csv")
    return pa.table(
        {
            "currency": [row["currency"] for row in rows],
            "period": [row["period"] for row in rows],
            "value": [float(row["value"]) for row in rows],
            "source": [row["source"] for row in rows],
            "vintage": [editions[row["source"]] for row in rows],
        },
        schema=_SCHEMA,
    )


def read_user_rates(path: Path) -> pa.Table:
    """A study's own ``rates.csv``: currency, period, value, unit, source, retrieved.

    Returns the columns of :func:`published`; the source begins with :data:`OWN`, the vintage is the day
    on which the rate was retrieved.

    Raises:
        SourceError: a missing column, an unknown currency, a period that is no month or year, a value that is
            no positive number, a unit other than ``USD per unit``, a blank, or a second rate of one currency
            and period; file and line are named.
        UnreadableFile: the file cannot be opened, or is no text in UTF-8.
    """
    return pa.Table.from_pylist(list(_read(path)), schema=_SCHEMA)


def _read(path: Path) -> Iterator[dict[str, object]]:
    lines: dict[tuple[object, object], str] = {}
    for where, row in study_lists.rows(path, _COLUMNS, error=SourceError):
        checked = _checked({column: row[column].strip() for column in _COLUMNS}, where)
        key = (checked["currency"], checked["period"])
        if key in lines:
            raise SourceError(
                f"{key[0]} {key[1]} has a rate already, in line {lines[key]}", where=where, cure="keep one of the two"
            )
        lines[key] = where.rpartition(":")[2]
        yield checked


def _checked(row: dict[str, str], where: str) -> dict[str, object]:
    for column in _COLUMNS:
        if not row[column]:
            raise SourceError(f"{column} is blank", where=where, cure="every rate states all six columns")
    try:
        currency = codelists.load("currencies").resolve(row["currency"]).code
    except CodeError as error:
        raise SourceError(error.what, where=where, cure=error.cure) from error
    if not _PERIOD.fullmatch(row["period"]):
        raise SourceError(f"period {row['period']!r} is no month or year", where=where, cure="write 2015-03 or 2015")
    if currency == "USD":
        raise SourceError("a rate of the dollar in dollars", where=where, cure="state the other currency's rate")
    if row["unit"] != _UNIT:
        raise SourceError(f"unit {row['unit']!r} is unknown", where=where, cure=f"state the rate as {_UNIT}")
    if not _NUMBER.fullmatch(row["value"]):
        raise SourceError(f"value {row['value']!r} is no number", where=where, cure="write it as 0.0091")
    value = float(row["value"])
    if not 0 < value < float("inf"):
        raise SourceError(f"value {row['value']} is no rate", where=where, cure="a rate is greater than zero")
    return {
        "currency": currency,
        "period": row["period"],
        "value": value,
        "source": f"{OWN}{row['source']}",
        "vintage": row["retrieved"],
    }


def chosen(rates: pa.Table, *, target: str = "USD") -> pa.Table:
    """The one rate of each currency and period, in units of ``target`` per unit of the currency.

    Columns: currency, period, rate, rate_source (source and edition; for a target other than the dollar,
    both sources, the currency's and the target's). The target itself has the rate 1 in every month and
    year: money that is in it already needs no rate.

    Raises:
        CodeError: a target currency that has no rate at all.
    """
    # Most builds take the published rates as they are, and a process may build more than once.
    return _of_published(target) if rates is published() else _chosen(rates, target)


@cache
def _of_published(target: str) -> pa.Table:
    return _chosen(published(), target)


def _chosen(rates: pa.Table, target: str) -> pa.Table:
    rows = _in_dollars(rates)
    if target != "USD":
        anchor = {period: told for (currency, period), told in rows.items() if currency == target}
        if not anchor:
            raise CodeError(f"no rate for the currency {target!r}", cure="add rates.csv to the study")
        rows = {
            (currency, period): (value / anchor[period][0], f"{source} / {anchor[period][1]}")
            for (currency, period), (value, source) in rows.items()
            if period in anchor and currency not in ("USD", target)
        }
        # The dollar needs no source of its own, only the target's.
        rows |= {("USD", period): (1 / value, source) for period, (value, source) in anchor.items()}
    rows |= {(target, period): (1.0, SAME) for period in _periods()}
    keys = sorted(rows)
    return pa.table(
        {
            "currency": pa.array([currency for currency, _ in keys], pa.string()),
            "period": pa.array([period for _, period in keys], pa.string()),
            "rate": pa.array([rows[key][0] for key in keys], pa.float64()),
            "rate_source": pa.array([rows[key][1] for key in keys], pa.string()),
        }
    )


Told = tuple[float, str]


def _in_dollars(rates: pa.Table) -> dict[tuple[str, str], Told]:
    by_source: dict[str, dict[tuple[str, str], Told]] = {}
    for row in rates.to_pylist():
        values = by_source.setdefault(row["source"], {})
        values[(row["currency"], row["period"])] = (row["value"], f"{row['source']} ({row['vintage']})")
    own = [(source, "as published") for source in sorted(by_source) if source.startswith(OWN)]
    found: dict[tuple[str, str], Told] = {}
    for length, subject in ((7, "month"), (4, "year")):
        # Least important first, so that each following source speaks over it.
        for source, method in reversed([*own, *_data.precedence(subject)]):
            stated = by_source.get(source, {})
            if method == "mean of 12 months":
                found |= _yearly_means(stated)
            else:
                found |= {key: told for key, told in stated.items() if len(key[1]) == length}
    return _noted(_redenominated({key: told for key, told in found.items() if key[0] != "USD"}))


def _redenominated(found: dict[tuple[str, str], Told]) -> dict[tuple[str, str], Told]:
    """The rates with those of units that were replaced, from the first day of the new one on."""
    stated: dict[str, dict[str, Told]] = {}
    for (currency, period), told in found.items():
        stated.setdefault(currency, {})[period] = told
    # The newest replacement first, so that a unit replaced twice is reached through the one between.
    for row in sorted(_data.rows("redenominations.csv"), key=lambda row: row["from"], reverse=True):
        old, new, ratio = row["old"], row["new"], int(row["old_per_new"])
        before = stated.setdefault(old, {})
        for period, (value, source) in stated.get(new, {}).items():
            if period >= row["from"][: len(period)] and period not in before:
                before[period] = (value / ratio, f"{source}, 1 {new} = {ratio:,} {old}")
    return {(currency, period): told for currency, periods in stated.items() for period, told in periods.items()}


def _noted(found: dict[tuple[str, str], Told]) -> dict[tuple[str, str], Told]:
    """The published rates, those that were official alone saying so; a year is noted with any month of it."""
    notes: dict[str, list[dict[str, str]]] = {}
    for row in _data.rows("rate_notes.csv"):
        notes.setdefault(row["currency"], []).append(row)
    for (currency, period), (value, source) in found.items():
        for row in notes.get(currency, ()):
            within = row["first"][: len(period)] <= period <= row["last"][: len(period)]
            if within and not source.startswith(OWN):
                source = f"{source}, {row['note']}"
                found[currency, period] = (value, source)
    return found


def _periods() -> Iterator[str]:
    for year in YEARS:
        yield str(year)
        yield from (f"{year}-{month:02}" for month in range(1, 13))


def _yearly_means(stated: dict[tuple[str, str], Told]) -> dict[tuple[str, str], Told]:
    months: dict[tuple[str, str], list[Told]] = {}
    for (currency, period), told in stated.items():
        if len(period) == 7:
            months.setdefault((currency, period[:4]), []).append(told)
    return {
        key: (12 / sum(1 / value for value, _ in told), f"{_edition(told)}, mean of 12 months")
        for key, told in months.items()
        if len(told) == 12
    }


def _edition(told: Iterable[Told]) -> str:
    return next(iter(told))[1]
