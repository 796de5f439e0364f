"""The sections of a brief, one a file. Each takes the desk that answers questions and gives a section, or none."""

from collections.abc import Callable

from sarai.briefs.content import Section
from sarai.briefs.sections import (
    claimed,
    corridors,
    coverage,
    groups,
    headline,
    largest,
    pairs,
    peers,
    promises,
    sources,
    unseen,
    years,
)
from sarai.study import Desk

SECTIONS: tuple[Callable[[Desk], Section | None], ...] = (
    headline.section,
    claimed.section,
    promises.section,
    years.section,
    pairs.section,
    groups.section,
    peers.section,
    largest.section,
    unseen.section,
    corridors.section,
    coverage.section,
    sources.section,
)
"""In the order in which a brief prints them."""
