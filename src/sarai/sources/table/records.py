"""What one row of somebody's table becomes: a record, its statements of money, and what hangs on it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sarai.model import vocabulary
from sarai.model.keys import child_key, record_key
from sarai.model.vocabulary import Precision, PriceBasis, Timing
from sarai.sources.kit.cells import BadCell, listed
from sarai.sources.table.mapping import Taken
from sarai.sources.table.row import Row
from sarai.sources.table.terms import TERMS

Money = tuple[Decimal | None, str | None]
Notes = list[BadCell]
"""Cells whose words no list knows; the row counts all the same, with nothing stated there."""

_DAYS = ("start_planned", "start_actual", "end_planned", "end_actual", "updated")
_DESCRIBING = ("flow_class", "finance_type", "aid_type", "channel")


def understood(row: Row, name: str, notes: Notes) -> str | None:
    """The code of a field that describes; a word that no list knows is noted and costs no money."""
    try:
        return row.code(row.mapping.record, name)
    except BadCell as fault:
        notes.append(fault)
        return None


def _day(row: Row, name: str, notes: Notes) -> dt.date | None:
    return _dated(row, row.mapping.record, name, notes)[0]


def _dated(row: Row, taken: Taken, name: str, notes: Notes) -> tuple[dt.date | None, Precision | None]:
    """The date of a field; one that no calendar has is noted and costs no money."""
    try:
        return row.date(taken, name)
    except BadCell as fault:
        notes.append(fault)
        return None, None


def _year(row: Row, notes: Notes) -> int | None:
    try:
        return row.year(row.mapping.record, "year")
    except BadCell as fault:
        notes.append(fault)
        return None


def _real(row: Row, name: str, notes: Notes) -> float | None:
    try:
        return row.real(name)
    except BadCell as fault:
        notes.append(fault)
        return None


def _term(row: Row, name: str, notes: Notes) -> float | None:
    try:
        return row.term(name)
    except BadCell as fault:
        notes.append(fault)
        return None


def activity(row: Row, key: str, record: str, notes: Notes) -> dict[str, object]:
    """The record."""
    own = row.mapping.record
    days = {name: _day(row, name, notes) for name in _DAYS}
    terms = {name: _term(row, name, notes) for name in TERMS}
    tier = row.code(own, "tier") or row.mapping.tier
    recommended, on_budget = _yes_or_no(row, "recommended"), _yes_or_no(row, "on_budget")
    marks = listed(row.mapped_word(own, "marks"))
    unknown = [mark for mark in marks if mark not in tuple(vocabulary.Mark)]
    if unknown:
        raise BadCell(row.column(own, "marks"), unknown[0], "is no mark; map it under codes")
    if row.mapped_word(own, "retells"):
        marks = [*marks, vocabulary.Mark.RETOLD.value]
    parent, money = row.mapped_word(own, "parent"), row.mapping.money
    year = _year(row, notes)
    if year is None and money:
        dated = _dated(row, money[0], "date", notes)[0]
        year = None if dated is None else dated.year
    provider, own_agency = row.partner(money[0]) if money else (None, None)
    return {
        **row.origin(key),
        "record_id": record,
        "title": row.mapped_word(own, "title"),
        "reporter": row.mapping.card.publisher,
        "status": row.code(own, "status"),
        "status_stated": row.stated(own, "status"),
        **days,
        "year": year,
        "year_basis": row.mapping.year_basis,
        "flow_class_stated": row.stated(own, "flow_class"),
        **{name: understood(row, name, notes) for name in _DESCRIBING},
        "instrument_stated": row.mapped_word(own, "instrument"),
        "agency": agency(row, provider) or own_agency,
        **terms,
        "recommended": recommended,
        "programme": row.mapped_word(own, "programme"),
        "fiscal_year": row.mapped_word(own, "fiscal_year"),
        "on_budget": on_budget,
        "marks": sorted(set(marks)),
        "parent": record_key(row.mapping.source, parent) if parent else None,
        "tier": tier,
    }


def _yes_or_no(row: Row, name: str) -> str | None:
    """The yes or no of a field."""
    told = row.mapped_word(row.mapping.record, name)
    if told not in (None, "yes", "no"):
        raise BadCell(row.column(row.mapping.record, name), str(told), "is neither yes nor no; map it under codes")
    return told


def agency(row: Row, provider: str | None) -> str | None:
    """The agency under its donor."""
    told = row.mapped_word(row.mapping.record, "agency")
    return None if told is None else f"{provider}:{told}" if provider and ":" not in told else told


def flow(
    row: Row, key: str, owner: Mapping[str, object], part: int, taken: Taken, money: Money, notes: Notes
) -> dict[str, object]:
    """One financial statement of a row."""
    amount, currency = money
    several = len(row.mapping.money) > 1
    date, precision = _dated(row, taken, "date", notes)
    value_date, _ = _dated(row, taken, "value_date", notes)
    filed = _year(row, notes)
    if filed is None or (several and date is not None):
        filed = None if date is None else date.year
    if date is None and filed is None and isinstance(owner["year"], int):
        filed = owner["year"]
    if date is None and filed is not None:
        date, precision = dt.date(filed, 1, 1), Precision.YEAR
    kind, timing = row.code(taken, "kind"), row.code(taken, "timing")
    if kind is None:
        raise BadCell(row.column(taken, "kind"), "", "is blank: what happened to the money has to be said")
    if amount is not None and currency is None:
        raise BadCell(row.column(taken, "currency"), "", "is blank beside an amount")
    default = Timing.IN_PERIOD if precision is Precision.YEAR else Timing.ON_DATE
    # A column of loans beside one of grants: the statement's own.
    financed = {"finance_type"} & {*taken.columns, *taken.constants}
    own = {name: row.code(taken, name) for name in financed} if several else {}
    return {
        **row.origin(key, part=part if several else None),
        **own,
        "activity": owner["key"],
        "ordinal": part,
        "kind": kind,
        "date": date,
        "value_date": value_date or date,
        "precision": precision,
        "year": filed,
        "timing": timing or default,
        "amount": amount,
        "currency": currency,
        "price_basis": row.code(taken, "price_basis") or PriceBasis.CURRENT,
        "base_year": row.year(taken, "base_year"),
        "provider": row.partner(taken)[0],
        "provider_rule": "named by the table" if "provider" in taken.columns else "the mapping's provider",
        "receiver": row.mapped_word(taken, "receiver"),
        "reference": row.mapped_word(taken, "reference"),
    }


def shares(rows: Sequence[Row], owner: str, notes: Notes) -> Iterator[dict[str, object]]:
    """Countries and sectors of an owner; where its rows name several, each row has an equal part."""
    own = rows[0].mapping.record
    for dimension in ("recipient", "sector"):
        parts: dict[str, float] = {}
        for row in rows:
            codes = _codes(row, dimension, notes)
            for code in codes or ("",):
                parts[code] = parts.get(code, 0.0) + 100.0 / len(rows) / max(1, len(codes))
        stated = {code: percent for code, percent in parts.items() if code}
        for code, percent in stated.items():
            whole = len(parts) == 1
            yield {
                **rows[0].origin(child_key(owner, dimension, code)),
                "owner": owner,
                "dimension": dimension,
                "vocabulary": _vocabulary(dimension, code),
                "code": code,
                "label": rows[0].stated(own, dimension) if whole else None,
                "percent": 100.0 if whole else percent,
                "basis": "whole" if whole else "rebased",
            }


def _vocabulary(dimension: str, code: str) -> str:
    if dimension == "sector":
        return "oecd-dac"
    return "iso2" if code.isalpha() else "oecd-dac-region"


def _codes(row: Row, dimension: str, notes: Notes) -> tuple[str, ...]:
    try:
        if dimension == "recipient":
            return row.places(row.mapping.record, dimension)
        code = row.code(row.mapping.record, dimension)
        return (code,) if code else ()
    except BadCell as fault:
        notes.append(fault)
        return ()


def hanging(row: Row, key: str) -> Iterator[tuple[str, dict[str, object]]]:
    """What hangs on the record besides its shares: organisation, texts, address."""
    own = row.mapping.record
    if (name := row.mapped_word(own, "implementer")) is not None:
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
        if words := row.mapped_word(own, element):
            yield (
                "narrative",
                {**row.origin(child_key(key, element)), "owner": key, "element": element, "text": words},
            )
    if (told := row.mapped_word(own, "retells")) is not None:
        yield (
            "related",
            {
                **row.origin(child_key(key, "retells")),
                "activity": key,
                "type": "retells",
                "ref": told,
                "related": record_key(row.mapping.source, told),
            },
        )
    if (url := row.mapped_word(own, "url")) is not None:
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


def location(row: Row, key: str, ordinal: int, notes: Notes) -> dict[str, Any] | None:
    """Where the row says that its record takes place."""
    place = row.mapped_word(row.mapping.record, "place")
    latitude, longitude = _real(row, "latitude", notes), _real(row, "longitude", notes)
    if place is None and latitude is None:
        return None
    return {
        **row.origin(child_key(key, "location", ordinal)),
        "activity": key,
        "name": place,
        "latitude": latitude,
        "longitude": longitude,
    }
