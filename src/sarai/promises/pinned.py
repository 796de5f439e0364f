"""Promises with their worth and outcome as rows of the table ``judged``, and back again."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sarai.model.vocabulary import Seen
from sarai.promises.case import Outcome, case
from sarai.promises.ledger import Ledger, ledger
from sarai.promises.outcome import Judged, Sureness, judge
from sarai.promises.pricing import Price, Prices
from sarai.promises.statuses import METHOD, Said, Schedule, Shown, Statuses, statuses
from sarai.promises.voices import Record

Row = Mapping[str, Any]


def rows(
    promises: Iterable[Row],
    looks: Iterable[Row],
    *,
    own_words: Mapping[str, Sequence[Record]],
    prices: Prices,
    on: dt.date,
) -> list[dict[str, object]]:
    """Rows of ``judged`` of promises and looks that hold, judged as known on a day.

    ``own_words`` are what official lists say, by the promise's id.
    """
    promised = list(promises)
    whole = ledger(promised, looks)
    made = []
    for row, promise in zip(promised, whole.promises, strict=True):
        found, price = judge(promise, whole.of(promise), on=on), prices.of(promise)
        three = statuses(found, own_words.get(promise.id, ()))
        made.append(
            {
                **row,
                **{name: getattr(price, field) for field, name in _PRICE.items()},
                "judged_on": on, "outcome": found.outcome.value, "rule": found.rule, "why": found.why,
                "sure": found.sureness.value, "evidence": [look.id for look in found.looks if look.carries],
                "status": found.as_last_seen, "status_on": found.seen_on, "last_seen": found.last_seen,
                **{name: getattr(three, field) for field, name in _THREE.items()},
                "missing": list(three.missing), "checkable": "yes" if three.checkable else "no", "method": METHOD,
            }
        )  # fmt: skip
    return made


_PRICE = {field.name: "no_price" if field.name == "reason" else field.name for field in fields(Price)}
"""The columns that hold a price."""

_THREE = {field.name: {"sentence": "told", "months": "months_late"}.get(field.name, field.name)
          for field in fields(Statuses) if field.name not in ("missing", "checkable")}  # fmt: skip
"""The columns that hold the three statuses as they are."""


@dataclass(frozen=True)
class Read:
    """What a release holds of promises on a day: all of them, those made by then as judged, prices and statuses."""

    ledger: Ledger
    judged: tuple[Judged, ...]
    prices: Mapping[str, Price]
    statuses: Mapping[str, Statuses]


def read(
    judged: Iterable[Row], looks: Iterable[Row], *, own_words: Mapping[str, Sequence[Record]], on: dt.date
) -> Read:
    """The promises of rows of ``judged`` and ``look``, by their keys.

    On the day of the build what the build decided is read; on any other it is judged again, from these rows alone.
    """
    kept = list(judged)
    whole = ledger(kept, looks)
    prices = {row["key"]: Price(**{field: row[name] for field, name in _PRICE.items()}) for row in kept}
    found: list[Judged] = []
    three: dict[str, Statuses] = {}
    for row, promise in zip(kept, whole.promises, strict=True):
        if promise.date > on:
            continue
        seen = whole.of(promise)
        if row["judged_on"] != on:
            found.append(judge(promise, seen, on=on))
            three[promise.key] = statuses(found[-1], own_words.get(promise.id, ()))
            continue
        status = None if row["status"] is None else Seen(row["status"])
        found.append(
            Judged(
                promise, case(promise, seen, on=on).looks, on, Outcome(row["outcome"]), row["rule"], row["why"],
                row["last_seen"], status, row["status_on"], Sureness(row["sure"]),
            )
        )  # fmt: skip
        three[promise.key] = _three(row) or statuses(found[-1], own_words.get(promise.id, ()))
    return Read(whole, tuple(found), prices, three)


def _three(row: Row) -> Statuses | None:
    """The statuses that the build has settled; none in a release of code that settled none, or by another method."""
    if row["method"] != METHOD:
        return None
    told = {field: row[name] for field, name in _THREE.items()}
    told |= {"said": Said(told["said"]), "shown": Shown(told["shown"]), "schedule": Schedule(told["schedule"])}
    return Statuses(**told, missing=tuple(row["missing"]), checkable=row["checkable"] == "yes")
