"""What a state received by partner and year from one source, and who may have given besides, unseen there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sarai import codelists
from sarai.estimators import concentration, trend
from sarai.model.vocabulary import SEVERAL

Amounts = Mapping[int, Mapping[str, float]]
"""Year to partner to amount; a partner that is absent in a year did not report in it."""


@dataclass(frozen=True, slots=True)
class Receipts:
    """Amounts of one kind of money by year and partner, as one source tells them.

    ``world`` is what each partner gave to all recipients in the same source, by year, with the sum of all partners
    under the empty name. ``unseen`` has, for each giver that the source does not hold, the largest amount that another
    source published for it in a span of years, None where no loaded source has one. ``unshared`` is by year what
    several named partners gave together without stating who how much: nobody's part, and a bound of everybody's.
    """

    recipient: str
    source: str
    what: str
    by_year: Amounts
    world: Amounts
    unseen: Mapping[str, Mapping[int, float] | None]
    unshared: Mapping[int, float]

    def over(self, years: tuple[int, int]) -> dict[str, float]:
        """Each partner's sum over years."""
        found: dict[str, float] = {}
        for year in range(years[0], years[1] + 1):
            for partner, value in self.by_year.get(year, {}).items():
                found[partner] = found.get(partner, 0.0) + value
        return {partner: value for partner, value in found.items() if value >= 0}

    def together(self, years: tuple[int, int]) -> float:
        """What several gave together over years, without shares."""
        return sum(value for year, value in self.unshared.items() if years[0] <= year <= years[1])

    def below_zero(self, years: tuple[int, int]) -> list[str]:
        """Partners that took back more than they gave over years: they have no share and are left out."""
        given = self.over(years)
        return sorted(
            {name for year, parts in self.by_year.items() if years[0] <= year <= years[1] for name in parts}
            - set(given)
        )

    def world_share(self, partner: str) -> float | None:
        """The partner's share of what all recipients got, over all years of the source; none where that is not told."""
        given = sum(parts.get(partner, 0.0) for parts in self.world.values())
        whole = sum(parts.get("", 0.0) for parts in self.world.values())
        return given / whole if whole and given else None

    def halves(self) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """The earlier and the later half of the years there are; none below four years."""
        years = sorted(self.by_year)
        if len(years) < 4:
            return None
        middle = len(years) // 2
        return (years[0], years[middle - 1]), (years[middle], years[-1])

    def share_trend(self, partner: str) -> trend.Trend:
        """The trend of a partner's yearly share, over the years in which it reports."""
        years = [(year, self.over((year, year))) for year in self.by_year]
        return trend.trend(
            (float(year), concentration.shares(parts)[partner]) for year, parts in years if partner in parts
        )

    def bounded(self, partner: str, years: tuple[int, int]) -> tuple[concentration.ShareBounds, list[str]]:
        """A partner's share with bounds from the unseen givers, and those of them that nothing bounds."""
        unseen: dict[str, float | None] = {
            name: None if given is None else sum(value for year, value in given.items() if years[0] <= year <= years[1])
            for name, given in self.unseen.items()
        }
        unknown = sorted(name for name, value in unseen.items() if value is None and name != partner)
        known = {name: value for name, value in unseen.items() if value is not None}
        own = unseen.get(partner, 0.0)
        if together := self.together(years):
            known[SEVERAL] = together
            own = None if own is None else own + together
        return concentration.bounded_share(self.over(years), partner, unseen=known, own_unseen=own), unknown


Rows = Sequence[Mapping[str, Any]]


def receipts_of(
    recipient: str,
    *,
    disbursed: Mapping[str, Rows],
    committed: Mapping[str, Rows],
    measures: Rows,
    titles: Mapping[str, str],
) -> list[Receipts]:
    """The receipts that a release can tell: one for each source that has disbursements of three partners or more.

    ``disbursed`` and ``committed`` are totals by partner, year and family of each source asked alone. A giver that a
    source does not hold is one with commitments in another source, or a lender that the study knows to be there (a
    measure ``lender``) without any figure.
    """
    lenders = {row["partner"] for row in measures if row["indicator"] == "lender" and row["place"] == recipient}
    found = []
    for source, family, rows in _alike(disbursed):
        by_year = _amounts(rows)
        unshared = {year: parts.pop(SEVERAL) for year, parts in by_year.items() if SEVERAL in parts}
        partners = {partner for parts in by_year.values() for partner in parts}
        if len(partners) < _PARTNERS:
            continue
        unseen: dict[str, Mapping[int, float] | None] = dict.fromkeys(sorted(lenders - partners))
        for other, _, told in _alike(committed):
            if other != source:
                for year, parts in _amounts(told).items():
                    for partner, value in parts.items():
                        if partner not in partners and partner != SEVERAL:
                            known = unseen.get(partner) or {}
                            unseen[partner] = {**known, year: max(value, known.get(year, value))}
        world: dict[int, dict[str, float]] = {}
        for row in measures:
            if row["indicator"] == "crs.given" and source == _WORLD_OF and row["value"] is not None:
                world.setdefault(row["year"], {})[row["partner"] or ""] = row["value"]
        several = len({each["family"] for each in disbursed[source]}) > 1
        what = f"gross disbursements in current prices{f', {family}' if several else ''}"
        found.append(Receipts(recipient, titles.get(source, source), what, by_year, world, unseen, unshared))
    return found


_PARTNERS = 3
"""Below three partners there is nothing to share."""

_WORLD_OF = "oecd-crs"
"""The source whose world totals the measure ``crs.given`` holds."""


def _alike(told: Mapping[str, Rows]) -> Iterator[tuple[str, str | None, Rows]]:
    """The rows of each source by whose definition of money they follow: a share is of one kind of money alone."""
    for source, rows in told.items():
        for family in sorted({row["family"] for row in rows}, key=str):
            yield source, family, [row for row in rows if row["family"] == family]


def _amounts(rows: Rows) -> dict[int, dict[str, float]]:
    """Year to partner to amount, of totals by partner and year; what has no value, partner or year is left out."""
    found: dict[int, dict[str, float]] = {}
    for row in rows:
        if row["preferred"] is not None and row["partner"] is not None and row["year"] is not None:
            found.setdefault(row["year"], {})[row["partner"]] = float(row["preferred"])
    return found


def kinds_of_partner(partners: Mapping[str, float]) -> dict[str, str]:
    """Each partner as bilateral (a state) or multilateral (an organisation), for the groups of Theil's index."""
    countries = codelists.load("countries")
    return {name: "bilateral" if name in countries else "multilateral" for name in partners}
