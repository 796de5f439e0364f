"""Registers of works as witnesses: which units a promise names, and what their statuses show. All works are made up."""

import datetime as dt
from typing import Any

import pytest

from sarai.linking.works import units, wanted
from sarai.model.vocabulary import Seen, Tier
from sarai.promises.works import seen

MADE = dt.date(2014, 11, 1)


def unit(name: str, label: str, capacity: float, status: str, start: int | None, **more: object) -> dict[str, Any]:
    row: dict[str, Any] = {
        "key": f"gem:{name}/{label}", "id": f"{name}/{label}", "source": "gem", "dataset": "gem-units", "file": "f",
        "locator": "row 2", "type": "oil-gas-plant", "name": name, "unit": label, "countries": ["UZ"],
        "capacity": capacity, "capacity_unit": "MW", "technology": "combined cycle", "status": status,
        "start_year": start, "researched": dt.date(2024, 8, 29), "as_of": dt.date(2025, 4, 21), "url": "https://example.org",
    }  # fmt: skip
    return {**row, **more}


LAKE = [
    unit("Lakeside power station", "ST1", 800, "operating", 2005, technology="steam turbine"),
    unit("Lakeside power station", "CC1", 450, "operating", 2016),
    unit("Lakeside power station", "CC2", 450, "operating", 2017),
    unit("Lakeside power station", "CC3", 600, "construction", 2026),
]


def labels(text: str, rows: list[dict[str, Any]], made: dt.date = MADE) -> list[str]:
    return [row["unit"] for row in units(text, made, rows)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two 450 MW units at Lakeside, the first by 2017", ["CC1", "CC2"]),
        ("Two combined-cycle units at Lakeside", ["CC1", "CC2"]),
        ("A third combined-cycle unit of 650 MW at Lakeside", ["CC3"]),
        ("A third combined-cycle unit of 900 MW at Lakeside", []),
        ("Gas power plant of 1,500 MW at Lakeside", ["CC1", "CC2", "CC3"]),
        ("Five units of 450 MW at Lakeside", []),
        ("Coal power plant of 1,500 MW at Lakeside", []),
        ("Two 450 MW units at Riverside", []),
        ("A loan of USD 500 m for Lakeside", []),
        ("A hospital at Lakeside", []),
    ],
)
def test_the_units_that_a_promise_names_or_none(text: str, found: list[str]) -> None:
    assert labels(text, LAKE) == found


def test_what_stood_before_the_promise_proves_nothing_for_it() -> None:
    dam = [unit("Highdam hydroelectric plant", "", 3600, "operating", 2018, type="hydropower")]
    assert labels("Hydropower plant of 3,600 MW at Highdam", dam, dt.date(2015, 1, 1)) == [""]
    assert labels("Hydropower plant of 3,600 MW at Highdam", dam, dt.date(2024, 12, 17)) == []
    undated = [{**dam[0], "start_year": None}]
    assert labels("Hydropower plant of 3,600 MW at Highdam", undated, dt.date(2015, 1, 1)) == []


def test_a_plant_that_is_named_whole_is_meant_and_two_that_could_be_are_none() -> None:
    first = unit("Steppe I power station", "1", 1500, "operating", 2024)
    second = unit("Steppe II power station", "1", 1573, "construction", 2026)
    assert units("Gas power plant Steppe II of 1,600 MW", MADE, [first, second]) == (second,)
    assert units("Gas power plant at Steppe of 1,550 MW", MADE, [first, second]) == ()


def test_a_line_of_a_pipeline_is_named_by_its_letter_and_its_size() -> None:
    lines = [
        unit(
            "North-South Gas Pipeline",
            f"Line {each}",
            size,
            "construction",
            2022,
            type="pipeline",
            capacity_unit="bcm/y",
        )
        for each, size in (("C", 25), ("D", 30))
    ]
    assert labels("Line D of the gas pipeline, 966 km for up to 30 bcm a year", lines) == ["Line D"]
    assert labels("Line D of the gas pipeline for 60 bcm a year", lines) == []


PUBLISHERS = {"gem": "Global Energy Monitor"}
PROMISE: dict[str, Any] = {
    "id": "XX1", "key": "promises:XX1", "date": MADE, "addressees": ["UZ"], "kind": "project", "firmness": "signed",
    "umbrella": "no", "wording": "Two 450 MW units at Lakeside",
}  # fmt: skip


@pytest.mark.parametrize(
    ("statuses", "status", "day"),
    [
        (("operating", "operating"), Seen.COMPLETED, "2017-01-01"),
        (("operating", "construction"), Seen.PARTLY_DELIVERED, "2016-01-01"),
        (("construction", "announced"), Seen.STARTED, "2024-08-29"),
        (("cancelled", "cancelled"), Seen.CANCELLED, "2024-08-29"),
        (("shelved", "cancelled"), Seen.DELAYED, "2024-08-29"),
        (("announced", "announced"), None, ""),
    ],
)
def test_what_the_units_show(statuses: tuple[str, str], status: Seen | None, day: str) -> None:
    rows = [{**row, "status": each} for row, each in zip(LAKE[1:3], statuses, strict=True)]
    found = list(seen([PROMISE], rows, publishers=PUBLISHERS))
    assert [(each["status"], str(each["date"])) for each in found] == ([(status, day)] if status else [])
    assert all(each["tier"] == Tier.INDEPENDENT_LIST and "lags" in str(each["note"]) for each in found)


def test_neither_a_framework_nor_a_package_nor_another_country_names_works() -> None:
    for change in ({"firmness": "framework"}, {"kind": "headline"}, {"umbrella": "yes"}, {"addressees": ["KZ"]}):
        assert list(seen([{**PROMISE, **change}], LAKE, publishers=PUBLISHERS)) == []


def test_the_newest_list_speaks_for_a_unit() -> None:
    old = [{**row, "status": "construction", "researched": dt.date(2019, 1, 1)} for row in LAKE]
    (look,) = seen([PROMISE], [*LAKE, *old], publishers=PUBLISHERS)
    assert look["status"] is Seen.COMPLETED
    assert str(look["source_name"]).startswith("Global Energy Monitor, list of ")


def test_what_a_wording_asks_for() -> None:
    asked = wanted("Three units of 1.2 GW each")
    assert (asked.units, asked.size, asked.unit) == (3, 1200, None)
    assert wanted("A second combined-cycle unit").unit == 2
