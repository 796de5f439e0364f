"""A study's own facts between countries: numbers about pairs, memberships, what governments said; and its questions.

Numbers are kept as their publisher prints them, each with who tells it: where the two ends of a pair report the same
thing differently, both rows stand and nothing adds them.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from sarai import codelists
from sarai.model.keys import record_key
from sarai.model.provenance import Batch, Format, ReadSettings, Scope, SourceCard, sheet_row
from sarai.model.vocabulary import Act, ToldBy
from sarai.sources.kit.cells import BadCell, day, number, real, text, year
from sarai.sources.kit.collect import Collected
from sarai.sources.kit.sheets import read_sheets
from sarai.sources.lists import _promise_cells as cells
from sarai.sources.lists._rows import Row

_WORLD = "WLD"
"""The place of a number about all countries together."""

_REVIEW = ("note", "source_name", "source_url", "source_date", "tier", "reviewed_by", "reviewed_on")
_NUMBERS = "indicator place partner year value unit told_by note source source_url licence retrieved tier"
_SCOPE = Scope(note="what its editors compiled; absence says nothing")


def _format(dataset: str, title: str, columns: tuple[str, ...]) -> Format:
    return Format(dataset, title, kind="csv", columns=columns, as_of=dt.date(2026, 11, 27), scope=_SCOPE)


SOURCE = SourceCard(
    id="relations",
    title="A study's own facts between countries: numbers about pairs, memberships, positions; its questions",
    publisher="the study's editors; each row names the publisher it rests on",
    licence="numbers and facts; each row names the licence of its publisher, where one is stated",
    citation="Each row names its source and address.",
    url="",
    tier="not-stated",
    year_basis="calendar",
    version="1",
    formats=(
        _format("relations", "Numbers about a country or a pair of countries", tuple(_NUMBERS.split())),
        _format("memberships", "Memberships of states", (*"id state body role since until".split(), *_REVIEW)),
        _format(
            "positions",
            "What governments asked, offered, declared and agreed",
            (*"id government addressees act topic sector wording amount currency date".split(), *_REVIEW),
        ),
        _format("questions", "What is asked of a study", tuple("id question pages missing".split())),
    ),
    ignored=MappingProxyType({"retrieved": "when the number was fetched", "tier": "said per file in the study's docs"}),
    caveats=(
        "Reported and mirror figures of one pair differ; both are kept, and a share uses one of them by name.",
        "A series of counts in which nearly all values are even was added up twice and is refused whole.",
    ),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read one list into its canonical table, rejects and tallies included.

    Raises:
        SourceChanged: a column is missing, unknown or twice there.
        UnreadableFile: the file is damaged.
    """
    layout = SOURCE.layout(settings.dataset, where=str(path))
    take = _TAKE[settings.dataset]
    collected = Collected(SOURCE.id, settings)
    rows = [
        Row(dict(zip(header, told, strict=True)), sheet_row(sheet, place))
        for sheet, header, found in read_sheets(path, layout)
        for place, told in found
    ]
    doubled = _doubled(rows) if settings.dataset == "relations" else frozenset()
    seen: dict[str, str] = {}
    for row in rows:
        sums = {("", "records", "records"): Decimal(1)}
        collected.count(sums)
        try:
            if text(row.get("indicator")) in doubled:
                raise BadCell("value", str(row.get("value")), "is of a series of counts of which nearly all are even")
            name, table, values = take(row)
            if name in seen:
                raise BadCell("id", name, f"stands at {seen[name]} already: one row for each fact and teller")
            seen[name] = row.locator
        except BadCell as fault:
            collected.reject(fault, locator=row.locator, record=text(row.get("id")), raw=row.cells)
            continue
        origin = {"key": record_key(SOURCE.id, name), "source": SOURCE.id, "dataset": settings.dataset}
        collected.add(table, {**origin, "file": settings.file, "locator": row.locator, **values})
        collected.keep(sums)
        if collected.full:
            yield from collected.drain()
    yield from collected.drain()
    yield collected.tally()


_ENOUGH, _EVEN = 200, 0.9


def _doubled(rows: list[Row]) -> frozenset[str]:
    """Series of whole numbers that were added up twice (say, the sexes and their total): nearly all are even.

    Of counts as the world makes them about half are even; of 200 and more, nine tenths are not even by chance.
    """
    even, whole = Counter[str](), defaultdict(list)
    for row in rows:
        try:
            name, value = text(row.get("indicator")), real(row.get("value"), "value")
        except BadCell:
            continue
        if name and value:
            whole[name].append(value)
    for name, values in whole.items():
        if len(values) >= _ENOUGH and all(value == int(value) for value in values):
            even[name] = sum(value % 2 == 0 for value in values)
    return frozenset(name for name, count in even.items() if count > _EVEN * len(whole[name]))


_Taken = tuple[str, str, dict[str, object]]


def _country(row: Row, column: str) -> str:
    stated = row.required(column, "name the country")
    found = codelists.find_place(stated)
    if found is None or found.code not in codelists.load("countries"):
        raise BadCell(column, stated, "is no country: a group of countries, or unknown")
    return found.code


def _number(row: Row) -> _Taken:
    indicator = row.required("indicator", "name the series")
    place = _WORLD if text(row.get("place")) == _WORLD else _country(row, "place")
    partner, told_by = text(row.get("partner")), row.word_or_none("told_by", ToldBy)
    if partner is not None:
        partner = _partner(partner)
    when = year(row.get("year"), "year")
    if when is None:
        raise BadCell("year", "", "is blank")
    name = "/".join(str(each) for each in (indicator, place, partner or "-", when, told_by or "-"))
    return (
        name,
        "measure",
        {
            "indicator": indicator,
            "place": place,
            "partner": partner,
            "year": when,
            "value": real(row.get("value"), "value"),
            "unit": row.required("unit", "say what the number counts"),
            "told_by": told_by,
            "note": text(row.get("note")),
            "url": row.required("source_url", "give the address where it stands"),
        },
    )


def _partner(stated: str) -> str:
    """A country, or an organisation by its code. A group of countries would hold its members again."""
    found = codelists.find_place(stated)
    if found is not None and found.code in codelists.load("countries"):
        return found.code
    if found is not None or codelists.name_of_partner(stated) is None:
        raise BadCell("partner", stated, "is no country and no organisation of a list; a group holds its members again")
    return stated


def _review(row: Row) -> dict[str, object]:
    return {
        "tier": cells.tier(row),
        "source_name": row.required("source_name", "name who published it"),
        "url": row.required("source_url", "give the address where it stands"),
        "published": text(row.get("source_date")),
        "note": text(row.get("note")),
        "reviewed_by": text(row.get("reviewed_by")),
        "reviewed_on": day(row.get("reviewed_on"), "reviewed_on"),
    }


def _membership(row: Row) -> _Taken:
    name = row.required("id", "give the row a short name of its own")
    since, until = cells.when_or_none(row, "since"), cells.when_or_none(row, "until")
    if since is not None and until is not None and until.last < since.first:
        raise BadCell("until", str(row.get("until")), "lies before since: put the earlier date first")
    return (
        name,
        "membership",
        {
            "id": name,
            "state": _country(row, "state"),
            "body": row.required("body", "name the organisation, treaty or scheme"),
            "role": row.required("role", "say what the state is in it"),
            "since": None if since is None else since.first,
            "since_precision": None if since is None else since.precision,
            "until": None if until is None else until.last,
            **_review(row),
        },
    )


def _position(row: Row) -> _Taken:
    name = row.required("id", "give the row a short name of its own")
    said = cells.when(row, "date")
    amount = number(row.get("amount"), "amount")
    sector = text(row.get("sector"))
    if sector is not None and sector not in codelists.load("sectors"):
        raise BadCell("sector", sector, "is no DAC sector: write its code, or leave it blank")
    return (
        name,
        "position",
        {
            "id": name,
            "government": _country(row, "government"),
            "addressees": cells.parties(row, "addressees", required=False),
            "act": row.word("act", Act),
            "topic": row.required("topic", "name the topic"),
            "sector": sector,
            "wording": row.required("wording", "say in your own words what was said"),
            "amount": amount,
            "currency": cells.currency(row, "currency", amount),
            "date": said.first,
            "date_precision": said.precision,
            **_review(row),
        },
    )


def _question(row: Row) -> _Taken:
    name = row.required("id", "give the row a short name of its own")
    pages = [page.strip() for page in (text(row.get("pages")) or "").split(";") if page.strip()]
    missing = text(row.get("missing"))
    if not pages and missing is None:
        raise BadCell("missing", "", "is blank beside no pages: say what would be needed for an answer")
    return (
        name,
        "question",
        {
            "id": name,
            "question": row.required("question", "ask it in your own words"),
            "pages": pages,
            "missing": missing,
        },
    )


_TAKE: Mapping[str, Callable[[Row], _Taken]] = MappingProxyType(
    {"relations": _number, "memberships": _membership, "positions": _position, "questions": _question}
)
