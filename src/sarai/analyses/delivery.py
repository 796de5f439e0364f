"""Delivery rates by reference class, forecasts of a study's promises, and how earlier forecasts fared."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sarai.model.errors import QuestionError
from sarai.promises import delivery, forecasts, reference_classes
from sarai.promises.delivery import LAST, Milestone
from sarai.promises.forecasts import Fate, Forecast
from sarai.promises.ledger import Ledger
from sarai.promises.reference_classes import Rate
from sarai.session import Session

YEARS = (1, 2, 3, 5, 7)
Row = dict[str, Any]


def rates(*, milestone: str = "95 %", classes: Sequence[str] = ()) -> dict[str, Any]:
    """The share delivered by years since approval, a row for each class, as the JSON of ``sarai delivery``.

    A class with fewer than 20 cases is answered by its parent; ``answers`` says which. Without ``classes`` the rows are
    those that answer for themselves.

    Raises:
        QuestionError: an unknown milestone or class, or a class in which no delivery was seen.
    """
    wanted = _milestone(milestone)
    known = reference_classes.classes()
    found = [reference_classes.rate(name, wanted) for name in classes or _answering(wanted)]
    return _told(
        f"Share {wanted.value} paid, by years since approval", "share",
        [_rate_row(each) for each in found],
        [
            f"Kaplan-Meier with pointwise {delivery.LEVEL * 100:.0f} % intervals",
            f"payments from {delivery.FIRST:%Y-%m} to {LAST}",
            "approvals and payments in dollars of the time; what was open at the end counts as open, not as failed",
            "cancellations do not show in the payments: a loan that was cut counts as open, and late shares flatter",
            f"{len(known)} classes; below {reference_classes.SMALLEST} cases the wider class answers",
            *_left_out(),
        ],
    )  # fmt: skip


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


def bounds() -> dict[str, Any]:
    """What statuses at two releases allow to say: bounds, never a rate."""
    rows = [
        {
            "class": f"AidData, Chinese records in the pipeline, {each.earlier} to {each.later}", "stage": each.stage,
            "n": each.n, "moved": each.moved, "low": _share(each.low), "high": _share(each.high),
            "untouched": each.untouched, "untouched_moved": each.untouched_moved, "seen_from": each.seen_from,
            "last_checked": each.seen_on,
        }
        for each in delivery.looks()
        if each.n >= reference_classes.SMALLEST
    ]  # fmt: skip
    return _told(
        "Records that left the pipeline between two releases", "share",
        rows,
        [
            f"stages with fewer than {reference_classes.SMALLEST} records stand within `all`",
            "low: seen to have moved; high: besides them all that nobody looked at again",
            "a record whose description and number of documents are unchanged counts as not looked at: that its status "
            "did not move says as much about the looking as about the project",
        ],
    )  # fmt: skip


def over() -> dict[str, Any]:
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
    return _told(
        "Paid more than the total", "USD of the time", rows,
        ["a later financing of the same project is often not in its total; the projects stay in the rates"],
    )  # fmt: skip


def corrections() -> dict[str, Any]:
    """The known errors of the publishers, and what is done about them."""
    rows: list[Row] = [dict(row) for row in delivery.rows("corrections.csv")]
    return _told("Corrections", "", rows, ["each has a guard that fails once its publisher has mended it"])


def predict(session: Session, *, on: dt.date | None = None) -> dict[str, Any]:
    """Forecasts of the study's promises as of a day, today by default.

    Raises:
        QuestionError: the release holds no promises.
    """
    made, without = _forecasts(session, on or _today())
    reasons: dict[str, int] = {}
    for each in without:
        reasons[each.reason] = reasons.get(each.reason, 0) + 1
    notes = [f"without a forecast, {n}: {reason}" for reason, n in sorted(reasons.items(), key=lambda told: -told[1])]
    found = _told("Forecasts", "probability", [_forecast_row(each) for each in made], notes)
    return found | {"release": session.release.number}


def made(session: Session, *, on: dt.date | None = None) -> list[Forecast]:
    """The forecasts as of a day, today by default, to be frozen.

    Raises:
        QuestionError: the release holds no promises.
    """
    return _forecasts(session, on or _today())[0]


def score(session: Session, *, on: dt.date | None = None) -> dict[str, Any]:
    """How the frozen forecasts that the release holds fared by what was known on a day, today by default.

    Raises:
        QuestionError: nothing is frozen, or the release holds no promises.
    """
    frozen = forecasts.forecasts_of(session.listed("forecast"))
    if not frozen:
        raise QuestionError(
            f"release {session.release.number} holds no frozen forecasts",
            where=str(session.folder),
            cure="sarai delivery DIR --freeze, then sarai build DIR",
        )
    ledger = _ledger(session)
    looks = {promise.id: ledger.of(promise) for promise in ledger.promises}
    told = [(each, forecasts.fate(each, looks.get(each.promise, ()), on=on or _today())) for each in frozen]
    rows = [{**_forecast_row(each), "fate": fate.value} for each, fate in told]
    return _told("Forecasts and what came of them", "probability", rows, _score_notes(told)) | {
        "release": session.release.number
    }


def _score_notes(told: Sequence[tuple[Forecast, Fate]]) -> list[str]:
    notes = []
    for name, chosen in (
        ("forecasts", [(each, fate) for each, fate in told if each.as_of == each.written_on]),
        ("hindcasts (written later than the day they speak from)",
         [(each, fate) for each, fate in told if each.as_of != each.written_on]),
    ):  # fmt: skip
        if not chosen:
            continue
        known = [(each, fate is Fate.HAPPENED) for each, fate in chosen if fate in (Fate.HAPPENED, Fate.DID_NOT)]
        found = forecasts.scores((each.probability, seen) for each, seen in known if each.probability is not None)
        bounded = [(each, seen) for each, seen in known if each.probability is None]
        line = f"{len(chosen)} {name}: {len(known)} with a known fate"
        if found.brier is not None and found.log_loss is not None:
            line += f"; {found.n} with a probability, Brier {found.brier:.3f}, log loss {found.log_loss:.3f}"
        if bounded:
            share = sum(seen for _, seen in bounded) / len(bounded)
            low, high = bounded[0][0].low or 0.0, bounded[0][0].high or 1.0
            line += f"; {len(bounded)} with bounds of {low:.2f} to {high:.2f}, of which {share:.2f} happened"
        notes.append(line)
    notes.append("a probability is scored only where somebody looked after its day; few looks make a poor score sheet")
    return notes


def _forecasts(session: Session, on: dt.date) -> tuple[list[Forecast], list[forecasts.Without]]:
    ledger = _ledger(session)
    return forecasts.forecast(ledger.promises, ledger.looks, as_of=on, written_on=_today())


def _ledger(session: Session) -> Ledger:
    from sarai.promises.ledger import ledger

    promises = session.query("SELECT * FROM judged WHERE record IS NULL ORDER BY date, key", of=("judged",)).to_pylist()
    if not promises:
        raise QuestionError(
            "the release holds no promises",
            where=str(session.folder),
            cure="add a promises.csv: sarai sources promises",
        )
    return ledger(promises, session.query("SELECT * FROM look ORDER BY known_by, key", of=("look",)).to_pylist())


def _today() -> dt.date:
    return dt.date.today()


def _forecast_row(each: Forecast) -> Row:
    return {
        "promise": each.promise, "event": each.event.value, "by": each.by, "probability": _share(each.probability),
        "low": _share(each.low), "high": _share(each.high), "class": each.answers, "n": each.n,
        "delivered": each.delivered, "last_checked": each.last_checked, "method": each.method, "as_of": each.as_of,
        "written_on": each.written_on,
    }  # fmt: skip


def write_picture(path: Path, *, milestone: str = "95 %", classes: Sequence[str] = ()) -> Path:
    """Draw the share delivered by years as SVG, PNG or its Vega-Lite JSON, by the file's ending.

    Raises:
        QuestionError: an unknown class or ending, or no vl-convert.
    """

    from sarai.charts import delivery as charts
    from sarai.charts import files

    files.check(path)

    wanted = _milestone(milestone)
    names = list(classes) or [reference_classes.ROOT, "World Bank, Central Asia"]
    found = [reference_classes.rate(name, wanted) for name in names]
    steps = [
        {"class": f"{rate.answers} (n {rate.curve.n})", "years": months / 12, "share": share, "low": low, "high": high}
        for rate in found
        for months, share, low, high in _steps(rate)
    ]
    spec = charts.curve_of(steps, milestone=wanted.value, checked=LAST.isoformat(), level=delivery.LEVEL)
    return files.save(spec, path)


def _steps(rate: Rate) -> list[tuple[float, float, float | None, float | None]]:
    found = rate.curve
    steps: list[tuple[float, float, float | None, float | None]] = [(0.0, 0.0, None, None)]
    steps += list(zip(found.months, found.share, found.low, found.high, strict=True))
    return steps


def _told(indicator: str, unit: str, rows: list[Row], notes: list[str]) -> dict[str, Any]:
    plain = [
        {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()}
        for row in rows
    ]
    return {
        "indicator": indicator, "unit": unit, "prices": "none", "release": None, "rows": plain, "notes": notes,
    }  # fmt: skip
