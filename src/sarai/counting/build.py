"""The contribution table: flow x recipient x sector x year, priced and classified.

Each flow is priced and split as ``pricing`` says, and put in or out of totals by the first rule that holds.
"""

from collections.abc import Iterator, Mapping, Set
from types import MappingProxyType

import duckdb
import pyarrow as pa

from sarai import codelists
from sarai.counting import chains, facts, gifts, inherit, itemise, ledgers, newer, pricing
from sarai.counting.rules import COUNTED, RULES
from sarai.model import tables
from sarai.model.dimensions import DIMENSIONS
from sarai.model.provenance import Scope
from sarai.model.vocabulary import Quality, ShareBasis, Standing
from sarai.money import deflators, rates
from sarai.settings import Study

_SHARES = f"""
CREATE OR REPLACE TEMP TABLE share AS
WITH owned AS (
    -- Shares of a flow replace the activity's for that dimension; they never multiply.
    SELECT f.file, f.key, f.year, d.dimension,
           coalesce(max(own.owner), f.activity) AS owner
    FROM statement f
    CROSS JOIN (VALUES ('recipient'), ('sector')) d(dimension)
    LEFT JOIN stated_share own ON own.file = f.file AND own.owner = f.key AND own.dimension = d.dimension
    GROUP BY f.file, f.key, f.year, f.activity, d.dimension
),
per AS (
    SELECT owned.file, owned.key, owned.year, owned.dimension, s.code, s.basis, coalesce(s.percent, 100.0) AS percent
    FROM owned LEFT JOIN stated_share s USING (file, owner, dimension)
),
crossed AS (
    SELECT r.file, r.key, r.code AS recipient, r.percent AS recipient_percent, r.basis AS recipient_basis,
           s.code AS sector, s.percent AS sector_percent, s.basis AS sector_basis,
           coalesce(span.year, r.year) AS year, coalesce(span.percent, 100.0) AS year_percent,
           r.percent * s.percent / 10000.0 * coalesce(span.percent / 100.0, 1.0) AS weight, [r.basis, s.basis] AS bases
    FROM per r JOIN per s ON s.file = r.file AND s.key = r.key AND s.dimension = 'sector'
    LEFT JOIN span ON span.file = r.file AND span.key = r.key
    WHERE r.dimension = 'recipient'
)
{pricing.running("crossed", "file, key")}
"""

_SERIES = """
CREATE OR REPLACE TEMP TABLE series AS
WITH best AS (
    -- One series per file: never constant prices for one record and current ones for the next.
    SELECT file, price_basis, base_year, currency
    FROM (SELECT DISTINCT file, price_basis, base_year, currency FROM restated)
    QUALIFY row_number() OVER (
        PARTITION BY file ORDER BY price_basis = 'constant' DESC, base_year DESC NULLS LAST, currency
    ) = 1
)
SELECT r.file, r.flow, any_value(r.value) AS source_amount, any_value(r.series) AS source_series,
       r.currency || ' ' || r.price_basis || coalesce(' ' || r.base_year, '') AS source_basis
FROM restated r JOIN best
  ON best.file = r.file AND best.price_basis = r.price_basis AND best.currency = r.currency
 AND best.base_year IS NOT DISTINCT FROM r.base_year
GROUP BY ALL
UNION ALL
-- A publisher that restates nothing has its own money as its series.
SELECT f.file, f.key, f.amount, 'amount', f.currency || ' current'
FROM statement f ANTI JOIN restated r ON r.file = f.file
WHERE f.price_basis = 'current' AND f.amount IS NOT NULL AND f.currency IS NOT NULL
"""

_OWN_USD = """
CREATE OR REPLACE TEMP TABLE own_usd AS
-- A value restated for a record of several statements is their sum, and prices none of them.
SELECT r.file, r.flow, any_value(r.value) AS usd, any_value(r.series) AS series
FROM restated r JOIN statement s ON s.file = r.file AND s.key = r.flow
WHERE r.price_basis = 'current' AND r.currency = 'USD' AND r.value IS NOT NULL
  AND (s.file, s.activity) NOT IN (
      SELECT (file, activity) FROM statement WHERE amount IS NOT NULL GROUP BY file, activity HAVING count(*) > 1
  )
GROUP BY ALL
"""


def _priced(currency: str) -> str:
    return f"""
CREATE OR REPLACE TEMP TABLE priced AS
WITH dated AS (
    SELECT f.*,
           coalesce(f.value_date, f.date) AS rate_date,
           -- A value date of its own has its day, whatever the transaction's date lacks.
           CASE WHEN f.price_basis = 'constant' OR (f.precision = 'year' AND coalesce(f.value_date = f.date, true))
                THEN NULL ELSE strftime(coalesce(f.value_date, f.date), '%Y-%m') END AS month,
           CASE WHEN f.price_basis = 'constant' THEN CAST(f.base_year AS VARCHAR)
                ELSE strftime(coalesce(f.value_date, f.date), '%Y') END AS of_year,
           CAST(CASE WHEN f.price_basis = 'constant' THEN f.base_year
                     ELSE year(coalesce(f.value_date, f.date)) END AS SMALLINT) AS deflator_year,
           w.deflator_provider
    FROM statement f LEFT JOIN deflates w ON w.provider IS NOT DISTINCT FROM f.provider
),
rated AS (
    SELECT d.*,
           coalesce(m.rate, y.rate, CASE WHEN d.currency = '{currency}' THEN 1.0 END,
                    o.usd * {"1.0" if currency == "USD" else "u.rate"} / d.amount) AS rate,
           CASE WHEN m.rate IS NOT NULL THEN d.month WHEN y.rate IS NOT NULL THEN d.of_year END AS rate_period,
           coalesce(m.rate_source, y.rate_source, CASE WHEN d.currency = '{currency}' THEN '{rates.SAME}' END,
                    'the publisher''s own USD (' || o.series || ')'
                    || CASE WHEN '{currency}' <> 'USD' THEN ' x ' || u.rate_source ELSE '' END) AS rate_source,
           m.rate IS NULL AND y.rate IS NULL AND d.currency <> '{currency}' AND o.usd IS NOT NULL AS publishers
    FROM dated d
    LEFT JOIN chosen_rate m ON m.currency = d.currency AND m.period = d.month
    LEFT JOIN chosen_rate y ON y.currency = d.currency AND y.period = d.of_year
    LEFT JOIN own_usd o ON o.file = d.file AND o.flow = d.key AND d.price_basis = 'current' AND d.amount <> 0
    LEFT JOIN chosen_rate u ON u.currency = 'USD' AND u.period = coalesce(d.month, d.of_year)
),
joined AS (
    SELECT d.*, p.deflator, p.deflator_source,
           CASE WHEN d.price_basis = 'constant' THEN p.deflator_now / p.deflator ELSE 1.0 END AS current_factor
    FROM rated d
    LEFT JOIN (
        SELECT x.provider, x.year, x.deflator, x.deflator_source, y.year AS now, y.deflator AS deflator_now
        FROM chosen_deflator x JOIN chosen_deflator y ON y.provider = x.provider
    ) p ON p.provider = d.deflator_provider AND p.year = d.deflator_year
       AND p.now = CAST(year(d.rate_date) AS SMALLINT)
)
SELECT j.*,
       {pricing.WHOLE_CURRENT} AS whole_current,
       {pricing.WHOLE_CONSTANT} AS whole_constant,
       CASE
           WHEN amount IS NULL THEN 'amount not published'
           WHEN currency IS NULL THEN 'currency not stated'
           WHEN price_basis = 'constant-unstated' THEN 'constant prices, base year not stated'
           WHEN rate_date IS NULL THEN 'no date'
           WHEN rate IS NULL THEN 'no rate for ' || currency || ' in ' || coalesce(month, of_year)
           WHEN deflator IS NULL THEN 'no deflator for ' || deflator_provider || ' in ' || deflator_year
           WHEN timing = 'cumulative' THEN 'a stock on a date is of no one year''s prices'
           WHEN whole_current IS NULL OR whole_constant IS NULL THEN 'too large in the study''s currency'
       END AS no_value
FROM joined j
"""


_FACILITIES = """
UPDATE ruled r SET rule = r.rule_else, standing = r.standing_else, beside = NULL
WHERE r.rule = 'part_of_facility' AND NOT EXISTS (
    FROM ruled w WHERE w.activity = r.facility AND w.kind = r.kind AND w.value_current IS NOT NULL
    AND w.standing IN ('certain', 'preferred') AND w.same_rank = 1
)
"""
"""A facility that does not count (cancelled, an umbrella, a pledge, without an amount) holds no loan."""


def _case(column: str, *, without: str | None = None) -> str:
    rules = [rule for rule in RULES if rule.id != without]
    told = " ".join(f"WHEN {rule.when} THEN '{rule.id if column == 'rule' else rule.standing}'" for rule in rules)
    return f"CASE {told} ELSE '{COUNTED if column == 'rule' else Standing.CERTAIN}' END"


def _word(quality: Quality) -> str:
    return "'" + quality.replace("'", "''") + "'"


_QUALITY = f"""
list_filter([
    CASE WHEN length(p.rate_period) = 4 AND p.price_basis = 'current' AND p.rate_source <> '{rates.SAME}'
         THEN {_word(Quality.YEARLY_RATE)} END,
    CASE WHEN p.publishers THEN {_word(Quality.PUBLISHERS_RATE)} END,
    CASE WHEN contains(p.rate_source, 'parallel rate differs') THEN {_word(Quality.OFFICIAL_RATE)} END,
    CASE WHEN p.price_basis = 'constant' AND p.amount IS NOT NULL THEN {_word(Quality.BACK_COMPUTED)} END,
    CASE WHEN list_contains(s.bases, '{ShareBasis.REBASED}') THEN {_word(Quality.REBASED_SHARE)} END,
    CASE WHEN list_contains(s.bases, '{ShareBasis.ASSUMED}') THEN {_word(Quality.ASSUMED_SHARE)} END,
    CASE WHEN a.inherited IS NOT NULL THEN {_word(Quality.INHERITED)} END
], lambda told: told IS NOT NULL)
"""


_DIMENSIONS = ", ".join(each.selected for each in DIMENSIONS if each.sql)


def _ruled(first: int, last: int) -> str:
    return f"""
CREATE OR REPLACE TEMP TABLE ruled AS
WITH classified AS (
    SELECT p.key, p.source, p.dataset, p.file, p.locator, p.activity, speaker.record, a.title,
           speaker.same_group, speaker.same_rank, a.reporter, a.reporter_ref, a.year_basis,
           {_DIMENSIONS},
           p.provider_rule AS partner_rule, p.year_rule, p.rate_date AS date, p.precision, p.timing,
           coalesce(p.aid_type, a.aid_type) AS aid_type, a.inherited, p.amount, p.price_basis, p.base_year,
           p.rate, p.rate_period, p.rate_source,
           p.deflator, p.deflator_source, p.current_factor,
           s.recipient_percent, s.recipient_basis, s.sector_percent, s.sector_basis, s.year_percent,
           {pricing.part("p.whole_current")} AS value_current,
           {pricing.part("p.whole_constant")} AS value_constant,
           {pricing.part("CAST(series.source_amount AS DECIMAL(18,2))")} AS value_source,
           {_QUALITY} AS quality,
           given.element AS grant_element, given.rule AS grant_element_rule,
           series.source_amount, series.source_series, p.no_value,
           a.marks, a.inherited_marks, a.recommended, speaker.is_twin, parent_sum.against AS children_sum,
           revision.revision,
           mirror.repeated,
           lost.file IS NOT NULL AS unprinted, facility.file IS NOT NULL AS of_facility,
           facility.whole AS facility, facility.statement AS facility_key, file.licence, file.as_of,
           (NOT EXISTS (FROM study_recipient) OR s.recipient IN (FROM study_recipient))
           AND (NOT EXISTS (FROM study_partner) OR p.provider IN (FROM study_partner))
           AND (s.year IS NULL OR s.year BETWEEN {int(first)} AND {int(last)}) AS in_study
    FROM priced p
    JOIN telling a ON a.file = p.file AND a.key = p.activity
    JOIN file ON file.file = p.file
    LEFT JOIN family_of ON family_of.dataset = p.dataset
    JOIN speaker ON speaker.file = a.file AND speaker.key = a.key
    JOIN share s ON s.file = p.file AND s.key = p.key
    LEFT JOIN group_of g ON g.sector = s.sector
    LEFT JOIN given ON given.file = p.file AND given.key = p.key AND given.recipient IS NOT DISTINCT FROM s.recipient
    LEFT JOIN (
        SELECT file, activity, string_agg(DISTINCT name, '; ' ORDER BY name) AS place
        FROM stated_place GROUP BY ALL
    ) placed ON placed.file = p.file AND placed.activity = p.activity
    LEFT JOIN (
        SELECT file, owner, string_agg(DISTINCT code, '; ' ORDER BY code) AS topic
        FROM stated_share WHERE dimension = 'topic' GROUP BY ALL
    ) topics ON topics.file = p.file AND topics.owner = p.activity
    LEFT JOIN series ON series.file = p.file AND series.flow = p.key
    LEFT JOIN parent_sum ON parent_sum.file = p.file AND parent_sum.key = p.activity
        AND parent_sum.kind = p.kind AND parent_sum.currency IS NOT DISTINCT FROM p.currency
    LEFT JOIN revision ON revision.file = p.file AND revision.key = p.key
    LEFT JOIN facility ON facility.file = p.file AND facility.key = p.activity
    LEFT JOIN lost ON lost.file = p.file AND lost.key = p.activity
    LEFT JOIN mirror ON mirror.file = p.file AND mirror.reporter IS NOT DISTINCT FROM a.reporter
)
SELECT *, {_case("standing")} AS standing, {_case("rule")} AS rule,
       -- A dataset that holds the loan alone shows it.
       CASE WHEN {_case("rule")} = 'part_of_facility' THEN facility_key END AS beside,
       {_case("rule", without="part_of_facility")} AS rule_else,
       {_case("standing", without="part_of_facility")} AS standing_else
FROM classified
"""


def _contribution() -> str:
    def named(field: "pa.Field[pa.DataType]") -> str:
        if field.name in ("value_current", "value_constant", "value_source"):
            return f"CAST({field.name} AS DECIMAL(18,2)) AS {field.name}"
        return field.name

    columns = ", ".join(named(field) for field in tables.schema("contribution"))
    return f"SELECT {columns} FROM ruled ORDER BY recipient, partner, year, key, sector, dataset, file"


def contributions(
    connection: duckdb.DuckDBPyConnection,
    study: Study,
    *,
    published_rates: pa.Table,
    published_deflators: pa.Table,
    scopes: Mapping[str, Scope] = MappingProxyType({}),
    families: Mapping[str, str] = MappingProxyType({}),
    silent: Mapping[str, Set[str]] = MappingProxyType({}),
    whole: Set[str] = frozenset(),
    rows: int = 1_000_000,
) -> Iterator[pa.Table]:
    """The contribution table of a build, in sorted pieces of at most ``rows`` rows.

    ``connection`` holds the build's canonical tables as views of their own names; ``scopes`` say what each
    dataset could hold, ``families`` whose definition of money it has (one that is not named has
    its source's own), ``silent`` the descriptors that it has no column for, ``whole`` the datasets that hold all
    that each provider reports of a year.

    Raises:
        SaraiError: the rates or deflators cannot price in the study's currency and price year.
    """
    chosen = rates.chosen(published_rates, target=study.currency)
    connection.register("chosen_rate", chosen)
    connection.register(
        "chosen_deflator",
        deflators.chosen(published_deflators, price_year=study.price_year, target=study.currency, rates_in=chosen),
    )
    sectors = codelists.load("sectors")
    connection.register(
        "group_of",
        pa.table(
            {
                "sector": pa.array([code.code for code in sectors], pa.string()),
                "sector_group": pa.array([codelists.sector_group(code.code) for code in sectors], pa.string()),
            }
        ),
    )
    for name, codes in (("study_recipient", study.recipients), ("study_partner", study.partners)):
        connection.register(name, pa.table({"code": pa.array(sorted(codes or ()), pa.string())}))
    connection.register(
        "family_of",
        pa.table(
            {
                "dataset": pa.array(list(families), pa.string()),
                "family": pa.array(list(families.values()), pa.string()),
            }
        ),
    )
    facts.create(connection)
    inherit.create(connection, silent)
    providers = [row[0] for row in connection.execute("SELECT DISTINCT provider FROM statement").fetchall()]
    connection.register(
        "deflates",
        pa.table(
            {
                "provider": pa.array(providers, pa.string()),
                "deflator_provider": pa.array([deflators.provider_of(each or "") for each in providers], pa.string()),
            }
        ),
    )
    connection.register("lost", newer.unprinted(connection, scopes))
    for statement in (_SHARES, _SERIES, _OWN_USD, _priced(study.currency)):
        connection.execute(statement)
    gifts.create(connection)
    connection.execute(_ruled(*(study.years or (-32768, 32767))))
    connection.execute(_FACILITIES)
    # A ledger's records and those of files meet first: what is left of them meets the totals.
    ledgers.apply(connection, whole)
    itemise.apply(connection, currency=study.currency)
    chains.apply(connection)
    reader = connection.sql(_contribution()).to_arrow_reader(rows)
    for batch in reader:
        if batch.num_rows:
            yield tables.conform("contribution", pa.Table.from_batches([batch]))
