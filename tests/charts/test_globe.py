"""Names of countries on a map lie over the countries that they name."""

import pytest

from sarai.charts import globe

EURASIA = ((6.8, 51.4), (108.9, 34.3))
NAMED = {"DE": "Germany", "RU": "Russia", "CN": "China", "BY": "Belarus", "LT": "Lithuania", "TR": "Türkiye"}


def ring_holds(code: str, view: globe.View, x: float, y: float) -> bool:
    """Worked out apart: whether a spot of the map lies in a country, edge by edge."""
    odd = False
    for ring in globe.countries()[code]:
        flat = [view.at(lon, lat) for lon, lat in ring]
        for (ax, ay), (bx, by) in zip(flat, [*flat[1:], flat[0]], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                odd = not odd
    return odd


@pytest.mark.parametrize("width", [300, 540])
@pytest.mark.parametrize("around", [EURASIA, ((67.0, 36.7), (75.1, 41.0)), ((-17.5, 12.3), (-11.4, 16.7))])
def test_every_name_lies_over_its_country(width: float, around: tuple[globe.Point, ...]) -> None:
    """Germany once stood in the North Sea, and Russia nowhere on a way through it."""
    view = globe.fitted(around, width=width, most=330)
    labels = globe.Labels(view)
    placed = 0
    for code, rows in globe.seen(view).items():
        spot = labels.inside(rows, NAMED.get(code, code), size=11)
        if spot is not None:
            placed += 1
            assert ring_holds(code, view, spot[0], spot[1] - 4), code
    assert placed >= 2


def test_a_large_country_is_named_where_it_is_seen() -> None:
    view = globe.fitted(EURASIA, width=540, most=330)
    labels = globe.Labels(view)
    named = {code for code, rows in globe.seen(view).items() if labels.inside(rows, NAMED.get(code, code), size=11)}
    assert {"RU", "CN"} <= named


def test_names_keep_off_what_is_taken() -> None:
    view = globe.fitted(EURASIA, width=540, most=330)
    labels = globe.Labels(view)
    labels.keep(270, view.height / 2, 600)
    assert all(labels.inside(rows, code, size=11) is None for code, rows in globe.seen(view).items())


@pytest.mark.parametrize(
    ("code", "lon", "lat", "there"),
    [
        ("TJ", 68.8, 38.6, True),
        ("TJ", -68.8, 38.6, False),
        ("FJ", 178.4, -18.1, True),
        # Taveuni lies beyond the antimeridian.
        ("FJ", -179.97, -16.8, True),
        ("WS", -172.2, -13.7, True),
        ("WS", 172.2, -13.7, False),
        ("TV", 179.2, -8.5, True),
        (None, 0.0, 0.0, True),
    ],
)
def test_a_place_far_outside_of_its_country_is_told_from_one_within(
    code: str, lon: float, lat: float, there: bool
) -> None:
    assert globe.near(code, lon, lat) is there


def test_words_are_held_only_by_land_on_which_they_lie_whole() -> None:
    rows = [[(10.0, 100.0)]] * 10
    assert globe.holds(rows, 55, 30, 80, 14)
    assert not globe.holds(rows, 20, 30, 80, 14)
    assert not globe.holds([], 55, 30, 80, 14)
    assert not globe.holds(rows, 55, 60, 80, 14)
