"""Numbers of a state with its partners as each source tells them, one source and year apart from another.

Where several sources tell one thing (a state's own statistics, Comtrade, BACI), a share is of one of them: parts of one
over the whole of another would be no share. The others are the spread.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Row = Mapping[str, Any]


class Told(NamedTuple):
    """What one source tells of a state and a year: the whole where it is told, and each partner's part with its keys.

    ``summed`` is set where nobody prints a whole and the parts of all partners are held.
    """

    source: str
    own: bool
    year: int
    whole: float | None
    parts: Mapping[str, float]
    keys: Mapping[str | None, str]
    summed: bool = False


_EVERY_PAIR = ("baci",)
"""Datasets that hold all pairs of countries, so that the parts of one make its whole."""


def tellings(measures: Sequence[Row], indicator: str, place: str, *, mirror: str | None = None) -> Iterator[list[Told]]:
    """By year all sources of one series about a state, the one that speaks first.

    Who tells of the state itself speaks before who tells of all; then who names more partners. ``mirror`` is the series
    in which a source of all countries tells the same from the other end (imports are the exports of others).
    """
    held: dict[tuple[int, str, bool], dict[str | None, Row]] = {}
    for row in measures:
        if row["value"] is None:
            continue
        third = row["told_by"] == "third" and row["partner"] is not None
        if row["indicator"] == indicator and row["place"] == place:
            held.setdefault((row["year"], row["dataset"], not third), {})[row["partner"]] = row
        elif third and mirror is not None and row["indicator"] == mirror and row["partner"] == place:
            held.setdefault((row["year"], row["dataset"], False), {})[row["place"]] = row
    years: dict[int, list[Told]] = {}
    for (year, dataset, own), rows in held.items():
        parts = {partner: float(row["value"]) for partner, row in rows.items() if partner is not None}
        whole = rows.get(None)
        summed = whole is None and dataset in _EVERY_PAIR
        value = float(whole["value"]) if whole is not None else sum(parts.values()) if summed else None
        keys = {partner: row["key"] for partner, row in rows.items()}
        years.setdefault(year, []).append(Told(dataset, own, year, value, parts, keys, summed))
    for _, found in sorted(years.items()):
        yield sorted(found, key=lambda each: (not each.own, -len(each.parts), each.source))
