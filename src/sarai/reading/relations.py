"""Arithmetic between the numbers of a text: sums of parts, gaps, yearly rates, and whether each holds."""

import math
from collections.abc import Mapping
from typing import Any

from sarai.model.claim import Claim, Item

TOLERANCE = 0.005
"""Relative difference up to which stated parts are taken to make the stated total: half a percent."""


def related(found: list[Claim]) -> list[Claim]:
    """The claims with ``relation`` set on the total of each set of parts, on gaps, and on yearly counts."""
    by_id = {claim.id: index for index, claim in enumerate(found)}
    parts: dict[str, list[Claim]] = {}
    for claim in found:
        if claim.part_of in by_id:
            parts.setdefault(str(claim.part_of), []).append(claim)
    made = list(found)
    for total, children in parts.items():
        index = by_id[total]
        whole = _amount(made[index])
        values = [value for value in (_amount(child) for child in children) if value is not None]
        if whole is not None and len(values) > 1:
            made[index] = made[index]._replace(relation=_sum(whole, values))
    years: int | None = None
    for index, claim in enumerate(made):
        if claim.relation is None:
            gap = _gap(made, index) or _yearly(made, index, years)
            if gap is not None:
                made[index] = claim._replace(relation=gap)
        years = _years(claim) or years
    return made


def _first(claim: Claim, slot: str) -> Item | None:
    return next((item for item in claim.items(slot) if item.more.get("role") != "equivalent"), None)


def _amount(claim: Claim) -> float | None:
    item = _first(claim, "amount")
    return float(item.value) if item is not None and not isinstance(item.value, list) else None


def _sum(total: float, parts: list[float]) -> Mapping[str, Any]:
    residual = round(total - math.fsum(parts), 6)
    return {
        "kind": "sum", "parts": parts, "total": total, "holds": abs(residual) <= TOLERANCE * abs(total),
        "residual": residual,
    }  # fmt: skip


def _gap(found: list[Claim], index: int) -> Mapping[str, Any] | None:
    claim = found[index]
    if not any(rule.startswith(("noun.a-gap", "noun.gap", "noun.shortfall")) for rule in claim.rules) or index < 2:
        return None
    values = [_amount(found[index - 2]), _amount(found[index - 1]), _amount(claim)]
    if any(value is None for value in values):
        return None
    first, second, gap = (float(value) for value in values if value is not None)
    high, low = max(first, second), min(first, second)
    return {
        "kind": "difference", "parts": [high, low], "total": gap, "holds": abs(high - low - gap) <= TOLERANCE * high,
        "residual": round(gap - (high - low), 6),
    }  # fmt: skip


def _years(claim: Claim) -> int | None:
    """The length of the range of years that a claim states last."""
    found = [i.more for i in claim.items("period") if i.more.get("kind") == "year_range"]
    ends = [(str(more["from"]), str(more["to"])) for more in found if more.get("from") and more.get("to")]
    return int(ends[-1][1][:4]) - int(ends[-1][0][:4]) if ends else None


def _yearly(found: list[Claim], index: int, years: int | None) -> Mapping[str, Any] | None:
    """A stock of people against a yearly number and the years a text gives: 100 a year over 30 years."""
    stock = _first(found[index], "count")
    if stock is None or found[index].modality not in ("completed", "reported", "delivered"):
        return None
    for claim in reversed(found[max(0, index - 3) : index]):
        yearly = _first(claim, "count")
        recurring = any(
            item.more.get("kind") == "recurring_year"
            for each in found[max(0, index - 3) : index]
            for item in each.items("period")
        )
        if yearly is None or not years or not recurring:
            continue
        expected = float(yearly.value) * years
        if expected < float(stock.value) / 5:
            continue
        low = stock.more["cmp"] in (">", ">=")
        holds = expected >= stock.value if low else math.isclose(expected, stock.value, rel_tol=0.25)
        return {
            "kind": "duration", "parts": [yearly.value, years], "total": stock.value, "holds": holds,
            "residual": round(expected - float(stock.value), 6),
        }  # fmt: skip
    return None
