"""Compile the facts of the bundled study of Central Asia from AidData's published files.

Numbers, codes, names and dates only: no titles, no descriptions. Each row names the file, sheet and row
it was taken from, its licence and when the file was retrieved. Run again, it gives identical files.
"""

import argparse
import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import python_calamine

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

GCDF = "gcdf_v3_projects/gcdf_v3_central_asia_partial.csv"

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


def workbook_rows(path: Path, sheet: str, series: str, url: str, retrieved: str) -> Iterator[list[str]]:
    """The rows of the five states, with their place in the workbook."""
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    header = [RENAMED.get(str(column), str(column)) for column in rows[0]]
    for number, cells in enumerate(rows[1:], 2):
        row = dict(zip(header, cells, strict=True))
        if row["recipient_iso3"] in STATES:
            yield [
                *(plain(row[column]) for column in [*COMMON, series]),
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


def main() -> None:
    """Compile all three tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parent.parent.parent / "shared")
    data = parser.parse_args().shared / "data"
    origin = ["source_tier", "origin", "source_url", "licence", "retrieved"]
    for name, (file, sheet, series, url, retrieved) in WORKBOOKS.items():
        rows = list(workbook_rows(data / "aiddata_china" / file, sheet, series, url, retrieved))
        write(name, [*COMMON, series, *origin], rows)
    with (data / GCDF).open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        kept = [column for column in reader.fieldnames or () if column != "title_without_link_note"]
        rows = [
            [
                *(row[column].strip() for column in kept),
                "press-several",
                f"GCDF 3.0 record {row['aiddata_record_id']}",
                "https://www.aiddata.org/data/aiddatas-global-chinese-development-finance-dataset-version-3-0",
                "ODC-BY 1.0",
                "2026-11",
            ]
            for row in reader
            if row["recipient_iso3"] in STATES
        ]
    write("gcdf-3.0-central-asia.csv", [*kept, *origin], rows)


if __name__ == "__main__":
    main()
