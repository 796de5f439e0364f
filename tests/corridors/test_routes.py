"""Routes, times and scenarios on the bundled corridors and on small and large made-up networks."""

import random
import time
from pathlib import Path

import pytest

import sarai.studies
from sarai.corridors import cards, scenarios
from sarai.corridors.expected import expected
from sarai.corridors.network import Basis, Corridors, Figure, Leg, LegStatus, Mode, Node, Quantity, read
from sarai.corridors.routes import Router, bottlenecks
from sarai.model.errors import CorridorError, QuestionError

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
                Figure(key, quantity, value, "hours", None, Basis.DERIVED, "made up", "2025", "made up", key)
            )
        figures.append(
            Figure(key, Quantity.CAPACITY, draw.uniform(1, 9), "TEU/year", None, Basis.DERIVED, "", "2025", "x", key)
        )
    return Corridors(nodes=nodes, legs=legs, figures=tuple(figures))


@pytest.fixture(scope="module")
def corridors() -> Corridors:
    return read(BUNDLED)


@pytest.mark.parametrize(("start", "end"), PAIRS)
def test_main_pairs_have_both_times_and_are_not_too_wide(corridors: Corridors, start: str, end: str) -> None:
    route = Router(corridors).best(corridors.place(start), corridors.place(end))
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


def test_a_thousand_pairs_on_five_thousand_legs_in_five_seconds() -> None:
    network = made_up(2_000, 5_000, seed=1)
    draw = random.Random(2)
    pairs = [draw.sample(sorted(network.nodes), 2) for _ in range(1_000)]
    started = time.perf_counter()
    router = Router(network)
    found = [router.best(network.nodes[a], network.nodes[b]) for a, b in pairs]
    assert time.perf_counter() - started < 5
    assert all(route is not None for route in found)


def test_a_hundred_thousand_draws_take_under_a_second(corridors: Corridors) -> None:
    route = Router(corridors).best(corridors.place("Altynkol"), corridors.place("Constanta"))
    assert route is not None
    started = time.perf_counter()
    expected(route, draws=100_000)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("scenario", "start", "end", "without"),
    [
        ("caspian-closed", "Altynkol", "Baku", "caspian"),
        ("suez-closed", "Shanghai", "Rotterdam", "suez"),
        ("russia-closed", "Xi'an", "Duisburg", "russia"),
    ],
)
def test_closures_leave_another_way(corridors: Corridors, scenario: str, start: str, end: str, without: str) -> None:
    after = scenarios.apply(corridors, scenarios.load(Path(scenario), folder=BUNDLED))
    route = Router(after).best(after.place(start), after.place(end))
    assert route is not None
    assert all(step.leg is None or step.leg.passage != without for step in route.steps)


def test_halving_a_border_shortens_by_half_its_typical_hours(corridors: Corridors) -> None:
    after = scenarios.apply(corridors, scenarios.load(Path("china-kazakhstan-border-halved"), folder=BUNDLED))
    row = cards.compared(Router(corridors), Router(after), [("Khorgos", "Altynkol")])[0]
    assert row["change_hours"] == -12


def test_unknown_place_offers_the_nearest(corridors: Corridors) -> None:
    with pytest.raises(QuestionError, match="did you mean Altynkol"):
        corridors.place("Altinkol")


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        ("legs.csv", "X,POT,POT,rail,open,no,GE,,,", "loop"),
        ("legs.csv", "X,POT,POX,rail,open,no,GE,,,", "unknown place"),
        ("figures.csv", "C1,hours_low,-1,hours,,stated,,2030,s", "negative"),
        ("figures.csv", "C1,hours_low,500,hours,,stated,,2030,s", "out of order"),
        ("figures.csv", "C1,capacity,0,TEU/year,,stated,,2030,s", "zero"),
        ("figures.csv", "C1,km,5,km,,stated,,2030,", "source"),
    ],
)
def test_broken_tables_are_refused_with_the_reason(tmp_path: Path, file: str, line: str, message: str) -> None:
    folder = tmp_path / "corridors"
    folder.mkdir()
    for name in ("nodes.csv", "legs.csv", "figures.csv"):
        text = (BUNDLED / "corridors" / name).read_text(encoding="utf-8")
        (folder / name).write_text(text + (line + "\n" if name == file else ""), encoding="utf-8")
    with pytest.raises(CorridorError, match=message):
        read(tmp_path)


def test_places_that_nothing_joins_have_no_route() -> None:
    network = made_up(4, 4, seed=0)
    cut = Router(network, avoid=["l0", "l3"])
    assert cut.best(network.nodes["n0"], network.nodes["n2"]) is None
    assert cut.several(network.nodes["n0"], network.nodes["n2"], k=3) == ()
