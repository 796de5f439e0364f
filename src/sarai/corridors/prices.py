"""What a route costs: prices that somebody publishes, estimates for legs without one, and what no price is known of.

Charges are never added to one another (:class:`Charge`). A price that was derived (kilometres at the average of
another line) is an estimate like any other. Where none is known of a leg for a charge, it is estimated as its
kilometres at the median price a kilometre of the priced legs of the same mode; a border without a price has no
kilometres to go by and stays out of the sum, by name.
"""

from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from sarai.corridors.network import Charge, Corridors
from sarai.model.vocabulary import FigureBasis, LegStatus, Mode, Quantity

_CROSSINGS = (Mode.BORDER_RAIL, Mode.BORDER_ROAD)


class Known(StrEnum):
    """How a price is known."""

    GIVEN = "given"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Price:
    """USD of a leg for one charge."""

    usd: float
    known: Known


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a route for one charge in USD, with what of it is estimated and what is not in it."""

    charge: Charge
    usd: float
    estimated_usd: float
    estimated: tuple[str, ...]
    without: tuple[str, ...]


class Prices:
    """The prices of one set of corridors."""

    def __init__(self, corridors: Corridors) -> None:
        self.corridors = corridors
        found: dict[tuple[Mode, Charge], list[float]] = {}
        for leg in corridors.legs.values():
            km = corridors.figure(leg.id, Quantity.KM)
            if leg.status is not LegStatus.OPEN or km is None or km.value <= 0:
                continue
            for charge in Charge:
                given = corridors.price(leg.id, charge)
                if given is not None:
                    found.setdefault((leg.mode, charge), []).append(given.value / km.value)
        self._rates = {key: median(rates) for key, rates in found.items()}

    def per_km(self, mode: Mode, charge: Charge) -> float | None:
        """The median price a kilometre, USD, of the open legs of a mode that have one; None where none has."""
        return self._rates.get((mode, charge))

    def of(self, item: str, charge: Charge) -> Price | None:
        """The price of a leg; None where it has neither a price nor an estimate."""
        given = self.corridors.price(item, charge)
        if given is not None:
            derived = given.basis is FigureBasis.DERIVED
            return Price(given.value, Known.ESTIMATED if derived else Known.GIVEN)
        leg = self.corridors.legs[item]
        if leg.mode in _CROSSINGS:
            return Price(0.0, Known.UNKNOWN)
        km = self.corridors.figure(item, Quantity.KM)
        rate = self.per_km(leg.mode, charge)
        return Price(km.value * rate, Known.ESTIMATED) if km is not None and rate is not None else None

    def cost(self, legs: tuple[str, ...], charge: Charge) -> Cost | None:
        """The cost of legs; None where one has neither price nor estimate, or all are crossings without a price."""
        told = {item: found for item in legs if (found := self.of(item, charge)) is not None}
        if len(told) < len(set(legs)) or all(each.known is Known.UNKNOWN for each in told.values()):
            return None
        estimated = tuple(item for item, each in told.items() if each.known is Known.ESTIMATED)
        return Cost(
            charge,
            sum(each.usd for each in told.values()),
            sum(told[item].usd for item in estimated),
            estimated,
            tuple(item for item, each in told.items() if each.known is Known.UNKNOWN),
        )

    def unpriced(self, charge: Charge) -> tuple[str, ...]:
        """Open legs with neither a price nor an estimate: by cost they cannot be used."""
        legs = self.corridors.legs.values()
        return tuple(leg.id for leg in legs if leg.status is LegStatus.OPEN and self.of(leg.id, charge) is None)
