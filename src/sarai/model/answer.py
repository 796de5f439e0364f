"""An answer: rows of Arrow with what they are, from which release, and what to mind."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from sarai.model.card import MAIN, Card
from sarai.model.errors import QuestionError

if TYPE_CHECKING:
    import pandas as pd


NO_PRICES = "none"
"""The prices of an answer that is not about money."""


NO_VALUE = "no value: "
"""Begins why a counted record is not in the money of a total."""


def _unfolds_not(row: Mapping[str, object]) -> "Answer":
    raise QuestionError("a row of this answer does not unfold any further", cure="it is a source row already")


Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Answer:
    """Rows with the name and unit of what they show, the prices, the release and notes; made by :meth:`of`.

    ``card`` says how the indicator is made, and its columns. ``table`` is the Arrow table, ``others`` further tables by
    name, as ``not_counted`` of a total: what was read and is not in it. ``release`` is none where no release is asked.
    :meth:`to_pandas` needs pandas. :meth:`explain` unfolds one row into the source rows that it is the sum of.
    """

    card: Card
    indicator: str
    unit: str
    prices: str
    release: int | None
    table: pa.Table
    notes: tuple[str, ...] = ()
    others: Mapping[str, pa.Table] = field(default_factory=dict)
    unfold: Callable[[Mapping[str, object]], "Answer"] = field(default=_unfolds_not, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        card: Card,
        rows: pa.Table | Rows,
        *,
        release: int | None,
        indicator: str | None = None,
        unit: str | None = None,
        prices: str = NO_PRICES,
        notes: Iterable[str] = (),
        by: Sequence[str] = (),
        unfold: Callable[[Mapping[str, object]], "Answer"] = _unfolds_not,
        **others: pa.Table | Rows,
    ) -> "Answer":
        """The answer of a card: every table has exactly the columns that the card declares, in their order.

        ``by`` are the dimensions that the rows begin with; ``others`` the card's other tables. What is not named is as
        the card says.

        Raises:
            QuestionError: a column or table that the card does not declare, or a declared one that is missing.
        """
        if others.keys() != set(card.tables) - {MAIN}:
            raise QuestionError(
                f"the answer {card.id} has the tables {', '.join(others) or 'none'} besides its rows",
                cure=f"its card declares {', '.join(card.tables)}",
            )
        return cls(
            card=card,
            indicator=card.name if indicator is None else indicator,
            unit=card.unit if unit is None else unit,
            prices=prices,
            release=release,
            table=_table(card, MAIN, rows, by),
            notes=tuple(notes),
            others={name: _table(card, name, told, ()) for name, told in others.items()},
            unfold=unfold,
        )

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)  # type: ignore[no-untyped-call]

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The rows as dictionaries; money is :class:`decimal.Decimal`, what is not stated is None."""
        return native(self.table)

    def other(self, name: str) -> list[dict[str, Any]]:
        """The rows of a further table."""
        return native(self.others[name])

    def explain(self, row: int | Mapping[str, object] = 0) -> "Answer":
        """The source rows that one row of this answer is the sum of.

        Raises:
            QuestionError: the answer has no such row, or its rows are source rows already.
        """
        if isinstance(row, int):
            if not -len(self) <= row < len(self):
                raise QuestionError(f"there is no row {row}", cure=f"rows: 0 to {len(self) - 1}")
            row = self.rows[row]
        return self.unfold(row)

    def to_pandas(self) -> "pd.DataFrame":
        """The rows as a pandas DataFrame."""
        return self.table.to_pandas()

    def to_json(self) -> dict[str, object]:
        """The answer as the command line prints it: amounts are strings of decimals, dates ISO 8601."""
        return {
            "indicator": self.indicator,
            "unit": self.unit,
            "prices": self.prices,
            "release": self.release,
            "rows": plain(self.rows),
            "notes": list(self.notes),
            **{name: plain(native(table)) for name, table in self.others.items()},
        }


def _table(card: Card, name: str, rows: pa.Table | Rows, by: Sequence[str]) -> pa.Table:
    schema = card.schema(name, by=by)
    if isinstance(rows, pa.Table):
        if rows.column_names != schema.names:
            _refuse(card, name, set(rows.column_names) ^ set(schema.names))
        if rows.schema.types == schema.types:
            # A cast of what needs none would load all of Arrow's functions, a quarter of the time of a total.
            return pa.Table.from_arrays(rows.columns, schema=schema)
        return rows.cast(schema)
    kind = pa.struct(list(schema))
    for row in rows:
        if faults := _faults(row, kind):
            _refuse(card, name, faults)
    return pa.Table.from_pylist(list(rows), schema=schema)


def _refuse(card: Card, table: str, columns: Iterable[str]) -> None:
    raise QuestionError(
        f"{table} of the answer {card.id} and its card differ in {', '.join(sorted(columns))}",
        cure="declare on the card what the answer has; this is a fault of the program, please report it",
    )


def _faults(value: Any, kind: pa.DataType) -> set[str]:
    """The names that a value has and its type has not, or the other way round, however deep."""
    if value is None:
        return set()
    if pa.types.is_struct(kind):
        known = {each.name: each.type for each in kind}
        deeper = (_faults(value[name], known[name]) for name in value.keys() & known.keys())
        found: set[str] = (value.keys() ^ known.keys()).union(*deeper)
        return found
    if pa.types.is_list(kind) and pa.types.is_struct(kind.value_type):
        return {name for each in value for name in _faults(each, kind.value_type)}
    return set()


def native(table: pa.Table) -> list[dict[str, Any]]:
    """Rows as dictionaries, however deep; Arrow gives maps as pairs."""
    rows: list[dict[str, Any]] = table.to_pylist()
    deep = [each.name for each in table.schema if _holds_map(each.type)]
    kinds = {name: table.schema.field(name).type for name in deep}
    return [row | {name: _native(row[name], kinds[name]) for name in deep} for row in rows]


def _holds_map(kind: pa.DataType) -> bool:
    if pa.types.is_struct(kind):
        return any(_holds_map(each.type) for each in kind)
    return pa.types.is_map(kind) or (pa.types.is_list(kind) and _holds_map(kind.value_type))


def _native(value: Any, kind: pa.DataType) -> Any:
    if value is None:
        return None
    if pa.types.is_map(kind):
        return dict(value)
    if pa.types.is_struct(kind):
        return {each.name: _native(value[each.name], each.type) for each in kind}
    return [_native(each, kind.value_type) for each in value] if pa.types.is_list(kind) else value


def plain(value: object) -> object:
    """A value as JSON holds it."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value.as_tuple().exponent == -6 else f"{value:f}"
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return value
