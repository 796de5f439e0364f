"""Newest speaks per field: what a record's file has no column for is taken from an older telling, and marked.

A field that the newer file has and leaves empty is empty. Only descriptors are inherited, each a group that travels
whole (:class:`~sarai.model.vocabulary.Descriptor`): never an amount with its currency, basis and date, nor a status
with its dates. Among older tellings the newest whose own file has the column speaks.
"""

from collections.abc import Mapping, Set

import duckdb
import pyarrow as pa

from sarai.model.vocabulary import Descriptor

_FIELDS: Mapping[Descriptor, tuple[str, ...]] = {
    Descriptor.TITLE: ("title",),
    Descriptor.AGENCY: ("agency",),
    Descriptor.FLOW_CLASS: ("flow_class",),
    Descriptor.FINANCE_TYPE: ("finance_type", "aid_type"),
    Descriptor.LOAN_TERMS: ("interest_rate", "maturity", "grace_period"),
}
"""The columns of ``activity`` that a descriptor is."""

_ROWS: Mapping[Descriptor, tuple[str, str, str]] = {
    # descriptor: (table, the column of its owner, which of its rows)
    Descriptor.SECTOR: ("split", "owner", "o.dimension = 'sector' AND o.percent IS NOT NULL"),
    Descriptor.TOPIC: ("split", "owner", "o.dimension = 'topic' AND o.percent IS NOT NULL"),
    Descriptor.PLACE: ("location", "activity", "o.name IS NOT NULL"),
}
"""The rows beside an activity that a descriptor is."""

_MARKS = (Descriptor.UMBRELLA, Descriptor.COFINANCED)

_SOURCE_OF = """
CREATE OR REPLACE TEMP TABLE source_of AS
WITH told AS (
    SELECT a.file, a.key, a.dataset, a.locator, speaker.same_rank
    FROM activity a JOIN speaker ON speaker.file = a.file AND speaker.key = a.key
    WHERE a.key IN (SELECT key FROM speaker WHERE same_rank > 1)
)
SELECT n.file, n.key, silence.descriptor, o.file AS from_file, o.dataset, o.locator
FROM told n JOIN silence ON silence.dataset = n.dataset
JOIN told o ON o.key = n.key AND o.same_rank > n.same_rank
ANTI JOIN silence also ON also.dataset = o.dataset AND also.descriptor = silence.descriptor
QUALIFY row_number() OVER (PARTITION BY n.file, n.key, silence.descriptor ORDER BY o.same_rank) = 1
"""


def _fields() -> str:
    """One row per inherited field: file, key, descriptor, field, value, and where it stands."""
    told = [
        f"SELECT s.*, '{name}' AS field, CAST(a.{name} AS VARCHAR) AS value FROM source_of s "
        "JOIN activity a ON a.file = s.from_file AND a.key = s.key "
        "JOIN activity n ON n.file = s.file AND n.key = s.key "
        f"WHERE s.descriptor = '{descriptor}' AND n.{name} IS NULL"
        for descriptor, names in _FIELDS.items()
        for name in names
    ]
    told += [
        f"SELECT s.*, '{descriptor}', 'yes' FROM source_of s JOIN activity a ON a.file = s.from_file AND a.key = s.key "
        f"WHERE s.descriptor = '{descriptor}' AND list_contains(a.marks, '{descriptor}')"
        for descriptor in _MARKS
    ]
    told += [
        f"SELECT s.*, '{descriptor}', string_agg(DISTINCT {'o.name' if table == 'location' else 'o.code'}, '; ') "
        f"FROM source_of s JOIN {table} o ON o.file = s.from_file AND o.{owner} = s.key AND {which} "
        f"WHERE s.descriptor = '{descriptor}' GROUP BY ALL"
        for descriptor, (table, owner, which) in _ROWS.items()
    ]
    return " UNION ALL ".join(told)


def _telling() -> str:
    names = [name for each in _FIELDS.values() for name in each]
    own = ", ".join(f"coalesce(a.{name}, i.{name}) AS {name}" for name in names)
    taken = ", ".join(
        f"any_value(TRY_CAST(value AS {'DOUBLE' if descriptor is Descriptor.LOAN_TERMS else 'VARCHAR'})) "
        f"FILTER (field = '{name}') AS {name}"
        for descriptor, fields in _FIELDS.items()
        for name in fields
    )
    return f"""
CREATE OR REPLACE TEMP TABLE telling AS
SELECT a.* REPLACE ({own}), i.inherited, coalesce(i.inherited_marks, []) AS inherited_marks
FROM told a LEFT JOIN (
    SELECT file, key, {taken},
           list({{'field': field, 'value': value, 'dataset': dataset, 'file': from_file, 'locator': locator}}
                ORDER BY field) AS inherited,
           list(field ORDER BY field) FILTER (field IN ({", ".join(f"'{each}'" for each in _MARKS)})) AS inherited_marks
    FROM ({_fields()}) WHERE value IS NOT NULL GROUP BY file, key
) i ON i.file = a.file AND i.key = a.key
"""


_SHARES = """
CREATE OR REPLACE TEMP VIEW stated_share AS
SELECT file, owner, dimension, code, percent, basis FROM split WHERE percent IS NOT NULL
UNION ALL
SELECT s.file, o.owner, o.dimension, o.code, o.percent, o.basis
FROM source_of s JOIN split o ON o.file = s.from_file AND o.owner = s.key AND o.percent IS NOT NULL
 AND o.dimension = s.descriptor AND s.descriptor IN ('sector', 'topic')
"""

_PLACES = """
CREATE OR REPLACE TEMP VIEW stated_place AS
SELECT file, activity, name FROM location
UNION ALL
SELECT s.file, o.activity, o.name
FROM source_of s JOIN location o ON o.file = s.from_file AND o.activity = s.key AND s.descriptor = 'place'
"""


def create(connection: duckdb.DuckDBPyConnection, silent: Mapping[str, Set[str]]) -> None:
    """Make ``telling`` (``told`` with what it inherits), ``stated_share`` and ``stated_place``.

    ``silent`` are the descriptors that each dataset has no column for. ``telling`` has besides the columns of
    ``activity``: ``inherited``, the fields taken over with where they stand, and ``inherited_marks``.
    """
    pairs = [(dataset, each) for dataset, told in silent.items() for each in sorted(told)]
    connection.register(
        "silence",
        pa.table(
            {
                "dataset": pa.array([dataset for dataset, _ in pairs], pa.string()),
                "descriptor": pa.array([descriptor for _, descriptor in pairs], pa.string()),
            }
        ),
    )
    for statement in (_SOURCE_OF, _telling(), _SHARES, _PLACES):
        connection.execute(statement)
