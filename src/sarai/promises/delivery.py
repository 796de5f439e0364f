"""How long deliveries took: approvals and dated disbursements in one price basis, and the share delivered by age.

The share is one less the survival function of Kaplan and Meier (1958), with pointwise 90 % intervals on the
log(-log) scale after Greenwood, from ``scipy.stats.ecdf``. What was not delivered when the source ends counts as still
open, never as failed.
"""

import csv
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from sarai import codelists
from sarai.model.errors import QuestionError
from sarai.money import deflators

LEVEL = 0.9
"""Coverage of the intervals."""

_DAYS = 365.25 / 12
FIRST, LAST = dt.date(2000, 3, 1), dt.date(2011, 12, 31)
"""The first and the last day that the disbursements speak for."""

OVER = 1.05
"""A project that was paid more than this share of its total is an over-disburser: kept, and listed."""


class Milestone(StrEnum):
    """How much of the total had to be paid."""

    HALF = "half"
    FULL = "95 %"


SHARES: Mapping[Milestone, float] = {Milestone.HALF: 0.5, Milestone.FULL: 0.95}


@dataclass(frozen=True, slots=True)
class Project:
    """An approval and what was paid of it, both in current US dollars.

    ``paid`` holds the month and the sum of that month; refunds are negative and count. ``approved`` is None where the
    source has no date.
    """

    id: str
    country: str
    sector: str
    instrument: str
    approved: dt.date | None
    total: float
    paid: tuple[tuple[dt.date, float], ...]

    @property
    def share(self) -> float:
        """What had been paid of the total when the source ends."""
        return sum(amount for _, amount in self.paid) / self.total

    @property
    def fault(self) -> str | None:
        """Why no time can be taken from the project, or None."""
        if self.approved is None:
            return "no approval date in the source"
        if self.approved < FIRST:
            return f"approved before {FIRST:%Y-%m}, when the disbursements begin"
        if self.paid and self.paid[0][0] < self.approved.replace(day=1):
            return "paid before it was approved"
        return None

    def reached(self, milestone: Milestone, *, until: dt.date = LAST) -> dt.date | None:
        """The month in which the sum paid first came to the milestone, as far as was known on ``until``."""
        sum_ = 0.0
        for month, amount in self.paid:
            if month > until:
                break
            sum_ += amount
            if sum_ >= SHARES[milestone] * self.total:
                return month
        return None


@dataclass(frozen=True, slots=True)
class Waited:
    """Months from approval to the milestone, or to the last look where it was not reached (``delivered`` is no)."""

    project: str
    months: float
    delivered: bool


def waited(project: Project, milestone: Milestone, *, until: dt.date = LAST) -> Waited | None:
    """How long a project took or has been open; None where no time can be taken or it was not yet approved."""
    if project.fault is not None or project.approved is None or project.approved >= until:
        return None
    month = project.reached(milestone, until=until)
    # A payment is known to the month: its middle is taken, and never a moment before the approval.
    end = until if month is None else max(month.replace(day=15), project.approved + dt.timedelta(days=1))
    return Waited(project.id, (end - project.approved).days / _DAYS, month is not None)


@dataclass(frozen=True)
class Curve:
    """The share delivered by months since the promise, with its interval; a step function.

    ``low`` and ``high`` are None where no interval can be given: before the first delivery.
    """

    n: int
    delivered: int
    months: tuple[float, ...]
    share: tuple[float, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    longest: float

    def at(self, months: float) -> tuple[float, float | None, float | None] | None:
        """The share delivered by then with its interval; None beyond the longest time that was watched."""
        if months > self.longest:
            return None
        found: tuple[float, float | None, float | None] = (0.0, None, None)
        for each, share, low, high in zip(self.months, self.share, self.low, self.high, strict=True):
            if each > months:
                break
            found = (share, low, high)
        return found

    def median(self) -> float | None:
        """Months until half were delivered; None where fewer were."""
        return next((each for each, share in zip(self.months, self.share, strict=True) if share >= 0.5), None)


def curve(times: Iterable[Waited]) -> Curve:
    """The share delivered by months, after Kaplan and Meier.

    Raises:
        QuestionError: no delivery was seen, so that nothing can be said but that none was; or SciPy is missing.
    """
    found = sorted(times, key=lambda each: (each.months, each.project))
    delivered = sum(each.delivered for each in found)
    if not delivered:
        raise QuestionError(
            f"no delivery was seen in {len(found)} case(s): no rate can be given",
            cure="ask a wider class, or a lower milestone",
        )
    try:
        from scipy import stats
    except ImportError as error:
        raise QuestionError("delivery rates need SciPy", cure="pip install 'sarai[delivery]'") from error
    import warnings

    # The stubs do not tell a distribution function of one sample from its values.
    data: Any = stats.CensoredData(
        uncensored=[each.months for each in found if each.delivered],
        right=[each.months for each in found if not each.delivered],
    )
    sf: Any = stats.ecdf(data).sf
    with warnings.catch_warnings():
        # Where nobody or everybody is left the interval is not defined, and SciPy says so; None says it here.
        warnings.simplefilter("ignore")
        interval = sf.confidence_interval(LEVEL, method="log-log")
    steps = list(
        zip(sf.quantiles, sf.probabilities, interval.low.probabilities, interval.high.probabilities, strict=True)
    )
    return Curve(
        n=len(found),
        delivered=delivered,
        months=tuple(float(months) for months, *_ in steps),
        share=tuple(1 - float(alive) for _, alive, _, _ in steps),
        low=tuple(_or_none(1 - float(high)) for *_, high in steps),
        high=tuple(_or_none(1 - float(low)) for _, _, low, _ in steps),
        longest=found[-1].months,
    )


def _or_none(value: float) -> float | None:
    return value if value == value else None


@cache
def projects() -> tuple[Project, ...]:
    """The World Bank's projects of which dated payments are loaded, with what was paid, in current dollars.

    Disbursements are published in dollars of 2011 and totals in dollars of the time; each month's sum is brought back
    to dollars of its year with the United States' deflator. The publishers do not name theirs.
    """
    level = {row["year"]: row["value"] for row in deflators.published().to_pylist() if row["provider"] == "US"}
    paid: dict[str, list[tuple[dt.date, float]]] = {}
    for row in rows("bank_disbursements.csv"):
        month = dt.date.fromisoformat(f"{row['month']}-01")
        price = level[month.year] / level[int(row["price_year"])]
        paid.setdefault(row["project"], []).append((month, float(row["amount"]) * price))
    return tuple(
        Project(
            id=row["project"], country=row["country"], sector=row["sector"], instrument=row["instrument"],
            approved=dt.date.fromisoformat(row["approved"]) if row["approved"] else None, total=float(row["total"]),
            paid=tuple(sorted(paid.get(row["project"], ()))),
        )
        for row in rows("bank_projects.csv")
    )  # fmt: skip


def rows(name: str) -> Sequence[dict[str, str]]:
    """The rows of one of the room's data files."""
    with files("sarai.promises").joinpath("data", name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def states(told: str) -> frozenset[str]:
    """The ISO codes in a cell of the data: codes and names of groups of states, between semicolons."""
    named = ((part, codelists.group(part)) for part in filter(None, told.split(";")))
    return frozenset(code for part, group in named for code in (group.members if group else (part,)))


@dataclass(frozen=True, slots=True)
class Bounds:
    """What statuses seen at two releases allow to say of a share that moved on.

    ``low`` counts those that were seen to have moved, ``high`` besides them all that nobody looked at again: whether
    they moved is not known (bounds without assumptions, Manski 1989). ``absent`` are those that a later list of a part
    does not hold, of which it says nothing; they are among the ``untouched``.
    """

    earlier: str
    later: str
    seen_from: dt.date
    seen_on: dt.date
    stage: str
    n: int
    moved: int
    completed: int
    untouched: int
    untouched_moved: int
    absent: int

    @property
    def unchanged(self) -> int:
        """Those that were there again and had not moved."""
        return self.n - self.moved - self.absent

    @property
    def low(self) -> float:
        """Share that was seen to have moved."""
        return self.moved / self.n

    @property
    def high(self) -> float:
        """Share that can have moved at most."""
        return (self.moved + self.untouched - self.untouched_moved) / self.n


@dataclass(frozen=True, slots=True)
class Step:
    """Two releases that looked at the same records of a maker in a region: what a forecast may rest on."""

    earlier: str
    later: str
    maker: str
    region: str
    recipients: frozenset[str]


@cache
def steps() -> tuple[Step, ...]:
    """The steps that forecasts rest on, as ``steps.csv`` lists them."""
    return tuple(
        Step(row["earlier"], row["later"], row["maker"], row["region"], states(row["recipients"]))
        for row in rows("steps.csv")
    )


@cache
def looks() -> tuple[Bounds, ...]:
    """How AidData's records in the pipeline had moved from one release to the next."""
    return tuple(
        Bounds(
            row["earlier"], row["later"], dt.date.fromisoformat(row["seen_from"]),
            dt.date.fromisoformat(row["seen_on"]), row["stage"], int(row["n"]), int(row["moved"]),
            int(row["completed"]), int(row["untouched"]), int(row["untouched_moved"]), int(row["absent"]),
        )
        for row in rows("looks.csv")
    )  # fmt: skip
