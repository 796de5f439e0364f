"""Anybody's table, CSV or XLSX, read as a mapping kept in the study says.

A mapping (``mappings/<name>.yaml``) names for each column the canonical field it fills, or why it is not read.
One row is one record with none, one or several statements of money. Nothing is converted here.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from sarai.model import vocabulary
from sarai.model.errors import BadMapping
from sarai.model.keys import child_key, flow_key, record_key
from sarai.model.provenance import Batch, ReadSettings, SourceCard
from sarai.model.vocabulary import Precision, PriceBasis, Timing
from sarai.sources.kit.cells import BadCell, listed, text
from sarai.sources.kit.collect import Collected
from sarai.sources.table.checks import load
from sarai.sources.table.mapping import Taken
from sarai.sources.table.row import Row
from sarai.sources.table.sheet import rows

SOURCE = SourceCard(
    id="table",
    title="Anybody's spreadsheet (CSV or XLSX), by a mapping kept in the study",
    publisher="named by the mapping",
    licence="named by the mapping",
    citation="named by the mapping",
    url="",
    tier="not-stated",
    year_basis="named by the mapping",
    version="1",
    formats=(),
    caveats=("What a figure means is what the mapping says; it is part of the study and travels with it.",),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read one table into canonical tables, rejects and tallies included.

    Raises:
        BadMapping: the mapping has a fault.
        SourceChanged: a column that the mapping names is missing or stands twice, a column is not named, or the
            sheet is missing.
        UnreadableFile: the file is damaged.
    """
    if settings.mapping is None:
        raise BadMapping(
            "a table needs a mapping", where=str(path), cure="let `sarai add` draft one, or name it: mapping = ..."
        )
    mapping = load(settings.mapping, version=SOURCE.version)
    collected = Collected(mapping.source, settings)
    seen: dict[str, str] = {}
    for number, cells in rows(path, mapping):
        row = Row(mapping, settings, number, cells)
        collected.count(_sums(row))
        try:
            _take(row, seen, collected)
        except BadCell as fault:
            collected.reject(fault, locator=row.place(), record=row.record, raw=row.cells)
        if collected.full:
            yield from collected.drain()
    yield from collected.drain()
    yield collected.tally()


def _sums(row: Row) -> dict[tuple[str, str, str], Decimal]:
    """What a row adds to the table's own sums; a cell that is no number adds nothing."""
    sheet = row.mapping.sheet or ""
    sums = {(sheet, "records", "records"): Decimal(1)}
    for taken in row.mapping.money:
        try:
            value = row.number(taken, "amount")
        except BadCell:
            continue
        if value is not None:
            key = (sheet, "amount", row.told(taken, "currency") or "not stated")
            sums[key] = sums.get(key, Decimal()) + value
    return sums


def _take(row: Row, seen: dict[str, str], collected: Collected) -> None:
    """Turn one row into canonical rows; nothing is added before every cell has been understood."""
    record = row.record
    column = row.column(row.mapping.record, "record_id")
    if record is None:
        raise BadCell(column, "", "is blank: a record without an id cannot be followed")
    if record in seen:
        raise BadCell(column, record, f"stands already at {seen[record]}")
    key = record_key(row.mapping.source, record)
    activity = _activity(row, key, record)
    money = row.mapping.money
    stated = [(part, taken) for part, taken in enumerate(money, 1) if row.number(taken, "amount") is not None]
    # A record of which no amount is stated has its first statement all the same: amount not published.
    flows = [_flow(row, key, part, taken, activity) for part, taken in stated or [*enumerate(money, 1)][:1]]
    hanging = list(_hanging(row, key))
    seen[record] = row.place()
    collected.keep(_sums(row))
    collected.add("activity", activity)
    for flow in flows:
        collected.add("flow", flow)
    for table, each in hanging:
        collected.add(table, each)
    for (owner, wrong), right in row.mapping.corrections.items():
        if owner == record and text(row.cells.get(wrong)) == right.stated:
            told = BadCell(wrong, right.stated, f"is read as {right.used or 'blank'}: {right.reason}")
            collected.reject(told, locator=row.place(), record=record)


def _activity(row: Row, key: str, record: str) -> dict[str, object]:
    own = row.mapping.record
    days = {name: row.date(own, name)[0] for name in _DAYS}
    tier = row.code(own, "tier") or row.mapping.tier
    recommended = row.told(own, "recommended")
    if recommended not in (None, "yes", "no"):
        raise BadCell(row.column(own, "recommended"), str(recommended), "is neither yes nor no; map it under codes")
    marks = listed(row.told(own, "marks"))
    unknown = [mark for mark in marks if mark not in tuple(vocabulary.Mark)]
    if unknown:
        raise BadCell(row.column(own, "marks"), unknown[0], "is no mark; map it under codes")
    agency, parent, money = row.told(own, "agency"), row.told(own, "parent"), row.mapping.money
    year = row.year(own, "year")
    if year is None and money:
        dated = row.date(money[0], "date")[0]
        year = None if dated is None else dated.year
    provider = row.partner(money[0]) if money else None
    return {
        **row.origin(key),
        "record_id": record,
        "title": row.told(own, "title"),
        "reporter": row.mapping.card.publisher,
        "status": row.code(own, "status"),
        "status_stated": row.stated(own, "status"),
        **days,
        "year": year,
        "year_basis": row.mapping.year_basis,
        "flow_class": row.code(own, "flow_class"),
        "flow_class_stated": row.stated(own, "flow_class"),
        "finance_type": row.code(own, "finance_type"),
        "aid_type": row.code(own, "aid_type"),
        "instrument_stated": row.told(own, "instrument"),
        "agency": None if agency is None else f"{provider}:{agency}" if provider and ":" not in agency else agency,
        "channel": row.code(own, "channel"),
        "interest_rate": row.real("interest_rate"),
        "maturity": row.real("maturity"),
        "grace_period": row.real("grace_period"),
        "recommended": recommended,
        "marks": sorted(marks),
        "parent": record_key(row.mapping.source, parent) if parent else None,
        "tier": tier,
    }


_DAYS = ("start_planned", "start_actual", "end_planned", "end_actual", "updated")


def _flow(row: Row, key: str, part: int, taken: Taken, activity: Mapping[str, object]) -> dict[str, object]:
    """One financial statement of a row."""
    amount = row.number(taken, "amount")
    several = len(row.mapping.money) > 1
    date, precision = row.date(taken, "date")
    value_date, _ = row.date(taken, "value_date")
    filed = activity["year"] if not several or date is None else date.year
    if date is None and isinstance(filed, int):
        date, precision = dt.date(filed, 1, 1), Precision.YEAR
    kind, timing = row.code(taken, "kind"), row.code(taken, "timing")
    currency = row.code(taken, "currency")
    if kind is None:
        raise BadCell(row.column(taken, "kind"), "", "is blank: what happened to the money has to be said")
    if amount is not None and currency is None:
        raise BadCell(row.column(taken, "currency"), "", "is blank beside an amount")
    default = Timing.IN_PERIOD if precision is Precision.YEAR else Timing.ON_DATE
    return {
        **row.origin(flow_key(key, part), part=part if several else None),
        "activity": key,
        "ordinal": part,
        "kind": kind,
        "date": date,
        "value_date": value_date or date,
        "precision": precision,
        "year": filed if filed is not None else None if date is None else date.year,
        "timing": timing or default,
        "amount": amount,
        "currency": currency,
        "price_basis": row.code(taken, "price_basis") or PriceBasis.CURRENT,
        "base_year": row.year(taken, "base_year"),
        "provider": row.partner(taken),
        "provider_rule": "named by the table" if "provider" in taken.columns else "the mapping's provider",
        "receiver": row.told(taken, "receiver"),
        "reference": row.told(taken, "reference"),
    }


def _hanging(row: Row, key: str) -> Iterator[tuple[str, dict[str, object]]]:
    """What hangs on the record: shares, place, organisation, texts, address."""
    own = row.mapping.record
    whole: dict[str, Any] = {"owner": key, "percent": 100.0, "basis": "whole"}
    recipient, sector = row.code(own, "recipient"), row.code(own, "sector")
    if recipient is not None:
        yield (
            "split",
            {
                **row.origin(child_key(key, "recipient", recipient)),
                "dimension": "recipient",
                "vocabulary": "iso2" if recipient.isalpha() else "oecd-dac-region",
                "code": recipient,
                "label": row.stated(own, "recipient"),
                **whole,
            },
        )
    if sector is not None:
        yield (
            "split",
            {
                **row.origin(child_key(key, "sector", sector)),
                "dimension": "sector",
                "vocabulary": "oecd-dac",
                "code": sector,
                "label": row.stated(own, "sector"),
                **whole,
            },
        )
    place, latitude, longitude = row.told(own, "place"), row.real("latitude"), row.real("longitude")
    if place is not None or latitude is not None:
        yield (
            "location",
            {
                **row.origin(child_key(key, "location", 1)),
                "activity": key,
                "name": place,
                "latitude": latitude,
                "longitude": longitude,
            },
        )
    if (name := row.told(own, "implementer")) is not None:
        yield (
            "participant",
            {
                **row.origin(child_key(key, "participant", "implementing")),
                "activity": key,
                "role": "implementing",
                "name": name,
            },
        )
    for element in ("title", "description"):
        if words := row.told(own, element):
            yield (
                "narrative",
                {
                    **row.origin(child_key(key, element)),
                    "owner": key,
                    "element": element,
                    "text": words,
                },
            )
    if (url := row.told(own, "url")) is not None:
        yield (
            "document_link",
            {
                **row.origin(child_key(key, "url")),
                "owner": key,
                "url": url,
                "title": row.mapping.title,
                "date": None,
            },
        )
