"""The map of corridors: outlines, legs along their lines by mode and state, width by container capacity, labels."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from typing import Any

from sarai.charts import palette
from sarai.charts.frame import Spec

_STATES = {"planned": "#7a3fa0", "opened by the scenario": "#2e7d32", "closed": "#b3202c"}
_COLOURS = {**palette.MODES, **_STATES}
_PLANNED, _OPENED, _CLOSED = _STATES
_STATE = {"planned": _PLANNED, "opened": _OPENED, "closed": _CLOSED}
_HOURS = {"published": [1, 0], "worked out": [5, 3]}
_WIDTHS = {"not stated": 1.3, "under 50,000": 2.2, "to 100,000": 3.4, "above": 4.8}
"""Boxes a year (TEU) that a leg can carry, and how thick it is drawn."""

_WIDTH, _TALLEST = 560, 460
_MARGIN = 0.07
_LETTER, _LINE = 7.0, 13.5
_SUBTITLE = [
    "Lines run as railways, roads and ships do, coarsely; borders and far oceans are not drawn.",
    "Lines: © OpenStreetMap contributors, ODbL, and searoute. Outlines: Natural Earth.",
]


@dataclass(frozen=True, slots=True)
class _Frame:
    """A box of degrees in Mercator's projection, and where places fall in it."""

    west: float
    south: float
    scale: float
    height: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels from the upper left corner."""
        return (lon - self.west) * self.scale, self.height - (_up(lat) - self.south) * self.scale

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a place lies inside."""
        x, y = self.at(lon, lat)
        return 0 < x < _WIDTH and 0 < y < self.height


def map_of(places: Sequence[Mapping[str, Any]], legs: Iterable[Mapping[str, Any]], *, title: str) -> Spec:
    """A Vega-Lite map, legible down to 400 pixels.

    ``places`` are rows of name, lat, lon, chosen, most important first; ``legs`` rows of leg, mode (rail, road, sea),
    basis of the hours, state (open, planned, opened, closed), teu (a year, or None), chosen (drawn on top, the others
    pale where any is), and their points, east before north. The frame holds what is chosen with both its ends, else
    every leg. A label that finds no free spot beside its place is left out.
    """
    outlines = json.loads(files("sarai.charts").joinpath("outlines.json").read_text(encoding="utf-8"))
    told = list(legs)
    chosen = [leg for leg in told if leg["chosen"]]
    frame = _frame([point for leg in chosen or told for point in leg["points"]])
    marks = _marks(frame, [leg for leg in told if _marked(leg, any_chosen=bool(chosen))])
    seen = [p for p in places if frame.holds(p["lon"], p["lat"])]
    position = {
        "longitude": {"field": "lon", "type": "quantitative"},
        "latitude": {"field": "lat", "type": "quantitative"},
    }
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": outlines["features"], "format": {"type": "json"}},
            "mark": {"type": "geoshape", "fill": "#f3f0e8", "stroke": "#c9c2b2", "strokeWidth": 0.7, "clip": True},
        },
        _marker(chosen),
        _lines([_line(leg, pale=bool(chosen)) for leg in sorted(told, key=_order)]),
        {
            "data": {"values": seen},
            "mark": {"type": "circle", "size": 26, "color": "#22313a", "opacity": 1, "clip": True},
            "encoding": position,
        },
        *_labelled(marks, position, colours=True),
        *_labelled(_labels(frame, seen, beside=marks), position),
    ]
    middle_x, middle_y = frame.west + _WIDTH / 2 / frame.scale, frame.south + frame.height / 2 / frame.scale
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "anchor": "start", "fontSize": 17, "subtitle": _SUBTITLE, "subtitleFontSize": 11.5},
        "width": _WIDTH, "height": round(frame.height), "background": "#ffffff",
        "projection": {
            "type": "mercator", "scale": frame.scale * 180 / math.pi, "center": [middle_x, _down(middle_y)],
            "translate": [_WIDTH / 2, frame.height / 2],
        },
        "view": {"fill": "#e6eef2", "stroke": None}, "layer": layers,
        "config": {
            "font": "sans-serif",
            "legend": {
                "orient": "bottom", "direction": "horizontal", "titleOrient": "left", "labelFontSize": 12.5,
                "titleFontSize": 12.5, "titleLimit": 220, "labelLimit": 220, "symbolSize": 260, "offset": 6,
                "padding": 1,
                "layout": {"bottom": {"direction": "vertical", "anchor": "start", "margin": 2}},
            },
        },
    }  # fmt: skip


def _marked(leg: Mapping[str, Any], *, any_chosen: bool) -> bool:
    """Whether a leg's state is written on it: beside a way that was chosen, other plans are not."""
    return leg["state"] in ("closed", "opened") or (leg["state"] == "planned" and (leg["chosen"] or not any_chosen))


def _marker(legs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A broad bright stroke under the chosen legs, as a marker pen leaves it."""
    rows = [{"type": "Feature", "geometry": {"type": "LineString", "coordinates": leg["points"]}} for leg in legs]
    return {
        "data": {"values": rows, "format": {"type": "json"}},
        "mark": {
            "type": "geoshape", "filled": False, "clip": True, "stroke": "#f7c948", "strokeWidth": 8, "opacity": 0.75,
        },
    }  # fmt: skip


def _order(leg: Mapping[str, Any]) -> tuple[bool, bool]:
    return leg["chosen"], leg["state"] != "open"


def _line(leg: Mapping[str, Any], *, pale: bool) -> dict[str, Any]:
    """A leg as a feature; what is opened or closed is never pale."""
    shown = _marked(leg, any_chosen=pale)
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": leg["points"]},
        "properties": {"leg": leg["leg"]},
        "colour": _STATE.get(leg["state"], leg["mode"]),
        "hours": "worked out" if leg["basis"] == "derived" else "published",
        "boxes": _boxes(leg["teu"]),
        "opacity": 0.95 if leg["chosen"] or shown or not pale else 0.25,
    }


def _boxes(teu: float | None) -> str:
    if teu is None:
        return "not stated"
    return "under 50,000" if teu < 50_000 else "to 100,000" if teu <= 100_000 else "above"


def _lines(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The layer of legs. Each legend names only what is drawn."""

    def scale(field: str, of: Mapping[str, Any], title: str) -> Spec:
        drawn = [name for name in of if any(row[field] == name for row in rows)]
        symbols = {"symbolType": "stroke", "symbolStrokeColor": "#22313a"}
        return {
            "field": field, "type": "nominal", "title": title, "legend": symbols,
            "scale": {"domain": drawn, "range": [of[name] for name in drawn]},
        }  # fmt: skip

    return {
        "data": {"values": list(rows), "format": {"type": "json"}},
        "mark": {"type": "geoshape", "filled": False, "clip": True, "strokeJoin": "round", "strokeCap": "butt"},
        "encoding": {
            "color": {
                **scale("colour", _COLOURS, "by"),
                "legend": {"symbolType": "stroke", "symbolStrokeWidth": 3.5},
            },
            "strokeDash": scale("hours", _HOURS, "hours"),
            "strokeWidth": scale("boxes", _WIDTHS, "boxes a year (TEU)"),
            "opacity": {"field": "opacity", "type": "quantitative", "scale": None, "legend": None},
        },
    }


def _marks(frame: _Frame, legs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A word on the middle of each leg that is not simply open, so that no colour has to be told apart."""
    found: list[dict[str, Any]] = []
    order = ("closed", "opened", "planned")
    for leg in sorted(legs, key=lambda leg: order.index(leg["state"])):
        lon, lat = _middle(leg["points"])
        x, y = frame.at(lon, lat)
        state = str(leg["state"])
        near = any(abs(x - each["x"]) < 62 and abs(y - each["y"]) < _LINE for each in found)
        if frame.holds(lon, lat) and not near:
            word = f"✕ {state}" if state == "closed" else state
            colour = _STATES[_STATE[state]]
            found.append({"name": word, "lon": lon, "lat": lat, "side": "above", "colour": colour, "x": x, "y": y})
    return found


def _middle(points: Sequence[Sequence[float]]) -> tuple[float, float]:
    """The place half way along a line."""
    sizes = [math.dist(a, b) for a, b in pairwise(points)]
    left = sum(sizes) / 2
    for (a, b), size in zip(pairwise(points), sizes, strict=True):
        if left <= size and size:
            share = left / size
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        left -= size
    return points[-1][0], points[-1][1]


_SIDES = {"right": ("left", 6, 0), "left": ("right", -6, 0), "above": ("center", 0, -10), "below": ("center", 0, 11)}


def _labelled(
    labels: Sequence[Mapping[str, Any]], position: Mapping[str, Any], *, colours: bool = False
) -> list[dict[str, Any]]:
    """Two layers a side: a pale rim that keeps the words off the lines, and the words."""
    layers: list[dict[str, Any]] = []
    for side, (align, dx, dy) in _SIDES.items():
        rows = [label for label in labels if label["side"] == side]
        if rows:
            mark = {"type": "text", "align": align, "dx": dx, "dy": dy, "fontSize": 12.5}
            text = {**position, "text": {"field": "name"}}
            halo = {**mark, "stroke": "#f3f0e8", "strokeWidth": 3.5, "color": "#f3f0e8"}
            layers.append({"data": {"values": rows}, "mark": halo, "encoding": text})
            words = {**mark, "color": "#22313a"}
            if colours:
                words |= {"fontWeight": "bold"}
                text = {**text, "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None}}
            layers.append({"data": {"values": rows}, "mark": words, "encoding": text})
    return layers


def _frame(points: Sequence[Sequence[float]]) -> _Frame:
    """The box that holds points with a margin, no taller than fits and no flatter than half as tall as wide."""
    if not points:
        points = [(22.0, 28.0), (112.0, 56.0)]
    lons, ups = [point[0] for point in points], [_up(point[1]) for point in points]
    wide, tall = max(lons) - min(lons), max(ups) - min(ups)
    wide, tall = wide or 2.0, tall or 2.0
    shown = max(wide, tall * _WIDTH / _TALLEST) * (1 + 2 * _MARGIN)
    scale = _WIDTH / shown
    height = min(float(_TALLEST), max(_WIDTH / 2, tall * (1 + 3 * _MARGIN) * scale))
    west = (min(lons) + max(lons)) / 2 - shown / 2
    return _Frame(west, (min(ups) + max(ups)) / 2 - height / 2 / scale, scale, height)


def _up(lat: float) -> float:
    """Mercator's height of a latitude, in degrees."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))


def _down(height: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.radians(height))) - math.pi / 2)


def _labels(
    frame: _Frame, places: Sequence[Mapping[str, Any]], *, beside: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Names of places, each on the first of its sides where it meets no other name, no place and no mark."""
    taken = [(each["x"] - 32, each["y"] - 18, each["x"] + 32, each["y"] - 3) for each in beside]
    spots = []
    for place in places:
        x, y = frame.at(place["lon"], place["lat"])
        spots.append((place, x, y))
        taken.append((x - 3, y - 3, x + 3, y + 3))
    found = []
    for place, x, y in spots:
        wide = len(place["name"]) * _LETTER
        for side, (align, dx, dy) in _SIDES.items():
            left = x + dx - (0 if align == "left" else wide if align == "right" else wide / 2)
            box = (left, y + dy - _LINE / 2, left + wide, y + dy + _LINE / 2)
            own = (x - 3, y - 3, x + 3, y + 3)
            inside = box[0] > 0 and box[2] < _WIDTH and box[1] > 0 and box[3] < frame.height
            if inside and not any(_meet(box, other) for other in taken if other != own):
                taken.append(box)
                found.append({"name": place["name"], "lat": place["lat"], "lon": place["lon"], "side": side})
                break
    return found


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
