"""AidData's records of Chinese official finance (the TUFF family), as AidData publishes them.

Method of the source: Tracking Underreported Financial Flows (TUFF), which builds project records from
official and press documents. A record states one commitment (or pledge) and the year it was made;
the record's amount is a commitment, never spending.
"""

import csv
import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from sarai.model import codelists, tables
from sarai.model.errors import CodeError, SourceChanged, UnreadableFile
from sarai.model.keys import child_key, flow_key, record_key
from sarai.model.provenance import Batch, Format, ReadSettings, SourceCard, sheet_row
from sarai.model.vocabulary import SEVERAL, Kind, Mark, Precision, PriceBasis, Status, Tier, Timing
from sarai.sources import _aiddata_formats as formats
from sarai.sources._cells import BadCell, Cell, day, listed, number, numbers, real, text, whole, year, yes

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
    version="1",
    formats=formats.FORMATS,
    ignored=MappingProxyType({**formats.IGNORED, **{f"sheet {k}": v for k, v in formats.IGNORED_SHEETS.items()}}),
    caveats=(
        "Amounts are commitments and pledges as documents and press report them; no spending is recorded.",
        "ODA-like and OOF-like are AidData's judgement, not reports to the OECD DAC.",
        "A record of several countries states no shares; it stands under the region AidData files it in.",
        "GCOF 1.0 prints the Namibian dollar as D, its letters NA having been read as a missing value; "
        "it is read as NAD and each such cell is listed.",
    ),
)

_STATUS = {
    "Pipeline: Pledge": (Status.PLEDGE, Kind.PLEDGE),
    "Pipeline: Commitment": (Status.COMMITMENT, Kind.COMMITMENT),
    "Implementation": (Status.IMPLEMENTATION, Kind.COMMITMENT),
    "Completion": (Status.COMPLETION, Kind.COMMITMENT),
    "Cancelled": (Status.CANCELLED, Kind.COMMITMENT),
    "Suspended": (Status.SUSPENDED, Kind.COMMITMENT),
    "Pipeline/identification": (Status.PIPELINE, Kind.PLEDGE),
    "Pipeline: Vague": (Status.PIPELINE, Kind.PLEDGE),
    "Unset": (None, Kind.COMMITMENT),
}

_INSTRUMENTS: Mapping[str, tuple[str | None, str | None]] = {
    # AidData's word: (DAC finance type, DAC type of aid)
    "Grant": ("110", None),
    "Monetary Grant (excluding debt forgiveness)": ("110", None),
    "In-kind Grant (Goods or Services)": ("110", None),
    "Grant (Vague)": ("110", None),
    "Free-standing technical assistance": ("110", "D02"),
    "Scholarships/training in the donor country": ("110", "E01"),
    "Loan (excluding debt rescheduling)": ("421", None),
    "Export credits": ("453", None),
    "Strategic/Supplier Credit": ("452", None),
    "Debt forgiveness": ("618", "F01"),
    "Debt rescheduling": ("620", "F01"),
    "Foreign direct investment": ("710", None),
    "Joint venture with recipient": ("510", None),
    "Loan Guarantee": ("1101", None),
    "Vague TBD": (None, None),
    "Vague-TBD": (None, None),
    "Unset": (None, None),
}

_PARTICIPANTS = {
    "funding_agency": "funding",
    "funding_agencies": "funding",
    "cofinancing_agency": "cofinancing",
    "implementing_agency": "implementing",
    "implementing_agencies": "implementing",
    "donor_agency": "extending",
    "donor_agencies": "extending",
    "recipient_agencies": "receiving",
}

_NARRATIVES = {
    "title": "title",
    "title_without_link_note": "title",
    "description": "description",
    "sources": "sources",
    "factiva_sources": "sources found by search",
    "sector_comment": "sector comment",
}

_RECIPIENT_LABELS = {
    "recipient_iso3": "iso3",
    "recipient_iso2": "iso2",
    "recipient_oecd_code": "oecd-dac",
    "recipient_oecd_name": "oecd-dac-name",
    "recipient_cow_code": "cow",
    "recipient_un_code": "un-m49",
    "recipient_imf_code": "imf",
    "recipient_region": "aiddata-region",
    "all_recipients": "aiddata-named",
}

_TOPIC_LABELS = {
    "SCA_Sector ": "aiddata-sca-sector",
    "type": "aiddata-type",
    "category": "aiddata-category",
    "visible_sector": "aiddata-visible",
}

_COUNTED_TOPICS = {"aiddata-sca-sector", "aiddata-category"}

_RENAMED = {
    "aiddata_record_id": "project_id",
    "umbrella_project": "umbrella",
    "recipient": "recipient_condensed",
    "commitment_year": "year",
    "actual_implementation_start_date": "start_actual",
    "actual_completion_date": "end_actual",
    "title_without_link_note": "title",
    "debt_uncertian": "debt_uncertain",
}

_MARKS = {
    "umbrella": Mark.UMBRELLA,
    "year_uncertain": Mark.YEAR_UNCERTAIN,
    "is_cofinanced": Mark.COFINANCED,
    "line_of_credit": Mark.LINE_OF_CREDIT,
    "debt_uncertain": Mark.DEBT_UNCERTAIN,
    "is_ground_truthing": Mark.GROUND_TRUTHED,
}

_DAMAGED_CURRENCIES = {"D": "NAD"}

_UNSPECIFIED = "Unspecified Chinese Government Institution"


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read one workbook or CSV of the family into canonical tables, rejects and tallies included.

    Raises:
        SourceChanged: a column is missing, unknown or twice there, or a sheet is missing or unknown.
        UnreadableFile: the file is damaged.
    """
    layout = SOURCE.format(settings.dataset)
    if layout is None:
        raise SourceChanged(
            f"the reader knows no dataset {settings.dataset!r}", where=str(path), cure="sarai sources aiddata"
        )
    collected = _Collected(settings)
    seen: dict[str, str] = {}
    for sheet, header, rows in _sheets(path, layout):
        columns = [_RENAMED.get(column, column) for column in header]
        for row_number, cells in rows:
            row = _Row(sheet, row_number, dict(zip(columns, cells, strict=True)), settings)
            collected.count(row)
            try:
                _take(row, seen, collected)
            except BadCell as fault:
                collected.reject(row, fault)
            if collected.size >= settings.batch_rows:
                yield from collected.drain()
    yield from collected.drain()
    yield "tally", tables.from_rows("tally", collected.tallies())


@dataclass(frozen=True, slots=True)
class _Row:
    """One record as it stands in the file."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    settings: ReadSettings

    @property
    def locator(self) -> str:
        return sheet_row(self.sheet, self.number)

    def get(self, column: str) -> Cell:
        return self.cells.get(column)

    def origin(self, key: str, *, part: int | None = None) -> dict[str, object]:
        return {
            "key": key,
            "source": SOURCE.id,
            "dataset": self.settings.dataset,
            "file": self.settings.file,
            "locator": sheet_row(self.sheet, self.number, part),
        }


@dataclass
class _Collected:
    """Rows on their way to a batch, and what the file adds up to."""

    settings: ReadSettings
    rows: dict[str, list[dict[str, object]]] = field(default_factory=lambda: defaultdict(list))
    stated: dict[tuple[str, str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    kept: dict[tuple[str, str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    @property
    def size(self) -> int:
        return sum(map(len, self.rows.values()))

    def add(self, table: str, row: dict[str, object]) -> None:
        self.rows[table].append(row)

    def count(self, row: _Row) -> None:
        for key, value in _sums(row).items():
            self.stated[key] += value

    def keep(self, row: _Row) -> None:
        for key, value in _sums(row).items():
            self.kept[key] += value

    def reject(self, row: _Row, fault: BadCell, *, scope: str = "row") -> None:
        self.add(
            "reject",
            {
                "source": SOURCE.id,
                "dataset": self.settings.dataset,
                "file": self.settings.file,
                "locator": row.locator,
                "scope": scope,
                "record": text(row.get("project_id")),
                "reason": f"{fault.column} {fault.reason}",
                "column": fault.column,
                "value": fault.value,
                "raw": json.dumps(dict(row.cells), default=str, ensure_ascii=False) if scope == "row" else None,
            },
        )

    def drain(self) -> Iterator[Batch]:
        for table, rows in self.rows.items():
            yield table, tables.from_rows(table, rows)
        self.rows.clear()

    def tallies(self) -> list[dict[str, object]]:
        return [
            {
                "file": self.settings.file,
                "sheet": sheet,
                "quantity": quantity,
                "unit": unit,
                "stated": stated,
                "kept": self.kept[(sheet, quantity, unit)],
                "rejected": stated - self.kept[(sheet, quantity, unit)],
            }
            for (sheet, quantity, unit), stated in sorted(self.stated.items())
        ]


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


def _sheets(path: Path, layout: Format) -> Iterator[tuple[str, list[str], Iterator[tuple[int, list[Cell]]]]]:
    if layout.kind == "csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            lines = csv.reader(stream, strict=True)
            try:
                header = next(lines, [])
                _check_header(path, "", header, layout)
                yield "", header, _filled(2, lines, len(header), path)
            except (csv.Error, UnicodeDecodeError) as error:
                raise UnreadableFile(
                    f"line {lines.line_num} is no CSV in UTF-8: {error}",
                    where=str(path),
                    cure="save it again as UTF-8 CSV",
                ) from error
        return
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_path(path)
        unknown = [s for s in workbook.sheet_names if s not in layout.sheets and s not in formats.IGNORED_SHEETS]
        missing = [s for s in layout.sheets if s not in workbook.sheet_names]
        if unknown or missing:
            raise SourceChanged(
                f"sheet(s) missing: {missing or 'none'}; unknown: {unknown or 'none'}",
                where=str(path),
                cure="put the sheets back as published",
            )
        for sheet in layout.sheets:
            rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            header = [str(cell) for cell in rows[0]] if rows else []
            _check_header(path, sheet, header, layout)
            yield sheet, header, _filled(2, iter(rows[1:]), len(header), path)
    except python_calamine.CalamineError as error:
        raise UnreadableFile(
            f"is a damaged workbook: {error}",
            where=str(path),
            cure="open and save it in a spreadsheet, or get it again",
        ) from error


def _check_header(path: Path, sheet: str, header: list[str], layout: Format) -> None:
    from sarai.sources import header_faults

    if faults := header_faults(tuple(header), layout.columns, sheet):
        raise SourceChanged(faults, where=str(path), cure="put the columns back as published")


def _filled(
    first: int, rows: Iterator[list[Cell]] | Iterator[list[str]], width: int, path: Path
) -> Iterator[tuple[int, list[Cell]]]:
    for place, cells in enumerate(rows, first):
        if any(text(cell) is not None for cell in cells):
            if len(cells) > width:
                raise UnreadableFile(
                    f"row {place} has {len(cells)} cells under {width} headers",
                    where=str(path),
                    cure="look for a stray separator or quote in that row",
                )
            yield place, [*cells, *[None] * (width - len(cells))]


def _take(row: _Row, seen: dict[str, str], collected: _Collected) -> None:
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
    collected.keep(row)
    collected.add("activity", activity)
    for each in flows:
        collected.add("flow", each)
    for each in restated:
        collected.add("restated", each)
    for each in (*_splits(row, key, recipient, sector), *_labels(row, key)):
        collected.add("split", each)
    for table, each in _texts(row, key):
        collected.add(table, each)
    stated = text(row.get("currency"))
    if stated in _DAMAGED_CURRENCIES:
        told = BadCell("currency", stated, f"is read as {_DAMAGED_CURRENCIES[stated]}: a damaged NAD")
        collected.reject(row, told, scope="cell")


def _activity(row: _Row, key: str, record: str) -> dict[str, object]:
    stated_status = text(row.get("status"))
    status, _ = _status(stated_status)
    instrument = text(row.get("flow"))
    if instrument is not None and instrument not in _INSTRUMENTS:
        raise BadCell("flow", instrument, "is no kind of finance that the reader knows")
    finance_type, aid_type = _INSTRUMENTS.get(instrument or "Unset", (None, None))
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
        "tier": _tier(text(row.get("sources")) or "", count),
    }


def _status(stated: str | None) -> tuple[Status | None, Kind]:
    if stated is None:
        return None, Kind.COMMITMENT
    if stated not in _STATUS:
        raise BadCell("status", stated, "is no status that the reader knows")
    return _STATUS[stated]


def _code(name: str, stated: str, column: str) -> str:
    try:
        return codelists.load(name).resolve(stated).code
    except CodeError as error:
        raise BadCell(column, stated, f"is unknown: {error.what}") from error


def _marks(row: _Row) -> list[str]:
    marks: list[str] = [mark for column, mark in _MARKS.items() if yes(row.get(column), column)]
    if yes(row.get("is_official_finance"), "is_official_finance") is False and text(row.get("active")) != "Inactive":
        marks.append(Mark.UNOFFICIAL)
    if text(row.get("active")) == "Inactive":
        marks.append(Mark.INACTIVE)
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
    named = [name for name in names if name != _UNSPECIFIED]
    if not named:
        return None
    return f"CN:{named[0]}" if len(names) == 1 else SEVERAL


def _agencies(row: _Row) -> list[str]:
    stated = listed(row.get("funding_agency")) or listed(row.get("funding_agencies"))
    return sorted({name.rpartition(",")[0].strip() or name for name in stated})


def _tier(sources: str, count: int | None) -> Tier:
    if "Government Source" in sources or "Other Official Source" in sources:
        return Tier.OFFICIAL_TEXT
    if count is None or count == 0:
        return Tier.NOT_STATED
    return Tier.PRESS_SINGLE if count == 1 else Tier.PRESS_SEVERAL


def _recipient(row: _Row) -> str | None:
    stated = text(row.get("recipient_condensed"))
    if stated in (None, "Unset"):
        return None
    try:
        code = codelists.resolve_place(stated).code
        iso3 = text(row.get("recipient_iso3"))
        if iso3 is not None and len(iso3) == 3 and codelists.resolve_place(iso3).code != code:
            raise BadCell("recipient_iso3", iso3, f"is another country than recipient_condensed {stated!r}")
    except CodeError as error:
        raise BadCell("recipient_condensed", stated, f"is unknown: {error.what}") from error
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
        blank = value == 0 and (blank_amount or text(row.get("usd_defl")) is None)
        if value is not None and not blank:
            base = None if bases is None else bases[row.settings.dataset]
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
    code = _DAMAGED_CURRENCIES.get(stated, stated)
    if code not in codelists.load("currencies"):
        raise BadCell("currency", stated, "is no ISO 4217 code")
    return code


def _donor(row: _Row) -> str:
    stated = text(row.get("donor")) or "China"
    try:
        return codelists.resolve_place(stated).code
    except CodeError as error:
        raise BadCell("donor", stated, f"is unknown: {error.what}") from error


def _date(row: _Row) -> tuple[dt.date | None, Precision | None]:
    stated = day(row.get("commitment_date"), "commitment_date")
    if stated is not None:
        # GCDF prints the first of January where only the year is known.
        return stated, Precision.YEAR if (stated.month, stated.day) == (1, 1) else Precision.DAY
    only_year = year(row.get("year"), "year")
    return (None, None) if only_year is None else (dt.date(only_year, 1, 1), Precision.YEAR)


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
    for columns, dimension in ((_RECIPIENT_LABELS, "recipient"), (_TOPIC_LABELS, "topic")):
        for column, vocabulary in columns.items():
            stated = text(row.get(column))
            if stated is not None:
                counted = vocabulary in _COUNTED_TOPICS
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
    for column, element in _NARRATIVES.items():
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
    for column, role in _PARTICIPANTS.items():
        for place, stated in enumerate(listed(row.get(column)), 1):
            name, _, kind = stated.rpartition(",")
            yield (
                "participant",
                {
                    **row.origin(child_key(key, role, place)),
                    "activity": key,
                    "role": role,
                    "name": name.strip() or stated,
                    "type": kind.strip() if name else None,
                },
            )
    if place_name := text(row.get("location_details")):
        yield (
            "location",
            {**row.origin(child_key(key, "location")), "activity": key, "name": place_name},
        )
