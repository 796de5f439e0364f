"""The promises of a build: those of its lists and those that records are, priced and judged as known on the day."""

import datetime as dt

import duckdb

from sarai.ledger import Part
from sarai.ledger.write import Writer, write_part
from sarai.model import tables
from sarai.promises import pinned
from sarai.promises.derived import derive
from sarai.promises.pricing import Prices
from sarai.promises.records import TELLINGS, own_words, witnessed
from sarai.promises.settled import Settled
from sarai.sources import cards


def parts(
    connection: duckdb.DuckDBPyConnection, writer: Writer, settled: Settled, prices: Prices
) -> dict[str, list[Part]]:
    """The parts of the tables ``judged`` and ``look``.

    ``connection`` has the tables ``activity``, ``flow``, ``contribution``, ``file``, ``link``, ``judgement`` and
    ``document_link`` of the build.
    """
    urls = {name: card.url for name, card in cards().items()}
    made, seen = derive(connection, urls=urls)
    typed = {row["id"]: row for row in settled.promises}
    tellings = connection.sql(TELLINGS).to_arrow_table().to_pylist()
    looks = [*map(dict, settled.observations), *seen, *witnessed(tellings, typed, urls=urls)]
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
