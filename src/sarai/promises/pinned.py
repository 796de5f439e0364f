"""Promises with their worth and outcome as rows of the table ``judged``, and back again."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from sarai.model.vocabulary import Seen
from sarai.promises.case import Outcome, case
from sarai.promises.ledger import Ledger, ledger
from sarai.promises.outcome import Judged, Sureness, judge
from sarai.promises.pricing import Price, Prices

Row = Mapping[str, Any]


def rows(promises: Iterable[Row], looks: Iterable[Row], *, prices: Prices, on: dt.date) -> list[dict[str, object]]:
    """Rows of ``judged`` of promises and looks that hold, judged as known on a day."""
    promised = list(promises)
    whole = ledger(promised, looks)
    made = []
    for row, promise in zip(promised, whole.promises, strict=True):
        found, price = judge(promise, whole.of(promise), on=on), prices.of(promise)
        made.append(
            {
                **row,
                **{name: getattr(price, field) for field, name in _PRICE.items()},
                "judged_on": on, "outcome": found.outcome.value, "rule": found.rule, "why": found.why,
                "sure": found.sureness.value, "evidence": [look.id for look in found.looks if look.carries],
                "status": found.as_last_seen, "status_on": found.seen_on, "last_seen": found.last_seen,
            }
        )  # fmt: skip
    return made


_PRICE = {field.name: "no_price" if field.name == "reason" else field.name for field in fields(Price)}
"""The columns that hold a price."""


def read(judged: Iterable[Row], looks: Iterable[Row], *, on: dt.date) -> tuple[Ledger, list[Judged], dict[str, Price]]:
    """The promises of rows of ``judged`` and ``look``: all of them, those made by a day as judged on it, their prices.

    On the day of the build what the build decided is read; on any other it is judged again, from these rows alone.
    """
    kept = list(judged)
    whole = ledger(kept, looks)
    prices = {row["key"]: Price(**{field: row[name] for field, name in _PRICE.items()}) for row in kept}
    found = []
    for row, promise in zip(kept, whole.promises, strict=True):
        if promise.date > on:
            continue
        seen = whole.of(promise)
        if row["judged_on"] != on:
            found.append(judge(promise, seen, on=on))
            continue
        status = None if row["status"] is None else Seen(row["status"])
        found.append(
            Judged(
                promise, case(promise, seen, on=on).looks, on, Outcome(row["outcome"]), row["rule"], row["why"],
                row["last_seen"], status, row["status_on"], Sureness(row["sure"]),
            )
        )  # fmt: skip
    return whole, found, prices
