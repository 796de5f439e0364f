"""Where places fall on a map: outlines of countries, a projection that fits a box, labels that do not meet."""

import itertools
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from sarai.charts.sheet import wide_of

Point = tuple[float, float]
Flat = NDArray[np.float64]
"""A ring of points, a row each: longitude and latitude, or pixels."""
CREDIT = "outlines Natural Earth"


@cache
def countries() -> dict[str, list[list[Point]]]:
    """The rings of every country as longitudes and latitudes, by ISO code."""
    told = json.loads((files("sarai.charts") / "world.json").read_text(encoding="utf-8"))
    step = told["step"]
    arcs = []
    for flat in told["arcs"]:
        x = y = 0
        points = []
        for at in range(0, len(flat), 2):
            x, y = x + flat[at], y + flat[at + 1]
            points.append((x * step, y * step))
        arcs.append(points)
    return {
        code: [_ring(arcs, numbers) for polygon in polygons for numbers in polygon]
        for code, polygons in told["countries"].items()
    }


def _ring(arcs: Sequence[Sequence[Point]], numbers: Iterable[int]) -> list[Point]:
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else list(reversed(arcs[~number]))
        points += arc if not points else arc[1:]
    return points


@cache
def middle(code: str) -> Point | None:
    """The middle of a country's largest part; none for what has no outline."""
    rings = countries().get(code)
    if not rings:
        return None
    ring = max(rings, key=lambda each: abs(_area(each)))
    area = _area(ring)
    if not area:
        return ring[0]
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in _pairs(ring)) / (6 * area)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in _pairs(ring)) / (6 * area)
    return x, y


ROOM = 2.0
"""Degrees around a country in which a place may lie that is called its own: islands and ports off a coarse outline."""


def near(code: str | None, lon: float, lat: float) -> bool:
    """Whether a place may lie in a country, by the boxes of its parts; what has no outline is taken at its word."""
    if code is None or code not in _boxes():
        return True
    return any(
        abs(((lon - (left + right) / 2 + 180) % 360) - 180) <= (right - left) / 2 + ROOM
        and low - ROOM <= lat <= high + ROOM
        for left, low, right, high in _boxes()[code]
    )


def _area(ring: Sequence[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in _pairs(ring)) / 2


def _pairs(ring: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


@dataclass(frozen=True)
class View:
    """A conic projection that fits some places into a box of pixels."""

    width: float
    height: float
    turn: float
    cone: float
    scale: float
    shift: Point
    box: tuple[float, float, float, float]

    def at(self, lon: float, lat: float) -> Point:
        """Where a place falls, in pixels from the upper left."""
        x, y = _projected(lon, lat, self.turn, self.cone)
        return self.shift[0] + x * self.scale, self.shift[1] - y * self.scale

    def holds(self, point: Point, margin: float = 0) -> bool:
        """Whether a point lies in the box."""
        return -margin <= point[0] <= self.width + margin and -margin <= point[1] <= self.height + margin


def fitted(places: Iterable[Point], *, width: float, most: float, margin: float = 14) -> View:
    """The view that holds these longitudes and latitudes, as wide as it is told and no higher than ``most``."""
    spots = list(places)
    lons = [lon for lon, _ in spots]
    # Over the antimeridian the shorter way round is meant.
    if max(lons) - min(lons) > 180:
        lons = [lon % 360 for lon in lons]
    lats = [max(min(lat, 84.0), -84.0) for _, lat in spots]
    turn = (max(lons) + min(lons)) / 2
    cone = math.sin(math.radians((max(lats) + min(lats)) / 2))
    drawn = [_projected(lon, lat, turn, cone) for lon, lat in spots]
    left, right = min(x for x, _ in drawn), max(x for x, _ in drawn)
    low, high = min(y for _, y in drawn), max(y for _, y in drawn)
    wide, tall = max(right - left, 0.02), max(high - low, 0.02)
    scale = min((width - 2 * margin) / wide, (most - 2 * margin) / tall)
    height = min(most, tall * scale + 2 * margin)
    shift = (width / 2 - (left + right) / 2 * scale, height / 2 + (low + high) / 2 * scale)
    # What the box may show beyond its places: twice their reach is enough for any shape of box.
    reach_x, reach_y = max(max(lons) - min(lons), 4), max(max(lats) - min(lats), 4)
    around = max(width / max(wide * scale, 1), height / max(tall * scale, 1), 1)
    box = (
        min(lons) - reach_x * around,
        min(lats) - reach_y * around,
        max(lons) + reach_x * around,
        max(lats) + reach_y * around,
    )
    return View(width, height, turn, cone, scale, shift, box)


def _projected(lon: float, lat: float, turn: float, cone: float) -> Point:
    """An equidistant conic touching one parallel; equirectangular where that is the equator."""
    away = math.radians((lon - turn + 180) % 360 - 180)
    if abs(cone) < 0.05:
        return away, math.radians(lat)
    middle_lat = math.asin(cone)
    radius = 1 / math.tan(middle_lat) + middle_lat - math.radians(lat)
    return radius * math.sin(cone * away), 1 / math.tan(middle_lat) - radius * math.cos(cone * away)


@lru_cache(maxsize=64)
def land(view: View, fine: frozenset[str] = frozenset()) -> Mapping[str, str]:
    """The countries that are seen in a view, each as a path; those that the map is about are drawn ``fine``."""
    found = {
        code: "".join(_path(view, ring, 2 if code in fine else 1) for ring in rings)
        for code, rings in _flat(view).items()
    }
    return {code: path for code, path in found.items() if path}


Spans = list[tuple[float, float]]
"""Parts of a row of pixels, from left to right."""
STEP = 6
"""Pixels from row to row of :func:`seen`."""


@lru_cache(maxsize=64)
def seen(view: View) -> Mapping[str, list[Spans]]:
    """What is seen of each country: its parts of the rows of a view, the largest country first.

    Rows lie :data:`STEP` pixels apart; islands too small for a word are left out.
    """
    found: dict[str, list[Spans]] = {}
    for code, rings in _flat(view).items():
        rows: list[Spans] = [[] for _ in range(int(view.height // STEP) + 1)]
        for ring in rings:
            if np.ptp(ring[:, 0]) > 20:
                _add_spans(rows, ring, view.width)
        if any(rows):
            found[code] = rows
    return dict(sorted(found.items(), key=lambda each: -sum(b - a for row in each[1] for a, b in row)))


def _add_spans(rows: list[Spans], ring: Flat, width: float) -> None:
    """By the even and odd rule: between an odd crossing of an edge and the next lies the inside."""
    ax, ay = ring[:, 0], ring[:, 1]
    bx, by = np.roll(ax, -1), np.roll(ay, -1)
    first, last = max(int(ay.min() // STEP), 0), min(int(ay.max() // STEP) + 1, len(rows) - 1)
    for at in range(first, last + 1):
        y = at * STEP
        over = (ay > y) != (by > y)
        crossed = np.sort((bx[over] - ax[over]) * (y - ay[over]) / (by[over] - ay[over]) + ax[over]).tolist()
        for left, right in zip(crossed[::2], crossed[1::2], strict=False):
            left, right = max(left, 2.0), min(right, width - 2)
            if right - left > 8:
                rows[at].append((left, right))


def _common(*rows: Spans) -> Spans:
    """The parts that several rows share."""
    held = rows[0]
    for row in rows[1:]:
        held = [(max(a, c), min(b, d)) for a, b in held for c, d in row if max(a, c) < min(b, d)]
    return held


@lru_cache(maxsize=16)
def _flat(view: View) -> Mapping[str, list[Flat]]:
    """The rings that may be seen in a view, in its pixels; one that the projection tears apart is left out."""
    found: dict[str, list[Flat]] = {}
    for code, rings in _near(view).items():
        for ring in rings:
            turned = (ring[:, 0] - view.turn + 180) % 360 - 180
            if np.all(np.abs(turned) > 110):
                continue
            x, y = _projected_all(np.radians(turned), np.radians(ring[:, 1]), view.cone)
            flat = np.column_stack((view.shift[0] + x * view.scale, view.shift[1] - y * view.scale))
            found.setdefault(code, []).append(flat)
    return found


def _projected_all(away: Flat, lat: Flat, cone: float) -> tuple[Flat, Flat]:
    """What :func:`_projected` does, for many places at once."""
    if abs(cone) < 0.05:
        return away, lat
    middle_lat = math.asin(cone)
    radius = 1 / math.tan(middle_lat) + middle_lat - lat
    return radius * np.sin(cone * away), 1 / math.tan(middle_lat) - radius * np.cos(cone * away)


@lru_cache(maxsize=64)
def _near(view: View) -> Mapping[str, list[Flat]]:
    """The rings that may be seen in a view: those whose box meets the box of the view's edge, with room to spare."""
    west, south, east, north = view.box
    found: dict[str, list[Flat]] = {}
    for code, rings in _rings().items():
        for ring, (left, low, right, high) in zip(rings, _boxes()[code], strict=True):
            # A longitude is compared the shorter way round.
            away = ((left + right) / 2 - (west + east) / 2 + 180) % 360 - 180
            if abs(away) <= (right - left + east - west) / 2 and low <= north and high >= south:
                found.setdefault(code, []).append(ring)
    return found


@cache
def _boxes() -> Mapping[str, list[tuple[float, float, float, float]]]:
    return {
        code: [(min(x for x, _ in r), min(y for _, y in r), max(x for x, _ in r), max(y for _, y in r)) for r in rings]
        for code, rings in countries().items()
    }


@cache
def _rings() -> Mapping[str, list[Flat]]:
    return {code: [np.array(ring) for ring in rings] for code, rings in countries().items()}


def _path(view: View, ring: Flat, grain: int, margin: float = 4) -> str:
    """A ring as a path, to the pixel where ``grain`` is 1, to the half pixel where it is 2; no step is shorter."""
    (left, top), (right, low) = ring.min(axis=0), ring.max(axis=0)
    if right < -margin or low < -margin or left > view.width + margin or top > view.height + margin:
        return ""
    within = left >= -margin and top >= -margin and right <= view.width + margin and low <= view.height + margin
    points: list[Point] = ring.tolist()
    points = points if within else _clipped(points, view, margin)
    kept: list[tuple[int, int]] = []
    for x, y in points:
        spot = round(x * grain), round(y * grain)
        if not kept or abs(spot[0] - kept[-1][0]) + abs(spot[1] - kept[-1][1]) >= 2 * grain:
            kept.append(spot)
    if len(kept) < 4:
        return ""
    told = [f"M{kept[0][0] / grain:g} {kept[0][1] / grain:g}l"]
    told += [f"{(x - a) / grain:g} {(y - b) / grain:g}" for (a, b), (x, y) in itertools.pairwise(kept)]
    return told[0] + " ".join(told[1:]).replace(" -", "-") + "z"


def _clipped(points: list[Point], view: View, margin: float) -> list[Point]:
    """Sutherland and Hodgman's way, edge by edge of the box."""
    edges = ((0, -margin, 1), (0, view.width + margin, -1), (1, -margin, 1), (1, view.height + margin, -1))
    for axis, limit, sign in edges:
        if not points:
            break
        kept: list[Point] = []
        before = points[-1]
        for point in points:
            inside, was = (point[axis] - limit) * sign >= 0, (before[axis] - limit) * sign >= 0
            if inside != was:
                part = (limit - before[axis]) / (point[axis] - before[axis])
                kept.append((before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])))
            if inside:
                kept.append(point)
            before = point
        points = kept
    return points


def holds(rows: Sequence[Spans], x: float, y: float, wide: float, tall: float) -> bool:
    """Whether a country holds a block of words: its middle, first baseline, width and height."""
    first, last = int((y - 12) // STEP), int((y - 12 + tall) // STEP) + 1
    return (
        first >= 0
        and last < len(rows)
        and any(left <= x - wide / 2 and x + wide / 2 <= right for left, right in _common(*rows[first : last + 1]))
    )


Box = tuple[float, float, float, float]


class Labels:
    """Words on a map that meet neither each other nor what they name; what finds no room is left out."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._taken: list[Box] = []

    def keep(self, x: float, y: float, radius: float) -> None:
        """Keep words off a mark."""
        self._taken.append((x - radius, y - radius, x + radius, y + radius))

    def beside(
        self, x: float, y: float, lines: Sequence[str], *, size: float, gap: float, bold: bool = False
    ) -> tuple[float, float, str] | None:
        """Where words fit beside a mark: x, first baseline and anchor; none where they do not."""
        wide = max(wide_of(line, size, bold=bold) for line in lines)
        tall = len(lines) * (size + 2)
        up = y - tall / 2
        for left, top, anchor in (
            (x + gap, up, ""),
            (x - gap - wide, up, "end"),
            (x - wide / 2, y - gap - tall, "middle"),
            (x - wide / 2, y + gap, "middle"),
            (x + gap * 0.7, y - gap - tall / 2, ""),
            (x + gap * 0.7, y + gap - tall / 2, ""),
            (x - gap * 0.7 - wide, y + gap - tall / 2, "end"),
        ):
            if self._free((left, top, left + wide, top + tall)):
                self._taken.append((left, top, left + wide, top + tall))
                spot = left if not anchor else left + wide if anchor == "end" else left + wide / 2
                return spot, top + size - 1, anchor
        return None

    def over(self, x: float, y: float, lines: Sequence[str], *, size: float) -> float | None:
        """The first baseline of words centred on a spot, moved up or down a little where it is taken."""
        wide = max(wide_of(line, size, bold=True) for line in lines)
        tall = len(lines) * (size + 2)
        for off in (0, -10, 10, -20, 20, -32, 32):
            top = y + off - tall / 2
            box = (x - wide / 2, top, x + wide / 2, top + tall)
            if self._free(box):
                self._taken.append(box)
                return top + size - 1
        return None

    def inside(self, rows: Sequence[Spans], words: str, *, size: float) -> Point | None:
        """The middle of words, and their baseline, where they lie over a country; none where they fit nowhere.

        They lie over it whole, or at least by the middle half of them where it is narrow.
        """
        wide = wide_of(words, size)
        for share in (1.0, 0.5):
            fits = [
                (right - left, (left + right) / 2, at * STEP)
                for at in range(1, len(rows) - 1)
                for left, right in (_common(*rows[at - 1 : at + 2]) if share == 1 else rows[at])
                if right - left >= wide * share
            ]
            for _, x, y in sorted(fits, reverse=True)[:8]:
                box = (x - wide / 2, y - size / 2 - 1, x + wide / 2, y + size / 2 + 1)
                if self._free(box):
                    self._taken.append(box)
                    return x, y + size / 2 - 1.5
        return None

    def _free(self, box: Box) -> bool:
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= self._view.width and box[3] <= self._view.height
        return inside and not any(
            box[0] < o[2] and o[0] < box[2] and box[1] < o[3] and o[1] < box[3] for o in self._taken
        )
