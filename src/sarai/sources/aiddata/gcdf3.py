"""GCDF 3.0 as AidData publishes it: the workbook of 126 columns, and the list of its geocoded records.

Headers differ between the workbook, its own dictionary of fields and what programs make of them (``Co-financed``,
``Cofinanced``, ``Amount.(Constant.USD.2021)``), so that they are compared by letters and digits. Each column is read,
kept as it is told, or ignored for a reason. Fields: "Field Definitions, GCDF 3.0" (AidData 2023).
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from sarai.model.provenance import Expect, Format, Scope
from sarai.sources.kit.cells import Cell, text
from sarai.sources.kit.sheets import folded, keyed_sheets

_SHARED = {
    "aiddatarecordid": "project_id", "title": "title", "status": "status", "recipient": "recipient_condensed",
    "recipientiso3": "recipient_iso3", "commitmentyear": "year", "amountconstantusd2021": "amount_constant_usd_2021",
    "commitmentdatemmddyyyy": "commitment_date", "actualimplementationstartdatemmddyyyy": "start_actual",
    "actualcompletiondatemmddyyyy": "end_actual",
}  # fmt: skip

WORKBOOK: Mapping[str, str] = MappingProxyType(
    {
        **_SHARED,
        "recommendedforaggregates": "recommended_for_research", "umbrella": "umbrella", "financiercountry": "donor",
        "recipientregion": "recipient_region", "description": "description", "staffcomments": "staff_comments",
        "intent": "intent", "flowtype": "flow", "flowclass": "flow_class", "sectorcode": "crs_sector_code",
        "cofinanced": "is_cofinanced", "amountoriginalcurrency": "amount", "originalcurrency": "currency",
        "amountnominalusd": "usd_current", "commitmentdateestimated": "commitment_date_estimated",
        "plannedimplementationstartdatemmddyyyy": "start_planned", "plannedcompletiondatemmddyyyy": "end_planned",
        "maturity": "maturity", "interestrate": "interest_rate", "graceperiod": "grace_period",
        "grantelementoecdcashflow": "grant_element", "totalsourcecount": "sources_count",
        "officialsourcecount": "official_source_count", "sourceurls": "source_urls",
        "locationnarrative": "location_details", "geographiclevelofprecisionavailable": "geographic_precision",
        "fundingagencies": "funding_agency", "fundingagenciestype": "funding_agency_type",
        "cofinancingagencies": "cofinancing_agency", "cofinancingagenciestype": "cofinancing_agency_type",
        "directreceivingagencies": "recipient_agencies", "directreceivingagenciestype": "recipient_agencies_type",
        "indirectreceivingagencies": "indirect_agencies", "indirectreceivingagenciestype": "indirect_agencies_type",
        "implementingagencies": "implementing_agency", "implementingagenciestype": "implementing_agency_type",
        "guarantor": "guarantor", "guarantoragencytype": "guarantor_type",
        "insuranceprovider": "insurer", "insuranceprovideragencytype": "insurer_type",
        "collateralprovider": "collateral_provider", "collateralprovideragencytype": "collateral_provider_type",
        "securityagentcollateralagent": "security_agent", "securityagentcollateralagenttype": "security_agent_type",
    }
)  # fmt: skip
"""A column of the workbook, folded -> what the reader calls it."""

GEOCODED: Mapping[str, str] = MappingProxyType(
    {
        **_SHARED, "sectorname": "sector_name", "levelofprecision": "geographic_precision",
        "osmlink": "geographic_feature",
    }
)  # fmt: skip
"""The same of the list of geocoded records, which states no sector code."""

_TOLD = frozenset(
    "aiddataparentid infrastructure covid onlending guaranteeprovided insuranceprovided collateralized "
    "collateralizedsecuritized collateral amountestimated adjustedamountoriginalcurrency "
    "adjustedamountconstantusd2021 adjustedamountnominalusd financialdistress actualimplementationstartdateestimated "
    "actualcompletiondateestimated deviationfromplannedimplementationstartdate deviationfromplannedcompletiondate "
    "managementfee commitmentfee insurancefeepercent insurancefeenominalusd defaultinterestrate "
    "firstloanrepaymentdate lastloanrepaymentdate grantelementoecdgrantequiv grantelementimf numberoflenders "
    "exportbuyerscredit supplierscreditexportsellerscredit interestfreeloan refinancing investmentprojectloan ma "
    "workingcapital epcf lease fxslbop ccirs rcf gcl pbc pxfcommodityprepayment interbankloan "
    "overseasprojectcontractingloan dpa projectfinance involvingmultilateral involvingnonchinesefinancier "
    "nonchinesefinancier shortterm rescue jvspvhostgovernmentownership projectjvspvhostgovernmentownership "
    "jvspvchinesegovernmentownership projectjvspvchinesegovernmentownership levelofpublicliability "
    "odaeligiblerecipient oecdodaincomegroup oecdodaconcessionalitythreshold".split()
)
"""Columns that no table has one for: kept under their own headers where they say more than "No"."""

_GEOCODED_TOLD = frozenset(("typeoftheosmfeature", "infrastructure"))

IGNORED: Mapping[str, str] = MappingProxyType(
    {
        "flowtypesimplified": "fewer words for Flow Type",
        "sectorname": "words for Sector Code; read where a file has no code",
        "implementationstartyear": "the year of the date that is read",
        "completionyear": "the year of the date that is read",
        **dict.fromkeys(("sourcetitles", "sourcepublishers", "sourcetype", "sourceresourcetypes"),
                        "what the addresses in Source URLs lead to"),
        **dict.fromkeys(("contactname", "contactposition"), "names of persons; no figure needs them"),
        **dict.fromkeys(("adm1levelavailable", "adm2levelavailable", "geospatialfeatureavailable"),
                        "what other files of the dataset hold"),
        **dict.fromkeys(
            ("sourcequalityscore", "datacompletenessscore", "implementationdetailscore", "loandetailscore"),
            "a score of how well the record is documented; the counts of sources are kept"),
    }
)  # fmt: skip
"""Columns of either that are not kept, and why."""

_WORKBOOK_KEY = frozenset(("aiddatarecordid", "recommendedforaggregates", "umbrella", "flowclass"))
_GEOCODED_KEY = frozenset(("aiddatarecordid", "levelofprecision", "osmlink", "amountconstantusd2021"))

COLUMNS = {
    "gcdf-3.0-workbook": (*WORKBOOK, *sorted(_TOLD), *IGNORED),
    "gcdf-3.0-geocoded": (*GEOCODED, *sorted(_GEOCODED_TOLD), "implementationstartyear", "completionyear"),
}
"""Every column of each dataset, folded."""

FORMATS = (
    Format(
        dataset="gcdf-3.0-workbook",
        title="Global Chinese Development Finance 3.0, as published",
        kind="columns",
        columns=COLUMNS["gcdf-3.0-workbook"],
        keys=(_WORKBOOK_KEY,),
        as_of=dt.date(2023, 11, 6),
        scope=Scope(years=(2000, 2021)),
        expect=Expect(rows=20_000, years=(2000, 2021)),
        url="https://www.aiddata.org/data/aiddatas-global-chinese-development-finance-dataset-version-3-0",
    ),
    Format(
        dataset="gcdf-3.0-geocoded",
        title="Global Chinese Development Finance 3.0, geocoded records",
        kind="columns",
        columns=COLUMNS["gcdf-3.0-geocoded"],
        keys=(_GEOCODED_KEY,),
        as_of=dt.date(2023, 11, 6),
        scope=Scope(
            years=(2000, 2021),
            complete=False,
            note="geocoded records only: absence is doubt, never an end; no column says which records are recommended",
        ),
        url="https://github.com/aiddata/gcdf-geospatial-data",
    ),
)
"""GCDF 3.0 in its two published shapes, known by some of their columns."""

AGENCIES = MappingProxyType(
    {
        "funding_agency": "funding", "cofinancing_agency": "cofinancing", "recipient_agencies": "receiving",
        "indirect_agencies": "receiving", "implementing_agency": "implementing", "guarantor": "guarantor",
        "insurer": "insurer", "collateral_provider": "collateral provider", "security_agent": "security agent",
    }
)  # fmt: skip
"""Columns that list organisations with bars, and their role."""

_DATES = ("commitment_date", "start_planned", "start_actual", "end_planned", "end_actual")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
TOLD = "told: "
"""Before the header of a column that is kept as it is told."""


def sheets(
    path: Path, layout: Format
) -> Iterator[tuple[str, list[str], Iterator[tuple[int, Mapping[str, Cell]]] | None]]:
    """The sheets of a file: name, header, and the rows with their cells by what the reader calls them; no rows where
    a sheet holds another table.

    Raises:
        SourceChanged: no sheet has the columns, or one has a column that is unknown or twice there.
        UnreadableFile: the file is damaged.
    """
    read, told = (WORKBOOK, _TOLD) if layout.dataset == "gcdf-3.0-workbook" else (GEOCODED, _GEOCODED_TOLD)
    for sheet, header, rows in keyed_sheets(path, layout):
        if rows is None:
            yield sheet, header, None
            continue
        names = [
            read.get(folded(name)) or (f"{TOLD}{name.strip()}" if folded(name) in told else None) for name in header
        ]
        yield sheet, header, ((number, _cells(names, cells)) for number, cells in rows)


def _cells(names: Sequence[str | None], cells: Sequence[Cell]) -> dict[str, Cell]:
    row = {name: cell for name, cell in zip(names, cells, strict=True) if name is not None}
    for column in _DATES:
        if isinstance(told := row.get(column), str) and (match := _AMERICAN.fullmatch(told.strip())):
            # The header says which order it is.
            row[column] = f"{match[3]}-{match[1]:0>2}-{match[2]:0>2}"
    return row


def agencies(cells: Mapping[str, Cell], column: str) -> list[tuple[str, str | None]]:
    """The organisations of a column, each with its type where as many types are told as organisations."""
    names = _barred(cells.get(column))
    types = _barred(cells.get(f"{column}_type"))
    return [(name, types[place] if len(types) == len(names) else None) for place, name in enumerate(names)]


def _barred(cell: Cell) -> list[str]:
    return [part.strip() for part in (text(cell) or "").split("|") if part.strip()]


def told(cells: Mapping[str, Cell]) -> Iterator[tuple[str, str]]:
    """What is kept as it is told: the header and the words, where they say more than "No"."""
    for name, cell in cells.items():
        if name.startswith(TOLD) and (words := _words(cell)) not in (None, "No"):
            yield name.removeprefix(TOLD), str(words)


def _words(cell: Cell) -> str | None:
    return cell.date().isoformat() if isinstance(cell, dt.datetime) else text(cell)
