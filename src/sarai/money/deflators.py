"""Deflators: published price levels of providers' money, and the one that a year has.

A deflator is the DAC's kind: it takes out the provider's inflation and the movement of its currency
against the dollar, so that current dollars of a year divided by it are dollars of the price year.
"""

import re
from functools import cache

import pyarrow as pa

from sarai.model.errors import StudyError
from sarai.money import _data, rates

_TYPES: dict[str, pa.DataType] = {
    "provider": pa.string(),
    "year": pa.int16(),
    "value": pa.float64(),
    "base_year": pa.int16(),
    "currency": pa.string(),
    "source": pa.string(),
    "vintage": pa.string(),
}
_SCHEMA = pa.schema(_TYPES)

_COUNTRY = re.compile("[A-Z]{2}")
TOTAL = "DAC"
"""The provider whose deflator stands for multilaterals: the DAC total."""


@cache
def published() -> pa.Table:
    """All published deflators: provider, year, value, base_year, currency, source, vintage."""
    rows = _data.rows("deflators.csv")
    return pa.table(
        {
            "provider": [row["provider"] for row in rows],
            "year": [int(row["year"]) for row in rows],
            "value": [float(row["value"]) for row in rows],
            "base_year": [int(row["base_year"]) for row in rows],
            "currency": [row["currency"] for row in rows],
            "source": [row["source"] for row in rows],
            "vintage": [row["vintage"] for row in rows],
        },
        schema=_SCHEMA,
    )


def newest_year(deflators: pa.Table) -> int:
    """The newest year for which the OECD itself states a deflator of the DAC total.

    The outlook's values run years ahead as projections, so the newest year in the table is no guide. The
    OECD makes the total from what its members have reported, in the newest year as preliminary figures;
    a year with a total is one in which every large provider can be priced too.
    """
    return max(
        int(row["year"]) for row in deflators.to_pylist() if row["provider"] == TOTAL and row["source"] == "oecd"
    )


def provider_of(partner: str) -> str:
    """The provider whose deflator prices a partner's money: a country's own, else the DAC total's.

    A partner whose code is not one of two capital letters is a multilateral or an organisation of unknown
    kind. A country without a published series keeps its own code and so has no deflator: its inflation is
    not the DAC's.
    """
    return partner if _COUNTRY.fullmatch(partner) else TOTAL


def chosen(deflators: pa.Table, *, price_year: int, target: str = "USD", rates_in: pa.Table | None = None) -> pa.Table:
    """The one deflator of each provider and year, 1 in the price year: constant = current / deflator.

    Columns: provider, year, deflator, deflator_source (source and edition, and "projected" after the last
    year that the edition could observe). For a target other than the dollar the movement of
    the target against the dollar between the two years is part of it: ``rates_in`` are the rates chosen
    for that target. A provider or year without a published value is absent.

    Raises:
        StudyError: no provider has a deflator for the price year.
    """
    order = {source: rank for rank, (source, _) in enumerate(_data.precedence("deflator"))}
    observed = {row["source"]: int(row["observed_to"]) for row in _data.rows("deflator_sources.csv")}
    best: dict[tuple[str, int], tuple[int, float, str]] = {}
    for row in deflators.to_pylist():
        rank = order.get(row["source"], len(order))
        key = (row["provider"], row["year"])
        if key not in best or rank < best[key][0]:
            projected = ", projected" if row["year"] > observed.get(row["source"], row["year"]) else ""
            best[key] = (rank, row["value"], f"{row['source']} ({row['vintage']}){projected}")
    if not any(year == price_year for _, year in best):
        raise StudyError(
            f"price_year {price_year} is outside the deflators",
            where="study.toml",
            cure=f"use a year up to {newest_year(deflators)}",
        )
    movement = _movement(price_year, target, rates_in)
    provider, year, value, source = [], [], [], []
    for (who, when), (_, level, told) in sorted(best.items()):
        base = best.get((who, price_year))
        moved = movement.get(when)
        if base is not None and moved is not None:
            provider.append(who)
            year.append(when)
            value.append(level / base[1] * moved[0])
            source.append(told + moved[1])
    return pa.table(
        {
            "provider": pa.array(provider, pa.string()),
            "year": pa.array(year, pa.int16()),
            "deflator": pa.array(value, pa.float64()),
            "deflator_source": pa.array(source, pa.string()),
        }
    )


def _movement(price_year: int, target: str, rates_in: pa.Table | None) -> dict[int, tuple[float, str]]:
    """What a dollar was worth in the target in each year, against the price year."""
    if target == "USD":
        return dict.fromkeys(rates.YEARS, (1.0, ""))
    chosen_rates = rates_in if rates_in is not None else rates.chosen(rates.published(), target=target)
    yearly = {
        int(row["period"]): (row["rate"], row["rate_source"])
        for row in chosen_rates.to_pylist()
        if row["currency"] == "USD" and len(row["period"]) == 4
    }
    if price_year not in yearly:
        raise StudyError(
            f"no rate between the dollar and {target} for price_year {price_year}",
            where="study.toml",
            cure="choose a year that the rates cover, or add rates.csv to the study",
        )
    return {year: (rate / yearly[price_year][0], f" x {source}") for year, (rate, source) in yearly.items()}
