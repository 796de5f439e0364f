"""Lists of Global Energy Monitor: every tracker by its header, units with their states, and no money."""

import csv
import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sarai import sources
from sarai.model.errors import UnknownFormat
from sarai.model.provenance import ReadSettings
from sarai.sources.gem.rows import split_countries


def read(path: Path) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {"facility": [], "reject": []}
    for table, batch in sources.reader("gem")(path, ReadSettings(file="made-up", dataset="gem-units")):
        rows.setdefault(table, []).extend(batch.to_pylist())
    return rows


def test_a_unit_says_where_it_stands(tmp_path: Path, made_up: Callable[..., Path]) -> None:
    rows = read(made_up("gem", "gem-units", tmp_path))
    first, second, third, fourth, hill = rows["facility"]
    assert (first["name"], first["unit"], first["countries"], first["type"]) == (
        "Made-up Lake power station", "1", ["UZ"], "oil-gas-plant",
    )  # fmt: skip
    assert (first["capacity"], first["capacity_unit"], first["status"], first["start_year"]) == (
        450.5, "MW", "operating", 2016,
    )  # fmt: skip
    assert (first["lat"], first["lon"], first["url"]) == (40.5, 65.2, "https://example.org/lake")
    assert first["other_names"] == ["Озеро ТЭС", "Göl"]
    assert first["stated"] == ["region: Asia"]
    assert second["status"] == "construction"
    assert (third["capacity"], third["capacity_unit"], third["start_year"]) == (None, None, None)
    assert (third["status"], third["status_stated"]) == ("cancelled", "cancelled - inferred 4 y")
    assert (fourth["start_year"], fourth["start_stated"], fourth["lat"]) == (2028, "2028 (expected)", None)
    assert third["id"] != fourth["id"]
    assert (hill["countries"], hill["status"], hill["status_stated"]) == (["KZ", "RU"], None, "resting")
    told = [(row["scope"], row["column"], row["value"]) for row in rows["reject"]]
    assert told == [
        ("cell", "lat", "140.5, 65.2"),
        ("cell", "status", "resting"),
        ("cell", "start_year", "soon"),
        ("row", "country", "Atlantis"),
        ("row", "project", ""),
    ]


LISTS = {
    # A header as it is published -> a row, and what it is to be: type, name, unit, capacity, its unit, status, start.
    "coal": (
        "GEM unit/phase ID,Country/Area,Wiki URL,Plant name,Unit name,Capacity (MW),Status,Start year,"
        "Combustion technology,Coal type,Latitude,Longitude,Location accuracy",
        "G1,Kazakhstan,https://example.org/a,Made-up plant,Unit 1,300.0,operating pre-retirement,1968.0,subcritical,"
        "lignite,52.1,76.8,exact",
        ("coal-plant", "Made-up plant", "Unit 1", 300.0, "MW", "operating", 1968),
    ),
    "hydropower": (
        "Date Last Researched;Country 1;Country 2;Project Name;Capacity (MW);Binational;Status;Start Year;"
        "River / Watercourse;Latitude;Longitude;Location Accuracy;GEM location ID;GEM unit ID;Wiki URL",
        "2024/05/01;Tajikistan;Uzbekistan;Made-up dam;3600;Yes;pre-construction;2031;Made-up River;38.7;69.8;exact;L1;"
        "G2;https://example.org/b",
        ("hydropower", "Made-up dam", None, 3600.0, "MW", "pre-construction", 2031),
    ),
    "nuclear": (
        "Country,Project Name,Unit Name,Capacity (MW),Status,Reactor Type,Commercial Operation Date,Latitude,Longitude,"
        "GEM unit ID,Wiki URL",
        "Uzbekistan,Made-up reactor,--,1200,announced,unknown,2033-10-01,40.5,66.1,G3,https://example.org/c",
        ("nuclear", "Made-up reactor", None, 1200.0, "MW", "announced", 2033),
    ),
    "pipelines": (
        "ProjectID,Fuel,Countries,Wiki,PipelineName,SegmentName,Status,StartYear1,Capacity,CapacityUnits",
        'P1,Gas,"Turkmenistan, Uzbekistan, Tajikistan, Kyrgyzstan, China",https://example.org/d,Made-up line,Line D,'
        "Proposed,2030,30,bcm/y",
        ("pipeline", "Made-up line", "Line D", 30.0, "bcm/y", "announced", 2030),
    ),
    "map of several": (
        "id,url,name,unit-name,status,areas,capacity,start-year,Latitude,Longitude,tracker-acro,capacity-table",
        "T1,https://example.org/e,Made-up terminal,,idle,Turkmenistan;,0.2,2009,40.1,52.7,GGIT-lng,0.2 mtpa of LNG",
        ("lng-terminal", "Made-up terminal", None, 0.2, "mtpa", "mothballed", 2009),
    ),
    "fields": (
        "unit-id,wiki-name,status,country/area,production-start-year,discovery-year,lat,lng,location-accuracy,url",
        "O1,Made-up field,in_development,Russia-Kazakhstan,2028 (expected),1979,45.4,53.0,approximate,"
        "https://example.org/f",
        ("oil-gas-field", "Made-up field", None, None, None, "construction", 2028),
    ),
    "solar": (
        "Country/Area,Project Name,Phase Name,Capacity (MW),Capacity Rating,Status,Start year,Latitude,Longitude,"
        "GEM phase ID,Wiki URL",
        "Uzbekistan,Made-up solar farm,2,100,MWac,shelved - inferred 2 y,,40,65,G5,https://example.org/g",
        ("solar", "Made-up solar farm", "2", 100.0, "MW", "shelved", None),
    ),
    "geothermal map": (
        "status,country,project_name,unit_name,capacity_(mw),technology,start_year,operator,owner,lat,lng,"
        "location_accuracy,gem_location_id,gem_unit_id,url",
        "announced,Kazakhstan,Made-up springs,Unit 1,12.5,binary cycle,2030,,,43.6,79.4,approximate,L9,G9,"
        "https://example.org/h",
        ("geothermal", "Made-up springs", "Unit 1", 12.5, "MW", "announced", 2030),
    ),
    "old gas map: a terminal": (
        "areas,terminalname,unitname,capacityinbcm/y,status,startyear1,lat,lng,url,type,pipelinename,fuel,"
        "capacitybcm/y,lengthknownkm,tracker-acro",
        "Turkmenistan,Made-up terminal,Phase 1,2.72,Cancelled,2021,40.1,52.7,https://example.org/i,Export,,,,,",
        ("lng-terminal", "Made-up terminal", "Phase 1", 2.72, "bcm/y", "cancelled", 2021),
    ),
    "old gas map: a pipeline": (
        "areas,terminalname,unitname,capacityinbcm/y,status,startyear1,lat,lng,url,type,pipelinename,fuel,"
        "capacitybcm/y,lengthknownkm,tracker-acro",
        "Uzbekistan,,,,Operating,2009,,,https://example.org/j,,Made-up line,Gas,30,188,ggit",
        ("pipeline", "Made-up line", None, 30.0, "bcm/y", "operating", 2009),
    ),
    "map of methane": (
        "index,name,url,status,capacity_prod,capacity_output,owner,lat,lng,tracker,areas,goget_id,operator,country,"
        "map_id",
        "7,Made-up basin,https://example.org/k,shut in,,,,45.4,53.0,oil-and-gas-extraction-areas,Kazakhstan,OG1,,"
        "Kazakhstan,7",
        ("oil-gas-field", "Made-up basin", None, None, None, "mothballed", None),
    ),
    "map of steel works": (
        "tab-type,plant-id,plant-name-(english),country/area,coordinates,coordinate-accuracy,gem-wiki-page,start-date,"
        "status,nominal-crude-steel-capacity-(ttpa)",
        'Plant_data,P1,Made-up steel works,Kazakhstan,"50.2, 72.9",exact,https://example.org/l,1960,'
        "operating_pre-retirement,6000",
        ("iron-steel", "Made-up steel works", None, 6000.0, "kt/year", "operating", 1960),
    ),
}


def test_what_a_satellite_saw_is_no_unit_and_is_listed(tmp_path: Path) -> None:
    header, row, _ = LISTS["map of methane"]
    path = tmp_path / "map.csv"
    plume = "8,Made-up observation,https://example.org/m,,,,,45,53,plumes-unattrib,Kazakhstan,,,Kazakhstan,8"
    path.write_text(f"{header}\n{row}\n{plume}\n", encoding="utf-8")
    rows = read(path)
    assert len(rows["facility"]) == 1
    assert [(each["scope"], each["value"]) for each in rows["reject"]] == [("row", "plumes-unattrib")]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_known_by_its_header_as_text_and_as_workbook(name: str, tmp_path: Path) -> None:
    header, row, wanted = LISTS[name]
    text = tmp_path / "list-2024-10.csv"
    text.write_text(f"{header}\n{row}\n", encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.title = "About"
    book.active.append(["Made-up Tracker - July 2024"])
    sheet = book.create_sheet("Units")
    for cells in csv.reader([header, row], delimiter=";" if header.count(";") > 3 else ","):
        sheet.append(cells)
    book.save(tmp_path / "tracker.xlsx")
    for path, day in ((text, dt.date(2024, 10, 1)), (tmp_path / "tracker.xlsx", dt.date(2024, 7, 1))):
        seen = sources.recognise(path)
        assert (seen.card.id, seen.format.as_of) == ("gem", day)
        rows = read(path)
        (unit,) = rows["facility"]
        fields = ("type", "name", "unit", "capacity", "capacity_unit", "status", "start_year")
        assert tuple(unit[field] for field in fields) == wanted
        assert not rows["reject"]


def test_a_sheet_of_no_list_is_told(tmp_path: Path) -> None:
    header, row, _ = LISTS["coal"]
    book = openpyxl.Workbook()
    for cells in csv.reader([header, row]):
        book.active.append(cells)
    book.create_sheet("Emissions").append(["plant", "year", "method", "tonnes", "note"])
    book.save(tmp_path / "tracker.xlsx")
    (told,) = read(tmp_path / "tracker.xlsx")["reject"]
    assert (told["scope"], told["column"], told["locator"]) == ("cell", "sheet Emissions", "Emissions!row 1")


def test_a_strangers_table_of_works_is_no_list(tmp_path: Path) -> None:
    table = tmp_path / "works.csv"
    table.write_text("project,country,status,capacity,owner,start_year,url,cost\nA,KZ,operating,1,B,2001,x,5\n")
    with pytest.raises(UnknownFormat):
        sources.recognise(table)


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ("Kazakhstan;", ("KZ",)),
        ("Turkmenistan, Uzbekistan, Kazakhstan, Russia", ("TM", "UZ", "KZ", "RU")),
        ("Russia-Kazakhstan", ("RU", "KZ")),
        ("Korea, Republic of; Japan", ("KR", "JP")),
        ("Guinea-Bissau, Timor-Leste", ("GW", "TL")),
    ],
)
def test_countries_of_a_cell(told: str, codes: tuple[str, ...]) -> None:
    assert split_countries(told) == (codes, ())


@pytest.mark.shared
def test_the_lists_at_hand_are_read_whole(shared: Path) -> None:
    """Counted apart, with ``csv`` alone: rows, and the status that each list states."""
    found = {}
    for path in sorted((shared / "data" / "gem_energy").glob("*.csv")):
        assert sources.recognise(path).card.id == "gem"
        rows = read(path)
        assert not rows["reject"]
        with path.open(encoding="utf-8", newline="") as stream:
            stated = Counter((row.get("status") or row.get("Status") or "") for row in csv.DictReader(stream))
        assert Counter(row["status_stated"] or "" for row in rows["facility"]) == stated
        assert len({row["key"] for row in rows["facility"]}) == len(rows["facility"])
        found[path.name] = rows["facility"]
    assert sum(map(len, found.values())) == 843
    (rogun,) = (row for row in found["hydro_ghpt_2025-04-21_central_asia.csv"] if row["name"].startswith("Rogun"))
    # Its first units work; the list tells the whole as operating at its planned size.
    assert (rogun["status"], rogun["capacity"]) == ("operating", 3600.0)
    assert {row["unit"]: row["status"] for row in found["gas_pipelines_2024-10_central_asia.csv"]}["Line D"] in (
        "announced", "construction",
    )  # fmt: skip
