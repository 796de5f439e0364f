"""Totals as low, preferred and high, and the rows they are the sum of."""

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from sarai.analyses.portfolio.select import Selection, checked
from sarai.model.vocabulary import COUNTED_IN, Counting
from sarai.session import query_arrow

_LEVELS = {
    Counting.LOW: ("certain",),
    Counting.PREFERRED: ("certain", "preferred"),
    Counting.HIGH: ("certain", "preferred", "possible"),
}


def total(connection: duckdb.DuckDBPyConnection, selection: Selection, by: Sequence[str]) -> pa.Table:
    """Sums of the selection by dimensions.

    Columns: the dimensions, ``low``, ``preferred``, ``high`` (decimal(38,2); null where records are
    counted and none has a value, zero where no record is counted), ``n`` (records counted in preferred)
    and ``tiers`` (each tier's share of preferred). Sorted by the dimensions, not stated last.
    """
    dimensions = checked(by)
    query, parameters = selection.rows([*dimensions, "tier", "record"])
    keys = "".join(f"{dimension}, " for dimension in dimensions)
    words = _LEVELS[Counting.HIGH]
    per_standing = ", ".join(
        f"sum({column}) FILTER (stands = '{word}') AS {column}_{word}"
        for word in words
        for column in ("total", "valued", "counted")
    )
    rolled = ", ".join(
        f"sum({column}_{word}) AS {column}_{word}" for word in words for column in ("total", "valued", "counted")
    )
    levels = ", ".join(f"{_level(names)} AS {level}" for level, names in _LEVELS.items())
    order = "".join(f"{dimension} NULLS LAST, " for dimension in dimensions)
    same = " AND ".join(f"r.{each} IS NOT DISTINCT FROM s.{each}" for each in dimensions) or "true"
    grouped = f"GROUP BY {keys.rstrip(', ')}" if dimensions else ""
    listed = ", ".join(f"s.{dimension}" for dimension in dimensions)
    sql = f"""
WITH chosen AS MATERIALIZED (SELECT * FROM ({query}) WHERE stands <> 'out'),
fine AS (
    SELECT {keys}tier, stands, sum(value) AS total, count(value) AS valued, count(*) AS counted
    FROM chosen GROUP BY {keys}tier, stands
),
tiered AS (SELECT {keys}tier, {per_standing} FROM fine GROUP BY {keys}tier),
summed AS (
    SELECT {keys}{rolled},
           list({{'tier': tier, 'part': coalesce(total_certain, 0) + coalesce(total_preferred, 0)}}
                ORDER BY tier) AS told
    FROM tiered {grouped}
),
records AS (
    SELECT {keys}count(DISTINCT record) AS n FROM chosen WHERE stands IN ('certain', 'preferred') {grouped}
),
levelled AS (
    SELECT {listed + ", " if listed else ""}{levels}, coalesce(r.n, 0) AS n, told
    FROM summed s LEFT JOIN records r ON {same}
)
SELECT {keys}low, preferred, high, n, map_from_entries(CASE WHEN preferred <> 0 THEN list_transform(
    told, lambda each: {{'k': each.tier, 'v': round(CAST(each.part AS DOUBLE) / CAST(preferred AS DOUBLE), 4)}}
) ELSE [] END) AS tiers
FROM levelled WHERE told IS NOT NULL ORDER BY {order}n DESC
"""
    return query_arrow(connection, sql, parameters)


def _level(words: Sequence[str]) -> str:
    sums = " + ".join(f"coalesce(total_{word}, 0)" for word in words)
    valued = " + ".join(f"coalesce(valued_{word}, 0)" for word in words)
    rows = " + ".join(f"coalesce(counted_{word}, 0)" for word in words)
    return f"CAST(CASE WHEN {valued} > 0 THEN {sums} WHEN {rows} > 0 THEN NULL ELSE 0 END AS DECIMAL(38,2))"


EXPLAINED = (
    "key",
    "title",
    "partner",
    "partner_rule",
    "agency",
    "recipient",
    "sector",
    "year",
    "kind",
    "flow_class",
    "status",
    "tier",
    "date",
    "precision",
    "amount",
    "currency",
    "price_basis",
    "base_year",
    "rate",
    "rate_month",
    "rate_source",
    "deflator",
    "deflator_source",
    "recipient_percent",
    "sector_percent",
    "series",
    "no_value",
    "rule",
    "source",
    "dataset",
    "file",
    "locator",
    "licence",
)
"""What stands on a row of an explanation besides its value."""

_STATED = {"rate_month": "rate_period", "series": "NULL"}

_OF_PRICES: dict[str, dict[str, str]] = {
    "value_current": {
        **_STATED,
        # Only an amount stated in constant prices is moved to the prices of its own year.
        "deflator": "CASE WHEN current_factor <> 1 THEN 1 / current_factor END",
        "deflator_source": "CASE WHEN current_factor <> 1 THEN deflator_source END",
    },
    "value_constant": _STATED,
    "value_source": {
        "amount": "source_amount",
        "currency": "split_part(source_basis, ' ', 1)",
        "price_basis": "split_part(source_basis, ' ', 2)",
        "base_year": "TRY_CAST(split_part(source_basis, ' ', 3) AS SMALLINT)",
        "series": "source_series",
        **dict.fromkeys(("rate", "rate_month", "rate_source", "deflator", "deflator_source"), "NULL"),
    },
}
"""The factors of a value differ with its prices: value = amount x rate / deflator x shares, blanks being one."""


def explained(connection: duckdb.DuckDBPyConnection, selection: Selection, counting: Counting) -> pa.Table:
    """The contributions that a total is the sum of, largest first: ``value`` and :data:`EXPLAINED`.

    The factors are those of the selection's prices: value = amount x rate / deflator x recipient_percent/100
    x sector_percent/100, to the cent, a factor that is null being one. In the publisher's own prices the
    amount is that of ``series``, the publisher's column.
    """
    told = _OF_PRICES[selection.value]
    query, parameters = selection.rows([f"{told[name]} AS {name}" if name in told else name for name in EXPLAINED])
    words = ", ".join(f"'{word}'" for word in COUNTED_IN[counting])
    sql = f"""
SELECT value, * EXCLUDE (value, stands) FROM ({query}) WHERE stands IN ({words})
ORDER BY value DESC NULLS LAST, key, recipient, sector
"""
    return query_arrow(connection, sql, parameters)


def unfolded(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    by: Sequence[str],
    counting: Counting,
    *,
    first: int,
) -> pa.Table:
    """The largest rows behind every cell of a breakdown, in one query.

    Columns: the dimensions as ``cell_<dimension>``, ``cell_rows`` and ``cell_value`` (rows and sum of the whole
    cell), ``place`` in the cell from 1 to ``first``, and what :func:`explained` gives.
    """
    dimensions = checked(by)
    told = _OF_PRICES[selection.value]
    listed = [f"{told[name]} AS {name}" if name in told else name for name in EXPLAINED]
    cells = [f"{each} AS cell_{each}" for each in dimensions]
    query, parameters = selection.rows([*listed, *cells])
    words = ", ".join(f"'{word}'" for word in COUNTED_IN[counting])
    keys = ", ".join(f"cell_{each}" for each in dimensions)
    part = f"PARTITION BY {keys}" if keys else ""
    sql = f"""
SELECT * EXCLUDE (stands) FROM (
    SELECT *, count(*) OVER ({part}) AS cell_rows, sum(value) OVER ({part}) AS cell_value,
           row_number() OVER ({part} ORDER BY value DESC NULLS LAST, key, recipient, sector) AS place
    FROM ({query}) WHERE stands IN ({words})
) WHERE place <= {int(first)} ORDER BY {keys + ", " if keys else ""}place
"""
    return query_arrow(connection, sql, parameters)


def set_aside(connection: duckdb.DuckDBPyConnection, selection: Selection) -> pa.Table:
    """What the rules keep out of the selection: ``rule``, ``n`` records, ``value``."""
    query, parameters = selection.rows(["rule", "record"])
    sql = f"""
SELECT rule, count(DISTINCT record) AS n, CAST(sum(value) AS DECIMAL(38,2)) AS value
FROM ({query}) WHERE stands = 'out' GROUP BY rule ORDER BY n DESC, rule
"""
    return query_arrow(connection, sql, parameters)


def unvalued(connection: duckdb.DuckDBPyConnection, selection: Selection) -> pa.Table:
    """Counted records without a value, by reason: ``reason`` (years left out), ``n``, ``examples`` of keys."""
    query, parameters = selection.rows(["no_value", "record", "key"])
    sql = f"""
SELECT coalesce(regexp_replace(no_value, ' in [0-9-]+$', ''), 'not in the publisher''s own series') AS reason,
       count(DISTINCT record) AS n, (list(DISTINCT key ORDER BY key))[1:3] AS examples
FROM ({query}) WHERE stands <> 'out' AND value IS NULL GROUP BY ALL ORDER BY n DESC, reason
"""
    return query_arrow(connection, sql, parameters)
