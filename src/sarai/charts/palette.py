"""The colours of every picture: told apart by people who are colour-blind, and on grey paper.

The blues of a stage or a status run from light to dark with how far the money has come, so that their order
survives a grey print. Colours that name unlike things differ in hue and in lightness. How far any two of them
stand apart, for normal sight and for the three kinds of colour blindness, is a test.
"""

INK = "#22313a"
"""Words that matter, whiskers and outlines."""
QUIET = "#56626a"
"""Words beside: units, sources, counts. On white it keeps the contrast of 4.5 : 1 that small text needs."""
RULE = "#d5dadd"
"""Grid and frames."""
EDGE = "#8a969d"
"""Outlines of light fills, which would else end nowhere on white paper."""
GROUND = "#eef1f3"
"""The track behind a share, and where nothing is on record."""

ACCENT = "#1f5a7a"
"""What the picture is about."""
BESIDE = "#9fb8c4"
"""What stands beside it."""

PLAIN = "#8fb4c6"
"""Bars that stand for themselves; a whisker in INK is seen on it."""

MODES = {"rail": ACCENT, "road": "#b5651d", "sea": "#2a8c82"}
"""Modes of transport."""

STATUSES = {
    "pledge": "#cfe3ef",
    "commitment": "#a5c5d8",
    "pipeline": "#7fa9c1",
    "implementation": "#5489a6",
    "finalisation": "#326b8b",
    "completion": "#164a66",
    "closed": "#05141e",
    "suspended": "#c9935c",
    "cancelled": "#e8d2bb",
    "not stated": "#ffffff",
}
"""Where activities stand, in the order in which they are stacked."""

MEASURES = {"committed": "#8fb4c6", "disbursed": ACCENT, "spent": "#0e2a3b", "planned": "#ffffff"}
"""Kinds of money that are never added up, in the order in which they are shown."""

KINDS = (ACCENT, "#d98a3d", "#0e2a3b", "#5cb8a5", "#d9b8d6")
"""Unlike things without an order; a picture with more kinds than colours tells the rest by its words alone."""
