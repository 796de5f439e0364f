"""What somebody states of a portfolio: figures with their source, and the records that may belong to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sarai.model.vocabulary import Membership
from sarai.session import Session


@dataclass(frozen=True, slots=True)
class Figure:
    """One stated figure: ``quantity`` of ``component`` (``all``, ``grant`` ...), with where it was said."""

    quantity: str
    component: str
    value: Decimal
    unit: str
    precision: str
    source: str
    url: str
    retrieved: str
    tier: str


@dataclass(frozen=True, slots=True)
class Member:
    """A record that may belong to a claim: ``membership`` is sure or possible.

    ``counted_with`` is the record whose works it is the design of, ``series`` what it is a year of, ``named`` the
    words by which a text names it.
    """

    record: str
    membership: str
    component: str
    counted_with: str | None
    series: str | None
    named: str | None


@dataclass(frozen=True, slots=True)
class StatedPortfolio:
    """What a claimer states of its portfolio in a country and a span of years."""

    id: str
    claimer: str
    partner: str
    agency: str
    recipient: str
    first: int
    last: int
    figures: tuple[Figure, ...]
    members: tuple[Member, ...]

    @property
    def sure(self) -> tuple[Member, ...]:
        """The records that surely belong to it."""
        return tuple(each for each in self.members if each.membership == Membership.SURE)

    def figure(self, quantity: str, component: str = "all") -> Figure | None:
        """One stated figure, if it is stated."""
        return next((e for e in self.figures if (e.quantity, e.component) == (quantity, component)), None)


def stated_portfolios(session: Session) -> tuple[StatedPortfolio, ...]:
    """The stated portfolios of a release; none where it holds none."""
    stated: dict[str, list[Mapping[str, Any]]] = {}
    for row in session.listed("claimed"):
        stated.setdefault(row["claim"], []).append(row)
    members: dict[str, list[Member]] = {}
    for row in session.listed("claimed_record"):
        names = ("record", "membership", "component", "counted_with", "series", "named")
        members.setdefault(row["claim"], []).append(Member(*(row[name] for name in names)))
    return tuple(
        StatedPortfolio(
            claim, row["claimer"], row["partner"], row["agency"], row["recipient"], row["first"], row["last"],
            tuple(_figure(each) for each in rows), tuple(members.get(claim, ())),
        )
        for claim, rows in stated.items()
        for row in rows[:1]
    )  # fmt: skip


def _figure(row: Mapping[str, Any]) -> Figure:
    names = ("quantity", "component", "value", "unit", "precision", "told_by", "url", "retrieved", "tier")
    told = {name: row[name] for name in names}
    return Figure(*(told | {"value": row["value"].normalize() + 0}).values())


def count(members: Sequence[Member], *, designs: bool, series: bool) -> int:
    """Projects among records: ``designs`` counts a design with its works, ``series`` a yearly series once."""
    counted = set()
    for each in members:
        if series and each.series:
            counted.add(each.series)
        else:
            counted.add(each.counted_with if designs and each.counted_with else each.record)
    return len(counted)


def beside(session: Session, filters: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """One note per claim about the agency and the recipient that a total asks for."""
    told = []
    for each in stated_portfolios(session):
        who = ((each.agency,), (f"{each.partner}:{each.agency}",))
        if filters.get("recipient") == (each.recipient,) and filters.get("agency") in who:
            money, projects = each.figure("money"), each.figure("projects")
            if money is not None and projects is not None:
                told.append(
                    f"{each.claimer} itself states {projects.value:,f} projects and {money.unit} "
                    f"{money.value / 1_000_000:,.1f} m for {each.first}-{each.last}; beside the "
                    f"{len(each.sure)} sure records: sarai claim {session.folder} {each.id}"
                )
    return tuple(told)
