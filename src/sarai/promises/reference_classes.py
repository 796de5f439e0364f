"""Reference classes: the cases that a promise is like, each with the wider class that stands in where it is too small.

A class below :data:`SMALLEST` cases gives way to its parent, and says so. The outside view after Kahneman and Tversky
(1979): what became of the like of it, before anything particular is known.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sarai import codelists
from sarai.model.errors import QuestionError
from sarai.promises.delivery import LAST, Curve, Milestone, Project, Waited, curve, projects, rows, states, waited

SMALLEST = 20


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """A class by what its projects have in common; None means that it does not matter. ``parent`` is its name."""

    name: str
    parent: str | None
    countries: frozenset[str] | None = None
    sector: str | None = None

    def holds(self, project: Project) -> bool:
        """Whether a project belongs to the class."""
        return (self.countries is None or project.country in self.countries) and self.sector in (None, project.sector)


@dataclass(frozen=True, slots=True)
class Listed:
    """A class of states that ``classes.csv`` lists beside the payments; ``drawn`` says whether it is drawn unasked."""

    name: str
    parent: str | None
    maker: str
    countries: frozenset[str]
    drawn: bool


@cache
def listed() -> tuple[Listed, ...]:
    """The classes of states, each parent before its children: the first is the whole that the payments speak for."""
    return tuple(
        Listed(row["class"], row["parent"] or None, row["maker"], states(row["countries"]), row["drawn"] == "yes")
        for row in rows("classes.csv")
    )


def root() -> str:
    """The name of the class that holds every project."""
    return listed()[0].name


def classes(those: Iterable[Project] | None = None) -> Mapping[str, ReferenceClass]:
    """The classes by name, each parent before its children: those of states, each country, each sector of the whole."""
    found = projects() if those is None else tuple(those)
    made = [ReferenceClass(each.name, each.parent, each.countries if each.parent else None) for each in listed()]
    for country in sorted({project.country for project in found}):
        wider = _narrowest({country}) or listed()[0]
        made.append(ReferenceClass(_of(country), wider.name, countries=frozenset({country})))
    for sector in sorted({project.sector for project in found}):
        made.append(ReferenceClass(f"{root()}: {sector}", root(), sector=sector))
    return MappingProxyType({each.name: each for each in made})


def _narrowest(countries: Set[str]) -> Listed | None:
    """The last class of states that holds them all; None where none does."""
    return next((each for each in reversed(listed()) if countries <= each.countries), None)


def _of(country: str) -> str:
    """The name of a country's class: its publisher and its code."""
    return f"{root().partition(', ')[0]}, {country}"


@dataclass(frozen=True)
class Rate:
    """A class's delivery: what was asked, the class that answers, and its curve."""

    asked: str
    answers: str
    milestone: Milestone
    curve: Curve
    last_checked: dt.date


def members(
    those: Iterable[Project], wanted: ReferenceClass, milestone: Milestone, *, until: dt.date = LAST
) -> list[Waited]:
    """The times of a class's projects as far as was known on ``until``."""
    times = (waited(project, milestone, until=until) for project in those if wanted.holds(project))
    return [each for each in times if each is not None]


def rate(name: str, milestone: Milestone, *, until: dt.date = LAST, those: Sequence[Project] | None = None) -> Rate:
    """The delivery of a class, or of the nearest wider one with :data:`SMALLEST` cases.

    Raises:
        QuestionError: there is no such class, no wider one is large enough, or no delivery was seen in it.
    """
    found = projects() if those is None else those
    known = classes(found)
    if name not in known:
        raise QuestionError(f"there is no class {name!r}", where="--class", cure=f"classes: {'; '.join(known)}")
    wanted: ReferenceClass | None = known[name]
    while wanted is not None:
        times = members(found, wanted, milestone, until=until)
        if len(times) >= SMALLEST:
            return Rate(name, wanted.name, milestone, curve(times), until)
        wanted = known[wanted.parent] if wanted.parent else None
    raise QuestionError(
        f"{name} has fewer than {SMALLEST} cases, and so has every wider class", cure="load more dated deliveries"
    )


def class_of(makers: Sequence[str], addressees: Sequence[str]) -> str | None:
    """The narrowest class of a promise, or None where no dated deliveries of this maker to these states are loaded."""
    found = _narrowest(set(addressees)) if addressees else listed()[0]
    if found is None or not {codelists.identity(maker) for maker in makers} & set(codelists.family(found.maker)):
        return None
    if len(addressees) == 1 and _of(addressees[0]) in classes():
        return _of(addressees[0])
    return found.name


@dataclass(frozen=True, slots=True)
class Skill:
    """How a class fared on rolling cuts against a plain rule: Brier of the class less Brier of the rule.

    ``low`` and ``high`` are a 90 % interval drawn over projects; the class beats the rule where both are below zero.
    """

    milestone: Milestone
    name: str
    ahead: int
    against: str
    forecasts: int
    projects: int
    difference: float
    low: float
    high: float


@cache
def skills() -> tuple[Skill, ...]:
    """What ``python -m tests.scoring.delivery`` measured of each class, against the base rate and against last year."""
    return tuple(
        Skill(
            Milestone(row["milestone"]), row["class"], int(row["ahead_months"]), row["against"], int(row["forecasts"]),
            int(row["projects"]), float(row["brier_difference"]), float(row["low"]), float(row["high"]),
        )
        for row in rows("skill.csv")
    )  # fmt: skip


def unproven(name: str, milestone: Milestone, ahead: float) -> str | None:
    """Why a class is not to be forecast with, so many months ahead; none where it beats both plain rules."""
    found = [each for each in skills() if (each.name, each.milestone) == (name, milestone)]
    if not found:
        return f"{name} was never scored"
    furthest = max(each.ahead for each in found)
    if round(ahead) > furthest:
        return f"scored {furthest} months ahead only"
    lost = [each.against for each in found if each.high >= 0]
    return f"no better than {' or '.join(lost)}, {furthest} months ahead" if lost else None


def chance(found: Curve, *, age: float, within: float) -> tuple[float, float | None, float | None] | None:
    """The probability that a promise ``age`` months old and not yet delivered is delivered within ``within`` more.

    One less the conditional survival S(age + within) / S(age). The bounds carry the interval of the later point over
    the estimate at the earlier one; None where the class was not watched that long or nobody was left.
    """
    now, later = found.at(age), found.at(age + within)
    if now is None or later is None or now[0] >= 1:
        return None
    alive = 1 - now[0]
    share, low, high = later
    return (
        (share - now[0]) / alive,
        None if low is None else max(0.0, (low - now[0]) / alive),
        None if high is None else min(1.0, (high - now[0]) / alive),
    )
