"""Delivery rates by reference class, forecasts of a study's promises, and how earlier forecasts fared."""

from collections.abc import Sequence
from typing import Any

from sarai import codelists
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.errors import QuestionError
from sarai.promises import delivery, reference_classes
from sarai.promises.delivery import LAST, Milestone
from sarai.promises.reference_classes import Rate

YEARS = (1, 2, 3, 5, 7)
Row = dict[str, Any]

_DATED = ("dated payments of the World Bank's projects 2000-2011, which come with Sarai",)

RATES = Card(
    id="delivery",
    name="share paid, by years since approval",
    unit="share",
    formula="one less the survival function of the time from approval until the share of the total was paid",
    needs=_DATED,
    method="Kaplan and Meier (1958), pointwise intervals on the log(-log) scale after Greenwood: docs/delivery.md",
    caveats=(
        "approvals and payments in dollars of the time; what was open at the end counts as open, not as failed",
        "cancellations do not show in the payments: a loan that was cut counts as open, and late shares flatter",
    ),
    tables={
        "rows": """
class      text    -  reference class that was asked for
answers    text    -  class that answers: itself, or a wider one
n          int     [projects]  size of it
delivered  int     [projects]  of them delivered
open       int     [projects]  still open at the end
"""
        + "".join(
            f"year_{year}       number  [share]  paid within so many years\n"
            f"year_{year}_low   number  [share]  lower end\nyear_{year}_high  number  [share]  upper end\n"
            for year in YEARS
        )
        + """
median_months  number  [months]  months until half were delivered
last_checked   day     -  last day that the payments speak for
"""
    },
)

BOUNDS = Card(
    id="delivery-bounds",
    name="Records that left the pipeline between two releases",
    unit="share",
    formula="low: records seen to have moved; high: besides them all that nobody looked at again",
    needs=("statuses of AidData's releases, which come with Sarai",),
    method="decision 014: bounds, not rates",
    caveats=(
        "a record whose description and number of documents are unchanged counts as not looked at: that its status "
        "did not move says as much about the looking as about the project",
        "gcdf-3.0-geocoded holds the records that have a place: one that is absent from it counts as not looked at",
    ),
    tables={
        "rows": """
class            text    -  records and the two releases
stage            text    -  where they stood
n                int     [records]  records
moved            int     [records]  seen to have moved
completed        int     [records]  of them complete
unchanged        int     [records]  there again, and not moved
absent           int     [records]  not in the later list, which holds a part alone and says nothing of them
low              number  [share]  lower bound
high             number  [share]  upper bound
untouched        int     [records]  not looked at again
untouched_moved  int     [records]  of them moved all the same
seen_from        day     -  day of the earlier release
last_checked     day     -  day of the later one
"""
    },
)

OVER = Card(
    id="delivery-over",
    name="Paid more than the total",
    unit="USD of the time",
    formula="projects that were paid more than 105 % of their total",
    needs=_DATED,
    method="docs/delivery.md",
    caveats=("a later financing of the same project is often not in its total; the projects stay in the rates",),
    tables={
        "rows": """
project   text    -  the publisher's id
country   text    -  country
sector    text    -  sector
approved  day     -  approval
total     int     [USD]  total
paid      int     [USD]  paid
share     number  [share]  paid of the total
"""
    },
)

CURVE = Card(
    id="delivery-curve",
    name="share delivered by years",
    unit="share of projects",
    formula="the product-limit curve of each reference class, step by step, with its interval",
    needs=("delivery records, which come with Sarai",),
    method=RATES.method,
    caveats=RATES.caveats,
    tables={
        "rows": """
class  text    -  reference class, with how many projects it holds
years  number  [years]  years since approval
share  number  [share]  delivered by then
low    number  [share]  lower end of the interval
high   number  [share]  upper end of the interval
""",
        "about": """
milestone  text    -  how much paid out counts as delivered
checked    text    -  day to which the projects were followed
level      number  [share]  level of the intervals
""",
    },
)

CORRECTIONS = Card(
    id="delivery-corrections",
    name="Corrections",
    unit="",
    formula="known errors of publishers, and what is done about them",
    needs=_DATED,
    method="each read against the publisher's own pages",
    caveats=("each has a guard that fails once its publisher has mended it",),
    tables={
        "rows": """
target        text  -  record that is corrected
action        text  -  what is done
as_published  text  -  what the publisher states
reason        text  -  why it is wrong
guard         text  -  test that fails once it is mended
source        text  -  where it was seen
found         text  -  when
"""
    },
)


def rates(*, milestone: str = "95 %", classes: Sequence[str] = (), recipients: Sequence[str] | None = None) -> Answer:
    """The share delivered by years since approval, a row for each class.

    A class with fewer than 20 cases is answered by its parent; ``answers`` says which. Without ``classes`` the rows are
    those that answer for themselves. ``recipients`` are those of a study: a note names those no class speaks for.

    Raises:
        QuestionError: an unknown milestone or class, or a class in which no delivery was seen.
    """
    wanted = _milestone(milestone)
    known = reference_classes.classes()
    found = [reference_classes.rate(name, wanted) for name in classes or _answering(wanted)]
    return Answer.of(
        RATES,
        [_rate_row(each) for each in found],
        release=None,
        indicator=f"Share {wanted.value} paid, by years since approval",
        notes=[
            f"Kaplan-Meier with pointwise {delivery.LEVEL * 100:.0f} % intervals",
            f"payments from {delivery.FIRST:%Y-%m} to {LAST}",
            *RATES.caveats,
            f"{len(known)} classes; below {reference_classes.SMALLEST} cases the wider class answers",
            *_left_out(),
            *_not_spoken_for(recipients or ()),
        ],
    )  # fmt: skip


def _not_spoken_for(recipients: Sequence[str]) -> list[str]:
    outside = [each for each in recipients if each not in reference_classes.listed()[0].countries]
    if not outside:
        return []
    names = ", ".join(codelists.name_of_partner(each) or each for each in outside)
    return [f"no class speaks for {names}: no dated payments there are loaded"]


def _answering(milestone: Milestone) -> list[str]:
    found = delivery.projects()
    return [
        each.name
        for each in reference_classes.classes().values()
        if len(reference_classes.members(found, each, milestone)) >= reference_classes.SMALLEST
    ]


def _left_out() -> list[str]:
    faults: dict[str, int] = {}
    for project in delivery.projects():
        if project.fault is not None:
            faults[project.fault] = faults.get(project.fault, 0) + 1
    over = sum(project.share > delivery.OVER for project in delivery.projects())
    told = "; ".join(f"{n} {fault}" for fault, n in sorted(faults.items()))
    return [
        f"without a time, and left out: {told}",
        f"{over} projects were paid over {delivery.OVER * 100:.0f} % of their total: kept, and listed by --show over",
    ]


def _milestone(text: str) -> Milestone:
    told = {"full": Milestone.FULL, "95": Milestone.FULL, "95%": Milestone.FULL}.get(text, text)
    if told not in set(Milestone):
        raise QuestionError(f"milestone {text!r} is not known", where="--milestone", cure="half or full")
    return Milestone(told)


def _rate_row(rate: Rate) -> Row:
    found = rate.curve
    shares: Row = {}
    for year in YEARS:
        at = found.at(12 * year)
        share, low, high = at if at is not None else (None, None, None)
        shares[f"year_{year}"] = _share(share)
        shares[f"year_{year}_low"] = _share(low)
        shares[f"year_{year}_high"] = _share(high)
    return {
        "class": rate.asked, "answers": rate.answers, "n": found.n, "delivered": found.delivered,
        "open": found.n - found.delivered, **shares, "median_months": _share(found.median(), 1),
        "last_checked": rate.last_checked,
    }  # fmt: skip


def _share(value: float | None, places: int = 3) -> float | None:
    return None if value is None else round(value, places)


def bounds() -> Answer:
    """What statuses at two releases allow to say: bounds, never a rate."""
    rows = [
        {
            "class": f"AidData, Chinese records in the pipeline, {each.earlier} to {each.later}", "stage": each.stage,
            "n": each.n, "moved": each.moved, "completed": each.completed, "unchanged": each.unchanged,
            "absent": each.absent, "low": _share(each.low), "high": _share(each.high),
            "untouched": each.untouched, "untouched_moved": each.untouched_moved, "seen_from": each.seen_from,
            "last_checked": each.seen_on,
        }
        for each in delivery.looks()
        if each.n >= reference_classes.SMALLEST
    ]  # fmt: skip
    notes = [f"stages with fewer than {reference_classes.SMALLEST} records stand within `all`", BOUNDS.formula]
    return Answer.of(BOUNDS, rows, release=None, notes=[*notes, *BOUNDS.caveats])


def over() -> Answer:
    """The projects that were paid more than 105 % of their total."""
    found = sorted((each for each in delivery.projects() if each.share > delivery.OVER), key=lambda each: -each.share)
    rows = [
        {
            "project": each.id, "country": each.country, "sector": each.sector, "approved": each.approved,
            "total": round(each.total), "paid": round(sum(amount for _, amount in each.paid)),
            "share": _share(each.share, 2),
        }
        for each in found
    ]  # fmt: skip
    return Answer.of(OVER, rows, release=None, notes=OVER.caveats)


def corrections() -> Answer:
    """The known errors of the publishers, and what is done about them."""
    rows: list[Row] = [dict(row) for row in delivery.rows("corrections.csv")]
    return Answer.of(CORRECTIONS, rows, release=None, notes=CORRECTIONS.caveats)


def curve(*, milestone: str, classes: Sequence[str]) -> Answer:
    """The share delivered by years, step by step: what :func:`sarai.charts.delivery.curve_of` draws.

    Raises:
        QuestionError: an unknown milestone or class.
    """
    wanted = _milestone(milestone)
    names = list(classes) or [each.name for each in reference_classes.listed() if each.drawn]
    steps = [
        {"class": f"{rate.answers} (n {rate.curve.n})", "years": months / 12, "share": share, "low": low, "high": high}
        for rate in (reference_classes.rate(name, wanted) for name in names)
        for months, share, low, high in _steps(rate)
    ]
    about = {"milestone": wanted.value, "checked": LAST.isoformat(), "level": delivery.LEVEL}
    return Answer.of(CURVE, steps, release=None, about=[about], notes=CURVE.caveats)


def _steps(rate: Rate) -> list[tuple[float, float, float | None, float | None]]:
    found = rate.curve
    steps: list[tuple[float, float, float | None, float | None]] = [(0.0, 0.0, None, None)]
    steps += list(zip(found.months, found.share, found.low, found.high, strict=True))
    return steps
