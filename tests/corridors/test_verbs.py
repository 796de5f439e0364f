"""``sarai route`` and ``sarai corridors`` as they are typed: tables, JSON, refusals, the map."""

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lists import corridors_of, refused
from lists import rows as rows_of
from pictures import shapes, texts
from sarai import study as studies
from sarai.charts.sheet import Picture
from sarai.corridors import cards
from sarai.model.vocabulary import Mode

Run = Callable[..., Any]


def test_the_json_of_a_route_is_complete(sarai: Run, study: Path) -> None:
    ran = sarai("route", study, "Altynkol", "Poti", "--k", 2, "--format", "json")
    assert ran.code == 0, ran.err
    told = ran.json()
    assert {"indicator", "unit", "prices", "release", "rows", "notes"} <= set(told)
    assert [row["rank"] for row in told["rows"]] == [1, 2]
    for row in told["rows"]:
        assert {"legs", "km", "timetable_hours", "expected_hours", "cost", "notes"} <= set(row)
        assert set(row["expected_hours"]) == {"p10", "p50", "p90"}
        assert row["expected_hours"]["p10"] < row["expected_hours"]["p50"] < row["expected_hours"]["p90"]
        typical = sum(leg["hours"]["typical"] for leg in row["legs"])
        assert row["timetable_hours"] == pytest.approx(typical, abs=0.05)
        assert row["km"] == pytest.approx(sum(leg["km"] or 0 for leg in row["legs"]), abs=0.5)
        assert all(leg["hours_source"] and leg["hours_basis"] for leg in row["legs"])
        scales = [cost["charge"] for cost in row["cost"]]
        assert len(scales) == len(set(scales))
    first, second = told["rows"]
    assert first["timetable_hours"] <= second["timetable_hours"]


def test_the_hours_by_basis_are_those_of_the_steps(sarai: Run, study: Path) -> None:
    row = sarai("route", study, "Xi'an", "Mersin", "--format", "json").json()["rows"][0]
    stated = sum(leg["hours"]["typical"] for leg in row["legs"] if leg["hours_basis"] == "stated")
    assert stated > 0
    assert row["basis"]["stated"] == pytest.approx(stated / row["timetable_hours"], abs=0.002)
    assert sum(row["basis"].values()) == pytest.approx(1, abs=0.002)


def test_the_same_question_gives_the_same_bytes(sarai: Run, study: Path) -> None:
    asked = ("route", study, "Xi'an", "Mersin", "--format", "json")
    assert sarai(*asked).out == sarai(*asked).out


def test_the_card_shows_both_times_and_the_legs(sarai: Run, study: Path) -> None:
    ran = sarai("route", study, "Altynkol", "Baku", "--avoid", "RU")
    assert ran.code == 0, ran.err
    days = r"[\d,]+ h \([\d.]+ d\)"
    assert re.search(f"timetable {days}, expected {days} \\({days} to {days} in eight of ten\\)", ran.out)
    assert [each for each in ("Altynkol - Aktau", "Aktau - Alat", "Alat - Baku") if each not in ran.out] == []


def test_a_route_names_its_legs_without_a_published_time(sarai: Run, study: Path) -> None:
    row = sarai("route", study, "Beyneu", "Baku", "--format", "json").json()["rows"][0]
    assert [(leg["item"], leg["time_published"]) for leg in row["legs"]] == [("N3", "no")]
    assert any("no time or departure is published for Beyneu to Baku" in note for note in row["notes"])


def test_a_published_time_is_one_stated_or_seen_of_the_leg_itself(sarai: Run, study: Path) -> None:
    with (study / "corridors" / "figures.csv").open(encoding="utf-8", newline="") as file:
        stated = {
            row["item"]
            for row in csv.DictReader(file)
            if row["basis"] in ("stated", "observed")
            and (row["quantity"].startswith("hours_") or row["quantity"] == "departures")
        }
    rows = sarai("corridors", study, "--format", "json").json()["rows"]
    assert {row["leg"]: row["time_published"] for row in rows} == {
        row["leg"]: "yes" if row["leg"] in stated else "no" for row in rows
    }
    assert {row["time_published"] for row in rows} == {"yes", "no"}


@pytest.mark.parametrize(
    "show", ["legs", "places", "targets", "series", "utilisation", "projects", "distances", "critical", "scenario"]
)
def test_every_table_of_the_network(sarai: Run, study: Path, show: str) -> None:
    asked = ("corridors", study, "--show", show, *(("--what-if", "caspian-closed") if show == "scenario" else ()))
    table, machine, sheet = sarai(*asked), sarai(*asked, "--format", "json"), sarai(*asked, "--format", "csv")
    assert table.code == machine.code == sheet.code == 0, table.err + machine.err + sheet.err
    rows = machine.json()["rows"]
    assert rows
    assert table.out.strip()
    assert len(list(csv.reader(io.StringIO(sheet.out)))) == len(rows) + 1


@pytest.mark.parametrize(
    "show", ["legs", "places", "targets", "series", "utilisation", "projects", "distances", "critical", "scenario"]
)
def test_a_table_is_read_at_eighty_columns(sarai: Run, study: Path, show: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ran = sarai("corridors", study, "--show", show, *(("--what-if", "caspian-closed") if show == "scenario" else ()))
    head = ran.out.splitlines()[:4]
    assert max(map(len, ran.out.splitlines())) <= 80
    assert re.search(r"(route|from|name|between)\b.* \w{4,}", " ".join(head)), head  # words of heads are whole
    assert not re.search(r"^\S{1,3}$", "\n".join(head), re.MULTILINE)


@pytest.mark.parametrize("columns", ["80", "200"])
def test_a_scenario_names_places_and_no_codes(
    sarai: Run, study: Path, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    ran = sarai("corridors", study, "--what-if", "caspian-closed")
    table, _, rest = ran.out.partition("\n- ")
    assert "Aktau" in table
    assert not re.search(r"\b(?:[A-Z]{1,3}\d+|B_[A-Z]+),", table)
    assert "before legs" in re.sub(r"\s+", " ", rest)
    assert ("a wider terminal" in rest) == (columns == "80")


def test_trucks_go_where_no_box_goes_and_it_is_said(sarai: Run, study: Path) -> None:
    told = sarai("route", study, "Dushanbe", "Kunduz", "--by", "cost", "--format", "json").json()
    assert [leg["item"] for leg in told["rows"][0]["legs"]] == ["T1", "T2", "T3", "B_TJAF_out", "T4"]
    assert "by truck: no sensible container route by rail and sea leads there" in told["notes"]


def test_before_and_after_of_works_says_what_nobody_saw(sarai: Run, study: Path) -> None:
    rows = sarai("corridors", study, "--show", "projects", "--format", "json").json()["rows"]
    assert {row["change"] for row in rows if row["partner"] == "JP"} == {"nobody published a time before the works"}
    track = next(row for row in rows if row["leg"] == "KZ2")
    assert track["change"].startswith("capacity changed from 12 train pairs/day (2024) to 60 train pairs/day")
    assert track["change"].endswith("; nobody published a time before the works")
    assert (track["capacity_before"], track["capacity_after"]) == (
        "12 train pairs/day (2024)", "60 train pairs/day (2025-09-30)",
    )  # fmt: skip


def test_targets_stand_beside_what_was_seen(sarai: Run, study: Path) -> None:
    rows = {row["id"]: row for row in sarai("corridors", study, "--show", "targets", "--format", "json").json()["rows"]}
    assert (rows["CO2020"]["seen"], rows["CO2020"]["due"], rows["CO2020"]["share"]) == (21_000, 2020, 0.07)
    assert (rows["CO002"]["seen"], rows["CO002"]["in_due_year"]) == (4.119, True)
    assert (rows["DP28"]["quantity"], rows["DP28"]["promised"], rows["DP28"]["seen"]) == ("days", 14, 15)


def test_python_asks_the_same(sarai: Run, study: Path) -> None:
    from sarai.study import Study

    told = Study(study).route("Altynkol", "Poti", k=2)
    assert told.release == 1
    assert told.to_json() == sarai("route", study, "Altynkol", "Poti", "--k", 2, "--format", "json").json()


def test_a_closed_sea_changes_routes(sarai: Run, study: Path) -> None:
    ran = sarai("corridors", study, "--what-if", "caspian-closed", "--pairs", "TKM:BAK,ALK:XIA", "--format", "json")
    assert ran.code == 0, ran.err
    round_the_sea, untouched = ran.json()["rows"]
    assert round_the_sea["result"] == "no sensible route left"
    assert round_the_sea["change_hours"] is None
    assert round_the_sea["after_hours"] > round_the_sea["before_hours"]
    assert untouched["change_hours"] == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("Altinkol", "Poti"), "did you mean Altynkol"),
        (("Altynkol", "Qwxyz"), "no place is called 'Qwxyz'"),
        (("Altynkol", "Lahore"), "Lahore is no place of these corridors"),
        (("Altynkol", "Khorgos Gateway"), "starts and ends at Altynkol"),
        (("Altynkol", "Poti", "--avoid", "KZ"), "no route leads from Altynkol to Poti"),
        (("Altynkol", "Poti", "--avoid", "caspain"), "'caspain' is no country, leg, passage or place"),
        (("Altynkol", "Poti", "--by", "speed"), "time, cost, generalised"),
        (("Altynkol", "Poti", "--by", "generalised"), "value of time"),
        (("Altynkol", "Poti", "--demand", "-1"), "demand cannot be negative"),
        (("Altynkol", "Poti", "--k", "0"), "no routes were asked for"),
        (("Altynkol", "Poti", "--what-if", "no-such"), "no-such"),
        (("Altynkol", "Poti", "--ends", "door"), "--first-km KM --last-km KM"),
        (("Altynkol", "Poti", "--cargo", "camels"), "container, wagon, truck"),
        (("Dushanbe", "Kunduz", "--cargo", "container"), "another --cargo than container"),
    ],
)
def test_a_route_that_cannot_be_told_is_refused(sarai: Run, study: Path, words: tuple[str, ...], told: str) -> None:
    ran = sarai("route", study, *words)
    assert ran.code == 2
    assert told in " ".join(ran.err.split())
    assert "Traceback" not in ran.err
    assert not ran.out


def test_a_loop_in_the_list_is_refused_with_its_row_and_the_rest_is_routed(
    sarai: Run, study: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(study, tmp_path / "study"))
    path = folder / "corridors" / "legs.csv"
    path.write_text(path.read_text(encoding="utf-8") + "X,POT,POT,rail,open,no,GE,,,,,,\n", encoding="utf-8")
    assert sarai("build", folder).code == 0
    told = sarai("rejects", folder, "--format", "csv").out
    assert "leg X a loop" in told
    assert "corridors/legs.csv" in told
    assert sarai("route", folder, "Altynkol", "Poti").code == 0


def test_a_scenario_of_ones_own_is_a_file_anywhere(sarai: Run, study: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("title: no Georgia\nclose: [GE]\n", encoding="utf-8")
    told = sarai("route", study, "Altynkol", "Baku", "--what-if", own, "--format", "json").json()
    assert "what if: no Georgia" in told["notes"]
    assert sarai("route", study, "Altynkol", "Poti", "--what-if", own).code == 2
    own.write_text("title: x\nchange: [{item: AKT, quantity: speed, value: 1}]\n", encoding="utf-8")
    ran = sarai("route", study, "Altynkol", "Baku", "--what-if", own)
    assert ran.code == 2
    assert "is no quantity: use hours" in " ".join(ran.err.split())


def test_a_study_without_corridors_says_so(sarai: Run, built_study: Path) -> None:
    ran = sarai("route", built_study, "Altynkol", "Baku")
    assert ran.code == 2
    assert "release 1 holds no corridors" in ran.err


def map_of(folder: Path, **asked: Any) -> Picture:
    """The map of a study's corridors."""
    return studies.Study(folder).corridor_map(**asked)


def test_a_map_of_another_kind_is_refused(sarai: Run, study: Path, tmp_path: Path) -> None:
    ran = sarai("corridors", study, "--map", tmp_path / "map.gif")
    assert ran.code == 2
    assert ".svg, .png, .csv" in " ".join(ran.err.split())


def test_the_map_draws_every_leg_and_leads_nowhere(sarai: Run, study: Path, tmp_path: Path) -> None:
    network = corridors_of(study)
    places, legs = cards.drawn(network)
    left_out = {
        leg.id
        for leg in network.legs.values()
        if leg.mode in (Mode.BORDER_RAIL, Mode.BORDER_ROAD) or leg.group == "ocean"
    }
    assert sorted(leg["leg"] for leg in legs) == sorted(set(network.legs) - left_out)
    picture = map_of(study)
    strokes = [each for cls in ("way", "wayr", "ways", "plan") for each in shapes(picture, cls) if "d" in each]
    assert len(strokes) == len(legs)
    assert len(places) > 50
    ran = sarai("corridors", study, "--map", tmp_path / "map.svg")
    assert ran.code == 0, ran.err
    svg = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert not re.search(r'href="(?!#)', svg)


def test_closed_legs_have_a_stroke_and_a_word_of_their_own_and_opened_ones_too(study: Path) -> None:
    for scenario, cls, word, count in (
        ("caspian-closed", "shut", "✕ closed", 3), ("kashgar-andijan-opened", "open", "opened", 1),
    ):  # fmt: skip
        picture = map_of(study, what_if=scenario)
        assert sum("d" in each for each in shapes(picture, cls)) == count
        assert word in texts(picture)


def test_both_ends_of_a_way_are_in_the_frame_and_its_line_bends(study: Path) -> None:
    for way in (("Xi'an", "Duisburg"), ("Mumbai", "Tashkent"), ("Shanghai", "Rotterdam")):
        picture = map_of(study, way=way)
        assert set(way) <= set(texts(picture))
        assert any(each["d"].count("L") > 5 for each in shapes(picture, "glow"))
        assert shapes(picture, "pale")


def test_thickness_has_a_key(study: Path) -> None:
    told = texts(map_of(study))
    assert any("boxes a year (TEU)" in text for text in told)
    assert "not stated" in told


def test_a_shape_that_leads_elsewhere_is_refused(tmp_path: Path, study: Path) -> None:
    folder = tmp_path / "study"
    shutil.copytree(study / "corridors", folder / "corridors")
    path = folder / "corridors" / "shapes.csv"
    text = path.read_text(encoding="utf-8")
    turned = text.replace("\nN1,82.48 45.25;", "\nN1,23.70 52.10;")
    assert turned != text
    path.write_text(turned + "NOLEG,1 1;2 2,made up\n", encoding="utf-8")
    told = {each.reason.split(":")[0] for each in refused(rows_of(folder))}
    assert told == {"is not at Dostyk, where leg N1 ends", "is no leg that stands"}


def test_promised_and_seen_stand_on_one_picture_and_a_capacity_apart(sarai: Run, study: Path, tmp_path: Path) -> None:
    out = tmp_path / "promised.csv"
    ran = sarai("corridors", study, "--chart", out)
    assert ran.code == 0, ran.err
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert list(dict.fromkeys(row["quantity"] for row in rows)) == [
        "Carried a year, million tonnes", "Boxes a year, TEU", "Days on the way",
    ]  # fmt: skip
    carried = [row for row in rows if row["quantity"].startswith("Carried")]
    assert {(row["year"], float(row["value"])) for row in carried if row["kind"] == "capacity promised"} == {
        ("2025", 10.0), ("2027", 10.0),
    }  # fmt: skip
    assert {"2019", "2022", "2025"} <= {row["year"] for row in carried if row["kind"] == "seen"}
    ran = sarai("corridors", study, "--chart", tmp_path / "x.svg", "--of", "Trans-Siberian")
    assert ran.code == 2
    assert "no figures are told of a route 'Trans-Siberian'" in ran.err


def test_a_promised_capacity_is_never_divided_by_traffic(sarai: Run, study: Path) -> None:
    rows = sarai("corridors", study, "--show", "targets", "--format", "json").json()["rows"]
    capacities = [row for row in rows if row["quantity"] == "capacity"]
    assert len(capacities) >= 4
    assert [row["share"] for row in capacities] == [None] * len(capacities)
    ten = next(row for row in capacities if row["due"] == 2025)
    assert ten["beside"] == "a capacity, not a volume; carried in 2025: 4.119 Mt"
    full = sarai("corridors", study, "--show", "utilisation", "--format", "json").json()["rows"]
    assert full
    assert "utilisation_promised" not in full[0]


def test_published_figures_of_routes_stand_by_year_with_their_source(sarai: Run, study: Path) -> None:
    rows = sarai("corridors", study, "--show", "series", "--format", "json").json()["rows"]
    assert len(rows) >= 100
    assert all(row["source"] for row in rows)
    days = [row for row in rows if row["route"] == "China border to Poti or Batumi" and row["kind"] == "observed"]
    assert [(row["year"], row["value"]) for row in days] == [
        (2022, 53),
        (2023, 21),
        (2024, 12),
        (2025, 16.5),
        (2026, 15),
    ]
    assert {row["kind"] for row in rows} == {"promised", "observed", "offered"}


def test_months_of_storms_are_said_on_the_card(sarai: Run, study: Path) -> None:
    row = sarai("route", study, "Altynkol", "Baku", "--cargo", "wagon", "--format", "json").json()["rows"][0]
    assert any(
        "Port of Kuryk: closed by weather 50 % of the days in November and December 2024" in n for n in row["notes"]
    )


def keys(value: object) -> Iterator[str]:
    """Every key of a spec, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)
