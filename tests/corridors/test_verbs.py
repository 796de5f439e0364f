"""``sarai route`` and ``sarai corridors`` as they are typed: tables, JSON, refusals, the map."""

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lists import corridors_of
from sarai.charts import corridors as charts
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
    "show", ["legs", "places", "targets", "utilisation", "projects", "distances", "critical", "scenario"]
)
def test_every_table_of_the_network(sarai: Run, study: Path, show: str) -> None:
    asked = ("corridors", study, "--show", show, *(("--what-if", "caspian-closed") if show == "scenario" else ()))
    table, machine, sheet = sarai(*asked), sarai(*asked, "--format", "json"), sarai(*asked, "--format", "csv")
    assert table.code == machine.code == sheet.code == 0, table.err + machine.err + sheet.err
    rows = machine.json()["rows"]
    assert rows
    assert table.out.strip()
    assert len(list(csv.reader(io.StringIO(sheet.out)))) == len(rows) + 1


def test_trucks_go_where_no_box_goes_and_it_is_said(sarai: Run, study: Path) -> None:
    told = sarai("route", study, "Dushanbe", "Kunduz", "--by", "cost", "--format", "json").json()
    assert [leg["item"] for leg in told["rows"][0]["legs"]] == ["T1", "T2", "T3", "B_TJAF_out", "T4"]
    assert "by truck: no sensible container route by rail and sea leads there" in told["notes"]


def test_before_and_after_of_works_says_what_nobody_saw(sarai: Run, study: Path) -> None:
    rows = sarai("corridors", study, "--show", "projects", "--format", "json").json()["rows"]
    assert {row["change"] for row in rows if row["partner"] == "JP"} == {"not observed on both sides"}
    track = next(row for row in rows if row["leg"] == "KZ2")
    assert (track["capacity_before"], track["capacity_after"]) == (
        "12 train pairs/day (2024)", "60 train pairs/day (2025-09-30)",
    )  # fmt: skip


def test_targets_stand_beside_what_was_seen(sarai: Run, study: Path) -> None:
    rows = {row["id"]: row for row in sarai("corridors", study, "--show", "targets", "--format", "json").json()["rows"]}
    assert (rows["CO2020"]["seen"], rows["CO2020"]["due"]) == (None, 2020)
    assert (rows["CO2025"]["seen"], rows["CO2025"]["in_due_year"]) == (4.119, True)


def test_python_asks_the_same(sarai: Run, study: Path) -> None:
    from sarai.study import Study

    told = Study(study).route("Altynkol", "Poti", k=2)
    assert told.release == 1
    assert told.to_json() == sarai("route", study, "Altynkol", "Poti", "--k", 2, "--format", "json").json()


def test_a_closed_sea_changes_routes(sarai: Run, study: Path) -> None:
    ran = sarai("corridors", study, "--what-if", "caspian-closed", "--pairs", "TKM:BAK,ALK:XIA", "--format", "json")
    assert ran.code == 0, ran.err
    round_the_sea, untouched = ran.json()["rows"]
    assert round_the_sea["change_hours"] > 0
    assert untouched["change_hours"] == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("Altinkol", "Poti"), "did you mean Altynkol"),
        (("Altynkol", "Qwxyz"), "no place is called 'Qwxyz'"),
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


def test_a_map_of_another_kind_is_refused(sarai: Run, study: Path, tmp_path: Path) -> None:
    ran = sarai("corridors", study, "--map", tmp_path / "map.gif")
    assert ran.code == 2
    assert ".svg, .png, .json" in " ".join(ran.err.split())


def test_the_map_draws_every_leg_and_leads_nowhere(sarai: Run, study: Path, tmp_path: Path) -> None:
    network = corridors_of(study)
    places, legs = cards.drawn(network)
    left_out = {
        leg.id
        for leg in network.legs.values()
        if leg.mode in (Mode.BORDER_RAIL, Mode.BORDER_ROAD) or leg.group == "ocean"
    }
    spec = charts.map_of(places, legs, title="Corridors")
    drawn = [row["leg"] for layer in spec["layer"] for row in layer["data"]["values"] if "leg" in row]
    assert sorted(drawn) == sorted(set(network.legs) - left_out)
    closed = sarai("corridors", study, "--map", tmp_path / "closed.json", "--what-if", "caspian-closed")
    assert closed.code == 0, closed.err
    told = (tmp_path / "closed.json").read_text(encoding="utf-8")
    assert told.count('"state": "closed"') == 3
    assert not {"href", "url"} & set(keys(spec))
    ran = sarai("corridors", study, "--map", tmp_path / "map.svg")
    assert ran.code == 0, ran.err
    svg = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert not re.search(r'href="(?!#)', svg)


def keys(value: object) -> Iterator[str]:
    """Every key of a spec, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)
