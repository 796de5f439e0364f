"""Made-up releases of one table, ``measure``, and what they say."""

import io
from pathlib import Path

import duckdb
import pyarrow as pa

from sarai.ledger import Ledger, Part, Release
from sarai.ledger.write import Writer, write_part, writing
from sarai.model import tables


def measures(*values: float, **told: object) -> pa.Table:
    """Made-up rows of the table ``measure``."""
    origin = {"source": "made", "dataset": "made-1", "file": "f", "locator": "row 1", "unit": "USD"}
    rows = [
        origin | {"key": f"made:{place}", "indicator": "MADE.UP", "place": "KZ", "year": 2010, "value": value} | told
        for place, value in enumerate(values)
    ]
    return tables.from_rows("measure", rows)


def commit(writer: Writer, parts: dict[str, list[Part]]) -> Release:
    return writer.commit(
        parts, code_version="0", study_hash="made up", currency="USD", price_year=2020, datasets={"made-1": {}}
    )


def release(study: Path, name: str, rows: pa.Table) -> Release:
    """Commit a release whose table ``measure`` is one part."""
    with writing(study) as writer:
        return commit(writer, {"measure": [write_part(writer.folder, "measure", name, rows)]})


def read(study: Path, number: int | None = None, table: str = "measure") -> pa.Table:
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        Ledger(study).pin(number).attach(connection, table)
        return connection.sql(f'SELECT * FROM "{table}" ORDER BY ALL').to_arrow_table()


def as_bytes(rows: pa.Table) -> bytes:
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows.combine_chunks())
    return sink.getvalue()
