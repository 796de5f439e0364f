"""World Development Indicators, in long form or as the World Bank lets them be downloaded: numbers about a country."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from sarai import codelists
from sarai.model.errors import CodeError
from sarai.model.provenance import EVERY, Batch, Format, ReadSettings, Scope, SourceCard, sheet_row
from sarai.sources.kit.cells import BadCell, Cell, real, text, year
from sarai.sources.kit.collect import Collected
from sarai.sources.kit.lines import lines
from sarai.sources.kit.sheets import read_sheets
from sarai.sources.lists._measure_units import UNITS as _UNITS

_COLUMNS = ("indicator", "country_code", "country", "year", "value")
_COMPILED = ("origin", "source_url", "licence", "retrieved", "tier")

_NOT_TAKEN = "is a series the reader does not take"

SOURCE = SourceCard(
    id="measures",
    title="World Development Indicators",
    publisher="World Bank",
    licence="CC BY 4.0",
    citation="World Bank, World Development Indicators.",
    url="https://databank.worldbank.org/source/world-development-indicators",
    tier="official-ledger",
    year_basis="calendar",
    version="1",
    formats=(
        Format(
            dataset="wdi",
            title="World Development Indicators, one row per series, country and year",
            kind="csv",
            columns=_COLUMNS,
            as_of=dt.date(2025, 7, 1),
            scope=Scope(note="the economies and series of the file"),
        ),
        Format(
            dataset="wdi-facts",
            title="World Development Indicators: compiled facts",
            kind="csv",
            columns=(*_COLUMNS, *_COMPILED),
            as_of=dt.date(2025, 7, 1),
            scope=Scope(note="the economies and series of the file"),
            compiled=True,
        ),
        Format(
            dataset="wdi-download",
            title="World Development Indicators, a line per series and country with a column per year",
            kind="columns",
            columns=(EVERY,),
            keys=(
                frozenset({"countrycode", "indicatorname", "indicatorcode"}),
                frozenset({"countrycode", "seriesname", "seriescode"}),
                # The download of one series has its header below a note.
                frozenset({"datasource", "worlddevelopmentindicators"}),
            ),
            dated=True,
            as_of=None,
            scope=Scope(complete=False, note="the economies and series that somebody chose to download"),
        ),
    ),
    ignored=MappingProxyType(
        {
            "country": "the code says it",
            "source_url": "the address of the series, made of its code",
            "licence": "said by the card",
            "retrieved": "when the file was fetched",
            "tier": "said by the card",
        }
    ),
    caveats=(
        "GNI is the Atlas method's, whose exchange rate is smoothed over three years.",
        "Groups of countries and series that are not read are refused rows, each with its reason.",
    ),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read one file of indicators into ``measure``, rejects and tallies included.

    Raises:
        SourceChanged: a column is missing, unknown or twice there.
        UnreadableFile: the file is damaged.
    """
    layout = SOURCE.layout(settings.dataset, where=str(path))
    collected = Collected(SOURCE.id, settings)
    seen: dict[str, str] = {}
    for sheet, place, row in _wide(path) if settings.dataset == _DOWNLOAD else _long(path, layout):
        locator = f"{place}, from {row['origin']}" if row.get("origin") else place
        collected.count({(sheet, "records", "records"): Decimal(1)})
        record = f"{text(row['indicator'])} {text(row['country_code'])} {text(row['year'])}"
        try:
            found = _measure(row)
            key = f"{SOURCE.id}:{found['indicator']}/{found['place']}/{found['year']}"
            if key in seen:
                raise BadCell("indicator", record, f"stands already at {seen[key]}")
        except BadCell as fault:
            collected.reject(fault, locator=locator, record=record, raw=row)
        else:
            seen[key] = place
            collected.keep({(sheet, "records", "records"): Decimal(1)})
            origin = {"key": key, "source": SOURCE.id, "dataset": settings.dataset, "file": settings.file}
            collected.add("measure", {**origin, "locator": locator, **found})
        if collected.full:
            yield from collected.drain()
    yield from collected.drain()
    yield collected.tally()


_DOWNLOAD = "wdi-download"

_Told = Iterator[tuple[str, str, dict[str, Cell]]]


def _long(path: Path, layout: Format) -> _Told:
    """A row per series, country and year: its sheet, its place and its cells."""
    for sheet, header, rows in read_sheets(path, layout):
        for number, cells in rows:
            yield sheet, sheet_row(sheet, number), dict(zip(header, cells, strict=True))


class _Header:
    """Below a note or first, the header of a download names these columns."""

    keys = SOURCE.formats[-1].keys[:2]


def _wide(path: Path) -> _Told:
    """The same of a line with a column per year; a year that the line leaves blank is no row."""
    for line in lines(path, _Header()):
        indicator = line.words("indicatorcode", "seriescode")
        if indicator not in _UNITS and line.words("countrycode") is not None:
            # Refused as a whole: a bulk file has more than a thousand series.
            row: dict[str, Cell] = {"indicator": indicator, "country_code": line.get("countrycode"), "year": None}
            yield "", line.locator, row
            continue
        for column, printed in line.header.items():
            year = re.match(r"((?:19|20)\d\d)(?:yr\1)?$", column)
            value = text(line.get(column))
            if year is None or value in (None, ".."):
                continue
            code = line.words("countrycode")
            row = {"indicator": indicator, "country_code": code, "year": year[1], "value": value}
            yield "", f"{line.locator}, column {printed}", row


def _measure(row: Mapping[str, Cell]) -> dict[str, object]:
    indicator = text(row["indicator"])
    if indicator is None:
        raise BadCell("indicator", "", "is blank")
    if indicator not in _UNITS:
        raise BadCell("indicator", indicator, _NOT_TAKEN)
    stated = text(row["country_code"])
    if stated is None:
        raise BadCell("country_code", "", "is blank")
    try:
        place = codelists.load("countries").resolve(codelists.resolve_place(stated).code).code
    except CodeError as error:
        raise BadCell("country_code", stated, "is no country: a group of countries, or unknown") from error
    when = year(row["year"], "year")
    if when is None:
        raise BadCell("year", "", "is blank")
    return {
        "indicator": indicator,
        "place": place,
        "year": when,
        "value": real(row["value"], "value"),
        "unit": _UNITS[indicator],
    }
