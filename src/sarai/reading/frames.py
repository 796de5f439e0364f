"""Frames: what a verb or noun says happens, and which place in the sentence names whom.

All of it is data: ``frames.csv`` (what is said, and by which syntax), ``syntax.csv`` (place to role, with its rank),
``aspects.csv`` (tense and helpers to stage and certainty); ``examples.csv`` shows each frame and is a test.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from sarai.reading import lexicon

Places = Mapping[str, tuple[str, int]]
"""A place in the sentence (*subject*, *to*, *owner*) to the role it names and how surely: 0 is surest."""


class Frame(NamedTuple):
    """What happens: the class of its tenses, its modality, whether it denies, and the places of its roles."""

    name: str
    family: str
    modality: str
    sign: str
    syntax: str
    active: Places
    passive: Places
    says: str


@cache
def frames() -> Mapping[str, Frame]:
    """All frames by name."""
    places: dict[tuple[str, str], dict[str, tuple[str, int]]] = {}
    for row in lexicon.rows("syntax.csv"):
        places.setdefault((row["syntax"], row["voice"]), {})[row["slot"]] = (row["role"], int(row["rank"]))
    found = {}
    for row in lexicon.rows("frames.csv"):
        active = places.get((row["syntax"], "active"), {})
        passive = places.get((row["syntax"], "passive"), active)
        found[row["frame"]] = Frame(
            row["frame"], row["class"], row["modality"], row["sign"], row["syntax"], MappingProxyType(active),
            MappingProxyType(passive), row["says"],
        )  # fmt: skip
    return MappingProxyType(found)


@cache
def noun_places() -> Places:
    """The places of the roles of money named by a noun: *Japan's loan to Kenya*, *an ADB grant*."""
    return MappingProxyType(
        {row["slot"]: (row["role"], int(row["rank"])) for row in lexicon.rows("syntax.csv") if row["syntax"] == "noun"}
    )


@cache
def aspects() -> Mapping[tuple[str, str], tuple[str, str]]:
    """Class and aspect of a verb to modality (``*`` is the frame's own) and certainty."""
    return {(row["class"], row["aspect"]): (row["modality"], row["certainty"]) for row in lexicon.rows("aspects.csv")}
