"""A study's own lists of promises, looks at them, agreements and events, as CSV files that people keep.

Not a publisher's data: each row says who published what it rests on, and who read it. A row that a person
accepted from a document has the same columns. What spans rows (a parent that is not there, a look at a promise
before it was made) is checked when all files of a study are together, in ``sarai.promises.settled``.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from sarai.model.keys import child_key, record_key
from sarai.model.provenance import Batch, ReadSettings, SourceCard
from sarai.model.vocabulary import (
    AgreementType,
    Basis,
    EventType,
    Firmness,
    Instrument,
    PromiseKind,
    Purse,
    Seen,
)
from sarai.sources.kit.cells import BadCell, day, listed, number, real, text
from sarai.sources.kit.collect import Sums
from sarai.sources.lists import _promise_cells as cells
from sarai.sources.lists import _promise_formats as formats
from sarai.sources.lists._rows import Row, Told, read_rows

SOURCE = SourceCard(
    id="promises",
    title="A study's own lists of promises, observations, agreements and events",
    publisher="the study's editors; each row names the publisher it rests on",
    licence="facts compiled by the study's editors; the texts behind them are their publishers'",
    citation="Each row names its source and address.",
    url="",
    tier="not-stated",
    year_basis="calendar",
    version="2",
    formats=formats.FORMATS,
    ignored=MappingProxyType({}),
    caveats=(
        "The bundled lists are a starter set found by looking, not a sample: a share of them is no rate of success.",
        "Rows without reviewed_by have not been read against their source by a person.",
    ),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read one list into its canonical table, rejects and tallies included.

    Raises:
        SourceChanged: a column is missing, unknown or twice there.
        UnreadableFile: the file is damaged.
    """
    yield from read_rows(SOURCE, path, settings, _TAKE[settings.dataset], sums=_sums)


def _sums(row: Row) -> Sums:
    sums = {("", "records", "records"): Decimal(1)}
    try:
        amount = number(row.get("amount"), "amount")
    except BadCell:
        return sums
    if amount is not None:
        sums[("", "promised", text(row.get("currency")) or "not stated")] = amount
    return sums


def _review(row: Row) -> dict[str, object]:
    reviewer, when = text(row.get("reviewed_by")), day(row.get("reviewed_on"), "reviewed_on")
    if (reviewer is None) is not (when is None):
        column = "reviewed_on" if when is None else "reviewed_by"
        raise BadCell(column, "", "is blank while its fellow is not: state who read the row and when, or neither")
    return {
        "tier": cells.tier(row),
        "source_name": row.required("source_name", "name who published it"),
        "url": row.required("source_url", "give the address where it stands"),
        "published": text(row.get("source_date")),
        "note": text(row.get("note")),
        "reviewed_by": reviewer,
        "reviewed_on": when,
    }


def _reference(row: Row, column: str) -> str | None:
    name = text(row.get(column))
    return None if name is None else record_key(SOURCE.id, name)


def _promise(row: Row) -> Told:
    name = row.required("id", "give the promise a short name of its own")
    made = cells.when(row, "date")
    start, due = cells.when_or_none(row, "period_from"), cells.when_or_none(row, "period_to")
    if start is not None and due is not None and due.last < start.first:
        raise BadCell("period_to", str(row.get("period_to")), "lies before period_from: put the earlier date first")
    if due is not None and due.last < made.first:
        raise BadCell("period_to", str(row.get("period_to")), "lies before the promise was made: look at both dates")
    amount, high = number(row.get("amount"), "amount"), number(row.get("amount_high"), "amount_high")
    if high is not None and (amount is None or high < amount):
        raise BadCell("amount_high", str(high), "is no upper end of a range: put the lower end in amount")
    count, unit = real(row.get("count"), "count"), text(row.get("count_unit"))
    if (count is None) is not (unit is None):
        column = "count_unit" if unit is None else "count"
        raise BadCell(column, "", "is blank while its fellow is not: a count needs its unit and a unit its count")
    yield (
        "promise",
        {
            "key": name,
            "id": name,
            "kind": row.word("kind", PromiseKind),
            "firmness": row.word("firmness", Firmness),
            "makers": cells.parties(row, "makers", required=True),
            "addressees": cells.parties(row, "addressees", required=True),
            "date": made.first,
            "date_precision": made.precision,
            "occasion": text(row.get("occasion")),
            "wording": row.required("wording", "say in your own words what was promised"),
            "quote": text(row.get("quote")),
            "document": text(row.get("document")),
            **cells.span(row),
            "amount": amount,
            "amount_high": high,
            "currency": cells.currency(row, "currency", amount),
            "comparator": cells.comparator(row),
            "count": count,
            "count_unit": unit,
            "period_from": None if start is None else start.first,
            "due": None if due is None else due.last,
            "due_precision": None if due is None else due.precision,
            "instrument": row.word_or_none("instrument", Instrument),
            "sectors": cells.sectors(row),
            "topics": listed(row.get("topics")),
            "places": listed(row.get("places")),
            "money": row.word_or_none("money", Purse),
            "observable_by": listed(row.get("observable_by")),
            "parent": _reference(row, "parent"),
            "repeats": _reference(row, "repeats"),
            "umbrella": cells.yes_or_no(row, "umbrella"),
            **_review(row),
        },
    )


def _observation(row: Row) -> Told:
    name = row.required("id", "give the observation a short name of its own")
    seen = cells.when(row, "date")
    value, unit = real(row.get("value"), "value"), text(row.get("unit"))
    if (value is None) is not (unit is None):
        column = "unit" if unit is None else "value"
        raise BadCell(column, "", "is blank while its fellow is not: a value needs its unit and a unit its value")
    yield (
        "observation",
        {
            "key": name,
            "id": name,
            "promise": record_key(SOURCE.id, row.required("promise", "name the promise that was looked at")),
            "date": seen.first,
            "date_precision": seen.precision,
            "known_by": seen.last,
            "status": row.word("status", Seen),
            "value": value,
            "unit": unit,
            "wording": text(row.get("wording")),
            "basis": row.word("basis", Basis),
            **_review(row),
        },
    )


def _agreement(row: Row) -> Told:
    name = row.required("id", "give the agreement a short name of its own")
    signed = cells.when(row, "date")
    review = _review(row)
    yield (
        "agreement",
        {
            "key": name,
            "id": name,
            "type": row.word("type", AgreementType),
            "title": row.required("title", "say in your own words what it is"),
            "parties": cells.parties(row, "parties", required=True),
            "date": signed.first,
            "date_precision": signed.precision,
            "supersedes": _reference(row, "supersedes"),
            **review,
        },
    )
    for column, word in (("eligible", "yes"), ("not_eligible", "no")):
        for party, since in cells.dated_parties(row, column):
            told: dict[str, object] = {"key": child_key(name, column, party), "party": party, "eligible": word}
            told |= {"agreement": record_key(SOURCE.id, name), "date": since.first, "date_precision": since.precision}
            yield "eligibility", {**told, "url": review["url"]}


def _event(row: Row) -> Told:
    name = row.required("id", "give the event a short name of its own")
    happened = cells.when(row, "date")
    yield (
        "event",
        {
            "key": name,
            "id": name,
            "type": row.word("type", EventType),
            "date": happened.first,
            "date_precision": happened.precision,
            "place": text(row.get("place")),
            "actors": cells.parties(row, "actors", required=True),
            "title": row.required("title", "say in your own words what happened"),
            **_review(row),
        },
    )


_TAKE: Mapping[str, Callable[[Row], Told]] = MappingProxyType(
    {"promises": _promise, "observations": _observation, "agreements": _agreement, "events": _event}
)
