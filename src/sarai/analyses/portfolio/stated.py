"""What somebody states of a portfolio: figures with their source, and the records that may belong to it. Study data.

``claims/claims.csv`` holds the stated figures, ``claims/claim_records.csv`` the records, each sure or only possible.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from sarai.model import study_lists
from sarai.model.errors import StudyError

FOLDER = "claims"

_FIGURES = tuple(
    "claim claimer partner agency recipient first last quantity component value unit precision source url retrieved "
    "tier".split()
)
_RECORDS = tuple("claim record membership component counted_with series named why".split())


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
        return tuple(each for each in self.members if each.membership == "sure")

    def figure(self, quantity: str, component: str = "all") -> Figure | None:
        """One stated figure, if it is stated."""
        return next((e for e in self.figures if (e.quantity, e.component) == (quantity, component)), None)


def stated_portfolios(folder: Path | str) -> tuple[StatedPortfolio, ...]:
    """The stated portfolios of a study; none where it holds none.

    Raises:
        StudyError: a table of claims lacks a column, or a cell is not what its column takes; file and line are named.
    """
    root = Path(folder) / FOLDER
    if not (root / "claims.csv").is_file():
        return ()
    stated: dict[tuple[str, ...], list[Figure]] = {}
    for where, row in study_lists.rows(root / "claims.csv", _FIGURES, only=True):
        key = tuple(row[name] for name in _FIGURES[:7])
        try:
            value = Decimal(row["value"])
            [int(row[name]) for name in ("first", "last")]
        except (ArithmeticError, ValueError) as error:
            raise StudyError("a value or year is no number", where=where, cure="write plain digits") from error
        rest = (row[name] for name in _FIGURES[10:])
        stated.setdefault(key, []).append(Figure(row["quantity"], row["component"], value, *rest))
    members: dict[str, list[Member]] = {}
    for where, row in study_lists.rows(root / "claim_records.csv", _RECORDS, only=True):
        if row["membership"] not in ("sure", "possible"):
            raise StudyError(
                f"membership {row['membership']!r} is unknown",
                where=where,
                cure="write sure or possible",
            )
        members.setdefault(row["claim"], []).append(
            Member(
                row["record"],
                row["membership"],
                row["component"],
                row["counted_with"] or None,
                row["series"] or None,
                row["named"] or None,
            )
        )
    return tuple(
        StatedPortfolio(
            id, claimer, partner, agency, recipient, int(first), int(last), tuple(said), tuple(members.get(id, ()))
        )
        for (id, claimer, partner, agency, recipient, first, last), said in stated.items()
    )


def count(members: Sequence[Member], *, designs: bool, series: bool) -> int:
    """Projects among records: ``designs`` counts a design with its works, ``series`` a yearly series once."""
    counted = set()
    for each in members:
        if series and each.series:
            counted.add(each.series)
        else:
            counted.add(each.counted_with if designs and each.counted_with else each.record)
    return len(counted)


def beside(folder: Path, filters: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """One note per claim about the agency and the recipient that a total asks for."""
    told = []
    for each in stated_portfolios(folder):
        who = ((each.agency,), (f"{each.partner}:{each.agency}",))
        if filters.get("recipient") == (each.recipient,) and filters.get("agency") in who:
            money, projects = each.figure("money"), each.figure("projects")
            if money is not None and projects is not None:
                told.append(
                    f"{each.claimer} itself states {projects.value:,f} projects and {money.unit} "
                    f"{money.value / 1_000_000:,.1f} m for {each.first}-{each.last}; beside the "
                    f"{len(each.sure)} sure records: sarai claim {folder} {each.id}"
                )
    return tuple(told)
