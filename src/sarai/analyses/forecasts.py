"""Forecasts of a study's promises as of a day, and how those that were frozen fared."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.errors import QuestionError
from sarai.promises import forecasts
from sarai.promises.forecasts import Fate, Forecast
from sarai.promises.ledger import Ledger, ledger
from sarai.session import Session

_FORECAST = """
promise       text    -  short name of the promise
event         text    <vocabulary.ForecastEvent>  what is to happen
by            day     -  until when
probability   number  [share]  chance; none where there are bounds alone
low           number  [share]  lower end
high          number  [share]  upper end
class         text    -  reference class that answers
n             int     [cases]  its size
delivered     int     [cases]  of them delivered
last_checked  day     -  when it was last looked at
method        text    -  how it was made
as_of         day     -  day it speaks from
written_on    day     -  day it was written
"""

FORECASTS = Card(
    id="forecasts",
    name="Forecasts",
    unit="probability",
    formula="the chance that a promise is delivered by its day, given that it is not yet, as its reference class did",
    needs=("the lists promises and observations of the study", "dated payments of the World Bank's projects 2000-2011"),
    method="docs/delivery.md",
    caveats=("a class that did not beat both the base rate and last year on rolling cuts is not forecast with",),
    tables={"rows": _FORECAST},
)

SCORES = Card(
    id="forecast-scores",
    name="Forecasts and what came of them",
    unit="probability",
    formula="frozen forecasts beside what later looks saw; Brier (1950) and logarithmic score where a fate is known",
    needs=("the list forecasts of the study", "the lists promises and observations of the study"),
    method="docs/delivery.md",
    caveats=("a probability is scored only where somebody looked after its day; few looks make a poor score sheet",),
    tables={"rows": _FORECAST + "fate  text  -  what later looks say of it\n"},
)


def predict(session: Session, *, on: dt.date | None = None) -> Answer:
    """Forecasts of the study's promises as of a day, today by default.

    Raises:
        QuestionError: the release holds no promises.
    """
    made, without = _forecasts(session, on or _today())
    reasons: dict[str, int] = {}
    for each in without:
        reasons[each.reason] = reasons.get(each.reason, 0) + 1
    notes = [f"without a forecast, {n}: {reason}" for reason, n in sorted(reasons.items(), key=lambda told: -told[1])]
    return Answer.of(FORECASTS, [_row(each) for each in made], release=session.release.number, notes=notes)


def forecasts_of(session: Session, *, on: dt.date | None = None) -> list[Forecast]:
    """The forecasts as of a day, today by default, to be frozen.

    Raises:
        QuestionError: the release holds no promises.
    """
    return _forecasts(session, on or _today())[0]


def score(session: Session, *, on: dt.date | None = None) -> Answer:
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
    rows = [{**_row(each), "fate": fate.value} for each, fate in told]
    return Answer.of(SCORES, rows, release=session.release.number, notes=_score_notes(told))


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
    return [*notes, *SCORES.caveats]


def _forecasts(session: Session, on: dt.date) -> tuple[list[Forecast], list[forecasts.Without]]:
    ledger = _ledger(session)
    told, without = forecasts.forecast(ledger.promises, ledger.looks, as_of=on, written_on=_today())
    shown, unproven = forecasts.proven(told)
    return shown, [*without, *unproven]


def _ledger(session: Session) -> Ledger:

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


def _row(each: Forecast) -> dict[str, Any]:
    return {
        "promise": each.promise, "event": each.event.value, "by": each.by, "probability": _rounded(each.probability),
        "low": _rounded(each.low), "high": _rounded(each.high), "class": each.answers, "n": each.n,
        "delivered": each.delivered, "last_checked": each.last_checked, "method": each.method, "as_of": each.as_of,
        "written_on": each.written_on,
    }  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
