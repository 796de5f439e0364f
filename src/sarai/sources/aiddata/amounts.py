"""The money of a record: its statement as a flow for each amount, and AidData's own series beside it."""

from collections.abc import Mapping
from decimal import Decimal

from sarai import codelists
from sarai.model.keys import child_key, flow_key
from sarai.model.vocabulary import PriceBasis, Timing
from sarai.sources.aiddata import codes, formats, words
from sarai.sources.aiddata.row import Row
from sarai.sources.kit.cells import BadCell, listed, number, numbers, text


def sums_of(row: Row) -> dict[tuple[str, str, str], Decimal]:
    """What a record adds to the file's own sums; a cell that is no number adds nothing."""
    sums = {(row.sheet, "records", "records"): Decimal(1)}
    units = listed(row.get("currency")) or ["not stated"]
    for column in ("amount", *formats.SERIES):
        try:
            values = numbers(row.get(column), column)
        except BadCell:
            continue
        for place, value in enumerate(values):
            unit = units[place] if column == "amount" and place < len(units) else "USD"
            if column == "amount" and len(units) == 1:
                unit = units[0]
            key = (row.sheet, column, unit)
            sums[key] = sums.get(key, Decimal()) + value
    return sums


def money(
    row: Row, key: str, activity: Mapping[str, object]
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The record's statement of money: one flow for each amount that the cell lists, and AidData's own series.

    The series give one value for the record; it is kept with the first flow where there are several,
    since only their sum is stated.
    """
    series = _series(row)
    amounts, currencies, basis, base_year = _amounts(row, series)
    _, kind = words.status(text(row.get("status")))
    date, precision = words.committed_on(row)
    flows = [
        {
            **row.origin(flow_key(key, place), part=place if len(amounts) > 1 else None),
            "activity": key,
            "ordinal": place,
            "kind": kind,
            "date": date,
            "value_date": date,
            "precision": precision,
            "year": activity["year"],
            "timing": Timing.ON_DATE,
            "amount": amount,
            "currency": currency,
            "price_basis": basis,
            "base_year": base_year,
            "provider": words.donor(row),
            "provider_rule": "the dataset's donor",
        }
        for place, (amount, currency) in enumerate(zip(amounts, currencies, strict=True), 1)
    ]
    restated = [
        {
            **row.origin(child_key(flow_key(key, 1), column)),
            "flow": flow_key(key, 1),
            "series": column,
            "price_basis": prices,
            "base_year": base,
            "currency": "USD",
            "value": value,
            "rate": text(row.get("exchange_rates_used")),
            "deflator": text(row.get("deflators_2011" if column == "usd_2011" else "deflators_used")),
        }
        for column, prices, base, value in series
    ]
    return flows, restated


def _series(row: Row) -> list[tuple[str, PriceBasis, int | None, Decimal]]:
    found = []
    blank_amount = "amount" in row.cells and text(row.get("amount")) is None
    for column, (prices, bases) in formats.SERIES.items():
        value = number(row.get(column), column)
        # usd_2011 prints 0 wherever another cell of the money is blank: that is "not reported", never zero.
        blank = column == "usd_2011" and value == 0 and (blank_amount or text(row.get("usd_defl")) is None)
        if value is not None and not blank:
            base = bases.get(row.settings.dataset) if isinstance(bases, Mapping) else bases
            found.append((column, PriceBasis(prices), base, value))
    return found


def _amounts(
    row: Row, series: list[tuple[str, PriceBasis, int | None, Decimal]]
) -> tuple[list[Decimal | None], list[str | None], PriceBasis, int | None]:
    if "amount" not in row.cells:
        stated = next(((value, base) for _, _, base, value in series), (None, None))
        return [stated[0]], ["USD" if stated[0] is not None else None], PriceBasis.CONSTANT, stated[1]
    amounts = numbers(row.get("amount"), "amount")
    currencies = [_currency(each) for each in listed(row.get("currency"))]
    if len(currencies) > 1 and len(currencies) != len(amounts):
        raise BadCell("currency", str(row.get("currency")), f"lists {len(currencies)} for {len(amounts)} amounts")
    if len(amounts) > 1 and len(currencies) != len(amounts):
        raise BadCell("amount", str(row.get("amount")), f"lists {len(amounts)} for {len(currencies)} currencies")
    return (
        [*amounts] or [None],
        [*currencies] or [None],
        PriceBasis.CURRENT,
        None,
    )


def _currency(stated: str) -> str:
    code = codes.DAMAGED_CURRENCIES.get(stated, stated)
    if code in codelists.load("currencies"):
        return code
    found = codelists.currency_by_name(stated).found
    if found is None:
        raise BadCell("currency", stated, "is no ISO 4217 code, such as USD or CNY")
    return found.code
