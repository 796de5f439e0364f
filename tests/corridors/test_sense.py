"""Ways that make no sense are flagged with what seems to be missing; sensible ones are not."""

import re
from pathlib import Path

import pytest

from sarai.model.errors import QuestionError
from sarai.study import Study

# From, to, what a sensible way passes (in order), what it must not pass. Publishers of the railways and of the ferries
# name these places for these ways; the lengths that are published stand in corridors/distances.csv.
SENSIBLE = [
    ("Altynkol", "Duisburg", ("Astana", "Moscow", "Brest", "Malaszewicze"), ("Aktau", "Xi'an", "Dostyk")),
    ("Khorgos", "Duisburg", ("Altynkol", "Astana", "Brest"), ("Xi'an", "Aktau")),
    ("Dostyk", "Duisburg", ("Brest", "Malaszewicze"), ("Aktau", "Altynkol")),
    ("Xi'an", "Duisburg", ("Alashankou", "Dostyk", "Brest"), ("Aktau",)),
    ("Chongqing", "Duisburg", ("Xi'an", "Dostyk", "Brest"), ("Aktau",)),
    ("Yiwu", "Tehran", ("Xi'an", "Altynkol", "Bolashak", "Gorgan"), ("Moscow",)),
    ("Lianyungang", "Almaty", ("Xi'an", "Altynkol"), ("Dostyk",)),
    ("Altynkol", "Poti", ("Aktau", "Alat", "Boyuk-Kesik"), ("Moscow",)),
    ("Altynkol", "Baku", ("Aktau", "Alat"), ("Moscow",)),
    ("Xi'an", "Mersin", ("Aktau", "Alat", "Kars"), ("Moscow",)),
    ("Tashkent", "Istanbul", ("Samarkand", "Turkmenbashi", "Alat", "Kars"), ("Moscow",)),
    ("Karachi", "Tashkent", ("Torkham", "Kabul", "Termez"), ("Tehran",)),
    ("Karachi", "Almaty", ("Torkham", "Kabul", "Termez", "Tashkent"), ("Tehran",)),
    ("Dushanbe", "Kunduz", ("Bokhtar", "Nizhny Pyanj"), ("Tashkent",)),
    ("Almaty", "Moscow", ("Astana",), ("Aktau",)),
    ("Mundra", "Tehran", ("Bandar Abbas",), ("Karachi",)),
    ("Bishkek", "Almaty", (), ("Tashkent",)),
    ("Altynkol", "Constanta", ("Aktau", "Alat", "Poti"), ("Duisburg", "Moscow")),
]


def names(row: dict[str, object]) -> list[str]:
    steps = row["legs"]
    assert isinstance(steps, list)
    return [step["from"] for step in steps if step["to"]] + [step["to"] for step in steps if step["to"]][-1:]


@pytest.mark.parametrize(("start", "end", "passes", "never"), SENSIBLE, ids=lambda value: str(value)[:20])
def test_a_sensible_way_passes_what_publishers_name(
    study: Path, start: str, end: str, passes: tuple[str, ...], never: tuple[str, ...]
) -> None:
    row = Study(study).route(start, end).rows[0]
    told = names(row)
    assert row["sensible"], row["doubts"]
    assert [each for each in told if each in passes] == list(passes)
    assert not set(told) & set(never)


def test_a_way_back_beside_itself_is_flagged_with_what_is_missing(study: Path) -> None:
    found = Study(study).route("Altynkol", "Duisburg", avoid=["Almaty", "Constanta", "Istanbul", "Mersin", "Rotterdam"])
    doubts = " ".join(found.rows[0]["doubts"])
    assert not found.rows[0]["sensible"]
    assert "seems to be missing" in doubts or "comes back beside" in doubts
    assert found.notes[0].startswith("this network knows no sensible way from Altynkol to Duisburg")


def test_a_pair_that_the_network_cannot_serve_says_so(study: Path) -> None:
    found = Study(study).route("Mumbai", "Moscow", cargo="container", avoid=["Uzbekistan"])
    assert "no sensible way from Mumbai to Moscow" in found.notes[0]
    assert "times as far as the crow flies" in found.rows[0]["doubts"][0]


def test_a_sensible_way_comes_before_a_faster_one_that_is_none(study: Path) -> None:
    found = Study(study).route("Bandar Abbas", "Astana")
    assert found.rows[0]["sensible"]
    assert "Sarakhs" in names(found.rows[0])
    assert re.match(r"a way of \d+ h by Tehran.* is not put first: 2\.\d times as far", found.notes[0])


@pytest.mark.parametrize("k", [2, 3, 5])
def test_a_sensible_way_comes_first_of_several_too(study: Path, k: int) -> None:
    found = Study(study).route("Bandar Abbas", "Astana", k=k)
    one = Study(study).route("Bandar Abbas", "Astana").rows[0]
    assert names(found.rows[0]) == names(one)
    assert [row["sensible"] for row in found.rows] == sorted((row["sensible"] for row in found.rows), reverse=True)
    assert len(found.rows) == k or any(note.startswith("only ") for note in found.notes)


def test_no_way_at_all_is_a_refusal(study: Path) -> None:
    with pytest.raises(QuestionError, match="no routes were asked for"):
        Study(study).route("Altynkol", "Baku", k=0)


def test_a_published_length_is_no_sign_of_a_missing_leg(study: Path) -> None:
    for start, end in (("Bishkek", "Osh"), ("Karachi", "Torkham"), ("Karachi", "Almaty")):
        assert Study(study).route(start, end, cargo="truck").rows[0]["sensible"]


def test_a_way_on_which_nobody_is_known_to_run_says_so_before_a_known_one(study: Path) -> None:
    note = Study(study).route("Tashkent", "Karachi").notes[0]
    assert note.startswith("of the first way ")
    assert "the way by Termez, Kabul, Torkham, " in note
    assert note.endswith(" h, is known to run on all of its legs")


@pytest.mark.parametrize(
    ("typed", "near"), [("Urumqi", "Alashankou"), ("Тбилиси", "Gardabani"), ("Ашхабад", "Mashhad")]
)
def test_a_known_town_that_is_no_place_is_told_the_nearest(study: Path, typed: str, near: str) -> None:
    with pytest.raises(QuestionError) as told:
        Study(study).route(typed, "Tashkent")
    assert f"one of the nearest: {near} (" in str(told.value)


def test_a_wagon_is_offered_where_a_box_has_no_sensible_way(study: Path) -> None:
    assert "a wagon has a sensible way by Alat, 54 h: --cargo wagon" in Study(study).route("Kuryk", "Baku").notes


def test_a_town_without_a_railway_is_told_where_a_truck_brings_the_box(study: Path) -> None:
    with pytest.raises(QuestionError, match="no route leads from Herat to Istanbul") as told:
        Study(study).route("Herat", "Istanbul")
    assert "a truck goes 366 km from Herat to Mashhad" in str(told.value)


def test_fewer_ways_than_asked_are_said(study: Path) -> None:
    found = Study(study).route("Tehran", "Baku", k=3, cargo="truck")
    assert f"only {len(found.rows)} of 3 ways differ in more than a siding" in found.notes


def test_a_price_that_nobody_quotes_says_so(study: Path) -> None:
    for avoid in ([], ["Russia"]):
        row = Study(study).route("Xi'an", "Duisburg", avoid=avoid).rows[0]
        assert any(note.startswith("nobody quotes this price: ") for note in row["notes"])


def test_ships_that_go_round_a_continent_are_no_doubt(study: Path) -> None:
    assert Study(study).route("Shanghai", "Rotterdam", modes=["sea"]).rows[0]["sensible"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Absheron", "Baku"),
        ("Alyat", "Alat"),
        ("Алтынколь", "Altynkol"),
        ("阿拉山口", "Alashankou"),
        ("Bombay", "Mumbai"),
    ],
)
def test_names_as_people_type_them(study: Path, typed: str, meant: str) -> None:
    assert Study(study).route(typed, "Tashkent").rows[0]["from"] == meant


def test_a_country_is_taken_for_its_terminal_and_it_is_said(study: Path) -> None:
    found = Study(study).route("Kazakhstan", "Germany")
    assert "Kazakhstan is taken as Almaty: name a place to choose another" in found.notes
    assert found.rows[0]["to"] == "Duisburg"


@pytest.mark.parametrize("word", ["Russia", "RU", "Россия", "russia"])
def test_a_country_is_avoided_by_any_of_its_names(study: Path, word: str) -> None:
    row = Study(study).route("Xi'an", "Duisburg", avoid=[word]).rows[0]
    assert not {"Moscow", "Brest"} & set(names(row))


def test_mostly_derived_hours_are_said_before_any_number(study: Path) -> None:
    row = Study(study).route("Altynkol", "Duisburg").rows[0]
    assert row["notes"][0].startswith("100% of the hours are worked out, not published")


def test_no_code_stands_alone_on_a_card(study: Path) -> None:
    row = Study(study).route("Altynkol", "Duisburg").rows[0]
    words = " ".join(row["notes"])
    assert "Almaty to Astana" in words and "KZ5" not in words and "N4" not in words
