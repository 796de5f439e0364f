"""Diversification over time: who came, left and stayed, how unsteady each was, who made up for a fall; and how alike
the portfolios of two partners are."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sarai import codelists
from sarai.analyses.dependence.channels import Measured
from sarai.analyses.dependence.receipts import Receipts
from sarai.estimators import concentration, trend
from sarai.estimators.turnover import turnover, volatility

Portfolio = Mapping[str | None, float]
"""A partner's commitments to one state by sector group; under none what states no sector."""

_CHANNEL = "official finance"
_OTHERS = 3
"""Partners that a portfolio is held against: the largest others."""


def over_time(told: Receipts, periods: Sequence[tuple[int, int]], partner: str | None) -> Iterator[Measured]:
    """Entry, exit and persistence between two spans of years; volatility and falls of a partner, or of the largest."""
    (early, late), years = periods, (periods[0][0], periods[1][1])
    if partner is None:
        moved = turnover(told.over(early), told.over(late))
        spans = f"{early[0]}-{early[1]} and {late[0]}-{late[1]}, {told.source}"
        for measure, names in (("partners that came", moved.came), ("partners that left", moved.left)):
            note = f"{', '.join(map(_name, names)) or 'none'}; between {spans}"
            yield Measured(_CHANNEL, measure, None, *years, float(len(names)), "partners", note=note)
        if moved.stayed_share is not None:
            of = f"{len(moved.stayed)} of {len(moved.stayed) + len(moved.left)}; between {spans}"
            yield Measured(_CHANNEL, "partners that stayed", None, *years, moved.stayed_share, "share", note=of)
    whole = told.over(years)
    for name in sorted(whole) if partner is None else [each for each in whole if each == partner]:
        values = {year: parts[name] for year, parts in told.by_year.items() if name in parts}
        spread = volatility(values)
        if spread is not None:
            yield Measured(
                _CHANNEL, "volatility", name, min(values), max(values), spread, "spread over mean",
                note=f"of {len(values)} years in which it reports, {told.source}",
            )  # fmt: skip
    first = partner if partner is not None else max(whole, key=lambda each: (whole[each], each), default=None)
    for fall in trend.replacements(told.by_year, first) if first is not None else ():
        most = f", {_name(fall.rose_most)} most" if fall.rose_most else ""
        yield Measured(
            _CHANNEL, "made up by others when its money fell", first, fall.year - 1, fall.year, fall.replaced, "share",
            note=f"fell by USD {fall.fell_by / 1e6:,.0f} million; the others together changed by "
            f"{fall.others_rose_by / 1e6:+,.0f} million{most}",
        )  # fmt: skip


def overlaps(portfolios: Mapping[str, Portfolio], partner: str, years: tuple[int, int]) -> Iterator[Measured]:
    """How alike a partner's portfolio is to each of the largest others': the cosine, and Hagen's shares in common."""
    own = _stated(portfolios.get(partner, {}))
    largest = sorted(portfolios, key=lambda each: (-sum(portfolios[each].values()), each))
    for other in [each for each in largest if each != partner and _stated(portfolios[each])][:_OTHERS] if own else ():
        cosine, common = concentration.overlap(own, _stated(portfolios[other]))
        part = [sum(_stated(portfolios[each]).values()) / sum(portfolios[each].values()) for each in (partner, other)]
        note = f"by DAC sector group; {part[0]:.0%} and {part[1]:.0%} of the two states a sector"
        for measure, value in (("cosine", cosine), ("shares in common", common)):
            named = f"overlap with {_name(other)}: {measure}"
            yield Measured(_CHANNEL, named, partner, *years, value, "0 to 1", note=note)


def portfolios_of(rows: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Portfolio], tuple[int, int]]:
    """Each partner's commitments by sector group, in that definition of money in which it gave most; and the years."""
    held: dict[str, dict[str | None, dict[str | None, float]]] = {}
    for row in rows:
        if row["partner"] is not None and row["preferred"]:
            group = codelists.sector_group(str(row["sector"])) if row["sector"] is not None else None
            family = held.setdefault(row["partner"], {}).setdefault(row["family"], {})
            family[group] = family.get(group, 0.0) + float(row["preferred"])
    found = {
        name: max(families.values(), key=lambda each: sum(each.values()))
        for name, families in held.items()
        if any(sum(each.values()) > 0 for each in families.values())
    }
    years = sorted({row["year"] for row in rows if row["year"] is not None and row["preferred"]})
    return dict(found), (years[0], years[-1]) if years else (0, 0)


def _stated(portfolio: Portfolio) -> dict[str, float]:
    return {group: value for group, value in portfolio.items() if group is not None and value > 0}


def _name(code: str) -> str:
    return codelists.name_of_partner(code) or code
