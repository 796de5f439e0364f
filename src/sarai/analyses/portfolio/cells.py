"""The cells of a breakdown with the rows that stand behind them, from one query of rows that are kept.

A page or a brief breaks the same rows down by one dimension after another. They are chosen once, numbered in the
order of an explanation, and kept; each breakdown is then one plain sum, which brings the numbers of its first rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sarai.analyses.portfolio import totals
from sarai.analyses.portfolio.select import Selection
from sarai.model.dimensions import DIMENSIONS
from sarai.model.vocabulary import COUNTED_IN, Counting
from sarai.session import Session, query_arrow

MOST_ROWS = 200_000
"""Of a larger release no rows are kept: its breakdowns are asked of its parts."""

_KEPT = 12
"""Selections whose rows are kept at a time; a brief asks for about ten again and again."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its row of sums (keys, ``low``, ``preferred``, ``high``, ``n``) and the first rows of the explanation.

    Each of ``behind`` says ``cell_rows`` and ``cell_value``, the rows and the sum of the whole cell.
    """

    sums: Row
    behind: Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one selection that are kept, as a table of the connection; ``told`` are those read so far."""

    table: str
    told: dict[int, dict[str, Any]]


class Cells:
    """Breakdowns of one session. Made by :func:`of`, which keeps one for each."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: dict[Selection, _Rows] = {}
        self._made = 0

    def breakdown(self, chosen: Selection, by: Sequence[str], counting: Counting, *, first: int) -> list[Cell]:
        """The cells of a selection by dimensions, in their order, not stated last; ``first`` rows behind each."""
        if self._session.release.counts.get("contribution", 0) > MOST_ROWS:
            return self._of_parts(chosen, by, counting, first)
        rows = self._rows(chosen)
        sums = query_arrow(self._session.connection, _sums(rows.table, by, counting, first)).to_pylist()
        self._read(rows, {place for each in sums for place in each["firsts"] or ()})
        return [_cell(each, by, rows.told) for each in sums]

    def _of_parts(self, chosen: Selection, by: Sequence[str], counting: Counting, first: int) -> list[Cell]:
        connection = self._session.connection
        behind: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
        for row in totals.unfolded(connection, chosen, by, counting, first=first).to_pylist():
            behind.setdefault(tuple(row[f"cell_{each}"] for each in by), []).append(row)
        return [
            Cell(row, behind.get(tuple(row[each] for each in by), ()))
            for row in totals.total(connection, chosen, by).to_pylist()
        ]

    def _rows(self, chosen: Selection) -> _Rows:
        key = replace(chosen, summed=frozenset())
        if key not in self._kept:
            while len(self._kept) >= _KEPT:
                oldest = self._kept.pop(next(iter(self._kept)))
                self._session.connection.execute(f"DROP TABLE {oldest.table}")
            self._made += 1
            self._kept[key] = _Rows(f"kept_{self._made}", {})
            query, parameters = chosen.rows(
                [*totals.of_prices(chosen), *(f"{each.name} AS cell_{each.name}" for each in DIMENSIONS), "record"]
            )
            self._session.connection.execute(
                f"""
                CREATE OR REPLACE TEMP TABLE {self._kept[key].table} AS
                SELECT *, row_number() OVER (ORDER BY value DESC NULLS LAST, key, recipient, sector) AS place
                FROM ({query}) WHERE stands <> 'out'
                """,
                parameters,
            )
        return self._kept[key]

    def _read(self, rows: _Rows, places: set[int]) -> None:
        """Read the rows of some places that were not read yet."""
        if missing := sorted(places - rows.told.keys()):
            listed = ", ".join([*totals.EXPLAINED, "value", "place"])
            found = query_arrow(
                self._session.connection,
                f"SELECT {listed} FROM {rows.table} WHERE list_contains(CAST(? AS BIGINT[]), place)",
                [missing],
            )
            rows.told.update((row["place"], row) for row in found.to_pylist())


def of(session: Session) -> Cells:
    """The breakdowns of a session, kept as long as it is."""
    return session.once(Cells, lambda: Cells(session))


def _sums(table: str, by: Sequence[str], counting: Counting, first: int) -> str:
    keys = "".join(f"cell_{each}, " for each in by)
    named = "".join(f"cell_{each} AS {each}, " for each in by)
    grouped = f"GROUP BY {keys.rstrip(', ')}" if by else ""
    order = "".join(f"{each} NULLS LAST, " for each in by)
    words = ", ".join(f"'{word}'" for word in COUNTED_IN[counting])
    return f"""
SELECT {named}{totals.levels()}, n, cell_rows, cell_value, firsts FROM (
    SELECT {keys}{totals.by_word("value")},
           count(DISTINCT record) FILTER (stands IN ('certain', 'preferred')) AS n,
           count(*) FILTER (stands IN ({words})) AS cell_rows, sum(value) FILTER (stands IN ({words})) AS cell_value,
           min(place, {int(first)}) FILTER (stands IN ({words})) AS firsts, count(*) AS told
    FROM {table} {grouped}
) WHERE told > 0 ORDER BY {order}n DESC
"""


def _cell(sums: Row, by: Sequence[str], told: Mapping[int, Row]) -> Cell:
    of_cell = {f"cell_{each}": sums[each] for each in by}
    whole = {"cell_rows": sums["cell_rows"], "cell_value": sums["cell_value"]}
    behind = [
        {**told[place], **of_cell, **whole, "place": nth} for nth, place in enumerate(sorted(sums["firsts"] or ()), 1)
    ]
    return Cell(sums, behind)
