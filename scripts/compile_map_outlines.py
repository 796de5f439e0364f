"""Compile the outlines of the map from Natural Earth (public domain, as TopoJSON of world-atlas).

Usage: compile_map_outlines.py countries-50m.json OUT.json. Kept: countries that touch the box,
rings of some size, every point rounded to 0.1 degree.
"""

import json
import sys
from pathlib import Path

WEST, EAST, SOUTH, NORTH = -12.0, 128.0, 5.0, 66.0
SMALL = 0.8


def main() -> None:
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(points)
    features = []
    for country in topology["objects"]["countries"]["geometries"]:
        if country["type"] not in ("Polygon", "MultiPolygon"):
            continue
        polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
        kept = []
        for polygon in polygons:
            rings = [ring for ring in (_ring(arcs, numbers) for numbers in polygon) if ring]
            if rings and any(WEST < x < EAST and SOUTH < y < NORTH for x, y in rings[0]):
                kept.append(rings)
        if kept:
            shape = {"type": "MultiPolygon", "coordinates": kept}
            features.append(
                {"type": "Feature", "properties": {"name": country["properties"]["name"]}, "geometry": shape}
            )
    made = {"type": "FeatureCollection", "credit": "Natural Earth, public domain", "features": features}
    Path(sys.argv[2]).write_text(json.dumps(made, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")


def _ring(arcs: list[list[tuple[float, float]]], numbers: list[int]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for number in numbers:
        for x, y in arcs[number] if number >= 0 else reversed(arcs[~number]):
            spot = (round(x, 1), round(y, 1))
            if not points or points[-1] != spot:
                points.append(spot)
    if max(x for x, _ in points) - min(x for x, _ in points) > 180:
        # over the antimeridian: go on eastwards
        points = [(x + 360 if x < 0 else x, y) for x, y in points]
    wide = max(x for x, _ in points) - min(x for x, _ in points)
    tall = max(y for _, y in points) - min(y for _, y in points)
    return points if len(points) > 3 and max(wide, tall) > SMALL else []


if __name__ == "__main__":
    main()
