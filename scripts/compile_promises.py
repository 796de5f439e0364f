"""Compile the bundled study's lists of promises, observations and Japan's agreed projects.

Facts only (who, to whom, when, how much, where it is told): the wording is ours and stands in
``promise_words.txt``, one line a promise or observation. Rows that the compiled facts call doubtful say so in
``note``. Run again, it gives identical files; what is left out, and why, is printed.
"""

import argparse
import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

from sarai.sources.promises import SOURCE

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "sarai" / "studies" / "central_asia" / "files"
WORDS = HERE / "promise_words.txt"

Row = dict[str, str]

KINDS = {"single_project": "project", "headline_total": "headline", "policy_or_target": "policy"}
FIRMNESS = {"F": "framework", "S": "signed", "T": "target", "P": "pledge", "O": "proposal"}
TIERS = {"primary": "official-text", "press_or_analysis": "press-single-source", "weak_or_mirror": "weak-or-mirror"}
BASES = {"reported": "reported", "absence_in_this_pass": "absence-in-one-pass"}
SEEN = {
    "delivered_partly": "partly-delivered",
    "disbursed_partly": "partly-disbursed",
    "no_trace_found": "no-trace-found",
    "re-announced": "announced-again",
}
INSTRUMENTS = {"trade deal": "purchase", "infrastructure": "works"}
BUNDLES = {"JP020", "JP024", "JP027", "JP049", "JP054", "JP055", "CN016", "KR005", "US006"}
"""Headline sums of many papers between firms, which are no purchase of one thing."""

MAKERS = {
    "Japan": "JP", "China": "CN", "EU": "42000", "EU (France)": "FR", "Russia": "RU", "USA": "US",
    "South Korea": "KR", "Turkiye": "TR", "India": "IN", "Iran": "IR", "Kazakhstan": "KZ",
    "Turkiye; Azerbaijan; Georgia": "TR; AZ; GE", "Iran; Kazakhstan; Turkmenistan": "IR; KZ; TM",
    "Turkmenistan; ADB; Afghanistan; Pakistan; India": "TM; 46004; AF; PK; IN",
    "Corridor states (TITR)": "KZ; AZ; GE", "Kazakhstan; China": "KZ; CN",
    "Uzbekistan; Pakistan; Afghanistan": "UZ; PK; AF",
}  # fmt: skip
MAKER_OF = {
    **dict.fromkeys(("GF001", "GF002", "GF003", "GF006", "GF009"), "SA"),
    **dict.fromkeys(("GF004", "GF005", "GF007", "GF008"), "AE"),
    **dict.fromkeys(("MD001", "MD003", "MD006", "MD007", "MD008"), "44000"),
    "US007": "UZ",
    "MD004": "46026",
    "MD005": "47142",
}
SECTORS = {
    "transport": "210", "digital": "220", "water": "140", "multi": "430", "education": "110",
    "energy-nuclear": "235", "energy": "230", "security": "152", "trade": "331", "petrochemicals": "321",
    "chemicals": "321", "health": "120", "agriculture": "311", "minerals": "322", "industry": "321",
    "social": "160", "finance": "240",
}  # fmt: skip
TOPICS = {
    "diplomacy": "diplomacy", "energy-nuclear": "nuclear energy", "petrochemicals": "petrochemicals",
    "minerals": "critical minerals", "visas": "movement of people", "labour": "movement of people",
}  # fmt: skip
TOPIC_OF = {
    "JP058": "artificial intelligence",
    "US010": "artificial intelligence",
    "JP059": "Trans-Caspian route",
    "JP061": "critical minerals",
    "US008": "critical minerals",
    "RU003": "nuclear energy",
    "RU006": "nuclear energy",
}
COMPARATORS = {
    ">": "JP017 JP024 JP036 JP037 JP054 JP055 JP056 CN016 KR005 US007",
    "<=": "JP030 MD005 US005 US009 US011",
    "~": "JP009 JP020 JP026 JP027 JP053 JP061 CN001 RU001 RU006 GF001",
    ">=": "CO006",
}
RANGES = {"RU006": ("14000", "15000")}
TRADE_GOALS = ("CN009", "RU009")
"""Goals of trade: what is traded is counted in dollars, but is no money promised."""

ADDRESSEE_OF = {"US007": "US"}
COUNTS = {"JP054": "150", "JP055": "60"}
DATES = {"JP055": "2025-12-18", "OB0025": "2026-04", "OB0076": "2026-03"}

PUBLISH = {"JP", "42000", "US", "KR", "44000", "46004", "46026"}
"""Makers whose public money is published as IATI: a file of it could show delivery."""

SECOND_LOOK = "The compilers want a second look at this row."
NOT_FOLLOWED = "Not followed up: what came of it was not looked for."
NOTES = {
    "JP001": "No sums and no deadlines were attached.",
    "JP004": NOT_FOLLOWED,
    "JP005": NOT_FOLLOWED,
    "JP017": f"{NOT_FOLLOWED} Local press puts the sum above USD 24 m.",
    "JP040": NOT_FOLLOWED,
    "JP019": f"{SECOND_LOOK} About USD 704 m when signed.",
    "JP031": f"{SECOND_LOOK} The tunnel contract of 2025 is taken to belong to this loan.",
    "IR002": SECOND_LOOK,
    "IN003": f"{SECOND_LOOK} Only the absence of a second summit speaks for a broken promise.",
    "EU006": SECOND_LOOK,
    "RU002": f"{SECOND_LOOK} The later sum counts repaid money that was lent again.",
    "JP014": "Co-financed with the ADB under number 8251.",
    "JP020": "Covers JP021 to JP023.",
    "JP024": "Overlaps the contracts of 2013 in part; no end date.",
    "JP027": "The Uzbek president put the Japanese share at USD 5 bn.",
    "JP029": "Public money, apart from the headline of USD 8.5 bn.",
    "JP033": "The water part only; the whole grant is not in the text read.",
    "JP034": "Named by the president of Kazakhstan.",
    "JP036": "No end date, no list of projects, no duty to report.",
    "JP041": "The portfolio grew as promised, in commitments, not payments.",
    "JP042": "Covers JP043.",
    "JP044": "A first source tells the tender won in 2021 and a start in mid-2025; USD 950 m in later trade press.",
    "JP047": "Never announced; the sum was not published.",
    "JP053": "About USD 19 to 20 bn. Which projects count is not defined.",
    "JP054": "158 by official count; contracts and memoranda are not told apart.",
    "JP055": "Dated by the first papers signed in the visit of 18 to 20 December.",
    "JP056": "A day earlier the running portfolio was given as above USD 20 bn; the overlap is not explained.",
    "JP061": "The Kazakh producer pays for the plant, which it had announced in July 2025 without Japan.",
    "JP063": "Discussed as proposals.",
    "JP064": "No year was given; Uzbekistan proposed every two years.",
    "CN001": "The list is quoted with 51, 52 or 55 plants; earlier reports have USD 23 bn.",
    "CN002": "The sum of two parts.",
    "CN003": "The sum is for the Tajik section only.",
    "CN004": "Neither the split between loans and grants nor that by country was published.",
    "CN009": "A goal of trade, no money promised.",
    "RU009": "A goal of trade, no money promised.",
    "CN010": "An estimate of April 2024 was USD 8 bn.",
    "CN011": "Finished nine years late and without the bank's loan; builders and trains are Chinese.",
    "CN012": "On time, with its quality in dispute.",
    "CN017": "The goal is quoted as 100,000 to 300,000 TEU by different officials.",
    "EU003": "Counts Tajik programmes that had been adopted for 2021 and 2022.",
    "EU005": "A mix of running and planned money, as the organisers said.",
    "RU006": "A range of USD 14 to 15 bn, about eleven years.",
    "RU007": "Parliament was told three years in January 2020; USD 150 m.",
    "US004": "Kazakhstan pays: a purchase, neither aid nor investment.",
    "US005": "Uzbekistan pays.",
    "US007": "Promised by Uzbekistan: the money runs from the region to the United States.",
    "GF009": "No date was given.",
    "MD007": "The closing date moved by eleven years; parts of the money went to other roads.",
    "CO001": "Officials mix capacity (2027) and freight (2028).",
    "OB0025": "Page without a date; a month after the last dated look is taken.",
    "OB0076": "Page without a date; the month of the search is taken.",
}

PEOPLE = (
    {
        "id": "PE001", "kind": "project", "firmness": "pledge", "makers": "JP", "addressees": "TJ",
        "date": "2020-10-02", "occasion": "Exchange of notes",
        "wording": "About 15 Tajik officials a year to study for a master's or doctor's degree in Japan",
        "comparator": "~", "count": "15", "count_unit": "scholarships a year", "period_from": "2020",
        "instrument": "scholarships", "sectors": "151; 114", "topics": "people", "money": "public",
        "observable_by": "iati", "umbrella": "no",
        "note": "The number is that of a press article of 2026; the notes of 2020 name 16 fellows.",
        "source_name": "gov-base.info", "source_url": "https://www.gov-base.info/2020/10/02/97205",
        "source_date": "2020-10-02", "tier": "press-single-source",
    },
    {
        "id": "PE002", "kind": "project", "firmness": "pledge", "makers": "JP", "addressees": "TJ",
        "date": "2023-08-29", "occasion": "Thirty years of JICA in Tajikistan",
        "wording": "Courses in Japan for around 100 Tajik specialists a year",
        "comparator": "~", "count": "100", "count_unit": "trainees a year", "instrument": "training",
        "sectors": "151", "topics": "people", "money": "public", "observable_by": "iati", "umbrella": "no",
        "note": "The number is that of a press article of 2026.", "source_name": "sugdnews.com",
        "source_url": "https://sugdnews.com", "source_date": "2023-08-29", "tier": "press-named-official",
    },
)  # fmt: skip
_UZ = "https://kun.uz/en/news/2025/12/20/president-mirziyoyev-proposes-long-term-cooperation-agenda-at-central-asia-japan-summit"
_SUMMIT = "First CA+JAD summit, Tokyo, December 2025"
ASKED = tuple(
    {
        "id": name, "kind": "policy", "firmness": firmness, "makers": maker, "addressees": "JP; KZ; KG; TJ; TM; UZ",
        "date": "2025-12-20", "occasion": _SUMMIT, "wording": wording, "instrument": instrument, "sectors": sectors,
        "topics": topics, "money": "mixed", "umbrella": "no",
        "note": "Asked for by a state of the region, not offered by Japan.", "source_name": urlsplit(url).netloc,
        "source_url": url, "source_date": "2025-12-20", "tier": "press-named-official",
    }
    for name, firmness, maker, wording, instrument, sectors, topics, url in (
        ("AS001", "proposal", "UZ", "A fund for infrastructure and industry in Central Asia", "investment", "430", "",
         "https://www.trend.az/business/4132479.html"),
        ("AS002", "proposal", "UZ", "A network of Japanese technoparks in the region", "framework", "321",
         "technoparks", "https://www.trend.az/business/4132479.html"),
        ("AS003", "proposal", "UZ", "A digital hub for AI, cybersecurity and digital services", "framework", "220",
         "artificial intelligence", _UZ),
        ("AS004", "request", "UZ", "Japanese part in fast railways, roads, airports and digital corridors",
         "investment", "210", "Trans-Caspian route", "https://www.trend.az/business/4132479.html"),
        ("AS005", "proposal", "UZ", "A cooperation strategy of Central Asia and Japan to 2040", "framework", "",
         "diplomacy", _UZ),
    )
)  # fmt: skip
MORE_OBSERVATIONS = (
    ("PO001", "PE001", "2024-08-08", "committed", "298000000", "JPY", "Notes exchanged for the intake of 2024",
     "https://www.mofa.go.jp/mofaj/erp/ca_c/tj/pageit_000001_00968.html", "official-text"),
    ("PO002", "PE002", "2023-08-29", "partly-delivered", "2550", "people trained so far",
     "JICA counts over 2,550 specialists trained in thirty years", "https://sugdnews.com", "press-named-official"),
)  # fmt: skip


def host(url: str) -> str:
    """The site a source is named by."""
    return urlsplit(url).netloc.removeprefix("www.")


def words() -> dict[str, list[str]]:
    """Our wording, by promise and observation."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return {line.split("|")[0]: line.split("|")[1:] for line in lines if line}


def millions(stated: str) -> str:
    """An amount in whole units."""
    return f"{(Decimal(stated) * 1_000_000).normalize():f}" if stated else ""


def measured(value: str, unit: str) -> tuple[str, str]:
    """A value with its unit, money in whole units of its currency."""
    if not value:
        return "", ""
    currency, _, rest = unit.partition(" ")
    scale, _, told = rest.partition(" ")
    if len(currency) == 3 and currency.isupper() and scale in ("m", "bn"):
        whole = Decimal(value) * (1_000_000 if scale == "m" else 1_000_000_000)
        return f"{whole.normalize():f}", f"{currency} {told}".strip()
    return f"{Decimal(value).normalize():f}", unit


def promise(row: Mapping[str, str], told: list[str], parents: set[str]) -> Row:
    """One promise in our format."""
    name = row["id"]
    firmness, occasion, wording = told
    makers = MAKER_OF.get(name) or MAKERS[row["partner"]]
    sectors = [SECTORS[each] for each in row["sector"].split(";") if each in SECTORS]
    topics = [TOPIC_OF[name]] if name in TOPIC_OF else []
    topics += [TOPICS[each] for each in row["sector"].split(";") if each in TOPICS]
    low, high = RANGES.get(name, (row["amount"], ""))
    count, unit = COUNTS.get(name) or row["target_value"], row["target_unit"]
    if name in TRADE_GOALS:
        low, count, unit = "", millions(low), f"{row['currency']} of trade"
    public = row["private_or_public"] != "private"
    china = makers == "CN" and row["date"][:4] <= "2021"
    places = [each.strip() for each in row["place"].split(",") if each.strip() not in ("region", "all regions")]
    compared = [sign for sign, names in COMPARATORS.items() if name in names.split()]
    quantified = low or count
    return {
        "id": name,
        "kind": KINDS[row["kind"]],
        "firmness": FIRMNESS[firmness],
        "makers": makers,
        "addressees": ADDRESSEE_OF.get(name) or row["recipients"].replace(";", "; "),
        "date": DATES.get(name, row["date"]),
        "occasion": occasion,
        "wording": wording,
        "amount": millions(low),
        "amount_high": millions(high),
        "currency": row["currency"] if low else "",
        "comparator": compared[0] if compared else "=" if quantified else "",
        "count": f"{Decimal(count).normalize():f}" if count else "",
        "count_unit": unit,
        "period_from": row["period_from"],
        "period_to": row["period_to"],
        "instrument": "business-deals" if name in BUNDLES else INSTRUMENTS.get(row["instrument"], row["instrument"]),
        "sectors": "; ".join(dict.fromkeys(sectors)),
        "topics": "; ".join(dict.fromkeys(topics)),
        "places": "; ".join(places),
        "money": row["private_or_public"],
        "observable_by": "aiddata" if public and china else "iati" if public and makers in PUBLISH else "",
        "parent": row["parent_id"],
        "repeats": row["reannounces_id"],
        "umbrella": "yes" if row["kind"] == "headline_total" or name in parents else "no",
        "note": NOTES.get(name, ""),
        "source_name": host(row["source_url"]),
        "source_url": row["source_url"],
        "source_date": row["source_date"],
        "tier": TIERS[row["source_quality"]],
    }


def observation(row: Mapping[str, str], told: list[str]) -> Row:
    """One observation in our format."""
    value, unit = measured(row["value"], row["value_unit"])
    return {
        "id": row["obs_id"],
        "promise": row["promise_id"],
        "date": DATES.get(row["obs_id"], row["date"]),
        "status": SEEN.get(row["status"], row["status"]),
        "value": value,
        "unit": unit,
        "wording": told[0],
        "basis": BASES[row["basis"]],
        "note": NOTES.get(row["obs_id"], ""),
        "source_name": host(row["source_url"]),
        "source_url": row["source_url"],
        "tier": TIERS[row["source_quality"]],
    }


RECORD_INSTRUMENTS = {
    "scholarship": "scholarships", "technical_cooperation": "technical-cooperation", "grassroots": "grant",
    "odaloan": "loan", "other": "programme",
}  # fmt: skip
RECORD_SEEN = {"agreed": "signed", "completed": "completed", "ongoing": "started", "pledged": "reaffirmed"}
RECORD_TIERS = {"mofa.go.jp": "official-text", "jica.go.jp": "official-text"}


def record_tier(url: str) -> str:
    """How close the page of a record stands to the fact: the ministry's and the agency's own, or press."""
    return next((tier for site, tier in RECORD_TIERS.items() if host(url).endswith(site)), "press-single-source")


def record(row: Mapping[str, str]) -> Row:
    """One agreed project of Japan, as its main source tells it: a promise derived from a record."""
    pledged = row["status"] == "pledged"
    aside = "" if row["count_in_total"] == "1" else "Not to be added: a child of a framework or an aggregate."
    return {
        "id": row["id"],
        "kind": "derived-from-a-record",
        "firmness": "pledge" if pledged else "signed",
        "makers": "JP",
        "addressees": row["recipient"].replace(";", "; "),
        "date": row["agreement_date"],
        "wording": row["title"],
        "amount": row["amount"],
        "currency": row["currency"] if row["amount"] else "",
        "comparator": "=" if row["amount"] else "",
        "period_to": row["planned_end"] if row["planned_end"] >= row["agreement_date"][:4] else "",
        "instrument": RECORD_INSTRUMENTS.get(row["instrument"], row["instrument"]),
        "sectors": row["sector"],
        "places": "" if row["place"] == "countrywide" else row["place"].replace(",", ";"),
        "money": "public",
        "observable_by": "iati",
        "umbrella": "yes" if aside else "no",
        "note": aside,
        "source_name": host(row["source_url"]),
        "source_url": row["source_url"],
        "source_date": row["source_date"],
        "tier": record_tier(row["source_url"]),
    }


def record_look(row: Mapping[str, str], made: Row) -> Row | None:
    """What one source says of a project; none where it says no status or no date."""
    status = RECORD_SEEN.get(row["status"])
    stated = row["actual_end"] if status == "completed" and row["actual_end"] else row["status_asof"]
    when = stated or row["source_date"]
    if status is None or not when:
        return None
    look = {
        "id": f"{row['id']}-{row['source_rank']}",
        "promise": row["id"],
        "date": when,
        "status": status,
        "wording": f"status told: {row['status']}",
        "basis": "reported",
        "source_name": host(row["source_url"]),
        "source_url": row["source_url"],
        "tier": record_tier(row["source_url"]),
    }
    return None if before(look, made) else look


def before(observed: Mapping[str, str], made: Mapping[str, str]) -> bool:
    """Whether a look lies wholly before the promise was made."""
    when, start = observed["date"], made["date"]
    length = min(len(when), len(start))
    return when[:length] < start[:length]


def read(path: Path) -> list[Row]:
    """The rows of a compiled file of facts."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write(name: str, dataset: str, rows: Iterable[Mapping[str, str]]) -> None:
    """Write one list with the columns of its format."""
    layout = SOURCE.format(dataset)
    if layout is None:
        raise SystemExit(f"no format {dataset}")
    listed = sorted(rows, key=lambda row: row["id"])
    with (OUT / name).open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, layout.columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)
    print(f"{name}: {len(listed)} rows")


def main() -> None:
    """Compile all lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    facts = parser.parse_args().shared / "facts"
    told = words()
    stated = read(facts / "promises.csv")
    parents = {row["parent_id"] for row in stated if row["parent_id"]}
    promises = [promise(row, told[row["id"]], parents) for row in stated]
    by_name = {row["id"]: row for row in promises}
    observations = []
    for row in read(facts / "promise_observations.csv"):
        made = by_name[row["promise_id"]]
        if before({**row, "date": DATES.get(row["obs_id"], row["date"])}, made):
            print(f"left out {row['obs_id']}: dated {row['date']}, before {made['id']} was made on {made['date']}")
            continue
        observations.append(observation(row, told[row["obs_id"]]))
    for name, of, date, status, value, unit, wording, url, tier in MORE_OBSERVATIONS:
        observations.append(
            {"id": name, "promise": of, "date": date, "status": status, "value": value, "unit": unit,
             "wording": wording, "basis": "reported", "source_name": host(url), "source_url": url, "tier": tier}
        )  # fmt: skip
    write("promises.csv", "promises", [*promises, *PEOPLE, *ASKED])
    write("observations.csv", "observations", observations)


if __name__ == "__main__":
    main()
