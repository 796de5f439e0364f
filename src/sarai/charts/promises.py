"""Rhetoric to result as a picture: bars of one scale, the unknown beside the known."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from sarai.charts.frame import Spec

_COLOURS = {
    "delivered": "#2f7d5b",
    "partly delivered or paid": "#8fb98b",
    "unknown": "#9a9a9a",
    "called off": "#a8443a",
}
_OTHER = "#c9b27c"
_LETTERS = 108
"""Letters of a note's line that stand over the width of the picture."""


def funnel(steps: Sequence[Mapping[str, Any]], *, title: str, notes: Sequence[str]) -> Spec:
    """A Vega-Lite bar chart of the stages of promises, in the order given.

    ``steps`` have ``stage`` and ``promises``; a bar is as long as promises are many, for the set is no sample and a
    share would be none of anything. ``notes`` stand under the title.
    """
    values = [
        {
            "stage": each["stage"],
            "promises": each["promises"],
            "colour": _COLOURS.get(each["stage"], _OTHER),
        }
        for each in steps
    ]
    position = {
        "y": {
            "field": "stage",
            "sort": [each["stage"] for each in steps],
            "title": None,
            "axis": {"labelFontSize": 13, "labelLimit": 240, "ticks": False, "domain": False, "labelPadding": 8},
        },
        "x": {
            "field": "promises",
            "type": "quantitative",
            "title": "promises",
            "scale": {"domain": [0, 1.15 * max((each["promises"] for each in steps), default=1)], "nice": True},
            "axis": {
                "grid": True,
                "gridColor": "#eeeeee",
                "tickCount": 5,
                "tickMinStep": 1,
                "format": "d",
                "domain": False,
            },
        },
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {
            "text": title,
            "subtitle": [line for note in notes for line in textwrap.wrap(note, _LETTERS)],
            "anchor": "start",
            "fontSize": 17,
            "subtitleFontSize": 11.5,
            "subtitleColor": "#555555",
            "offset": 14,
        },
        "width": 560,
        "height": {"step": 30},
        "background": "#ffffff",
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "bar", "height": 20},
                "encoding": {**position, "color": {"field": "colour", "type": "nominal", "scale": None}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 12, "color": "#333333"},
                "encoding": {**position, "text": {"field": "promises"}},
            },
        ],
        "config": {"font": "sans-serif", "view": {"stroke": None}},
    }
