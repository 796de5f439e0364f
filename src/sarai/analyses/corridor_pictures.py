"""Pictures of corridors: the network or a way over it on a map; promised and seen by year."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sarai import codelists
from sarai.analyses.corridors import best_way, under
from sarai.charts import files, globe, maps, series
from sarai.charts.sheet import Picture
from sarai.corridors import cards
from sarai.corridors.scenarios import Scenario
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Series, Told
from sarai.session import Session


def map_of(
    session: Session,
    *,
    what_if: Scenario | str | None = None,
    way: Sequence[str] = (),
    legs: Sequence[str] = (),
    title: str = "Corridors",
) -> Picture:
    """The map as a picture; ``way`` names two places whose best route is drawn on top, ``legs`` the legs of one.

    Raises:
        QuestionError: an unknown place, or no route between the two.
        CorridorError: the study's corridors or the scenario do not hold.
    """
    before, _ = under(session, None)
    corridors, notes = under(session, what_if)
    chosen = best_way(corridors, *way) if way else None
    on_top = tuple(legs) or (chosen.legs if chosen is not None else ())
    places, drawn = cards.drawn(corridors, chosen=on_top, before=before)
    return maps.ways(
        "corridors",
        [
            maps.Leg(
                tuple((lon, lat) for lon, lat in leg["points"]),
                leg["mode"],
                leg["chosen"],
                leg["state"],
                _room(leg["teu"]),
            )
            for leg in drawn
        ],
        [maps.Spot(place["lon"], place["lat"], place["name"]) for place in places],
        title=notes[0].replace("what if", "What if") if notes else title,
        unit="Lines run as railways, roads and ships do, coarsely; thicker lines can carry more boxes a year",
        source="the study’s corridors; lines © OpenStreetMap contributors (ODbL) and searoute",
        neighbours=_countries(),
        tall=460,
        wide=720,
    )


def _countries() -> dict[str, str]:
    """The names of countries that a map may write, by code."""
    held = codelists.load("countries")
    return {code: codelists.name_of_partner(code) or code for code in globe.countries() if code in held}


def _room(teu: float | None) -> int:
    """The class of :data:`sarai.charts.maps.ROOMS` that so many boxes a year fall into."""
    return 0 if teu is None else 1 if teu < 50_000 else 2 if teu <= 100_000 else 3


def write_map(session: Session, path: Path, *, what_if: Scenario | str | None = None, way: Sequence[str] = ()) -> Path:
    """Write the map of a study's corridors as SVG, PNG or CSV, by the file's ending.

    Raises:
        QuestionError: another ending, or as :func:`map_of`.
    """
    files.check(path)
    return files.save(map_of(session, what_if=what_if, way=way), path)


def promised_and_seen(session: Session, route: str) -> Picture:
    """What was promised and seen of a route by year: what is carried, boxes and days, each in a panel of its own.

    Figures told along the very same legs belong to it. One of a part of a year, or of a promise without a year, is left
    out. What was promised for a year stands at that year; a capacity is a mark of its own, never divided by traffic.

    Raises:
        QuestionError: no figures of a route of that name, or none of a whole year.
    """
    told = session.listed("series")
    named = [row for row in told if row["route"].casefold() == route.casefold()]
    if not named:
        known = sorted({row["route"] for row in told})
        near = get_close_matches(route, known, n=3, cutoff=0.4) or known[:5]
        raise QuestionError(
            f"no figures are told of a route {route!r}", where="--chart", cure=f"known: {', '.join(near)}"
        )
    along: list[str] = next((row["along"] for row in named if row["along"]), [])
    mine = [row for row in told if row in named or (along and row["along"] == along)]
    panels = []
    for quantities, unit, name in _PANELS:
        figures = [
            _figure(row)
            for row in mine
            if row["year"] is not None and row["period"] is None
            if row["quantity"] in quantities and row["unit"] == unit
        ]
        if figures:
            panels.append(series.Quantity(name, tuple(figures)))
    title = f"Promised and seen: {named[0]['route']}"
    if not panels:
        raise QuestionError(
            "no figure of a whole year is told of this route", where=title, cure="--show series lists them"
        )
    return series.told(
        "promised",
        panels,
        kinds=_KINDS,
        joined=_SEEN,
        title=title,
        unit="What was promised for a year stands at that year. A capacity is what could be carried: it is no promise "
        "of traffic and is set beside it, never divided by it",
        source=f"Sarai, release {session.release.number}; sarai corridors --show series names who told each figure",
    )


_KINDS = {
    "seen": ("p3", "dot"),
    "promised": ("o-broken", "dot"),
    "offered by who sells it": ("o-over", "dot"),
    "capacity promised": ("hole", "square"),
    "capacity stated": ("p2", "square"),
}
_SEEN, _PROMISED, _OFFERED, _ROOM, _ROOM_NOW = _KINDS
_PANELS = (
    ((Series.CARRIED, Series.CAPACITY), "Mt", "Carried a year, million tonnes"),
    ((Series.BOXES,), "TEU", "Boxes a year, TEU"),
    ((Series.DAYS,), "days", "Days on the way"),
)


def _figure(row: Mapping[str, Any]) -> series.Told:
    promised = row["kind"] == Told.PROMISED
    if row["quantity"] == Series.CAPACITY:
        kind = _ROOM if promised else _ROOM_NOW
    else:
        kind = _PROMISED if promised else _OFFERED if row["kind"] == Told.OFFERED else _SEEN
    said = f"said {str(row['said'])[:4]}" if promised and row["said"] else ""
    low, high = (row["value"] if row[name] is None else row[name] for name in ("low", "high"))
    return series.Told(int(row["year"]), row["value"], low, high, kind, said)


def write_series(session: Session, path: Path, *, route: str) -> Path:
    """Write the picture of what was promised and seen of a route as SVG, PNG or its Vega-Lite JSON.

    Raises:
        QuestionError: another ending, or as :func:`promised_and_seen`.
    """
    files.check(path)
    return files.save(promised_and_seen(session, route), path)
