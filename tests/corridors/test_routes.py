"""Routes, times and scenarios on the bundled corridors and on small and large made-up networks."""

import csv
import random
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import sarai.studies
from lists import corridors_of, refused, rows, scenario_of
from sarai.corridors import cards, choice, followed, grid, scenarios, sense
from sarai.corridors.capacity import bottlenecks
from sarai.corridors.expected import expected
from sarai.corridors.network import Charge, Corridors, Figure, Leg, Node
from sarai.corridors.prices import Known, Prices
from sarai.corridors.routes import By, Router
from sarai.corridors.way import Ends, StepKind, differs
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Cargo, FigureBasis, LegStatus, Mode, Quantity, Scale

BUNDLED = Path(sarai.studies.__file__).parent / "central_asia"
PAIRS = [
    ("Altynkol", "Baku"), ("Altynkol", "Poti"), ("Altynkol", "Constanta"), ("Dostyk", "Kars"), ("Xi'an", "Mersin"),
    ("Xi'an", "Duisburg"), ("Xi'an", "Tehran"), ("Shanghai", "Rotterdam"), ("Tashkent", "Istanbul"),
    ("Dushanbe", "Kunduz"),
]  # fmt: skip


def made_up(count_nodes: int, count_legs: int, *, seed: int) -> Corridors:
    """A made-up network: a ring and random chords."""
    draw = random.Random(seed)
    nodes = {f"n{i}": Node(f"n{i}", f"n{i}", "XX", 0.0, float(i), "city") for i in range(count_nodes)}
    legs, figures = {}, []
    for i in range(count_legs):
        a, b = (i, (i + 1) % count_nodes) if i < count_nodes else draw.sample(range(count_nodes), 2)
        key = f"l{i}"
        legs[key] = Leg(key, f"n{a}", f"n{b}", Mode.RAIL, LegStatus.OPEN, False, ("XX",), None, None, "")
        hours = sorted(draw.uniform(1, 50) for _ in range(3))
        for quantity, value in zip(
            (Quantity.HOURS_LOW, Quantity.HOURS_TYPICAL, Quantity.HOURS_HIGH), hours, strict=True
        ):
            figures.append(
                Figure(key, quantity, value, "hours", None, FigureBasis.DERIVED, "made up", "2025", "made up", key)
            )
        figures.append(
            Figure(
                key, Quantity.CAPACITY, draw.uniform(1, 9), "TEU/year", None, FigureBasis.DERIVED, "", "2025", "x", key
            )
        )
    return Corridors(nodes=nodes, legs=legs, figures=tuple(figures))


@pytest.fixture(scope="module")
def corridors() -> Corridors:
    return corridors_of(BUNDLED)


@pytest.mark.parametrize(("start", "end"), PAIRS)
def test_main_pairs_have_both_times_and_are_not_too_wide(corridors: Corridors, start: str, end: str) -> None:
    cargo = Cargo.TRUCK if end == "Kunduz" else Cargo.CONTAINER
    route = Router(corridors, cargo=cargo).best(corridors.place(start), corridors.place(end))
    assert route is not None
    assert route.km is not None
    assert route.km > 0
    assert route.timetable_hours == pytest.approx(sum(step.hours.typical for step in route.steps))
    found = expected(route)
    assert found.p10 < found.p50 < found.p90 <= 2 * found.p10
    assert found == expected(route)


def test_stated_distance_is_preferred_and_the_other_stands(corridors: Corridors) -> None:
    assert [f.value for f in corridors.stated("C1", Quantity.KM)] == [508, 468]
    assert [f.value for f in corridors.stated("KZ1", Quantity.KM)] == [3128, 3104]


@pytest.mark.parametrize("seed", range(5))
def test_closing_a_leg_never_makes_the_best_route_faster(seed: int) -> None:
    network = made_up(30, 70, seed=seed)
    whole = Router(network)
    a, b = network.nodes["n0"], network.nodes["n15"]
    best = whole.best(a, b)
    assert best is not None
    for leg in best.legs:
        other = Router(network, avoid=[leg]).best(a, b)
        assert other is None or other.timetable_hours >= best.timetable_hours


@pytest.mark.parametrize("seed", range(8))
def test_no_route_is_longer_than_through_any_of_its_own_places(seed: int) -> None:
    network = made_up(30, 70, seed=seed)
    router = Router(network)
    best = router.best(network.nodes["n0"], network.nodes["n15"])
    assert best is not None
    for place in best.places[1:-1]:
        first = router.best(network.nodes["n0"], network.nodes[place])
        rest = router.best(network.nodes[place], network.nodes["n15"])
        assert first is not None
        assert rest is not None
        assert best.timetable_hours == pytest.approx(first.timetable_hours + rest.timetable_hours)


@pytest.mark.parametrize("seed", range(8))
def test_adding_a_leg_never_makes_a_best_route_slower(seed: int) -> None:
    network = made_up(30, 70, seed=seed)
    draw = random.Random(seed)
    for gone in draw.sample(sorted(network.legs), 6):
        fewer = replace(network, legs={key: leg for key, leg in network.legs.items() if key != gone})
        for _ in range(5):
            a, b = draw.sample(sorted(network.nodes), 2)
            with_it, without = (Router(each).best(network.nodes[a], network.nodes[b]) for each in (network, fewer))
            assert with_it is not None
            assert without is None or with_it.timetable_hours <= without.timetable_hours + 1e-9


@pytest.mark.parametrize("seed", range(8))
def test_adding_a_leg_never_makes_the_way_that_is_shown_slower(seed: int) -> None:
    """Ways are chosen, compared and shown by one measure, and every sensible way is looked at, a siding's too."""
    network = made_up(30, 70, seed=seed)
    draw = random.Random(seed)
    for gone in draw.sample(sorted(network.legs), 6):
        fewer = replace(network, legs={key: leg for key, leg in network.legs.items() if key != gone})
        asked = [tuple(draw.sample(sorted(network.nodes), 2)) for _ in range(5)]
        for row in cards.compared(Router(network), Router(fewer), asked, draws=10):
            assert row["change_hours"] is None or row["change_hours"] >= 0
            if row["before_sensible"] and row["after_sensible"]:
                assert row["before_hours"] <= row["after_hours"]
            elif row["before_sensible"]:
                assert row["result"] in ("no sensible route left", "cut off")


@pytest.mark.parametrize("scenario", ["caspian-closed", "suez-closed", "russia-closed"])
def test_closing_never_makes_the_way_that_is_shown_quicker(corridors: Corridors, scenario: str) -> None:
    """Of every pair of cities and ports, as the finder shows them: what is carried the same, both sides sensible."""
    asked = grid.places(corridors)
    before: dict[tuple[str, str], dict[str, object]] = {}
    compared = 0
    for row in grid.rows(corridors, [scenario_of(BUNDLED, scenario)], asked):
        pair = (str(row["from"]), str(row["to"]))
        if row["what_if"] is None:
            before[pair] = row
            continue
        was = before[pair]
        if was["sensible"] and row["sensible"] and was["cargo"] == row["cargo"]:
            compared += 1
            assert float(str(row["hours"])) >= float(str(was["hours"])), pair
    assert compared > 100


@pytest.mark.parametrize("seed", range(5))
def test_one_way_is_the_first_of_several_and_the_others_are_other_ways(seed: int) -> None:
    network = made_up(30, 90, seed=seed)
    router = Router(network)
    a, b = network.nodes["n0"], network.nodes["n15"]
    best, ways = router.best(a, b), router.several(a, b, k=3)
    assert best is not None
    assert ways[0].timetable_hours == pytest.approx(best.timetable_hours)
    assert [way.timetable_hours for way in ways] == sorted(way.timetable_hours for way in ways)
    for rank, way in enumerate(ways):
        assert all(differs(way, before) for before in ways[:rank])


def test_a_siding_is_no_other_way(corridors: Corridors) -> None:
    """Dostyk-Brest stands there as a whole and by Astana and Moscow: one line, told once."""
    whole, other = Router(corridors).several(corridors.place("Dostyk"), corridors.place("Brest"), k=2)
    assert whole.legs == ("N1",)
    assert set(other.legs) != {"KZ6", "N4", "N5"}


def test_hours_worked_out_by_one_pace_make_a_wide_range(corridors: Corridors) -> None:
    way = Router(corridors).best(corridors.place("Altynkol"), corridors.place("Constanta"))
    assert way is not None
    apart = expected(way, groups=[f"its own {step.item}" for step in way.steps])
    together = expected(way)
    assert together.p90 / together.p10 > 1.4 > 1.3 > apart.p90 / apart.p10


@pytest.mark.parametrize("seed", range(5))
def test_adding_capacity_never_narrows_a_route(seed: int) -> None:
    network = made_up(20, 40, seed=seed)
    route = Router(network).best(network.nodes["n0"], network.nodes["n9"])
    assert route is not None
    before = bottlenecks(network, route)["TEU/year"][1].value
    for leg in route.legs:
        wider = scenarios.Scenario(
            "wider", "", (), (), (scenarios.Change(leg, (Quantity.CAPACITY,), None, 2.0, None),), "made up"
        )
        after = bottlenecks(scenarios.apply(network, wider), route)["TEU/year"][1].value
        assert after >= before


@pytest.mark.parametrize(
    ("scenario", "start", "end", "without"),
    [
        ("caspian-closed", "Altynkol", "Baku", "caspian"),
        ("suez-closed", "Shanghai", "Rotterdam", "suez"),
        ("russia-closed", "Xi'an", "Duisburg", "russia"),
    ],
)
def test_closures_leave_another_way(corridors: Corridors, scenario: str, start: str, end: str, without: str) -> None:
    after = scenarios.apply(corridors, scenario_of(BUNDLED, scenario))
    route = Router(after).best(after.place(start), after.place(end))
    assert route is not None
    assert all(step.leg is None or step.leg.passage != without for step in route.steps)


def test_halving_a_border_shortens_by_half_its_typical_hours(corridors: Corridors) -> None:
    after = scenarios.apply(corridors, scenario_of(BUNDLED, "china-kazakhstan-border-halved"))
    row = cards.compared(Router(corridors), Router(after), [("Khorgos", "Altynkol")])[0]
    assert row["change_hours"] == -12


def test_unknown_place_offers_the_nearest(corridors: Corridors) -> None:
    with pytest.raises(QuestionError, match="did you mean Altynkol"):
        corridors.place("Altinkol")


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        ("legs.csv", "X,POT,POT,rail,open,no,GE,,,,,,", "loop"),
        ("legs.csv", "X,POT,POX,rail,open,no,GE,,,,,,", "is no place that leg X could touch: did you mean POT"),
        ("legs.csv", "X,POT,BAT,rail,open,no,GE,,,camels,,,", "is no cargo"),
        ("legs.csv", "X,POT,BAT,rail,open,no,GE,,,,block train,,", "has no source"),
        ("figures.csv", "C1,hours_low,-1,hours,,stated,,2030,s", "negative"),
        ("figures.csv", "C1,hours_low,500,hours,,stated,,2030,s", "out of order"),
        ("figures.csv", "C1,capacity,0,TEU/year,,stated,,2030,s", "zero"),
        ("figures.csv", "C1,km,5,km,,stated,,2030,", "source"),
        ("figures.csv", "C11,km,5,km,,stated,,2030,s", "is no leg or place that stands: did you mean C1"),
        ("figures.csv", "C1,km,5,km,,stated,,2030-02-30,s", "date that no calendar has"),
        ("legs.csv", "X,POT,BAT,rail,open,no,GE,,,,,,", "leg X is open and has no hours"),
        ("legs.csv", "C1,POT,BAT,rail,open,no,GE,,,,,,", "stands at row"),
        ("legs.csv", "POT,BAT,POT,rail,planned,no,GE,,,,,,", "id stands in row"),
        ("projects.csv", "x,C11,made up,,,,,,,s", "is no leg that stands"),
        ("nodes.csv", "XXX,Made up,GE,99,0,city,", "outside -90 to 90"),
    ],
)
def test_a_bad_row_is_refused_with_the_reason_and_the_rest_stands(
    tmp_path: Path, file: str, line: str, message: str
) -> None:
    folder = tmp_path / "corridors"
    folder.mkdir()
    for name in ("nodes.csv", "legs.csv", "figures.csv", "projects.csv"):
        text = (BUNDLED / "corridors" / name).read_text(encoding="utf-8")
        (folder / name).write_text(text + (line + "\n" if name == file else ""), encoding="utf-8")
    found = rows(tmp_path)
    told = [f"{row['column']} {row['reason']}" for row in found.get("reject", [])]
    told += [f"{each.column} {each.reason}" for each in refused(found)]
    assert told
    assert all(re.search(message, each) for each in told)
    out = {row["locator"] for row in found.get("reject", [])} | {each.row["locator"] for each in refused(found)}
    assert out <= {f"row {place}" for place in range(400, 700)} | {"row 79", "row 123", "row 9"}, out


def test_what_hangs_on_a_refused_row_is_refused_in_turn(tmp_path: Path) -> None:
    shutil.copytree(BUNDLED / "corridors", tmp_path / "corridors")
    path = tmp_path / "corridors" / "nodes.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("\nPOT,", "\nPOTI,"), encoding="utf-8")
    found = rows(tmp_path)
    gone = {str(each.row.get("id") or each.row.get("item") or each.row.get("leg")) for each in refused(found)}
    legs = {row["id"] for row in found["leg"] if "POT" in (row["start"], row["end"])}
    assert legs
    assert legs <= gone
    assert gone <= legs | {"POT"} | {row["id"] for row in found["work"] if row["leg"] in legs}


def test_places_that_nothing_joins_have_no_route() -> None:
    network = made_up(4, 4, seed=0)
    cut = Router(network, avoid=["l0", "l3"])
    assert cut.best(network.nodes["n0"], network.nodes["n2"]) is None
    assert cut.several(network.nodes["n0"], network.nodes["n2"], k=3) == ()


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("by", [By.TIME, By.COST])
def test_parallel_legs_are_routes_of_their_own(seed: int, by: By) -> None:
    network = made_up(2, 2, seed=seed)
    doubled = Corridors(
        nodes=network.nodes,
        legs=network.legs,
        figures=(*network.figures, *(price(key, 10.0 + place) for place, key in enumerate(network.legs))),
    )
    found = Router(doubled, by=by).several(network.nodes["n0"], network.nodes["n1"], k=5)
    assert {route.legs for route in found} == {("l0",), ("l1",)}


def price(item: str, usd: float) -> Figure:
    return Figure(
        item, Quantity.COST, usd, "USD", Scale.BLOCK_TRAIN_TEU, FigureBasis.STATED, "", "2025", "made up", item
    )


def test_suez_and_the_cape_stand_side_by_side(corridors: Corridors) -> None:
    found = Router(corridors, modes=[Mode.SEA]).several(corridors.place("Shanghai"), corridors.place("Rotterdam"), k=2)
    assert [route.legs for route in found] == [("S1",), ("S2",)]


def test_a_wait_is_half_the_interval_and_evenly_spread(corridors: Corridors) -> None:
    route = Router(corridors, modes=[Mode.SEA]).best(corridors.place("Poti"), corridors.place("Constanta"))
    assert route is not None
    waits = [step for step in route.steps if step.kind is StepKind.WAIT]
    assert [(step.hours.low, step.hours.typical, step.hours.high) for step in waits] == [(0, 84, 168)]
    alone = type(route)(route.start, route.end, tuple(waits), route.ends)
    found = expected(alone)
    assert (found.p10, found.p50, found.p90) == pytest.approx((16.8, 84, 151.2), abs=1.5)


def test_door_to_door_is_another_quantity(corridors: Corridors) -> None:
    a, b = corridors.place("Altynkol"), corridors.place("Poti")
    terminal, handled, door = (
        Router(corridors, ends=ends, haulage=haulage).best(a, b)
        for ends, haulage in ((Ends.TERMINAL, None), (Ends.HANDLED, None), (Ends.DOOR, (50.0, 20.0)))
    )
    assert terminal is not None
    assert handled is not None
    assert door is not None
    assert terminal.timetable_hours < handled.timetable_hours < door.timetable_hours
    assert door.km == (terminal.km or 0) + 70
    with pytest.raises(QuestionError, match="kilometres by road"):
        Router(corridors, ends=Ends.DOOR)


def test_a_box_takes_the_feeder_and_a_wagon_the_ferry(corridors: Corridors) -> None:
    a, b = corridors.place("Altynkol"), corridors.place("Baku")
    box = Router(corridors).best(a, b)
    wagon = Router(corridors, cargo=Cargo.WAGON, avoid=["RU", "IR", "TM"]).best(a, b)
    assert box is not None
    assert wagon is not None
    assert "C1" in box.legs
    assert "C2" in wagon.legs


def test_charges_never_meet_in_one_sum(corridors: Corridors) -> None:
    prices = Prices(corridors)
    assert (prices.of("B_KHO", Charge.WAGON) or pytest.fail("no price")).usd == 313
    assert (prices.of("B_KHO", Charge.TEU) or pytest.fail("no price")).known is Known.UNKNOWN
    cost = prices.cost(("CN1", "B_KHO", "KZ1"), Charge.TEU)
    assert cost is not None
    assert cost.usd == 922 + 947
    assert cost.without == ("B_KHO",)
    assert prices.cost(("T1", "T2"), Charge.TEU) is None


def test_an_estimate_is_kilometres_at_the_median_price(corridors: Corridors) -> None:
    prices = Prices(corridors)
    found = prices.of("C1", Charge.TEU)
    rate = prices.per_km(Mode.SEA, Charge.TEU)
    assert found is not None
    assert rate is not None
    assert found.known is Known.ESTIMATED
    assert found.usd == pytest.approx(508 * rate)


@pytest.mark.parametrize(("start", "end"), PAIRS)
def test_every_main_pair_routes_by_cost(corridors: Corridors, start: str, end: str) -> None:
    truck = end == "Kunduz"
    router = Router(
        corridors, by=By.COST, cargo=Cargo.TRUCK if truck else Cargo.CONTAINER,
        charge=Charge.TRUCK if truck else Charge.TEU,
    )  # fmt: skip
    route = router.best(corridors.place(start), corridors.place(end))
    assert route is not None
    assert router.prices.cost(route.legs, router.charge) is not None


def test_thirty_published_ways_are_met(corridors: Corridors) -> None:
    told = followed.distances(corridors, rows(BUNDLED)["distance"])
    assert [(row["from"], row["to"], row["verdict"]) for row in told if not row["verdict"].startswith("met")] == []
    assert len(told) >= 30
    # a length that the legs were made to proves nothing: most must be met by legs with figures of their own
    assert sum(row["verdict"] == "met" for row in told) >= 18


QUICKER = {
    "Khorgos to Istanbul",  # 13 days, by a president's word; here one trip in ten takes less than 14.3
    "Xi'an to Baku",  # 11 days, of one train; here one trip in ten takes less than 12.4
}
"""Ways of which somebody tells days below the range here."""

ANOTHER_WAY = {"Xi'an to Constanta"}
"""31 to 34 days are told by the Caspian; the quickest way here is another."""


def test_published_days_from_end_to_end_lie_in_the_range(corridors: Corridors) -> None:
    """Days that somebody saw or offers between two places, beside the range in which eight trips of ten lie here."""
    met, not_met = set(), set()
    for row in rows(BUNDLED)["series"]:
        start, _, end = row["route"].partition(" to ")
        if row["quantity"] != "days" or row["unit"] != "days" or row["kind"] == "promised":
            continue
        try:
            a, b = corridors.place(start), corridors.place(end)
        except QuestionError:
            continue
        ways = [choice.first(Router(corridors, cargo=cargo), a, b) for cargo in (Cargo.CONTAINER, Cargo.TRUCK)]
        way = next((each for each in ways if each is not None and not sense.doubts(corridors, each)), None)
        if way is None:
            continue
        found = expected(way, draws=20_000)
        low, high = (row[name] or row["value"] for name in ("low", "high"))
        (met if found.p10 / 24 <= high and low <= found.p90 / 24 else not_met).add(row["route"])
    assert not_met == QUICKER | ANOTHER_WAY
    assert {"Chongqing to Duisburg", "Lianyungang to Almaty", "Lianyungang to Tashkent", "Yiwu to Tehran"} <= met


def test_a_line_that_is_gone_there_and_back_is_flagged(corridors: Corridors) -> None:
    """The railway from Altynkol to Aktau passes Almaty: who starts there would go to the border of China and back."""
    fewer = replace(corridors, legs={key: leg for key, leg in corridors.legs.items() if key != "KZ9"})
    there_and_back = Router(fewer, avoid=["KZ8"]).best(fewer.place("Almaty"), fewer.place("Poti"))
    assert there_and_back is not None
    assert there_and_back.legs[:2] == ("U9", "KZ1")
    told = [each.words for each in sense.doubts(fewer, there_and_back)]
    assert told == [
        "passes Almaty between Altynkol and Aktau too: a leg from Almaty to Aktau seems to be missing",
    ]
    way = choice.first(Router(corridors), corridors.place("Almaty"), corridors.place("Poti"))
    assert way is not None
    assert way.legs[:2] == ("KZ9", "C1")


def test_a_line_told_whole_and_in_pieces_is_taken_whole(corridors: Corridors) -> None:
    way = Router(corridors).best(corridors.place("Altynkol"), corridors.place("Aktau"))
    assert way is not None
    assert way.legs == ("KZ1",)


def test_trains_seen_along_a_way_are_told_by_the_week() -> None:
    told = {"route": "A to B", "quantity": "trains", "kind": "observed", "told_by": "made up", "along": ["x", "y"]}
    seen = [
        told | {"year": 2024, "period": None, "value": 280.0},
        told | {"year": 2025, "period": "January to September", "value": 273.0},
        told | {"route": "C", "year": 2025, "period": "a good while", "value": 9.0},
        told | {"route": "D", "year": 2025, "period": None, "value": 9.0, "along": []},
    ]
    assert followed.trains_a_week(seen, ("w", "x", "y")) == [
        "A to B: 273 trains in January to September 2025, 7.0 a week; at even spacing some 12 h are waited for one, "
        "which is in no hours here (made up)"
    ]
    assert followed.trains_a_week(seen, ("x",)) == []


def test_the_railway_from_kashgar_to_andijan_has_its_newest_length(corridors: Corridors) -> None:
    lengths = [each.value for each in corridors.stated("F1", Quantity.KM)]
    assert lengths == [532.53, 523, 454]


def test_a_published_way_that_is_not_met_says_why(corridors: Corridors) -> None:
    row = {"mode": None, "km_most": None, "avoid": [], "about": "made up", "told_by": "made up"}
    far = row | {"start": "XIA", "end": "DUI", "km": 5000.0, "passes": ["AKT", "BRE"]}
    none = row | {"start": "HOR", "end": "DUI", "km": 5000.0, "passes": []}
    found = [each["verdict"] for each in followed.distances(corridors, [far, none])]
    assert found == ["does not pass Aktau; longer by 98%", "no way"]


def test_the_hours_that_nobody_publishes_follow_the_rule() -> None:
    script = Path(__file__).parents[2] / "scripts" / "derive_corridor_hours.py"
    ran = subprocess.run([sys.executable, script, BUNDLED, "--check"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


COLUMNS = {
    "km": Quantity.KM,
    "hours_low": Quantity.HOURS_LOW,
    "hours_typ": Quantity.HOURS_TYPICAL,
    "hours_high": Quantity.HOURS_HIGH,
}


@pytest.mark.shared
def test_every_figure_of_the_compiled_legs_stands_in_the_study(shared: Path, corridors: Corridors) -> None:
    same = {"B_CNKZ": "B_KHO", "P_AKT": "AKT", "P_ALA": "ALA", "P_POT": "POT", "P_CON": "CON"}
    # told in other pieces or otherwise: Dostyk-Aktau in two legs, Uzen-Gorgan in three; ports hold handling alone
    otherwise = {"KZ1b", "I2", "P_POT", "P_CON", "N2"}
    missing = []
    with (shared / "facts" / "corridor_legs.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["leg"] in otherwise:
                continue
            item = same.get(row["leg"], row["leg"])
            for column, quantity in COLUMNS.items():
                values = [figure.value for figure in corridors.stated(item, quantity)]
                if (
                    row[column]
                    and not (column == "km" and row["leg"].startswith("P_"))
                    and not any(abs(float(row[column]) - value) <= 0.26 for value in values)
                ):
                    missing.append((row["leg"], column, row[column], values))
    # the road through Dusti is longer than its sections, the tariff's hours to Batumi are Poti's in proportion, and the
    # railway from Kashgar to Andijan is worked out by the length that is being built
    assert {(leg, column) for leg, column, *_ in missing} <= {
        ("T2", "hours_low"), ("T2", "hours_typ"), ("T2", "hours_high"),
        ("GE2", "hours_low"), ("GE2", "hours_typ"), ("GE2", "hours_high"),
        ("F1", "hours_low"), ("F1", "hours_typ"), ("F1", "hours_high"),
    }  # fmt: skip
