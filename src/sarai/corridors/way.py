"""A way from one place to another as a value: its steps in order, and when it is another way than one before."""

from dataclasses import dataclass
from enum import StrEnum

from sarai.corridors.network import Figure, Hours, Leg, Node
from sarai.model.vocabulary import Cargo, Mode

CARRIES = {Mode.BORDER_RAIL: Mode.RAIL, Mode.BORDER_ROAD: Mode.ROAD}
"""Borders keep the mode that they carry."""

OTHER = 0.2
"""Another way spends at least this share of its hours on legs that no better way uses: less is a siding."""

ALIKE = 0.02
"""Ways through the same crossings whose lengths differ by no more than this are one line told twice."""


class Ends(StrEnum):
    """Where the clock runs: between terminals, with the handling at both ends, or from door to door."""

    TERMINAL = "terminal"
    HANDLED = "handled"
    DOOR = "door"


class StepKind(StrEnum):
    """What a step of a route is."""

    LEG = "leg"
    DWELL = "dwell"
    WAIT = "wait"
    HAULAGE = "haulage"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a route: ``item`` is the id of the leg, of the place of a dwell, or of the leg waited for.

    ``km`` is the leg's length as somebody gives it, ``haul_km`` that of local haulage as it was asked.
    """

    item: str
    hours: Hours
    km: Figure | None
    leg: Leg | None
    backward: bool = False
    kind: StepKind = StepKind.LEG
    haul_km: float | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """A way from one place to another: its steps in order, dwell included."""

    start: Node
    end: Node
    steps: tuple[Step, ...]
    ends: Ends
    cargo: Cargo = Cargo.CONTAINER

    @property
    def legs(self) -> tuple[str, ...]:
        """Ids of the legs in order."""
        return tuple(step.item for step in self.steps if step.leg is not None)

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of the places in order, from its start to its end."""
        legs = [step for step in self.steps if step.leg is not None]
        ends = [step.leg.start if step.backward else step.leg.end for step in legs if step.leg is not None]
        return (self.start.id, *ends)

    @property
    def km(self) -> float | None:
        """Kilometres with local haulage; None where a leg's length is not known."""
        lengths = [None if step.km is None else step.km.value for step in self.steps if step.leg is not None]
        hauled = sum(step.haul_km or 0.0 for step in self.steps)
        return None if any(value is None for value in lengths) else hauled + sum(v for v in lengths if v is not None)

    @property
    def timetable_hours(self) -> float:
        """Sum of the typical hours of legs, waits, dwells and local haulage."""
        return sum(step.hours.typical for step in self.steps)

    @property
    def countries(self) -> frozenset[str]:
        """Countries whose ground the route touches."""
        return frozenset(code for step in self.steps if step.leg is not None for code in step.leg.countries)


def differs(route: Route, other: Route) -> bool:
    """Whether a way is another one: a fifth of the hours on its legs are on legs that the other does not use.

    Two ways through the same countries and crossings whose lengths are alike are one line, told once as a whole and
    once in parts.
    """
    legs = [step for step in route.steps if step.leg is not None]
    apart = sum(step.hours.typical for step in legs if step.item not in other.legs)
    return apart >= OTHER * sum(step.hours.typical for step in legs) > 0 and not _alike(route, other)


def _alike(route: Route, other: Route) -> bool:
    a, b = route.km, other.km
    if not a or not b or route.countries != other.countries or _crossings(route) != _crossings(other):
        return False
    return len(route.legs) != len(other.legs) and abs(a / b - 1) <= ALIKE


def _crossings(route: Route) -> tuple[str, ...]:
    """The borders and the ships of a way."""
    return tuple(
        step.item
        for step in route.steps
        if step.leg is not None and (step.leg.mode in CARRIES or step.leg.mode is Mode.SEA)
    )
