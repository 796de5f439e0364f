"""A release as it may leave the house: without the records that their source marks unpublished.

Everything that is written for others (a site, an export, a workbook, a brief, a served page) reads through this; a row
of a withheld record, of whatever table, is not there to be shown, and no other row names it.
"""

from dataclasses import dataclass

import duckdb

from sarai.ledger.read import Pinned
from sarai.model import tables
from sarai.model.vocabulary import Mark

_OWNERS = ("key", "activity", "owner", "flow", "related", "same_group", "beside", "record", "promise")
"""Columns whose value is a record, or something that hangs on one and begins with its key."""

_NAMES = ("parent", "copy_of")
"""Columns that only name another record."""

_TOLD = ("record", "value", "raw")
"""What a refused row or cell says; nothing of it is shown where its file has a withheld record."""


@dataclass(frozen=True)
class Public(Pinned):
    """A pinned release whose tables lack every row of the records marked unpublished."""

    def attach(self, connection: duckdb.DuckDBPyConnection, table: str, *, name: str | None = None) -> None:
        """Make a table of the release a view of ``connection``, without what is withheld.

        Raises:
            LedgerError: a part of it is missing or damaged.
        """
        made, within = name or table, f"{name or table}_with_unpublished"
        if not self.withholds(connection):
            super().attach(connection, table, name=name)
            return
        super().attach(connection, table, name=within)
        columns = tables.schema(table).names
        where = [
            f"""NOT EXISTS (
                FROM withheld w WHERE o."{column}" = w.key OR contains(o."{column}", ' less ' || w.key)
                OR starts_with(o."{column}", w.key || '#') OR starts_with(o."{column}", w.key || '/')
                OR starts_with(o."{column}", w.key || '~') OR starts_with(o."{column}", w.key || ' ')
            )"""
            for column in _OWNERS
            if column in columns and str(tables.schema(table).field(column).type) == "string"
        ]
        if table == "tally":
            # A file's own sums, less what is shown of it, would be what is withheld.
            where.append("o.file NOT IN (SELECT file FROM withheld)")
        hidden = [f'CASE WHEN o."{each}" IN (SELECT key FROM withheld) THEN NULL ELSE o."{each}" END AS "{each}"'
                  for each in _NAMES if each in columns]  # fmt: skip
        if table == "reject":
            hidden += [
                f'CASE WHEN o.file IN (SELECT file FROM withheld) THEN NULL ELSE o."{each}" END AS "{each}"'
                for each in _TOLD
            ]
        replaced = f" REPLACE ({', '.join(hidden)})" if hidden else ""
        connection.execute(
            f'CREATE OR REPLACE VIEW "{made}" AS SELECT o.*{replaced} FROM "{within}" o '
            f"WHERE {' AND '.join(where) or 'true'}"
        )

    def withholds(self, connection: duckdb.DuckDBPyConnection) -> bool:
        """Whether anything is withheld; the table ``withheld`` says what."""
        if not connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'withheld'").fetchall():
            super().attach(connection, "activity", name="activity_as_read")
            connection.execute(
                "CREATE TEMP TABLE withheld AS "
                "SELECT DISTINCT key, file FROM activity_as_read WHERE list_contains(marks, ?)",
                [Mark.UNPUBLISHED],
            )
            connection.execute("DROP VIEW activity_as_read")
        return bool(connection.execute("SELECT count(*) FROM withheld").fetchall()[0][0])
