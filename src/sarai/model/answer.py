"""An answer: rows of Arrow with what they are, from which release, and what to mind."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from sarai.model.errors import QuestionError

if TYPE_CHECKING:
    import pandas as pd


NO_PRICES = "none"
"""The prices of an answer that is not about money."""


NO_VALUE = "no value: "
"""Begins why a counted record is not in the money of a total."""


def _unfolds_not(row: Mapping[str, object]) -> "Answer":
    raise QuestionError("a row of this answer does not unfold any further", cure="it is a source row already")


@dataclass(frozen=True)
class Answer:
    """Rows with the name and unit of what they show, the prices, the release and notes.

    ``not_counted`` of a total says what was read and is not in it, per source: records, value and why.
    ``table`` is the Arrow table; :meth:`to_pandas` needs pandas. :meth:`explain` unfolds one row into the
    source rows that it is the sum of.
    """

    indicator: str
    unit: str
    prices: str
    release: int
    table: pa.Table
    notes: tuple[str, ...] = ()
    not_counted: pa.Table | None = None
    unfold: Callable[[Mapping[str, object]], "Answer"] = field(default=_unfolds_not, repr=False, compare=False)

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)  # type: ignore[no-untyped-call]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows as dictionaries; money is :class:`decimal.Decimal`, what is not stated is None."""
        return [
            {name: dict(value) if name == "tiers" and value is not None else value for name, value in row.items()}
            for row in self.table.to_pylist()
        ]

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
            "rows": [{name: plain(value) for name, value in row.items()} for row in self.rows],
            "notes": list(self.notes),
            **({} if self.not_counted is None else {"not_counted": plain(self.not_counted.to_pylist())}),
        }


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
