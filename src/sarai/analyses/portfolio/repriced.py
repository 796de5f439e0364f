"""Contributions in other prices than those of their build: of another price year, or at yearly rates alone.

Nothing is read but the rates and deflators that the release pins. Each row is moved by its own factors and rounded
once: in prices of another year by what its provider's deflator says of that year against the build's price year, at
yearly rates by the average of its year over the rate it had. A row that is a part of another's amount is moved in
proportion.
"""

from collections.abc import Iterator

from sarai.analyses.portfolio.select import CONTRIBUTION
from sarai.model.errors import CodeError, QuestionError, StudyError
from sarai.model.question import Question
from sarai.model.vocabulary import Quality, Rates
from sarai.money import deflators, rates
from sarai.session import Session

_MONTHLY = f"length(c.rate_period) = 7 AND c.rate_source <> '{rates.SAME}'"

_SHARES = "c.recipient_percent / 100 * c.sector_percent / 100 * c.year_percent / 100"


def _moved(value: str, factors: str, moves: str) -> str:
    """A value moved before it was rounded, where its own factors give it; else what was rounded, moved."""
    made = f"CAST(c.amount AS DOUBLE) * {factors} * {_SHARES}"
    exact = f"CASE WHEN TRY_CAST({made} AS DECIMAL(18,2)) = c.{value} THEN {made} ELSE CAST(c.{value} AS DOUBLE) END"
    return f"TRY_CAST(({exact}) * {moves} AS DECIMAL(18,2)) AS {value}"


def _view(name: str, *, yearly: bool, year: int, base: int) -> str:
    """The view of contributions: at yearly rates, in prices of ``year`` where it is not the build's ``base``."""
    rate = f"CASE WHEN {_MONTHLY} THEN y.rate / c.rate ELSE 1.0 END" if yearly else "1.0"
    replaced = [
        _moved("value_current", "c.rate * c.current_factor", f"({rate})"),
        _moved("value_constant", "c.rate / c.deflator", f"({rate}) * d.factor"),
        "c.deflator / d.factor AS deflator",
    ]
    unvalued = []
    if yearly:
        replaced += [
            f"CASE WHEN {_MONTHLY} THEN y.rate ELSE c.rate END AS rate",
            f"CASE WHEN {_MONTHLY} THEN left(c.rate_period, 4) ELSE c.rate_period END AS rate_period",
            f"CASE WHEN {_MONTHLY} THEN y.rate_source ELSE c.rate_source END AS rate_source",
            f"CASE WHEN {_MONTHLY} AND y.rate IS NOT NULL AND NOT list_contains(c.quality, '{Quality.YEARLY_RATE}') "
            f"THEN list_prepend('{Quality.YEARLY_RATE}', c.quality) ELSE c.quality END AS quality",
        ]
        unvalued.append(f"WHEN {_MONTHLY} AND y.rate IS NULL "
                        "THEN 'no yearly rate for ' || c.currency || ' in ' || left(c.rate_period, 4)")  # fmt: skip
    if year != base:
        replaced.append(
            "CASE WHEN c.deflator IS NOT NULL THEN printf("
            f"'%.6g by %s over %.6g of {year} by %s, {base} being 1', "
            "c.deflator, c.deflator_source, d.factor, d.told) END AS deflator_source"
        )
        unvalued.append(f"WHEN d.factor IS NULL THEN 'no deflator for ' || {_PROVIDER} || ' in {year}'")
    replaced.append(f"CASE WHEN c.no_value IS NOT NULL THEN c.no_value {' '.join(unvalued)} END AS no_value")
    joined = (
        f"LEFT JOIN yearly_rate y ON y.currency = c.currency AND y.period = left(c.rate_period, 4) AND {_MONTHLY}"
        if yearly
        else ""
    )
    return f"""
CREATE OR REPLACE TEMP VIEW {name} AS
SELECT c.* REPLACE ({", ".join(replaced)})
FROM {CONTRIBUTION} c {joined} LEFT JOIN level_of_{year} d ON d.provider = {_PROVIDER}
"""


_PROVIDER = f"CASE WHEN regexp_full_match(c.partner, '[A-Z]{{2}}') THEN c.partner ELSE '{deflators.TOTAL}' END"
"""As :func:`sarai.money.deflators.provider_of` says whose deflator a partner's money has."""


def relation(session: Session, question: Question) -> str:
    """The relation of contributions in the prices of a question: the release's own, or a view that is moved from it.

    Raises:
        QuestionError: the release pins no deflator of the price year that is asked.
    """
    base = session.release.price_year
    year, yearly = question.price_year or base, question.rates is Rates.ANNUAL
    if year == base and not yearly:
        return CONTRIBUTION
    name = f"contribution_of_{int(year)}{'_yearly' if yearly else ''}"
    return session.once(name, lambda: _made(session, name, year=int(year), yearly=yearly))


def _made(session: Session, name: str, *, year: int, yearly: bool) -> str:
    release = session.release
    chosen_rates = None
    if yearly or release.currency != "USD":
        chosen_rates = rates.chosen(session.table("rate"), target=release.currency)
    if yearly:
        session.connection.register("yearly_rate", chosen_rates)
    try:
        levels = deflators.chosen(
            session.table("deflator"), price_year=release.price_year, target=release.currency, rates_in=chosen_rates
        )
    except (StudyError, CodeError) as error:  # a release that could be built has them; one that is damaged may not
        raise QuestionError(error.what, where="--prices", cure="restore the ledger, or build again") from error
    session.connection.register("level", levels)
    held = session.connection.execute("SELECT count(*) FROM level WHERE year = ?", [year]).fetchall()[0][0]
    if not held:
        first, last = session.connection.execute("SELECT min(year), max(year) FROM level").fetchall()[0]
        raise QuestionError(
            f"release {release.number} pins no deflator of {year}",
            where="--prices",
            cure=f"ask for a year from {first} to {last}",
        )
    session.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE level_of_{year} AS "
        f"SELECT provider, deflator AS factor, deflator_source AS told FROM level WHERE year = {year}"
    )
    session.connection.execute(_view(name, yearly=yearly, year=year, base=release.price_year))
    return name


def notes(session: Session, question: Question) -> Iterator[str]:
    """What is to be minded of prices that are not those of the build."""
    base = session.release.price_year
    if question.price_year not in (None, base):
        yield (
            f"prices of {question.price_year}: moved from those of {base} by the deflators that the release pins, "
            "row by row, each rounded to the cent; explain shows both"
        )
    if question.rates is Rates.ANNUAL:
        yield (
            "yearly rates: every amount at the average rate of its year, as the DAC converts; an amount that only its "
            "publisher's own dollars price keeps them"
        )
