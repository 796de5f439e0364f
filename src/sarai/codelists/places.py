"""Countries and regions by name and by code."""

from collections.abc import Iterator
from functools import cache, lru_cache

from sarai.codelists.lists import Code, load, rows_of
from sarai.codelists.resolve import Names, Outcome, Resolution
from sarai.model.errors import CodeError

__all__ = [
    "country_by_code",
    "country_by_name",
    "country_names",
    "find_place",
    "name_of_place",
    "place_by_code",
    "place_by_name",
    "resolve_place",
]


@cache
def country_names() -> Names[Code]:
    """All names of all countries."""
    files = ("country_names.csv", "overlay/country_aliases.csv", "country_names_abroad.csv")
    return Names("country", _names("countries", *files))


def every_name_of_country(code: str) -> tuple[str, ...]:
    """Every name of a country, in every script that the lists have."""
    return country_names().names_of(code)


@cache
def region_names() -> Names[Code]:
    """All names of all regions of the DAC."""
    return Names("region", _names("regions", "overlay/region_aliases.csv"))


def _names(listed: str, *files: str) -> Iterator[tuple[str, Code, str]]:
    codes = load(listed)
    for row in codes:
        yield row.name, row, "its name"
    for file in files:
        for alias in rows_of(file):
            yield alias["alias"], codes.codes[alias["code"]], alias.get("why") or f"its name, {alias['language']}"


def country_by_name(name: str) -> Resolution[Code]:
    """The country that a name means; a bare code is no name."""
    return country_names().find(name)


@lru_cache(maxsize=100_000)
def place_by_name(name: str) -> Resolution[Code]:
    """The country or region that a name means; a bare code is no name."""
    country = country_names().find(name)
    if country.outcome is not Outcome.UNKNOWN:
        return country
    region = region_names().find(name)
    if region.outcome is not Outcome.UNKNOWN:
        return region
    return Resolution(name, Outcome.UNKNOWN, None, (), "is no known country or region", _near)


def _near(name: str) -> tuple[Code, ...]:
    return (country_names().near(name) or region_names().near(name))[:3]


def country_by_code(code: str) -> Code | None:
    """The country of an ISO 3166-1 code of two or three letters, its M49 number or its DAC code; none for another."""
    return _countries_by_code().get(code.strip().casefold())


def place_by_code(code: str) -> Code | None:
    """The country or region of a code: those of countries, and the DAC's of regions."""
    return country_by_code(code) or _regions_by_code().get(code.strip())


@cache
def _countries_by_code() -> dict[str, Code]:
    index: dict[str, Code] = {}
    for row in load("countries"):
        index[row.code.casefold()] = row
        for scheme in ("iso3", "dac_code"):
            if scheme in row.attributes:
                index[row.attributes[scheme].casefold()] = row
    for alias in rows_of("overlay/country_codes.csv"):
        index[alias["alias"].casefold()] = load("countries").codes[alias["code"]]
    return index


@cache
def _regions_by_code() -> dict[str, Code]:
    regions = load("regions").codes
    return {**regions, **{row["alias"]: regions[row["code"]] for row in rows_of("overlay/region_codes.csv")}}


@cache
def find_place(text: str) -> Code | None:
    """The country or region that a code or a name means, as :func:`resolve_place`; none where it is none.

    For what a person types. A column of names is asked with :func:`place_by_name`, where a code is no name.
    """
    return place_by_code(text) or place_by_name(text).found


@cache
def resolve_place(text: str) -> Code:
    """The country or region that a person means who types a code or a name.

    Takes ISO 3166-1 alpha-2 and alpha-3, DAC codes, names and aliases. Gives the country's row (``code`` is ISO
    alpha-2) or the region's (``code`` is the DAC region code). Raises CodeError, with near names, for anything
    else: a label that means "not stated" is the caller's to keep.
    """
    found = find_place(text)
    if found is None:
        resolution = place_by_name(text)
        why = "is no known country or region" if resolution.outcome is Outcome.UNKNOWN else resolution.why
        raise CodeError(f"{text!r} {why}", cure=f"{resolution.cure[0].upper()}{resolution.cure[1:]}")
    return found


@cache
def name_of_place(code: str) -> str | None:
    """The short English name of a country's ISO code or a region's DAC code; none for any other code."""
    return load("countries").name_of(code) or load("regions").name_of(code)
