"""The promises of a build: those of its lists and those that records are, priced and judged as known on the day."""

import datetime as dt

import duckdb

from sarai.ledger import Part
from sarai.ledger.write import Writer, write_part
from sarai.model import tables
from sarai.promises import pinned
from sarai.promises.derived import derive
from sarai.promises.pricing import Prices
from sarai.promises.settled import Settled
from sarai.sources import cards


def parts(
    connection: duckdb.DuckDBPyConnection, writer: Writer, settled: Settled, prices: Prices
) -> dict[str, list[Part]]:
    """The parts of the tables ``judged`` and ``look``.

    ``connection`` has the tables ``activity``, ``flow``, ``contribution`` and ``file`` of the build.
    """
    made, seen = derive(connection, urls={name: card.url for name, card in cards().items()})
    looks = [*map(dict, settled.observations), *seen]
    today = dt.datetime.now(dt.UTC).date()
    rows = {
        "judged": pinned.rows([*settled.promises, *made], looks, prices=prices, on=today),
        "look": looks,
    }
    return {
        name: [write_part(writer.folder, name, f"{name}-{writer.number:06}", tables.from_rows(name, told))]
        for name, told in rows.items()
    }
