"""The canonical tables: the contract between the rooms.

Each table is written down once, as lines of ``name  type  codelist-or-unit  about``; the Arrow
schemas, their field metadata {unit, about, codelist} and the docs page of the tables are made from
these lines. ``!`` after a type means that every row has it. A unit is written in brackets, a code
list in angle brackets, ``-`` is neither.

Amounts as stated are decimal(28,6), priced values are decimal(18,2), rates, deflators and percentages
float64. There are no unsigned integers and no naive timestamps, since Delta Lake has neither.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import pyarrow as pa

from sarai.model.errors import SourceError
from sarai.model.lines import LINES

TELLINGS = pa.list_(pa.struct([(name, pa.string()) for name in ("field", "value", "dataset", "file", "locator")]))
"""What other rows say of a field: its value there, and where that stands."""

_TYPES: Mapping[str, pa.DataType] = MappingProxyType(
    {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "tellings": TELLINGS,
        "int": pa.int64(),
        "year": pa.int16(),
        "number": pa.float64(),
        "amount": pa.decimal128(28, 6),
        "cents": pa.decimal128(18, 2),
        "day": pa.date32(),
        "time": pa.timestamp("us", tz="UTC"),
        "sum": pa.decimal128(38, 2),
        "shares": pa.map_(pa.string(), pa.float64()),
        "counts": pa.map_(pa.string(), pa.int64()),
        "words": pa.map_(pa.string(), pa.string()),
        "numbers": pa.list_(pa.float64()),
        "flag": pa.bool_(),
    }
)


def _schema(name: str) -> pa.Schema:
    about, lines = LINES[name]
    return pa.schema(fields(lines), metadata={"about": about})


def fields(lines: str, parts: Mapping[str, str] = MappingProxyType({})) -> list["pa.Field[pa.DataType]"]:
    """The Arrow fields of columns as they are written down; ``parts`` are the columns of what is nested in them.

    Raises:
        KeyError: a type, part or table that there is not.
    """
    found = []
    for line in lines.strip().splitlines():
        if not line.strip():
            continue
        column, kind, rest = f"{line} -".split(None, 2)
        named, _, table = kind.partition(":")
        if named == "as":
            found.append(schema(table).field(column).with_nullable(True))
            continue
        note, text = _annotation(rest.removesuffix(" -"))
        made = _type(kind.rstrip("!"), parts)
        metadata = {"about": text, **note}
        found.append(pa.field(column.replace("~", " "), made, nullable=not kind.endswith("!"), metadata=metadata))
    return found


def _type(kind: str, parts: Mapping[str, str]) -> pa.DataType:
    nested, colon, part = kind.partition(":")
    if not colon:
        return _TYPES[kind]
    # What is nested has no metadata, which does not travel through casts.
    inner = pa.struct([(each.name, each.type) for each in fields(parts[part], parts)])
    return {"one": inner, "many": pa.list_(inner)}[nested]


def dimension(name: str) -> "pa.Field[pa.DataType]":
    """The field of a dimension: that of the atom of every figure where it has one, else text."""
    known = schema("contribution")
    return known.field(name).with_nullable(True) if name in known.names else pa.field(name, pa.string())


def _annotation(rest: str) -> tuple[dict[str, str], str]:
    for opening, closing, key in (("[", "]", "unit"), ("<", ">", "codelist")):
        if rest.startswith(opening):
            inside, text = rest[1:].split(closing, 1)
            return {key: inside}, text.strip()
    return {}, rest[1:].strip()


@cache
def schema(table: str) -> pa.Schema:
    """The Arrow schema of a canonical table.

    Raises:
        KeyError: for a name that is no canonical table.
    """
    return _schema(table)


def names() -> tuple[str, ...]:
    """The canonical tables, in the order they are written down."""
    return tuple(LINES)


READ_BY_SOURCES = (
    "activity",
    "flow",
    "restated",
    "budget",
    "budget_line",
    "organisation",
    "split",
    "participant",
    "narrative",
    "location",
    "result",
    "related",
    "identifier",
    "document_link",
    "contact",
    "condition",
    "loan",
    "loan_status",
    "extra",
    "measure",
    "facility",
    "membership",
    "position",
    "question",
    "promise",
    "observation",
    "agreement",
    "eligibility",
    "event",
    "judgement",
    "correction",
    "claimed",
    "claimed_record",
    "stated_total",
    "forecast",
    "node",
    "leg",
    "shape",
    "figure",
    "series",
    "work",
    "distance",
    "scenario",
    "scenario_change",
    "tally",
    "reject",
)
"""The tables that a reader may fill."""


def conform(table: str, rows: pa.Table) -> pa.Table:
    """``rows`` with exactly the columns, types and order of the canonical ``table``.

    Columns that may be empty and are absent are filled with nulls.

    Raises:
        SourceError: a column the table does not have, a type that cannot be cast without loss, or
            an empty value where the table allows none.
    """
    wanted = schema(table)
    unknown = set(rows.column_names) - set(wanted.names)
    if unknown:
        raise SourceError(
            f"column(s) {', '.join(sorted(unknown))} are not in the table",
            where=table,
            cure="map or drop them",
        )
    columns = []
    for field in wanted:
        if field.name in rows.column_names:
            column = rows.column(field.name).cast(field.type)
        else:
            column = pa.nulls(rows.num_rows, field.type)
        if not field.nullable and column.null_count:
            raise SourceError(
                f"{column.null_count} row(s) without {field.name}", where=table, cure="fill it in the reader"
            )
        columns.append(column)
    return pa.table(columns, schema=wanted)


def from_rows(table: str, rows: list[dict[str, object]]) -> pa.Table:
    """A canonical table made of dictionaries; absent keys are nulls.

    Raises:
        SourceError: a key the table does not have, or a value missing where one is required.
    """
    wanted = schema(table)
    allowed = set(wanted.names)
    for row in rows:
        if not row.keys() <= allowed:
            raise SourceError(
                f"column(s) {', '.join(sorted(row.keys() - allowed))} are not in the table",
                where=table,
                cure="map or drop them",
            )
    columns = []
    for field in wanted:
        column = pa.array([row.get(field.name) for row in rows], type=field.type)
        if not field.nullable and column.null_count:
            raise SourceError(
                f"{column.null_count} row(s) without {field.name}", where=table, cure="fill it in the reader"
            )
        columns.append(column)
    return pa.table(columns, schema=wanted)
