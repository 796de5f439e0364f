"""Write the table of ten figures in docs/brief.md: what a brief prints beside what the raw files add up to.

Usage: write_brief.py [--check]

The figures on the one side come from the briefs' data, those on the other from the CSV files of the bundled study by
plain decimal arithmetic with the rates of this repository; nothing of Sarai's reading, pricing or counting is used
for them. The page is written only if both agree to the cent.
"""

import csv
import datetime as dt
import sys
import tempfile
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import sarai
from sarai import pipeline
from sarai.briefs import compose
from sarai.briefs.content import Brief, Table
from sarai.briefs.words import Cell

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "brief.md"
STUDY = ROOT / "src" / "sarai" / "studies" / "central_asia"
RATES = ROOT / "src" / "sarai" / "money" / "data"
BEGIN, END = "<!-- figures: written by scripts/write_brief.py -->", "<!-- end of figures -->"
HEAD = "| Brief | Figure | Printed | By hand | How |\n| --- | --- | --: | --: | --- |\n"

Row = dict[str, str]


def main() -> None:
    rows = "".join(line(*each) for each in figures())
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    made = f"{before}{BEGIN}\n\n{HEAD}{rows}\n{END}{rest.partition(END)[2]}"
    if "--check" in sys.argv:
        if made != page:
            sys.exit("docs/brief.md holds other figures than the briefs; run without --check")
        return
    PAGE.write_text(made, encoding="utf-8")


def line(brief: str, figure: str, printed: Any, by_hand: Any, how: str) -> str:
    """A row of the page.

    Raises:
        SystemExit: the two differ.
    """
    if abs(Decimal(str(printed)) - Decimal(str(by_hand))) > Decimal("0.01"):
        sys.exit(f"{brief}, {figure}: printed {printed}, by hand {by_hand}")
    return f"| {brief} | {figure} | {printed:,} | {by_hand:,} | {how} |\n"


def figures() -> list[tuple[str, str, Any, Any, str]]:
    """Ten figures: brief, name, printed, by hand, how."""
    crs, japan, loans, wdi, sca, gcdf = (
        rows_of(name) for name in ("crs-totals", "japan-projects", "ibrd-loans", "wdi", "sca-2020", "gcdf-3.0")
    )
    with tempfile.TemporaryDirectory() as folder:
        study = pipeline.new(Path(folder) / "demo", template="central-asia")
        pipeline.build(study, jobs=1)
        session = sarai.open(study)
        on = dt.date(2026, 11, 23)
        every = compose(session, on=on)
        japanese = compose(session, partners=["JP"], recipients=["TJ"], on=on)
        chinese = compose(session, partners=["CN"], recipients=["TJ"], on=on)
    uz = one(crs, recipient="UZ", donor="JP", year="2019")
    tj = [Decimal(row["disbursed_usd"]) for row in crs if (row["recipient"], row["donor"]) == ("TJ", "JP")]
    grants = [row for row in japan if row["id"] in sure_grants() and row["amount"]]
    people = sum(
        Decimal(row["value"])
        for row in wdi
        if row["indicator"] == "SP.POP.TOTL" and row["country_code"] == "KAZ" and "2012" <= row["year"] <= "2019"
    )
    to_kz = sum(Decimal(r["disbursed_usd"]) for r in crs if (r["recipient"], r["donor"]) == ("KZ", "JP"))
    kz_2014 = [
        Decimal(row["Original Principal Amount"])
        for row in loans
        if row["Country Code"] == "KZ" and row["Board Approval Date"].endswith("/2014")
    ]
    stated = one(sca, project_id="40378")
    smelter = one(gcdf, aiddata_record_id="88843")
    in_2020 = back(smelter, "2020")
    cofinanced = back(one(gcdf, aiddata_record_id="40479"), "2013")
    again = {row["aiddata_record_id"] for row in gcdf}
    again |= {each for row in gcdf for each in row["linked"].replace("umbrella ", "").split("; ")}
    doubted = [row for row in sca if row["recipient_iso3"] == "TJK" and row["project_id"] not in again]
    return [
        ("all, Central Asia", "Japan to Uzbekistan, disbursed 2019, USD",
         pair(every, "Uzbekistan", "Japan", "2019"), cents(uz["disbursed_usd"]), f"record {uz['id']}"),
        ("Japan, Tajikistan", "disbursed 2012-2019, USD",
         row(japanese, "headline", "Disbursed", "Preferred"), cents(sum(tj)), f"sum of {len(tj)} yearly totals"),
        ("Japan, Tajikistan", "JICA's grants found, USD",
         row(japanese, "claimed-jica-tajikistan", "grant", "Found"), cents(sum(map(yen, grants))),
         f"{len(grants)} amounts, JPY {sum(int(r['amount']) for r in grants):,}, each at the rate of its month"),
        ("Japan, Tajikistan", "grants found of 330.2 m claimed, per cent",
         round(row(japanese, "claimed-jica-tajikistan", "grant", "Found of claimed"), 1),
         round(float(sum(map(yen, grants))) / 330_200_000 * 100, 1), "256.3 / 330.2"),
        ("Japan, Tajikistan", "technical cooperation found, USD",
         row(japanese, "claimed-jica-tajikistan", "technical cooperation", "Found"),
         cents(yen(one(japan, id="jp-tj-057"))), "record jp-tj-057, JPY 450,000,000"),
        ("all, Central Asia", "Kazakhstan, Japan, USD per head and year 2012-2019",
         round(peer(every, "Kazakhstan", "Japan"), 4), round(float(to_kz / people), 4),
         f"USD {to_kz:,} / {people:,} people-years"),
        ("all, Central Asia", "IBRD to Kazakhstan, approved 2014, USD",
         pair(every, "Kazakhstan", "International Bank for Reconstruction and Development", "2014"),
         cents(sum(kz_2014)), f"{len(kz_2014)} loan(s) by board approval"),
        ("China, Tajikistan", "committed 2007 and under way, USD",
         row(chinese, "years-aiddata-commitment", "2007", "Under way"), cents(stated["amount"]),
         "record 40378, stated in USD"),
        ("China, Tajikistan", "largest record, USD",
         row(chinese, "largest-aiddata-commitment", f"{smelter['name']} (aiddata:88843)", "Amount"), in_2020,
         f"record 88843, USD {smelter['amount_constant_usd_2021']} of 2021 at the price level of 2020"),
        ("China, Tajikistan", "committed, preferred less low, USD",
         row(chinese, "headline", "Committed", "Preferred") - row(chinese, "headline", "Committed", "Low"),
         sum(map(in_dollars, doubted)) + cofinanced,
         f"{len(doubted)} records of the file of 2020 that GCDF 3.0 neither prints nor cites, and 40479, cofinanced "
         f"in the file of 2020 ({one(sca, project_id='40479')['is_cofinanced']}): preferred, not low"),
    ]  # fmt: skip


def rows_of(name: str) -> list[Row]:
    """The rows of a file of the bundled study."""
    with (STUDY / "files" / f"{name}-central-asia.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def one(rows: list[Row], **wanted: str) -> Row:
    """The one row that has these cells."""
    (found,) = (row for row in rows if all(row[name] == value for name, value in wanted.items()))
    return found


def sure_grants() -> set[str]:
    """The grants that surely belong to the agency's claim."""
    with (STUDY / "claims" / "claim_records.csv").open(encoding="utf-8", newline="") as stream:
        return {
            row["record"].partition(":")[2]
            for row in csv.DictReader(stream)
            if (row["membership"], row["component"]) == ("sure", "grant")
        }


def yen(row: Row) -> Decimal:
    """Yen in dollars at the rate of the month, or of the year where no month is stated, to the cent."""
    date = row["agreement_date"]
    period = date[:7] if len(date) > 4 else date
    return cents(Decimal(row["amount"]) * rate("JPY", period))


def back(row: Row, year: str) -> Decimal:
    """Constant dollars of 2021 at the price level of a year."""
    return cents(Decimal(row["amount_constant_usd_2021"]) * deflator("CN", year) / deflator("CN", "2021"))


def in_dollars(row: Row) -> Decimal:
    """An amount of Chinese finance in dollars, at its year's rate where stated in yuan; nothing where none is."""
    if not row["amount"]:
        return Decimal()
    return cents(Decimal(row["amount"]) * (1 if row["currency"] == "USD" else rate(row["currency"], row["year"])))


def rate(currency: str, period: str) -> Decimal:
    """The rate of a period from the first source in the table of precedence that has it."""
    with (RATES / "precedence.csv").open(encoding="utf-8", newline="") as stream:
        order = [
            row["source"] for row in csv.DictReader(stream) if row["for"] == ("year" if len(period) == 4 else "month")
        ]
    with (RATES / "rates.csv").open(encoding="utf-8", newline="") as stream:
        found = {
            row["source"]: row["value"]
            for row in csv.DictReader(stream)
            if (row["currency"], row["period"]) == (currency, period)
        }
    return Decimal(next(found[source] for source in order if source in found))


def deflator(provider: str, year: str) -> Decimal:
    """The price level of a provider's money from the first source in the table of precedence that has it."""
    with (RATES / "precedence.csv").open(encoding="utf-8", newline="") as stream:
        order = [row["source"] for row in csv.DictReader(stream) if row["for"] == "deflator"]
    with (RATES / "deflators.csv").open(encoding="utf-8", newline="") as stream:
        found = {
            row["source"]: row["value"]
            for row in csv.DictReader(stream)
            if (row["provider"], row["year"]) == (provider, year)
        }
    return Decimal(next(found[source] for source in order if source in found))


def cents(value: Decimal | str) -> Decimal:
    """Half up to the cent."""
    return Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)


def row(brief: Brief, table: str, first: str, column: str) -> Any:
    """The value of a figure: table, the words its row begins with, column."""
    return value(brief, table, lambda cells: str(cells[0]) == first, column)


def pair(brief: Brief, recipient: str, partner: str, year: str) -> Any:
    """The value of a pair and year."""
    names = [each.name for each in brief.tables if each.name.startswith("pairs-")]
    for name in names:
        table = named(brief, name)
        if year in [str(column.head) for column in table.columns]:
            for cells in table.rows:
                if (str(cells[0]), str(cells[1])) == (recipient, partner):
                    return value(brief, name, lambda row: (str(row[0]), str(row[1])) == (recipient, partner), year)
    sys.exit(f"no figure of {partner} to {recipient} in {year}")


def peer(brief: Brief, recipient: str, partner: str) -> Any:
    """The money per head of a partner in a recipient, as the CRS totals have it."""
    return value(
        brief, "peers-oecd-crs-disbursement", lambda row: (str(row[0]), str(row[1])) == (recipient, partner),
        "Per head and year",
    )  # fmt: skip


def named(brief: Brief, name: str) -> Table:
    """A table of a brief."""
    (found,) = (each for each in brief.tables if each.name == name)
    return found


def value(brief: Brief, name: str, chosen: Callable[[tuple[Cell, ...]], bool], column: str) -> Any:
    """The value in a column of the one row that is chosen."""
    table = named(brief, name)
    place = [str(each.head) for each in table.columns].index(column)
    (cells,) = (row for row in table.rows if chosen(row))
    cell: Any = cells[place]
    return cell.value


if __name__ == "__main__":
    main()
