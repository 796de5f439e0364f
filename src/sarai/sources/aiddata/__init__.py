"""AidData's records of Chinese official finance (the TUFF family), as AidData publishes them.

Method of the source: Tracking Underreported Financial Flows (TUFF), which builds project records from
official and press documents. A record states one commitment (or pledge) and the year it was made;
the record's amount is a commitment, never spending.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from sarai.model.keys import record_key
from sarai.model.provenance import Batch, Format, ReadSettings, SourceCard, sheet_row
from sarai.model.vocabulary import Family
from sarai.sources.aiddata import amounts, beside, codes, formats, gcdf3, words
from sarai.sources.aiddata.row import ID, Row, code_in
from sarai.sources.kit.cells import BadCell, Cell, day, real, text, whole, year
from sarai.sources.kit.collect import Collected
from sarai.sources.kit.sheets import read_sheets

SOURCE = SourceCard(
    id=ID,
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
            row = Row(sheet, row_number, cells, settings)
            collected.count(amounts.sums_of(row))
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


def _take(row: Row, seen: dict[str, str], collected: Collected) -> None:
    """Turn one record into rows; nothing is added before every cell has been understood."""
    record = text(row.get("project_id"))
    if record is None:
        raise BadCell("project_id", "", "is blank: a record without an id cannot be followed")
    if record in seen:
        raise BadCell("project_id", record, f"stands already at {seen[record]}")
    key = record_key(SOURCE.id, record)
    activity = _activity(row, key, record)
    recipient = words.recipient(row)
    sector = words.sector(row)
    flows, restated = amounts.money(row, key, activity)
    seen[record] = row.locator
    collected.keep(amounts.sums_of(row))
    collected.add("activity", activity)
    for each in flows:
        collected.add("flow", each)
    for each in restated:
        collected.add("restated", each)
    for each in (*beside.splits(row, key, recipient, sector), *beside.labels(row, key)):
        collected.add("split", each)
    for table, each in beside.texts(row, key):
        collected.add(table, each)
    for each in beside.related(row, key):
        collected.add("related", each)
    stated = text(row.get("currency"))
    if stated in codes.DAMAGED_CURRENCIES:
        told = BadCell("currency", stated, f"is read as {codes.DAMAGED_CURRENCIES[stated]}: a damaged NAD")
        collected.reject(told, locator=row.locator, record=record)


def _activity(row: Row, key: str, record: str) -> dict[str, object]:
    stated_status = text(row.get("status"))
    status, _ = words.status(stated_status)
    instrument = text(row.get("flow"))
    finance_type, aid_type = words.instrument(instrument or "Unset")
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
        "flow_class": None if flow_class in (None, "Unset") else code_in("flow_classes", flow_class, "flow_class"),
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
        "agency": words.agency(row),
        "recommended": words.recommended(row),
        "marks": words.marks(row),
        "source_count": count,
        "tier": words.tier(row, count),
    }
