"""What promised sums are worth: in current and constant prices, with the rate and deflator of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from sarai.model.vocabulary import Precision
from sarai.money import deflators as published_deflators
from sarai.promises.ledger import Promise

if TYPE_CHECKING:
    import pyarrow as pa

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Price:
    """A promised sum in the study's currency. None means that it has no price; ``reason`` says why.

    ``current`` is at the rate of the month it was promised (of that year, where no month or none of its month is
    known), ``constant`` in prices of the study's price year. A range is priced at its lower end.
    """

    current: Decimal | None
    constant: Decimal | None
    rate: float | None
    rate_period: str | None
    rate_source: str | None
    deflator: float | None
    deflator_source: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency was worth in the study's currency in a month or year; whose rate it is."""

    value: float
    period: str
    source: str | None


class Prices:
    """Prices amounts with the rates and deflators that a build chose: those of its contributions, the study's own too.

    ``rates`` is what :func:`sarai.money.rates.chosen` gives, ``deflators`` what :func:`sarai.money.deflators.chosen`.
    """

    def __init__(self, rates: "pa.Table", deflators: "pa.Table", *, currency: str) -> None:
        self._published = rates, deflators
        self.currency = currency

    @cached_property
    def _rates(self) -> Mapping[tuple[str, str], Rate]:
        names = ("currency", "period", "rate", "rate_source")
        told = zip(*(self._published[0][name].to_pylist() for name in names), strict=True)
        return {(each[0], each[1]): Rate(each[2], each[1], each[3]) for each in told}

    @cached_property
    def _deflators(self) -> Mapping[tuple[str, int], dict[str, object]]:
        return {(row["provider"], row["year"]): row for row in self._published[1].to_pylist()}

    def rate(self, currency: str, *periods: str) -> Rate | None:
        """The rate of the first of some periods that has one; 1 for the study's own currency."""
        found = (self._rates.get((currency, period)) for period in periods)
        own = Rate(1.0, periods[0], None) if currency == self.currency else None
        return next((each for each in found if each is not None), own)

    def level(self, provider: str | None, year: int, *, of: int) -> float | None:
        """The price level of a year by a provider's deflator, that of another being 1; none where one is missing."""
        named = published_deflators.provider_of(provider or "several makers")
        found = [self._deflators.get((named, each)) for each in (year, of)]
        if None in found:
            return None
        now, base = (float(str(each["deflator"])) for each in found if each is not None)
        return now / base

    def of(self, promise: Promise) -> Price:
        """The price of a promised sum."""
        if promise.amount is None or promise.currency is None:
            return _without("no sum was promised")
        month, year = f"{promise.date:%Y-%m}", f"{promise.date:%Y}"
        period = year if promise.date_precision == Precision.YEAR else month
        rate = self.rate(promise.currency, period, year)
        if rate is None:
            return _without(f"no rate for {promise.currency} {period}")
        level = self._deflators.get((provider_of(promise.makers), promise.date.year))
        deflator = float(str(level["deflator"])) if level is not None else None
        value = float(promise.amount) * rate.value
        if max(value, value / (deflator or 1.0)) >= _TOO_LARGE:
            return _without("too large in the study's currency")
        return Price(
            current=_cents(value),
            constant=None if deflator is None else _cents(value / deflator),
            rate=rate.value,
            rate_period=rate.period,
            rate_source=rate.source,
            deflator=deflator,
            deflator_source=None if level is None else str(level["deflator_source"]),
            reason=None if deflator is not None else f"no deflator for {promise.date.year}",
        )


_TOO_LARGE = 1e16
"""What a decimal(18,2) no longer holds."""


def provider_of(makers: Iterable[str]) -> str:
    """The provider whose deflator prices a promise: its maker's own where there is one maker, else the DAC total's."""
    named = tuple(makers)
    return published_deflators.provider_of(named[0] if len(named) == 1 else "several makers")


def _cents(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(_CENT, rounding=ROUND_HALF_UP)


def _without(reason: str) -> Price:
    return Price(None, None, None, None, None, None, None, reason)
