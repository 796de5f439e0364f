"""Totals as low, preferred and high, and the rows they are the sum of."""

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from sarai.analyses.portfolio.select import QUALITIES, SUMMED, SUMMED_TIERS, Selection, checked
from sarai.model.answer import NO_VALUE
from sarai.model.vocabulary import COUNTED_IN, KINDS_OF, Counting, Measure, Quality, Tier
from sarai.session import query_arrow


def total(connection: duckdb.DuckDBPyConnection, selection: Selection, by: Sequence[str]) -> pa.Table:
    """Sums of the selection by dimensions.

    Columns: the dimensions, ``low``, ``preferred``, ``high`` (decimal(38,2); null where records are
    counted and none has a value, zero where no record is counted), ``n`` (records counted in preferred),
    ``tiers`` (each tier's share of preferred) and ``quality`` (what makes values of preferred less than exact).
    Sorted by the dimensions, not stated last.
    """
    dimensions = checked(by)
    query, parameters = selection.rows([*dict.fromkeys((*dimensions, "tier", "record")), QUALITIES])
    keys = "".join(f"{dimension}, " for dimension in dimensions)
    grouped = f"GROUP BY {keys.rstrip(', ')}" if dimensions else ""
    fine = "".join(f"{each}, " for each in dict.fromkeys((*dimensions, "tier")))
    narrow = selection.narrow(dimensions)
    tiers = _tiers(connection, narrow=narrow)
    records = _records(connection, alone=narrow and not dimensions)
    counted = "stands IN ('certain', 'preferred')"
    order = "".join(f"{dimension} NULLS LAST, " for dimension in dimensions)
    same = " AND ".join(f"r.{each} IS NOT DISTINCT FROM s.{each}" for each in dimensions) or "true"
    of_tiers = ", ".join(
        f"sum(total) FILTER (tier = '{tier}' AND {counted}) AS part_{place}, bool_or(tier = '{tier}') AS has_{place}"
        for place, tier in enumerate(tiers)
    )
    shares = ", ".join(
        f"CASE WHEN has_{place} THEN {{'k': '{tier}', 'v': "
        f"round(CAST(coalesce(part_{place}, 0) AS DOUBLE) / CAST(preferred AS DOUBLE), 4)}} END"
        for place, tier in enumerate(tiers)
    )
    sql = f"""
WITH chosen AS {"" if narrow else "MATERIALIZED "}(SELECT * FROM ({query}) WHERE stands <> 'out'),
fine AS (SELECT {fine}stands, sum(value) AS total FROM chosen GROUP BY {fine}stands),
summed AS (SELECT {keys}{by_word("total")}, {of_tiers}, count(*) AS told FROM fine {grouped}),
records AS (SELECT {keys}{records} AS n FROM chosen WHERE {counted} {grouped}),
kinds_of_quality AS (
    SELECT DISTINCT {keys}{QUALITIES} FROM chosen WHERE {counted} AND value IS NOT NULL AND {QUALITIES} <> ''
),
qualities AS (
    SELECT {keys}{_quality(selection)} AS quality
    FROM kinds_of_quality {grouped}
),
levelled AS (
    SELECT s.*, {levels()}, coalesce(r.n, 0) AS n, coalesce(q.quality, []) AS quality
    FROM summed s LEFT JOIN records r ON {same} LEFT JOIN qualities q ON {same.replace("r.", "q.")}
)
SELECT {keys}low, preferred, high, n,
       map_from_entries(
           CASE WHEN preferred <> 0 THEN list_filter([{shares}], lambda each: each IS NOT NULL) ELSE [] END
       ) AS tiers, quality
FROM levelled WHERE told > 0 ORDER BY {order}n DESC
"""
    return query_arrow(connection, sql, parameters)


def _tiers(connection: duckdb.DuckDBPyConnection, *, narrow: bool) -> list[str]:
    """The tiers that a total may have, sorted; the narrow copy knows those that its release has."""
    if narrow:
        return list(connection.execute(f"SELECT enum_range(CAST(NULL AS {SUMMED_TIERS}))").fetchall()[0][0])
    return sorted(map(str, Tier))


def _records(connection: duckdb.DuckDBPyConnection, *, alone: bool) -> str:
    """How records are counted: one bit for each where a whole narrow copy is one cell, which is exact and faster."""
    if not alone:
        return "count(DISTINCT record)"
    (last,) = connection.execute(f"SELECT max(record) FROM {SUMMED}").fetchall()[0]
    return f"bit_count(bitstring_agg(record, CAST(0 AS BIGINT), CAST({int(last or 0)} AS BIGINT)))"


def _quality(selection: Selection) -> str:
    """What makes values less than exact; a publisher's own value rests on no rate and no price level of ours."""
    words = f"list_distinct(flatten(list(string_split(CAST({QUALITIES} AS VARCHAR), '|'))))"
    if selection.value == "value_source":
        words = f"list_filter({words}, lambda told: told IN {_OF_SHARES})"
    return f"list_sort({words})"


def by_word(column: str) -> str:
    """The sum of a column, and whether there is any row, for each standing that counts: what :func:`levels` reads."""
    return ", ".join(
        f"sum({column}) FILTER (stands = '{word}') AS total_{word}, "
        f"coalesce(bool_or(stands = '{word}'), false) AS counted_{word}"
        for word in COUNTED_IN[Counting.HIGH]
    )


def levels() -> str:
    """``low``, ``preferred`` and ``high`` of the sums by standing."""
    return ", ".join(f"{_level(words)} AS {level}" for level, words in COUNTED_IN.items())


def _level(words: Sequence[str]) -> str:
    sums = " + ".join(f"coalesce(total_{word}, 0)" for word in words)
    valued = " AND ".join(f"total_{word} IS NULL" for word in words)
    counted = " OR ".join(f"counted_{word}" for word in words)
    return f"CAST(CASE WHEN NOT ({valued}) THEN {sums} WHEN {counted} THEN NULL ELSE 0 END AS DECIMAL(38,2))"


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
    "family",
    "flow_class",
    "status",
    "inherited",
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
    "recipient_basis",
    "sector_percent",
    "sector_basis",
    "year_percent",
    "year_rule",
    "quality",
    "grant_element",
    "grant_element_rule",
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

_OF_SHARES = tuple(map(str, (Quality.REBASED_SHARE, Quality.ASSUMED_SHARE, Quality.INHERITED)))

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
        "quality": f"list_filter(quality, lambda told: told IN {_OF_SHARES})",
        **dict.fromkeys(("rate", "rate_month", "rate_source", "deflator", "deflator_source"), "NULL"),
    },
}
"""The factors of a value differ with its prices: value = amount x rate / deflator x shares, blanks being one."""


def of_prices(selection: Selection) -> list[str]:
    """The columns of :data:`EXPLAINED` as they are in the selection's prices."""
    told = _OF_PRICES[selection.value]
    return [f"{told[name]} AS {name}" if name in told else name for name in EXPLAINED]


def explained(connection: duckdb.DuckDBPyConnection, selection: Selection, counting: Counting) -> pa.Table:
    """The contributions that a total is the sum of, largest first: ``value`` and :data:`EXPLAINED`.

    The factors are those of the selection's prices: value = amount x rate / deflator x recipient_percent/100
    x sector_percent/100 x year_percent/100, to the cent, a factor that is null being one. In the publisher's own
    prices the amount is that of ``series``, the publisher's column.
    """
    query, parameters = selection.rows(of_prices(selection))
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
    cells = [f"{each} AS cell_{each}" for each in dimensions]
    query, parameters = selection.rows([*of_prices(selection), *cells])
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


def not_counted(connection: duckdb.DuckDBPyConnection, selection: Selection) -> pa.Table:
    """What was read and is not in the selection's preferred total, per source and reason.

    Columns: ``source``, ``reason``, ``n``, ``value``, ``partners``.
    A row that a filter asked away is not among them; one that does not state what a filter asks is. ``reason`` is what
    the row does not state (``sector: no row of this source states it`` where none does), the other kind of money it
    is, the rule that put it out, or why it has no value; ``n`` are records, ``partners`` the first few whose money
    it is. In the publishers' own prices a sum is of one series, which ``reason`` names.
    """
    asked = [each for each in selection.conditions if not each.before_ranking]
    listed = ["source", "rule", "kind", "no_value", "record", "partner"]
    series = "source_basis" if selection.value == "value_source" else "NULL"
    query, parameters = selection.of_any_kind(
        [*listed, f"{series} AS basis", *(f"({each.sql}) IS TRUE AS meets_{place}" for place, each in enumerate(asked)),
         *(f"{each.dimension} IS NULL AS silent_{place}, {each.dimension} AS told_{place}"
           for place, each in enumerate(asked) if each.dimension)]
    )  # fmt: skip
    parameters += [value for each in asked for value in each.values]
    silent = [(place, each.dimension) for place, each in enumerate(asked) if each.dimension]
    unasked = " AND ".join(
        f"(meets_{place}{f' OR silent_{place}' if each.dimension else ''})"
        for place, each in enumerate(asked)
        if not each.of_measure
    )
    fell = " ".join(
        f"WHEN NOT meets_{place} AND NOT silent_{place} THEN '{name} ' || told_{place} || ': left out by the measure' "
        f"WHEN NOT meets_{place} THEN '{name} not stated' || CASE WHEN name_{place} THEN '' "
        f"ELSE ': no row of this source states it' END"
        for place, name in silent
    )
    states = ", ".join(f"bool_or(NOT silent_{place}) OVER (PARTITION BY source) AS name_{place}" for place, _ in silent)
    kinds = ", ".join("?" for _ in selection.kinds)
    sql = f"""
WITH told AS (SELECT *{", " + states if states else ""} FROM ({query})),
why AS (
    SELECT source, record, partner, value, CASE WHEN value IS NOT NULL THEN basis END AS basis, CASE
        WHEN kind NOT IN ({kinds}) THEN 'other kind of money: ' || kind
        {fell}
        WHEN stands = 'out' THEN 'rule ' || rule
        WHEN stands = 'possible' THEN 'in high alone, by rule ' || rule
        WHEN value IS NULL AND no_value LIKE 'no rate for %' THEN '{NO_VALUE}no rate for the currency and period'
        WHEN value IS NULL THEN '{NO_VALUE}' || coalesce(regexp_replace(no_value, ' in [0-9-]+$', ''),
                                                         'not in the publisher''s own series')
    END AS reason
    FROM told WHERE {unasked or "true"}
)
SELECT source, reason || coalesce(', in ' || basis, '') AS reason, count(DISTINCT record) AS n,
       CAST(sum(value) AS DECIMAL(38,2)) AS value,
       (list(DISTINCT partner ORDER BY partner) FILTER (partner IS NOT NULL))[1:5] AS partners
FROM why WHERE reason IS NOT NULL GROUP BY source, reason, basis ORDER BY source, n DESC, reason
"""
    return query_arrow(connection, sql, [*parameters, *(str(kind) for kind in selection.kinds)])


def bridged(connection: duckdb.DuckDBPyConnection, selection: Selection, by: Sequence[str]) -> pa.Table:
    """How the selection's rows come to high, preferred and low: one row per step, in order.

    Columns: the dimensions ``by``, ``step`` (``read``, ``set aside``, ``high``, ``in high alone``, ``preferred``,
    ``doubted``, ``low``, ``of which``), ``rule``, ``n`` (records) and ``value``, which is negative where a step takes
    off. Each of ``read``, ``high``, ``preferred`` and ``low`` is the sum of what stands before it.
    """
    dimensions = checked(by)
    keys = "".join(f"{each}, " for each in dimensions)
    grouped = f"GROUP BY {', '.join(dimensions)}" if dimensions else ""
    query, parameters = selection.rows([*dimensions, *(e for e in ("rule", "record") if e not in dimensions)])
    # A level is everything that stands in it; between two levels stand the rules that tell them apart.
    levels = " UNION ALL ".join(
        f"SELECT {keys}{place} AS nth, '{step}' AS step, NULL AS rule, count(DISTINCT record) AS n, "
        f"sum(value) AS value FROM told {f'WHERE stands IN {words}' if words else ''} {grouped}"
        for place, step, words in (
            (0, "read", ""),
            (2, "high", "('certain', 'preferred', 'possible')"),
            (4, "preferred", "('certain', 'preferred')"),
            (6, "low", "('certain', 'certain')"),
        )
    )
    between = " UNION ALL ".join(
        f"SELECT {keys}{place}, '{step}', rule, count(DISTINCT record), {sign}sum(value) FROM told "
        f"WHERE stands = '{word}' GROUP BY {keys}rule"
        for place, step, sign, word in (
            (1, "set aside", "-", "out"),
            (3, "in high alone", "-", "possible"),
            (5, "doubted", "-", "preferred"),
            (7, "of which", "", "certain"),
        )
    )
    sql = f"""
WITH told AS MATERIALIZED ({query}), step AS ({levels} UNION ALL {between})
SELECT {keys}step, rule, n, CAST(value AS DECIMAL(38,2)) AS value FROM step
WHERE n > 0 OR rule IS NULL ORDER BY {"".join(f"{each} NULLS LAST, " for each in dimensions)}nth, n DESC, rule
"""
    return query_arrow(connection, sql, parameters)


def unlike(
    connection: duckdb.DuckDBPyConnection, selection: Selection, by: Sequence[str], *, aside: bool = False
) -> tuple[str, ...]:
    """The dimensions in which the selection's rows are no one kind of money: ``family``, ``kind``, ``source_basis``.

    A series is the publisher's own, so that it counts only where a cell of the breakdown ``by`` would add several.
    ``aside`` asks of the rows that are in no total too.
    """
    dimensions = checked(by)
    keys = "".join(f"{each}, " for each in dimensions)
    more = [each for each in ("family", "kind", "source_basis") if each not in dimensions]
    query, parameters = selection.rows([*dimensions, *more])
    families, kinds, series = connection.execute(
        f"""
        WITH told AS (SELECT * FROM ({query}) {"" if aside else "WHERE stands <> 'out'"}), cell AS (
            SELECT {keys}count(DISTINCT source_basis) FILTER (value IS NOT NULL) AS series
            FROM told {f"GROUP BY {keys.rstrip(', ')}" if keys else ""}
        )
        SELECT count(DISTINCT family), count(DISTINCT kind), (SELECT coalesce(max(series), 0) FROM cell) FROM told
        """,
        parameters,
    ).fetchall()[0]
    # Three kinds of grant equivalents are no one sum.
    adding = [set(each) for measure, each in KINDS_OF.items() if measure is not Measure.GRANT_EQUIVALENT]
    one_measure = set(selection.kinds) in adding
    found = {
        "family": families > 1,
        "kind": kinds > 1 and not one_measure,
        "source_basis": series > 1 and selection.value == "value_source",
    }
    return tuple(name for name, apart in found.items() if apart)


def unvalued(connection: duckdb.DuckDBPyConnection, selection: Selection) -> pa.Table:
    """Counted records without a value, by reason: ``reason`` (years left out), ``n``, ``examples`` of keys."""
    query, parameters = selection.rows(["no_value", "record", "key"])
    sql = f"""
SELECT coalesce(regexp_replace(no_value, ' in [0-9-]+$', ''), 'not in the publisher''s own series') AS reason,
       count(DISTINCT record) AS n, (list(DISTINCT key ORDER BY key))[1:3] AS examples
FROM ({query}) WHERE stands <> 'out' AND value IS NULL GROUP BY ALL ORDER BY n DESC, reason
"""
    return query_arrow(connection, sql, parameters)
