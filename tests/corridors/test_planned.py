"""Planned lines that a scenario opens, names of known towns, and what a way is without its narrow places."""

from pathlib import Path

import pytest

import sarai
from sarai.model.errors import QuestionError


def test_the_trans_afghan_line_is_an_alternative_to_the_road(study: Path) -> None:
    opened = sarai.open(study)
    road = opened.route("Karachi", "Tashkent").rows[0]
    rail = opened.route("Karachi", "Tashkent", what_if="trans-afghan-opened").rows[0]
    assert {leg["mode"] for leg in road["legs"]} == {"road"}
    assert {leg["mode"] for leg in rail["legs"]} == {"rail"}
    assert rail["sensible"]
    assert rail["basis"] == {"derived": 1.0}
    assert any("promised: 3 to 5 days" in note for note in rail["notes"])


@pytest.mark.parametrize(
    ("typed", "meant"), [("巴库", "Baku"), ("奥什", "Osh"), ("Taşkent", "Tashkent"), ("汉堡", "Hamburg")]
)
def test_a_known_town_of_another_script_is_the_place_it_is(study: Path, typed: str, meant: str) -> None:
    row = sarai.open(study).route(typed, "Almaty").rows[0]
    assert row["from"] == meant


def test_a_town_beside_a_border_is_not_taken_for_it(study: Path) -> None:
    with pytest.raises(QuestionError, match="Peshawar") as refused:
        sarai.open(study).route("Peshawar", "Termez")
    assert "Torkham" in refused.value.cure or "places" in refused.value.cure


def test_what_a_way_is_without_russia_stands_beside_it(study: Path) -> None:
    opened = sarai.open(study)
    told = opened.route("Xi'an", "Constanta")
    without = opened.route("Xi'an", "Constanta", avoid=["russia"]).rows[0]["timetable_hours"]
    (note,) = [each for each in told.notes if each.startswith("without russia")]
    assert f"{without:,.0f} h" in note
    assert "Poti" in note
