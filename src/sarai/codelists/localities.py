"""Places below the country: first-level regions, towns, ports and crossings, with their names and coordinates."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from sarai.codelists.lists import rows_of
from sarai.codelists.resolve import Names, Outcome, Resolution

__all__ = ["Locality", "LocalityKind", "localities", "locality", "names_of_locality"]


class LocalityKind(StrEnum):
    """What sort of place it is."""

    REGION = "region"
    TOWN = "town"


@dataclass(frozen=True, slots=True)
class Locality:
    """A place below a country.

    ``code`` is that of ISO 3166-2 for a region, else one of ours; ``country`` an ISO code. Degrees are None where no
    list in hand has them; ``precision`` says how exact they are ("point for the whole region", "whole minutes of arc").
    """

    code: str
    name: str
    kind: LocalityKind
    country: str
    latitude: float | None
    longitude: float | None
    precision: str | None
    source: str | None


@cache
def localities() -> tuple[Locality, ...]:
    """Every place of the table, in the order of its code."""
    points = {row["code"]: row for row in rows_of("localities.csv")}
    found = []
    for row in rows_of("overlay/localities.csv"):
        point = points.get(row["code"], {})
        found.append(
            Locality(
                row["code"],
                row["name"],
                LocalityKind(row["kind"]),
                row["country"],
                float(point["latitude"]) if point else None,
                float(point["longitude"]) if point else None,
                point.get("precision"),
                point.get("source"),
            )
        )
    return tuple(found)


@lru_cache(maxsize=10_000)
def locality(name: str, country: str | None = None) -> Resolution[Locality]:
    """The place that a name means, within a country where its ISO code is given.

    A bare name that a town and its region share is the town's ("Naryn"; "Naryn Region", "Naryn oblast" is the
    region). A name of places in two countries is ambiguous without the country.
    """
    names = _names(country)
    found = names.find(name)
    if found.outcome is Outcome.AMBIGUOUS and country is None:
        told = ", ".join(f"{each.name} in {each.country}" for each in found.meanings)
        return Resolution(name, Outcome.AMBIGUOUS, None, found.meanings, f"may mean {told}", names.near)
    return found


def names_of_locality(code: str) -> tuple[str, ...]:
    """Every name of a place, its own first: in other languages and scripts, and of other times."""
    return _every_name().get(code, ())


@cache
def _every_name() -> dict[str, tuple[str, ...]]:
    return {
        row["code"]: (row["name"], *filter(None, row["aliases"].split(";")))
        for row in rows_of("overlay/localities.csv")
    }


@cache
def _names(country: str | None) -> Names[Locality]:
    by_code = {one.code: one for one in localities() if country in (None, one.country)}
    told = [
        (name, by_code[row["code"]], "its name" if name == row["name"] else "another name of it")
        for row in rows_of("overlay/localities.csv")
        if row["code"] in by_code
        for name in (row["name"], *filter(None, row["aliases"].split(";")))
    ]
    return Names("place below a country", told)
