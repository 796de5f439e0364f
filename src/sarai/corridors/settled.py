"""Which rows of the corridors' lists hold when all lists of a study are together, and the network they make."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from sarai.corridors.network import HOURS, Corridors, Figure, Hours, Leg, Node
from sarai.model.study_lists import Refused
from sarai.model.vocabulary import Cargo, FigureBasis, LegStatus, Mode, Quantity, Scale

Row = Mapping[str, Any]


def settle(
    nodes: Iterable[Row], legs: Iterable[Row], figures: Iterable[Row], works: Iterable[Row], shapes: Iterable[Row] = ()
) -> list[Refused]:
    """What contradicts another row: an id twice, a leg of an unknown place, a figure, work or shape of an unknown leg,
    a shape that does not lead from place to place, hours out of order, an open leg that nobody gives a time.

    Refusing one row can leave others without theirs; they are refused in turn.
    """
    refused: list[Refused] = []
    places = _once(nodes, {}, refused)
    kept = _once(legs, places, refused)
    for name, row in list(kept.items()):
        for end in ("start", "end"):
            if row[end] not in places and name in kept:
                near = _near(row[end], places, "add it to nodes.csv")
                refused.append(Refused(row, end, row[end], f"is no place that leg {name} could touch: {near}"))
                del kept[name]
    told = list(figures)
    while True:
        fault = _untimed(places, kept, [row for row in told if row["item"] in places or row["item"] in kept])
        refused += fault
        if not fault:
            break
        for each in fault:
            kept.pop(each.row["id"], None) if "mode" in each.row else told.remove(each.row)
    for row in told:
        if row["item"] not in places and row["item"] not in kept:
            near = _near(row["item"], {**places, **kept}, "add it to legs.csv or nodes.csv, or mend its row there")
            refused.append(Refused(row, "item", row["item"], f"is no leg or place that stands: {near}"))
    for row in works:
        if row["leg"] not in kept:
            near = _near(row["leg"], kept, "add it to legs.csv, or mend its row there")
            refused.append(Refused(row, "leg", row["leg"], f"is no leg that stands: {near}"))
    refused += _misdrawn(places, kept, shapes)
    return refused


_BESIDE = 0.5
"""Degrees that the end of a shape may lie off the place that it leads to."""


def _misdrawn(places: Mapping[str, Row], legs: Mapping[str, Row], shapes: Iterable[Row]) -> Iterator[Refused]:
    """Shapes of no leg, and those that end elsewhere than their leg."""
    for row in shapes:
        leg = legs.get(row["leg"])
        if leg is None:
            near = _near(row["leg"], legs, "add it to legs.csv, or mend its row there")
            yield Refused(row, "leg", row["leg"], f"is no leg that stands: {near}")
            continue
        for place, point in ((leg["start"], row["points"][0]), (leg["end"], row["points"][-1])):
            lon, lat = _point(point)
            node = places[place]
            if abs(lon - node["lon"]) > _BESIDE or abs(lat - node["lat"]) > _BESIDE:
                told = (
                    f"is not at {node['name']}, where leg {leg['id']} ends: give the points from its start to its end"
                )
                yield Refused(row, "points", point, told)
                break


def _once(rows: Iterable[Row], others: Mapping[str, Row], refused: list[Refused]) -> dict[str, Row]:
    kept: dict[str, Row] = {}
    for row in rows:
        there = kept.get(row["id"]) or others.get(row["id"])
        if there is None:
            kept[row["id"]] = row
        else:
            refused.append(Refused(row, "id", row["id"], f"stands in {there['locator']} too: give each its own id"))
    return kept


def _near(name: str, known: Mapping[str, Row], otherwise: str) -> str:
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    return f"did you mean {', '.join(near)}?" if near else otherwise


def _untimed(places: Mapping[str, Row], legs: Mapping[str, Row], figures: Sequence[Row]) -> list[Refused]:
    """The newest of preferred hours that are out of order, low to high; where there are none, legs without hours."""
    made = network(places.values(), legs.values(), figures)
    found = []
    for item in (*legs, *places):
        hours = made.hours(item)
        if hours is not None and not hours.low <= hours.typical <= hours.high:
            three = [figure for quantity in HOURS if (figure := made.figure(item, quantity)) is not None]
            newest = {each.locator for each in three if each.date == max(each.date for each in three)}
            told = _out_of_order(item, hours)
            found += [
                Refused(row, "value", f"{row['value']:g}", told)
                for row in figures
                if row["item"] == item and row["locator"] in newest
            ]
    return found or [
        Refused(row, "status", "open", f"leg {item} is open and has no hours: {_STATE}")
        for item, row in legs.items()
        if row["status"] == LegStatus.OPEN and made.hours(item) is None
    ]


_STATE = "state hours_low, hours_typical and hours_high, derive them with the how, or set its status to planned"


def _out_of_order(item: str, hours: Hours) -> str:
    told = f"low {hours.low:g}, typical {hours.typical:g}, high {hours.high:g}"
    return f"leaves the hours of {item} out of order ({told}): low must not be above typical, nor typical above high"


def network(nodes: Iterable[Row], legs: Iterable[Row], figures: Iterable[Row], shapes: Iterable[Row] = ()) -> Corridors:
    """The corridors that rows of ``node``, ``leg``, ``figure`` and ``shape`` make."""
    return Corridors(
        nodes={
            row["id"]: Node(
                row["id"], row["name"], row["country"], row["lat"], row["lon"], row["kind"], tuple(row["aliases"])
            )
            for row in nodes
        },
        legs={row["id"]: _leg(row) for row in legs},
        figures=tuple(_figure(row) for row in figures),
        shapes={row["leg"]: tuple(_point(each) for each in row["points"]) for row in shapes},
    )


def _point(text: str) -> tuple[float, float]:
    east, _, north = text.partition(" ")
    return float(east), float(north)


def _leg(row: Row) -> Leg:
    return Leg(
        row["id"], row["start"], row["end"], Mode(row["mode"]), LegStatus(row["status"]), row["oneway"] == "yes",
        tuple(row["countries"]), row["group"], row["passage"], row["note"] or "",
        frozenset(map(Cargo, row["carries"])), row["service"] or "", row["service_told_by"] or "",
    )  # fmt: skip


def _figure(row: Row) -> Figure:
    return Figure(
        row["item"], Quantity(row["quantity"]), row["value"], row["unit"],
        None if row["scale"] is None else Scale(row["scale"]), FigureBasis(row["basis"]), row["how"] or "",
        row["date"], row["told_by"], row["locator"],
    )  # fmt: skip
