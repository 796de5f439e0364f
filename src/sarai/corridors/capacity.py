"""What a way can carry: the capacity in force of each leg and place, and the narrowest of a route in each unit."""

from sarai.corridors.network import Corridors, Figure
from sarai.corridors.way import Route
from sarai.model.vocabulary import Quantity


def bottlenecks(corridors: Corridors, route: Route) -> dict[str, tuple[str, Figure]]:
    """For each unit of capacity the narrowest stated leg or place of a route: unit -> (item, figure)."""
    found: dict[str, tuple[str, Figure]] = {}
    for step in route.steps:
        for figure in capacities(corridors, step.item):
            if figure.unit not in found or figure.value < found[figure.unit][1].value:
                found[figure.unit] = (step.item, figure)
    return found


def capacities(corridors: Corridors, item: str) -> tuple[Figure, ...]:
    """The preferred capacity of a leg or place in each unit; promises left out."""
    found: dict[str, Figure] = {}
    for each in corridors.stated(item, Quantity.CAPACITY):
        if each.basis != "promised":
            found.setdefault(each.unit, each)
    return tuple(found.values())
