"""Compile the facts about Japan and its peers for the bundled study of Central Asia.

Totals of the OECD's CRS by donor and year, Japan's projects, the World Bank's loan book, population, GNI, GDP and
exchange rates: numbers, codes, names and dates, each row with its origin, address, licence, tier and when it was
retrieved. Notes and sentences stay behind. Run again, it gives identical files.
"""

import argparse
import csv
import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlparse

OUT = Path(__file__).parent.parent / "src" / "sarai" / "studies" / "central_asia" / "files"

STATES = ("KG", "KZ", "TJ", "TM", "UZ")
ISO3 = {"KGZ": "KG", "KAZ": "KZ", "TJK": "TJ", "TKM": "TM", "UZB": "UZ"}
RETRIEVED = "2026-11"
ORIGIN = ["origin", "source_url", "licence", "retrieved", "tier"]

IBRD = "IBRD_Statement_of_Loans_2023-05-31.csv"
LOAN = [
    "End of Period",
    "Loan Number",
    "Country Code",
    "Borrower",
    "Loan Type",
    "Loan Status",
    "Interest Rate",
    "Project ID",
    "Project Name",
    "Original Principal Amount",
    "Cancelled Amount",
    "Undisbursed Amount",
    "Disbursed Amount",
    "Repaid to IBRD",
    "Agreement Signing Date",
    "Board Approval Date",
    "Effective Date (Most Recent)",
    "Closed Date (Most Recent)",
]
INDICATORS = ("SP.POP.TOTL", "NY.GNP.ATLS.CD", "NY.GNP.PCAP.CD", "NY.GDP.MKTP.CD", "PA.NUS.FCRF", "NY.GDP.DEFL.KD.ZG")

OFFICIAL = ("mofa.go.jp", "jica.go.jp", "emb-japan.go.jp", "adb.org", "undp.org", "unicef.org", "unfpa.org", "gov.")
"""Sites of governments and international organisations: their pages are official texts, all others press."""

PROJECT = [
    "id",
    "recipient",
    "title",
    "instrument",
    "sector",
    "agreement_date",
    "amount",
    "currency",
    "amount_usd_stated",
    "planned_end",
    "actual_end",
    "status_best",
    "status_asof",
    "partner",
    "place",
    "lat",
    "lon",
]


def write(name: str, header: list[str], rows: Iterable[list[object]]) -> None:
    """Write one table as it was sorted."""
    listed = list(rows)
    OUT.mkdir(parents=True, exist_ok=True)
    with (OUT / name).open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(listed)
    print(f"{name}: {len(listed)} rows")


def crs(folder: Path) -> list[list[object]]:
    """Disbursements by recipient, donor and year: what the CRS holds of the five states, 2012 to 2019."""
    rows: list[list[object]] = []
    for year in range(2012, 2020):
        name = f"crs_{year}.json"
        totals = json.loads((folder / name).read_text(encoding="utf-8"))
        for recipient in STATES:
            for donor, amount in sorted(totals.get(recipient, {}).items()):
                rows.append(
                    [
                        f"{recipient}-{donor}-{year}",
                        recipient,
                        donor,
                        year,
                        amount,
                        f"{name} {recipient}.{donor}",
                        "https://github.com/devinit/D-Portal/tree/master/dstore/json",
                        "OECD terms; republished by d-portal, see its LICENSE.txt",
                        RETRIEVED,
                        "official-ledger",
                    ]
                )
    return sorted(rows, key=lambda row: str(row[0]))


def japan(path: Path) -> list[list[object]]:
    """Japan's projects, each telling of one by one source; the first source's telling has the project's own id."""
    rows: list[list[object]] = []
    with path.open(encoding="utf-8", newline="") as stream:
        for place, row in enumerate(csv.DictReader(stream), 2):
            rank = int(row["source_rank"])
            host = urlparse(row["source_url"]).netloc
            official = any(host == each or host.endswith(f".{each}") or each in host for each in OFFICIAL)
            aggregate = "agg" in row["id"]
            title = row["title"].removeprefix("AGGREGATE: ")
            told = {**row, "id": row["id"] if rank == 1 else f"{row['id']}/{rank}", "title": title}
            rows.append(
                [
                    *(told[column] for column in PROJECT),
                    "yes" if row["count_in_total"] == "1" else "no",
                    "aggregate" if aggregate else "retold" if rank > 1 else "",
                    "JICA" if row["in_jica_49"] == "yes" else "",
                    row["id"] if rank > 1 else "",
                    f"{path.name} row {place}",
                    row["source_url"],
                    "facts from public pages, freely reusable",
                    row["source_date"] or RETRIEVED,
                    "official-text" if official else "press-single-source",
                ]
            )
    return rows


def loans(path: Path) -> list[list[object]]:
    """The loans to the five states as the statement of 31 May 2023 has them."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows: list[list[object]] = [
            [
                *(row[column].removesuffix(" 12:00:00 AM") for column in LOAN),
                f"{path.name} row {place}",
                "https://finances.worldbank.org/Loans-and-Credits/IBRD-Statement-of-Loans-Historical-Data/zucq-nrc3",
                "CC BY 4.0",
                RETRIEVED,
                "official-ledger",
            ]
            for place, row in enumerate(csv.DictReader(stream), 2)
            if row["Country Code"] in STATES
        ]
    return sorted(rows, key=lambda row: str(row[1]))


def measures(path: Path) -> list[list[object]]:
    """Population, GNI, GDP, exchange rate and deflator of the five states since 1991."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            [
                *(row[column] for column in ("indicator", "country_code", "country", "year", "value")),
                f"{path.name} row {place}",
                f"https://data.worldbank.org/indicator/{row['indicator']}",
                "CC BY 4.0",
                RETRIEVED,
                "official-ledger",
            ]
            for place, row in enumerate(csv.DictReader(stream), 2)
            if row["country_code"] in ISO3 and row["indicator"] in INDICATORS and int(row["year"]) >= 1991
        ]


def main() -> None:
    """Compile all four tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parent.parent.parent / "shared")
    shared = parser.parse_args().shared
    write(
        "crs-totals-central-asia.csv",
        ["id", "recipient", "donor", "year", "disbursed_usd", *ORIGIN],
        crs(shared / "data" / "oecd_crs_dportal"),
    )
    write(
        "japan-projects-central-asia.csv",
        [*PROJECT, "counted", "marks", "agency", "same_project_as", *ORIGIN],
        japan(shared / "facts" / "japan_projects.csv"),
    )
    write("ibrd-loans-central-asia.csv", [*LOAN, *ORIGIN], loans(shared / "data" / "worldbank_ibrd" / IBRD))
    write(
        "wdi-central-asia.csv",
        ["indicator", "country_code", "country", "year", "value", *ORIGIN],
        measures(shared / "data" / "wdi" / "wdi_subset_long.csv"),
    )


if __name__ == "__main__":
    main()
