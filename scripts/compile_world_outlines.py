"""Compile the outlines of every country for the maps of pages, from Natural Earth (public domain, world-atlas).

Usage: compile_world_outlines.py countries-50m.json OUT.json. Borders stay shared arcs, so that neighbours meet;
each arc is thinned to points that stand more than :data:`TOLERANCE` degrees off the line, and coordinates are whole
:data:`STEP` degrees, told as differences. Countries are named by their ISO codes; what has none keeps its name.
"""

import json
import math
import sys
from pathlib import Path

from sarai import codelists

TOLERANCE = 0.025
STEP = 0.01

Point = tuple[float, float]


def main() -> None:
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    iso = {row.attributes["m49"]: row.code for row in codelists.load("countries") if "m49" in row.attributes}
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(_told(_thinned(points)))
    countries = {}
    for each in topology["objects"]["countries"]["geometries"]:
        name = each["properties"]["name"]
        if each["type"] in ("Polygon", "MultiPolygon") and name != "Antarctica":
            polygons = [each["arcs"]] if each["type"] == "Polygon" else each["arcs"]
            countries[iso.get(str(each.get("id", "")), name)] = polygons
    made = {"credit": "Natural Earth, public domain", "step": STEP, "countries": countries, "arcs": arcs}
    text = json.dumps(made, separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    Path(sys.argv[2]).write_text(text + "\n", encoding="utf-8")


def _told(points: list[Point]) -> list[int]:
    """Whole steps: the first point, then differences, flat."""
    told: list[int] = []
    x = y = 0
    for at, (lon, lat) in enumerate(points):
        here = round(lon / STEP), round(lat / STEP)
        if at and here == (x, y) and at < len(points) - 1:
            continue
        told += [here[0] - x, here[1] - y]
        x, y = here
    return told


def _thinned(points: list[Point]) -> list[Point]:
    """Douglas and Peucker's way: the ends, and the point that stands farthest off the line between them."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = math.hypot(bx - ax, by - ay)

    def off(point: Point) -> float:
        x, y = point
        if length == 0:
            return math.hypot(x - ax, y - ay)
        return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length

    at = max(range(1, len(points) - 1), key=lambda place: off(points[place]))
    if off(points[at]) <= TOLERANCE:
        return [points[0], points[-1]]
    return [*_thinned(points[: at + 1])[:-1], *_thinned(points[at:])]


if __name__ == "__main__":
    main()
