"""The map of corridors: outlines, legs by mode and basis, width by container capacity, labels."""

import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any

from sarai.charts import palette
from sarai.charts.frame import Spec

_COLOURS = {**palette.MODES, "closed": "#b3202c"}
_BOX = (22.0, 112.0, 28.0, 56.0)
_WIDTH, _HEIGHT = 1200, 620
_SUBTITLE = (
    "Straight lines join the ends of legs; thick by container capacity where it is known; "
    "border crossings and ocean legs are not drawn. Outlines: Natural Earth."
)
_LETTER, _LINE = 6.4, 12.0


def map_of(places: Sequence[Mapping[str, Any]], legs: Iterable[Mapping[str, Any]], *, title: str) -> Spec:
    """A Vega-Lite map.

    ``places`` are rows of name, lat, lon, most important first; ``legs`` rows of leg, mode (rail, road,
    sea), basis of the hours, state (open, planned, closed), teu (a year, or None), chosen (drawn on top, the others
    pale where any is), and the two ends' lat and lon. A label that finds no free spot beside its place is left out.
    """
    outlines = json.loads(files("sarai.charts").joinpath("outlines.json").read_text(encoding="utf-8"))
    west, east, south, north = _BOX
    projection = {
        "type": "equirectangular", "scale": _WIDTH / ((east - west) * 3.141592653589793 / 180),
        "center": [(west + east) / 2, (south + north) / 2], "translate": [_WIDTH / 2, _HEIGHT / 2],
    }  # fmt: skip
    told = list(legs)
    any_chosen = any(leg["chosen"] for leg in told)
    lines = [
        {
            **leg, "dash": leg["basis"] if leg["state"] == "open" else leg["state"],
            "colour": "closed" if leg["state"] == "closed" else leg["mode"],
            "width": _thickness(leg["teu"]) + (2.0 if leg["chosen"] else 0.0),
            "opacity": 0.9 if leg["chosen"] or not any_chosen else 0.22,
        }
        for leg in sorted(told, key=lambda leg: leg["chosen"])
    ]  # fmt: skip
    seen = [p for p in places if west < p["lon"] < east and south < p["lat"] < north]
    labels = _labels(seen)
    position = {
        "longitude": {"field": "lon", "type": "quantitative"},
        "latitude": {"field": "lat", "type": "quantitative"},
    }
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": outlines["features"], "format": {"type": "json"}},
            "mark": {"type": "geoshape", "fill": "#f3f0e8", "stroke": "#c9c2b2", "strokeWidth": 0.7, "clip": True},
        },
        {
            "data": {"values": lines},
            "mark": {"type": "rule", "clip": True},
            "encoding": {
                "longitude": {"field": "lon_from", "type": "quantitative"},
                "latitude": {"field": "lat_from", "type": "quantitative"},
                "longitude2": {"field": "lon_to"},
                "latitude2": {"field": "lat_to"},
                "color": {
                    "field": "colour", "type": "nominal", "title": "mode",
                    "scale": {"domain": list(_COLOURS), "range": list(_COLOURS.values())},
                },
                "opacity": {"field": "opacity", "type": "quantitative", "scale": None, "legend": None},
                "strokeDash": {
                    "field": "dash", "type": "nominal", "title": "hours are",
                    "scale": {
                        "domain": ["stated", "observed", "derived", "planned", "closed"],
                        "range": [[1, 0], [1, 0], [6, 3], [2, 4], [1, 3]],
                    },
                },
                "strokeWidth": {"field": "width", "type": "quantitative", "scale": None, "legend": None},
            },
        },
        {
            "data": {"values": seen},
            "mark": {"type": "circle", "size": 26, "color": "#22313a", "opacity": 1, "clip": True},
            "encoding": position,
        },
    ]  # fmt: skip
    for side, (align, dx, dy) in _SIDES.items():
        rows = [label for label in labels if label["side"] == side]
        if rows:
            mark = {"type": "text", "align": align, "dx": dx, "dy": dy, "fontSize": 11}
            text = {**position, "text": {"field": "name"}}
            halo = {**mark, "stroke": "#f3f0e8", "strokeWidth": 3.5, "color": "#f3f0e8"}
            layers.append({"data": {"values": rows}, "mark": halo, "encoding": text})
            layers.append({"data": {"values": rows}, "mark": {**mark, "color": "#22313a"}, "encoding": text})
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {
            "text": title, "anchor": "start", "fontSize": 18,
            "subtitle": _SUBTITLE,
        },
        "width": _WIDTH, "height": _HEIGHT, "background": "#ffffff", "projection": projection,
        "view": {"fill": "#e6eef2", "stroke": None}, "layer": layers,
        "config": {"font": "sans-serif", "legend": {"orient": "bottom-left", "fillColor": "#ffffffdd", "padding": 8}},
    }  # fmt: skip


_SIDES = {"right": ("left", 6, 0), "left": ("right", -6, 0), "above": ("center", 0, -10), "below": ("center", 0, 11)}


def _thickness(teu: float | None) -> float:
    return 1.4 if teu is None else 2.0 + 4.0 * min(1.0, teu / 150_000)


def _labels(places: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    west, east, south, north = _BOX
    scale = _WIDTH / (east - west)
    taken: list[tuple[float, float, float, float]] = []
    spots = []
    for place in places:
        x = (place["lon"] - west) * scale
        y = _HEIGHT / 2 - (place["lat"] - (south + north) / 2) * scale
        spots.append((place, x, y))
        taken.append((x - 3, y - 3, x + 3, y + 3))
    found = []
    for place, x, y in spots:
        wide = len(place["name"]) * _LETTER
        for side, (align, dx, dy) in _SIDES.items():
            left = x + dx - (0 if align == "left" else wide if align == "right" else wide / 2)
            box = (left, y + dy - _LINE / 2, left + wide, y + dy + _LINE / 2)
            own = (x - 3, y - 3, x + 3, y + 3)
            if box[0] > 0 and box[2] < _WIDTH and not any(_meet(box, other) for other in taken if other != own):
                taken.append(box)
                found.append({"name": place["name"], "lat": place["lat"], "lon": place["lon"], "side": side})
                break
    return found


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
