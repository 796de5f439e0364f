"""Compile the shapes of a study's legs from open networks: corridors/shapes.csv.

Usage: compile_corridor_shapes.py NETWORKS STUDY, where NETWORKS holds the folders rail, road and ports.

Of each leg the shortest way between its two places is walked on the network of its mode, gaps up to 10 km jumped where
it is broken, and thinned to points that keep within about 12 km of the line (Douglas and Peucker 1973), rounded to
hundredths of a degree. A way far shorter or longer than the leg's own length is another line. Where the network ends
(the Caucasus, Turkey, western Europe, parts of Iran), a line is sketched through towns that it serves (``THROUGH``),
planned ones too; what is left is drawn straight. The result is a coarse sketch for maps; lengths come from figures.csv.

Rails and roads are (c) OpenStreetMap contributors: the list is a derived database under the ODbL, which its rows say.
"""

import csv
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import networkx as nx

from propose_corridor_legs import ODBL, Network, great_circle, read_network, read_sea_lanes

Point = tuple[float, float]
THIN = 0.11
"""Degrees that a point may lie off the line it is dropped from: about 12 km."""

JUMP_KM, SNAP_KM = 10.0, 90.0
LIKE = (0.72, 1.3)
"""A way is the leg's line where it is that much of the leg's length."""

RAILS = f"rail extract in scgraph_data 2.0.0; {ODBL}"
ROADS = f"road extract in scgraph_data 2.0.0; {ODBL}"
LANES = "sea lanes of searoute 1.6.0, Apache-2.0"
TOWNS = "sketched through towns that the line serves"

THROUGH = {
    "CN1": "34.5 105.8, 36.1 103.8, 38.9 100.4, 42.9 93.5, 43.8 87.6, 44.4 84.9, 44.6 82.1, 44.0 81.3",
    "AZ1": "40.2 48.9, 40.6 47.1, 40.7 46.4",
    "GE1": "41.7 44.8, 42.0 44.1, 42.0 43.6, 42.2 42.3",
    "GE2": "41.7 44.8, 42.0 44.1, 42.0 43.6, 42.2 42.3, 41.8 41.8",
    "BTK": "40.2 48.9, 40.6 47.1, 40.7 46.4, 41.5 45.0, 41.6 44.1, 41.4 43.5",
    "TR1": "39.9 41.3, 39.8 39.5, 39.4 38.1, 39.8 37.0, 38.7 35.5, 38.0 34.7, 37.0 35.3",
    "TR2": "39.9 41.3, 39.8 39.5, 39.4 38.1, 39.8 37.0, 39.8 34.8, 39.9 32.9, 39.8 30.5, 40.8 29.9",
    "N2": "52.2 21.0, 52.4 16.9, 52.4 14.6, 52.5 13.4, 52.4 9.7",
    "E1": "44.4 26.1, 45.8 21.2, 47.5 19.0, 48.2 16.4, 48.6 13.4, 49.5 11.1, 50.1 8.7",
    "E2": "51.8 5.8",
    "I1": "43.7 77.1, 43.0 72.8, 42.4 68.8, 45.0 65.3, 46.8 61.7, 47.8 59.6, 45.3 55.2, 44.2 53.0, 43.3 52.9",
    "I2": "40.6 55.3, 39.2 55.5, 38.3 55.2",
    "I9": "38.5 43.4, 38.5 42.3, 38.9 40.5, 38.4 38.3, 39.8 37.0, 39.9 32.9, 39.8 30.5",
    "I10": "38.5 43.4, 38.5 42.3, 38.9 40.5, 38.4 38.3, 37.1 36.2, 37.0 35.3",
    "N3": "47.1 51.9, 46.4 48.0, 43.9 46.7, 43.0 47.5, 41.8 48.6",
    "N7": "43.0 73.7, 45.0 65.3, 46.8 61.7, 50.3 57.2, 51.8 55.1, 53.2 50.1, 53.2 45.0, 54.6 39.7",
    "E5": "52.2 21.0, 50.3 19.0, 49.2 18.7, 48.1 17.1",
    "E4": "52.2 21.0, 52.4 16.9, 52.5 13.4",
    "N6": "42.4 68.8, 45.0 65.3, 46.8 61.7, 50.3 57.2, 51.8 55.1, 53.2 50.1, 53.2 45.0, 54.6 39.7",
    "I11": "35.3 59.2, 33.6 56.9, 31.6 55.4, 29.4 55.7",
    "F1": "40.5 75.4, 41.0 74.0, 40.9 73.0",
    "F4": "36.7 67.1, 35.9 68.7, 34.4 69.2, 33.6 69.2",
    "R10": "40.6 47.1, 40.7 46.4",
    "R11": "41.7 44.8, 42.0 43.6, 42.2 42.3",
    "R12": "41.0 39.7, 41.3 36.3, 40.8 29.9",
    "R13": "36.3 50.0, 37.3 49.6, 38.4 48.9, 40.0 49.2",
    "R17": "34.0 71.6, 33.6 73.0, 31.6 74.3, 30.2 71.5, 27.7 68.9, 25.4 68.4",
}
"""Degrees north and east of towns along lines that the open networks hold badly or not at all."""


def main() -> None:
    networks, study = Path(sys.argv[1]), Path(sys.argv[2]) / "corridors"
    places = {row["node"]: (float(row["lat"]), float(row["lon"])) for row in _rows(study / "nodes.csv")}
    km = _lengths(study / "figures.csv")
    rails = [_graph(networks, "rail/eurasia_main", "csv.gz"), _graph(networks, "rail/ca_rail", "csv", jump=True)]
    roads = [_graph(networks, "road/ca_highway_main", "csv.gz")]
    found = []
    for row in _rows(study / "legs.csv"):
        ends = places[row["from"]], places[row["to"]]
        if row["group"] == "caspian":
            continue  # the lanes hold none there
        if row["mode"] == "sea":
            closed = frozenset({"suez"} if row["passage"] == "cape" else ()) | {"northwest"}
            lanes = read_sea_lanes(networks / "ports" / "marnet_searoute.geojson", without=closed, credit=LANES)
            choices, credit = [_joined(lanes)], LANES
        elif row["mode"] in ("rail", "road"):
            choices, credit = (rails, RAILS) if row["mode"] == "rail" else (roads, ROADS)
        else:
            continue
        towns = THROUGH.get(row["leg"])
        line = _towns(towns) if towns else _best(choices, ends, km.get(row["leg"]))
        if towns:
            credit = TOWNS
        if line is None:
            print(f"{row['leg']}: no line like it", file=sys.stderr)
            continue
        points = ";".join(f"{lon:.2f} {lat:.2f}" for lat, lon in _thin((ends[0], *line, ends[1])))
        found.append({"leg": row["leg"], "points": points, "source": credit})
    with (study / "shapes.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ["leg", "points", "source"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


def _towns(text: str) -> list[Point]:
    spots = (each.split() for each in text.split(","))
    return [(float(lat), float(lon)) for lat, lon in spots]


def _graph(networks: Path, stem: str, ending: str, *, jump: bool = False) -> Any:
    made = _joined(read_network(networks / f"{stem}_nodes.{ending}", networks / f"{stem}_edges.{ending}", credit=ODBL))
    if jump:
        for a, b, length in _near(made.graph["places"]):
            if not made.has_edge(a, b):
                made.add_edge(a, b, weight=length)
    return made


def _joined(network: Network) -> Any:
    graph = nx.Graph(places=network.places)
    for a, arcs in network.arcs.items():
        for b, length in arcs:
            graph.add_edge(a, b, weight=length)
    return graph


def _near(places: Any) -> Iterator[tuple[int, int, float]]:
    """Nodes that lie within a jump of one another."""
    cells: dict[tuple[int, int], list[int]] = {}
    for node, (lat, lon) in places.items():
        cells.setdefault((math.floor(lat * 10), math.floor(lon * 10)), []).append(node)
    for (i, j), nodes in cells.items():
        around = [each for di in (-1, 0, 1) for dj in (-1, 0, 1, 2) for each in cells.get((i + di, j + dj), ())]
        for a in nodes:
            for b in around:
                if a < b and (length := great_circle(places[a], places[b])) <= JUMP_KM:
                    yield a, b, length


def _best(graphs: Iterable[Any], ends: tuple[Point, Point], km: float | None) -> list[Point] | None:
    """The shortest way on the first network on which it is as long as the leg."""
    for graph in graphs:
        places = graph.graph["places"]
        snapped = [min(graph, key=lambda node: _rough(places[node], end)) for end in ends]
        if any(great_circle(places[a], end) > SNAP_KM for a, end in zip(snapped, ends, strict=True)):
            continue
        try:
            length, path = nx.bidirectional_dijkstra(graph, *snapped)
        except nx.NetworkXNoPath:
            continue
        if km is None or LIKE[0] <= length / km <= LIKE[1]:
            return [places[each] for each in path]
    return None


def _rough(a: Point, b: Point) -> float:
    return (a[0] - b[0]) ** 2 + ((a[1] - b[1]) * math.cos(math.radians(b[0]))) ** 2


def _thin(points: Sequence[Point]) -> list[Point]:
    """The points without those that lie near the straight line between the ones that are kept."""
    if len(points) < 3:
        return list(points)
    (ya, xa), (yb, xb) = points[0], points[-1]
    size = math.hypot(xb - xa, yb - ya)
    off = [
        abs((xb - xa) * (ya - y) - (xa - x) * (yb - ya)) / size if size else math.hypot(x - xa, y - ya)
        for y, x in points[1:-1]
    ]
    most = max(off)
    if most <= THIN:
        return [points[0], points[-1]]
    cut = off.index(most) + 1
    return [*_thin(points[: cut + 1])[:-1], *_thin(points[cut:])]


def _lengths(path: Path) -> dict[str, float]:
    """The preferred length of each leg: stated before derived, then the newer, then the first."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in _rows(path):
        if row["quantity"] == "km":
            found.setdefault(row["item"], []).append(row)
    newest = {item: sorted(rows, key=lambda row: row["date"], reverse=True) for item, rows in found.items()}
    return {
        item: float(sorted(rows, key=lambda row: row["basis"] == "derived")[0]["value"])
        for item, rows in newest.items()
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


if __name__ == "__main__":
    main()
