"""Raw rows of text to canonical tables, a column at a time; what a column cannot mean is listed.

A column is cast at once; only where that fails is it gone through cell by cell.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from sarai.model import tables
from sarai.sources.iati.walk import Oddity, Raw
from sarai.sources.kit.cells import LARGEST, BadCell, day, number, real, whole, year

if TYPE_CHECKING:
    Field = pa.Field[pa.DataType]
    Column = pa.Array[Any]

Note = Callable[[Raw, Oddity], None]

AMOUNT = pa.decimal128(28, 6)

_READERS: dict[pa.DataType, Callable[[Any, str], object]] = {
    pa.date32(): day,
    AMOUNT: number,
    pa.float64(): real,
    pa.int64(): whole,
    pa.int16(): year,
}


def columns(table: str, rows: Sequence[Raw], constants: Mapping[str, object], note: Note) -> pa.Table:
    """A canonical table of raw rows; keys that the table does not have are left alone.

    ``constants`` are columns with one value for all rows. A cell that its column cannot mean becomes
    null and is noted with its row.
    """
    schema = tables.schema(table)
    stated = set().union(*set(map(tuple, rows)))
    made: list[Column] = []
    for field in schema:
        if field.name in constants:
            made.append(pa.repeat(pa.scalar(constants[field.name], field.type), len(rows)))
        elif field.name == "locator":
            made.append(pa.array([row["where"] for row in rows], field.type))
        elif field.name in stated:
            name = field.name
            made.append(_column(field, [row.get(name) for row in rows], rows, note))
        else:
            made.append(pa.nulls(len(rows), field.type))
    return pa.table(made, schema=schema)


def amounts(texts: Sequence[str | None]) -> "Column":
    """Amounts of texts, to six places, half up; null where a text is no number."""
    stated = pa.array(texts, pa.string())
    found = _cast(stated, AMOUNT)
    if found is not None and not _odd(found):
        return found
    return pa.array([_number(each) for each in texts], AMOUNT)


def _number(text: str | None) -> object:
    try:
        return number(text, "value")
    except BadCell:
        return None


def _cast(stated: "Column", wanted: pa.DataType) -> "Column | None":
    """The column cast at once, or none where a cell cannot be."""
    try:
        cast: Column = stated.cast(wanted)
    except pa.ArrowInvalid:
        pass
    else:
        return cast
    try:
        if wanted == pa.date32():
            # Date and time of day: the day stands in the first ten characters.
            timed = pc.match_substring_regex(stated, r"^\d{4}-\d{2}-\d{2}(T[\d:.]+)?(Z|[+-]\d\d:\d\d)?$")
            if all(each is not False for each in timed.to_pylist()):
                return pc.utf8_slice_codeunits(stated, 0, 10).cast(wanted)
        if wanted == AMOUNT:
            fine = stated.cast(pa.decimal128(38, 16))
            return pc.round(fine, ndigits=6, round_mode="half_towards_infinity").cast(AMOUNT)
    except pa.ArrowInvalid:
        pass
    return None


def _column(field: "Field", values: list[Any], rows: Sequence[Raw], note: Note) -> "Column":
    if field.type not in _READERS:
        return pa.array(values, field.type)
    try:
        stated = pa.array(values, pa.string())
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array(values, field.type)
    found = _cast(stated, field.type)
    if found is not None and not _odd(found):
        return found
    return pa.array([_cell(field, value, row, note) for value, row in zip(values, rows, strict=True)], field.type)


def _odd(values: "Column") -> bool:
    """Whether there is a number that no amount, share or coordinate can be."""
    if values.type == pa.float64():
        return bool(pc.any(pc.invert(pc.is_finite(values))).as_py())
    if values.type == AMOUNT:
        largest = pc.max(pc.abs(values)).as_py()
        return largest is not None and largest >= LARGEST
    return False


def _cell(field: "Field", value: str | None, row: Raw, note: Note) -> object:
    if value is None:
        return None
    try:
        if field.name == "hierarchy":
            return whole(value, field.name)
        return _READERS[field.type](value, field.name)
    except BadCell as fault:
        note(row, Oddity(row["where"], field.name, value, fault.reason))
        return None
