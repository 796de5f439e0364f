"""Who gives to whom, on descriptions that others wrote: ``python -m tests.scoring.records [open|sealed]``.

AidData's coders describe each project in their own words and record its donor, recipient, amount and currency in other
columns. A description whose text holds the recorded amount is read as any text; the sum is *right* where a claim that
holds it names the donor, or an organisation of the donor, as giver and the recipient as receiver, neither turned round.
Descriptions are drawn into an open and a sealed half by the hash of their id. The files lie in the shared folder.
"""

import csv
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook
from tests.scoring.claims import Score, shared_folder

from sarai import codelists
from sarai.model.claim import Claim
from sarai.model.errors import CodeError, UnknownLanguage
from sarai.reading import read_text
from sarai.reading.numbers import money

GCOF = "aiddata_china/GlobalChineseOfficialFinanceDataset_v1.0.xlsx"
OTHERS = (
    "aiddata_donors/SaudiArabia_TUFFDonorDataset_Level1_v1.0.csv",
    "aiddata_donors/Qatar_TUFFDonorDataset_Level1_v1.0.csv",
)
SHORTEST, LONGEST = 80, 2_500


@dataclass(frozen=True)
class Record:
    """A project as its coders tell it: a text, and who gave how much to whom."""

    id: str
    text: str
    donor: str
    recipient: str
    amount: float
    currency: str
    year: int


def _rows(data: Path) -> Iterator[dict[str, Any]]:
    sheet = CalamineWorkbook.from_path(str(data / GCOF)).get_sheet_by_index(0).to_python()
    for row in sheet[1:]:
        yield dict(zip(map(str, sheet[0]), row, strict=True))
    for name in OTHERS:
        with (data / name).open(encoding="utf-8", errors="replace", newline="") as file:
            yield from csv.DictReader(file)


def records(shared: Path) -> list[Record]:
    """The projects whose description states the recorded amount and whose donor and recipient are countries."""
    found = []
    countries = codelists.load("countries")
    for row in _rows(shared / "data"):
        text = str(row["description"]).strip()
        stated = str(row["amount"]).replace(",", "").strip()
        if not SHORTEST <= len(text) <= LONGEST or not stated or not row["currency"]:
            continue
        try:
            donor = countries.resolve(str(row["donor"])).code
            recipient = countries.resolve(str(row["recipient_condensed"])).code
        except CodeError:
            continue
        amount, currency = float(stated), str(row["currency"])
        if not any(q.value == amount and q.unit == currency for q in money(text)):
            continue
        year = int(float(str(row["year"])))
        found.append(Record(str(row["project_id"]).removesuffix(".0"), text, donor, recipient, amount, currency, year))
    return found


def drawn(shared: Path, half: str) -> list[Record]:
    """The open or the sealed half."""
    odd = half == "sealed"
    return [each for each in records(shared) if int(hashlib.sha256(each.id.encode()).hexdigest(), 16) % 2 == odd]


def holding(record: Record) -> list[dict[str, Any]]:
    """The claims of a description that hold its recorded amount."""
    return [
        claim
        for claim in (each.to_json() for each in _read(record))
        if any(a["value"] == record.amount and a["currency"] == record.currency for a in claim["amount"])
    ]


def _read(record: Record) -> tuple[Claim, ...]:
    try:
        return read_text(record.text, doc=record.id)
    except UnknownLanguage:
        return ()


def judged(record: Record, claims: list[dict[str, Any]]) -> str:
    """``right``, ``turned``, ``other`` or ``missed``."""
    if not claims:
        return "missed"
    said = "other"
    for claim in claims:
        givers = {str(p.get("code", "")) for p in claim["actor"]}
        receivers = {str(p.get("code", "")) for p in claim["recipient"]}
        if record.donor in givers and record.recipient in receivers and record.recipient not in givers:
            return "right"
        if record.recipient in givers or record.donor in receivers:
            said = "turned"
    return said


def score(found: list[Record]) -> dict[str, int]:
    """How many sums were read each way."""
    counted = dict.fromkeys(("right", "turned", "other", "missed"), 0)
    for record in found:
        counted[judged(record, holding(record))] += 1
    return counted


def main() -> None:
    """Score one half."""
    shared = shared_folder()
    if shared is None:
        raise SystemExit("the shared folder is not here")
    half = (sys.argv[1:] or ["open"])[0]
    counted = score(drawn(shared, half))
    total = sum(counted.values())
    print(half, Score(counted["right"], total, total).hits, "of", total, counted)


if __name__ == "__main__":
    main()
