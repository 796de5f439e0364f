"""Totals as low, preferred and high, and the rows they are the sum of."""

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from sarai.model.vocabulary import COUNTED_IN, Counting
from sarai.portfolio.select import Selection, arrow, checked

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
    query, parameters = selection.rows([*dimensions, "tier", "activity"])
    keys = "".join(f"{dimension}, " for dimension in dimensions)
    per_standing = ", ".join(
        f"sum(value) FILTER (stands = '{word}') AS sum_{word}, "
        f"count(value) FILTER (stands = '{word}') AS valued_{word}, "
        f"count(*) FILTER (stands = '{word}') AS rows_{word}"
        for word in _LEVELS[Counting.HIGH]
    )
    rolled = ", ".join(
        f"sum({column}_{word}) AS {column}_{word}"
        for word in _LEVELS[Counting.HIGH]
        for column in ("sum", "valued", "rows")
    )
    levels = ", ".join(f"{_level(words)} AS {level}" for level, words in _LEVELS.items())
    order = "".join(f"{dimension} NULLS LAST, " for dimension in dimensions)
    sql = f"""
WITH chosen AS ({query}),
tiered AS (
    SELECT {keys}tier, {per_standing},
           count(DISTINCT activity) FILTER (stands IN ('certain', 'preferred')) AS n
    FROM chosen WHERE stands <> 'out' GROUP BY {keys}tier
),
summed AS (
    SELECT {keys}{rolled}, sum(n) AS n,
           list({{'tier': tier, 'sum': coalesce(sum_certain, 0) + coalesce(sum_preferred, 0)}} ORDER BY tier) AS told
    FROM tiered GROUP BY {keys or "()"}
)
SELECT {keys}{levels}, CAST(n AS BIGINT) AS n, told FROM summed
WHERE rows_certain + rows_preferred + rows_possible > 0
ORDER BY {order}n DESC
"""
    found = arrow(connection, sql, parameters)
    return found.set_column(
        found.schema.get_field_index("told"),
        "tiers",
        pa.array(
            [
                _shares(told or [], whole)
                for told, whole in zip(found["told"].to_pylist(), found["preferred"].to_pylist(), strict=True)
            ],
            pa.map_(pa.string(), pa.float64()),
        ),
    )


def _level(words: Sequence[str]) -> str:
    sums = " + ".join(f"coalesce(sum_{word}, 0)" for word in words)
    valued = " + ".join(f"valued_{word}" for word in words)
    rows = " + ".join(f"rows_{word}" for word in words)
    return f"CAST(CASE WHEN {valued} > 0 THEN {sums} WHEN {rows} > 0 THEN NULL ELSE 0 END AS DECIMAL(38,2))"


def _shares(told: list[dict[str, object]], whole: object) -> list[tuple[str, float]]:
    if not whole:
        return []
    return [(str(each["tier"]), round(float(str(each["sum"])) / float(str(whole)), 4)) for each in told]


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
    "amount",
    "currency",
    "price_basis",
    "base_year",
    "date",
    "precision",
    "rate",
    "rate_period",
    "rate_source",
    "current_factor",
    "deflator",
    "deflator_source",
    "recipient_percent",
    "sector_percent",
    "source_amount",
    "source_basis",
    "no_value",
    "rule",
    "source",
    "dataset",
    "file",
    "locator",
    "licence",
)
"""What stands on a row of an explanation besides its value."""


def explained(connection: duckdb.DuckDBPyConnection, selection: Selection, counting: Counting) -> pa.Table:
    """The contributions that a total is the sum of, largest first: ``value`` and :data:`EXPLAINED`."""
    query, parameters = selection.rows(EXPLAINED)
    words = ", ".join(f"'{word}'" for word in COUNTED_IN[counting])
    sql = f"""
SELECT value, * EXCLUDE (value, stands) FROM ({query}) WHERE stands IN ({words})
ORDER BY value DESC NULLS LAST, key, recipient, sector
"""
    return arrow(connection, sql, parameters)


def set_aside(connection: duckdb.DuckDBPyConnection, selection: Selection) -> pa.Table:
    """What the rules keep out of the selection: ``rule``, ``n`` records, ``value``."""
    query, parameters = selection.rows(["rule", "activity"])
    sql = f"""
SELECT rule, count(DISTINCT activity) AS n, CAST(sum(value) AS DECIMAL(38,2)) AS value
FROM ({query}) WHERE stands = 'out' GROUP BY rule ORDER BY n DESC, rule
"""
    return arrow(connection, sql, parameters)


def unvalued(connection: duckdb.DuckDBPyConnection, selection: Selection) -> pa.Table:
    """Counted records without a value, by reason: ``reason`` (years left out), ``n``, ``examples`` of keys."""
    query, parameters = selection.rows(["no_value", "activity", "key"])
    sql = f"""
SELECT coalesce(regexp_replace(no_value, ' in [0-9-]+$', ''), 'not in the publisher''s own series') AS reason,
       count(DISTINCT activity) AS n, (list(DISTINCT key ORDER BY key))[1:3] AS examples
FROM ({query}) WHERE stands <> 'out' AND value IS NULL GROUP BY ALL ORDER BY n DESC, reason
"""
    return arrow(connection, sql, parameters)
