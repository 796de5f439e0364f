"""Compile the tables of rates and deflators in ``src/sarai/money/data`` from published files.

Facts only: each value keeps its source and edition. Run again, it gives identical files.
"""

import argparse
import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

OUT = Path(__file__).parent.parent / "src" / "sarai" / "money" / "data"

H10 = {
    # Country as the H.10 release names it: currency, first month, last month. All are quoted here as
    # currency per US dollar, the Australian and New Zealand dollar, the pound and the euro too (the release
    # itself quotes those four the other way round); the direction of each is tested against PA.NUS.FCRF.
    # The euro's first members keep their own unit to the end of 2001, at the euro's fixed conversion rates.
    "Australia": ("AUD", "1971-01", None),
    "Austria": ("ATS", "1971-01", "2001-12"),
    "Belgium": ("BEF", "1971-01", "2001-12"),
    "Brazil": ("BRL", "1995-01", None),
    "Canada": ("CAD", "1971-01", None),
    "China": ("CNY", "1981-01", None),
    "Denmark": ("DKK", "1971-01", None),
    "Euro": ("EUR", "1999-01", None),
    "Finland": ("FIM", "1971-01", "2001-12"),
    "France": ("FRF", "1971-01", "2001-12"),
    "Germany": ("DEM", "1971-01", "2001-12"),
    "Greece": ("GRD", "1981-04", "2000-12"),
    "Hong Kong": ("HKD", "1981-01", None),
    "India": ("INR", "1973-01", None),
    "Ireland": ("IEP", "1971-01", "2001-12"),
    "Italy": ("ITL", "1971-01", "2001-12"),
    "Japan": ("JPY", "1971-01", None),
    "Malaysia": ("MYR", "1971-01", None),
    "Mexico": ("MXN", "1993-11", None),
    "Netherlands": ("NLG", "1971-01", "2001-12"),
    "New Zealand": ("NZD", "1971-01", None),
    "Norway": ("NOK", "1971-01", None),
    "Portugal": ("PTE", "1973-01", "2001-12"),
    "Singapore": ("SGD", "1981-01", None),
    "South Africa": ("ZAR", "1971-01", None),
    "South Korea": ("KRW", "1981-04", None),
    "Spain": ("ESP", "1973-01", "2001-12"),
    "Sri Lanka": ("LKR", "1973-01", None),
    "Sweden": ("SEK", "1971-01", None),
    "Switzerland": ("CHF", "1971-01", None),
    "Taiwan": ("TWD", "1983-10", None),
    "Thailand": ("THB", "1981-01", None),
    "United Kingdom": ("GBP", "1971-01", None),
    # Venezuela is left out: one name covers units that three redenominations tell apart.
}

WDI = {
    # Economy: currency and the first year for which the series is in that currency's own unit. The World
    # Bank restates older years in the newest unit; OLD_YEARS states them in the unit of their time.
    "AFG": ("AFN", 2003),
    "ARE": ("AED", 1973),
    "ARM": ("AMD", 1994),
    "AZE": ("AZN", 2006),
    "BLR": ("BYN", 2016),
    "CHE": ("CHF", 1960),
    "CHN": ("CNY", 1960),
    "EMU": ("EUR", 1999),
    "GBR": ("GBP", 1960),
    "GEO": ("GEL", 1996),
    "IND": ("INR", 1960),
    "IRN": ("IRR", 1960),
    "JPN": ("JPY", 1960),
    "KAZ": ("KZT", 1994),
    "KGZ": ("KGS", 1994),
    "KOR": ("KRW", 1963),
    "MNG": ("MNT", 1991),
    "PAK": ("PKR", 1960),
    "QAT": ("QAR", 1973),
    "RUS": ("RUB", 1998),
    "SAU": ("SAR", 1960),
    "TJK": ("TJS", 2001),
    "TKM": ("TMM", 1994),
    "TUR": ("TRY", 2005),
    "UKR": ("UAH", 1997),
    "UZB": ("UZS", 1995),
    # First full year of a new unit: somoni October 2000, hryvnia September 1996, lari October 1995, som of
    # Uzbekistan July 1994, tenge and dram November 1993. BYN, new in July 2016, has that whole year.
    # Turkmenistan's series ends in 2001, in the old manat.
    # The euro's members are left out: their series change from their own currency to the euro in 1999.
}

OLD_YEARS = {
    # Economy: the unit of the time, first and last full year of it, in which the World Bank states the later unit.
    # The afghani's official rate before 2003 is left out: it was no rate at which money changed hands.
    "AZE": ("AZM", 1994, 2005),
    "BLR": ("BYR", 2000, 2015),
    "RUS": ("RUR", 1993, 1997),
    "TJK": ("TJR", 1996, 1999),
    "TUR": ("TRL", 1960, 2004),
}

PARITIES = {
    # currency: (anchor, units per unit of the anchor, first month, last month). The franc zone begins after
    # the devaluation of 12 January 1994. A peg to the dollar is no older than its decree and goes no
    # further than a source in hand still shows it: PA.NUS.FCRF for 2025, and April 2024 for the dinar.
    "XOF": (("FRF", 100.0, "1994-02", "1998-12"), ("EUR", 655.957, "1999-01", None)),
    "XAF": (("FRF", 100.0, "1994-02", "1998-12"), ("EUR", 655.957, "1999-01", None)),
    "KMF": (("FRF", 75.0, "1994-02", "1998-12"), ("EUR", 491.96775, "1999-01", None)),
    "NAD": (("ZAR", 1.0, "1993-09", None),),
    "LSL": (("ZAR", 1.0, "1980-01", None),),
    "SZL": (("ZAR", 1.0, "1974-09", None),),
    "AED": (("USD", 3.6725, "1997-11", "2025-12"),),
    "BHD": (("USD", 0.376, "2001-12", "2024-04"),),
    "QAR": (("USD", 3.64, "2001-07", "2025-12"),),
    "SAR": (("USD", 3.75, "1986-06", "2025-12"),),
    # Fixed since the redenomination of January 2009, devalued on 1 January 2015 (U.S. Commercial Service,
    # Country Commercial Guide Turkmenistan, foreign exchange controls, 21 July 2019; unchanged in December 2022,
    # Progres Foundation, effects of Turkmenistan's dual exchange rates).
    "TMT": (("USD", 2.85, "2009-01", "2014-12"), ("USD", 3.5, "2015-01", "2022-12")),
}

REDENOMINATIONS = [
    # old unit, new unit, old units per new one, first day of the new one, on whose word
    ("AFA", "AFN", 1_000, "2002-10-07", "Da Afghanistan Bank"),
    ("AZM", "AZN", 5_000, "2006-01-01", "Central Bank of Azerbaijan"),
    ("BGL", "BGN", 1_000, "1999-07-05", "Bulgarian National Bank"),
    ("BYB", "BYR", 1_000, "2000-01-01", "National Bank of Belarus"),
    ("BYR", "BYN", 10_000, "2016-07-01", "National Bank of Belarus"),
    ("GEK", "GEL", 1_000_000, "1995-10-02", "National Bank of Georgia"),
    ("GHC", "GHS", 10_000, "2007-07-03", "Bank of Ghana"),
    ("MGF", "MGA", 5, "2005-01-01", "Banky Foiben'i Madagasikara"),
    ("MRO", "MRU", 10, "2018-01-01", "Banque Centrale de Mauritanie"),
    ("MZM", "MZN", 1_000, "2006-07-01", "Banco de Mocambique"),
    ("PLZ", "PLN", 10_000, "1995-01-01", "National Bank of Poland"),
    ("ROL", "RON", 10_000, "2005-07-01", "National Bank of Romania"),
    ("RUR", "RUB", 1_000, "1998-01-01", "Bank of Russia"),
    ("SDD", "SDG", 100, "2007-01-10", "Central Bank of Sudan"),
    ("SLL", "SLE", 1_000, "2022-07-01", "Bank of Sierra Leone"),
    ("SRG", "SRD", 1_000, "2004-01-01", "Central Bank of Suriname"),
    ("STD", "STN", 1_000, "2018-01-01", "Banco Central de Sao Tome e Principe"),
    ("TJR", "TJS", 1_000, "2000-10-30", "National Bank of Tajikistan"),
    ("TMM", "TMT", 5_000, "2009-01-01", "Central Bank of Turkmenistan"),
    ("TRL", "TRY", 1_000_000, "2005-01-01", "Central Bank of the Republic of Turkiye"),
    ("UAK", "UAH", 100_000, "1996-09-02", "National Bank of Ukraine"),
    ("VEB", "VEF", 1_000, "2008-01-01", "Banco Central de Venezuela"),
    ("VEF", "VES", 100_000, "2018-08-20", "Banco Central de Venezuela"),
    ("ZMK", "ZMW", 1_000, "2013-01-01", "Bank of Zambia"),
]

NOTES = [
    # currency, first and last month in which money changed hands at quite another rate, what is said, on whose word
    ("UZS", "1996-01", "2017-08", "official, parallel rate differs",
     "Decree UP-5177 of the President of Uzbekistan, 2 September 2017: 4,210 to 8,100 per dollar on 5 September"),
    ("TMT", "2016-01", "2022-12", "official, parallel rate differs",
     "U.S. Commercial Service, Country Commercial Guide Turkmenistan, 2019: 3.5 per dollar, 18.80 on the market"),
]  # fmt: skip

OLD_UNITS = {
    # Months that the IMF copy files under the code of a later unit.
    "BRL": ("BRR", "1994-06", "cruzeiro real, replaced on 1 July 1994"),
    "PLN": ("PLZ", "1994-12", "old zloty, replaced on 1 January 1995"),
}

FAULTS = [
    # Currency, first and last month of the IMF copy that is left out, its currency per dollar in the first
    # month, why. When a newer copy states another value the script stops, so that the entry is looked at.
    ("BWP", "1998-08", "1999-03", 0.209112, "inverted: dollars per pula; March 1999 mixes both directions"),
    ("MTL", "1999-01", "1999-07", 1.18403, "three times the rate before and after; July mixes both"),
    ("VEB", "1998-05", "1998-05", 0.0221624, "off by a factor of 24,000"),
]

APART = 0.03
"""From here on a month of the IMF copy is not taken where H.10 states another rate: the copy's mean then
rests on few days, as one of a month with a devaluation shows (Mexico 1994-12, Sri Lanka 2022-03)."""

TWO_MARKETS = {
    # Months in which both are right: H.10 gives the market outside the country, the IMF the one inside.
    "THB": (("1997-06", "1998-01"), ("2007-02", "2008-02")),
}

RATE_SOURCES = [
    {
        "source": "imf-monthly",
        "title": "Representative exchange rates, monthly averages (SDR per currency unit)",
        "publisher": "International Monetary Fund",
        "url": "https://www.imf.org/external/np/fin/data/param_rms_mth.aspx",
        "licence": "IMF terms of use, free with attribution",
        "retrieved": "2026-11",
        "vintage": "2025-04",
        "note": "compiled copy by zimmerman-team/IATI.cloud; stated in SDR per unit, so the rate is the "
        "quotient with the dollar of the same month; what is not taken as it stands is in rate_corrections.csv",
    },
    {
        "source": "fed-h10",
        "title": "Foreign exchange rates H.10, monthly averages",
        "publisher": "Board of Governors of the Federal Reserve System",
        "url": "https://www.federalreserve.gov/releases/h10/",
        "licence": "public domain",
        "retrieved": "2026-11",
        "vintage": "2026-06",
        "note": "compiled copy by datasets/exchange-rates, ODC-PDDL",
    },
    {
        "source": "wdi-year",
        "title": "Official exchange rate, LCU per US$, period average (PA.NUS.FCRF)",
        "publisher": "World Bank, World Development Indicators",
        "url": "https://data.worldbank.org/indicator/PA.NUS.FCRF",
        "licence": "CC BY 4.0",
        "retrieved": "2026-11",
        "vintage": "2025",
        "note": "a period average of local currency per dollar, inverted; copy by "
        "datasets/world-development-indicators",
    },
    {
        "source": "parity",
        "title": "Fixed parities with the euro, the French franc, the rand and the US dollar",
        "publisher": "Central banks of the franc zone, the Common Monetary Area and the Gulf states",
        "url": "https://www.banque-france.fr/en/franc-zone-and-development-financing",
        "licence": "facts",
        "retrieved": "2026-11",
        "vintage": "2026-06",
        "note": "derived from the anchor's rate of the same month. Per euro: XOF, XAF 655.957, KMF 491.96775; "
        "per franc before 1999: XOF, XAF 100, KMF 75; per rand: NAD, LSL, SZL 1; per dollar: AED 3.6725, "
        "BHD 0.376, QAR 3.64, SAR 3.75, TMT 2.85 and since 2015 3.5",
    },
]

DEFLATOR_SOURCES = [
    {
        "source": name,
        "title": title,
        "publisher": publisher,
        "url": url,
        "licence": "none stated in the copy; the publisher asks for attribution",
        "retrieved": "2026-11",
        "vintage": vintage,
        "observed_to": observed_to,
        "note": note,
    }
    for name, title, publisher, url, vintage, observed_to, note in (
        (
            "oecd",
            "DAC deflators, base 2023, US dollars",
            "OECD Development Assistance Committee",
            "https://www.oecd.org/en/data/datasets/development-finance-deflators.html",
            "Apr2025",
            2024,
            "compiled copy by ALNAP, Global Humanitarian Assistance 2025; 2024 is preliminary; for providers "
            "outside the DAC the OECD states the DAC total's value in some years and the copy fills the others "
            "from the outlook, so that their series jump where the two meet (QA 1991, 1992, 1995, TH 2006, TW 1999)",
        ),
        (
            "weo",
            "GDP deflators in US dollars from the World Economic Outlook, base 2023",
            "International Monetary Fund",
            "https://www.imf.org/en/Publications/WEO",
            "Apr2024",
            2023,
            "compiled copy by ALNAP; years from 2024 on are projections of that edition",
        ),
        (
            "weo-estimate",
            "GDP deflators estimated from the World Economic Outlook, base 2023",
            "International Monetary Fund; estimates by ALNAP",
            "https://www.imf.org/en/Publications/WEO",
            "Apr2024",
            2023,
            "estimated where the outlook has no series of its own",
        ),
    )
]

PRECEDENCE = [
    ("month", 1, "imf-monthly", "as published", "the widest set of currencies, from central banks themselves"),
    ("month", 2, "fed-h10", "as published", "goes on after the IMF copy ends"),
    ("month", 3, "parity", "derived", "exact by law where no monthly average is in hand"),
    ("year", 1, "wdi-year", "as published", "the official period average"),
    ("year", 2, "imf-monthly", "mean of 12 months", "mean of currency per dollar, inverted, as PA.NUS.FCRF is made"),
    ("year", 3, "fed-h10", "mean of 12 months", "mean of currency per dollar, inverted"),
    ("year", 4, "parity", "mean of 12 months", "mean of currency per dollar, inverted"),
    ("deflator", 1, "oecd", "as published", "the DAC's own deflators for its members and totals"),
    ("deflator", 2, "weo", "as published", "the same method for providers outside the DAC"),
    ("deflator", 3, "weo-estimate", "as published", "where nothing else is in hand"),
]


def months(start: str, end: str | None, month: str) -> bool:
    """Whether a month lies in a span; both ends count."""
    return start <= month and (end is None or month <= end)


def imf(shared: Path) -> Iterator[tuple[str, str, float]]:
    """USD per unit: SDR per unit of the currency over SDR per dollar of the same month."""
    rows = json.loads((shared / "data/fx_imf/currency_monthlyaverage.json").read_text())
    dollar = {(row["year"], row["month"]): row["value"] for row in rows if row["currency_id"] == "USD"}
    # The copy is in SDR per unit, so what it states of the dollar is the SDR's own rate.
    yield from (("XDR", f"{year}-{month:02}", 1 / value) for (year, month), value in dollar.items() if value)
    for row in rows:
        key = (row["year"], row["month"])
        if row["currency_id"] != "USD" and row["value"] and dollar.get(key):
            yield row["currency_id"], f"{key[0]}-{key[1]:02}", row["value"] / dollar[key]


def corrected(
    stated: list[tuple[str, str, float]], h10: dict[tuple[str, str], float]
) -> tuple[list[tuple[str, str, float]], list[list[object]]]:
    """The rows of the IMF copy that are taken, and the table of those that are not taken as they stand.

    Raises:
        ValueError: a listed fault is no longer as it was described.
    """
    known = {(currency, month): value for currency, month, value in stated}
    for currency, first, _, published, _ in FAULTS:
        found = known.get((currency, first))
        if found is None or abs(1 / found / published - 1) > 0.001:
            raise ValueError(f"imf-monthly {currency} {first} is not {published} per dollar any more: look at FAULTS")
    taken, table = [], []
    for currency, month, value in sorted(stated):
        row: list[object] = ["imf-monthly", currency, month, f"{1 / value:.6g}"]
        fault = [why for code, first, last, _, why in FAULTS if code == currency and months(first, last, month)]
        new, last, why = OLD_UNITS.get(currency, ("", "", ""))
        other = h10.get((currency, month), value)
        inside = any(months(first, end, month) for first, end in TWO_MARKETS.get(currency, ()))
        if month <= last:
            taken.append((new, month, value))
            table.append([*row, f"read as {new}", why])
        elif fault:
            table.append([*row, "left out", fault[0]])
        elif abs(other / value - 1) > APART and not inside:
            table.append([*row, "left out", f"fed-h10 states {1 / other:.6g}, more than {APART:.0%} apart"])
        else:
            taken.append((currency, month, value))
    return taken, table


def fed(shared: Path) -> Iterator[tuple[str, str, float]]:
    """USD per unit from currency per USD."""
    with (shared / "data/macro/fx_monthly.csv").open() as stream:
        for row in csv.DictReader(stream):
            if row["Country"] in H10 and row["Exchange rate"]:
                currency, start, end = H10[row["Country"]]
                if months(start, end, row["Date"][:7]):
                    yield currency, row["Date"][:7], 1 / float(row["Exchange rate"])


def wdi(shared: Path) -> Iterator[tuple[str, str, float]]:
    """USD per unit from local currency per USD, yearly."""
    with (shared / "data/wdi/wdi_subset_long.csv").open() as stream:
        for row in csv.DictReader(stream):
            if row["indicator"] == "PA.NUS.FCRF" and row["country_code"] in WDI and row["value"]:
                currency, first = WDI[row["country_code"]]
                old, since, until = OLD_YEARS.get(row["country_code"], ("", 0, -1))
                if int(row["year"]) >= first:
                    yield currency, row["year"], 1 / float(row["value"])
                elif since <= int(row["year"]) <= until:
                    (ratio,) = (units for unit, new, units, *_ in REDENOMINATIONS if (unit, new) == (old, currency))
                    yield old, row["year"], 1 / float(row["value"]) / ratio


def parity(anchors: dict[tuple[str, str], float]) -> Iterator[tuple[str, str, float]]:
    """Fixed parities of the months in which the anchor has a rate."""
    for currency, spans in PARITIES.items():
        for anchor, units, start, end in spans:
            for (code, month), value in anchors.items():
                if code == anchor and months(start, end, month):
                    yield currency, month, value / units


def write(name: str, columns: list[str], rows: Sequence[Sequence[object]]) -> None:
    """Write one table."""
    with (OUT / name).open("w", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    print(f"{name}: {len(rows):,} rows")


def compile_rates(shared: Path) -> None:
    """rates.csv, rate_sources.csv, rate_corrections.csv."""
    h10 = list(fed(shared))
    monthly, corrections = corrected(list(imf(shared)), {(c, p): v for c, p, v in h10})
    found = {"imf-monthly": monthly, "fed-h10": h10}
    # The order lets the IMF's rate of an anchor stand before that of H.10, as precedence.csv has it.
    anchors = {(c, p): v for source in ("fed-h10", "imf-monthly") for c, p, v in found[source]}
    anchors |= {("USD", month): 1.0 for _, month in list(anchors)}
    found["parity"] = list(parity(anchors))
    found["wdi-year"] = list(wdi(shared))
    retrieved = {row["source"]: row["retrieved"] for row in RATE_SOURCES}
    rows = [
        [currency, period, f"{value:.12g}", "USD per unit", source, retrieved[source]]
        for source, values in sorted(found.items())
        for currency, period, value in sorted(values)
    ]
    write("rates.csv", ["currency", "period", "value", "unit", "source", "retrieved"], rows)
    write("rate_sources.csv", list(RATE_SOURCES[0]), [list(row.values()) for row in RATE_SOURCES])
    columns = ["source", "currency", "period", "currency_per_usd", "action", "why"]
    write("rate_corrections.csv", columns, corrections)
    write("redenominations.csv", ["old", "new", "old_per_new", "from", "source"], REDENOMINATIONS)
    write("rate_notes.csv", ["currency", "first", "last", "note", "source"], NOTES)


def compile_deflators(shared: Path) -> None:
    """deflators.csv, deflator_sources.csv."""
    with (shared / "data/macro/country-codes.csv").open() as stream:
        iso2 = {row["ISO3166-1-Alpha-3"]: row["ISO3166-1-Alpha-2"] for row in csv.DictReader(stream)}
    # UVK is the outlook's code of Kosovo.
    iso2 |= {"XKX": "XK", "UVK": "XK", "DAC": "DAC", "EUI": "EU"}
    ids = {"OECD": "oecd", "WEO": "weo", "WEO_est": "weo-estimate"}
    retrieved = {row["source"]: row["retrieved"] for row in DEFLATOR_SOURCES}
    rows = []
    unknown = set()
    zeros = 0
    with (shared / "data/macro/oecd_dac_deflators_2023usd.csv").open() as stream:
        for row in csv.DictReader(stream):
            source = ids[row["source"]]
            value = float(row["gdp_defl"])
            if value == 0:
                # The OECD prints 0 for years before a provider's first value: not reported, no price level.
                zeros += 1
                continue
            if row["ISO"] not in iso2:
                unknown.add(row["ISO"])
                continue
            rows.append(
                [
                    iso2[row["ISO"]],
                    int(row["year"]),
                    f"{value:.12g}",
                    "index, base year = 1",
                    int(row["base_year"]),
                    row["currency"],
                    source,
                    row["ver"],
                    retrieved[source],
                ]
            )
    print("left out, no ISO code:", sorted(unknown), "zeros:", zeros)
    rows.sort(key=lambda row: (row[0], row[1], row[6]))
    columns = ["provider", "year", "value", "unit", "base_year", "currency", "source", "vintage", "retrieved"]
    write("deflators.csv", columns, rows)
    write("deflator_sources.csv", list(DEFLATOR_SOURCES[0]), [list(row.values()) for row in DEFLATOR_SOURCES])


def main() -> None:
    """Compile all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parent.parent.parent / "shared")
    shared = parser.parse_args().shared
    OUT.mkdir(parents=True, exist_ok=True)
    compile_rates(shared)
    compile_deflators(shared)
    write("precedence.csv", ["for", "rank", "source", "method", "why"], [list(row) for row in PRECEDENCE])


if __name__ == "__main__":
    main()
