"""Whole specifications of small data, to be read."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from sarai import charts

PICTURES: dict[str, dict[str, Any]] = {
    "money_by_year": charts.money_by_year(
        [
            {"year": 2012, "stage": "commitment", "value": 4e6, "unknown": False},
            {"year": 2012, "stage": "completion", "value": 6e6, "unknown": True},
            {"year": 2014, "stage": "completion", "value": 0, "unknown": False},
        ],
        unit="USD",
    ),
    "money_by_group": charts.money_by_group(
        [
            {"label": "Transport", "value": 12.5, "low": 10.0, "high": 15.0, "n": 3},
            {"label": "Training", "value": None, "low": None, "high": None, "n": 10},
        ],
        unit="USD m",
    ),
    "peers": charts.peers(
        [
            {"partner": "One", "value": 3.1, "basis": "Disbursed", "marked": True},
            {"partner": "Two", "value": 411, "basis": "Committed", "marked": False},
        ],
        unit="USD per head",
    ),
    "coverage": charts.coverage(
        [
            {"partner": "One", "year": 2012, "source": "crs", "state": "speaks"},
            {"partner": "One", "year": 2013, "source": "crs", "state": "silent"},
            {"partner": "One", "year": 2014, "source": "crs", "state": "out of scope"},
        ]
    ),
}


def readable(spec: dict[str, Any]) -> str:
    """A specification as JSON with a mark, an encoding or a row of data to the line."""
    head = {name: value for name, value in spec.items() if name != "layer"}
    layers = [
        f' "mark": {said(layer["mark"])},\n "encoding": {said(layer["encoding"])},\n "data": {{"values": [\n  '
        + ",\n  ".join(said(row) for row in layer["data"]["values"]) + "\n ]}"
        for layer in spec["layer"]
    ]  # fmt: skip
    return said(head)[:-1] + ',\n"layer": [{\n' + "\n}, {\n".join(layers) + "\n}]}\n"


def said(value: object) -> str:
    """JSON on one line."""
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_the_one_that_was_looked_at(name: str, golden: Callable[[str, str], None]) -> None:
    text = readable(PICTURES[name])
    assert json.loads(text) == PICTURES[name]
    golden(text, f"charts/{name}.json")


def test_every_picture_has_one() -> None:
    assert sorted(PICTURES) == sorted(charts.__all__)
