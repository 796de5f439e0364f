"""Questions about promises, asked of a release: what was promised, what came of it, and how sure that is."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sarai.analyses.promises.filters import Stated, conditions_of, listed_values
from sarai.model.answer import NO_PRICES, Answer
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Instrument, PromiseKind
from sarai.promises import rollup
from sarai.promises.case import Outcome
from sarai.promises.funnel import funnel
from sarai.promises.ledger import Ledger
from sarai.promises.outcome import Judged
from sarai.promises.pinned import read
from sarai.promises.pricing import Price

if TYPE_CHECKING:
    import pyarrow as pa

    from sarai.session import Session

NOT_A_SAMPLE = "These promises are a starter set found by looking, not a sample: a share of them is no rate of success."
NOT_REVIEWED = "not reviewed by a person"


@dataclass(frozen=True)
class Book:
    """The promises of a release on a day: all of them judged, those asked for, and their prices by key."""

    ledger: Ledger
    asked: tuple[Judged, ...]
    prices: Mapping[str, Price]
    on: dt.date
    refused: int
    file_names: Mapping[str, str]
    loaded: frozenset[str]
    currency: str
    price_year: int

    def stands(self) -> dict[str, rollup.Place]:
        """Where each promise asked for stands in a roll-up."""
        return rollup.places((each.promise for each in self.asked), among=self.ledger.promises)


def book(session: "Session", *, on: dt.date | str | None = None, filters: Mapping[str, Stated]) -> Book:
    """The promises of a release that the filters ask for, as they were known on a day (today, unless it is named).

    Promises made later are not there, and looks dated later are not seen.

    Raises:
        QuestionError: an unknown filter or value, or a day that is none.
    """
    day = day_of(on)
    derived = PromiseKind.DERIVED in listed_values(filters.get("kind"))
    whole, judged, prices = session.once(("promises", day, derived), lambda: _whole(session, day, derived=derived))
    conditions = conditions_of(filters, judged)
    asked = tuple(each for each in judged if all(holds(each) for holds in conditions))
    return Book(
        ledger=whole,
        asked=tuple(sorted(asked, key=lambda each: (each.promise.date, each.promise.id))),
        prices=prices,
        on=day,
        refused=session.once("refused promises", lambda: session.query(_REFUSED, of=_TABLES)["n"][0].as_py()),
        file_names=session.file_names,
        loaded=frozenset(str(told["source"]) for told in session.release.datasets.values()),
        currency=session.release.currency,
        price_year=session.release.price_year,
    )


_TABLES = ("promise", "observation", "judged", "look")
_REFUSED = """
SELECT (SELECT count(*) FROM promise ANTI JOIN judged USING (file, locator))
     + (SELECT count(*) FROM observation ANTI JOIN look USING (file, locator)) AS n
"""


def _whole(session: "Session", day: dt.date, *, derived: bool) -> tuple[Ledger, list[Judged], dict[str, Price]]:
    """The promises that hold with what is known of them, those derived from records only where they are asked for."""
    if "judged" not in session.release.tables:
        raise QuestionError(
            f"release {session.release.number} was built by earlier code, which judged no promises",
            cure=f"build again: sarai build {session.folder}",
        )
    typed = "" if derived else "WHERE record IS NULL"
    promises = session.query(f"SELECT * FROM judged {typed} ORDER BY date, key", of=_TABLES).to_pylist()
    seen = f"SELECT l.* FROM look l SEMI JOIN (FROM judged {typed}) j ON l.promise = j.key ORDER BY l.known_by, l.key"
    return read(promises, session.query(seen, of=_TABLES).to_pylist(), on=day)


def listed(session: "Session", *, on: dt.date | str | None = None, **filter_by: Stated) -> Answer:
    """Promises with what came of them, one a row, in order of their dates.

    Columns: ``id``, ``date``, ``maker``, ``addressees``, ``promised``, ``amount``, ``currency``, ``due``, ``status``
    (the last carrying look), ``last_seen``, ``outcome``, ``sure``, ``sources`` and more; see ``docs/promises.md``.

    Raises:
        QuestionError: as :func:`book`.
    """
    found = book(session, on=on, filters=filter_by)
    return Answer(
        indicator="promises",
        unit=found.currency,
        prices=f"current, and constant of {found.price_year}",
        release=session.release.number,
        table=arrow(rows(found)),
        notes=notes(found),
    )


def rolled_up(
    session: "Session",
    *,
    by: str | Sequence[str] = "maker",
    measure: str = "count",
    on: dt.date | str | None = None,
    **filter_by: Stated,
) -> Answer:
    """How many promises (or how much money) came to what, by dimensions of ``rollup.DIMENSIONS``.

    ``measure`` is ``count``, ``current`` or ``constant``. No part is counted with its whole, no repeat with its
    first; umbrellas stand apart in ``umbrellas`` (and ``umbrella_sum``, current) and are in no other column.

    Raises:
        QuestionError: an unknown dimension or measure, or as :func:`book`.
    """
    names = listed_values(by)
    for name in names:
        if name not in rollup.DIMENSIONS:
            raise QuestionError(
                f"unknown dimension {name!r}", where="--by", cure=f"known: {', '.join(rollup.DIMENSIONS)}"
            )
    if measure not in ("count", "current", "constant"):
        raise QuestionError(f"unknown measure {measure!r}", where="--measure", cure="use count, current or constant")
    found = book(session, on=on, filters=filter_by)
    cells = rollup.rolled(found.asked, found.prices, by=names, among=found.ledger.promises)
    told = [
        {
            **dict(zip(names, cell.by, strict=True)),
            "promises": cell.promises,
            **{
                str(outcome): (
                    cell.counts.get(outcome, 0)
                    if measure == "count"
                    else (cell.sums if measure == "current" else cell.constant).get(outcome, Decimal())
                )
                for outcome in Outcome
            },
            "without_a_sum": cell.unpriced,
            "umbrellas": cell.umbrellas,
            "umbrella_sum": cell.umbrella_sum,
        }
        for cell in cells
    ]
    priced = measure != "count"
    return Answer(
        indicator="promises by outcome" if not priced else "promised sums by outcome",
        unit=("promises" if not priced else found.currency),
        prices=NO_PRICES if not priced else measure if measure == "current" else f"constant:{found.price_year}",
        release=session.release.number,
        table=arrow(told),
        notes=(*_out(found), *(_outweighing(found, measure) if priced else ()), *notes(found)),
    )


def rhetoric_to_result(session: "Session", *, on: dt.date | str | None = None, **filter_by: Stated) -> Answer:
    """How far promises are known to have come: ``stage``, ``promises``, ``of_hundred``, ``sum``, ``sum_of_hundred``.

    Sums are in current money, and those of promises that state one.

    Raises:
        QuestionError: as :func:`book`.
    """
    found = book(session, on=on, filters=filter_by)
    told = [
        {
            "stage": str(step.stage),
            "promises": step.promises,
            "of_hundred": round(step.of_hundred, 1),
            "sum": step.sum,
            "sum_of_hundred": None if step.sum_of_hundred is None else round(step.sum_of_hundred, 1),
        }
        for step in funnel(found.asked, found.prices, among=found.ledger.promises)
    ]
    return Answer(
        indicator="rhetoric to result",
        unit=f"promises, {found.currency}",
        prices="current",
        release=session.release.number,
        table=arrow(told),
        notes=(*_out(found), *_outweighing(found, "current"), *notes(found)),
    )


def rows(found: Book) -> list[dict[str, Any]]:
    """The promises asked for, as the rows of ``sarai promises``."""
    stands = found.stands()
    return [row(each, found, stands[each.promise.key]) for each in found.asked]


def row(judged: Judged, found: Book, place: rollup.Place) -> dict[str, Any]:
    """One promise as a row."""
    promise, price = judged.promise, found.prices[judged.promise.key]
    return {
        "id": promise.id,
        "date": stated_date(promise.date, promise.date_precision),
        "maker": "; ".join(promise.makers),
        "addressees": list(promise.addressees),
        "occasion": promise.occasion,
        "promised": promise.wording,
        "firmness": promise.firmness,
        "amount": promise.amount,
        "amount_high": promise.amount_high,
        "currency": promise.currency,
        "comparator": promise.comparator,
        "count": promise.count,
        "count_unit": promise.count_unit,
        "current": price.current,
        "constant": price.constant,
        "due": None if promise.due is None else stated_date(promise.due, promise.due_precision or "day"),
        "status": None if judged.as_last_seen is None else str(judged.as_last_seen),
        "status_on": judged.seen_on,
        "last_seen": judged.last_seen,
        "outcome": str(judged.outcome),
        "rule": judged.rule,
        "sure": str(judged.sureness),
        "reviewed_by": promise.reviewed_by or NOT_REVIEWED,
        "counts_as": str(place),
        "part_of": name_of(promise.parent),
        "repeats": name_of(promise.repeats),
        "observable_by": [each for each in promise.observable_by if each in found.loaded],
        "tier": promise.tier,
        "sources": list(dict.fromkeys([promise.url, *(look.url for look in judged.looks)])),
        "file": found.file_names.get(promise.file, promise.file),
        "locator": promise.locator,
        "note": promise.note,
    }


def notes(found: Book) -> tuple[str, ...]:
    """What to mind with the promises asked for."""
    return notes_of(found.asked, found)


def notes_of(judged: Sequence[Judged], found: Book) -> tuple[str, ...]:
    """What to mind with some promises: the day, where evidence ends, what was not reviewed or was refused."""
    if not judged:
        return (f"No promise answers to these filters, as known on {found.on}.",)
    unread = sum(each.promise.reviewed_by is None for each in judged)
    ends = max((each.last_seen for each in judged if each.last_seen is not None), default=None)
    looked = f"the latest look is dated {ends}" if ends else "nobody has looked yet"
    told = [NOT_A_SAMPLE, f"As known on {found.on}; {looked}.", f"{unread} of {len(judged)} row(s): {NOT_REVIEWED}."]
    if found.refused:
        told.append(f"{found.refused} row(s) of the lists contradict others and are left out: sarai rejects DIR")
    return tuple(told)


def name_of(key: str | None) -> str | None:
    """The short name in the key of a typed promise."""
    return None if key is None else key.partition(":")[2]


def stated_date(day: dt.date, precision: str) -> str:
    """A date as fine as it is known."""
    return f"{day:%Y}" if precision == "year" else f"{day:%Y-%m}" if precision == "month" else day.isoformat()


def _out(found: Book) -> tuple[str, ...]:
    """What a roll-up leaves out, and why."""
    stands = list(found.stands().values())
    told = [
        f"{stands.count(place)} {words}"
        for place, words in (
            (
                rollup.Place.UMBRELLA,
                "umbrella(s) apart: they cover others or are not broken down, and may cover one another",
            ),
            (rollup.Place.PART, "part(s) out: their whole is there"),
            (rollup.Place.REPEAT, "repeat(s) out: their first is there"),
            (rollup.Place.ASKED, "proposed or asked for, not promised: out"),
            (rollup.Place.DERIVED, "derived from records, apart: typed promises may tell the same"),
        )
        if place in stands
    ]
    if not stands:
        return ()
    counted = stands.count(rollup.Place.COUNTED)
    bought = sum(
        each.promise.instrument == Instrument.PURCHASE and where is rollup.Place.COUNTED
        for each, where in zip(found.asked, stands, strict=True)
    )
    paid = (f"{bought} of the counted: a purchase, for which the one who buys pays, not the maker.",) if bought else ()
    return ("; ".join([f"{counted} promise(s) counted", *told]) + ".", *paid)


_HEAVY = Decimal(1) / 3
"""A promise above this share of a sum is named beside it."""


def _outweighing(found: Book, measure: str) -> tuple[str, ...]:
    """The counted promise that makes more than a third of all money counted, if one does; ``measure`` is the prices."""
    stands = found.stands()
    sums = {
        each.promise: price
        for each in found.asked
        if stands[each.promise.key] is rollup.Place.COUNTED
        and (price := getattr(found.prices[each.promise.key], measure)) is not None
    }
    whole = sum(sums.values(), Decimal())
    heaviest = max(sums, key=lambda promise: sums[promise], default=None)
    if heaviest is None or len(sums) == 1 or sums[heaviest] <= _HEAVY * whole:
        return ()
    share = round(100 * sums[heaviest] / whole)
    said = f"{heaviest.id} ({heaviest.wording}; {found.currency} {sums[heaviest]:,.0f})"
    return (f"One promise is {share} % of the money counted: {said}.",)


def day_of(on: dt.date | str | None) -> dt.date:
    """The day that is meant, today where none is named.

    Raises:
        QuestionError: words that are no day.
    """
    if on is None:
        return dt.datetime.now(tz=dt.UTC).date()
    if isinstance(on, dt.date):
        return on
    try:
        return dt.date.fromisoformat(on)
    except ValueError as error:
        raise QuestionError(f"{on!r} is no day", where="--on", cure="write YYYY-MM-DD") from error


def arrow(told: list[dict[str, Any]]) -> "pa.Table":
    """Rows as an Arrow table."""
    import pyarrow as pa

    return pa.Table.from_pylist(told)
