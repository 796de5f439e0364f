"""An opened study: one release, pinned, and the ways to query its tables. Knows no analysis."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import duckdb
import pyarrow as pa

from sarai import settings
from sarai.ledger import Ledger, Pinned, Public, Release, cube
from sarai.model import tables
from sarai.model.errors import LedgerError, QuestionError
from sarai.model.limits import threads
from sarai.model.provenance import SourceCard

_T = TypeVar("_T")

Stated = str | int | Sequence[str | int] | None
"""What a filter may be given."""


class Session:
    """A study opened at one release, the newest unless another is named.

    ``public`` opens what may leave the house: without the records that their source marks unpublished.

    Raises:
        StudyError: the folder is no study.
        UnknownRelease: nothing has been built, or there is no such release.
    """

    def __init__(self, folder: Path | str, *, release: int | None = None, public: bool = False) -> None:
        self.folder = Path(folder)
        self.title = settings.load(self.folder).title
        self.ledger = Ledger(self.folder)
        pinned = self.ledger.pin(release)
        self.pinned: Pinned = Public(pinned.folder, pinned.release) if public else pinned
        self.distinct = lru_cache(maxsize=None)(self._read_distinct)
        self.listed = lru_cache(maxsize=None)(self._read_list)
        self._attached = lru_cache(maxsize=None)(lambda name: self.pinned.attach(self.connection, name))
        self._kept: dict[Hashable, object] = {}
        self._summed: frozenset[str] = frozenset()
        self.slower: str | None = None

    @property
    def release(self) -> Release:
        """The release that answers come from."""
        return self.pinned.release

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """DuckDB with the tables of the release as views."""
        connection = duckdb.connect()
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"SET threads = {threads(max(self.release.counts.values(), default=0))}")
        # The files of a release never change, so what their footers say holds for the session.
        connection.execute("SET parquet_metadata_cache = true")
        self.pinned.attach(connection, "contribution")
        if not self.pinned.withholds(connection):
            try:
                self._summed = cube.attach(connection, self.pinned)
            except LedgerError as error:
                self.slower = f"the file of sums of release {self.release.number}, {error}"
        # DuckDB gives times in the machine's zone unless it is told.
        connection.execute("SET TimeZone = 'UTC'")
        return connection

    @property
    def summed(self) -> frozenset[str]:
        """The columns that stand in the release's narrow copy of contributions too, ``cube.contribution``.

        None where the release has no such copy, or where it cannot be used: ``slower`` then says why.
        """
        _ = self.connection
        return self._summed

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What ``make`` gave for a key the first time: a release never changes, so its answers do not either."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast(_T, self._kept[key])

    def _read_distinct(self, column: str) -> list[str]:
        if column in cube.TEXTS and column in self.summed:
            return cube.words(self.connection, column)
        rows = self.connection.execute(
            f'SELECT DISTINCT "{column}" FROM contribution WHERE "{column}" IS NOT NULL ORDER BY 1'  # noqa: S608
        ).fetchall()
        return [row[0] for row in rows]

    def _read_list(self, name: str) -> list[dict[str, Any]]:
        """The rows of one of the study's own lists that hold, in the order of the list.

        A row that the build refused, since it contradicts others, stands in ``reject`` too and is left out.

        Raises:
            QuestionError: no table of that name.
        """
        rows = self.query(f'FROM "{self._known(name)}"', of=(name,)).to_pylist()
        files = sorted({row["file"] for row in rows})
        told = self.query(_REFUSED, [files], of=("reject",))
        refused = set(zip(told["file"].to_pylist(), told["locator"].to_pylist(), strict=True))
        return [row for row in rows if (row["file"], row["locator"]) not in refused]

    def query(self, sql: str, parameters: Sequence[object] = (), *, of: Iterable[str]) -> pa.Table:
        """Rows of a query over tables of the release, which are named; values are bound."""
        for name in of:
            self._attached(name)
        return query_arrow(self.connection, sql, parameters)

    def distinct_or(self, *others: "Session") -> Callable[[str], list[str]]:
        """The values of a column in any of several releases, for questions that span them."""
        return lambda column: sorted({value for each in (self, *others) for value in each.distinct(column)})

    @cached_property
    def file_names(self) -> Mapping[str, str]:
        """The name inside the study of each file of the release, by its hash."""
        told = self.query("SELECT file, name FROM file", of=("file",))
        return {row["file"]: row["name"] for row in told.to_pylist()}

    def title_of(self, source: str) -> str:
        """The title of a source, as its card or, for a table of the study's own, its dataset has it."""
        if source in self.source_cards:
            return self.source_cards[source].title
        told = [each for each in self.release.datasets.values() if each["source"] == source]
        return str(told[0].get("title") or source) if len(told) == 1 else source

    @property
    def source_cards(self) -> Mapping[str, SourceCard]:
        """The cards of the sources that can be read, by id."""
        from sarai import sources

        return sources.cards()

    def _known(self, name: str) -> str:
        if name not in tables.names():
            raise QuestionError(f"there is no table {name!r}", cure=f"tables: {', '.join(tables.names())}")
        return name

    def table(self, name: str) -> pa.Table:
        """A canonical table of the release, whole.

        Raises:
            QuestionError: no table of that name.
        """
        # An older release may lack what is required today.
        return self.query(f'FROM "{self._known(name)}"', of=(name,)).cast(
            pa.schema([field.with_nullable(True) for field in tables.schema(name)])
        )


_REFUSED = "SELECT file, locator FROM reject WHERE scope = 'row' AND list_contains(CAST(? AS VARCHAR[]), file)"


def query_arrow(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[object] = ()) -> pa.Table:
    """Run a query with bound parameters; the rows as an Arrow table."""
    table: pa.Table = connection.sql(sql, params=list(parameters)).to_arrow_table()
    coded = [each for each in table.schema if _coded(each.type)]
    for each in coded:
        place = table.schema.get_field_index(each.name)
        plain = pa.list_(pa.string()) if pa.types.is_list(each.type) else pa.string()
        table = table.set_column(place, pa.field(each.name, plain), table[each.name].cast(plain))
    return table


def _coded(type_: pa.DataType) -> bool:
    """Whether a column, or what its lists hold, are numbers of words, as the narrow copy has them."""
    return pa.types.is_dictionary(type_.value_type if pa.types.is_list(type_) else type_)
