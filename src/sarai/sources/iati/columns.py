"""Raw rows of text to canonical tables, a column at a time; what a column cannot mean is listed.

A column is cast at once; only where that fails is it gone through cell by cell.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from sarai.model import tables
from sarai.model.vocabulary import Precision
from sarai.sources.iati.dates import FIRST_YEAR, LAST_YEAR, moment
from sarai.sources.iati.walk import Oddity, Raw
from sarai.sources.kit.cells import LARGEST, BadCell, number, real, whole, year

if TYPE_CHECKING:
    Field = pa.Field[pa.DataType]
    Column = pa.Array[Any]

Note = Callable[[Raw, Oddity], None]

AMOUNT = pa.decimal128(28, 6)

_DAY = pa.date32()

_SPANS = (("period_start", "period_end"), ("start_planned", "end_planned"), ("start_actual", "end_actual"))

_READERS: dict[pa.DataType, Callable[[Any, str], object]] = {
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
    for start, end in _SPANS:
        if {start, end} <= stated and {start, end} <= set(schema.names):
            _backwards(start, end, made[schema.get_field_index(start)], made[schema.get_field_index(end)], rows, note)
    return pa.table(made, schema=schema)


def _backwards(start: str, end: str, begins: "Column", ends: "Column", rows: Sequence[Raw], note: Note) -> None:
    """Note the rows whose span ends before it begins; both days are kept as stated."""
    for row, begin, stop in zip(rows, begins.to_pylist(), ends.to_pylist(), strict=True):
        if begin is not None and stop is not None and stop < begin:
            note(row, Oddity(row["where"], end, f"{begin} to {stop}", f"is before the {start.replace('_', ' ')}"))


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
        if wanted == _DAY:
            # Date and time of day: the day stands in the first ten characters.
            timed = pc.match_substring_regex(stated, r"^\d{4}-\d{2}-\d{2}(T[\d:.]+)?(Z|[+-]\d\d:\d\d)?$")
            if pc.all(timed, min_count=0).as_py():
                return pc.utf8_slice_codeunits(stated, 0, 10).cast(wanted)
        if wanted == AMOUNT:
            fine = stated.cast(pa.decimal128(38, 16))
            return pc.round(fine, ndigits=6, round_mode="half_towards_infinity").cast(AMOUNT)
    except pa.ArrowInvalid:
        pass
    return None


def _column(field: "Field", values: list[Any], rows: Sequence[Raw], note: Note) -> "Column":
    if field.type not in _READERS and field.type != _DAY:
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
    """Whether there is a number that no amount, share or coordinate can be, or a day that no date of the field can."""
    if values.type == _DAY:
        first, last = pc.min(values).as_py(), pc.max(values).as_py()
        return first is not None and (first.year < FIRST_YEAR or last.year > LAST_YEAR)
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
        if field.type == _DAY:
            return _day(value, field.name, row, note)
        if field.name == "hierarchy":
            return whole(value, field.name)
        return _READERS[field.type](value, field.name)
    except BadCell as fault:
        note(row, Oddity(row["where"], field.name, value, fault.reason))
        return None


def _day(value: str, column: str, row: Raw, note: Note) -> dt.date:
    """The day that a date means: of a month or a year alone the first, or the last where something ends."""
    told = moment(value)
    last = "end" in column
    if told.precision is not Precision.DAY:
        note(row, Oddity(row["where"], column, value, f"states no day; its {'last' if last else 'first'} is taken"))
    return dt.date.fromisoformat(told.last if last else told.first)
