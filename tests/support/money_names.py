"""Who gives and who receives in the files beside the checkout, as each file prints it, with the money of the row.

Reads columns and nothing else: what a name becomes is the code lists' to say. A column holds names or codes, which are
never asked the same question.
"""

import csv
import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from python_calamine import CalamineWorkbook

from sarai import codelists
from sarai.codelists.folding import fold

RESOLVED, SUM = "resolved", "no one party"

csv.field_size_limit(10_000_000)

# AidData joins the agencies of a row, each with its kind: "Export-Import Bank of China, Government Agency; ...".
AIDDATA_AGENCY = re.compile(
    r"([^;]+?),? (?:Government Agency|State-[Oo]wned Company|Private Sector|Public Private Partnership|Multilateral|"
    r"NGO/CSO/Foundation|Academic[^;]*|Joint Venture[^;]*|Other)(?:; *|$)"
)


# Sums, remainders and blanks: by their own words no one party. Their parts, or nobody, are told in other rows.
NOT_ONE = frozenset(
    fold(label)
    for label in (
        "World;Total;Всего;Всего в том числе;Other countries;Остальные страны мира;Страны ЕС;Страны СНГ;Страны ЕАЭС;"
        "Страны вне ЕС;Страны вне ЕАЭС;Undefined country;Not Specified (including Confidential);Unspecified;None;"
        "General;Private;Beneficiaries;Primary Local Banks;Non-Traditional Grant;Foreign Private Financing;"
        "Europe;East Asia;Asia;Africa;America;Азия;Европа;Америка;Африка;Австралия и Океания;Australia and Oceania;"
        "North and Central America;North Atlantic and Caribbean;Central and South Asia;Oceania and Polar Regions;"
        "Sub-Saharan Africa;South America;Economies of Persian Gulf;Other Near and Middle East Economies;North Africa;"
        "Miscellaneous;F4_X;Arab Countries;MADCT Unspecified;MDB;Other Ministries"
    ).split(";")
)


class Told(NamedTuple):
    """What a row tells of one side of its money."""

    side: str  # "giver", "agency" or "receiver"
    name: str | None
    code: str | None
    donor: str | None = None  # of an agency: the donor as the row tells it


Row = tuple[Told, float]
"""What a row tells of one side, and the money of the row in dollars, or in the file's currency where it has several."""


@dataclass(frozen=True)
class Columns:
    """Where a file keeps its money and its sides: columns of names, and of codes."""

    path: str
    money: str
    dollars: int = 1  # how many a unit of the money is, near enough to weigh files against each other
    giver: str | None = None
    giver_code: str | None = None
    agency: str | None = None
    receiver: str | None = None
    receiver_code: str | None = None
    separator: str | None = None
    encoding: str = "utf-8-sig"


TABLES = (
    Columns(
        "aiddata_adb/projects.csv",
        "total_commitments",
        giver="donors",
        receiver="recipients",
    ),
    Columns(
        "aiddata_donors/Qatar_TUFFDonorDataset_Level1_v1.0.csv",
        "usd_defl",
        giver="donor",
        receiver="all_recipients",
        separator=",",
        encoding="cp1252",
    ),
    Columns(
        "aiddata_donors/SaudiArabia_TUFFDonorDataset_Level1_v1.0.csv",
        "usd_defl",
        giver="donor",
        receiver="all_recipients",
        separator=",",
        encoding="cp1252",
    ),
    Columns(
        "aiddata_donors/Korea_Project.xlsx#Data",
        "usd_amount",
        receiver="country",
    ),
    Columns(
        "aiddata_donors/TaiwanICDF_lending_and_investment_projects_for_AidData.xlsx#Sheet1",
        "commitment_amount",
        giver="donor",
        receiver="recipient",
    ),
    Columns(
        "aiddata_flows_sample/flows-sample.csv",
        "sum_amount_usd_constant",
        giver="donor",
        giver_code="donor",
        receiver="recipient",
        receiver_code="recipient",
    ),
    Columns(
        "aiddata_china/ChinasFinancialDiplomacyProjectDetails.xlsx#Project-level Data",
        "usd_current",
        giver="donor",
        agency="funding_agency",
        receiver="recipient_condensed",
    ),
    Columns(
        "aiddata_china/EAP2018_ChineseFinancialPublicDiplomacyProjectDetails.xlsx#Data",
        "usd_current",
        giver="donor",
        agency="funding_agencies",
        receiver="recipient_condensed",
    ),
    Columns(
        "aiddata_china/GlobalChineseOfficialFinanceDataset_v1.0.xlsx#ChineseOfficialFinance1.0",
        "usd_current",
        giver="donor",
        agency="funding_agency",
        receiver="recipient_condensed",
    ),
    Columns(
        "aiddata_china/aiddata_china_1.0.xlsx#1) Official Flows",
        "usd_defl",
        giver="donor",
        agency="funding_agency",
        receiver="recipient_condensed",
    ),
    Columns(
        "aiddata_china/aiddata_china_1.1.xlsx#1) Official Finance",
        "usd_current",
        giver="donor",
        agency="funding_agency",
        receiver="recipient_condensed",
    ),
    Columns(
        "aiddata_china/aiddata_china_1.2.xlsx#Official Finance",
        "usd_current",
        giver="donor",
        agency="funding_agency",
        receiver="recipient_condensed",
    ),
    Columns(
        "gcdf3_geocoded/gcdf3_df_filtered_10m_plus.csv",
        "Adjusted Amount (Constant USD 2021)",
        giver="Financier Country",
        receiver="Recipient",
    ),
    Columns(
        "gcdf3_geocoded/gcdf3_final_input.csv",
        "Amount.(Constant.USD.2021)",
        receiver="Recipient",
        receiver_code="Recipient.ISO-3",
    ),
    Columns(
        "gcdf_v3_projects/gcdf_v3_central_asia_partial.csv",
        "amount_constant_usd_2021",
        receiver="recipient",
    ),
    Columns(
        "gcdf_v3_country_year/gcdf_country_commitments.csv",
        "total_commitments_bn",
        dollars=1_000_000_000,
        receiver="country_name",
        receiver_code="iso3c",
    ),
    Columns(
        "influence/crs_aggregated_2014_2023.csv",
        "value",
        dollars=1_000_000,
        giver="donor_name",
        giver_code="donor_code",
    ),
    Columns(
        "influence/oecd_dac2a_oda_all_recipients.csv",
        "ObsValue",
        dollars=1_000_000,
        receiver_code="RECIPIENT",
    ),
    Columns(
        "influence/imf_dip_inward_central_asia.csv",
        "OBS_VALUE",
        dollars=1_000_000,
        giver="COUNTERPART_COUNTRY",
        receiver="COUNTRY",
    ),
    Columns(
        "influence/imf_dip_outward_central_asia.csv",
        "OBS_VALUE",
        dollars=1_000_000,
        giver="COUNTRY",
        receiver="COUNTERPART_COUNTRY",
    ),
    Columns(
        "influence/imf_dip_inward_5_economies.csv.gz",
        "OBS_VALUE",
        dollars=1_000_000,
        giver="COUNTERPART_COUNTRY",
        receiver="COUNTRY",
    ),
    Columns(
        "influence/imf_dip_outward_5_economies.csv.gz",
        "OBS_VALUE",
        dollars=1_000_000,
        giver="COUNTRY",
        receiver="COUNTERPART_COUNTRY",
    ),
    Columns(
        "oecd_crs_microextract/crs_1980_2021_AgencyName-RecipientName_central_asia.csv",
        "USD_Commitment_Defl",
        dollars=1_000_000,
        agency="AgencyName",
        receiver="RecipientName",
    ),
    Columns(
        "oecd_crs_microextract/crs_all_donors_1980_2021_RecipientName-SectorName-PurposeName.csv.gz",
        "USD_Commitment_Defl",
        dollars=1_000_000,
        receiver="RecipientName",
    ),
    Columns(
        "oecd_crs_microextract/crs_commitment_microdata_central_asia.csv",
        "USD_Commitment_Defl",
        dollars=1_000_000,
        giver="DonorName",
        agency="AgencyName",
        receiver="RecipientName",
    ),
    Columns(
        "plaid/plaid19_agg_central_asia.csv",
        "commitment_usd2000",
        giver="donor",
        receiver="recipient",
    ),
    Columns(
        "trade_national_eurostat/tidy_kaz_kgz_uzb_trade_by_partner.csv",
        "value",
        dollars=1_000,
        giver="partner",
        receiver_code="reporter",
    ),
    Columns(
        "trade_eurostat_ruimpeks/eu_export_sanctioned.xlsx#Sheet1",
        "sanctioned_export",
        giver="reporter",
        receiver="partner",
    ),
    Columns(
        "worldbank_ibrd/IBRD_Statement_of_Loans_2023-05-31.csv",
        "Original Principal Amount",
        receiver="Country",
    ),
    Columns(
        "worldbank_projects/AllWorldBank_IBRDIDA.csv.zip",
        "Total Amt",
        dollars=1_000_000,
        receiver="Country",
        encoding="cp1252",
    ),
    Columns(
        "worldbank_projects/World_Bank_Disbursements_Dreher_and_Lohmann.xlsx#data_2000-2011",
        "disbursements",
        giver="financier",
    ),
)


@cache
def verdict(told: Told) -> str:
    """What the code lists make of one side: resolved, no one party by its own words, ambiguous or unknown."""
    if told.side == "receiver":
        if told.code and codelists.place_by_code(told.code):
            return RESOLVED
        found = codelists.place_by_name(told.name or "")
        if found.found is None:
            found = codelists.organisation_by_name(told.name or "")
    elif told.side == "agency":
        donor = codelists.organisation_by_name(told.donor).found if told.donor else None
        found = codelists.organisation_by_name(told.name or "", donor.code if donor else None)
    else:
        found = codelists.organisation_of(told.code, told.name)
    if found.found is not None:
        return RESOLVED
    return SUM if fold(told.name or told.code or "none") in NOT_ONE else str(found.outcome)


def amount(cell: object) -> float:
    """A cell as a number without its sign; nought where it is none."""
    try:
        return abs(float(str(cell).replace(",", "").strip()))
    except ValueError:
        return 0.0


def rows_of_table(data: Path, columns: Columns) -> Iterator[dict[str, str]]:
    """The rows of a table as texts by column."""
    file, _, sheet = columns.path.partition("#")
    path = data / file
    if sheet:
        header, *body = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
        for row in body:
            yield {str(name): str(cell) for name, cell in zip(header, row, strict=True)}
        return
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as raw:
            yield from csv.DictReader(io.TextIOWrapper(raw, encoding=columns.encoding, errors="replace"))
        return
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding=columns.encoding, newline="") as stream:
        yield from csv.DictReader(stream)


def sides_of_table(data: Path, columns: Columns) -> Iterator[Row]:
    """What each row of a table tells of its giver, the agency and the receiver."""
    for row in rows_of_table(data, columns):
        money = amount(row[columns.money]) * columns.dollars
        if not money:
            continue
        if columns.giver or columns.giver_code:
            code = row[columns.giver_code].removesuffix(".0") if columns.giver_code else None
            yield Told("giver", row[columns.giver] if columns.giver else None, code), money
        if columns.agency and row[columns.agency].strip():
            donor = row[columns.giver] if columns.giver else None
            agencies = AIDDATA_AGENCY.findall(row[columns.agency]) or [row[columns.agency]]
            for agency in agencies:
                yield Told("agency", agency, None, donor), money / len(agencies)
        if not columns.receiver and not columns.receiver_code:
            continue
        code = row[columns.receiver_code] if columns.receiver_code else None
        names = [row[columns.receiver]] if columns.receiver else [None]
        if columns.separator and names[0] is not None:
            names = [each for each in names[0].split(columns.separator) if each.strip()] or [""]
        for name in names:
            yield Told("receiver", name, code), money / len(names)


def sides_of_iati(path: Path) -> Iterator[Row]:
    """What each activity of an IATI file tells of its funders and recipients, with the money of its transactions."""
    for activity in etree.parse(str(path)).iter("iati-activity"):
        money = sum(amount(value.text) for value in activity.iterfind("transaction/value"))
        if not money:
            continue
        funders = [
            each
            for each in activity.iterfind("participating-org")
            if each.get("role", "").casefold() in ("1", "funding")
        ]
        for each in funders:
            name = " ".join("".join(each.itertext()).split()) or None
            yield Told("giver", name, each.get("ref") or None), money / len(funders)
        receivers = [*activity.iterfind("recipient-country"), *activity.iterfind("recipient-region")]
        for each in receivers:
            yield Told("receiver", None, each.get("code") or None), money / len(receivers)


def sides_of_dportal(path: Path) -> Iterator[Row]:
    """d-portal's totals: recipient and funder by d-portal's own short codes."""
    for receiver, funders in json.loads(path.read_text(encoding="utf-8")).items():
        for funder, money in funders.items():
            yield Told("giver", None, funder), amount(money)
            yield Told("receiver", None, receiver), amount(money)


def sides(shared: Path) -> Iterator[tuple[str, Told, float]]:
    """Everything that the files tell of who gives and who receives, with the file's name."""
    data = shared / "data"
    for columns in TABLES:
        for told, money in sides_of_table(data, columns):
            yield columns.path, told, money
    for path in sorted(data.glob("iati_xml/**/*.xml")):
        if "should-" not in str(path):
            for told, money in sides_of_iati(path):
                yield str(path.relative_to(data)), told, money
    for path in sorted(data.glob("oecd_crs_dportal/crs_????.json")):
        for told, money in sides_of_dportal(path):
            yield str(path.relative_to(data)), told, money
