"""Partners side by side in the same recipients: totals, per head and as a share of income."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sarai.analyses.portfolio.coverage import Basis
from sarai.analyses.portfolio.passports import MoneyPassports
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.figures import Figure, Style, Total
from sarai.session import Session

POPULATION = "SP.POP.TOTL"
GNI = "NY.GNP.ATLS.CD"
"""Gross national income by the Atlas method, current US dollars."""

PEOPLE = Card(
    id="people",
    name="people",
    unit="people",
    formula="the newest number of people that the release holds of each place",
    needs=("an indicator SP.POP.TOTL of places",),
    method="as its source counts: docs/sources.md",
    tables={
        "rows": """
place   text    -  country
people  number  [people]  how many
year    year    [year]  year of the number
"""
    },
)

_Measures = Mapping[tuple[str, str, int], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Peer:
    """A partner in the recipients of a brief: the average of its years per head and as a share of income."""

    partner: str | None
    recipient: str | None
    total: Figure
    per_head: Figure
    of_income: Figure


def peers(passports: MoneyPassports, basis: Basis, cells: Sequence[Total]) -> list[Peer]:
    """Each partner of a kind of money in each recipient: total, a year's average per head and share of income.

    ``cells`` are the totals by partner and recipient. The average is the sum over the years in which the basis has rows
    for the recipients, from its first to its last, divided by the sum of the same years' population or income
    (people-years), so that a year without a record counts as a year.
    """
    known = measures(passports.session)
    found = [
        Peer(
            cell.keys["partner"],
            cell.keys["recipient"],
            cell.preferred,
            _per(passports, known, cell, basis, POPULATION, "per head and year", Style.RATIO, scale=1),
            _per(passports, known, cell, basis, GNI, "of gross national income, per cent", Style.PERCENT, scale=100),
        )
        for cell in cells
    ]
    return sorted(found, key=lambda each: (each.recipient or "~", -(each.total.value or 0), each.partner or "~"))


_OF_PLACES = """
SELECT indicator, place, year, value, dataset, file, locator FROM measure
WHERE indicator IN (?, ?) AND partner IS NULL AND value IS NOT NULL
"""


def people(session: Session) -> Answer:
    """The newest number of people of each place; no rows where the release holds none."""
    sql = """
SELECT place, CAST(arg_max(value, year) AS DOUBLE) AS people, max(year) AS year FROM measure
WHERE indicator = ? AND partner IS NULL AND value > 0 GROUP BY place ORDER BY place
"""
    return Answer.of(PEOPLE, session.query(sql, [POPULATION], of=("measure",)), release=session.release.number)


def measures(session: Session) -> _Measures:
    """People and income by indicator, place and year; the last one read where two files tell one."""
    rows = session.once("people and income", lambda: session.query(_OF_PLACES, [POPULATION, GNI], of=("measure",)))
    return {(row["indicator"], row["place"], row["year"]): row for row in rows.to_pylist()}


def _per(
    passports: MoneyPassports,
    known: _Measures,
    cell: Total,
    basis: Basis,
    indicator: str,
    words: str,
    style: Style,
    *,
    scale: int,
) -> Figure:
    total, currency = cell.preferred, passports.session.release.currency
    whole = _over(passports, known, indicator, cell.keys["recipient"], basis.years)
    value = None
    if total.value is not None and whole.value:
        value = float(Decimal(total.value)) / float(whole.value) * scale
    return passports.issue(
        says=f"{passports[total.passport].says}, {words}, average of a year",
        value=value,
        unit=f"{currency} {words}" if scale == 1 else "per cent",
        how=f"the total / the sum of {indicator} over the same years{' x 100' if scale != 1 else ''}",
        parts=(total.passport, whole.passport),
        style=style,
    )


def _over(
    passports: MoneyPassports, known: _Measures, indicator: str, place: str | None, span: tuple[int, int] | None
) -> Figure:
    """A measure of a place summed over years; no value where a year of it is not loaded."""
    years = range(span[0], span[1] + 1) if span else range(0)
    rows = [known.get((indicator, place or "", year)) for year in years]
    held = [row for row in rows if row is not None]
    missing = [str(year) for year, row in zip(years, rows, strict=True) if row is None]
    complete = bool(held) and not missing
    return passports.issue(
        says=f"{indicator} of {place or 'no stated place'}, sum of {years[0]}-{years[-1]}" if years else indicator,
        value=sum(float(row["value"]) for row in held) if complete else None,
        unit="people-years" if indicator == POPULATION else f"{passports.session.release.currency}",
        how="sum of the years" if complete else f"not loaded: {', '.join(missing) or 'every year'}",
        rows=tuple(_measure_row(row, passports.session.file_names) for row in held),
        style=Style.COUNT,
    )


def _measure_row(row: Mapping[str, Any], files: Mapping[str, str]) -> Mapping[str, Any]:
    return {
        "value": row["value"],
        "key": row["indicator"],
        "recipient": row["place"],
        "year": row["year"],
        "dataset": row["dataset"],
        "file": row["file"],
        "file_name": files.get(row["file"]),
        "locator": row["locator"],
    }
