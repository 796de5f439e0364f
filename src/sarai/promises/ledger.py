"""Promises with the looks at them, as plain values made of canonical rows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any, TypeVar

from sarai.model.vocabulary import Basis, Seen, Tier


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise as it was made. Fields are those of the table ``promise``; dates are the first day they can mean,
    ``due`` the last."""

    key: str
    id: str
    kind: str
    firmness: str
    makers: tuple[str, ...]
    addressees: tuple[str, ...]
    date: dt.date
    date_precision: str
    wording: str
    tier: str
    source_name: str
    url: str
    file: str
    locator: str
    umbrella: str = "no"
    occasion: str | None = None
    quote: str | None = None
    document: str | None = None
    amount: Decimal | None = None
    amount_high: Decimal | None = None
    currency: str | None = None
    comparator: str | None = None
    count: float | None = None
    count_unit: str | None = None
    period_from: dt.date | None = None
    due: dt.date | None = None
    due_precision: str | None = None
    instrument: str | None = None
    sectors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    money: str | None = None
    observable_by: tuple[str, ...] = ()
    parent: str | None = None
    repeats: str | None = None
    record: str | None = None
    published: str | None = None
    note: str | None = None
    reviewed_by: str | None = None
    reviewed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """A dated look at a promise. ``known_by`` is the last day its date can mean: from then on it counts."""

    key: str
    id: str
    promise: str
    date: dt.date
    known_by: dt.date
    status: Seen
    basis: Basis
    tier: str
    source_name: str
    url: str
    file: str
    locator: str
    date_precision: str = "day"
    value: float | None = None
    unit: str | None = None
    wording: str | None = None
    published: str | None = None
    note: str | None = None
    reviewed_by: str | None = None
    reviewed_on: dt.date | None = None

    @property
    def carries(self) -> bool:
        """Whether it can carry an outcome: a report, and not by a weak or mirror source."""
        return self.basis is Basis.REPORTED and self.status is not Seen.NO_TRACE and self.tier != Tier.WEAK_OR_MIRROR


@dataclass(frozen=True)
class Ledger:
    """Promises and the looks at each, by the promise's key."""

    promises: tuple[Promise, ...]
    looks: Mapping[str, tuple[Observation, ...]] = field(default_factory=dict)

    def of(self, promise: Promise) -> tuple[Observation, ...]:
        """The looks at a promise."""
        return self.looks.get(promise.key, ())


def ledger(promises: Iterable[Mapping[str, Any]], observations: Iterable[Mapping[str, Any]]) -> Ledger:
    """A ledger of canonical rows of ``promise`` and ``observation``."""
    looks: dict[str, list[Observation]] = defaultdict(list)
    for row in observations:
        seen = _made(Observation, {**row, "status": Seen(row["status"]), "basis": Basis(row["basis"])})
        looks[seen.promise].append(seen)
    return Ledger(tuple(_made(Promise, row) for row in promises), {key: tuple(found) for key, found in looks.items()})


_Kept = TypeVar("_Kept", Promise, Observation)


def _made(kind: type[_Kept], row: Mapping[str, Any]) -> _Kept:
    told: dict[str, Any] = {each.name: row[each.name] for each in fields(kind) if each.name in row}
    for name, value in told.items():
        if isinstance(value, list):
            told[name] = tuple(value)
    return kind(**told)
