"""The promises of a build: those of its lists and those that records are, priced and judged as known on the day."""

import datetime as dt
from collections.abc import Sequence

import duckdb

from sarai.ledger import Part
from sarai.ledger.read import read_parts
from sarai.ledger.write import Writer, write_part
from sarai.model import tables
from sarai.promises import pinned
from sarai.promises import works as works_seen
from sarai.promises.derived import derive
from sarai.promises.pricing import Prices
from sarai.promises.records import TELLINGS, own_words, witnessed
from sarai.promises.settled import Settled
from sarai.sources import cards


def parts(
    connection: duckdb.DuckDBPyConnection,
    writer: Writer,
    settled: Settled,
    prices: Prices,
    *,
    facilities: Sequence[Part],
) -> dict[str, list[Part]]:
    """The parts of the tables ``judged`` and ``look``.

    ``connection`` has the tables ``activity``, ``flow``, ``contribution``, ``file``, ``link``, ``judgement`` and
    ``document_link`` of the build; ``facilities`` are the parts of that table.
    """
    urls = {name: card.url for name, card in cards().items()}
    made, seen = derive(connection, urls=urls)
    typed = {row["id"]: row for row in settled.promises}
    tellings = connection.sql(TELLINGS).to_arrow_table().to_pylist()
    days = dict(connection.sql("SELECT file, as_of FROM file").fetchall())
    # Counting has a relation of that name of its own, so that the parts are read.
    files = [writer.folder / "facility" / part.name for part in facilities]
    works = [{**row, "as_of": days.get(row["file"])} for row in (read_parts(files).to_pylist() if files else ())]
    looks = [
        *map(dict, settled.observations),
        *seen,
        *witnessed(tellings, typed, urls=urls),
        *works_seen.seen(
            [row for row in settled.promises if row["record"] is None],
            works,
            publishers={name: card.publisher for name, card in cards().items()},
        ),
    ]
    today = dt.datetime.now(dt.UTC).date()
    own = own_words(tellings, {name: row["kind"] for name, row in typed.items()})
    rows = {
        "judged": pinned.rows([*settled.promises, *made], looks, own_words=own, prices=prices, on=today),
        "look": looks,
    }
    return {
        name: [write_part(writer.folder, name, f"{name}-{writer.number:06}", tables.from_rows(name, told))]
        for name, told in rows.items()
    }
