"""Every English name by which a text calls a state, a group of states or an organisation, and what it means.

Files hold names in fields of their own; a text holds them among other words. So a text is also given the people of a
state (*Kazakhs*), its adjective, and the seat of its government, by which news calls it. The names are those that
every other room asks for: what means several there means several here.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from sarai.codelists.groups import groups
from sarai.codelists.lists import load, rows_of
from sarai.codelists.organisations import (
    Organisation,
    OrganisationKind,
    every_organisation,
    organisation,
    organisation_by_name,
    other_names,
)
from sarai.codelists.places import country_names

__all__ = ["Party", "PartyKind", "parties", "short_name"]


class PartyKind(StrEnum):
    """How a name names a party."""

    STATE = "state"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    GROUP = "group"
    AGENCY = "agency"


class Party(NamedTuple):
    """A name and what it means.

    ``printed`` is what is printed for it, ``code`` whom it counts under: a state's or an organisation's code, a
    region's, or the members of a group with semicolons. ``meanings`` are the (printed, code) of a name that may mean
    several organisations; ``adjectives`` describe a group's members: *Nordic countries*.
    """

    name: str
    printed: str
    code: str
    kind: PartyKind
    meanings: tuple[tuple[str, str], ...] = ()
    adjectives: tuple[str, ...] = ()


@cache
def parties() -> tuple[Party, ...]:
    """Every name, those of states first; a name told twice is told by its first meaning."""
    return tuple(_told())


def _told() -> Iterator[Party]:
    states = load("countries")
    # "Congo" in a field of a list is the list's; in a sentence it may be either.
    for row in rows_of("overlay/ambiguous_in_texts.csv"):
        yield _several(row["name"], row["codes"], PartyKind(row["kind"]))
    for file in ("country_names.csv", "overlay/country_aliases.csv"):
        for row in rows_of(file):
            if _LATIN.fullmatch(row["alias"]) and country_names().get(row["alias"]):
                yield Party(row["alias"], states.codes[row["code"]].name, row["code"], PartyKind.STATE)
    for state in states:
        yield Party(state.name, state.name, state.code, PartyKind.STATE)
    for row in rows_of("overlay/adjectives.csv"):
        yield Party(row["adjective"], states.codes[row["code"]].name, row["code"], PartyKind.DEMONYM)
    for row in rows_of("overlay/capitals.csv"):
        one = organisation(row["code"])
        yield Party(row["name"], row["code"] if one is None else one.name, row["code"], PartyKind.CAPITAL)
    yield from _groups()
    unions = {one.code for name in groups() if (one := organisation_by_name(name).found) is not None}
    for one in every_organisation():
        if one.kind in _NAMED and one.code not in unions:
            yield from _named(one, PartyKind.AGENCY)
    for row in rows_of("overlay/organisation_names.csv"):
        one = organisation(row["code"])
        if one is not None and one.kind is OrganisationKind.STATE and row["language"] == "en":
            yield Party(row["name"], row["name"], one.code, PartyKind.AGENCY)
    for row in rows_of("overlay/ambiguous_names.csv"):
        yield _several(row["name"], row["codes"], PartyKind.AGENCY)


def _several(name: str, codes: str, kind: PartyKind) -> Party:
    meant = tuple(one for code in codes.split(";") if (one := organisation(code)) is not None)
    return Party(name, name, name, kind, tuple((short_name(one.code), _under(one)) for one in meant))


_LATIN = re.compile(r"[A-Za-z][^\u0370-\uffff]{2,}|[A-Z][A-Z\d]")
_NAMED = frozenset(OrganisationKind) - {OrganisationKind.STATE, OrganisationKind.CATEGORY}


def _groups() -> Iterator[Party]:
    for row in rows_of("overlay/groups.csv"):
        one = organisation_by_name(row["group"]).found
        code = one.code if one is not None else row["members"] or row["region"] or row["group"]
        printed = short_name(one.code) if one is not None else row["group"]
        adjectives = tuple(filter(None, row["adjectives"].split(";")))
        names = (row["group"], *filter(None, row["aliases"].split(";")))
        for index, name in enumerate(name for name in names if _LATIN.fullmatch(name)):
            yield Party(name, printed, code, PartyKind.GROUP, (), () if index else adjectives)
        if one is not None:
            yield from _named(one, PartyKind.GROUP)


def _named(one: Organisation, kind: PartyKind) -> Iterator[Party]:
    """The names of a listed organisation; of those in registers of publishers only whole names are read in texts."""
    if one.code not in _by_hand():
        return
    printed = short_name(one.code)
    for name in dict.fromkeys((one.name, printed, *other_names(one.code))):
        means = organisation_by_name(name).found
        # RF and QC stand for too much in a text, UN for one thing.
        if len(name) < len("ADB") and one.kind is not OrganisationKind.MULTILATERAL:
            continue
        if _LATIN.fullmatch(name) and means is not None and means.code == one.code:
            yield Party(name, printed, _under(one), kind)


@cache
def _by_hand() -> frozenset[str]:
    """The organisations that give, lend or build abroad: a register of publishers holds a thousand others."""
    files = ("overlay/organisations.csv", "overlay/organisation_names.csv")
    return frozenset(row["code"] for file in files for row in rows_of(file)) | {
        one.code for one in every_organisation() if one.kind is OrganisationKind.MULTILATERAL
    }


def _under(one: Organisation) -> str:
    return one.country if one.kind is OrganisationKind.PRIVATE and one.country else one.donor


@cache
def short_name(code: str) -> str:
    """What texts call an organisation: *JICA*, *ADB*; its name where that is it, the code where it is none."""
    one = organisation(code)
    return _short_names().get(code) or (code if one is None else one.name)


@cache
def _short_names() -> Mapping[str, str]:
    return {row["code"]: row["name"] for row in rows_of("overlay/short_names.csv")}
