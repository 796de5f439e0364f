"""What evidence weighs, what contradicts, tells one thing from others or measures, and what a score must reach."""

from collections.abc import Mapping
from types import MappingProxyType

START = ""
"""The name under which the weights hold what a score begins with."""

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        START: -1.7, "agreed before": -2.6, "amount a part of the sum": 0.9, "amount far": -2.2, "amount near": 0.4,
        "amount off": -2.7, "amount the same": 1.1, "design and works": -2.6, "later phase on one side": -1.1,
        "other instrument": -0.4, "other phase": -2.8, "other places": -1.4, "other sector": -2.3,
        "other works": -0.7, "other year in the title": -1.0, "place shared": 1.2, "region shared": 1.2,
        "same instrument": 0.5, "same measure": 0.5, "same month": 2.7, "same phase": 0.8, "same sector": 0.3,
        "same sector group": 0.6, "same works": 0.5, "same year": 0.6, "several places shared": 1.2,
        "several words shared": 0.8, "the same wording": 1.1, "within a year": -0.9, "within three years": -1.4,
        "word shared": -0.1, "years later": -2.3,
    }
)  # fmt: skip
CONTRADICTIONS = frozenset(
    {
        "agreed before", "amount far", "amount off", "design and works", "later phase on one side", "other instrument",
        "other phase", "other places", "other sector", "other works", "other year in the title",
    }
)  # fmt: skip
"""Features that keep a pair from being linked without a person, whatever its score."""

IDENTIFYING = frozenset(
    {
        "amount the same", "amount near", "place shared", "several places shared", "region shared",
        "several words shared", "the same wording", "same measure", "same sum in the titles",
    }
)  # fmt: skip
"""Features that can tell one activity from others of the same partner; without one of them a person is asked."""

NAMING = frozenset(
    {
        "place shared", "several places shared", "region shared", "word shared", "several words shared",
        "the same wording", "same measure",
    }
)  # fmt: skip
"""Features in which words of both sides meet."""

ANCHORS = frozenset(
    {"amount the same", "amount near", "same month", "same measure", "same sum in the titles", "the same wording"}
)
"""Features that measure, or one wording: a name or two and a year that meet are a question for a person."""

SOON = frozenset({"same month", "same year", "within a year"})
"""Dates that do not speak against a pair."""

LINK_FROM = 1.0
ALIKE_FROM = 0.0
"""What a score must reach where one wording stands on both sides, so that less else has to speak for it."""
ASK_FROM = -1.5
