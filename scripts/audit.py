"""Recompute figures of the bundled study apart from Sarai, and write them as docs/audit.md.

Usage: audit.py [--check]

Nothing of Sarai is imported: the files of the study are read with the standard library, priced with the published
rates and price levels of this repository, and counted by the rules of docs/semantics.md, written down once more.
``tests/scripts/test_audit.py`` asks Sarai for every row of the page. ``--check`` writes nothing and fails where the
page holds other figures.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "audit.md"
FILES = ROOT / "src" / "sarai" / "studies" / "central_asia" / "files"
MONEY = ROOT / "src" / "sarai" / "money" / "data"
STATES = {"KAZ": "KZ", "KGZ": "KG", "TJK": "TJ", "TKM": "TM", "UZB": "UZ"}
FIRST, LAST = 2000, 2025

Row = dict[str, str]
Figure = tuple[str, str, Decimal, str]
"""What is asked of Sarai, in which column the figure stands, the figure, how it is worked out."""


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


RATES = {(row["currency"], row["period"], row["source"]): Decimal(row["value"]) for row in read(MONEY / "rates.csv")}
LEVELS = {int(row["year"]): Decimal(row["value"]) for row in read(MONEY / "deflators.csv") if row["provider"] == "CN"}


def rate(currency: str, period: str) -> Decimal | None:
    """Dollars per unit: the month's average, else the year's; the IMF's months before the Federal Reserve's."""
    if currency == "USD":
        return Decimal(1)
    months = ("imf-monthly", "fed-h10") if len(period) > 4 else ()
    tried = [(currency, period[:7], source) for source in months] + [(currency, period[:4], "wdi-year")]
    return next((RATES[each] for each in tried if each in RATES), None)


class Chinese:
    """AidData's three lists as one: which telling speaks, what stands where, and what each record is worth."""

    NEWEST = ("gcdf-3.0", "sca-2020", "gcof-1.0")

    def __init__(self) -> None:
        self.told: dict[str, dict[str, Row]] = {
            name: {
                row.get("aiddata_record_id") or row["project_id"]: row
                for row in read(FILES / f"{name}-central-asia.csv")
            }
            for name in self.NEWEST
        }
        self.links: dict[str, set[str]] = {
            name: {
                each.removeprefix("umbrella ") for row in rows.values() for each in row["linked"].split("; ") if each
            }
            for name, rows in self.told.items()
        }

    def speaking(self) -> Iterator[tuple[str, str, Row]]:
        """Each record once, as its newest telling has it: (record, list, row)."""
        for record in sorted({each for rows in self.told.values() for each in rows}):
            name = next(name for name in self.NEWEST if record in self.told[name])
            yield record, name, self.told[name][record]

    def older(self, record: str, column: str) -> str:
        """A field of the newest list that has it."""
        return next((rows[record][column] for name in self.NEWEST[1:] if record in (rows := self.told[name])), "")

    def standing(self, record: str, name: str, row: Row) -> str:
        """out, high, preferred or low: the lowest total that the record is in."""
        own = name != "gcdf-3.0"
        if row["status"] == "Pipeline: Pledge" or row["status"] in ("Cancelled", "Suspended"):
            return "out"
        if own and (row["umbrella"] in ("True", "1") or row["recommended_for_research"] == "False"):
            return "out"
        if self.older(record, "flow").startswith("Debt"):
            return "out"
        if self.of_facility(record, row):
            return "high"
        later = self.NEWEST[: self.NEWEST.index(name)]
        if later and not any(record in self.links[each] for each in later):
            return "preferred"
        if self.older(record, "is_cofinanced") == "True" or (
            not own and self.older(record, "umbrella") in ("True", "1")
        ):
            return "preferred"
        return "low"

    def of_facility(self, record: str, row: Row) -> bool:
        """Whether the record and a master facility of the same country name each other, in any list."""
        for rows in self.told.values():
            for other, whole in rows.items():
                if whole["facility"] != "True" or other == record or whole["recipient_iso3"] != row["recipient_iso3"]:
                    continue
                tellings = [each[record] for each in self.told.values() if record in each]
                named = any(other in each["linked"].split("; ") for each in tellings)
                if (named or record in whole["linked"].split("; ")) and row["facility"] != "True":
                    return True
        return False

    def value(self, name: str, row: Row) -> Decimal | None:
        """Dollars of the year of commitment."""
        if name == "gcdf-3.0":
            stated = row["amount_constant_usd_2021"]
            return cents(Decimal(stated) * LEVELS[self.year(name, row)] / LEVELS[2021]) if stated else None
        if not row["amount"]:
            return None
        pairs = list(zip(row["amount"].split(";"), row["currency"].split(";"), strict=True))
        found = []
        for amount, currency in pairs:
            per = rate(currency.strip(), row["year"])
            if per is None and len(pairs) == 1 and row["usd_current"]:
                return cents(Decimal(row["usd_current"]))
            if per is not None:
                found.append(cents(Decimal(amount) * per))
        return sum(found, Decimal()) if found else None

    @staticmethod
    def year(name: str, row: Row) -> int:
        return int(row["commitment_date"][:4] if name == "gcdf-3.0" else row["year"])


def chinese() -> Iterator[Figure]:
    """China in five states: three lists that tell of the same records."""
    lists = Chinese()
    levels: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    years: dict[int, Decimal] = defaultdict(Decimal)
    counts: dict[str, int] = defaultdict(int)
    for record, name, row in lists.speaking():
        stands, state, year = lists.standing(record, name, row), STATES[row["recipient_iso3"]], lists.year(name, row)
        if stands == "out" or not FIRST <= year <= LAST:
            continue
        value = lists.value(name, row) or Decimal()
        for level, holds in (
            ("low", ("low",)),
            ("preferred", ("low", "preferred")),
            ("high", ("low", "preferred", "high")),
        ):
            if stands in holds:
                levels[state, level] += value
        if stands in ("low", "preferred"):
            years[year] += value
            counts[state] += 1
    how = "three lists of AidData: the newest telling of each record, its rules and rates by hand"
    for state in STATES.values():
        for level in ("low", "preferred", "high"):
            yield f"--partner CN --recipient {state}", level, levels[state, level], how
        yield (
            f"--partner CN --recipient {state}",
            "n",
            Decimal(counts[state]),
            "records counted, with an amount or without",
        )
    for year in range(2005, 2020):
        yield f"--partner CN --year {year}", "preferred", years[year], how


def alone() -> Iterator[Figure]:
    """Each list of AidData in its publisher's own series."""
    lists = Chinese()
    columns = {"gcdf-3.0": "amount_constant_usd_2021", "sca-2020": "usd_defl_2017", "gcof-1.0": "usd_defl_2014"}
    for name, column in columns.items():
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for row in lists.told[name].values():
            out = row["status"] == "Pipeline: Pledge" or row["status"] in ("Cancelled", "Suspended")
            if name != "gcdf-3.0":
                out = out or row["umbrella"] in ("True", "1") or row["recommended_for_research"] == "False"
            if not out and row[column] and FIRST <= lists.year(name, row) <= LAST:
                sums[STATES[row["recipient_iso3"]]] += cents(Decimal(row[column]))
        for state in STATES.values():
            asked = f"--dataset {name}-central-asia --recipient {state} --prices source"
            yield (
                asked,
                "preferred",
                sums[state],
                f"sum of {column}, pledges, umbrellas and what is not recommended left out",
            )


def crs() -> Iterator[Figure]:
    """What the OECD's totals say was disbursed."""
    rows = [row for row in read(FILES / "crs-totals-central-asia.csv") if row["disbursed_usd"]]

    def of(**wanted: str) -> Decimal:
        told = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
        return sum((cents(Decimal(row["disbursed_usd"])) for row in told), Decimal())

    for state in STATES.values():
        asked = f"--source oecd-crs --measure disbursed --recipient {state}"
        yield asked, "preferred", of(recipient=state), "sum of the donors' yearly totals"
        yield f"{asked} --partner JP", "preferred", of(recipient=state, donor="JP"), "sum of Japan's yearly totals"
    for donor in ("JP", "US", "DE", "KR", "CH"):
        asked = f"--source oecd-crs --measure disbursed --partner {donor}"
        yield asked, "preferred", of(donor=donor), "sum over the five states"


def loans() -> Iterator[Figure]:
    """What the IBRD's statement of loans says was lent."""
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in read(FILES / "ibrd-loans-central-asia.csv"):
        year = row["Board Approval Date"][-4:]
        if row["Loan Status"] in ("Fully Cancelled", "Terminated") or row["Loan Type"].startswith("GU"):
            continue
        if row["Original Principal Amount"] and FIRST <= int(year) <= LAST:
            for when in (year, "all"):
                sums[row["Country Code"], when] += Decimal(row["Original Principal Amount"])
    for state in ("KZ", "UZ", "TM"):
        if (state, "all") in sums:
            yield (
                f"--source worldbank-ibrd --recipient {state}",
                "preferred",
                sums[state, "all"],
                "sum of principals, cancelled loans and guarantees left out",
            )
    for year in ("2010", "2012", "2014", "2015"):
        if ("KZ", year) in sums:
            asked = f"--source worldbank-ibrd --recipient KZ --year {year}"
            yield asked, "preferred", sums["KZ", year], "principals by board approval"


PARTS: tuple[Callable[[], Iterator[Figure]], ...] = (chinese, alone, crs, loans)


def page() -> str:
    figures = [each for part in PARTS for each in part()]
    rows = "".join(
        f"| {place} | `sarai total DIR {asked}` | {column} | {value:,} | {how} |\n"
        for place, (asked, column, value, how) in enumerate(figures, 1)
    )
    several = sum("--partner CN" in asked for asked, *_ in figures)
    return f"""# Figures recomputed apart from Sarai

{len(figures)} figures of the bundled study, {several} of them over lists that tell of the same records, worked out by
`scripts/audit.py`, which imports nothing of Sarai: it reads the files of the study with the standard library,
prices them with the published rates and price levels of this repository, and counts by the rules of
[semantics](semantics.md). A test asks Sarai for each and refuses any other figure.

| | Asked | Column | By hand | How |
| --: | --- | --- | --: | --- |
{rows}"""


def main() -> None:
    made = page()
    if "--check" in sys.argv:
        if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != made:
            sys.exit("docs/audit.md holds other figures than the files; run without --check")
        return
    PAGE.write_text(made, encoding="utf-8")
    print(f"wrote {PAGE.name}")


if __name__ == "__main__":
    main()
