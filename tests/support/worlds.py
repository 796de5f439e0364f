"""Made-up canonical tables, and the contributions that a build makes of them. No figure in them is anyone's.

A ``World`` holds rows of the canonical tables; what a row does not say is filled in. ``contributions`` runs the
counting of a build over it, with made-up rates and deflators instead of the published ones.
"""

import datetime as dt
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa

from sarai import counting
from sarai.analyses.portfolio import Selection
from sarai.analyses.portfolio.diff import Side, compare
from sarai.model import tables
from sarai.model.provenance import Scope
from sarai.model.vocabulary import Counting, Kind
from sarai.settings import Study

FILE = "made-up-file"
TABLES = ("activity", "flow", "restated", "split", "location", "related", "file")

Row = dict[str, object]


@dataclass
class World:
    """Rows of canonical tables, of one made-up file unless a row says otherwise."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})

    def file(
        self, name: str = FILE, *, dataset: str = "made-1", source: str = "made", as_of: dt.date = dt.date(2020, 1, 1)
    ) -> "World":
        told = {"file": name, "name": name, "source": source, "dataset": dataset, "reader_version": "1"}
        self.rows["file"].append(told | {"as_of": as_of, "outcome": "read", "bytes": 1, "licence": "made up"})
        return self

    def activity(self, key: str, **told: object) -> "World":
        self.rows["activity"].append(
            self._origin(key) | {"record_id": key, "marks": [], "tier": "official-ledger", "reporter": "made"} | told
        )
        return self

    def flow(self, activity: str, amount: object, currency: str | None = "USD", **told: object) -> "World":
        ordinal = told.get("ordinal", 1)
        default: Row = {
            "activity": activity,
            "ordinal": ordinal,
            "kind": "commitment",
            "date": dt.date(2010, 6, 15),
            "precision": "day",
            "timing": "on-date",
            "price_basis": "current",
            "provider": "JP",
            "amount": None if amount is None else Decimal(str(amount)),
            "currency": currency,
        }
        row = self._origin(f"{activity}#{ordinal}") | default | told
        when = row.get("value_date") or row["date"]
        self.rows["flow"].append({"year": when.year if isinstance(when, dt.date) else None} | row)
        return self

    def split(self, owner: str, dimension: str, shares: Mapping[str | None, float], **told: object) -> "World":
        for code, percent in shares.items():
            row = {"owner": owner, "dimension": dimension, "vocabulary": "made", "code": code, "percent": percent}
            self.rows["split"].append(self._origin(f"{owner}/{dimension}/{code}") | row | {"basis": "stated"} | told)
        return self

    def related(self, activity: str, other: str, kind: str = "sibling", **told: object) -> "World":
        row = {"activity": activity, "type": kind, "ref": other, "related": other}
        self.rows["related"].append(self._origin(f"{activity}/related/{other}") | row | told)
        return self

    def restated(self, flow: str, value: object, **told: object) -> "World":
        row = {"flow": flow, "series": "made_usd", "price_basis": "constant", "base_year": 2014, "currency": "USD"}
        self.rows["restated"].append(self._origin(f"{flow}/made_usd") | row | {"value": Decimal(str(value))} | told)
        return self

    def _origin(self, key: str) -> Row:
        return {"key": key, "source": "made", "dataset": "made-1", "file": FILE, "locator": f"row of {key}"}


def made(key: str = "a", amount: object = "100", currency: str | None = "USD", **told: object) -> World:
    """A world of one activity with one flow; ``told`` goes to the flow."""
    return World().file().activity(key).flow(key, amount, currency, **told)


RATES: tuple[tuple[str, str, float], ...] = (
    ("JPY", "2010-06", 0.011),
    ("JPY", "2010", 0.0114),
    ("JPY", "2020-06", 0.0093),
    ("EUR", "2010-06", 1.2208),
    ("EUR", "2010-05", 1.2565),
)
DEFLATORS: tuple[tuple[str, int, float], ...] = (
    ("JP", 2010, 0.9),
    ("JP", 2015, 0.8),
    ("JP", 2020, 1.0),
    ("DAC", 2010, 0.75),
    ("DAC", 2020, 1.0),
)


def rates(rows: tuple[tuple[str, str, float], ...] = RATES) -> pa.Table:
    """A table of published rates with made-up values, in US dollars per unit."""
    told = [dict(zip(("currency", "period", "value"), row, strict=True)) for row in rows]
    return tables.from_rows("rate", [row | {"source": "own: made up", "vintage": "2020-01-01"} for row in told])


def deflators(rows: tuple[tuple[str, int, float], ...] = DEFLATORS) -> pa.Table:
    """A table of published deflators with made-up values."""
    told = [dict(zip(("provider", "year", "value"), row, strict=True)) for row in rows]
    more = {"base_year": 2020, "currency": "USD", "source": "oecd", "vintage": "made up"}
    return tables.from_rows("deflator", [row | more for row in told])


def study(**told: object) -> Study:
    """A study of everything, in US dollars of 2020."""
    default = {"recipients": None, "partners": None, "years": None, "currency": "USD", "price_year": 2020}
    return Study(folder=Path("made-up"), title="made up", sources=(), hash="", **(default | told))  # type: ignore[arg-type]


def connected(world: World) -> duckdb.DuckDBPyConnection:
    """DuckDB with the tables of a world."""
    connection = duckdb.connect(config={"threads": 1})
    for name in TABLES:
        connection.register(name, tables.from_rows(name, world.rows[name]))
    return connection


def contributions(
    world: World,
    *,
    of: Study | None = None,
    rate: tuple[tuple[str, str, float], ...] = RATES,
    deflator: tuple[tuple[str, int, float], ...] = DEFLATORS,
    scopes: Mapping[str, Scope] | None = None,
    families: Mapping[str, str] | None = None,
    silent: Mapping[str, Set[str]] | None = None,
    whole: Set[str] = frozenset(),
) -> pa.Table:
    """The contribution table that a build makes of a world."""
    with connected(world) as connection:
        pieces = list(
            counting.contributions(
                connection,
                of or study(),
                published_rates=rates(rate),
                published_deflators=deflators(deflator),
                scopes=scopes or {},
                families=families or {},
                silent=silent or {},
                whole=whole,
            )
        )
    return pa.concat_tables(pieces) if pieces else tables.schema("contribution").empty_table()


def rows(world: World, **told: object) -> list[Row]:
    """The contributions of a world as dictionaries."""
    found: list[Row] = contributions(world, **told).to_pylist()  # type: ignore[arg-type]
    return found


def changes(
    before: pa.Table, after: pa.Table, by: list[str], *, value: str = "value_current", lost: tuple[str, ...] = ()
) -> list[Row]:
    """The comparison of two contribution tables; ``lost`` are the records the later one could not hold."""
    chosen = Selection(value, (Kind.COMMITMENT,))
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("contribution_a", before)
        connection.register("contribution_b", after)
        found: list[Row] = compare(
            connection,
            Side("contribution_a", chosen),
            Side("contribution_b", chosen),
            by,
            counting=Counting.PREFERRED,
            out_of_scope=pa.table({"same_group": pa.array(lost, pa.string())}),
        ).to_pylist()
    return found
