"""AidData's records of Chinese official finance (the TUFF family), as AidData publishes them.

Method of the source: Tracking Underreported Financial Flows (TUFF), which builds project records from
official and press documents. A record states one commitment (or pledge) and the year it was made;
the record's amount is a commitment, never spending.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from sarai import codelists
from sarai.model.errors import CodeError
from sarai.model.keys import child_key, flow_key, record_key
from sarai.model.provenance import Batch, Format, ReadSettings, SourceCard, sheet_row
from sarai.model.vocabulary import SEVERAL, Family, Kind, Mark, Precision, PriceBasis, Status, Tier, Timing
from sarai.sources.aiddata import codes, formats, gcdf3, links
from sarai.sources.kit.cells import BadCell, Cell, day, listed, number, numbers, real, text, whole, year, yes
from sarai.sources.kit.collect import Collected
from sarai.sources.kit.sheets import read_sheets

SOURCE = SourceCard(
    id="aiddata",
    title="AidData: Chinese official finance (TUFF)",
    publisher="AidData at William & Mary",
    licence="ODC-BY 1.0",
    citation=(
        "AidData. Global Chinese Official Finance 1.0 (2017); Chinese Official Finance to Africa 1.0-1.2 (2013-2015); "
        "Chinese public diplomacy in East Asia and the Pacific (2018) and in South and Central Asia (2020); "
        "Global Chinese Development Finance 3.0 (2023)."
    ),
    url="https://www.aiddata.org/datasets",
    tier="press-several",
    year_basis="calendar",
    version="2",
    family=Family.TRACKED,
    formats=formats.FORMATS,
    ignored=MappingProxyType(
        {**formats.IGNORED, **gcdf3.IGNORED, **{f"sheet {k}": v for k, v in formats.IGNORED_SHEETS.items()}}
    ),
    caveats=(
        "Amounts are commitments and pledges as documents and press report them; no spending is recorded.",
        "ODA-like and OOF-like are AidData's judgement, not reports to the OECD DAC.",
        "A record of several countries states no shares; it stands under the region AidData files it in.",
        "GCOF 1.0 prints the Namibian dollar as D, its letters NA having been read as a missing value; "
        "it is read as NAD and each such cell is listed.",
        "GCDF 3.0 prints adjusted amounts beside the amounts, for stocks of debt: they are kept and counted nowhere.",
    ),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read one workbook or CSV of the family into canonical tables, rejects and tallies included.

    Raises:
        SourceChanged: a column is missing, unknown or twice there, or a sheet is missing or unknown.
        UnreadableFile: the file is damaged.
    """
    layout = SOURCE.layout(settings.dataset, where=str(path))
    collected = Collected(SOURCE.id, settings)
    seen: dict[str, str] = {}
    for sheet, header, rows in _sheets(path, layout):
        if rows is None:
            told = BadCell(f"sheet {sheet}", ", ".join(filter(None, header[:4])), "holds no records")
            collected.reject(told, locator=sheet_row(sheet, 1), record=None)
            continue
        for row_number, cells in rows:
            row = _Row(sheet, row_number, cells, settings)
            collected.count(_sums(row))
            try:
                _take(row, seen, collected)
            except BadCell as fault:
                collected.reject(fault, locator=row.locator, record=text(row.get("project_id")), raw=row.cells)
            if collected.full:
                yield from collected.drain()
    yield from collected.drain()
    yield collected.tally()


def _sheets(
    path: Path, layout: Format
) -> Iterator[tuple[str, list[str], Iterator[tuple[int, Mapping[str, Cell]]] | None]]:
    """The sheets of a file, with the cells of each row by what the reader calls them."""
    if layout.kind == "columns":
        yield from gcdf3.sheets(path, layout)
        return
    for sheet, header, rows in read_sheets(path, layout, ignored=formats.IGNORED_SHEETS):
        columns = [codes.RENAMED.get(column, column) for column in header]
        yield sheet, header, ((number, dict(zip(columns, cells, strict=True))) for number, cells in rows)


@dataclass(frozen=True, slots=True)
class _Row:
    """One record as it stands in the file."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    settings: ReadSettings

    @property
    def locator(self) -> str:
        return self.place()

    def place(self, part: int | None = None) -> str:
        """Where the record stands; a compiled fact also says where it was taken from."""
        here = sheet_row(self.sheet, self.number, part)
        origin = text(self.cells.get("origin"))
        return f"{here}, from {origin}" if origin else here

    def get(self, column: str) -> Cell:
        return self.cells.get(column)

    def origin(self, key: str, *, part: int | None = None) -> dict[str, object]:
        return {
            "key": key,
            "source": SOURCE.id,
            "dataset": self.settings.dataset,
            "file": self.settings.file,
            "locator": self.place(part),
        }


def _sums(row: _Row) -> dict[tuple[str, str, str], Decimal]:
    """What a record adds to the file's own sums; a cell that is no number adds nothing."""
    sums = {(row.sheet, "records", "records"): Decimal(1)}
    units = listed(row.get("currency")) or ["not stated"]
    for column in ("amount", *formats.SERIES):
        try:
            values = numbers(row.get(column), column)
        except BadCell:
            continue
        for place, value in enumerate(values):
            unit = units[place] if column == "amount" and place < len(units) else "USD"
            if column == "amount" and len(units) == 1:
                unit = units[0]
            key = (row.sheet, column, unit)
            sums[key] = sums.get(key, Decimal()) + value
    return sums


def _take(row: _Row, seen: dict[str, str], collected: Collected) -> None:
    """Turn one record into rows; nothing is added before every cell has been understood."""
    record = text(row.get("project_id"))
    if record is None:
        raise BadCell("project_id", "", "is blank: a record without an id cannot be followed")
    if record in seen:
        raise BadCell("project_id", record, f"stands already at {seen[record]}")
    key = record_key(SOURCE.id, record)
    activity = _activity(row, key, record)
    recipient = _recipient(row)
    sector = _sector(row)
    flows, restated = _money(row, key, activity)
    seen[record] = row.locator
    collected.keep(_sums(row))
    collected.add("activity", activity)
    for each in flows:
        collected.add("flow", each)
    for each in restated:
        collected.add("restated", each)
    for each in (*_splits(row, key, recipient, sector), *_labels(row, key)):
        collected.add("split", each)
    for table, each in _texts(row, key):
        collected.add(table, each)
    for each in _related(row, key):
        collected.add("related", each)
    stated = text(row.get("currency"))
    if stated in codes.DAMAGED_CURRENCIES:
        told = BadCell("currency", stated, f"is read as {codes.DAMAGED_CURRENCIES[stated]}: a damaged NAD")
        collected.reject(told, locator=row.locator, record=record)


def _activity(row: _Row, key: str, record: str) -> dict[str, object]:
    stated_status = text(row.get("status"))
    status, _ = _status(stated_status)
    instrument = text(row.get("flow"))
    finance_type, aid_type = _instrument(instrument or "Unset")
    flow_class = text(row.get("flow_class"))
    count = whole(row.get("sources_count"), "sources_count")
    return {
        **row.origin(key),
        "record_id": record,
        "title": text(row.get("title")),
        "reporter": "AidData",
        "reporter_role": "secondary",
        "status": status,
        "status_stated": stated_status,
        "start_planned": day(row.get("start_planned"), "start_planned"),
        "start_actual": day(row.get("start_actual"), "start_actual"),
        "end_planned": day(row.get("end_planned"), "end_planned"),
        "end_actual": day(row.get("end_actual"), "end_actual"),
        "year": year(row.get("year"), "year"),
        "year_basis": "calendar",
        "updated": day(row.get("updated_at"), "updated_at"),
        "flow_class": None if flow_class in (None, "Unset") else _code("flow_classes", flow_class, "flow_class"),
        "flow_class_stated": flow_class,
        "finance_type": finance_type,
        "aid_type": aid_type,
        "instrument_stated": instrument,
        "intent": text(row.get("intent")),
        "loan_type": text(row.get("loan_type")),
        "interest_rate": real(row.get("interest_rate"), "interest_rate"),
        "maturity": real(row.get("maturity"), "maturity"),
        "grace_period": real(row.get("grace_period"), "grace_period"),
        "grant_element": real(row.get("grant_element"), "grant_element"),
        "agency": _agency(row),
        "recommended": _recommended(row),
        "marks": _marks(row),
        "source_count": count,
        "tier": _tier(row, count),
    }


def _instrument(stated: str) -> tuple[str | None, str | None]:
    """The DAC's type of finance and of aid; the editions write one kind in several letters."""
    for word, meant in codes.INSTRUMENTS.items():
        if word.casefold() == stated.casefold():
            return meant
    raise BadCell("flow", stated, f"is no kind of finance that the reader knows: {', '.join(codes.INSTRUMENTS)}")


def _related(row: _Row, key: str) -> Iterator[dict[str, object]]:
    """The records that the title, or compiled facts in its stead, name: umbrellas above it and siblings beside it."""
    told = dict(links.linked(text(row.get("title"))))
    for each in listed(row.get("linked")):
        word, _, number = each.rpartition(" ")
        told[number] = "parent" if word == "umbrella" else "sibling"
    for number, kind in sorted(told.items()):
        yield {
            **row.origin(child_key(key, "related", number)),
            "activity": key,
            "type": kind,
            "ref": number,
            "related": record_key(SOURCE.id, number),
        }


def _status(stated: str | None) -> tuple[Status | None, Kind]:
    if stated is None:
        return None, Kind.COMMITMENT
    if stated not in codes.STATUS:
        raise BadCell("status", stated, f"is no status that the reader knows: {', '.join(codes.STATUS)}")
    return codes.STATUS[stated]


def _code(name: str, stated: str, column: str) -> str:
    try:
        return codelists.load(name).resolve(stated).code
    except CodeError as error:
        raise _unknown(column, stated, error) from error


def _unknown(column: str, stated: str, error: CodeError) -> BadCell:
    return BadCell(column, stated, f"is unknown: {error.what}. {error.cure}")


def _marks(row: _Row) -> list[str]:
    marks: list[str] = [mark for column, mark in codes.MARKS.items() if yes(row.get(column), column)]
    if yes(row.get("is_official_finance"), "is_official_finance") is False and text(row.get("active")) != "Inactive":
        marks.append(Mark.UNOFFICIAL)
    if text(row.get("active")) == "Inactive":
        marks.append(Mark.INACTIVE)
    if Mark.FACILITY not in marks and links.is_facility(text(row.get("title"))):
        marks.append(Mark.FACILITY)
    if text(row.get("verified")) in ("Suspicious", "Raw"):
        marks.append(Mark.SUSPICIOUS)
    return sorted(marks)


def _recommended(row: _Row) -> str | None:
    """AidData's own word where it prints one; in the first workbooks the sheet of official finance is it."""
    stated = yes(row.get("recommended_for_research"), "recommended_for_research")
    if stated is None and row.settings.dataset.startswith("africa-"):
        stated = yes(row.get("is_official_finance"), "is_official_finance")
    return None if stated is None else "yes" if stated else "no"


def _agency(row: _Row) -> str | None:
    names = _agencies(row)
    named = {codelists.agency_of("CN", name) for name in names if name != codes.UNSPECIFIED}
    if not named:
        return None
    return named.pop() if len(named) == 1 and codes.UNSPECIFIED not in names else SEVERAL


def _agencies(row: _Row) -> list[str]:
    if row.settings.dataset in gcdf3.COLUMNS:
        return sorted({name for name, _ in gcdf3.agencies(row.cells, "funding_agency")})
    stated = listed(row.get("funding_agency")) or listed(row.get("funding_agencies"))
    return sorted({name.rpartition(",")[0].strip() or name for name in stated})


def _tier(row: _Row, count: int | None) -> Tier:
    stated = text(row.get("source_tier"))
    if stated is not None:
        if stated not in tuple(Tier):
            raise BadCell("source_tier", stated, f"is none of {', '.join(Tier)}")
        return Tier(stated)
    sources = text(row.get("sources")) or ""
    if "Government Source" in sources or "Other Official Source" in sources:
        return Tier.OFFICIAL_TEXT
    if whole(row.get("official_source_count"), "official_source_count"):
        return Tier.OFFICIAL_TEXT
    if count is None or count == 0:
        return Tier.NOT_STATED
    return Tier.PRESS_SINGLE if count == 1 else Tier.PRESS_SEVERAL


def _recipient(row: _Row) -> str | None:
    stated = text(row.get("recipient_condensed"))
    if stated in (None, "Unset"):
        return None
    if stated in codes.REGIONS:
        return codes.REGIONS[stated]
    try:
        code = codelists.place_by_name(stated).or_raise().code
        iso3 = text(row.get("recipient_iso3"))
        beside = None if iso3 is None or len(iso3) != 3 else codelists.place_by_code(iso3)
        if beside is not None and beside.code != code:
            raise BadCell("recipient_iso3", str(iso3), f"is another country than recipient_condensed {stated!r}")
    except CodeError as error:
        raise _unknown("recipient_condensed", stated, error) from error
    return code


def _sector(row: _Row) -> tuple[str, str] | None:
    column = "crs_sector_code" if "crs_sector_code" in row.cells else "sector_name"
    stated = text(row.get(column))
    return None if stated is None else (_code("sectors", stated, column), stated)


def _money(
    row: _Row, key: str, activity: Mapping[str, object]
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The record's statement of money: one flow for each amount that the cell lists, and AidData's own series.

    The series give one value for the record; it is kept with the first flow where there are several,
    since only their sum is stated.
    """
    series = _series(row)
    amounts, currencies, basis, base_year = _amounts(row, series)
    _, kind = _status(text(row.get("status")))
    date, precision = _date(row)
    flows = [
        {
            **row.origin(flow_key(key, place), part=place if len(amounts) > 1 else None),
            "activity": key,
            "ordinal": place,
            "kind": kind,
            "date": date,
            "value_date": date,
            "precision": precision,
            "year": activity["year"],
            "timing": Timing.ON_DATE,
            "amount": amount,
            "currency": currency,
            "price_basis": basis,
            "base_year": base_year,
            "provider": _donor(row),
            "provider_rule": "the dataset's donor",
        }
        for place, (amount, currency) in enumerate(zip(amounts, currencies, strict=True), 1)
    ]
    restated = [
        {
            **row.origin(child_key(flow_key(key, 1), column)),
            "flow": flow_key(key, 1),
            "series": column,
            "price_basis": prices,
            "base_year": base,
            "currency": "USD",
            "value": value,
            "rate": text(row.get("exchange_rates_used")),
            "deflator": text(row.get("deflators_2011" if column == "usd_2011" else "deflators_used")),
        }
        for column, prices, base, value in series
    ]
    return flows, restated


def _series(row: _Row) -> list[tuple[str, PriceBasis, int | None, Decimal]]:
    found = []
    blank_amount = "amount" in row.cells and text(row.get("amount")) is None
    for column, (prices, bases) in formats.SERIES.items():
        value = number(row.get(column), column)
        # usd_2011 prints 0 wherever another cell of the money is blank: that is "not reported", never zero.
        blank = column == "usd_2011" and value == 0 and (blank_amount or text(row.get("usd_defl")) is None)
        if value is not None and not blank:
            base = bases.get(row.settings.dataset) if isinstance(bases, Mapping) else bases
            found.append((column, PriceBasis(prices), base, value))
    return found


def _amounts(
    row: _Row, series: list[tuple[str, PriceBasis, int | None, Decimal]]
) -> tuple[list[Decimal | None], list[str | None], PriceBasis, int | None]:
    if "amount" not in row.cells:
        stated = next(((value, base) for _, _, base, value in series), (None, None))
        return [stated[0]], ["USD" if stated[0] is not None else None], PriceBasis.CONSTANT, stated[1]
    amounts = numbers(row.get("amount"), "amount")
    currencies = [_currency(each) for each in listed(row.get("currency"))]
    if len(currencies) > 1 and len(currencies) != len(amounts):
        raise BadCell("currency", str(row.get("currency")), f"lists {len(currencies)} for {len(amounts)} amounts")
    if len(amounts) > 1 and len(currencies) != len(amounts):
        raise BadCell("amount", str(row.get("amount")), f"lists {len(amounts)} for {len(currencies)} currencies")
    return (
        [*amounts] or [None],
        [*currencies] or [None],
        PriceBasis.CURRENT,
        None,
    )


def _currency(stated: str) -> str:
    code = codes.DAMAGED_CURRENCIES.get(stated, stated)
    if code in codelists.load("currencies"):
        return code
    found = codelists.currency_by_name(stated).found
    if found is None:
        raise BadCell("currency", stated, "is no ISO 4217 code, such as USD or CNY")
    return found.code


def _donor(row: _Row) -> str:
    stated = text(row.get("donor")) or "China"
    try:
        return codelists.place_by_name(stated).or_raise().code
    except CodeError as error:
        raise _unknown("donor", stated, error) from error


def _date(row: _Row) -> tuple[dt.date | None, Precision | None]:
    stated = day(row.get("commitment_date"), "commitment_date")
    if stated is not None:
        # GCDF prints the first of January where only the year is known, and says so of a day that it took for another.
        only_year = (stated.month, stated.day) == (1, 1) or yes(
            row.get("commitment_date_estimated"), "commitment_date_estimated"
        )
        return stated, Precision.YEAR if only_year else Precision.DAY
    filed = year(row.get("year"), "year")
    return (None, None) if filed is None else (dt.date(filed, 1, 1), Precision.YEAR)


def _splits(row: _Row, key: str, recipient: str | None, sector: tuple[str, str] | None) -> Iterator[dict[str, object]]:
    whole_share = {"percent": 100.0, "basis": "whole"}
    if recipient is not None:
        vocabulary = "iso2" if recipient.isalpha() else "oecd-dac-region"
        yield {
            **row.origin(child_key(key, "recipient", recipient)),
            "owner": key,
            "dimension": "recipient",
            "vocabulary": vocabulary,
            "code": recipient,
            "label": text(row.get("recipient_condensed")),
            **whole_share,
        }
    if sector is not None:
        yield {
            **row.origin(child_key(key, "sector", sector[0])),
            "owner": key,
            "dimension": "sector",
            "vocabulary": "oecd-dac",
            "code": sector[0],
            "label": sector[1],
            **whole_share,
        }


def _labels(row: _Row, key: str) -> Iterator[dict[str, object]]:
    for columns, dimension in ((codes.RECIPIENT_LABELS, "recipient"), (codes.TOPIC_LABELS, "topic")):
        for column, vocabulary in columns.items():
            stated = text(row.get(column))
            if stated is not None:
                counted = vocabulary in codes.COUNTED_TOPICS
                yield {
                    **row.origin(child_key(key, dimension, vocabulary)),
                    "owner": key,
                    "dimension": dimension,
                    "vocabulary": vocabulary,
                    "code": stated if counted else None,
                    "label": stated,
                    "percent": 100.0 if counted else None,
                    "basis": "whole" if counted else "label",
                }


def _texts(row: _Row, key: str) -> Iterator[tuple[str, dict[str, object]]]:
    for column, element in codes.NARRATIVES.items():
        if words := text(row.get(column)):
            yield (
                "narrative",
                {
                    **row.origin(child_key(key, element)),
                    "owner": key,
                    "element": element,
                    "language": "en",
                    "text": words,
                },
            )
    for role, name, kind, part in _participants(row):
        yield (
            "participant",
            {**row.origin(child_key(key, part)), "activity": key, "role": role, "name": name, "type": kind},
        )
    for name, words in gcdf3.told(row.cells):
        yield "extra", {**row.origin(child_key(key, "told", name)), "owner": key, "name": name, "value": words}
    if feature := text(row.get("geographic_feature")):
        yield (
            "location",
            {
                **row.origin(child_key(key, "feature")),
                "activity": key,
                "precision": text(row.get("geographic_precision")),
                "reference": feature,
            },
        )
    if place_name := text(row.get("location_details")):
        yield (
            "location",
            {
                **row.origin(child_key(key, "location")),
                "activity": key,
                "name": place_name,
                "precision": None if feature else text(row.get("geographic_precision")),
            },
        )


def _participants(row: _Row) -> Iterator[tuple[str, str, str | None, str]]:
    """Who takes part: role, name, type, and what tells it from the others of the record."""
    if row.settings.dataset in gcdf3.COLUMNS:
        for column, role in gcdf3.AGENCIES.items():
            for place, (name, kind) in enumerate(gcdf3.agencies(row.cells, column), 1):
                yield role, name, kind, child_key(column.replace("_", "-"), place)
        return
    for column, role in codes.PARTICIPANTS.items():
        for place, stated in enumerate(listed(row.get(column)), 1):
            name, _, kind = stated.rpartition(",")
            yield role, name.strip() or stated, kind.strip() if name else None, child_key(role, place)
