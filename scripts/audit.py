"""Recompute figures of the bundled study apart from Sarai, and write them as docs/audit.md.

Usage: audit.py [--check]

Nothing of Sarai is imported: the files of the study are read with the standard library, priced with the published
rates and price levels of this repository, and counted by the rules of docs/semantics.md, written down once more.
``tests/scripts/test_audit.py`` asks Sarai for every row of the page. ``--check`` writes nothing and fails where the
page holds other figures.
"""

import csv
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "audit.md"
FILES = ROOT / "src" / "sarai" / "studies" / "central_asia" / "files"
MEETING = ROOT / "tests" / "scripts" / "data" / "audit"
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
        found = self.parts(name, row)
        return sum(found, Decimal()) if found else None

    def parts(self, name: str, row: Row) -> list[Decimal]:
        """The same, an amount in each currency that the record states by itself."""
        if name == "gcdf-3.0":
            stated = row["amount_constant_usd_2021"]
            return [cents(Decimal(stated) * LEVELS[self.year(name, row)] / LEVELS[2021])] if stated else []
        if not row["amount"]:
            return []
        pairs = list(zip(row["amount"].split(";"), row["currency"].split(";"), strict=True))
        found = []
        for amount, currency in pairs:
            per = rate(currency.strip(), row["year"])
            if per is None and len(pairs) == 1 and row["usd_current"]:
                return [cents(Decimal(row["usd_current"]))]
            if per is not None:
                found.append(cents(Decimal(amount) * per))
        return found

    def gift(self, record: str, name: str, row: Row) -> float | None:
        """How much of the record is a gift, in percent: all of a grant, of a loan by its stated terms."""
        told = (
            row
            if name != "gcdf-3.0"
            else next((rows[record] for each in self.NEWEST[1:] if record in (rows := self.told[each])), None)
        )
        if told is None:
            return None
        if told["flow"] in GRANTS:
            return 100.0
        terms = [told[column] for column in ("interest_rate", "maturity", "grace_period")]
        if told["flow"] != "Loan (excluding debt rescheduling)" or not all(terms):
            return None
        year, state = self.year(name, row), STATES[row["recipient_iso3"]]
        discount, threshold = (10, 25) if year < 2018 else (6, 10) if state in ("KZ", "TM") else (7, 15)
        element = grant_element(*map(float, terms), discount)
        return element if element >= threshold else None

    @staticmethod
    def year(name: str, row: Row) -> int:
        return int(row["commitment_date"][:4] if name == "gcdf-3.0" else row["year"])


GRANTS = ("Grant", "Free-standing technical assistance", "Scholarships/training in the donor country")


def grant_element(rate: float, maturity: float, grace: float, discount: float) -> float:
    """The DAC's formula for equal payments of principal twice a year; the first one ends the period of grace."""
    a = 2
    d = (1 + discount / 100) ** (1 / a) - 1
    first, last = a * grace - 1, a * maturity
    paid: float = ((1 + d) ** -first - (1 + d) ** -last) / (d * (last - first))
    return 100 * (1 - rate / 100 / a / d) * (1 - paid)


def gifts() -> Iterator[Figure]:
    """What of China's commitments is a gift by the DAC's rules."""
    lists = Chinese()
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for record, name, row in lists.speaking():
        stands, element = lists.standing(record, name, row), lists.gift(record, name, row)
        if stands in ("out", "high") or element is None or not FIRST <= lists.year(name, row) <= LAST:
            continue
        given = sum((cents(part * Decimal(element) / 100) for part in lists.parts(name, row)), Decimal())
        for level in ("low", "preferred") if stands == "low" else ("preferred",):
            sums[STATES[row["recipient_iso3"]], level] += given
    how = "grants whole, loans with rate, maturity and grace by the DAC's formula and the rule of their year"
    for state, level in (("KZ", "low"), *((each, "preferred") for each in STATES.values())):
        yield f"--partner CN --measure grant-equivalent --recipient {state}", level, sums[state, level], how


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


def net() -> Iterator[Figure]:
    """IBRD's commitments less what was cancelled of them, and what was paid out less what came back by its day."""
    committed: dict[str, Decimal] = defaultdict(Decimal)
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for row in read(FILES / "ibrd-loans-central-asia.csv"):
        if row["Loan Status"] in ("Fully Cancelled", "Terminated"):
            continue
        state = row["Country Code"]
        paid[state] += Decimal(row["Disbursed Amount"] or 0) - Decimal(row["Repaid to IBRD"] or 0)
        if FIRST <= int(row["Board Approval Date"][-4:]) <= LAST:
            loan = not row["Loan Type"].startswith("GU")
            committed[state] += Decimal(row["Original Principal Amount"] or 0) * loan - Decimal(
                row["Cancelled Amount"] or 0
            )
    for measure, sums, how in (
        ("net-committed", committed, "principals less what was cancelled of them, in the year of the approval"),
        ("net", paid, "disbursed less repaid up to 31 May 2023"),
    ):
        for state in ("KZ", "UZ", "TM"):
            yield f"--source worldbank-ibrd --measure {measure} --recipient {state}", "preferred", sums[state], how


class Made:
    """The made-up files that meet: every transaction with who told it, for whom, where, and whom it names."""

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []
        for path in sorted(MEETING.glob("*.xml")):
            for activity in ET.parse(path).getroot():
                for stated in activity.iter("transaction"):
                    self.rows.append(
                        {
                            "file": path.stem,
                            "id": activity.findtext("iati-identifier", ""),
                            "to": self._of(activity, "recipient-country", "code"),
                            "kind": self._of(stated, "transaction-type", "code"),
                            "year": self._of(stated, "transaction-date", "iso-date")[:4],
                            "amount": stated.findtext("value", ""),
                            "from activity": self._of(stated, "provider-org", "provider-activity-id"),
                            "to activity": self._of(stated, "receiver-org", "receiver-activity-id"),
                        }
                    )
        self.totals = {row["recipient"]: Decimal(row["disbursed_usd"]) for row in read(MEETING / "totals.csv")}

    @staticmethod
    def _of(element: ET.Element, name: str, attribute: str) -> str:
        found = element.find(name)
        return "" if found is None else found.get(attribute, "")

    def sum(self, *kinds: str, **wanted: str) -> Decimal:
        return sum(
            (
                Decimal(row["amount"])
                for row in self.rows
                if row["kind"] in kinds and all(row[name] == value for name, value in wanted.items())
            ),
            Decimal(),
        )


def chains() -> Iterator[Figure]:
    """Money handed on: it counts where it crosses into the recipient, and twice in high alone."""
    made = Made()
    known = {row["id"] for row in made.rows}
    handed = {row["to activity"]: row for row in made.rows if row["kind"] == "3" and row["to activity"] in known}
    giver, taker = "--measure spent --partner XX-MADEUP-GIVER", "--measure spent --partner XX-MADEUP-TAKER"
    placed = [name for name, row in handed.items() if row["to"]]
    spent_twice = sum((made.sum("3", "4", id=name) for name in placed), Decimal())
    all_in_tj = made.sum("3", "4", file="taker", to="TJ")
    yield f"{giver} --recipient TJ", "preferred", made.sum("3", file="giver", to="TJ"), "what the giver states of TJ"
    yield f"{taker} --recipient TJ", "low", all_in_tj - spent_twice, "what the taker spends less what it was handed"
    yield f"{taker} --recipient TJ", "preferred", all_in_tj - spent_twice, "the same"
    yield f"{taker} --recipient TJ", "high", all_in_tj, "all that the taker spends: nothing is netted"
    where_unknown = made.sum("3", file="giver", to="")
    yield f"{taker} --recipient KG", "preferred", made.sum("4", file="taker", to="KG"), "it crosses where the taker is"
    yield f"{giver} --recipient none", "preferred", Decimal(), "the giver names no state; the taker's spending does"
    yield f"{giver} --recipient none", "high", where_unknown, "the giver's statement, which stands aside"


def totals() -> Iterator[Figure]:
    """A publisher's total beside records of it, its own and another's."""
    made = Made()
    asked = "--measure spent --partner JP --year 2015 --recipient"
    for state in ("TJ", "UZ"):
        own = made.sum("3", file="agency", to=state, year="2015")
        yield f"{asked} {state}", "low", made.totals[state], "the publisher's total, which holds its records"
        yield f"{asked} {state}", "preferred", made.totals[state], "the same"
        yield f"{asked} {state}", "high", max(own, made.totals[state]), "the larger of the total and its records"
    itemised = made.sum("3", file="agency", to="TJ", year="2015")
    yield f"{asked} TJ --sector 21010", "preferred", itemised, "what the records tell of it"
    yield f"{asked} TJ --sector none", "preferred", made.totals["TJ"] - itemised, "what no record tells"
    for state in ("KZ", "KG"):
        others = made.sum("3", file="programme", to=state)
        yield f"{asked} {state}", "preferred", max(others, made.totals[state]), "the larger of two publishers"
        yield f"{asked} {state}", "high", others + made.totals[state], "both: they may be different money"


def total_cost() -> Iterator[Figure]:
    """A register whose expenditures are what projects cost in all."""
    made = Made()
    asked = "--measure spent --partner XX-MADEUP-REGISTER"
    yield asked, "preferred", made.sum("3", file="register"), "what was disbursed; expenditures hold it and more"
    yield asked, "high", made.sum("3", file="register"), "the same: a total cost is not spending in any count"


PARTS: tuple[Callable[[], Iterator[Figure]], ...] = (chinese, alone, crs, loans, gifts, net)
MEETINGS: tuple[Callable[[], Iterator[Figure]], ...] = (chains, totals, total_cost)


def _rows(figures: list[Figure], study: str, first: int) -> str:
    return "".join(
        f"| {place} | `sarai total {study} {asked}` | {column} | {value:,} | {how} |\n"
        for place, (asked, column, value, how) in enumerate(figures, first)
    )


_HEAD = "| | Asked | Column | By hand | How |\n| --: | --- | --- | --: | --- |\n"


def page() -> str:
    figures = [each for part in PARTS for each in part()]
    made = [each for part in MEETINGS for each in part()]
    several = sum("--partner CN" in asked for asked, *_ in figures)
    return f"""# Figures recomputed apart from Sarai

{len(figures) + len(made)} figures, {several + len(made)} of them over sources that tell of the same money, worked out
by `scripts/audit.py`, which imports nothing of Sarai: it reads the files with the standard library,
prices them with the published rates and price levels of this repository, and counts by the rules of
[semantics](semantics.md). A test asks Sarai for each and refuses any other figure.

## The bundled study

Commitments over three lists of one publisher, each list alone, totals, a loan book gross and net, and grant
equivalents.

{_HEAD}{_rows(figures, "DIR", 1)}
## Files made for it

The real files in hand hold no chain with identifiers and no total beside records of its own publisher. Five small
files and a table of totals, all made up, do (`tests/scripts/data/audit`): a fund that hands money to an agency, a
donor's totals beside its own and another's records, and a register of total costs.

{_HEAD}{_rows(made, "MADE", len(figures) + 1)}"""


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
