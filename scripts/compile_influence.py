"""Compile what the bundled study knows of its states beside aid: trade, investment, debt, people, votes, minerals.

Usage: compile_influence.py DATA FILES, where DATA holds the folders ``influence``, ``trade_national_eurostat``,
``wdi``, ``aiddata_china``, ``minerals`` and ``oecd_crs_dportal``, and FILES is the folder of the study's files. Writes
``relations-*.csv``: numbers with unit, source, address, licence and date of retrieval; no text of a source is carried
over.

Groups of countries among partners (regions, unions, organisations) are left out, since they hold their members again.
Of trade, partners under a thousandth of the year's total are left out: the total stands beside, so that what they make
together can be told.
"""

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from sarai import codelists

STATES = ("KZ", "KG", "TJ", "TM", "UZ")
PEERS = ("CN", "RU", "JP", "US", "KR", "TR", "DE", "GB", "FR", "IN", "IR", "IT", "CH", "SA", "AE")
COLUMNS = "indicator place partner year value unit told_by note source source_url licence retrieved tier".split()
RETRIEVED = "2026-11"
ALL = "WLD"

Row = dict[str, object]


def iso2(label: str) -> str | None:
    """The country that a code or name means; none for a group, a region or an unknown one."""
    found = codelists.find_place(label)
    return found.code if found is not None and found.code in codelists.load("countries") else None


def row(indicator: str, place: str, year: int, value: float, unit: str, told_by: str, **more: str) -> Row:
    """A row; ``told_by`` is place, partner or third."""
    return {
        "indicator": indicator, "place": place, "partner": more.get("partner", ""), "year": year,
        "value": f"{value:.10g}", "unit": unit, "told_by": told_by, "note": more.get("note", ""),
    }  # fmt: skip


def ideal_points(data: Path) -> Iterator[Row]:
    """Ideal points of the states and their peers in the General Assembly, votes on final passage, since 1992."""
    found = pd.read_stata(data / "influence" / "IdealpointsJuly2025.dta", columns=["iso3c", "year", "idealpointfp"])
    for iso3, year, value in found.itertuples(index=False):
        place = iso2(iso3)
        if place in (*STATES, *PEERS) and year >= 1992 and value == value:
            yield row("un.ideal_point", place, int(year), value, "score", "third")


def bilateral_influence(data: Path) -> Iterator[Row]:
    """China's formal bilateral influence capacity over each state."""
    found = pd.read_csv(data / "influence" / "fbic_china_and_west_country_year.csv")
    for iso3, year, value in found[["iso3c", "year", "fbic"]].itertuples(index=False):
        place = iso2(iso3)
        if place in STATES and value == value:
            yield row("fbic", place, int(year), value, "index 0 to 1", "third", partner="CN")


def investment(data: Path) -> Iterator[Row]:
    """Direct investment positions in the states, by who tells them: the investor's country, or the state itself."""
    found = pd.read_csv(data / "influence" / "imf_dip_outward_central_asia.csv")
    for each in found.to_dict("records"):
        place, partner = iso2(each["COUNTERPART_COUNTRY.ID"]), iso2(each["COUNTRY.ID"])
        if place is None or partner is None or each["OBS_VALUE"] != each["OBS_VALUE"]:
            continue
        told = {"O": "partner", "SCC": "place"}[each["DV_TYPE.ID"]]
        yield row(
            "fdi.position", place, int(each["TIME_PERIOD"]), each["OBS_VALUE"] * 1e6, "USD", told, partner=partner
        )


def trade(data: Path) -> Iterator[Row]:
    """Exports and imports by partner as three states' own statistics tell them; the newest of two yearly files."""
    path = data / "trade_national_eurostat" / "tidy_kaz_kgz_uzb_trade_by_partner.csv"
    told: dict[tuple[str, str, int], dict[str, tuple[str, float]]] = defaultdict(dict)
    totals: dict[tuple[str, str, int], tuple[str, float]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for each in csv.DictReader(file):
            if not each["value"]:
                continue
            place = iso2(each["reporter"])
            key, vintage = (f"trade.{each['flow']}s", str(place), int(each["year"])), each["vintage"]
            value = float(each["value"]) * 1000
            name = each["partner"].split("\n")[0].strip()  # a name in another language stands below it
            if name in ("Total", "Всего"):
                if key not in totals or totals[key][0] <= vintage:
                    totals[key] = (vintage, value)
                continue
            partner = iso2(name)
            if partner is not None and partner != place and told[key].get(partner, ("",))[0] <= vintage:
                told[key][partner] = (vintage, value)
    for key, partners in sorted(told.items()):
        summed = sum(value for _, value in partners.values())
        whole = totals[key][1] if key in totals else None
        note = "" if whole is not None else "no total is printed: the sum of the partners that are"
        indicator, place, year = key
        if whole is None:
            whole = summed
        if summed > whole * 1.02:
            sys.exit(f"{key}: partners come to {summed:,.0f}, the total is {whole:,.0f}: a group stands among them")
        yield row(indicator, place, year, whole, "USD", "place", note=note)
        for partner, (_, value) in sorted(partners.items()):
            if value >= whole / 1000:
                yield row(indicator, place, year, value, "USD", "place", partner=partner)


def aid_of_the_world(data: Path) -> Iterator[Row]:
    """What each donor gave to all countries together in the CRS totals, regions left out, and all donors together."""
    for path in sorted((data / "oecd_crs_dportal").glob("crs_20??.json")):
        year = int(path.stem[-4:])
        given: dict[str, float] = defaultdict(float)
        for recipient, donors in json.loads(path.read_text(encoding="utf-8")).items():
            if recipient.isalpha():
                for donor, value in donors.items():
                    given[DONORS.get(donor, donor)] += value
        yield row("crs.given", ALL, year, sum(given.values()), "USD", "third")
        for donor, value in sorted(given.items()):
            if codelists.name_of_partner(donor) is None:
                continue  # within the total of all donors
            yield row("crs.given", ALL, year, value, "USD", "third", partner=donor)


DONORS = {"AsDB-Special-Funds": "AsDB", "Isl.Dev-Bank": "IsDB", "XM": "OSCE"}
"""As the mapping of the CRS totals has them."""


LENDERS = {"EBRD": "46015", "AIIB": "46026"}
"""Development banks of which the states are members, by their codes in the CRS list of channels."""


def lenders(data: Path) -> Iterator[Row]:
    """Banks that a state is a member of and no loaded source has figures of: known to be there, not how much."""
    with (data.parent / "facts" / "memberships.csv").open(encoding="utf-8", newline="") as file:
        for each in csv.DictReader(file):
            if each["organisation"] in LENDERS and "non-member" not in each["role"]:
                told = row("lender", each["state"], 2026, 0, "USD", "third", partner=LENDERS[each["organisation"]])
                yield {**told, "value": "", "note": "member of the bank; no figures of it are loaded"}


def _wdi(data: Path, series: str) -> Iterator[tuple[str, int, float]]:
    with (data / "wdi" / "wdi_subset_long.csv").open(encoding="utf-8", newline="") as file:
        for each in csv.DictReader(file):
            place = iso2(each["country_code"])
            if each["indicator"] == series and place in STATES and each["value"]:
                yield place, int(each["year"]), float(each["value"])


def debt(data: Path) -> Iterator[Row]:
    """Each state's public and publicly guaranteed debt abroad; nothing in hand tells it by creditor."""
    for place, year, value in _wdi(data, "DT.DOD.DPPG.CD"):
        note = "public and publicly guaranteed, disbursed and outstanding, end of the year"
        yield row("debt.public", place, year, value, "USD", "place", note=note)


def remittances(data: Path) -> Iterator[Row]:
    """What people abroad sent home to each state; nothing in hand tells it by country."""
    for place, year, value in _wdi(data, "BX.TRF.PWKR.CD.DT"):
        yield row("people.remittances", place, year, value, "USD", "place")


STUDENTS = "ChinasPublicDiplomacyinSouthandCentralAsia_v1.0_10.14.2020.xlsx"


def students(data: Path) -> Iterator[Row]:
    """Students of each state in China; a table of students in other countries was added up twice and is left out."""
    found = pd.read_excel(data / "aiddata_china" / STUDENTS, engine="openpyxl")
    for name, year, value in found[["receiving_country", "year", "international_students"]].itertuples(index=False):
        place = iso2(name)
        if place in STATES and value == value:
            yield row("people.students", place, int(year), value, "students", "third", partner="CN")


MINERALS = ("Uranium", "Tungsten", "Copper", "Zinc", "Lead", "Gold", "Silver", "Manganese", "Bauxite", "Iron Ore")
METALS = "Metal production - Clio Infra & USGS.csv"
BGS = "Mineral production (BGS (2016)).csv"
OF_YEARS = (1995, 2000, 2005, 2010, 2013)


SUMMED = "the sum of the countries that are told"
_TEAR = 20


def _torn(rows: list[dict[str, str]], column: str) -> set[str]:
    """Countries whose series jumps twentyfold from a year to the next: it changes its unit on the way."""
    found: set[str] = set()
    before: dict[str, tuple[int, float]] = {}
    for each in rows:
        place, value, year = iso2(each["Entity"]), float(each[column] or 0), int(each["Year"])
        if place is None or not value:
            continue
        last, was = before.get(place, (0, value))
        if last == year - 1 and was > 100 and not 1 / _TEAR < value / was < _TEAR:
            found.add(place)
        before[place] = (year, value)
    return found


def minerals(data: Path) -> Iterator[Row]:
    """Mine production by country and mineral; countries under a hundredth of the year are left out, the sum stands."""
    for name in (METALS, BGS):
        with (data / "minerals" / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for column in rows[0]:
            mineral = re.sub(r" (Production )?\(.*", "", column).removesuffix(" Production")
            if mineral not in MINERALS:
                continue
            for year in OF_YEARS:
                mined = {
                    place: float(each[column])
                    for each in rows
                    if int(each["Year"]) == year and each[column] and (place := iso2(each["Entity"]))
                }
                whole = sum(mined.values())
                torn = [place for place, value in mined.items() if value > whole / 20 and place in _torn(rows, column)]
                if not whole or torn:
                    continue  # a large part of the year is of a series that another unit runs through
                series = f"mined.{mineral.lower().replace(' ', '_')}"
                yield row(series, ALL, year, whole, "as the source has it", "third", note=SUMMED)
                for place, value in sorted(mined.items()):
                    if value >= whole / 100 or (place in STATES and value):
                        yield row(series, place, year, value, "as the source has it", "third")


def rare_earths(data: Path) -> Iterator[Row]:
    """Rare earths mined in two years, from that machine reading of the page whose parts make its printed total.

    Of three readings, one joins the marks of notes to the numbers and one invents numbers: their parts come to other
    totals than the page prints.
    """
    text = (data / "minerals" / "data_docling_mcs2025-rare-earths.md").read_text(encoding="utf-8")
    table = text[text.index("World Mine Production and Reserves") :]
    mined: dict[int, dict[str, float]] = {2023: {}, 2024: {}}
    printed: dict[int, float] = {}
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != 4 or not re.search(r"\d|-", cells[1]) or cells[0] in ("", "---"):
            continue
        for year, cell in zip((2023, 2024), cells[1:3], strict=True):
            number = re.search(r"([\d,]+)$", cell)
            if number is None or cells[1] == "2023":
                continue
            value = float(number[1].replace(",", ""))
            if cells[0].startswith("World total"):
                printed[year] = value
            else:
                mined[year][cells[0]] = value
    for year, found in mined.items():
        whole = sum(found.values())
        if abs(whole - printed[year]) > 0.015 * printed[year]:
            sys.exit(f"rare earths {year}: the parts come to {whole}, {printed[year]} is printed")
        note = "three machine readings of the page differ: this is the one whose parts make the printed total"
        yield row("mined.rare_earths", ALL, year, whole, "tonnes of oxide", "third", note=note)
        for name, value in found.items():
            place = {"Burma": "MM"}.get(name) or iso2(name)
            if place:
                yield row("mined.rare_earths", place, year, value, "tonnes of oxide", "third")


SOURCES = {
    "votes": (
        ideal_points, "Bailey, Strezhnev and Voeten, United Nations General Assembly Voting Data, July 2025 release",
        "https://doi.org/10.7910/DVN/LEJUQZ", "none stated in the copy: numbers only", "press-single-source",
    ),
    "influence": (
        bilateral_influence, "Formal Bilateral Influence Capacity index, Pardee Institute, as copied in a thesis",
        "https://korbel.du.edu/pardee/fbic", "none stated in the copy: numbers only", "press-single-source",
    ),
    "investment": (
        investment, "IMF, Direct Investment Positions by Counterpart Economy, outward",
        "https://data.imf.org/en/datasets/IMF.STA:DIP", "IMF data terms: numbers with credit", "official-ledger",
    ),
    "trade": (
        trade, "National statistics of Kazakhstan, Kyrgyzstan and Uzbekistan, as tabulated by M. Lev",
        "https://github.com/mary-lev/eu-export-sanctions", "CC BY 4.0", "official-ledger",
    ),
    "aid": (
        aid_of_the_world, "OECD Creditor Reporting System, totals by recipient and donor, in d-portal's edition",
        "https://github.com/devinit/D-Portal/tree/master/dstore/json",
        "OECD terms; republished by d-portal, see its LICENSE.txt", "official-ledger",
    ),
    "lenders": (
        lenders, "Memberships of the states, as listed in memberships.csv", "https://www.ebrd.com https://www.aiib.org",
        "facts", "press-named-official",
    ),
    "debt": (
        debt, "World Bank, World Development Indicators (International Debt Statistics), DT.DOD.DPPG.CD",
        "https://data.worldbank.org/indicator/DT.DOD.DPPG.CD", "CC BY 4.0", "official-ledger",
    ),
    "remittances": (
        remittances, "World Bank, World Development Indicators, BX.TRF.PWKR.CD.DT",
        "https://data.worldbank.org/indicator/BX.TRF.PWKR.CD.DT", "CC BY 4.0", "official-ledger",
    ),
    "students": (
        students, "AidData, China's Public Diplomacy in South and Central Asia 1.0 (2020)",
        "https://www.aiddata.org/data/chinas-public-diplomacy-in-south-and-central-asia-dashboard",
        "none stated in the copy: numbers only", "press-several",
    ),
    "minerals": (
        minerals, "Clio Infra and USGS, and British Geological Survey (2016), as published by Our World in Data",
        "https://github.com/owid/owid-datasets", "CC BY 4.0", "official-ledger",
    ),
    "rare-earths": (
        rare_earths, "U.S. Geological Survey, Mineral Commodity Summaries 2025, rare earths",
        "https://pubs.usgs.gov/periodicals/mcs2025/mcs2025-rare-earths.pdf", "public domain", "official-ledger",
    ),
}  # fmt: skip


def write(path: Path, rows: Iterable[Row]) -> int:
    """Write rows sorted, with Unix line ends; returns how many."""
    told = sorted(rows, key=lambda each: [str(each[name]) for name in COLUMNS])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(told)
    return len(told)


def main() -> None:
    """Write one file a source."""
    data, folder = Path(sys.argv[1]), Path(sys.argv[2])
    for name, (make, source, url, licence, tier) in SOURCES.items():
        about = {"source": source, "source_url": url, "licence": licence, "retrieved": RETRIEVED, "tier": tier}
        count = write(folder / f"relations-{name}.csv", ({**each, **about} for each in make(data)))
        print(f"relations-{name}.csv: {count} rows")


if __name__ == "__main__":
    main()
