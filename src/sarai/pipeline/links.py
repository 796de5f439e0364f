"""The linking step of a build: promises beside the activities and works that may serve them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import duckdb

from sarai import codelists
from sarai.ledger import Part
from sarai.ledger.write import Writer, write_part
from sarai.linking import serves
from sarai.linking.serves import Money, Proposal, Reach, Side
from sarai.model import tables
from sarai.model.vocabulary import Precision, PromiseKind, Seen
from sarai.promises.pricing import Prices
from sarai.promises.settled import Settled

Row = Mapping[str, Any]


def parts(connection: duckdb.DuckDBPyConnection, writer: Writer, settled: Settled, prices: Prices) -> list[Part]:
    """The parts of the table ``link``.

    ``connection`` has the tables ``contribution``, ``activity`` and ``document_link`` of the build.

    Promises that the study's editors took from public records of projects are what may serve the others: what was
    agreed, told by another page. They are on the side of the activities and promise nothing here.
    """
    promises = [row for row in settled.promises if row["kind"] != PromiseKind.DERIVED]
    works = [row for row in settled.promises if row["kind"] == PromiseKind.DERIVED]
    looks = settled.observations
    found = _links(connection, prices, promises, [_of_work(row, looks) for row in works]) if promises else []
    return [write_part(writer.folder, "link", f"link-{writer.number:06}", tables.from_rows("link", found))]


def _links(
    connection: duckdb.DuckDBPyConnection, prices: Prices, promises: Sequence[Row], works: Sequence[Row]
) -> list[dict[str, object]]:
    makers = sorted({maker for row in promises for maker in row["makers"]})
    records = list(_records(connection, makers))
    by_key = {row["key"]: row for row in (*records, *works)}
    activities = [_activity_side(row, prices) for row in by_key.values()]
    ids = {row["key"]: row["id"] for row in promises}
    return [
        _link(proposal, ids[proposal.promise], by_key[proposal.activity])
        for proposal in serves.propose([_promise_side(row, prices) for row in promises], activities)
    ]


def _money(
    prices: Prices,
    amount: Decimal | None,
    currency: str | None,
    date: dt.date | None,
    base: int | None,
    provider: str | None,
) -> Money | None:
    """An amount with what it was worth at the rate of its month, else of its year.

    One in constant prices of the study's currency is brought back to the prices of its own year by the deflator of its
    provider, where there is one; in another currency it has no worth of the time.
    """
    if amount is None or currency is None or amount <= 0:
        return None
    if base is not None:
        level = None if date is None or currency != prices.currency else prices.level(provider, date.year, of=base)
        return Money(amount, currency, None if level is None else float(amount) * level, base)
    rate = None if date is None else prices.rate(currency, f"{date:%Y-%m}", f"{date:%Y}")
    return Money(amount, currency, None if rate is None else float(amount) * rate.value)


def _promise_side(row: Row, prices: Prices) -> Side:
    money = _money(prices, row["amount"], row["currency"], row["date"], None, None)
    package = row["umbrella"] == "yes" or row["kind"] != PromiseKind.PROJECT
    return Side(
        key=row["key"], text=row["wording"], parties=frozenset(row["makers"]), places_to=frozenset(row["addressees"]),
        date=row["date"], precision=Precision(row["date_precision"]), end=row["due"],
        money=() if money is None else (money,), instrument=row["instrument"], sectors=tuple(row["sectors"]),
        places=tuple(row["places"]), reach=Reach.PACKAGE if package else Reach.ONE,
    )  # fmt: skip


def _activity_side(row: Row, prices: Prices) -> Side:
    one = row["providers"][0] if len(row["providers"]) == 1 else None
    found = [_money(prices, amount, currency, row["date"], base, one) for amount, currency, base in row["amounts"]]
    return Side(
        key=row["key"], text=row["title"] or "", parties=frozenset(row["providers"]),
        places_to=frozenset(row["recipients"]), date=row["date"], precision=row["precision"], end=row["end"],
        money=tuple(each for each in found if each is not None), instrument=row["instrument"],
        sectors=tuple(row["sectors"]), places=tuple(row["places"]),
    )  # fmt: skip


# Copies of one record, told by several releases, are one activity here with every amount that any of them states:
# the release that speaks may state constant prices alone. Its status is that of the newest dataset that tells it.
_RECORDS = """
WITH own AS (
    SELECT * FROM contribution
    WHERE list_contains(CAST($makers AS VARCHAR[]), partner)
),
telling AS (SELECT file, concat(as_of, ' ', file) AS told FROM file),
spoken AS (SELECT same_group, arg_min(activity, same_rank) AS activity FROM own GROUP BY same_group)
SELECT s.activity AS key, min(a.title) AS title, list_distinct(list(o.partner)) AS providers,
       list_distinct(list(o.recipient)) AS recipients, min(o.date) AS date,
       max(coalesce(o.precision, 'year')) AS precision,
       min(a.end_actual) AS "end", arg_max(a.status, t.told) AS status,
       list_distinct(list(o.sector)) AS sectors, list_distinct(list(o.place)) AS places,
       list_distinct(list({'amount': o.amount, 'currency': o.currency, 'base': o.base_year})
                     FILTER (o.amount IS NOT NULL AND o.kind IN ('commitment', 'pledge'))) AS amounts,
       min(o.finance_type) AS finance_type,
       arg_max(a.dataset, t.told) AS dataset, arg_max(a.file, t.told) AS file, arg_max(a.locator, t.told) AS locator,
       (SELECT min(d.url) FROM document_link d WHERE d.owner = s.activity) AS url
FROM own o JOIN spoken s USING (same_group) JOIN activity a ON a.key = s.activity
JOIN telling t ON t.file = a.file
-- A publisher's total serves no single promise, and a second telling would link the same works twice.
WHERE NOT list_contains(a.marks, 'aggregate') AND NOT list_contains(a.marks, 'retold')
GROUP BY s.activity
"""

_INSTRUMENTS = {"1": "grant", "4": "loan"}
"""First digits of DAC finance types: 100 grants, 400 debt instruments."""


def _records(connection: duckdb.DuckDBPyConnection, makers: Sequence[str]) -> Iterator[Row]:
    # A family promises, and its members provide: the World Bank, and IBRD or IDA.
    meant = sorted({code for maker in makers for code in (maker, *codelists.family(codelists.identity(maker)))})
    found = connection.sql(_RECORDS, params={"makers": meant}).to_arrow_table()
    for row in found.to_pylist():
        yield {
            **row,
            "providers": [each for each in row["providers"] or [] if each],
            "recipients": [each for each in row["recipients"] or [] if each],
            "sectors": [each for each in row["sectors"] or [] if each],
            "places": [each for each in row["places"] or [] if each],
            "precision": Precision(row["precision"]),
            "amounts": sorted(
                ((each["amount"], each["currency"], each["base"]) for each in row["amounts"] or []),
                key=lambda each: (each[2] or 0, each[1] or "", each[0]),
            ),
            "instrument": _INSTRUMENTS.get(str(row["finance_type"] or "")[:1]),
        }


def _of_work(row: Row, looks: Iterable[Row]) -> Row:
    seen = sorted(
        (look for look in looks if look["promise"] == row["key"]), key=lambda look: (look["known_by"], look["id"])
    )
    ended = [look["date"] for look in seen if look["status"] == Seen.COMPLETED]
    return {
        "key": row["key"], "title": row["wording"], "providers": list(row["makers"]),
        "recipients": list(row["addressees"]), "date": row["date"], "precision": Precision(row["date_precision"]),
        "end": ended[0] if ended else row["due"], "status": seen[-1]["status"] if seen else None,
        "sectors": list(row["sectors"]), "places": list(row["places"]),
        "amounts": [] if row["amount"] is None else [(row["amount"], row["currency"], None)],
        "instrument": row["instrument"], "dataset": row["dataset"], "file": row["file"], "locator": row["locator"],
        "url": row["url"],
    }  # fmt: skip


def _link(proposal: Proposal, promise_id: str, row: Row) -> dict[str, object]:
    amount, currency, base = row["amounts"][0] if row["amounts"] else (None, None, None)
    return {
        "key": f"{proposal.promise}|{proposal.activity}", "promise": proposal.promise, "promise_id": promise_id,
        "activity": proposal.activity, "title": row["title"], "provider": ", ".join(sorted(row["providers"])) or None,
        "recipients": sorted(row["recipients"]), "date": row["date"], "precision": row["precision"].value,
        "end": row["end"], "status": row["status"], "amount": amount, "currency": currency, "base_year": base,
        "score": proposal.score, "answer": proposal.verdict.value,
        "reasons": [f"{piece.weight:+.1f} {piece.feature}: {piece.reason}" for piece in proposal.pieces],
        "start": round(proposal.score - sum(piece.weight for piece in proposal.pieces), 2),
        "dataset": row["dataset"], "file": row["file"], "locator": row["locator"], "url": row["url"],
    }  # fmt: skip
