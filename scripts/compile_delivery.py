"""Compiles the dated deliveries and the counts of statuses that delivery rates rest on.

    python scripts/compile_delivery.py SHARED

Writes ``bank_projects.csv``, ``bank_disbursements.csv`` and ``looks.csv`` into ``src/sarai/promises/data``. The World
Bank's projects of Europe and Central Asia are kept, with the corrections of ``corrections.csv``; amounts stay as
published (totals in current dollars, disbursements in dollars of 2011) and are brought to one basis when they are read.
"""

import csv
import datetime as dt
import io
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

TARGET = Path(__file__).parents[1] / "src/sarai/promises/data"
REGION = "EUROPE AND CENTRAL ASIA"
RETRIEVED = "2026-11"
COUNTRIES = {
    "Albania": "AL", "Armenia": "AM", "Azerbaijan": "AZ", "Belarus": "BY", "Bosnia and Herzegovina": "BA",
    "Bulgaria": "BG", "Croatia": "HR", "Czech Republic": "CZ", "Georgia": "GE", "Hungary": "HU", "Kosovo": "XK",
    "Kyrgyz Republic": "KG", "Latvia": "LV", "Macedonia, former Yugoslav Republic of": "MK", "Moldova": "MD",
    "Montenegro": "ME", "Poland": "PL", "Republic of Kazakhstan": "KZ", "Republic of Serbia": "RS", "Romania": "RO",
    "Russian Federation": "RU", "Tajikistan": "TJ", "Turkey": "TR", "Turkmenistan": "TM", "Ukraine": "UA",
    "Uzbekistan": "UZ",
}  # fmt: skip
RELEASES = (
    ("africa-1.0", "aiddata_china_1.0.xlsx", "1) Official Flows", "2013-04-29"),
    ("africa-1.1", "aiddata_china_1.1.xlsx", None, "2014-01-31"),
    ("africa-1.2", "aiddata_china_1.2.xlsx", None, "2015-11-30"),
    ("gcof-1.0", "GlobalChineseOfficialFinanceDataset_v1.0.xlsx", None, "2017-10-11"),
    ("sca-2020", "ChinasFinancialDiplomacyProjectDetails.xlsx", None, "2020-10-14"),
)
GEOCODED = ("gcdf-3.0-geocoded", "2023-11-06")
"""The geocoded records of GCDF 3.0: a part of that list, so that absence from it says nothing."""
STEPS = (
    ("africa-1.0", "africa-1.1"),
    ("africa-1.1", "africa-1.2"),
    ("africa-1.2", "gcof-1.0"),
    ("gcof-1.0", "sca-2020"),
)


def main(shared: Path) -> None:
    """Write the three files."""
    csv.field_size_limit(10**9)
    banks = shared / "data" / "worldbank_projects"
    disbursed = list(disbursements(banks / "World_Bank_Disbursements_Dreher_and_Lohmann.xlsx"))
    told = {row["projectid"] for row in disbursed}
    kept = [row for row in projects(banks / "AllWorldBank_IBRDIDA.csv.zip") if _belongs(row)]
    in_source = sorted((row for row in kept if row["Project ID"] in told), key=lambda row: row["Project ID"])
    ids = {row["Project ID"] for row in in_source}
    _write("bank_projects.csv", [_project(row) for row in in_source])
    _write("bank_disbursements.csv", [_disbursement(row) for row in disbursed if row["projectid"] in ids])
    _write("looks.csv", list(looks(shared / "data" / "aiddata_china", geocoded(shared))))
    print(f"{len(kept)} projects of IBRD and IDA in the region, {len(ids)} with disbursements")


def projects(path: Path) -> Iterator[dict[str, str]]:
    """The first row of each project of the geocoded list."""
    seen = set()
    with zipfile.ZipFile(path) as packed, packed.open("AllWorldBank_IBRDIDA.csv") as stream:
        for row in csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8", errors="replace")):
            if row["Project ID"] not in seen:
                seen.add(row["Project ID"])
                yield row


def disbursements(path: Path) -> Iterator[dict[str, Any]]:
    """The dated disbursements, in dollars of 2011."""
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name("data_2000-2011").to_python()
    for row in rows:
        yield dict(zip(map(str, header), row, strict=True))


def _belongs(row: dict[str, str]) -> bool:
    return row["Region"] == REGION and row["Product Line"] == "IBRD/IDA" and bool(row["Total Amt"])


def date(told: str) -> str:
    """An American date as ISO; blank stays blank."""
    return dt.datetime.strptime(told, "%m/%d/%Y").date().isoformat() if told else ""


def _project(row: dict[str, str]) -> dict[str, object]:
    return {
        "project": row["Project ID"], "country": COUNTRIES[row["Country"].strip()],
        "sector": row["MJSECTOR 1"].strip(), "instrument": row["Lending Instrument"].strip(),
        "approved": date(row["Approval Date"]), "total": f"{float(row['Total Amt']) * 1e6:.0f}", "currency": "USD",
        "prices": "current", "source": "world-bank-geocoded-2011", "retrieved": RETRIEVED,
    }  # fmt: skip


def _disbursement(row: dict[str, Any]) -> dict[str, object]:
    return {
        "project": row["projectid"], "month": str(row["date"])[:7], "amount": f"{float(row['disbursements']):.0f}",
        "currency": "USD", "price_year": 2011, "source": "dreher-lohmann-2015", "retrieved": RETRIEVED,
    }  # fmt: skip


def geocoded(shared: Path) -> dict[int, dict[str, Any]]:
    """The geocoded records of GCDF 3.0 by id; one that stands at several places has one status."""
    found: dict[int, dict[str, Any]] = {}
    with (shared / "data" / "gcdf3_geocoded" / "gcdf3_final_input.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            found[int(float(row["AidData.Record.ID"]))] = {"status": row["Status"]}
    return found


def looks(folder: Path, geocoded: dict[int, dict[str, Any]]) -> Iterator[dict[str, object]]:
    """How often records in the pipeline had moved when the next release came out, and whether anybody had looked.

    A record counts as untouched where its description and its number of documents are those of the release before. The
    geocoded list has neither: there a record is untouched where it is absent, since the list holds a part alone.
    """
    releases = {name: _release(folder / file, sheet) for name, file, sheet, _ in RELEASES}
    dates = {name: date for name, _, _, date in RELEASES}
    for earlier, later in STEPS:
        old, new = releases[earlier], releases[later]
        counts: dict[str, Counter[str]] = {}
        for key, row in old.items():
            if not _in_pipeline(row) or key not in new:
                continue
            moved = not _in_pipeline(new[key])
            same = all(_text(row[name]) == _text(new[key][name]) for name in ("description", "sources_count"))
            stage = _text(row["status"]).removeprefix("Pipeline: ").lower()
            for name in ("all", stage):
                count = counts.setdefault(name, Counter())
                count["n"] += 1
                count["moved"] += moved
                count["completed"] += _text(new[key]["status"]) == "Completion"
                count["untouched"] += same
                count["untouched_moved"] += same and moved
        for name, count in sorted(counts.items()):
            if name in ("all", "commitment", "pledge"):
                yield {
                    "earlier": earlier, "later": later, "seen_from": dates[earlier], "seen_on": dates[later],
                    "stage": name, **_counted(count), "unit": "records", "source": "aiddata", "retrieved": RETRIEVED,
                }  # fmt: skip
    yield from _into_a_part(releases["gcof-1.0"], geocoded, dates["gcof-1.0"])


def _counted(count: Counter[str]) -> dict[str, int]:
    return {each: count[each] for each in ("n", "moved", "completed", "untouched", "untouched_moved", "absent")}


def _into_a_part(
    old: dict[int, dict[str, Any]], part: dict[int, dict[str, Any]], seen_from: str
) -> Iterator[dict[str, object]]:
    """The commitments of one release in a later list that holds a part of them."""
    count: Counter[str] = Counter()
    for key, row in old.items():
        if _text(row["status"]) != "Pipeline: Commitment":
            continue
        told = _text(part[key]["status"]) if key in part else None
        count["n"] += 1
        count["moved"] += told is not None and not told.startswith("Pipeline")
        count["completed"] += told == "Completion"
        count["absent"] += told is None
        count["untouched"] += told is None
    later, seen_on = GEOCODED
    yield {
        "earlier": "gcof-1.0", "later": later, "seen_from": seen_from, "seen_on": seen_on, "stage": "commitment",
        **_counted(count), "unit": "records", "source": "aiddata", "retrieved": RETRIEVED,
    }  # fmt: skip


def _release(path: Path, sheet: str | None) -> dict[int, dict[str, Any]]:
    book = CalamineWorkbook.from_path(path)
    found = {}
    for name in [sheet] if sheet else book.sheet_names:
        header, *rows = book.get_sheet_by_name(name).to_python()
        names = [str(each).strip() for each in header]
        if "project_id" in names:
            found |= {
                int(float(row[names.index("project_id")])): dict(zip(names, row, strict=True))
                for row in rows
                if row[names.index("project_id")] not in ("", None)
            }
    return found


def _in_pipeline(row: dict[str, Any]) -> bool:
    return _text(row["status"]).startswith("Pipeline")


def _text(value: object) -> str:
    return str(value or "").strip()


def _write(name: str, rows: list[dict[str, object]]) -> None:
    with (TARGET / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
