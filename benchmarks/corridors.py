"""Time routes on a made-up network and the draws of an expected time: ``python -m benchmarks.corridors``."""

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sarai.studies
from sarai import sources
from sarai.corridors import settled
from sarai.corridors.expected import expected
from sarai.corridors.network import Corridors, Figure, Leg, Node
from sarai.corridors.routes import Router
from sarai.model.provenance import ReadSettings
from sarai.model.vocabulary import FigureBasis, LegStatus, Mode, Quantity

ROUNDS = 5
BUNDLED = Path(sarai.studies.__file__).parent / "central_asia"


def main() -> None:
    """Print the median of some rounds of each."""
    network = made_up(2_000, 5_000)
    draw = random.Random(2)
    pairs = [draw.sample(sorted(network.nodes), 2) for _ in range(1_000)]

    def route_all() -> None:
        router = Router(network)
        for a, b in pairs:
            router.best(network.nodes[a], network.nodes[b])

    rows: dict[str, list[dict[str, Any]]] = {}
    for file, card, layout in sources.in_place(BUNDLED):
        if card.id == "corridors":
            for table, batch in sources.reader(card.id)(BUNDLED / file, ReadSettings(file, layout.dataset)):
                rows.setdefault(table, []).extend(batch.to_pylist())
    corridors = settled.network(rows["node"], rows["leg"], rows["figure"])
    way = Router(corridors).best(corridors.place("Altynkol"), corridors.place("Constanta"))
    if way is None:
        raise SystemExit("the bundled study has no way from Altynkol to Constanta")
    print(f"1,000 pairs on 5,000 legs: {median(route_all):.2f} s (limit 2 s)")
    print(f"100,000 draws of {len(way.steps)} steps: {median(lambda: expected(way)):.3f} s (limit 1 s)")


def median(what: Callable[[], object]) -> float:
    """The median seconds of some rounds."""
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        what()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def made_up(count_nodes: int, count_legs: int) -> Corridors:
    """A made-up network: a ring and random chords."""
    draw = random.Random(1)
    nodes = {f"n{i}": Node(f"n{i}", f"n{i}", "XX", 0.0, float(i), "city") for i in range(count_nodes)}
    legs, figures = {}, []
    for i in range(count_legs):
        a, b = (i, (i + 1) % count_nodes) if i < count_nodes else draw.sample(range(count_nodes), 2)
        key = f"l{i}"
        legs[key] = Leg(key, f"n{a}", f"n{b}", Mode.RAIL, LegStatus.OPEN, False, ("XX",), None, None, "")
        hours = sorted(draw.uniform(1, 50) for _ in range(3))
        for quantity, value in zip(
            (Quantity.HOURS_LOW, Quantity.HOURS_TYPICAL, Quantity.HOURS_HIGH), hours, strict=True
        ):
            figures.append(
                Figure(key, quantity, value, "hours", None, FigureBasis.DERIVED, "made up", "2025", "x", key)
            )
    return Corridors(nodes=nodes, legs=legs, figures=tuple(figures))


if __name__ == "__main__":
    main()
