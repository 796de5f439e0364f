"""Who gives and who receives in the published files: nearly all of the money resolves, the rest is listed."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from money_names import RESOLVED, SUM, sides, verdict
from sarai.codelists import place_by_code, place_by_name

PAGE = """# Whose money it is: what names resolve

Made by `tests/codelists/test_names_of_the_money.py` (`make golden`) from the published files beside the checkout. Each
row's giver and receiver is asked of the code lists as the file prints it, names and codes apart; agencies beside their
donor, where the file tells one. Money is in dollars or, in IATI files, in the file's currency, without signs. Labels
that by their own words are no one party ("World", "General", "Unspecified") stand apart: neither resolved nor missed.

What is missed stays in the ledger as it was stated, under its own name, and is merged with nobody. Most of it are names
that mean something only beside a state that the file does not name ("Ministry of Public Works").

"""


def percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.2f} %" if whole else ""


@pytest.mark.shared
def test_nearly_all_of_the_money_resolves(shared: Path, golden: Callable[[str, str], None]) -> None:
    rows: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    money: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    rest: dict[tuple[str, str, str, str], list[float]] = defaultdict(lambda: [0, 0.0])
    for file, told, amount in sides(shared):
        became = verdict(told)
        rows[file, told.side][became] += 1
        money[file, told.side][became] += amount
        if became != RESOLVED:
            label = " ".join((told.name or told.code or "nothing told").split())
            missed = rest[file, told.side, became, label]
            missed[0] += 1
            missed[1] += amount

    lines = ["| file | side | rows | resolved | of the money | no one party | of the money |"]
    lines.append("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for key in sorted(rows):
        one, value = sum(rows[key].values()), sum(money[key].values())
        parts = rows[key][SUM], money[key][SUM]
        resolved = percent(rows[key][RESOLVED], one - parts[0]), percent(money[key][RESOLVED], value - parts[1])
        aside = (f"{parts[0]:,}", percent(parts[1], value)) if parts[0] else ("", "")
        lines.append(f"| {key[0]} | {key[1]} | {one:,} | {resolved[0]} | {resolved[1]} | {aside[0]} | {aside[1]} |")
    lines += ["", "## What is not resolved", "", "| file | side | as stated | why | rows | sum |"]
    lines.append("| --- | --- | --- | --- | ---: | ---: |")
    for (file, side, became, label), (number, amount) in sorted(
        rest.items(), key=lambda each: (each[0][:2], -each[1][1])
    ):
        lines.append(f"| {file} | {side} | {label.replace('|', '/')[:80]} | {became} | {number:,} | {amount:,.0f} |")
    golden(PAGE + "\n".join(lines) + "\n", "../../docs/names-coverage.md")

    for side in ("giver", "receiver"):
        stated = [(file, money[file, its]) for file, its in money if its == side]
        whole = sum(sum(each.values()) - each[SUM] for _, each in stated)
        assert sum(each[RESOLVED] for _, each in stated) >= 0.98 * whole
        # Files differ by a thousand times in size: none hides another.
        low = {file for file, each in stated if each[RESOLVED] < 0.98 * (sum(each.values()) - each[SUM])}
        assert {file.split("/")[-1].split("_Geocoded")[0] for file in low} <= MINISTRIES_OF_THE_RECIPIENT


# Their systems name the recipient's own ministries as funders, without the state.
MINISTRIES_OF_THE_RECIPIENT = {"iati_1.04_HondurasAIMS", "iati_1.04_TimorLesteAIMS", "iati_2.03_TimorLesteAIMS"}

BESIDE = (
    ("wdi/wdi_subset_long.csv", "country", "country_code"),
    ("macro/population.csv", "Country Name", "Country Code"),
    ("macro/country-codes.csv", "official_name_en", "ISO3166-1-Alpha-3"),
    ("influence/imf_dip_inward_5_economies.csv.gz", "COUNTERPART_COUNTRY", "COUNTERPART_COUNTRY.ID"),
    ("worldbank_ibrd/IBRD_Statement_of_Loans_2023-05-31.csv", "Country", "Country Code"),
    ("un_votes/un_votes_selected_1991on.csv.gz", "country", "country_code"),
    ("gcdf3_geocoded/gcdf3_final_input.csv", "Recipient", "Recipient.ISO-3"),
    ("influence/fbic_china_and_west_country_year.csv", "country", "iso3c"),
)


def pairs(path: Path, name: str, code: str) -> Iterator[tuple[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as stream:
        yield from {(row[name], row[code]) for row in csv.DictReader(stream) if row[name] and row[code]}


@pytest.mark.shared
@pytest.mark.parametrize(("file", "name", "code"), BESIDE, ids=[file for file, *_ in BESIDE])
def test_a_name_means_the_country_of_the_code_beside_it(shared: Path, file: str, name: str, code: str) -> None:
    wrong, unknown, known = [], [], 0
    for stated, beside in pairs(shared / "data" / file, name, code):
        country = place_by_code(beside)
        if country is None:
            continue  # a region or a group of the publisher's own
        found = place_by_name(stated).found
        if found is None:
            unknown.append((stated, beside))
        elif found.code != country.code:
            wrong.append((stated, beside, found.code))
        else:
            known += 1
    assert wrong == []
    assert known and len(unknown) <= 0.02 * known, unknown
