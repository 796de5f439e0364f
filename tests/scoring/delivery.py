"""Scores delivery rates on rolling cuts: ``python -m tests.scoring.delivery``.

At each cut only what was known then is used: projects approved before it, payments until it. Every project that had not
reached the milestone by then is forecast for the next two years and scored by what came. The peers are one constant
share (how many of all open projects reached it within two years of the cut before, as far as that was known), and
the whole region without classes. A project stands in several cuts, so that the scores of the cuts are not independent;
the interval of the difference is a bootstrap over projects.
"""

import csv
import datetime as dt
import os
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sarai.model.errors import QuestionError
from sarai.promises import reference_classes
from sarai.promises.delivery import LAST, Milestone, Project, projects
from sarai.promises.forecasts import scores

AHEAD = 24
CUTS = tuple(dt.date(year, month, day) for year in range(2005, 2010) for month, day in ((6, 30), (12, 31)))
SEED = 20111231


@dataclass(frozen=True)
class Told:
    """One forecast of one project at one cut, by each method, and what came."""

    project: str
    cut: dt.date
    happened: bool
    by: Mapping[str, float]


def _later(day: dt.date, months: int) -> dt.date:
    return day + dt.timedelta(days=round(months * 365.25 / 12))


def _age(project: Project, on: dt.date) -> float:
    assert project.approved is not None
    return (on - project.approved).days / (365.25 / 12)


def _open(those: Iterable[Project], on: dt.date, milestone: Milestone) -> list[Project]:
    return [
        project for project in those
        if project.fault is None and project.approved is not None and project.approved < on
        and project.reached(milestone, until=on) is None
    ]  # fmt: skip


def constant(those: Sequence[Project], cut: dt.date, milestone: Milestone) -> float | None:
    """The share of projects open two years before the cut that reached the milestone by it."""
    before = _later(cut, -AHEAD)
    were = _open(those, before, milestone)
    if not were:
        return None
    return sum(project.reached(milestone, until=cut) is not None for project in were) / len(were)


def last_year(those: Sequence[Project], cut: dt.date, milestone: Milestone) -> float | None:
    """As last year: the share of projects open a year before the cut that reached the milestone in it, twice over."""
    were = _open(those, _later(cut, -12), milestone)
    if not were:
        return None
    year = sum(project.reached(milestone, until=cut) is not None for project in were) / len(were)
    return float(1 - (1 - year) ** (AHEAD / 12))


def base_rate(those: Sequence[Project], cut: dt.date, milestone: Milestone) -> float | None:
    """The base rate: of all that were open two years before any earlier half-year, the share that had made it."""
    were = made = 0
    for back in range(AHEAD, AHEAD + 60, 6):
        before = _later(cut, -back)
        known = _open(those, before, milestone)
        were += len(known)
        made += sum(project.reached(milestone, until=_later(before, AHEAD)) is not None for project in known)
    return made / were if were else None


def _chance(name: str, project: Project, cut: dt.date, milestone: Milestone, those: Sequence[Project]) -> float | None:
    try:
        rate = reference_classes.rate(name, milestone, until=cut, those=those)
    except QuestionError:
        return None
    found = reference_classes.chance(rate.curve, age=_age(project, cut), within=AHEAD)
    return None if found is None else found[0]


def at(cut: dt.date, milestone: Milestone, those: Sequence[Project]) -> list[Told]:
    """The forecasts of a cut that every method can make, so that all are scored on the same projects."""
    share = constant(those, cut, milestone)
    year, base = last_year(those, cut, milestone), base_rate(those, cut, milestone)
    found = []
    for project in _open(those, cut, milestone):
        place = next(each.name for each in reversed(reference_classes.listed()) if project.country in each.countries)
        by = {
            "constant share": share,
            "base rate": base,
            "as last year": year,
            "region": _chance(reference_classes.root(), project, cut, milestone, those),
            "class by place": _chance(place, project, cut, milestone, those),
            "class by sector": _chance(f"{reference_classes.root()}: {project.sector}", project, cut, milestone, those),
        }
        known = {name: value for name, value in by.items() if value is not None}
        if len(known) == len(by):
            happened = project.reached(milestone, until=_later(cut, AHEAD)) is not None
            found.append(Told(project.id, cut, happened, known))
    return found


def calibration(told: Sequence[Told], method: str) -> list[tuple[str, int, float, float]]:
    """By fifths of probability: the range, how many, the mean forecast and the share that happened."""
    bins: dict[int, list[Told]] = defaultdict(list)
    for each in told:
        bins[min(4, int(each.by[method] * 5))].append(each)
    return [
        (
            f"{place * 20}-{place * 20 + 20} %", len(those), sum(each.by[method] for each in those) / len(those),
            sum(each.happened for each in those) / len(those),
        )
        for place, those in sorted(bins.items())
    ]  # fmt: skip


def difference(told: Sequence[Told], a: str, b: str, *, draws: int = 1000) -> tuple[float, float, float]:
    """Brier of ``a`` less Brier of ``b`` with a 90 % interval, by drawing projects with all their cuts."""
    by_project: dict[str, list[float]] = defaultdict(list)
    for each in told:
        by_project[each.project].append((each.by[a] - each.happened) ** 2 - (each.by[b] - each.happened) ** 2)
    sums = [(sum(values), len(values)) for _, values in sorted(by_project.items())]
    draw = random.Random(SEED)
    means = []
    for _ in range(draws):
        chosen = draw.choices(sums, k=len(sums))
        means.append(sum(value for value, _ in chosen) / sum(n for _, n in chosen))
    means.sort()
    whole = sum(value for value, _ in sums) / sum(n for _, n in sums)
    return whole, means[int(0.05 * draws)], means[int(0.95 * draws)]


LATER = dt.date(2016, 12, 31)


def later_look(shared: Path, those: Sequence[Project]) -> list[Told]:
    """Forecasts as of the last payment known, for five years, against the IBRD's statement of loans of May 2023.

    Projects whose IBRD loans make at least nine tenths of their total. Delivered means here that 95 % of the principal
    was disbursed and the last disbursement was made by the end of 2016.
    """
    loans: dict[str, list[dict[str, str]]] = defaultdict(list)
    path = shared / "data" / "worldbank_ibrd" / "IBRD_Statement_of_Loans_2023-05-31.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            loans[row["Project ID"]].append(row)
    months = (LATER - LAST).days / (365.25 / 12)
    found = []
    for project in _open(those, LAST, Milestone.FULL):
        own = loans.get(project.id, [])
        principal = sum(float(row["Original Principal Amount"]) for row in own)
        if principal < 0.9 * project.total or not all(row["Last Disbursement Date"] for row in own):
            continue
        last = max(_american(row["Last Disbursement Date"]) for row in own)
        happened = sum(float(row["Disbursed Amount"]) for row in own) >= 0.95 * principal and last <= LATER
        chance = reference_classes.chance(
            reference_classes.rate(reference_classes.root(), Milestone.FULL).curve,
            age=_age(project, LAST),
            within=months,
        )
        if chance is not None:
            found.append(Told(project.id, LAST, happened, {"region": chance[0]}))
    return found


def _american(told: str) -> dt.date:
    return dt.datetime.strptime(told[:10], "%m/%d/%Y").date()


def main() -> None:
    """Print the scores of every cut and of all together."""
    those = projects()
    shared = Path(os.environ.get("SARAI_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    for milestone in Milestone:
        print(f"{milestone.value} paid within {AHEAD} months")
        whole: list[Told] = []
        for cut in CUTS:
            found = at(cut, milestone, those)
            if not found:
                print(f"  {cut}  no forecast: too few cases or no delivery was known by then")
                continue
            whole += found
            line = "  ".join(f"{name} {_score(found, name)}" for name in found[0].by)
            print(f"  {cut}  n {len(found):3}  happened {sum(each.happened for each in found):3}  Brier: {line}")
        _print_whole(whole)
    if (shared / "data").is_dir():
        found = later_look(shared, those)
        seen = scores((each.by["region"], each.happened) for each in found)
        share = sum(each.happened for each in found) / len(found)
        print(f"95 % paid by {LATER}, seen in the IBRD's statement of 2023: {len(found)} projects")
        print(f"    region Brier {seen.brier:.3f}  log loss {seen.log_loss:.3f}  happened {share:.2f}")
        for name, n, said, came in calibration(found, "region"):
            print(f"      said {name:9} n {n:3}  mean {said:.2f}  happened {came:.2f}")


def _score(found: Sequence[Told], method: str) -> str:
    brier = scores((each.by[method], each.happened) for each in found).brier
    return f"{brier:.3f}" if brier is not None else "-"


def _print_whole(whole: Sequence[Told]) -> None:
    print(f"  all cuts: {len(whole)} forecasts of {len({each.project for each in whole})} projects")
    for method in whole[0].by:
        found = scores((each.by[method], each.happened) for each in whole)
        print(f"    {method:16} Brier {found.brier:.3f}  log loss {found.log_loss:.3f}")
        for name, n, said, seen in calibration(whole, method):
            print(f"      said {name:9} n {n:3}  mean {said:.2f}  happened {seen:.2f}")
    for a, b in (
        ("region", "constant share"), ("region", "base rate"), ("region", "as last year"),
        ("class by place", "base rate"), ("class by place", "as last year"),
        ("class by place", "region"), ("class by sector", "region"),
    ):  # fmt: skip
        value, low, high = difference(whole, a, b)
        print(f"    {a} less {b}: Brier {value:+.4f} (90 % {low:+.4f} to {high:+.4f})")


if __name__ == "__main__":
    main()
