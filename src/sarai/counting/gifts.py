"""How much of each statement is a gift: the temp table ``given``, by the terms of its loan or as the grant that it is.

One row per statement and recipient: ``element`` in percent, by whose rules it is ``concessional``, and the ``rule`` of
the element or why there is none. Terms are the activity's own, or those of its IATI ``loan``; the DAC's rule is that
of the year of the commitment.
"""

import duckdb
import pyarrow as pa

from sarai import codelists
from sarai.money import concessionality
from sarai.money.concessionality import Concessional

LOANS = ("410", "411", "412", "413", "414", "421", "422", "4221")
"""Finance types that are repaid in parts of principal; bonds and mezzanine finance are none."""

_EQUAL, _AT_ONCE = "1", "3"
_PLANS = {"1": 1, "2": 2, "4": 4, "12": 12}
"""IATI's codes of repayments a year; the others say no number."""

_UNION = "EU"
"""The one lender of governments that is no state."""

NO_TYPE = "finance type not stated: in a table of your own map it, or write constants: {finance_type: 421}"

_TERMS = """
CREATE OR REPLACE TEMP TABLE terms AS
WITH of_loan AS (
    SELECT file, activity, any_value(rate_1) AS rate, any_value(repayment_type) AS type,
           any_value(repayment_plan) AS plan,
           date_diff('day', any_value(commitment_date), any_value(final_repayment)) / 365.25 AS maturity,
           date_diff('day', any_value(commitment_date), any_value(first_repayment)) / 365.25 AS grace
    FROM loan GROUP BY file, activity HAVING count(*) = 1
),
committed AS (
    SELECT file, activity, CAST(min(year) AS SMALLINT) AS year FROM statement WHERE kind = 'commitment' GROUP BY ALL
)
SELECT a.file AS of_file, a.key AS activity, c.year, l.type, l.plan,
       coalesce(a.interest_rate, l.rate) AS rate, coalesce(a.maturity, l.maturity) AS maturity,
       coalesce(a.grace_period, l.grace) AS grace
FROM telling a LEFT JOIN of_loan l ON l.file = a.file AND l.activity = a.key
LEFT JOIN committed c ON c.file = a.file AND c.activity = a.key
"""

_ASKED = """
SELECT DISTINCT t.rate, t.maturity, t.grace, t.type, t.plan, t.year, coalesce(s.recipient, '') AS recipient
FROM terms t JOIN statement p ON p.file = t.of_file AND p.activity = t.activity
JOIN share s ON s.file = p.file AND s.key = p.key
WHERE t.rate IS NOT NULL AND t.maturity IS NOT NULL AND t.grace IS NOT NULL AND t.year IS NOT NULL
"""


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``given`` over ``telling``, ``statement``, ``share`` and ``loan``."""
    connection.execute(_TERMS)
    asked = connection.execute(_ASKED).fetchall()
    rows = [(*row, *_judged(*row)) for row in asked]
    names = ["rate", "maturity", "grace", "type", "plan", "year", "recipient", "element", "concessional", "rule"]
    types = (pa.float64(),) * 3 + (pa.string(),) * 2 + (pa.int16(), pa.string(), pa.float64(), pa.string(), pa.string())
    columns = [pa.array([row[place] for row in rows], kind) for place, kind in enumerate(types)]
    connection.register("gift", pa.table(columns, names=names))
    finance = codelists.load("finance_types")
    grants = sorted(each.code for each in finance if each.attributes.get("category") == "100")
    connection.register("grant_type", pa.table({"code": pa.array(grants, pa.string())}))
    connection.register("loan_type", pa.table({"code": pa.array(LOANS, pa.string())}))
    states = [*(each.code for each in codelists.load("countries")), _UNION]
    connection.register("government", pa.table({"code": pa.array(states, pa.string())}))
    connection.execute(_GIVEN)


Judged = tuple[float | None, str | None, str]


def _judged(
    rate: float, maturity: float, grace: float, kind: str | None, plan: str | None, year: int, recipient: str
) -> Judged:
    """The element of one set of terms, by whose rules it is concessional, and the rule or why there is none."""
    if kind == _AT_ONCE:
        grace = maturity
    elif kind not in (None, _EQUAL):
        return None, None, "not repaid in equal parts of principal"
    dac = concessionality.dac_rule(recipient, year)
    if dac is None:
        return None, None, concessionality.no_dac_rule(recipient, year)
    payments = _PLANS.get(plan or "", concessionality.PAYMENTS)
    try:
        element, imf = (
            concessionality.grant_element(rate, maturity, grace, discount=rule.discount, payments=payments)
            for rule in (dac, concessionality.imf_rule())
        )
    except ValueError:
        return None, None, "the terms of the loan contradict each other"
    judged = concessionality.judged(element, dac, imf)
    unlisted = "" if year >= concessionality.LISTED_FROM else f"; the DAC List of {year} is not in hand"
    return element, judged, f"{rate:g} %, {maturity:g} years, {grace:g} of grace, at {dac.discount:g} %{unlisted}"


_TYPE = "coalesce(p.finance_type, a.finance_type)"

# The DAC's rules are of loans by governments. A code of two letters need be none: WB is the World Bank.
_OFFICIAL = (
    "p.provider IN (FROM government) "
    "AND coalesce(p.flow_class, a.flow_class, '') NOT IN ('private', 'ngo', 'corporate-aid')"
)

_GIVEN = f"""
CREATE OR REPLACE TEMP TABLE given AS
WITH told AS (
    SELECT p.file, p.key, s.recipient, t.*, {_TYPE} AS finance_type, coalesce({_OFFICIAL}, false) AS official
    FROM statement p
    JOIN telling a ON a.file = p.file AND a.key = p.activity
    JOIN terms t ON t.of_file = p.file AND t.activity = p.activity
    JOIN (SELECT DISTINCT file, key, recipient FROM share) s ON s.file = p.file AND s.key = p.key
    WHERE p.kind IN ('commitment', 'disbursement')
)
SELECT t.file, t.key, t.recipient,
       CASE WHEN t.finance_type IN (FROM grant_type) THEN 100.0 WHEN of_loan THEN g.element END AS element,
       CASE WHEN t.finance_type IN (FROM grant_type) THEN '{Concessional.BOTH}' WHEN of_loan THEN g.concessional END
           AS concessional,
       CASE WHEN t.finance_type IS NULL THEN '{NO_TYPE}'
            WHEN t.finance_type IN (FROM grant_type) THEN 'a grant'
            WHEN t.finance_type NOT IN (FROM loan_type) THEN 'neither grant nor loan'
            WHEN NOT t.official THEN 'the rules of the DAC are of loans by governments'
            WHEN t.rate IS NULL OR t.maturity IS NULL OR t.grace IS NULL THEN 'terms of the loan not all stated'
            WHEN t.year IS NULL THEN 'year of the commitment not known'
            ELSE g.rule END AS rule
FROM (SELECT *, official AND finance_type IN (FROM loan_type) AS of_loan FROM told) t
LEFT JOIN gift g ON g.rate = t.rate AND g.maturity = t.maturity AND g.grace = t.grace
    AND g.type IS NOT DISTINCT FROM t.type AND g.plan IS NOT DISTINCT FROM t.plan
    AND g.year = t.year AND g.recipient = coalesce(t.recipient, '')
"""
