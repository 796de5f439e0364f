"""From the texts of a file of the CRS to canonical tables, in SQL: what each row says, its faults, its money."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa

from sarai.model import tables
from sarai.model.errors import SourceChanged
from sarai.model.provenance import Batch, ReadSettings, SourceCard
from sarai.model.vocabulary import Kind, Mark, Precision, PriceBasis, Tier, Timing
from sarai.sources.crs import names
from sarai.sources.crs.opened import raw

_AMOUNTS = {
    "commitment": (Kind.COMMITMENT, "USD_Commitment"),
    "disbursement": (Kind.DISBURSEMENT, "USD_Disbursement"),
    "repayment": (Kind.REPAYMENT, "USD_Received"),
    "grant_equivalent": (Kind.GRANT_EQUIVALENT, "USD_GrantEquiv"),
}
"""The columns of money of a bulk file, in millions of dollars: kind and name."""

_TOTAL = ("_T", "1000", "T")
"""Codes of the Data Explorer for all of a dimension together."""

_STATEMENTS = {"C": Kind.COMMITMENT, "D": Kind.DISBURSEMENT, "R": Kind.REPAYMENT, "G": Kind.GRANT_EQUIVALENT,
               "GE": Kind.GRANT_EQUIVALENT}  # fmt: skip
"""FLOW_TYPE of the Data Explorer."""


def batches(path: Path, settings: ReadSettings, card: SourceCard) -> Iterator[Batch]:
    """The canonical batches of a file."""
    with raw(path) as (connection, dataset):
        explorer = dataset == "crs-explorer"
        connection.execute("CREATE TEMP TABLE apart (place BIGINT, name VARCHAR, told VARCHAR, reason VARCHAR)")
        sums = explorer and _one_level(connection, path)
        names.resolve(connection, sums=sums)
        connection.execute(_line(explorer=explorer))
        connection.execute(_statement(explorer=explorer))
        connection.execute(_FAULT)
        connection.execute("DELETE FROM line WHERE place IN (SELECT place FROM fault)")
        connection.execute(_RECORD)
        connection.execute(_flow(explorer=explorer))
        origin = {"source": card.id, "dataset": settings.dataset, "file": settings.file}
        for table, query in _TABLES.items():
            for batch in _told(connection, query, settings.batch_rows):
                yield table, _canonical(table, batch, origin)
        yield from _rejects(connection, origin, settings.batch_rows)
        yield _tally(connection, settings)


def _told(connection: duckdb.DuckDBPyConnection, query: str, rows: int) -> Iterator[pa.Table]:
    reader = connection.sql(query).to_arrow_reader(rows)
    for batch in reader:
        yield pa.Table.from_batches([batch])


def _canonical(table: str, rows: pa.Table, origin: Mapping[str, str]) -> pa.Table:
    for name, value in origin.items():
        rows = rows.append_column(name, pa.array([value], pa.string()).take(pa.array([0] * rows.num_rows, pa.int8())))
    return tables.conform(table, rows)


def _one_level(connection: duckdb.DuckDBPyConnection, path: Path) -> bool:
    """Keep of a table of the Data Explorer what tells the same money once: records before their sums, current prices
    before constant ones. Whether what is kept are sums.

    Raises:
        SourceChanged: totals stand among their parts, and nothing tells which are meant.
    """
    micro = f"(microdata IS NOT NULL AND microdata NOT IN {_TOTAL!r})"
    for name, first, other, reason in (
        ("MD_ID", micro, f"NOT {micro}", "rows are sums of the records of this file and are not read"),
        ("PRICE_BASE", "prices = 'V'", "prices = 'Q'", "rows tell the same money in constant prices and are not read"),
    ):
        (both,) = connection.execute(f"SELECT bool_or({first}) AND bool_or({other}) FROM raw").fetchone() or (False,)
        if both:
            connection.execute(
                f"INSERT INTO apart SELECT min(place), '{name}', count(*)::VARCHAR, '{reason}' FROM raw WHERE {other}"
            )
            connection.execute(f"DELETE FROM raw WHERE {other}")
    (records,) = connection.execute(f"SELECT bool_or({micro}) FROM raw").fetchone() or (False,)
    if records:
        return False
    for field, column, recipient in (("recipient", "RECIPIENT", True), ("donor", "DONOR", False)):
        pairs = connection.execute(f"SELECT DISTINCT {field}, {field}_name FROM raw").fetchall()
        groups = sorted({code for code, name in pairs if code and names.is_group(code, name, recipient=recipient)})
        if groups and len({code for code, _ in pairs}) > len(groups):
            connection.execute(
                f"INSERT INTO apart SELECT min(place), '{column}', any_value({field}), "
                f"'rows are sums over several and are not read' FROM raw WHERE list_contains(?, {field}) GROUP BY {field}",
                [groups],
            )
            connection.execute(f"DELETE FROM raw WHERE list_contains(?, {field})", [groups])
    for field, column in (
        ("sector", "SECTOR"),
        ("flow_code", "MEASURE"),
        ("channel", "CHANNEL"),
        ("aid_type", "MODALITY"),
    ):
        codes = [row[0] for row in connection.execute(
            f"SELECT DISTINCT {field} FROM raw WHERE {field} IS NOT NULL ORDER BY 1"
        ).fetchall()]  # fmt: skip
        found = next(((one, other) for one in codes for other in codes if _holds(field, one, other)), None)
        if found:
            raise SourceChanged(
                f"{column} holds totals and their parts: {found[0]} is told again in {found[1]}",
                where=str(path),
                cure="choose one level in the Data Explorer, or its microdata, and download it again",
            )
    return True


def _holds(field: str, one: str, other: str) -> bool:
    """Whether a code of the Data Explorer is the sum of others, another among them."""
    if one == other:
        return False
    if one in _TOTAL:
        return True
    if field == "flow_code":
        return one == "100" and other in ("11", "13", "19")
    stem = one.rstrip("0")
    return field == "sector" and one.isdigit() and other.isdigit() and (
        (len(one) == 3 and len(other) == 5 and other.startswith(stem))
        or (len(one) == len(other) == 3 and len(stem) < 3 and other.startswith(stem))
    )  # fmt: skip


def _plain(name: str) -> str:
    """A code as text; a program may have made a number of it."""
    return f"regexp_replace({name}, '\\.0+$', '')"


def _line(*, explorer: bool) -> str:
    """What a row says besides its money. A record is what one provider reports of one activity in one year."""
    own = "coalesce(crs_id, project)"
    rest = "concat_ws('-', recipient, sector, flow_code, channel, aid_type)"
    aggregate = f"coalesce(microdata IN {_TOTAL!r}, true)" if explorer else "false"
    unnamed = f"CASE WHEN {aggregate} THEN 'all/' || {rest} ELSE 'no id/' || {rest} END"
    channel = f"CASE WHEN channel_code IS NOT NULL THEN {_plain('channel_code')} ELSE {_plain('channel')} END"
    return f"""
CREATE TEMP TABLE line AS
SELECT place, TRY_CAST({_plain("raw.year")} AS SMALLINT) AS year, raw.year AS year_told, donor.partner, donor.told AS donor_told,
       donor.partner || '-' || coalesce({own}, {unnamed}) || '/' || {_plain("raw.year")} AS record,
       {aggregate} AND {own} IS NULL AS aggregate, crs_id, project, coalesce(title, short) AS title,
       agency.agency, recipient.code AS recipient, recipient.vocabulary,
       coalesce(recipient_name, raw.recipient) AS recipient_label, sector.code AS sector, sector_name,
       channel.code AS channel, coalesce(channel_reported, channel_name) AS through, place_name,
       CASE WHEN regexp_matches(raw.collaboration, '^[1-8](\\.0)?$') THEN left(raw.collaboration, 1) END AS collaboration,
       finance.code AS finance_type, aid.code AS aid_type, TRY_CAST(left(starts, 10) AS DATE) AS starts,
       TRY_CAST(left(ends, 10) AS DATE) AS ends, raw.flow_code AS flow_told,
       CASE WHEN {_plain("flow_code")} IN ('11', '13', '19', '100') THEN 'oda' WHEN {_plain("flow_code")} = '14' THEN 'oof'
            WHEN {_plain("flow_code")} = '30' THEN 'private' WHEN {_plain("category")} = '10' THEN 'oda'
            WHEN {_plain("category")} IN ('21', '22') THEN 'oof' WHEN {_plain("category")} IN ('30', '36', '37') THEN 'private'
       END AS flow_class
FROM raw
LEFT JOIN names_donor AS donor ON donor.stated IS NOT DISTINCT FROM raw.donor AND donor.name IS NOT DISTINCT FROM raw.donor_name
LEFT JOIN names_agency AS agency ON agency.stated IS NOT DISTINCT FROM raw.donor AND agency.name IS NOT DISTINCT FROM raw.donor_name
     AND agency.own IS NOT DISTINCT FROM raw.agency AND agency.own_name IS NOT DISTINCT FROM raw.agency_name
LEFT JOIN names_recipient AS recipient ON recipient.stated IS NOT DISTINCT FROM raw.recipient
     AND recipient.name IS NOT DISTINCT FROM raw.recipient_name
LEFT JOIN names_code AS sector ON sector.list = 'sectors' AND sector.stated = {_plain("raw.sector")}
LEFT JOIN names_code AS channel ON channel.list = 'channels' AND channel.stated = {channel}
LEFT JOIN names_code AS finance ON finance.list = 'finance_types' AND finance.stated = {_plain("raw.finance_type")}
LEFT JOIN names_code AS aid ON aid.list = 'aid_types' AND aid.stated = raw.aid_type
"""


def _statement(*, explorer: bool) -> str:
    """The money of a row: kind, amount as text, and the amount in whole units; a bulk file has millions of dollars.

    ``within`` is the place of a statement among those of its row; none where it tells nothing. A commitment of nothing
    beside a payment says that nothing new was committed; alone it is what the record says.
    """
    if explorer:
        kinds = " ".join(f"WHEN '{code}' THEN '{kind}'" for code, kind in _STATEMENTS.items())
        power = f"TRY_CAST({_plain('power')} AS TINYINT)"
        return f"""
CREATE TEMP TABLE statement AS
SELECT place, CASE statement {kinds} END AS kind, value AS told, {power} AS power,
       CAST(TRY_CAST(value AS DECIMAL(30,9)) * CAST(power(10::DOUBLE, {power}) AS DECIMAL(13,0)) AS DECIMAL(28,6)) AS amount,
       currency, prices, TRY_CAST({_plain("base_year")} AS SMALLINT) AS base_year, statement AS kind_told,
       'OBS_VALUE' AS told_in, 1 AS within
FROM raw
"""
    said = {name: f"coalesce(a_{name} <> 0, false)::TINYINT" for name in _AMOUNTS}
    others = " + ".join(each for name, each in said.items() if name != "commitment")
    said["commitment"] = f"greatest({said['commitment']}, ({others} = 0)::TINYINT)"
    amounts = ", ".join(
        f"{name}, CAST(TRY_CAST({name} AS DECIMAL(30,12)) * 1000000 AS DECIMAL(28,6)) AS a_{name}" for name in _AMOUNTS
    )
    in_order = sorted(_AMOUNTS, key=lambda name: _AMOUNTS[name][0])
    parts = " UNION ALL ".join(
        f"SELECT place, '{_AMOUNTS[name][0]}' AS kind, {name} AS told, 6 AS power, a_{name} AS amount, 'USD' AS currency, "
        f"'V' AS prices, NULL::SMALLINT AS base_year, '{name}' AS kind_told, '{_AMOUNTS[name][1]}' AS told_in, "
        f"CASE WHEN {said[name]} = 1 THEN {' + '.join(said[each] for each in in_order[: place + 1])} END AS within FROM money "
        f"WHERE {name} IS NOT NULL OR {said[name]} = 1"
        for place, name in enumerate(in_order)
    )
    return f"""
CREATE TEMP TABLE money AS SELECT place, {amounts} FROM raw;
CREATE TEMP TABLE statement AS {parts};
DROP TABLE money
"""


_FAULT = """
CREATE TEMP TABLE fault AS
SELECT place, any_value(name) AS name, any_value(told) AS told, any_value(reason) AS reason FROM (
    SELECT place, 'year' AS name, year_told AS told, 'is no year' AS reason FROM line
    WHERE year IS NULL OR year NOT BETWEEN 1950 AND 2100
    UNION ALL SELECT place, 'donor', '', 'is blank: nobody is named who gives' FROM line WHERE partner IS NULL
    UNION ALL SELECT place, told_in, told, 'is no number' FROM statement
              WHERE told IS NOT NULL AND power IS NOT NULL AND amount IS NULL
    UNION ALL SELECT place, 'UNIT_MULT', '', 'is no power of ten: the size of the amount is not known' FROM statement
              WHERE power IS NULL
    UNION ALL SELECT place, 'FLOW_TYPE', coalesce(kind_told, ''), 'is no kind of statement that is known' FROM statement
              WHERE kind IS NULL
    UNION ALL SELECT place, 'UNIT_MEASURE', coalesce(currency, ''), 'is no currency' FROM statement
              WHERE currency IS NULL OR NOT regexp_matches(currency, '^[A-Z]{3}$')
    UNION ALL SELECT place, 'PRICE_BASE', coalesce(prices, ''), 'is neither V (current) nor Q (constant)' FROM statement
              WHERE prices IS NULL OR prices NOT IN ('V', 'Q')
) GROUP BY place
"""

_RECORD = (
    "CREATE TEMP TABLE record AS SELECT record, min(place) AS number, count(*) = 1 AS alone FROM line GROUP BY record"
)
"""Each record with its first line, which is also its number, since numbers are told apart quicker than names. Most
records are one line, in which nothing has an order: only the others pay for one."""

_ALONE = "place IN (SELECT number FROM record WHERE alone)"


def _flow(*, explorer: bool) -> str:
    """The statements that are told, each with its key and its place among those of its record.

    A key counts lines of one recipient and sector, never amounts, so that it stays when an amount is revised.
    """
    alike = "recipient, sector, kind" if explorer else "recipient, sector"
    return f"""
CREATE TEMP TABLE counted AS
SELECT place, record, recipient, sector, 1 AS nth, 0 AS before FROM line WHERE {_ALONE}
UNION ALL
SELECT place, record, recipient, sector, row_number() OVER (PARTITION BY number, {alike} ORDER BY place),
       CAST(sum(told) OVER (PARTITION BY number ORDER BY place) AS BIGINT) - told
FROM line JOIN record USING (record)
     JOIN (SELECT place, count(within) AS told, any_value(kind) AS kind FROM statement GROUP BY place) USING (place)
WHERE NOT alone;
CREATE TEMP TABLE flow AS
SELECT place, 'crs:' || record AS activity, kind, amount, currency, prices, base_year, kind_told,
       'crs:' || record || '/' || kind || '/' || coalesce(recipient, '-') || '/' || coalesce(sector, '-') || '/' || nth AS key,
       before + within AS ordinal
FROM statement JOIN counted USING (place) WHERE within IS NOT NULL;
DROP TABLE counted
"""


_ROW = "'row ' || place AS locator"


def _told_once(column: str, *more: str) -> str:
    """The lines of a record that first tell each value of a column, with the value's place among those of the record."""
    told = ", ".join(("place", "record", column, *more))
    return f"""
SELECT {told}, 1 AS nth FROM line WHERE {column} IS NOT NULL AND {_ALONE}
UNION ALL
SELECT {told}, row_number() OVER (PARTITION BY record ORDER BY place) FROM (
    SELECT {told} FROM line WHERE {column} IS NOT NULL AND NOT {_ALONE}
    QUALIFY row_number() OVER (PARTITION BY record, {column} ORDER BY place) = 1
)"""


_TABLES = {
    "activity": f"""
SELECT 'crs:' || record AS key, {_ROW}, record AS record_id, title, donor_told AS reporter, 'primary' AS reporter_role,
       starts AS start_planned, ends AS end_planned, year, 'calendar' AS year_basis, flow_class, flow_told AS flow_class_stated,
       finance_type, aid_type, agency, channel, collaboration,
       CASE WHEN aggregate THEN ['{Mark.AGGREGATE}'] ELSE []::VARCHAR[] END AS marks, '{Tier.OFFICIAL_LEDGER}' AS tier
FROM line WHERE place IN (SELECT number FROM record)
""",
    "flow": f"""
SELECT f.key, 'row ' || f.place AS locator, f.activity, f.ordinal, f.kind, make_date(l.year, 1, 1) AS date,
       make_date(l.year, 1, 1) AS value_date, '{Precision.YEAR}' AS precision, l.year, '{Timing.IN_PERIOD}' AS timing,
       make_date(l.year, 1, 1) AS period_start, make_date(l.year, 12, 31) AS period_end, f.amount,
       CASE WHEN f.amount IS NOT NULL THEN f.currency END AS currency,
       CASE WHEN f.prices = 'V' THEN '{PriceBasis.CURRENT}' WHEN f.base_year IS NULL THEN '{PriceBasis.CONSTANT_UNSTATED}'
            ELSE '{PriceBasis.CONSTANT}' END AS price_basis,
       CASE WHEN f.prices = 'Q' THEN f.base_year END AS base_year, l.partner AS provider,
       'the provider that reports' AS provider_rule, l.donor_told AS provider_name, l.agency, f.kind_told AS kind_stated,
       l.flow_class, l.finance_type, l.aid_type, l.crs_id AS reference
FROM flow f JOIN line l USING (place)
""",
    "split": """
SELECT f.key || '/recipient/' || l.recipient AS key, 'row ' || f.place AS locator, f.key AS owner, 'recipient' AS dimension,
       l.vocabulary, l.recipient AS code, l.recipient_label AS label, 100.0::DOUBLE AS percent, 'whole' AS basis
FROM flow f JOIN line l USING (place) WHERE l.recipient IS NOT NULL
UNION ALL
SELECT f.key || '/sector/' || l.sector, 'row ' || f.place, f.key, 'sector', 'oecd-dac', l.sector, l.sector_name, 100.0, 'whole'
FROM flow f JOIN line l USING (place) WHERE l.sector IS NOT NULL
""",
    "participant": f"""
SELECT 'crs:' || record || '/participant/implementing/' || nth AS key, {_ROW}, 'crs:' || record AS activity,
       'implementing' AS role, through AS name, channel
FROM ({_told_once("through", "channel")})
""",
    "location": f"""
SELECT 'crs:' || record || '/location/' || nth AS key, {_ROW}, 'crs:' || record AS activity, place_name AS name
FROM ({_told_once("place_name")})
""",
    "identifier": f"""
SELECT 'crs:' || record || '/identifier/' || type AS key, {_ROW}, 'crs:' || record AS activity, type, value FROM (
    SELECT 'A2' AS type, crs_id AS value, * FROM ({_told_once("crs_id")}) UNION ALL BY NAME
    SELECT 'A1' AS type, project AS value, * FROM ({_told_once("project")})
) WHERE nth = 1
""",
}


def _rejects(connection: duckdb.DuckDBPyConnection, origin: Mapping[str, str], rows: int) -> Iterator[Batch]:
    """Rows that are refused, whole; then names and codes that no list knows, and rows that tell others again."""
    told = "name || ' ' || reason AS reason, name AS \"column\", told AS value"
    whole = f"""
SELECT 'row ' || place AS locator, 'row' AS scope, coalesce(crs_id, project) AS record, {told},
       to_json(raw)::VARCHAR AS raw
FROM fault JOIN raw USING (place) ORDER BY place
"""
    cells = f"""
SELECT 'row ' || min(place) AS locator, 'cell' AS scope, NULL AS record, name || ' ' || reason ||
       CASE WHEN count(*) > 1 THEN ' (' || count(*) || ' rows)' ELSE '' END AS reason, name AS "column", told AS value
FROM (
    SELECT place, 'recipient' AS name, recipient_label AS told, 'is no known country or region' AS reason
    FROM line WHERE recipient IS NULL AND recipient_label IS NOT NULL
    UNION ALL SELECT l.place, 'sector', raw.sector, 'is no purpose code of the DAC' FROM line l JOIN raw USING (place)
              WHERE l.sector IS NULL AND raw.sector IS NOT NULL AND raw.sector NOT IN {_TOTAL!r}
    UNION ALL SELECT place, name, told, reason FROM apart
) GROUP BY name, told, reason ORDER BY min(place)
"""
    for query in (whole, cells):
        for batch in _told(connection, query, rows):
            yield "reject", _canonical("reject", batch, origin)


def _tally(connection: duckdb.DuckDBPyConnection, settings: ReadSettings) -> Batch:
    """The file's own sums: its rows, and its money by currency."""
    sums = connection.execute("""
SELECT 'records' AS quantity, 'records' AS unit, count(*)::DECIMAL(28,6) AS stated,
       count(*) FILTER (place IN (SELECT place FROM line))::DECIMAL(28,6) AS kept FROM raw
UNION ALL
SELECT 'amount', coalesce(currency, 'not stated'), sum(coalesce(amount, 0))::DECIMAL(28,6),
       coalesce(sum(amount) FILTER (place IN (SELECT place FROM line)), 0)::DECIMAL(28,6) FROM statement GROUP BY ALL
""").fetchall()
    rows: list[dict[str, object]] = [
        {"file": settings.file, "sheet": "", "quantity": quantity, "unit": unit, "stated": stated, "kept": kept,
         "rejected": Decimal(stated) - Decimal(kept)}
        for quantity, unit, stated, kept in sums
    ]  # fmt: skip
    return "tally", tables.from_rows("tally", rows)
