"""The change of figures between two releases, told as what changed and telescoping to the cent.

Between the two releases stand intermediate states of the records that differ: first the records that only
one of them has are brought in and taken out, then, for records of both, one factor after another is taken
from the later release, in a fixed order, and every state is priced, split and rounded as the build does
it. Each line is the total of one state less the total of the state before, so the lines add up to the
whole change and nothing is left over.

A record is matched by its ``same_group`` and its flows by their keys; the copy compared is the one that
speaks in each release.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import duckdb
import pyarrow as pa

from sarai.analyses.portfolio.select import Selection, checked, speaking
from sarai.analyses.portfolio.totals import total
from sarai.counting import pricing
from sarai.model.errors import LedgerError
from sarai.model.question import DIMENSIONS
from sarai.model.vocabulary import Counting

STEPS = (
    "new",
    "gone",
    "out_of_scope",
    "amounts",
    "shares",
    "rates",
    "deflators",
    "classification",
    "counting",
)
"""The lines of a change, in the order in which factors are taken from the later release."""

_SHARE = ("recipient", "sector", "sector_group", "recipient_percent", "sector_percent", "year_percent")
_MONEY = ("amount", "currency", "price_basis", "base_year", "timing", "source_amount", "source_basis")
_RATE = ("rate", "current_factor")
_DEFLATOR = ("deflator",)
_COUNTED = ("standing", "rule")
_VALUES = ("value_current", "value_constant", "value_source")
_IDENTITY = ("key", "same_group", "same_rank")
_TOLD = {*DIMENSIONS, "kind", "reporter", "activity", "record", "quality"}
_CLASS = tuple(sorted(_TOLD - {*_SHARE, *_MONEY, *_COUNTED, *_IDENTITY}))
_COLUMNS = (*_IDENTITY, *_SHARE, *_MONEY, *_RATE, *_DEFLATOR, *_CLASS, *_COUNTED, *_VALUES)


@dataclass(frozen=True, slots=True)
class Side:
    """One release in the comparison: the view of its contributions and the selection as it means it."""

    view: str
    selection: Selection


def compare(
    connection: duckdb.DuckDBPyConnection,
    before: Side,
    after: Side,
    by: Sequence[str],
    *,
    counting: Counting,
    out_of_scope: pa.Table,
) -> pa.Table:
    """The change of each figure: dimensions, ``before``, one column per step, ``after``.

    ``out_of_scope`` has one column ``same_group``: the records of the earlier release that no dataset of
    the later one could hold. ``before`` and ``after`` are null where a figure is not reported; the steps
    count what is not reported as nothing, so before + steps = after holds with nulls read as zero.

    Raises:
        LedgerError: the lines do not add up to the change, which would be a fault of this function.
    """
    dimensions = checked(by)
    connection.register("out_of_scope", out_of_scope)
    for name, side in (("a", before), ("b", after)):
        connection.execute(_speaking(name, side), _before_ranking(side.selection))
    connection.execute(_DIFFERENT)
    for name in ("a", "b"):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name}_row AS FROM {name}_all SEMI JOIN different USING (same_group)"
        )
        connection.execute(_flows(name))
    plain = replace(after.selection, conditions=tuple(c for c in after.selection.conditions if not c.before_ranking))
    states = [_total_of(connection, sql, plain, dimensions, counting) for sql in _states()]
    whole_before = _whole(connection, before, dimensions, counting)
    whole_after = _whole(connection, after, dimensions, counting)
    return _table(dimensions, whole_before, whole_after, states)


Figures = dict[tuple[object, ...], Decimal | None]


def _speaking(name: str, side: Side) -> str:
    columns = ", ".join(_COLUMNS)
    told = " AND ".join(each.sql for each in side.selection.conditions if each.before_ranking) or "true"
    return f"""
CREATE OR REPLACE TEMP TABLE {name}_all AS
SELECT {columns} FROM {speaking(f"(FROM {side.view} WHERE {told})", asked=True)}
"""


def _before_ranking(selection: Selection) -> list[object]:
    return [value for each in selection.conditions if each.before_ranking for value in each.values]


_PRINT = f"""
SELECT same_group, sum(hash({", ".join(c for c in _COLUMNS if c != "same_rank")})) AS print, count(*) AS n
FROM {{name}}_all GROUP BY same_group
"""

_DIFFERENT = f"""
CREATE OR REPLACE TEMP TABLE different AS
SELECT coalesce(a.same_group, b.same_group) AS same_group,
       CASE WHEN a.same_group IS NULL THEN 'new'
            WHEN b.same_group IS NULL AND o.same_group IS NOT NULL THEN 'out_of_scope'
            WHEN b.same_group IS NULL THEN 'gone' ELSE 'both' END AS how
FROM ({_PRINT.format(name="a")}) a
FULL JOIN ({_PRINT.format(name="b")}) b ON a.same_group = b.same_group
LEFT JOIN (SELECT DISTINCT same_group FROM out_of_scope) o ON o.same_group = a.same_group
WHERE a.print IS DISTINCT FROM b.print OR a.n IS DISTINCT FROM b.n
"""


def _flows(name: str) -> str:
    columns = ", ".join(f"any_value({c}) AS {c}" for c in (*_MONEY, *_RATE, *_DEFLATOR, *_CLASS, *_COUNTED))
    return f"""
CREATE OR REPLACE TEMP TABLE {name}_flow AS
SELECT key, same_group, {columns} FROM {name}_row GROUP BY key, same_group
"""


def _stored(name: str, how: str) -> str:
    # Whoever speaks here may rank lower in its release, where another dataset was asked.
    listed = ", ".join("1 AS same_rank" if column == "same_rank" else f"r.{column}" for column in _COLUMNS)
    return f"SELECT {listed} FROM {name}_row r JOIN different d USING (same_group) WHERE d.how IN ({how})"


_OTHER_MONEY = " OR ".join(f"a.{c} IS DISTINCT FROM b.{c}" for c in ("currency", "price_basis", "base_year"))


def _both(taken: int) -> str:
    """Records of both releases, the first ``taken`` groups of factors from the later one."""
    money, share, rate, deflator, classes, counted = ("b" if place < taken else "a" for place in range(6))
    picked = ", ".join(
        [
            *(f"{money}.{column}" for column in _MONEY),
            # A rate belongs to its money: another currency or price basis brings its own rate with it.
            *(
                f"CASE WHEN {_OTHER_MONEY} THEN {money}.{column} ELSE {rate}.{column} END AS {column}"
                for column in _RATE
            ),
            *(f"{deflator}.{column}" for column in _DEFLATOR),
            *(f"{classes}.{column}" for column in _CLASS if column != "year"),
            # The years of a plan over several are shares; that of any other statement is a fact of it.
            f"CASE WHEN x.year_percent < 100 THEN x.year ELSE {classes}.year END AS year",
        ]
    )
    standing = ", ".join(f"coalesce(o.{column}, {counted}.{column}) AS {column}" for column in _COUNTED)
    shares = ", ".join(f"x.{column}" for column in _SHARE)
    columns = ", ".join(column for column in _COLUMNS if column not in _VALUES)
    mixed = f"""(
    SELECT x.key, x.same_group, 1 AS same_rank, {shares}, {picked}, {standing},
           x.recipient_percent * x.sector_percent / 10000.0 * x.year_percent / 100.0 AS weight
    FROM {share}_row x
    JOIN a_flow a ON a.key = x.key JOIN b_flow b ON b.key = x.key
    -- A flow may state one code twice; its standing is the same in both rows.
    LEFT JOIN (
        SELECT DISTINCT key, recipient, sector, CASE WHEN year_percent < 100 THEN year END AS span_year,
               {", ".join(_COUNTED)}
        FROM {counted}_row
    ) o ON o.key = x.key AND o.recipient IS NOT DISTINCT FROM x.recipient AND o.sector IS NOT DISTINCT FROM x.sector
        AND o.span_year IS NOT DISTINCT FROM CASE WHEN x.year_percent < 100 THEN x.year END
)"""
    return f"""
SELECT {columns}, {pricing.part("whole_current")} AS value_current, {pricing.part("whole_constant")} AS value_constant,
       {pricing.part("whole_source")} AS value_source
FROM (
    SELECT *, {pricing.WHOLE_CURRENT} AS whole_current, {pricing.WHOLE_CONSTANT} AS whole_constant,
           {pricing.WHOLE_SOURCE} AS whole_source
    FROM ({pricing.running(mixed, "key")})
) s
"""


def _states() -> list[str]:
    """One query of contributions per state: the earlier release first, the later one last."""
    lone_b = "SELECT r.* FROM (" + _stored("b", "'both'") + ") r ANTI JOIN a_flow USING (key)"
    gone, lost, new = _stored("a", "'gone'"), _stored("a", "'out_of_scope'"), _stored("b", "'new'")
    both_a, both_b = _stored("a", "'both'"), _stored("b", "'both'")
    states = [
        [gone, lost, both_a],
        [gone, lost, both_a, new],
        [lost, both_a, new],
        [both_a, new],
    ]
    # A flow that only one release has comes and goes with the amounts.
    states += [[_both(taken), lone_b, new] for taken in range(1, 6)]
    states.append([both_b, new])
    return [" UNION ALL BY NAME ".join(f"({part})" for part in state) for state in states]


def _total_of(
    connection: duckdb.DuckDBPyConnection, sql: str, selection: Selection, by: list[str], counting: Counting
) -> Figures:
    connection.execute(f"CREATE OR REPLACE TEMP VIEW contribution AS {sql}")
    return _figures(total(connection, selection, by), by, counting)


def _whole(connection: duckdb.DuckDBPyConnection, side: Side, by: list[str], counting: Counting) -> Figures:
    connection.execute(f"CREATE OR REPLACE TEMP VIEW contribution AS FROM {side.view}")
    return _figures(total(connection, side.selection, by), by, counting)


def _figures(table: pa.Table, by: list[str], counting: Counting) -> Figures:
    return {tuple(row[each] for each in by): row[str(counting)] for row in table.to_pylist()}


def _table(by: list[str], before: Figures, after: Figures, states: list[Figures]) -> pa.Table:
    zero = Decimal("0.00")
    cells = sorted(
        {key for figures in (before, after, *states) for key in figures},
        key=lambda key: tuple((value is None, str(value)) for value in key),
    )
    money = pa.decimal128(38, 2)
    columns: dict[str, list[Any]] = {name: [] for name in [*by, "before", *STEPS, "after"]}
    for key in cells:
        levels = [figures.get(key) or zero for figures in states]
        steps = [later - earlier for earlier, later in pairwise(levels)]
        if (before.get(key) or zero) + sum(steps, zero) != (after.get(key) or zero):
            raise LedgerError(
                f"the lines of {key} do not add up to its change",
                where="diff",
                cure="please report this with the study",
            )
        for name, value in zip(columns, [*key, before.get(key), *steps, after.get(key)], strict=True):
            columns[name].append(value)
    return pa.table(
        {
            name: pa.array(values, money) if name in ("before", "after", *STEPS) else pa.array(values)
            for name, values in columns.items()
        }
    )
