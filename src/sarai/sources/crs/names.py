"""What the codes and names of a file of the CRS mean: each looked up once, however many rows hold it."""

from collections.abc import Iterator, Sequence

import duckdb
import pyarrow as pa

from sarai import codelists
from sarai.codelists.organisations import Scheme

_LISTS = {"sectors": "sector", "channels": "coalesce(channel_code, channel)", "finance_types": "finance_type",
          "aid_types": "aid_type"}  # fmt: skip
"""Code lists, and the column whose codes they hold."""


def resolve(connection: duckdb.DuckDBPyConnection, *, sums: bool) -> None:
    """Make the tables ``names_donor``, ``names_agency``, ``names_recipient`` and ``names_code`` beside ``raw``.

    Where rows are ``sums``, a recipient may be a group, which is no region that was not allocated further.
    """
    donors = {pair: _donor(*pair) for pair in _pairs(connection, "donor", "donor_name")}
    _keep(connection, "names_donor", ("stated", "name", "partner", "told"), [
        (code, name, partner, name or code) for (code, name), partner in donors.items()
    ])  # fmt: skip
    _keep(connection, "names_agency", ("stated", "name", "own", "own_name", "agency"), [
        (*each, _agency(donors[(each[0], each[1])], *each[2:]))
        for each in _pairs(connection, "donor", "donor_name", "agency", "agency_name")
    ])  # fmt: skip
    _keep(connection, "names_recipient", ("stated", "name", "code", "vocabulary"), [
        (*pair, *_place(*pair, sums=sums)) for pair in _pairs(connection, "recipient", "recipient_name")
    ])  # fmt: skip
    _keep(connection, "names_code", ("list", "stated", "code"), list(_codes(connection)))


_GROUPS = frozenset(
    {"DAC", "ALLD", "ALLM", "WXDAC", "DAC_EC", "DACEU", "G7", "G20", "LDC", "LIC", "LMIC", "UMIC", "DPGC"}
)
_OF_GROUPS = ("countries", "donors", "members", "total", "all ")


def is_group(code: str | None, name: str | None, *, recipient: bool) -> bool:
    """Whether a code of the Data Explorer stands for several donors or recipients, and its money for a sum.

    A country is told by three letters, what is not allocated within a region by its code and ``_X``.
    """
    told = (code or "").upper()
    if told in _GROUPS or any(word in (name or "").casefold() for word in _OF_GROUPS):
        return not told.endswith("_X")
    return (
        recipient and bool(told) and not (told.endswith("_X") or told.isdigit() or (len(told) == 3 and told.isalpha()))
    )


def _pairs(connection: duckdb.DuckDBPyConnection, *columns: str) -> list[tuple[str | None, ...]]:
    return connection.execute(f"SELECT DISTINCT {', '.join(columns)} FROM raw").fetchall()


def _keep(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], rows: Sequence[tuple[str | None, ...]]
) -> None:
    made = pa.table({name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(columns)})
    connection.register("made", made)
    connection.execute(f"CREATE TEMP TABLE {table} AS FROM made")
    connection.unregister("made")


def _plain(code: str | None) -> str:
    return (code or "").removesuffix(".0")


def _donor(code: str | None, name: str | None) -> str | None:
    """The partner: by the DAC's code of a donor, by another code, by its name; else as it is told."""
    told = _plain(code)
    found = codelists.organisation_by_code(told, Scheme.DAC_DONOR).found if told.isdigit() else None
    if found is None and name:
        found = codelists.organisation_by_name(name).found
    if found is None and told and not told.isdigit():
        found = codelists.organisation_by_code(told).found
    return found.donor if found is not None else name or code


def _agency(donor: str | None, code: str | None, name: str | None) -> str | None:
    """A donor's agency, by its name; the CRS has one Ministry of Foreign Affairs for all donors."""
    told = name or _plain(code)
    return codelists.agency_of(donor, told) if donor and told else None


def _place(code: str | None, name: str | None, *, sums: bool) -> tuple[str | None, str | None]:
    """The country or region: by the DAC's code, by another, by its name; a sum of several is none."""
    if sums and code and not _plain(code).isdigit() and is_group(code, name, recipient=True):
        return None, None
    found = codelists.place_by_code(_plain(code)) if code else None
    if found is None and name:
        found = codelists.place_by_name(name).found
    if found is None:
        return None, None
    return found.code, "iso2" if found.code.isalpha() else "oecd-dac-region"


def _codes(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str, str]]:
    for name, column in _LISTS.items():
        known = codelists.load(name)
        for (told,) in _pairs(connection, column):
            code = _plain(told)
            if code in known:
                yield name, code, code
