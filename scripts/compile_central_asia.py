"""Compile the facts of the bundled study of Central Asia from AidData's published files.

Numbers, codes, dates and places only: no titles, no descriptions. What a record is called stands in our own words, in
``shared/facts/project_names.csv`` for the records of GCDF 3.0 and in ``names_of_chinese_projects.csv`` for the others.
Each row names the file, sheet and row it was taken from, its licence and when the file was retrieved. Run again, it
gives identical files.
"""

import argparse
import csv
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import python_calamine

from sarai.sources.aiddata import links

OUT = Path(__file__).parent.parent / "src" / "sarai" / "studies" / "central_asia" / "files"

STATES = {"KAZ", "KGZ", "TJK", "TKM", "UZB"}

COMMON = """project_id year year_uncertain recommended_for_research umbrella status flow flow_class intent
recipient_condensed recipient_iso3 crs_sector_code amount currency exchange_rates_used deflators_used usd_current
start_planned start_actual end_planned end_actual is_cofinanced line_of_credit loan_type interest_rate maturity
grace_period grant_element funding_agency sources_count""".split()

WORKBOOKS = {
    "gcof-1.0-central-asia.csv": (
        "GlobalChineseOfficialFinanceDataset_v1.0.xlsx",
        "ChineseOfficialFinance1.0",
        "usd_defl_2014",
        "https://www.aiddata.org/data/chinese-global-official-finance-dataset",
        "2026-11",
    ),
    "sca-2020-central-asia.csv": (
        "ChinasFinancialDiplomacyProjectDetails.xlsx",
        "Project-level Data",
        "usd_defl_2017",
        "https://www.aiddata.org/data/chinas-public-diplomacy-in-south-and-central-asia",
        "2026-11",
    ),
}

GCDF = "gcdf3_geocoded/gcdf3_final_input.csv"

GEOCODED = {
    # Column of the geocoded list: column of the facts. Titles are not taken; "Infrastructure" is AidData's own tag.
    "AidData.Record.ID": "aiddata_record_id",
    "Status": "status",
    "Amount.(Constant.USD.2021)": "amount_constant_usd_2021",
    "Recipient": "recipient",
    "Recipient.ISO-3": "recipient_iso3",
    "Sector.Name": "sector_name",
    "Commitment.Year": "commitment_year",
    "Commitment.Date.(MM/DD/YYYY)": "commitment_date",
    "Actual.Implementation.Start.Date.(MM/DD/YYYY)": "actual_implementation_start_date",
    "Actual.Completion.Date.(MM/DD/YYYY)": "actual_completion_date",
    "Level.of.precision": "geographic_precision",
    "OSM.link": "geographic_feature",
}

GCDF_PAGE = "https://www.aiddata.org/data/aiddatas-global-chinese-development-finance-dataset-version-3-0"

TOTALS = "gcdf_v3_country_year/gcdf_country_commitments.csv"

NAMES = Path(__file__).parent / "names_of_chinese_projects.csv"

RENAMED = {"umbrella_project": "umbrella"}


def plain(cell: object) -> str:
    """A cell as it is written in a CSV: whole numbers without a fraction, dates as ISO 8601."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, float):
        return repr(cell)
    if isinstance(cell, dt.date | dt.datetime):
        return cell.isoformat()[:10]
    return str(cell).strip()


def tier(sources: str, count: object) -> str:
    """How close the record's documents stand to the fact, from the kinds that AidData names."""
    if "Government Source" in sources or "Other Official Source" in sources:
        return "official-text"
    return "press-single-source" if count == 1 else "press-several"


def told_of_others(title: str) -> list[str]:
    """The records that a title links with this one, and whether it is a facility: ids and yes or no alone."""
    found = "; ".join(f"umbrella {number}" if kind == "parent" else number for number, kind in links.linked(title))
    return [found, str(links.is_facility(title))]


def names(shared: Path) -> dict[str, str]:
    """What each record is called, in our own words."""
    found = {}
    for path, column, name in (
        (shared / "facts/project_names.csv", "aidata_id", "short_name"),
        (NAMES, "aiddata_id", "name"),
    ):
        with path.open(encoding="utf-8", newline="") as stream:
            found |= {row[column]: row[name] for row in csv.DictReader(stream)}
    return found


def workbook_rows(
    path: Path, sheet: str, series: str, url: str, retrieved: str, called: dict[str, str]
) -> Iterator[list[str]]:
    """The rows of the five states, with their place in the workbook."""
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    header = [RENAMED.get(str(column), str(column)) for column in rows[0]]
    for number, cells in enumerate(rows[1:], 2):
        row = dict(zip(header, cells, strict=True))
        if row["recipient_iso3"] in STATES:
            yield [
                *(plain(row[column]) for column in [*COMMON, series]),
                called[plain(row["project_id"])],
                *told_of_others(str(row["title"])),
                tier(str(row["sources"]), row["sources_count"]),
                f"{path.name} {sheet}!row {number}",
                url,
                "ODC-BY 1.0",
                retrieved,
            ]


def write(name: str, header: list[str], rows: list[list[str]]) -> None:
    """Write one table, by record number."""
    rows.sort(key=lambda row: int(row[0]))
    OUT.mkdir(parents=True, exist_ok=True)
    with (OUT / name).open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{name}: {len(rows)} rows")


def totals(data: Path) -> None:
    """What AidData totals per country, of all its records, geocoded or not."""
    columns = "of_dataset partner recipient kind first last value currency price_basis base_year".split()
    columns += "definition source url retrieved".split()
    codes = {"KAZ": "KZ", "KGZ": "KG", "TJK": "TJ", "TKM": "TM", "UZB": "UZ"}
    with (data / TOTALS).open(encoding="utf-8-sig", newline="") as stream:
        rows = [
            [
                "gcdf-3.0-central-asia", "CN", codes[row["iso3c"]], "commitment", "2000", "2021",
                f"{Decimal(row['total_commitments_bn']) * 1_000_000_000:.2f}", "USD", "constant", "2021",
                "commitments of all flow classes", "AidData GCDF 3.0, totals by country", GCDF_PAGE, "2026-11",
            ]
            for row in csv.DictReader(stream)
            if row["iso3c"] in codes
        ]  # fmt: skip
    with (OUT / "publisher-totals.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(sorted(rows))
    print(f"publisher-totals.csv: {len(rows)} rows")


def main() -> None:
    """Compile all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parent.parent.parent / "shared")
    shared = parser.parse_args().shared
    data, called = shared / "data", names(shared)
    origin = ["name", "linked", "facility", "source_tier", "origin", "source_url", "licence", "retrieved"]
    for name, (file, sheet, series, url, retrieved) in WORKBOOKS.items():
        rows = list(workbook_rows(data / "aiddata_china" / file, sheet, series, url, retrieved, called))
        write(name, [*COMMON, series, *origin], rows)
    with (data / GCDF).open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = [
            [
                *(row[column].strip() for column in GEOCODED),
                called[row["AidData.Record.ID"]],
                *told_of_others(row["Title"]),
                "press-several",
                f"GCDF 3.0 record {row['AidData.Record.ID']}",
                GCDF_PAGE,
                "ODC-BY 1.0",
                "2026-11",
            ]
            for row in reader
            if row["Recipient.ISO-3"] in STATES
        ]
    write("gcdf-3.0-central-asia.csv", [*GEOCODED.values(), *origin], rows)
    totals(data)


if __name__ == "__main__":
    main()
