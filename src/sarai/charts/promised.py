"""What was promised of a route and what was seen, by year: carried, boxes and days on one picture, never divided."""

from collections.abc import Sequence
from typing import Any

from sarai.charts import palette
from sarai.charts.frame import Row, Spec
from sarai.model.errors import ChartError
from sarai.model.vocabulary import Series, Told

_MARKS = {
    "seen": (palette.ACCENT, "circle"),
    "promised": ("#b3202c", "diamond"),
    "offered by who sells it": ("#8a5a00", "triangle-up"),
    "capacity promised": ("#7a3fa0", "stroke"),
    "capacity stated": ("#2a8c82", "stroke"),
}
_SEEN, _PROMISED, _OFFERED, _ROOM, _ROOM_NOW = _MARKS
_PANELS = (
    ((Series.CARRIED, Series.CAPACITY), "Mt", "Carried a year, million tonnes"),
    ((Series.BOXES,), "TEU", "Boxes a year, TEU"),
    ((Series.DAYS,), "days", "Days on the way"),
)
_WIDTH, _HEIGHT = 520, 150


def promised_and_seen(rows: Sequence[Row], *, title: str) -> Spec:
    """A Vega-Lite picture with a panel for each of what is carried, boxes and days; capacities are marks of their own.

    ``rows`` are those of ``corridors --show series``: quantity, kind, low, value, high, unit, year, period, said. A
    figure of a part of a year, or of a promise without a year, is left out of the picture.

    Raises:
        ChartError: none of them can be drawn.
    """
    shown = [_row(row) for row in rows if row["year"] is not None and row["period"] is None]
    panels = []
    for quantities, unit, name in _PANELS:
        mine = [row for row in shown if row["quantity"] in quantities and row["unit"] == unit]
        if mine:
            panels.append((name, mine))
    if not panels:
        raise ChartError(
            "no figure of a whole year is told of this route", where=title, cure="--show series lists them"
        )
    years = [row["year"] for _, mine in panels for row in mine]
    kinds = [kind for kind in _MARKS if any(row["mark"] == kind for _, mine in panels for row in mine)]
    span = [min(years) - 0.6, max(years) + 0.9]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {
            "text": title, "anchor": "start", "fontSize": 17, "subtitleFontSize": 12,
            "subtitle": ["What was promised for a year stands at that year. A capacity is what could be carried:",
                         "it is no promise of traffic and is set beside it, never divided by it."],
        },
        "background": "#ffffff",
        "vconcat": [_panel(name, mine, span, kinds) for name, mine in panels],
        "config": {
            "font": "sans-serif", "axis": {"labelFontSize": 12, "titleFontSize": 12}, "view": {"stroke": None},
            "legend": {"orient": "bottom", "labelFontSize": 12.5, "labelLimit": 220, "columns": 3},
        },
    }  # fmt: skip


def _row(row: Row) -> dict[str, Any]:
    promised = row["kind"] == Told.PROMISED
    if row["quantity"] == Series.CAPACITY:
        mark = _ROOM if promised else _ROOM_NOW
    else:
        mark = _PROMISED if promised else _OFFERED if row["kind"] == Told.OFFERED else _SEEN
    said = f"said {str(row['said'])[:4]}" if promised and row["said"] else ""
    names = ("quantity", "low", "value", "high", "unit", "year")
    low, high = row["low"], row["high"]
    return {
        **{name: row[name] for name in names},
        "low": row["value"] if low is None else low, "high": row["value"] if high is None else high,
        "mark": mark, "said": said,
    }  # fmt: skip


def _panel(name: str, rows: Sequence[Row], span: Sequence[float], kinds: Sequence[str]) -> Spec:
    years = sorted({int(row["year"]) for row in rows})
    every = list(range(int(span[0] + 1), int(span[1]) + 1))
    x = {
        "field": "year", "type": "quantitative", "scale": {"domain": list(span), "nice": False},
        "axis": {"format": "d", "title": None, "values": every if len(every) <= 14 else years, "grid": False},
    }  # fmt: skip
    y = {"field": "value", "type": "quantitative", "title": None, "scale": {"zero": True},
         "axis": {"tickCount": 4, "gridColor": palette.RULE}}  # fmt: skip
    colour = {
        "field": "mark", "type": "nominal", "title": None,
        "scale": {"domain": list(kinds), "range": [_MARKS[kind][0] for kind in kinds]},
    }  # fmt: skip
    shape = {
        "field": "mark", "type": "nominal", "title": None,
        "scale": {"domain": list(kinds), "range": [_MARKS[kind][1] for kind in kinds]},
    }  # fmt: skip
    seen = [row for row in rows if row["mark"] == _SEEN]
    ranges = [row for row in rows if row["low"] < row["high"]]
    layers: list[Spec] = [
        {"data": {"values": _one_a_year(seen)}, "mark": {"type": "line", "strokeWidth": 2, "color": _MARKS[_SEEN][0]},
         "encoding": {"x": x, "y": y}},
        {"data": {"values": ranges}, "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.7},
         "encoding": {"x": x, "y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}, "color": colour}},
        {"data": {"values": list(rows)},
         "mark": {"type": "point", "filled": False, "size": 95, "strokeWidth": 2.4, "opacity": 1},
         "encoding": {"x": x, "y": y, "color": colour, "shape": shape}},
        {"data": {"values": [row for row in rows if row["said"]]},
         "mark": {"type": "text", "align": "center", "dy": -11, "fontSize": 11, "color": palette.QUIET},
         "encoding": {"x": x, "y": y, "text": {"field": "said"}}},
    ]  # fmt: skip
    return {
        "title": {"text": name, "anchor": "start", "fontSize": 13.5, "fontWeight": 600},
        "width": _WIDTH, "height": _HEIGHT,
        "layer": [layer for layer in layers if layer["data"]["values"]],
    }  # fmt: skip


def _one_a_year(rows: Sequence[Row]) -> list[Row]:
    """The line through what was seen takes the first figure told of a year; others stand as points beside it."""
    first: dict[int, Row] = {}
    for row in rows:
        first.setdefault(int(row["year"]), row)
    return [first[year] for year in sorted(first)]
