"""Compile the code lists of ``sarai.codelists`` from published ones.

Takes facts only: codes, names, status, hierarchy. Descriptions are left behind. The lists in
``overlay/`` are written by hand and laid over these when they are read; this script reads those of
countries, only to match the DAC's country names to ISO codes.
"""

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook

from sarai.codelists.folding import fold

OUT = Path(__file__).resolve().parents[1] / "src" / "sarai" / "codelists"

IATI = "codelists/codeforiati_en_csv"
OECD = "codelists/oda_data_2.8.1"
PURPOSES = "codelists/aiddata_core_sec_purp_codes.csv"
ISO = "macro/country-codes.csv"
GCOF = "aiddata_china/GlobalChineseOfficialFinanceDataset_v1.0.xlsx"

# Of the OECD's recipients these are neither countries nor regions of the DAC list.
NOT_COUNTRIES = {"237": "East African Community", "650": "Indus Basin", "816": "Other Regional Banks"}
FIRST_INSTITUTION = 900

# ISO codes that were renamed, not dissolved: the overlay sends them to the successor.
RENAMED = ("BU", "TP", "ZR")

Row = dict[str, str]

FLAT = {
    "activity_statuses": "ActivityStatus",
    "currencies": "Currency",
    "flow_types": "FlowType",
    "organisation_types": "OrganisationType",
    "policy_markers": "PolicyMarker",
    "region_vocabularies": "RegionVocabulary",
    "regions": "Region",
    "sector_vocabularies": "SectorVocabulary",
    "tied_statuses": "TiedStatus",
    "transaction_types": "TransactionType",
}

GROUPED = {"aid_types": "AidType", "finance_types": "FinanceType"}

FLOW_CLASSES = {
    "corporate-aid": "Corporate aid",
    "military": "Military",
    "ngo": "NGO aid",
    "oda": "Official development assistance",
    "oda-like": "ODA-like",
    "official-investment": "Official investment",
    "oof": "Other official flows",
    "oof-like": "OOF-like",
    "private": "Private and commercial",
    "vague": "Vague official finance",
}


@dataclass(frozen=True)
class Card:
    """What ``provenance.json`` says of one list."""

    publisher: str
    url: str
    licence: str
    retrieved: str
    compiled_by: str
    changed: str


class SourceShifted(Exception):
    """A source file no longer holds what this script was written for."""


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [{k: " ".join((v or "").split()) for k, v in row.items() if k} for row in csv.DictReader(stream)]


def write(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> int:
    ordered = sorted(rows, key=lambda row: (row["code"], *(row[c] for c in columns)))
    with (OUT / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(ordered)
    return len(ordered)


def unique(name: str, rows: Iterable[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        if row["code"] in found or not row["name"]:
            raise SourceShifted(f"{name}: code {row['code']!r} twice or without a name")
        found[row["code"]] = row
    return found


def sectors(data: Path) -> list[Row]:
    groups: dict[str, str] = {}
    above: dict[str, str] = {}
    for row in read(data / IATI / "SectorGroup.csv"):
        above[row["codeforiati:category-code"]] = row["codeforiati:group-code"]
        groups[row["codeforiati:group-code"]] = row["codeforiati:group-name"]
    # The OECD file has the group 330 above 331 and 332, where SectorGroup.csv takes each for a group of
    # its own. AidData codes 330, so only the OECD's reading lets the two be compared.
    oecd = json.loads((data / OECD / "crs_purpose.json").read_text(encoding="utf-8"))
    for category, group in oecd.items():
        code = str(group["code"])
        if category in above and above[category] != code:
            if above[category] != category:
                raise SourceShifted(f"category {category}: group {above[category]} or {code}?")
            groups.pop(category, None)
            above[category] = code
            groups[code] = group["name"]

    found = {
        code: {
            "code": code,
            "name": name,
            "level": "group",
            "parent": "",
            "status": "active",
            "doubles_as": "",
        }
        for code, name in groups.items()
    }
    for row in read(data / IATI / "SectorCategory.csv"):
        code = row["code"]
        if code in found:
            found[code]["doubles_as"] = "category" if row["status"] == "active" else "withdrawn category"
        elif code in above:
            found[code] = {**row, "level": "category", "parent": above[code], "doubles_as": ""}
        else:
            found[code] = {**row, "level": "group", "parent": "", "doubles_as": "category"}
    for row in read(data / IATI / "Sector.csv"):
        found[row["code"]] = {**row, "level": "purpose", "parent": row["category"], "doubles_as": ""}

    for row in read(data / PURPOSES):
        code = row["crs_sector_code"]
        if code not in found:
            found[code] = {
                "code": code,
                "name": re.sub(r"^[IVX]+(\.\d)?(\.[a-z])?\.\s+", "", row["crs_sector_name"]),
                "level": "group",
                "parent": "",
                "status": "aiddata",
                "doubles_as": "category",
            }
        if row["crs_purpose_code"] not in found:
            found[row["crs_purpose_code"]] = {
                "code": row["crs_purpose_code"],
                "name": row["crs_purpose_name"],
                "level": "purpose",
                "parent": code,
                "status": "aiddata",
                "doubles_as": "",
            }
    for row in found.values():
        if row["parent"] and row["parent"] not in found:
            raise SourceShifted(f"sector {row['code']} stands under {row['parent']}, which no file holds")
    return list(found.values())


def channels(data: Path) -> list[Row]:
    found: dict[str, Row] = {}
    for row in read(data / IATI / "CRSChannelCode.csv"):
        # Five codes stand there twice, once without their category.
        known = found.get(row["code"])
        if known is not None and known["name"] != row["name"]:
            raise SourceShifted(f"channel {row['code']} has two names")
        if known is None or not known["category"]:
            found[row["code"]] = row
    for row in read(data / OECD / "crs_channel_mapping.csv"):
        if row["channel_code"] not in found:
            found[row["channel_code"]] = {
                "code": row["channel_code"],
                "name": row["channel_name"],
                "category": "",
                "status": "active",
            }
    return list(found.values())


def grouped(data: Path, list_name: str) -> list[Row]:
    names = {row["code"]: row["name"] for row in read(data / IATI / f"{list_name}-category.csv")}
    return [{**row, "category_name": names.get(row["category"], "")} for row in read(data / IATI / f"{list_name}.csv")]


def bare(name: str) -> str:
    """A UN or ISO name without its article and footnote marks."""
    return re.sub(r"\s*(\((the|Kingdom of the)\)|\*+)", "", name).strip()


def countries(data: Path) -> tuple[list[Row], list[Row]]:
    """The countries, and the other names that published lists have for them."""
    iati = {row["code"]: row for row in read(data / IATI / "Country.csv")}
    found: dict[str, Row] = {}
    spellings: dict[str, list[tuple[str, str]]] = {}
    for row in read(data / ISO):
        code = row["ISO3166-1-Alpha-2"]
        found[code] = {
            "code": code,
            "iso3": row["ISO3166-1-Alpha-3"],
            "m49": row["M49"].zfill(3),
            "name": row["CLDR display name"].replace(" & ", " and ").replace("’", "'"),
            "dac_code": "",
            "currency": row["ISO4217-currency_alphabetic_code"].split(",")[0],
            "region": row["Region Name"],
            "sub_region": row["Sub-region Name"],
            "status": "active",
        }
        spellings[code] = [
            (row["CLDR display name"], "short name in Unicode's CLDR"),
            (bare(row["UNTERM English Short"]), "UN short name"),
            (row["official_name_en"], "name in the UN's M49 list"),
            (re.sub(r"^the ", "", bare(row["UNTERM English Formal"])), "formal name at the UN"),
        ]
    for code, row in iati.items():
        if code in RENAMED:
            continue
        if code not in found:
            found[code] = dict.fromkeys(("iso3", "m49", "dac_code", "currency", "region", "sub_region"), "")
            found[code] |= {"code": code, "name": row["name"], "status": row["status"]}
        spellings.setdefault(code, []).append((bare(row["name"]), "ISO 3166-1 short name, as IATI lists it"))
    missing = set(found) - set(iati)
    if missing:
        raise SourceShifted(f"ISO codes that IATI does not list: {sorted(missing)}")

    by_name = {fold(row["name"]): code for code, row in found.items()}
    by_name |= {fold(name): code for code, pairs in spellings.items() for name, _ in pairs if name}
    by_name |= {fold(row["name"]): row["code"] for row in read(OUT / "overlay" / "countries.csv")}
    by_name |= {fold(row["alias"]): row["code"] for row in read(OUT / "overlay" / "country_aliases.csv")}
    for dac_code, name in dac_names(data).items():
        key = fold(name)
        if key not in by_name:
            raise SourceShifted(f"DAC code {dac_code} {name!r} matches no country; add an alias")
        code = by_name[key]
        if found[code]["dac_code"] not in ("", dac_code):
            raise SourceShifted(f"{code} has two DAC codes: {found[code]['dac_code']} and {dac_code}")
        found[code]["dac_code"] = dac_code
        spellings[code].append((name, "name in the OECD's list of recipients or providers"))
    for iso, dac_code in workbook_codes(data).items():
        if found[iso]["dac_code"] not in ("", dac_code):
            raise SourceShifted(f"{iso}: AidData has DAC code {dac_code}, the OECD {found[iso]['dac_code']}")
        found[iso]["dac_code"] = dac_code

    names: dict[str, Row] = {}
    for code, pairs in spellings.items():
        for name, why in pairs:
            key = fold(name)
            if not name or key == fold(found[code]["name"]):
                continue
            if key in names and names[key]["code"] != code:
                raise SourceShifted(f"{name!r} is a name of {code} and of {names[key]['code']}")
            names.setdefault(key, {"alias": name, "code": code, "why": why})
    return list(found.values()), list(names.values())


def dac_names(data: Path) -> dict[str, str]:
    recipients = json.loads((data / OECD / "recipient_groupings.json").read_text(encoding="utf-8"))
    providers = json.loads((data / OECD / "provider_groupings.json").read_text(encoding="utf-8"))
    regions = {row["code"] for row in read(data / IATI / "Region.csv")}
    named: dict[str, str] = dict(recipients["all_recipients"])
    named |= providers["dac_countries"] | providers["non_dac_countries"]
    for code, name in NOT_COUNTRIES.items():
        if named.pop(code, None) != name:
            raise SourceShifted(f"DAC code {code} is no longer {name}")
    return {code: name for code, name in named.items() if code not in regions and int(code) < FIRST_INSTITUTION}


def workbook_codes(data: Path) -> dict[str, str]:
    sheet = CalamineWorkbook.from_path(data / GCOF).get_sheet_by_name("ChineseOfficialFinance1.0")
    header, *rows = sheet.to_python()
    dac, iso = header.index("recipient_oecd_code"), header.index("recipient_iso2")
    seen: dict[str, Counter[str]] = {}
    for row in rows:
        # Records of several recipients hold lists; XR is AidData's own code for a region.
        number, code = row[dac], row[iso]
        if isinstance(number, float) and isinstance(code, str) and code not in ("", "XR"):
            seen.setdefault(code, Counter())[str(int(number))] += 1
    double = {iso2: dict(codes) for iso2, codes in seen.items() if len(codes) > 1}
    if double:
        raise SourceShifted(f"several DAC codes for one country: {double}")
    return {iso2: next(iter(codes)) for iso2, codes in seen.items()}


def cards(retrieved: Mapping[str, str]) -> dict[str, Card]:
    script = "scripts/compile_codelists.py"
    iati_date, oecd_date = retrieved[f"{IATI}/"], retrieved[f"{OECD}/"]

    def from_iati(page: str, changed: str) -> Card:
        return Card(
            publisher="IATI and OECD DAC, republished by Code for IATI",
            url=f"https://codelists.codeforiati.org/{page}/",
            licence="MIT (Code for IATI's repository)",
            retrieved=iati_date,
            compiled_by=script,
            changed=changed,
        )

    plain = "Descriptions and addresses left out; sorted by code."
    found = {name: from_iati(page, plain) for name, page in FLAT.items()}
    found |= {
        name: from_iati(page, "Descriptions left out; the category's name put beside its code.")
        for name, page in GROUPED.items()
    }
    found["regions"] = from_iati("Region", f"{plain} Aliases by hand in overlay/region_aliases.csv.")
    found["currencies"] = from_iati("Currency", f"{plain} Newer codes by hand in overlay/currencies.csv.")
    found["channels"] = Card(
        publisher="OECD DAC, republished by Code for IATI and by the ONE Campaign (oda-data 2.8.1)",
        url="https://codelists.codeforiati.org/CRSChannelCode/",
        licence="MIT (Code for IATI's repository; oda-data)",
        retrieved=f"{iati_date}; oda-data {oecd_date}",
        compiled_by=script,
        changed="Of codes listed twice the row with a category kept; codes that only oda-data holds added "
        "without a category; descriptions left out.",
    )
    found["sectors"] = Card(
        publisher="OECD DAC, republished by Code for IATI and by the ONE Campaign (oda-data 2.8.1); "
        "AidData's purpose codes from milesdwilliams15/aiddata_database",
        url="https://codelists.codeforiati.org/SectorGroup/",
        licence="MIT (Code for IATI's repository; oda-data); AidData asks for citation",
        retrieved=f"{iati_date}; oda-data {oecd_date}; AidData's list without a date",
        compiled_by=script,
        changed="Purposes, categories and groups put into one list; a code that is category and group stands "
        "once, as a group that doubles as a category; 331 and 332 put under 330 as oda-data has it; codes "
        "that only AidData has carry the status aiddata; names and aliases by hand in overlay/sectors.csv "
        "and overlay/sector_aliases.csv.",
    )
    found["countries"] = Card(
        publisher="Datasets project (ISO 3166-1, UN M49, CLDR, ISO 4217); IATI for codes outside ISO; DAC "
        "codes from oda-data 2.8.1 (ONE Campaign) and AidData's Global Chinese Official Finance 1.0",
        url="https://github.com/datasets/country-codes",
        licence="ODC-PDDL (country-codes); MIT (oda-data; Code for IATI's repository); AidData asks for citation",
        retrieved=f"country-codes without a date; IATI {iati_date}; oda-data {oecd_date}",
        compiled_by=script,
        changed="Of several currencies the first kept; M49 filled to three digits; other published names in "
        "country_names.csv; corrections and aliases by hand in overlay/countries.csv and "
        "overlay/country_aliases.csv.",
    )
    found["flow_classes"] = Card(
        publisher="The Sarai developers, after the OECD DAC's and AidData's (TUFF) classes",
        url="http://aiddata.org/pages/tuff-glossary",
        licence="Apache-2.0",
        retrieved="2026-11",
        compiled_by=script,
        changed="Codes and names are our own; AidData's labels by hand in overlay/flow_class_aliases.csv.",
    )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds data/")
    data = parser.parse_args().shared / "data"
    with (data / "MANIFEST.tsv").open(encoding="utf-8", newline="") as stream:
        manifest = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        retrieved = {row["path"]: row["years"] for row in manifest}

    counts: dict[str, int] = {}
    flat = ("code", "name", "status")
    for name, page in FLAT.items():
        counts[name] = write(name, flat, unique(name, read(data / IATI / f"{page}.csv")).values())
    for name, page in GROUPED.items():
        rows = unique(name, grouped(data, page)).values()
        counts[name] = write(name, ("code", "name", "category", "category_name", "status"), rows)
    counts["channels"] = write(
        "channels", ("code", "name", "category", "status"), unique("channels", channels(data)).values()
    )
    counts["sectors"] = write("sectors", ("code", "name", "level", "parent", "status", "doubles_as"), sectors(data))
    states, spellings = countries(data)
    columns = ("code", "iso3", "m49", "name", "dac_code", "currency", "region", "sub_region", "status")
    counts["countries"] = write("countries", columns, unique("countries", states).values())
    counts["country_names"] = write("country_names", ("alias", "code", "why"), spellings)
    counts["flow_classes"] = write(
        "flow_classes",
        flat,
        ({"code": code, "name": name, "status": "active"} for code, name in FLOW_CLASSES.items()),
    )
    told = OUT / "provenance.json"
    provenance = json.loads(told.read_text(encoding="utf-8"))
    provenance |= {name: asdict(card) for name, card in cards(retrieved).items()}
    told.write_text(json.dumps(dict(sorted(provenance.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for name, count in sorted(counts.items()):
        print(f"{name:24}{count:6}")


if __name__ == "__main__":
    try:
        main()
    except SourceShifted as error:
        sys.exit(str(error))
