"""A made-up ledger of any size, for measuring reading: activities with ten contributions each.

Names, codes and amounts are drawn from a seeded generator; partners and sectors follow a long tail, as
real ledgers do. Nothing in it is true.
"""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from sarai import codelists
from sarai.ledger import Part, cube
from sarai.ledger.read import view_of_files
from sarai.ledger.write import Writer, write_part, writing
from sarai.model import tables
from sarai.pipeline import new

PER_ACTIVITY = 10

_ROWS = """
SELECT
    'made-up:' || a || '#' || c AS key, 'made-up' AS source, 'made-up-1' AS dataset,
    repeat('0', 64) AS file, 'row ' || (a * 10 + c) AS locator,
    'made-up:' || a AS activity, a AS record, 'Made-up activity ' || a AS title,
    'made-up:' || a AS same_group, CAST(1 AS SMALLINT) AS same_rank, 'Made-up reporter' AS reporter,
    partners[1 + CAST(floor(power((hash(a * 7) % 1000) / 1000.0, 3) * len(partners)) AS INTEGER)] AS partner,
    'made up' AS partner_rule, NULL AS agency,
    recipients[1 + CAST(floor(power((hash(a * 11 + c // 7) % 1000) / 1000.0, 2) * len(recipients)) AS INTEGER)]
        AS recipient,
    sectors[1 + CAST(hash(a * 13 + c // 4) % len(sectors) AS INTEGER)] AS sector,
    NULL AS sector_group, NULL AS place, NULL AS topic,
    CAST(2000 + (hash(a) % 26) AS SMALLINT) AS year, DATE '2010-01-01' AS date, 'year' AS precision,
    CASE WHEN c < 5 THEN 'commitment' ELSE 'disbursement' END AS kind, 'on-date' AS timing,
    CASE WHEN random() < 0.7 THEN 'oda' ELSE 'oof' END AS flow_class, '110' AS finance_type, NULL AS aid_type,
    'implementation' AS status, 'reported' AS family, 100.0 AS year_percent, CAST([] AS VARCHAR[]) AS quality,
    CASE WHEN hash(a) % 10 < 8 THEN 'official-ledger' ELSE 'press-several' END AS tier,
    CAST(exp(random() * 12) AS DECIMAL(28,6)) AS amount, 'USD' AS currency, 'current' AS price_basis,
    CAST(NULL AS SMALLINT) AS base_year, 1.0 AS rate, '2010' AS rate_period, 'the same currency' AS rate_source,
    0.9 AS deflator, 'made up' AS deflator_source, 1.0 AS current_factor,
    100.0 AS recipient_percent, 100.0 AS sector_percent,
    CAST(exp(random() * 12) AS DECIMAL(18,2)) AS value_current,
    CAST(exp(random() * 12) AS DECIMAL(18,2)) AS value_constant,
    CAST(NULL AS DECIMAL(18,2)) AS value_source, CAST(NULL AS DECIMAL(28,6)) AS source_amount, NULL AS source_series,
    NULL AS source_basis,
    NULL AS no_value, CASE WHEN random() < 0.9 THEN 'certain' ELSE 'preferred' END AS standing, 'counted' AS rule,
    'made up' AS licence
FROM range(CAST($activities AS BIGINT)) t(a), range(CAST($per AS BIGINT)) u(c)
"""


def ledger(folder: Path, activities: int) -> Path:
    """Make a study of ``activities`` made-up activities, unless the folder holds it already."""
    if (folder / "study.toml").exists():
        return folder
    new(folder)
    with writing(folder) as writer:
        parts = {"contribution": list(_parts(writer, activities))}
        with writer.counting() as connection:
            files = [str(writer.folder / "contribution" / part.name) for part in parts["contribution"]]
            view_of_files(connection, "contribution", "contribution", files, set(tables.schema("contribution").names))
            summed = cube.write(connection, writer.folder, writer.number)
        writer.commit(
            parts,
            cube=summed,
            code_version="benchmark",
            study_hash="made up",
            currency="USD",
            price_year=2024,
            datasets={
                "made-up-1": {"source": "made-up", "title": "made up", "as_of": "2020-01-01", "scope": {}, "files": []}
            },
        )
    return folder


def _parts(writer: Writer, activities: int) -> Iterator[Part]:
    countries = [code.code for code in codelists.load("countries")]
    sectors = [code.code for code in codelists.load("sectors") if code.level == "purpose"][:200]
    with duckdb.connect() as connection:
        # One thread, so that the seed draws the same ledger every time.
        connection.execute("SET threads = 1")
        connection.execute("SELECT setseed(0.5)").fetchall()
        partners, recipients = countries[::5], countries
        lists = {"partners": partners, "recipients": recipients, "sectors": sectors}
        rows = _ROWS.replace("FROM range", "FROM lists, range", 1)
        lists_sql = "WITH lists AS (SELECT $partners AS partners, $recipients AS recipients, $sectors AS sectors)"
        one = {"activities": 1, "per": 1, **lists}
        made = set(connection.sql(f"{lists_sql} {rows}", params=one).columns)
        # What no question of the benchmark asks is not stated.
        columns = ", ".join(each if each in made else f"NULL AS {each}" for each in tables.schema("contribution").names)
        sql = f"""
{lists_sql}
SELECT {columns} FROM ({rows})
ORDER BY recipient, partner, year, key
"""
        reader = connection.sql(
            sql,
            params={"activities": activities, "per": PER_ACTIVITY, **lists},
        ).to_arrow_reader(1_000_000)
        for place, batch in enumerate(reader):
            rows = tables.conform("contribution", pa.Table.from_batches([batch]))
            yield write_part(writer.folder, "contribution", f"contribution-{writer.number:06}-{place:04}", rows)


def about(folder: Path) -> str:
    """What a generated ledger holds, in a line."""
    size = sum(file.stat().st_size for file in folder.rglob("*.parquet"))
    return json.dumps({"folder": folder.name, "megabytes": round(size / 1e6), "made": dt.date.today().isoformat()})
