"""Like works that a source codes to several sectors: bars by sector split them, and it is said how."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sarai.web import names
from sarai.web.ask import Ask
from sarai.web.page import Line, line
from sarai.web.sentences import q
from sarai.web.words import listed, money

WORKS = (
    "pipeline",
    "refinery",
    "power plant",
    "substation",
    "railway",
    "road",
    "airport",
    "hospital",
    "school",
    "irrigation",
)
"""Works that titles name; sources may put one kind of them into several sectors."""
LEAST = Decimal("0.02")
"""The share of the whole below which a sector of like works is no matter."""


def unlike(ask: Ask, told: Sequence[Mapping[str, Any]]) -> tuple[Line, ...]:
    """For each kind of works whose records stand in two sectors or more: how much in each, since bars split them."""
    whole = sum((row["value"] for row in told if row["value"] is not None), Decimal())
    lines = []
    for works in WORKS:
        by: dict[str, Decimal] = {}
        for row in told:
            if works in str(row["title"] or "").casefold() and row["value"] is not None and row["sector_group"]:
                by[row["sector_group"]] = by.get(row["sector_group"], Decimal()) + row["value"]
        parts = sorted(((v, sector) for sector, v in by.items() if whole and v >= LEAST * whole), reverse=True)
        if len(parts) > 1:
            amounts = listed([f"{names.sector(sector)} {money(value, ask.currency)}" for value, sector in parts])
            lines.append(
                line(f"Records whose titles say “{works}” stand in several sectors, as their source codes them: ",
                     q(amounts), ".")
            )  # fmt: skip
    return tuple(lines)
