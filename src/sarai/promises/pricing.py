"""What promised sums are worth: in current and constant prices, with the rate and deflator of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from sarai.model.vocabulary import Precision
from sarai.money import deflators as published_deflators
from sarai.money import rates as published_rates
from sarai.promises.ledger import Promise

if TYPE_CHECKING:
    import pyarrow as pa

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Price:
    """A promised sum in the study's currency. None means that it has no price; ``reason`` says why.

    ``current`` is at the rate of the month it was promised (of the year, where no month is known), ``constant`` in
    prices of the study's price year. A range is priced at its lower end.
    """

    current: Decimal | None
    constant: Decimal | None
    rate: float | None
    rate_period: str | None
    rate_source: str | None
    deflator: float | None
    deflator_source: str | None
    reason: str | None


class Prices:
    """Prices promises with the rates and deflators that a release holds."""

    def __init__(self, rates: "pa.Table", deflators: "pa.Table", *, currency: str, price_year: int) -> None:
        chosen = published_rates.chosen(rates, target=currency)
        self._rates = {(row["currency"], row["period"]): row for row in chosen.to_pylist()}
        levels = published_deflators.chosen(deflators, price_year=price_year, target=currency, rates_in=chosen)
        self._deflators: Mapping[tuple[str, int], dict[str, object]] = {
            (row["provider"], row["year"]): row for row in levels.to_pylist()
        }
        self.currency = currency
        self.price_year = price_year

    def of(self, promise: Promise) -> Price:
        """The price of a promised sum."""
        if promise.amount is None or promise.currency is None:
            return _without("no sum was promised")
        period = f"{promise.date:%Y-%m}" if promise.date_precision != Precision.YEAR else f"{promise.date:%Y}"
        row = self._rates.get((promise.currency, period))
        if row is None and promise.currency != self.currency:
            return _without(f"no rate for {promise.currency} {period}")
        rate = float(row["rate"]) if row is not None else 1.0
        level = self._deflators.get((provider_of(promise.makers), promise.date.year))
        deflator = float(str(level["deflator"])) if level is not None else None
        value = float(promise.amount) * rate
        return Price(
            current=_cents(value),
            constant=None if deflator is None else _cents(value / deflator),
            rate=rate,
            rate_period=row["period"] if row is not None else period,
            rate_source=row["rate_source"] if row is not None else None,
            deflator=deflator,
            deflator_source=None if level is None else str(level["deflator_source"]),
            reason=None if deflator is not None else f"no deflator for {promise.date.year}",
        )


def provider_of(makers: Iterable[str]) -> str:
    """The provider whose deflator prices a promise: its maker's own where there is one maker, else the DAC total's."""
    named = tuple(makers)
    return published_deflators.provider_of(named[0] if len(named) == 1 else "several makers")


def _cents(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(_CENT, rounding=ROUND_HALF_UP)


def _without(reason: str) -> Price:
    return Price(None, None, None, None, None, None, None, reason)
