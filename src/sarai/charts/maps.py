"""Maps of pages: countries coloured by a number, places of projects, and ways of corridors.

Money is drawn as a point only where a source names a place; what is countrywide or in wide areas is a line of words.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sarai.charts import globe
from sarai.charts.sheet import Key, Picture, Sheet, Value, lines_of, picture, wide_of

CLASSES = ("ch1", "ch2", "ch3", "ch4")


@dataclass(frozen=True, slots=True)
class Country:
    """A country of the study: its name, what is told of it, and its class on the map (none: not coloured)."""

    code: str
    name: str
    told: str = ""
    level: int | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a source names: where it is, what it is called, how much is told there."""

    lon: float
    lat: float
    name: str
    told: str = ""
    value: float | None = None
    records: int = 1


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of a way: its points, its mode (rail, road, sea), whether it is the chosen way, and how it stands.

    ``state`` is open, or closed, opened or planned, which is written on it; ``room`` is the class of thickness of what
    it can carry, an index into :data:`ROOMS`, none on maps that do not tell it.
    """

    points: tuple[globe.Point, ...]
    mode: str
    chosen: bool = False
    state: str = "open"
    room: int | None = None


ROOMS = ("not stated", "under 50,000", "to 100,000", "above")
"""Boxes a year (TEU) that a leg can carry, from thin to thick."""
_STATES = {"closed": "shut", "opened": "open", "planned": "plan"}


def _ground(view: globe.View, homes: Mapping[str, str]) -> Sheet:
    """Sea, land and the countries of the study, each in its class."""
    inner = Sheet(view.width)
    inner.rect(0, 0, view.width, view.height, "sea")
    seen = globe.land(view, frozenset(homes))
    inner.path("".join(path for code, path in seen.items() if code not in homes), "land")
    for code in homes:
        inner.path(seen.get(code, ""), homes[code])
    return inner


def _neighbours(
    inner: Sheet, view: globe.View, labels: globe.Labels, homes: Mapping[str, str], names: Mapping[str, str]
) -> None:
    """Names of the countries around, where the words lie over the country itself."""
    for code, rows in globe.seen(view).items():
        if code not in homes and code in names and (spot := labels.inside(rows, names[code], size=11)) is not None:
            inner.text(spot[0], spot[1], names[code], cls="s q", anchor="middle")


NO_AMOUNT = Key("hole", "a place whose records have no published amount", "dot")


def places(
    name: str,
    countries: Sequence[Country],
    spots: Sequence[Spot],
    *,
    title: str,
    unit: str,
    source: str,
    neighbours: Mapping[str, str],
    notes: Sequence[str] = (),
    keys: Sequence[Key] = (),
    mark: str = "point",
    tall: float = 330,
    wide: float = 540,
) -> Picture:
    """Countries coloured by their class, and points for places that sources name, sized by money where it is told."""
    homes = {
        each.code: "home" if each.level is None else CLASSES[each.level]
        for each in countries
        if each.code in globe.countries()
    }
    around = [point for code in homes for ring in _main(code) for point in ring]
    around = around or [(spot.lon, spot.lat) for spot in spots]
    most = max((spot.value or 0 for spot in spots), default=0)

    def draw(sheet: Sheet, top: float) -> float:
        if not around:
            return top
        view = globe.fitted(around, width=sheet.width, most=tall if not sheet.narrow else tall * 0.78)
        inner, labels = _ground(view, homes), globe.Labels(view)
        marks = []
        for spot in sorted(spots, key=lambda each: -(each.value or 0)):
            x, y = view.at(spot.lon, spot.lat)
            radius = 3.2 if not most or spot.value is None else max(3.0, 15 * math.sqrt(spot.value / most))
            radius = radius * (0.8 if sheet.narrow else 1)
            inner.circle(x, y, radius, mark if spot.value is not None or not most else "hole")
            if most:
                labels.keep(x, y, radius * 0.8)
            marks.append((spot, x, y, radius))
        for each in countries:
            centre = globe.middle(each.code)
            if centre is not None and len(countries) > 1:
                x, y = view.at(*centre)
                lines = [each.name, *([each.told] if each.told else [])]
                place = labels.over(x, y, lines, size=12.5)
                if place is not None:
                    # White words are read on the darkest class alone, and only where they lie on it whole.
                    wide = max(wide_of(line, 12.5, bold=True) for line in lines)
                    on = globe.holds(globe.seen(view).get(each.code, []), x, place, wide, 14.0 * len(lines))
                    dark = each.level == len(CLASSES) - 1 and on
                    inner.text(x, place, lines[0], cls="inv" if dark else "b halo2", anchor="middle")
                    for at, line in enumerate(lines[1:], 1):
                        inner.text(x, place + 14 * at, line, cls="inv" if dark else "halo2", anchor="middle")
        for spot, x, y, radius in marks[: 5 if sheet.narrow else 9]:
            lines = [line for line in (spot.name, spot.told) if line]
            if lines and most and spot.value:
                found = labels.beside(x, y, lines, size=12, gap=radius + 4, bold=True)
                if found is not None:
                    inner.text(found[0], found[1], lines[0], cls="b halo", anchor=found[2])
                    for at, line in enumerate(lines[1:], 1):
                        inner.text(found[0], found[1] + 13 * at, line, cls="s q halo", anchor=found[2])
        _neighbours(inner, view, labels, homes, neighbours)
        sheet.inset(0, top, view.width, view.height, inner)
        y = top + view.height + 14
        for note in notes:
            y = sheet.texts(0, y, lines_of(note, 11, sheet.width), step=14, cls="s q")
        return y - 10

    alt = f"Map, {unit}. " + "; ".join(
        [f"{each.name} {each.told}" for each in countries if each.told]
        + [" ".join(part for part in (spot.name, spot.told) if part) for spot in spots if spot.name]
        + list(notes)
    )
    rows: list[tuple[Value, ...]] = [("country", each.name, each.value, None, None) for each in countries]
    rows += [("place", spot.name, spot.value, spot.lat, spot.lon) for spot in spots]
    return picture(
        name,
        draw,
        title=title,
        unit=unit,
        source=f"{source}; {globe.CREDIT}",
        alt=alt,
        columns=("what", "name", "value", "latitude", "longitude"),
        rows=rows,
        keys=[*keys, *([NO_AMOUNT] if most and any(spot.value is None for spot in spots) else ())],
        wide=wide,
    )


def _main(code: str) -> list[list[globe.Point]]:
    """The parts of a country that make it: islands far smaller than the largest part do not set the view."""
    rings = globe.countries()[code]
    largest = max(abs(globe._area(ring)) for ring in rings)
    return [ring for ring in rings if abs(globe._area(ring)) > largest / 30]


_WAYS = {"rail": "way", "road": "wayr", "sea": "ways"}


def ways(
    name: str,
    legs: Sequence[Leg],
    stops: Sequence[Spot],
    *,
    title: str,
    unit: str,
    source: str,
    neighbours: Mapping[str, str],
    tall: float = 360,
    wide: float = 640,
) -> Picture:
    """A way over the network, its legs thick by mode and the others pale; or the whole network, where none is chosen.

    Stops are named in their order while there is room. A leg that is closed, opened or planned has a stroke of its own
    and the word on it, so that no colour has to be told apart.
    """
    some = any(leg.chosen for leg in legs)
    around = [point for leg in legs if leg.chosen or not some for point in leg.points]
    around = around or [(spot.lon, spot.lat) for spot in stops] or _NOWHERE
    thick = any(leg.room is not None for leg in legs)
    drawn = sorted(legs, key=lambda each: (each.chosen, each.state != "open"))
    marked = [leg for leg in drawn if leg.state != "open" and (leg.chosen or not some or leg.state != "planned")]

    def draw(sheet: Sheet, top: float) -> float:
        view = globe.fitted(around, width=sheet.width, most=tall if not sheet.narrow else tall * 0.62, margin=34)
        inner, labels = _ground(view, {}), globe.Labels(view)
        for glow in (True, False):
            for leg in drawn:
                points = [view.at(lon, lat) for lon, lat in leg.points]
                if any(view.holds(point, 40) for point in points) and (not glow or (thick and leg.chosen)):
                    d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
                    inner.path(d, "glow" if glow else _stroke(leg, pale=some and leg not in marked))
        spots = [(spot, *view.at(spot.lon, spot.lat)) for spot in stops]
        spots = [each for each in spots if view.holds(each[1:])]
        for _, x, y in spots:
            inner.circle(x, y, 3.4, "place")
            labels.keep(x, y, 4)
        _words(inner, view, labels, marked)
        for spot, x, y in spots:
            found = labels.beside(x, y, [spot.name], size=12, gap=8, bold=True)
            if found is not None:
                inner.text(found[0], found[1], spot.name, cls="b halo2", anchor=found[2])
        for leg in legs if not some else [leg for leg in legs if leg.chosen]:
            for lon, lat in leg.points:
                labels.keep(*view.at(lon, lat), 3)
        _neighbours(inner, view, labels, {}, neighbours)
        sheet.inset(0, top, view.width, view.height, inner)
        return top + view.height + 2

    plain = [leg for leg in legs if leg.state == "open" and (leg.chosen or not some)]
    keys = [Key(_WAYS[mode], mode, "line") for mode in dict.fromkeys(leg.mode for leg in plain)]
    keys += [Key(_STATES[state], state, "line") for state in dict.fromkeys(leg.state for leg in marked)]
    told = sorted({leg.room for leg in legs if leg.room is not None})
    keys += [
        Key(f"key k{room}", f"{ROOMS[room]}{' boxes a year (TEU)' if room == told[-1] else ''}", "line")
        for room in told
    ]
    return picture(
        name,
        draw,
        title=title,
        unit=unit,
        source=f"{source}; {globe.CREDIT}",
        alt=f"Map, {unit}: " + ", ".join(spot.name for spot in stops),
        columns=("what", "name", "latitude", "longitude"),
        rows=[("place", spot.name, spot.lat, spot.lon) for spot in stops],
        keys=keys,
        wide=wide,
    )


_NOWHERE = [(22.0, 28.0), (112.0, 56.0)]
"""What a map without a leg or a stop shows."""


def _stroke(leg: Leg, *, pale: bool) -> str:
    if pale and not leg.chosen:
        return "pale"
    cls = _STATES.get(leg.state) or _WAYS[leg.mode]
    return cls if leg.room is None else f"{cls} k{leg.room}"


def _words(inner: Sheet, view: globe.View, labels: globe.Labels, legs: Sequence[Leg]) -> None:
    """The state of each leg, written at its middle where there is room and the same word does not stand nearby."""
    written: list[tuple[str, float, float]] = []
    for leg in sorted(legs, key=lambda each: list(_STATES).index(each.state)):
        points = [view.at(lon, lat) for lon, lat in leg.points]
        half = len(points) // 2
        x, y = ((a + b) / 2 for a, b in zip(points[half - 1], points[half], strict=True))
        word = f"✕ {leg.state}" if leg.state == "closed" else leg.state
        if not view.holds((x, y)) or any(w == word and abs(x - a) < 70 and abs(y - b) < 40 for w, a, b in written):
            continue
        baseline = labels.over(x, y - 12, [word], size=11)
        if baseline is not None:
            inner.text(x, baseline, word, cls="s b halo2", anchor="middle")
            written.append((word, x, y))
