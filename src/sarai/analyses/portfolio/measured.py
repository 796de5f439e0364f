"""Contributions as a measure counts them that is no plain sum of what was stated: net of what came back, or as gifts.

A net measure takes off what was repaid or cancelled. A grant equivalent is the part of a commitment or a disbursement
that is a gift by the DAC's rules, beside what providers themselves report as such; these three are never one sum.
"""

from sarai.analyses.portfolio.select import VALUES
from sarai.model.vocabulary import Kind, Measure
from sarai.money.concessionality import Concessional
from sarai.session import Session

_BY_DAC = f"('{Concessional.BOTH}', '{Concessional.DAC}')"


def _less(kind: Kind) -> str:
    return ", ".join(
        f"CASE WHEN kind = '{kind}' THEN -{column} ELSE {column} END AS {column}" for column in (*VALUES, "amount")
    )


_GIFTS = ", ".join(
    [
        *(
            f"CASE WHEN kind = '{Kind.GRANT_EQUIVALENT}' THEN {column} WHEN concessional IN {_BY_DAC} "
            f"THEN TRY_CAST(CAST({column} AS DOUBLE) * grant_element / 100 AS DECIMAL(18,2)) END AS {column}"
            for column in VALUES
        ),
        f"CASE WHEN no_value IS NOT NULL OR kind = '{Kind.GRANT_EQUIVALENT}' THEN no_value "
        "WHEN grant_element IS NULL THEN coalesce(grant_element_rule, 'no grant element is known of it') "
        f"WHEN concessional NOT IN {_BY_DAC} THEN 'not concessional by the DAC' END AS no_value",
    ]
)

GROSS = "gross: who tells it states no repayment, and that it is a grant is not stated"
"""Why what was disbursed has no net value: nothing says what of it came back."""


def _net(held: str) -> str:
    """What a teller of repayments disbursed less what was repaid, and grants; of any other's loans nobody knows."""
    told = (
        f"(dataset, coalesce(reporter, '')) IN (SELECT (dataset, coalesce(reporter, '')) FROM {held} "
        f"WHERE kind = '{Kind.REPAYMENT}')"
    )
    gross = f"NOT ({told} OR coalesce(finance_type LIKE '1%', false))"
    values = ", ".join(
        f"CASE WHEN kind = '{Kind.REPAYMENT}' THEN -{column} WHEN NOT {gross} THEN {column} END AS {column}"
        for column in VALUES
    )
    return (
        f"{values}, CASE WHEN kind = '{Kind.REPAYMENT}' THEN -amount ELSE amount END AS amount, "
        f"CASE WHEN no_value IS NOT NULL OR kind = '{Kind.REPAYMENT}' THEN no_value "
        f"WHEN {gross} THEN '{GROSS}' END AS no_value"
    )


_REPLACED = {
    Measure.NET_COMMITTED: _less(Kind.CANCELLATION),
    Measure.GRANT_EQUIVALENT: _GIFTS,
}


def relation(session: Session, measure: Measure, held: str) -> str:
    """The relation of contributions as a measure counts them: ``held`` itself, or a view over it."""
    if measure not in _REPLACED and measure is not Measure.NET:
        return held
    columns = _net(held) if measure is Measure.NET else _REPLACED[measure]
    name = f"{held}_{measure.name.lower()}"

    def made() -> str:
        session.connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * REPLACE ({columns}) FROM {held}")
        return name

    return session.once(name, made)
