"""Recompute figures from the publisher's files, with nothing of Sarai: python recompute.py FOLDER < explain.json

FOLDER holds the workbooks and CSV files; the JSON is what `sarai explain DIR --format json` prints. Each row's amount
is read again from the cell that `locator` names in the file whose SHA-256 `file` is, and
value = amount x rate / deflator x recipient_percent/100 x sector_percent/100 x year_percent/100, half up to the
cent, a blank factor being one. Prints each row that comes out otherwise, then `N recomputed, N differ`; exits 1 where
one does.
"""

import csv
import functools
import hashlib
import json
import re
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import python_calamine

CENT, SIX_PLACES = Decimal("0.01"), Decimal("0.000001")
LOCATOR = re.compile(r"(?:(?P<sheet>.+)!)?row (?P<row>\d+)(?: part (?P<part>\d+))?")


@functools.cache
def files(folder: Path) -> dict[str, Path]:
    """The files of a folder by their SHA-256."""
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in folder.iterdir() if path.is_file()}


@functools.cache
def sheet(path: Path, name: str | None) -> list[list[object]]:
    """The rows of a sheet, or of a CSV file."""
    if name is None:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.reader(stream))
    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python(skip_empty_area=False)


def stated(folder: Path, row: dict) -> tuple[Decimal, str]:
    """The amount that the cell of a row states, and its currency."""
    place = LOCATOR.fullmatch(row["locator"])
    header, *records = sheet(files(folder)[row["file"]], place["sheet"])
    cells = dict(zip(header, records[int(place["row"]) - 2], strict=True))
    part = int(place["part"] or 1) - 1
    # The publisher's own series gives one value for a record, whatever the number of its amounts.
    column = row["series"] or ("amount" if "amount" in cells else "amount_constant_usd_2021")
    if column != "amount":
        if part:
            raise ValueError(f"{row['locator']}: the series stands with the first part alone")
        return number(cells[column]), "USD"
    currency = [each.strip() for each in str(cells["currency"]).split(";")][part]
    return number(listed(cells["amount"])[part]), {"D": "NAD"}.get(currency, currency)


def listed(cell: object) -> list[object]:
    """The values of a cell that may list several with semicolons."""
    return [each for each in cell.split(";") if each.strip()] if isinstance(cell, str) else [cell]


def number(cell: object) -> Decimal:
    """A cell's number to six places, as a spreadsheet shows it."""
    told = repr(cell) if isinstance(cell, float) else str(cell).strip()
    return Decimal(told).quantize(SIX_PLACES, ROUND_HALF_UP)


def recomputed(folder: Path, row: dict) -> Decimal:
    """The value of a row from its cell and its factors; fails where the row names other money than the cell."""
    amount, currency = stated(folder, row)
    if (amount, currency) != (Decimal(row["amount"]), row["currency"]):
        raise ValueError(f"{row['locator']} states {amount} {currency}, explain {row['amount']} {row['currency']}")
    value = amount * (row["rate"] or 1) / (row["deflator"] or 1)
    shares = row["recipient_percent"] / 100 * row["sector_percent"] / 100 * row["year_percent"] / 100
    return (value * shares).quantize(CENT, ROUND_HALF_UP)


def main() -> int:
    """Recompute the rows on standard input."""
    told = json.load(sys.stdin, parse_float=Decimal)
    rows = [row for row in told["rows"] if row["value"] is not None]
    differ = 0
    for row in rows:
        value = recomputed(Path(sys.argv[1]), row)
        if value != Decimal(row["value"]):
            differ += 1
            print(f"{row['key']} {row['locator']}: {row['value']} explained, {value} recomputed")
    print(f"{len(rows)} recomputed, {differ} differ")
    return bool(differ)


if __name__ == "__main__":
    sys.exit(main())
