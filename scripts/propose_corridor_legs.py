"""Propose distances for legs of a study from open networks, and print what makes each doubtful.

Usage: propose_corridor_legs.py NETWORKS STUDY MODE FROM TO [FROM TO ...], where NETWORKS holds the
folders rail, road and ports, and MODE is rail, rail-box (with gaps up to 10 km jumped), road or sea
(sea:suez,northwest leaves passages out).
"""

import csv
import sys
from pathlib import Path

from sarai.corridors import propose

ODBL = "(c) OpenStreetMap contributors, ODbL"


def main() -> None:
    networks, study, mode, *pairs = sys.argv[1:]
    at = {}
    with (Path(study) / "corridors" / "nodes.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            at[row["node"]] = (float(row["lat"]), float(row["lon"]))
    root = Path(networks)
    what, _, without = mode.partition(":")
    if what == "sea":
        network = propose.read_sea_lanes(
            root / "ports" / "marnet_searoute.geojson", without=frozenset(without.split(",")), credit="searoute"
        )
    else:
        stem = {"rail": "rail/eurasia_main", "rail-box": "rail/ca_rail", "road": "road/ca_highway_main"}[what]
        end = "csv" if what == "rail-box" else "csv.gz"
        network = propose.read_network(root / f"{stem}_nodes.{end}", root / f"{stem}_edges.{end}", credit=ODBL)
    bridge = 10.0 if what == "rail-box" else 0.0
    print("from,to,km,snap_from_km,snap_to_km,detour,warnings")
    for a, b in zip(pairs[::2], pairs[1::2], strict=True):
        found = propose.propose(network, at[a], at[b], bridge_km=bridge)
        km = "" if found.km is None else f"{found.km:.0f}"
        detour = "" if found.detour is None else f"{found.detour:.2f}"
        print(f"{a},{b},{km},{found.snap_from:.1f},{found.snap_to:.1f},{detour},{'; '.join(found.warnings)}")


if __name__ == "__main__":
    main()
