"""Raw rows of text to canonical tables, a column at a time; what a column cannot mean is listed.

A column is cast at once; only where that fails is it gone through cell by cell.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa

from sarai.model import tables
from sarai.sources._cells import BadCell, day, number, real, whole, year
from sarai.sources._iati_walk import Oddity, Raw

_READERS: dict[pa.DataType, Callable[[Any, str], object]] = {
    pa.date32(): day,
    pa.decimal128(28, 6): number,
    pa.float64(): real,
    pa.int64(): whole,
    pa.int16(): year,
}


def columns(table: str, rows: Sequence[Raw], constants: dict[str, str], note: Callable[[Raw, Oddity], None]) -> pa.Table:
    """A canonical table of raw rows; keys that the table does not have are left alone.

    ``constants`` are columns with one value for all rows. A cell that its column cannot mean becomes
    null and is noted with its row.
    """
    schema = tables.schema(table)
    made = []
    for field in schema:
        if field.name in constants:
            made.append(pa.repeat(pa.scalar(constants[field.name], field.type), len(rows)))
            continue
        values = [row.get(field.name) for row in rows]
        made.append(_column(field, values, rows, note))
    return pa.table(made, schema=schema)


def _column(
    field: pa.Field, values: list[Any], rows: Sequence[Raw], note: Callable[[Raw, Oddity], None]
) -> pa.Array:
    if field.type not in _READERS:
        return pa.array(values, field.type)
    try:
        stated = pa.array(values, pa.string())
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array(values, field.type)
    if stated.null_count == len(values):
        return pa.nulls(len(values), field.type)
    try:
        return stated.cast(field.type)
    except pa.ArrowInvalid:
        return pa.array([_cell(field, value, row, note) for value, row in zip(values, rows, strict=True)], field.type)


def _cell(field: pa.Field, value: str | None, row: Raw, note: Callable[[Raw, Oddity], None]) -> object:
    if value is None:
        return None
    try:
        if field.name == "hierarchy":
            return whole(value, field.name)
        return _READERS[field.type](value, field.name)
    except BadCell as fault:
        note(row, Oddity(row["where"], field.name, value, fault.reason))
        return None
