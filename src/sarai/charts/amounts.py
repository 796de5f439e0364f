"""Money by group: sectors, topics, instruments."""

from collections.abc import Iterable, Mapping
from typing import Any

from sarai.charts import palette
from sarai.charts.bars import Bar, bars
from sarai.charts.frame import (
    NOT_KNOWN,
    NOTHING,
    WIDTH,
    Row,
    Spec,
    Units,
    checked,
    counted,
    number,
    sheet,
    units,
    words,
)  # fmt: skip
from sarai.model.errors import ChartError


def money_by_group(rows: Iterable[Row], *, unit: str = "", width: float = WIDTH, noun: str = "records") -> Spec:
    """Bars by group, the largest first, each with its value, the span from low to high, and the number of records.

    ``rows`` are ``{label, value, low, high, n}`` in ``unit``; a value of None is "amount not known" and has no bar.
    ``noun`` is what ``n`` counts, in the plural.

    Raises:
        ChartError: a value that is no number, or low above high.
    """
    name = "money_by_group"
    found = checked(rows, name, ("label", "value", "low", "high", "n"))
    for at, row in enumerate(found, start=1):
        for field in ("value", "low", "high"):
            row[field] = number(row[field], name, at, field)
        if row["low"] is not None and row["high"] is not None and row["low"] > row["high"]:
            raise ChartError("low is above high", where=f"{name}: row {at}", cure="exchange the two, or look why")
    if not found:
        return words(NOTHING, width)
    found.sort(key=lambda row: (row["value"] is None, -(row["value"] or 0.0), str(row["label"])))
    told = units(each for row in found for each in (row["value"], row["low"], row["high"]) if each is not None)
    layers, height = bars([_bar(row, told, noun) for row in found], told, unit=unit, width=width, top=0)
    return sheet(width, height, layers)


def _bar(row: Mapping[str, Any], told: Units, noun: str) -> Bar:
    low, high = row["low"], row["high"]
    ranged = low is not None and high is not None and told.written(low) != told.written(high)
    beside = [f"{told.written(low)} to {told.written(high)}"] if ranged else []
    return Bar(
        label=str(row["label"]), value=row["value"], low=low if ranged else None, high=high if ranged else None,
        said=NOT_KNOWN if row["value"] is None else told.written(row["value"]),
        beside=" · ".join(each for each in (*beside, counted(row["n"], noun)) if each), colour=palette.PLAIN,
    )  # fmt: skip
