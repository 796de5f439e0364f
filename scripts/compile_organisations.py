"""Compile the organisations of ``sarai.codelists`` that the code lists hold beside those written by hand.

``overlay/organisations.csv`` is written by hand: the organisations that give most, with their codes in every scheme.
This script adds, from published lists, every other channel of the DAC, provider, agency of a provider and IATI
publisher, and the published names of all of them. Takes codes and names only.
"""

import argparse
import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sarai.codelists.folding import fold

OUT = Path(__file__).resolve().parents[1] / "src" / "sarai" / "codelists"
IATI = "codelists/codeforiati_en_csv"
OECD = "codelists/oda_data_2.8.1"
MAP = "influence/iati_donor_mapping_20241101.csv"
TOTALS = "influence/crs_aggregated_2014_2023.csv"

KINDS = {
    "Academic, Training and Research": "research",
    "Foundation": "foundation",
    "Government": "agency",
    "International NGO": "ngo",
    "Multilateral": "multilateral",
    "National NGO": "ngo",
    "Other Public Sector": "agency",
    "Private Sector": "private",
    "Public Private Partnership": "partnership",
    "Regional NGO": "ngo",
}
# What a channel's number says of the organisation.
CHANNEL_KINDS = {"2": "ngo", "3": "partnership", "4": "multilateral", "5": "research"}
# A channel whose last three digits are noughts, and all of 1, 6 and 9, name a class and no organisation.
CATEGORY = re.compile(r"1\d{4}|6\d{4}|9\d{4}|\d\d000|22501|22502|23501|41100|41[2-7]00|52000")
# The DAC's map of publishers is wrong or coarse here; the lists' own codes are kept.
NOT_MAPPED = {
    "XI-IATI-EBRD": "the EBRD is mapped to the IBRD too",
    "44000": "the World Bank is mapped to IDA alone",
    "XM-DAC-46002": "the African Development Bank is mapped to the Fund too",
    "XM-DAC-928": "the WHO is mapped to one of its programmes too",
}

CARD = {
    "publisher": "OECD DAC and IATI, republished by Code for IATI and by the ONE Campaign (oda-data 2.8.1); the map of "
    "IATI publishers to the DAC's donors by the IATI secretariat",
    "url": "https://codelists.codeforiati.org/ReportingOrganisation/",
    "licence": "MIT (Code for IATI's repository; oda-data); the map is public without a stated licence: codes and "
    "names were taken as facts",
    "retrieved": "2025-09; oda-data 2026; map of 2024-11-01",
    "compiled_by": "scripts/compile_organisations.py",
    "changed": "Channels, providers, agencies and publishers put into one table with one code each; those that give "
    "most, their kinds, parents and donors by hand in overlay/organisations.csv; one organisation under several codes "
    "joined by code, or by hand in overlay/organisation_codes.csv, never by likeness of names; names that two share "
    "dropped.",
}

Row = dict[str, str]


class SourceShifted(Exception):
    """A source file no longer holds what this script was written for."""


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [{k: " ".join((v or "").split()) for k, v in row.items() if k} for row in csv.DictReader(stream)]


def write(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> int:
    ordered = sorted(rows, key=lambda row: tuple(row[column] for column in columns))
    with (OUT / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(ordered)
    return len(ordered)


class Table:
    """The table as it grows; codes that the hand-written part claims are taken from the start."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self.codes: dict[tuple[str, str], str] = {}
        self.names: dict[tuple[str, str], Row] = {}
        self.by_hand: dict[str, str] = {}
        self._said = set[tuple[str, str]]()
        states = read(OUT / "countries.csv")
        self.states = {fold(row["name"]): row["code"] for row in states}
        for file in ("country_names.csv", "overlay/country_aliases.csv"):
            self.states |= {fold(row["alias"]): row["code"] for row in read(OUT / file)}
        self.state_codes = {row["code"] for row in states}
        for row in states:
            if row["dac_code"]:
                self.codes["dac-donor", row["dac_code"]] = row["code"]
        for row in read(OUT / "overlay" / "organisations.csv"):
            for each in filter(None, row["dac"].split(";")):
                self.claim("dac-agency" if "-" in each else "dac-donor", each, row["code"])
            for each in filter(None, row["channels"].split(";")):
                self.claim("crs-channel", each, row["code"])
            for each in filter(None, row["refs"].split(";")):
                self.claim("iati", each, row["code"])
            for each in filter(None, (row["name"], *row["aliases"].split(";"))):
                self._said.add((row["code"], fold(each)))
                self.by_hand[fold(each)] = row["code"]
        for row in read(OUT / "overlay" / "organisation_codes.csv"):
            self.claim("iati", row["code"], row["means"])

    def claim(self, scheme: str, code: str, means: str) -> None:
        """Enter a code; a code that two organisations claim is an error."""
        if self.codes.setdefault((scheme, code), means) != means:
            raise SourceShifted(f"{scheme} {code} is claimed by {self.codes[scheme, code]} and {means}")

    def add(self, code: str, name: str, kind: str, *, donor: str = "", parent: str = "", country: str = "") -> str:
        self.rows.setdefault(
            code,
            {"code": code, "name": name, "kind": kind, "parent": parent, "donor": donor, "country": country},
        )
        return code

    def say(self, name: str, means: str, why: str, *, within: str = "") -> None:
        """Enter a name, if the organisation is not called so yet."""
        key = (means, fold(name))
        if within and self.by_hand.get(key[1], means) != means:
            return  # The list still has the code under the name of the body before it.
        if name and key not in self._said and key[1] and key[1] not in self.states:
            self._said.add(key)
            self.names[key] = {"name": name, "means": means, "why": why, "within": within}


def channels(table: Table, data: Path) -> None:
    oecd = {row["channel_code"]: row for row in read(data / OECD / "crs_channel_mapping.csv")}
    listed = {row["code"]: row["name"] for row in read(data / IATI / "CRSChannelCode.csv")}
    for code in sorted(oecd.keys() | listed.keys()):
        name = listed.get(code) or oecd[code]["channel_name"]
        category = CATEGORY.fullmatch(code) is not None
        means = table.codes.get(("crs-channel", code))
        if means is None:
            means = table.add(code, name, "category" if category else CHANNEL_KINDS[code[0]])
            table.claim("crs-channel", code, means)
        if category and means == code:
            continue
        names = [listed.get(code, ""), oecd[code]["channel_name"] if code in oecd else ""]
        for each in names:
            # "A - B" is a purse of A: its whole name tells it, as does what stands before "(includes ...)".
            table.say(each, means, "name in the DAC's list of channels")
            table.say(
                re.sub(r"\s*[(\[].*", "", each), means, "name in the DAC's list of channels, without its brackets"
            )
        if code in oecd:
            table.say(oecd[code]["en_acronym"], means, "acronym in the OECD's list of channels")


def providers(table: Table, data: Path) -> None:
    groups = json.loads((data / OECD / "provider_groupings.json").read_text(encoding="utf-8"))
    channel_of: dict[str, set[str]] = defaultdict(set)
    for row in read(data / OECD / "multilateral_channel_crosswalk.csv"):
        if row["channel_code"]:
            channel_of[row["provider_code"]].add(table.codes.get(("crs-channel", row["channel_code"]), ""))
    channel_named: dict[str, set[str]] = defaultdict(set)
    for row in table.rows.values():
        channel_named[fold(row["name"])].add(row["code"])
    totals = {row["donor_code"].removesuffix(".0"): row["donor_name"] for row in read(data / TOTALS)}
    named: list[tuple[str, str, str]] = [
        (code, name, kind)
        for group, kind in (("multilateral", "multilateral"), ("private_donors", "foundation"))
        for code, name in groups[group].items()
    ]
    for code, name, kind in named:
        means = table.codes.get(("dac-donor", code))
        if means is None:
            # Two lists of one publisher, one full name: provider 1018 is channel 30015.
            told = channel_of.get(code, set()) - {""} or channel_named.get(fold(name), set())
            means = told.pop() if len(told) == 1 else table.add(f"DAC-{code}", name, kind)
            table.claim("dac-donor", code, means)
        for each in (name, totals.get(code, "")):
            acronym = re.fullmatch(r"(.+?) \[(.+)\]", each)
            for part in acronym.groups() if acronym else (each,):
                table.say(part, means, "name in the OECD's list of providers")


def agencies(table: Table, data: Path) -> None:
    donors = {its: code for (scheme, code), its in table.codes.items() if scheme == "dac-donor"}
    for row in read(data / IATI / "OrganisationIdentifier.csv"):
        match = re.fullmatch(r"([A-Z]{2})-(\d+)", row["code"])
        if match is None or re.search(r"not in crs|miscellaneous|^other$", row["name"], re.IGNORECASE):
            continue
        state, number = match.groups()
        means = table.codes.get(("iati", row["code"]))
        if means is None:
            means = table.add(f"{state}:{number}", row["name"], "agency", donor=state, parent=state, country=state)
            table.claim("iati", row["code"], means)
        if state in donors:
            key = ("dac-agency", f"{donors[state]}-{number}")
            table.claim(*key, table.codes.get(key, means))
        table.say(row["name"], means, "name in the DAC's list of agencies", within="donor")


def state_of(table: Table, row: Row) -> str:
    found = table.states.get(fold(row["codeforiati:hq-country-or-region"]), "")
    return found if found in table.state_codes else ""


def publishers(table: Table, data: Path) -> None:
    rows = read(data / IATI / "ReportingOrganisation.csv") + read(data / IATI / "IATIOrganisationIdentifier.csv")
    same: dict[tuple[str, str], str] = {}
    for row in sorted(rows, key=lambda row: row["status"] != "active"):
        code, name = row["code"], row["name"].replace("–", "-")
        if name == "pub_name":
            continue
        kind = KINDS.get(row.get("codeforiati:organisation-type", ""), "ngo")
        country = state_of(table, row) if "codeforiati:hq-country-or-region" in row else ""
        means = known(table, code) or same.get((fold(name), country))
        if means is None:
            agency = kind == "agency" and country
            short = f"{country}:{code}" if agency else code
            donor = country if agency else ""
            means = table.add(
                short, name, kind if agency or kind != "agency" else "ngo", donor=donor, parent=donor, country=country
            )
        if ("iati", code) not in table.codes:
            table.claim("iati", code, means)
        same.setdefault((fold(name), country), means)
        table.say(name, means, "name of a publisher in IATI's register")


def known(table: Table, code: str) -> str | None:
    """What an IATI identifier means by its parts: a DAC channel or provider, an agency of a state."""
    if ("iati", code) in table.codes:
        return table.codes["iati", code]
    if match := re.fullmatch(r"(?:XM-DAC-|DAC-)?(\d+)", code):
        scheme = "crs-channel" if int(match[1]) >= 10_000 else "dac-donor"
        return table.codes.get((scheme, match[1]))
    if match := re.fullmatch(r"XM-DAC-(\d+-\d+)", code):
        return table.codes.get(("dac-agency", match[1]))
    if match := re.fullmatch(r"([A-Z]{2})-GOV-(\d+)", code):
        return table.codes.get(("iati", f"{match[1]}-{match[2]}")) if match[1] == "US" else None
    return None


def mapped(table: Table, data: Path) -> None:
    """The DAC's map of publishers to donors: names, and a check that both tell the same donor."""
    donors = {row["code"]: row["donor"] for row in table.rows.values()}
    donors |= {row["code"]: row["donor"] for row in read(OUT / "overlay" / "organisations.csv")}
    for row in read(data / MAP):
        code = row["reporting_org_ref"]
        means = known(table, code)
        told = table.codes.get(("dac-donor", row["donor_code"]))
        if means is None:
            if told is None:
                raise SourceShifted(f"{code}: neither publisher nor donor {row['donor_code']} is known")
            means = told
            table.claim("iati", code, means)
        elif told not in (means, donors.get(means), None) and code not in NOT_MAPPED:
            print(f"  {code} {row['publisher_name']}: {means} here, {told} in the DAC's map")
        table.say(row["publisher_name"], means, "name in the DAC's map of IATI publishers")


def settle(table: Table) -> int:
    """Drop published names that two organisations share: they tell none of them. Hand-written ones stay theirs."""
    hand = {}
    for row in read(OUT / "overlay" / "organisations.csv"):
        words = (row["name"], *row["aliases"].split(";"), *([row["code"]] if row["kind"] != "agency" else []))
        hand |= {fold(each): row["code"] for each in words if each}
    hand |= {fold(row["name"]): row["code"] for row in read(OUT / "overlay" / "organisation_names.csv")}
    hand |= {fold(row["name"]): "" for row in read(OUT / "overlay" / "ambiguous_names.csv")}
    for state, code in table.states.items():
        hand.setdefault(state, code)
    means: dict[str, set[str]] = defaultdict(set)
    for (code, key), row in table.names.items():
        if not row["within"]:
            means[key].add(code)
    dropped = 0
    for code, key in list(table.names):
        row = table.names[code, key]
        shared = len(means[key]) > 1 or hand.get(key, code) != code or len(key) < 3
        if not row["within"] and shared:
            print(f"  shared or too short: {row['name']!r} of {code}; {sorted(means[key])} {hand.get(key, '')}")
            del table.names[code, key]
            dropped += 1
    return dropped


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds data/")
    data = parser.parse_args().shared / "data"
    table = Table()
    claimed = dict(table.codes)
    channels(table, data)
    providers(table, data)
    agencies(table, data)
    publishers(table, data)
    mapped(table, data)
    dropped = settle(table)
    print(write("organisations.csv", ("code", "name", "kind", "parent", "donor", "country"), table.rows.values()))
    codes = [
        {"scheme": scheme, "code": code, "means": means}
        for (scheme, code), means in table.codes.items()
        if (scheme, code) not in claimed
    ]
    print(write("organisation_codes.csv", ("scheme", "code", "means"), codes))
    print(write("organisation_names.csv", ("name", "means", "why", "within"), table.names.values()))
    print(f"{dropped} names dropped")
    told = OUT / "provenance.json"
    provenance = json.loads(told.read_text(encoding="utf-8")) | {"organisations": CARD}
    told.write_text(json.dumps(dict(sorted(provenance.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except SourceShifted as error:
        sys.exit(str(error))
