"""The share delivered by years since the promise: a step for each class, with its interval as a band."""

from collections.abc import Mapping, Sequence
from typing import Any

from sarai.charts.frame import Spec

_COLOURS = ("#1f5a7a", "#b5651d", "#2a8c82", "#7a4b8c", "#666666")


def curve_of(steps: Sequence[Mapping[str, Any]], *, milestone: str, checked: str, level: float) -> Spec:
    """A Vega-Lite step chart.

    ``steps`` are rows of class, years, share, low and high (between 0 and 1; low and high may be None), in order of
    years within a class. The unlike sizes of classes stand in their names.
    """
    classes = list(dict.fromkeys(step["class"] for step in steps))
    across = {
        "field": "years", "type": "quantitative", "title": "years since approval",
        "scale": {"domain": [0, 10]}, "axis": {"tickCount": 10, "grid": False},
    }  # fmt: skip
    colour = {
        "field": "class", "type": "nominal", "title": None,
        "scale": {"domain": classes, "range": list(_COLOURS[: len(classes)])},
        "legend": {"orient": "top", "labelLimit": 420, "labelFontSize": 12, "columns": 1, "symbolType": "stroke",
                   "symbolOpacity": 1, "symbolStrokeWidth": 3},
    }  # fmt: skip
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {
            "text": f"World Bank projects: share with {milestone} of the total paid",
            "subtitle": [
                f"Kaplan-Meier; bands are pointwise {level * 100:.0f} % intervals; last checked {checked}. "
                "What was open then counts as open.",
                "Approvals and payments in dollars of the time. Payments: Dreher and Lohmann 2015; projects: AidData.",
            ],
            "anchor": "start", "fontSize": 16, "subtitleFontSize": 11, "subtitleColor": "#555555", "offset": 10,
        },
        "width": 720, "height": 380, "background": "white", "padding": 14,
        "data": {"values": [dict(step) for step in steps]},
        "encoding": {"x": across, "color": colour},
        "layer": [
            {
                "transform": [{"filter": "isValid(datum.low) && isValid(datum.high)"}],
                "mark": {"type": "area", "interpolate": "step-after", "opacity": 0.16, "clip": True},
                "encoding": {
                    "y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"},
                },
            },
            {
                "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2.2, "clip": True},
                "encoding": {
                    "y": {
                        "field": "share", "type": "quantitative", "title": f"share with {milestone} paid",
                        "scale": {"domain": [0, 1]}, "axis": {"format": "%", "tickCount": 5},
                    },
                },
            },
        ],
        "config": {"font": "Helvetica, Arial, sans-serif", "view": {"stroke": None}, "axis": {"labelFontSize": 11}},
    }  # fmt: skip
