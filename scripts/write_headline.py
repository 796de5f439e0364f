"""Write ``docs/headline.md``: the ten figures of the demo's headline table, down to the publisher's cells.

The figures come from Sarai; the arithmetic does not. Each record's amount is read again from the raw
published file, with the rate or the price levels from the tables of this repository, and multiplied and
added here with decimals. The page is written only if both agree to the cent.
"""

import argparse
import csv
import tempfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl

import sarai
from sarai import codelists
from sarai.pipeline import build, new

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "headline.md"
DATA = ROOT / "src" / "sarai" / "money" / "data"
OPEN = "commitment,implementation"
COMMAND = f"sarai total demo --by recipient,status --status {OPEN} --source aiddata"

FILES = {
    "GlobalChineseOfficialFinanceDataset_v1.0.xlsx": "aiddata_china",
    "ChinasFinancialDiplomacyProjectDetails.xlsx": "aiddata_china",
}
GCDF = "gcdf3_geocoded/gcdf3_final_input.csv"


def cent(value: Decimal) -> Decimal:
    """Half up to the cent."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


class Raw:
    """The published files, read with a library that Sarai does not read with."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.books: dict[str, Any] = {}
        with (data / GCDF).open(encoding="utf-8-sig", newline="") as stream:
            self.gcdf = {row["AidData.Record.ID"]: row for row in csv.DictReader(stream)}
        with (DATA / "rates.csv").open() as stream:
            self.rates = {
                (row["currency"], row["period"]): Decimal(row["value"])
                for row in csv.DictReader(stream)
                if row["source"] == "wdi-year"
            }
        with (DATA / "deflators.csv").open() as stream:
            self.levels = {
                int(row["year"]): Decimal(row["value"]) for row in csv.DictReader(stream) if row["provider"] == "CN"
            }

    def cell(self, origin: str) -> tuple[str, Decimal | None, str, int]:
        """Where a record's amount stands, the amount, its currency and the record's year."""
        if origin.startswith("GCDF"):
            row = self.gcdf[origin.rsplit(" ", 1)[1]]
            amount = row["Amount.(Constant.USD.2021)"]
            place = f"GCDF 3.0, record {row['AidData.Record.ID']}, amount in constant USD of 2021"
            return place, Decimal(amount) if amount else None, "USD of 2021", int(row["Commitment.Year"])
        file, rest = origin.split(" ", 1)
        sheet, row_number = rest.rsplit("!row ", 1)
        if file not in self.books:
            self.books[file] = openpyxl.load_workbook(self.data / FILES[file] / file, read_only=False)
        page = self.books[file][sheet]
        columns = {str(cell.value): cell.column_letter for cell in page[1]}
        letter = columns["amount"]
        stated = page[f"{letter}{row_number}"].value
        currency = page[f"{columns['currency']}{row_number}"].value
        year = int(page[f"{columns['year']}{row_number}"].value)
        amount = Decimal(repr(stated)) if isinstance(stated, int | float) else None
        return f"{file}, {sheet}, {letter}{row_number}", amount, str(currency or "").strip(), year

    def value(self, amount: Decimal | None, currency: str, year: int) -> tuple[str, Decimal | None]:
        """The arithmetic in words, and the value in current US dollars."""
        if amount is None:
            return "not published", None
        if currency == "USD of 2021":
            return (
                f"{amount:,} x {self.levels[year]} / {self.levels[2021]} (price level of {year} over 2021)",
                cent(amount * self.levels[year] / self.levels[2021]),
            )
        if currency == "USD":
            return f"{amount:,}", cent(amount)
        rate = self.rates[(currency, str(year))]
        return f"{amount:,} {currency} x {rate} (average of {year})", cent(amount * rate)


def page(study: Any, raw: Raw) -> str:
    """The whole page.

    Raises:
        SystemExit: a figure is not the sum of its cells.
    """
    total = study.total(by="recipient,status", status=OPEN, source="aiddata")
    lines = [
        "# The ten figures of the demo, down to the cell",
        "",
        "Written by `scripts/write_headline.py`, which reads the published files again with another library and does",
        "the arithmetic with decimals; it writes this page only where its sums equal Sarai's to the cent. The table is",
        f"`{COMMAND}`: what China has committed to the five states and AidData had not seen completed",
        "when it last looked, in US dollars of the year of commitment.",
        "",
        "Values are `amount x rate`, or, where only constant dollars of 2021 are published, the amount times the price",
        "level of China's money in the year of commitment over that of 2021 (`money/data/deflators.csv`).",
        "",
    ]
    for place, figure in enumerate(total.rows, 1):
        name = codelists.name_of_place(figure["recipient"])
        lines += [
            f"## {place}. {name}, {figure['status']}: {figure['preferred']:,}",
            "",
            f"{figure['n']} records.",
            "",
            "| record | cell | arithmetic | USD |",
            "| --- | --- | --- | ---: |",
        ]
        added = Decimal("0.00")
        for row in sorted(total.explain(place - 1).rows, key=lambda row: int(row["key"].split(":")[1].split("#")[0])):
            cell, amount, currency, year = raw.cell(row["locator"].split(", from ", 1)[1])
            words, value = raw.value(amount, currency, year)
            if value != row["value"]:
                raise SystemExit(f"{row['key']}: the cell gives {value}, Sarai {row['value']}")
            added += value or 0
            shown = "not reported" if value is None else f"{value:,}"
            lines.append(f"| {row['key'].split('#')[0]} | {cell} | {words} | {shown} |")
        if added != figure["preferred"]:
            raise SystemExit(
                f"{name}, {figure['status']}: the cells add up to {added}, Sarai says {figure['preferred']}"
            )
        lines += [f"| | | sum | **{added:,}** |", ""]
    return "\n".join(lines)


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    data = parser.parse_args().shared / "data"
    with tempfile.TemporaryDirectory() as folder:
        build(new(Path(folder) / "demo", template="central-asia"))
        PAGE.write_text(page(sarai.open(Path(folder) / "demo"), Raw(data)), encoding="utf-8")
    print(f"wrote {PAGE.name}")


if __name__ == "__main__":
    main()
