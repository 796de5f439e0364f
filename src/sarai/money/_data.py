"""The compiled tables of this room, read once."""

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV in ``money/data``."""
    with files("sarai.money").joinpath("data", name).open("r", encoding="utf-8") as stream:
        return tuple(csv.DictReader(stream))


@cache
def vintages(name: str) -> dict[str, str]:
    """The edition of each source in a table of sources."""
    return {row["source"]: row["vintage"] for row in rows(name)}


@cache
def precedence(subject: str) -> tuple[tuple[str, str], ...]:
    """The sources that may speak for a ``month``, a ``year`` or a ``deflator``, first first, with method."""
    found = [row for row in rows("precedence.csv") if row["for"] == subject]
    return tuple((row["source"], row["method"]) for row in sorted(found, key=lambda row: int(row["rank"])))
