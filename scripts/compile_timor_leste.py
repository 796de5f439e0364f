"""Compile the facts of the bundled study of Timor-Leste from the published files beside the checkout.

    python scripts/compile_timor_leste.py --shared SHARED

Numbers, codes, names of organisations and dates only: no titles, no descriptions, no places. AidData states no licence
for its IATI release, so that nothing else of it may come along. Run again, it gives identical files.
"""

import argparse
import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lxml import etree

from sarai import sources
from sarai.sources.aiddata import links

OUT = Path(__file__).parent.parent / "src" / "sarai" / "studies" / "timor_leste" / "files"
RETRIEVED = "2026-11"
FIRST = 2000

IATI = "iati_xml/aiddata_georeleases/iati_2.03_TimorLesteAIMS_GeocodedResearchRelease.xml"
KEPT = (
    "iati-identifier", "reporting-org", "participating-org", "activity-status", "activity-date", "recipient-country",
    "sector", "transaction",
)  # fmt: skip
"""What is compiled of an activity. Titles, descriptions and places stay with AidData."""

GCDF = "gcdf3_geocoded/gcdf3_final_input.csv"
GCDF_URL = "https://www.aiddata.org/data/aiddatas-global-chinese-development-finance-dataset-version-3-0"
RENAMED = {
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
CRS_URL = "https://github.com/devinit/D-Portal/tree/master/dstore/json"
CRS_LICENCE = "OECD terms; republished by d-portal, see its LICENSE.txt"


def activities(path: Path) -> bytes:
    """The release with what is kept of each activity alone, an activity a line."""
    root = etree.parse(path).getroot()
    lines = [f'<iati-activities version="{root.get("version")}" generated-datetime="{root.get("generated-datetime")}">']
    for activity in root:
        whole = etree.Element("iati-activity", {"default-currency": str(activity.get("default-currency"))})
        for child in activity:
            if child.tag in KEPT:
                whole.append(child)
        for element in whole.iter():
            element.tail = None
            if element.text is not None and not element.text.strip():
                element.text = None
        etree.cleanup_namespaces(whole)
        lines.append(etree.tostring(whole, encoding="unicode"))
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines, "</iati-activities>", ""]).encode()


def chinese(path: Path, columns: Sequence[str]) -> Iterator[list[str]]:
    """The records of Global Chinese Development Finance 3.0 in Timor-Leste."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), 2):
            if row["Recipient.ISO-3"] != "TLS":
                continue
            told = {new: row[old].strip() for old, new in RENAMED.items()}
            told |= {
                "commitment_year": told["commitment_year"].removesuffix(".0"),
                "linked": "; ".join(
                    f"umbrella {number}" if kind == "parent" else number for number, kind in links.linked(row["Title"])
                ),
                "facility": str(links.is_facility(row["Title"])),
                "source_tier": "press-several",
                "origin": f"GCDF 3.0 record {told['aiddata_record_id']}, {path.name} row {number}",
                "source_url": GCDF_URL,
                "licence": "ODC-BY 1.0",
                "retrieved": RETRIEVED,
            }
            yield [told.get(column, "") for column in columns]


def totals(folder: Path) -> Iterator[list[str]]:
    """The CRS totals to Timor-Leste, by donor and year."""
    for year in range(2012, 2020):
        told = json.loads((folder / f"crs_{year}.json").read_text(encoding="utf-8"))["TL"]
        for donor, amount in sorted(told.items()):
            origin = f"crs_{year}.json TL.{donor}"
            yield [f"TL-{donor}-{year}", "TL", donor, str(year), str(amount), origin, CRS_URL, CRS_LICENCE, RETRIEVED,
                   "official-ledger"]  # fmt: skip


def indicators(folder: Path) -> Iterator[list[str]]:
    """Population and gross domestic product of Timor-Leste, as the World Development Indicators have them."""
    for file, indicator in (("gdp.csv", "NY.GDP.MKTP.CD"), ("population.csv", "SP.POP.TOTL")):
        with (folder / file).open(encoding="utf-8", newline="") as stream:
            for number, row in enumerate(csv.DictReader(stream), 2):
                if row["Country Code"] == "TLS" and int(row["Year"]) >= FIRST:
                    url = f"https://data.worldbank.org/indicator/{indicator}"
                    told = [indicator, "TLS", row["Country Name"], row["Year"], row["Value"], f"{file} row {number}"]
                    yield [*told, url, "ODC-PDDL-1.0", RETRIEVED, "official-ledger"]


def write(name: str, header: Sequence[str], rows: Iterable[list[str]]) -> None:
    """Write one table as it comes."""
    with (OUT / name).open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        found = list(rows)
        writer.writerows(found)
    print(f"{name}: {len(found)} rows")


def main() -> None:
    """Compile the four files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parent.parent.parent / "shared")
    data = parser.parse_args().shared / "data"
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "iati-timor-leste.xml").write_bytes(activities(data / IATI))
    layout = sources.card("aiddata").layout("gcdf-3.0-facts", where="gcdf-3.0-timor-leste.csv")
    write("gcdf-3.0-timor-leste.csv", layout.columns, chinese(data / GCDF, layout.columns))
    crs = "id recipient donor year disbursed_usd origin source_url licence retrieved tier".split()
    write("crs-totals-timor-leste.csv", crs, totals(data / "oecd_crs_dportal"))
    wdi = "indicator country_code country year value origin source_url licence retrieved tier".split()
    write("wdi-timor-leste.csv", wdi, indicators(data / "macro"))


if __name__ == "__main__":
    main()
