"""Propose distances for legs of a study from open networks, and print what makes each doubtful.

Usage: propose_corridor_legs.py NETWORKS STUDY MODE FROM TO [FROM TO ...], where NETWORKS holds the
folders rail, road and ports, and MODE is rail, rail-box (with gaps up to 10 km jumped), road or sea
(sea:suez,northwest leaves passages out).

A proposal never replaces a published distance: it enters the study as a figure of basis *derived* with the
credit of the network on its row.
"""

import csv
import gzip
import heapq
import io
import json
import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sarai.model.errors import QuestionError, UnreadableFile

ODBL = "(c) OpenStreetMap contributors, ODbL"
EARTH_KM = 6371.0
SNAP_WARN_KM = 10.0
DETOUR_WARN = 1.8
_CELL = 0.5

Arcs = dict[int, list[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A distance found on a network: ``km`` along it, both snaps and the great circle in km.

    ``km`` is None where the two ends lie on parts of the network that are not joined.
    """

    km: float | None
    snap_from: float
    snap_to: float
    direct: float
    bridged: float
    warnings: tuple[str, ...]

    @property
    def detour(self) -> float | None:
        """Network distance over great circle."""
        return self.km / self.direct if self.km is not None and self.direct else None


@dataclass(frozen=True, slots=True)
class Network:
    """An undirected network: places of nodes as (lat, lon), arcs in km, and whose it is."""

    places: Mapping[int, tuple[float, float]]
    arcs: Mapping[int, list[tuple[int, float]]]
    credit: str


def great_circle(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two (lat, lon) by the haversine formula on a sphere of 6,371 km."""
    (la, lo), (lb, ob) = ((math.radians(x), math.radians(y)) for x, y in (a, b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((ob - lo) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def read_network(nodes: Path, edges: Path, *, credit: str) -> Network:
    """Read ``node,lat,lon`` and ``src,dst,km`` tables, plain or gzip.

    Raises:
        UnreadableFile: a column is missing or a value is no number.
    """
    places: dict[int, tuple[float, float]] = {}
    arcs: Arcs = {}
    for row in _rows(nodes, ("node", "lat", "lon")):
        places[int(row[0])] = (row[1], row[2])
    for row in _rows(edges, ("src", "dst", "km")):
        a, b = int(row[0]), int(row[1])
        arcs.setdefault(a, []).append((b, row[2]))
        arcs.setdefault(b, []).append((a, row[2]))
    return Network(places=places, arcs=arcs, credit=credit)


def read_sea_lanes(path: Path, *, without: frozenset[str] = frozenset(), credit: str) -> Network:
    """Read sea lanes from GeoJSON lines, leaving out named passages such as ``suez``."""
    places: dict[int, tuple[float, float]] = {}
    numbers: dict[tuple[float, float], int] = {}
    arcs: Arcs = {}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        if feature["properties"].get("passage") in without:
            continue
        shape = feature["geometry"]
        lines = [shape["coordinates"]] if shape["type"] == "LineString" else shape["coordinates"]
        for line in lines:
            before: int | None = None
            for lon, lat in line:
                spot = (round(lat, 4), round((lon + 180) % 360 - 180, 4))
                number = numbers.setdefault(spot, len(numbers))
                places[number] = spot
                if before is not None and before != number:
                    km = great_circle(places[before], spot)
                    arcs.setdefault(before, []).append((number, km))
                    arcs.setdefault(number, []).append((before, km))
                before = number
    return Network(places=places, arcs=arcs, credit=credit)


def propose(
    network: Network, start: tuple[float, float], end: tuple[float, float], *, bridge_km: float = 0.0
) -> Proposal:
    """The shortest way along a network between two (lat, lon).

    ``bridge_km`` lets the way jump gaps of the network up to that length (the jumps are summed in
    ``bridged`` and warned of); 0 takes the network as it is.
    """
    if not network.places:
        raise QuestionError("the network holds no nodes", where=network.credit, cure="check the files it was read from")
    grid: dict[tuple[int, int], list[int]] = {}
    for number, (lat, lon) in network.places.items():
        grid.setdefault((math.floor(lat / _CELL), math.floor(lon / _CELL)), []).append(number)
    a, snap_a = _nearest(network, grid, start)
    b, snap_b = _nearest(network, grid, end)
    km, bridged = _walk(network, grid, a, b, bridge_km)
    direct = great_circle(start, end)
    warnings = []
    if km is None:
        warnings.append("the network has a gap: its parts are not joined between these places")
    for side, snap in (("from", snap_a), ("to", snap_b)):
        if snap > SNAP_WARN_KM:
            warnings.append(f"the {side} end lies {snap:.0f} km off the network")
    if bridged:
        warnings.append(f"{bridged:.0f} km jump gaps of the network")
    if km is not None and direct and km / direct > DETOUR_WARN:
        warnings.append(f"detour ratio {km / direct:.2f}: a link may be missing in the network")
    return Proposal(km, snap_a, snap_b, direct, bridged, tuple(warnings))


def _rows(path: Path, columns: tuple[str, ...]) -> list[tuple[float, ...]]:
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    with io.StringIO(text, newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in columns if name not in (reader.fieldnames or ())]
        if missing:
            raise UnreadableFile(
                f"has no column {', '.join(missing)}", where=path.name, cure=f"needed: {', '.join(columns)}"
            )
        found = []
        for number, row in enumerate(reader, start=2):
            try:
                found.append(tuple(float(row[name]) for name in columns))
            except (TypeError, ValueError) as error:
                raise UnreadableFile(
                    f"is no table of numbers: {error}", where=f"{path.name}:{number}", cure="mend the row"
                ) from error
    return found


def _nearest(
    network: Network, grid: Mapping[tuple[int, int], list[int]], spot: tuple[float, float]
) -> tuple[int, float]:
    row, column = math.floor(spot[0] / _CELL), math.floor(spot[1] / _CELL)
    for reach in (1, 2, 4, 8):
        near = [
            number
            for i in range(row - reach, row + reach + 1)
            for j in range(column - reach, column + reach + 1)
            for number in grid.get((i, j), ())
        ]
        if near:
            found = min(near, key=lambda number: great_circle(spot, network.places[number]))
            return found, great_circle(spot, network.places[found])
    found = min(network.places, key=lambda number: great_circle(spot, network.places[number]))
    return found, great_circle(spot, network.places[found])


def _walk(
    network: Network, grid: Mapping[tuple[int, int], list[int]], start: int, end: int, bridge_km: float
) -> tuple[float | None, float]:
    best: dict[int, float] = {start: 0.0}
    heap: list[tuple[float, int, float]] = [(0.0, start, 0.0)]
    done: set[int] = set()
    while heap:
        km, here, bridged = heapq.heappop(heap)
        if here == end:
            return km, bridged
        if here in done:
            continue
        done.add(here)
        steps = [(there, length, 0.0) for there, length in network.arcs.get(here, ())]
        if bridge_km:
            steps += _jumps(network, grid, here, bridge_km)
        for there, length, jump in steps:
            if km + length < best.get(there, math.inf):
                best[there] = km + length
                heapq.heappush(heap, (km + length, there, bridged + jump))
    return None, 0.0


def _jumps(
    network: Network, grid: Mapping[tuple[int, int], list[int]], here: int, bridge_km: float
) -> list[tuple[int, float, float]]:
    spot = network.places[here]
    row, column = math.floor(spot[0] / _CELL), math.floor(spot[1] / _CELL)
    found = []
    for i in (row - 1, row, row + 1):
        for j in (column - 1, column, column + 1):
            for there in grid.get((i, j), ()):
                km = great_circle(spot, network.places[there])
                if there != here and km <= bridge_km:
                    found.append((there, km, km))
    return found


def main() -> None:
    networks, study, mode, *pairs = sys.argv[1:]
    at = {}
    with (Path(study) / "corridors" / "nodes.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            at[row["node"]] = (float(row["lat"]), float(row["lon"]))
    root = Path(networks)
    what, _, without = mode.partition(":")
    if what == "sea":
        network = read_sea_lanes(
            root / "ports" / "marnet_searoute.geojson", without=frozenset(without.split(",")), credit="searoute"
        )
    else:
        stem = {"rail": "rail/eurasia_main", "rail-box": "rail/ca_rail", "road": "road/ca_highway_main"}[what]
        end = "csv" if what == "rail-box" else "csv.gz"
        network = read_network(root / f"{stem}_nodes.{end}", root / f"{stem}_edges.{end}", credit=ODBL)
    bridge = 10.0 if what == "rail-box" else 0.0
    print("from,to,km,snap_from_km,snap_to_km,detour,warnings")
    for a, b in zip(pairs[::2], pairs[1::2], strict=True):
        found = propose(network, at[a], at[b], bridge_km=bridge)
        km = "" if found.km is None else f"{found.km:.0f}"
        detour = "" if found.detour is None else f"{found.detour:.2f}"
        print(f"{a},{b},{km},{found.snap_from:.1f},{found.snap_to:.1f},{detour},{'; '.join(found.warnings)}")


if __name__ == "__main__":
    main()
