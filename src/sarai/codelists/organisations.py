"""One identity per organisation: states, their agencies, multilaterals, foundations, and families of them.

An organisation has one short code of ours (``JP``, ``JP:JICA``, ``UNDP``, ``AsDB``), its codes in every scheme and
its names. A state is an organisation under its ISO code. ``donor`` is whom its money counts under: itself, or the
state or union whose body it is. What is multi-bi (Japan through UNDP) counts under the donor; the channel is an
organisation of this table too, found by its own code or name.

Codes and names are looked up apart: :func:`organisation_by_code` takes no name and :func:`organisation_by_name` no
code, so that "EC" in a field of names is the European Commission and never Ecuador.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from sarai.codelists.bodies import state_of_body
from sarai.codelists.folding import fold
from sarai.codelists.lists import load, rows_of
from sarai.codelists.places import country_names, name_of_place
from sarai.codelists.resolve import Names, Outcome, Resolution

__all__ = [
    "Organisation",
    "OrganisationKind",
    "Scheme",
    "agency_of",
    "codes_of",
    "country_of_agency",
    "directory",
    "every_organisation",
    "family",
    "name_of_partner",
    "names_of_agency",
    "organisation",
    "organisation_asked",
    "organisation_by_code",
    "organisation_by_name",
    "organisation_of",
    "other_names",
]


class OrganisationKind(StrEnum):
    """What sort of organisation it is."""

    STATE = "state"
    AGENCY = "agency"
    MULTILATERAL = "multilateral"
    GROUP = "group"
    FOUNDATION = "foundation"
    NGO = "ngo"
    PARTNERSHIP = "partnership"
    RESEARCH = "research"
    PRIVATE = "private"
    CATEGORY = "category"
    """A class of the DAC's channels ("Central Government"): a code that names no one organisation."""


class Scheme(StrEnum):
    """Whose code it is. ``OWN`` are the short codes of this table."""

    OWN = "sarai"
    ISO2 = "iso2"
    ISO3 = "iso3"
    DAC_DONOR = "dac-donor"
    DAC_AGENCY = "dac-agency"
    CHANNEL = "crs-channel"
    IATI = "iati"


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation.

    ``parent`` is what it belongs to, ``donor`` whom its money counts under (its own code where that is itself),
    ``country`` the state it is a body of or sits in, ``since`` and ``until`` the years it existed where that is
    known to matter; None is "not told".
    """

    code: str
    name: str
    kind: OrganisationKind
    parent: str | None
    donor: str
    country: str | None
    since: int | None
    until: int | None

    @property
    def agency(self) -> str | None:
        """How a flow names it beside its partner: the donor and its own name; none where it is the donor itself."""
        return None if self.code == self.donor else f"{self.donor}:{self.name}"


@dataclass(frozen=True, slots=True)
class _Table:
    organisations: Mapping[str, Organisation]
    names: Names[Organisation]
    agencies: Mapping[str, Names[Organisation]]
    """Names that mean something only beside their state: every state has a Ministry of Finance."""
    codes: Mapping[tuple[Scheme, str], str]


_DAC = re.compile(r"(?:XM-DAC-|DAC-)?(\d{1,5})", re.IGNORECASE)
_DAC_AGENCY = re.compile(r"(?:XM-DAC-)?(\d{1,4})-(\w+(?:-\w+)*)", re.IGNORECASE)
_OF_STATE = re.compile(r"([A-Z]{2})-(?:GOV(?:-.+)?|\d{1,3}|[A-Z]{2,3}GOV)", re.IGNORECASE)
# The first channel code; shorter numbers are the DAC's donors.
_CHANNELS = 10_000


def every_organisation() -> tuple[Organisation, ...]:
    """Every organisation of the table, states first, in the order of their codes."""
    return tuple(directory().organisations.values())


def organisation(code: str) -> Organisation | None:
    """The organisation of exactly this code of ours; none for any other."""
    return directory().organisations.get(code)


@lru_cache(maxsize=100_000)
def organisation_by_code(code: str, scheme: Scheme | None = None) -> Resolution[Organisation]:
    """What a code means in a scheme; without one, in whichever scheme has it.

    ``JP-8``, ``XM-DAC-701-8``, ``GB-GOV-1`` are bodies of a state, found as the agency where it is listed, else as the
    state. A code that is listed nowhere is unknown: an organisation is never guessed from a part of its code.
    """
    stated = code.strip()
    if scheme is not None:
        return _coded(code, directory().codes.get((scheme, stated.casefold())), f"code of the scheme {scheme}")
    for each in (Scheme.OWN, Scheme.IATI, Scheme.ISO2, Scheme.ISO3):
        if found := directory().codes.get((each, stated.casefold())):
            return _coded(code, found, f"code of the scheme {each}")
    if number := _DAC.fullmatch(stated):
        each = Scheme.CHANNEL if int(number[1]) >= _CHANNELS else Scheme.DAC_DONOR
        return _coded(code, directory().codes.get((each, number[1])), f"code of the scheme {each}")
    if agency := _DAC_AGENCY.fullmatch(stated):
        if found := directory().codes.get((Scheme.DAC_AGENCY, f"{agency[1]}-{agency[2]}".casefold())):
            return _coded(code, found, f"code of the scheme {Scheme.DAC_AGENCY}")
        donor = directory().codes.get((Scheme.DAC_DONOR, agency[1]))
        return _coded(code, donor, f"donor {agency[1]}; its agency {agency[2]} is not listed")
    if state := _OF_STATE.fullmatch(stated):
        found = directory().codes.get((Scheme.ISO2, state[1].casefold()))
        return _coded(code, found, f"a body of the state {state[1]}, not listed itself")
    return _coded(code, None, "")


@lru_cache(maxsize=100_000)
def organisation_by_name(name: str, donor: str | None = None) -> Resolution[Organisation]:
    """What a name means, which is never taken for a code; ``donor`` is the state it is said to belong to.

    A name that only tells within a state (Ministry of Finance) is found beside its donor and nowhere else.
    """
    table = directory()
    if donor is not None and donor in table.agencies:
        within = table.agencies[donor].find(name)
        if within.found is not None:
            return within
    found = table.names.find(name)
    if found.outcome is Outcome.AMBIGUOUS:
        told = _exact(found.meanings, donor)
        if told is not None:
            return Resolution(name, Outcome.FOUND, told, (), "the most exact of what is told", table.names.near)
    if found.outcome is Outcome.UNKNOWN and (state := state_of_body(name)):
        body = table.organisations[state]
        return Resolution(name, Outcome.FOUND, body, (), "a body of it, not listed itself", table.names.near)
    return found


def _exact(meanings: tuple[Organisation, ...], donor: str | None) -> Organisation | None:
    """Of several that are told the one of the donor, or the one that all others are above: "United Kingdom (DFID)"."""
    within = [each for each in meanings if each.donor == donor]
    if len(within) == 1:
        return within[0]
    for each in meanings:
        above = {each.donor, each.parent, each.code}
        if all(other.code in above for other in meanings):
            return each
    return None


def organisation_of(code: str | None = None, name: str | None = None) -> Resolution[Organisation]:
    """The organisation that a record tells by a code, a name or both: the code is asked first.

    A code that is not listed leaves the name to tell; where both are known and differ in whom the money counts
    under, the outcome is ambiguous.
    """
    coded = None if code is None or not code.strip() else organisation_by_code(code)
    named = None if name is None or not name.strip() else organisation_by_name(name)
    if coded is not None and named is not None and code == name and coded.found is not None:
        return coded  # A column of codes that is read as names too.
    if coded is None or coded.found is None:
        return named or coded or Resolution("", Outcome.UNKNOWN, None, (), "is not stated", lambda _: ())
    if named is None or named.found is None or named.found.donor == coded.found.donor:
        # The more exact of the two: a listed agency rather than its state.
        exact = named is not None and named.found is not None and coded.found.kind is OrganisationKind.STATE
        return named if exact and named is not None else coded
    if {coded.found.code, coded.found.parent} & {named.found.code, named.found.parent} - {None}:
        return coded
    both = (coded.found, named.found)
    told = f"{code!r} is {both[0].name}, and {name!r} is {both[1].name}"
    return Resolution(f"{code} {name}", Outcome.AMBIGUOUS, None, both, told, lambda _: both)


@lru_cache(maxsize=10_000)
def organisation_asked(text: str) -> Resolution[Organisation]:
    """What a person means who types a code or a name, as filters take them.

    A text that is a code of one and a name of another (``EC``: Ecuador, European Commission) is ambiguous.
    """
    coded, named = organisation_by_code(text), organisation_by_name(text)
    if coded.found is None or named.found is coded.found:
        return named
    told_by = {each.code: each for each in (coded.found, *((named.found,) if named.found else named.meanings))}
    if len(told_by) == 1:
        return coded
    meanings = tuple(told_by.values())
    told = " or ".join(each.name for each in meanings)
    return Resolution(text, Outcome.AMBIGUOUS, None, meanings, f"may mean {told}", named._near)


@cache
def family(code: str) -> tuple[str, ...]:
    """An organisation and all that belong to it and count under themselves, by code: World Bank, IBRD, IDA."""
    found = [code]
    for each in every_organisation():
        if each.parent in found and each.donor == each.code and each.code not in found:
            found += [member for member in family(each.code) if member not in found]
    return tuple(found)


@cache
def codes_of(code: str) -> tuple[tuple[Scheme, str], ...]:
    """Every code of an organisation, with its scheme."""
    written = _written_codes()
    return tuple((scheme, written[scheme, key]) for (scheme, key), its in directory().codes.items() if its == code)


def other_names(code: str) -> tuple[str, ...]:
    """Every name of an organisation but its own."""
    one, table = organisation(code), directory()
    told = table.names.names_of(code)
    if one is not None and one.donor in table.agencies:
        told += table.agencies[one.donor].names_of(code)
    return tuple(dict.fromkeys(name for name in told if one is None or name != one.name))


def _coded(code: str, found: str | None, why: str) -> Resolution[Organisation]:
    if found is None:
        return Resolution(code, Outcome.UNKNOWN, None, (), "is no known code of an organisation", lambda _: ())
    return Resolution(code, Outcome.FOUND, directory().organisations[found], (), why, lambda _: ())


@cache
def _written_codes() -> Mapping[tuple[Scheme, str], str]:
    return {(scheme, code.casefold()): code for scheme, code, _ in _codes()}


@cache
def directory() -> _Table:
    """The organisations by code, with their names and codes."""
    found = {one.code: one for one in (*_states(), *_listed())}
    codes = {(scheme, code.casefold()): its for scheme, code, its in _codes()}
    plain: list[tuple[str, Organisation, str]] = []
    scoped: dict[str, list[tuple[str, Organisation, str]]] = {}
    for name, code, why, within in _all_names():
        if within:
            scoped.setdefault(found[code].donor, []).append((name, found[code], why))
        else:
            plain.append((name, found[code], why))
            if found[code].kind is OrganisationKind.AGENCY:
                beside = scoped.setdefault(found[code].donor, [])
                beside += ((each, found[code], why) for each in (name, *_within(name, found[found[code].donor].name)))
    ambiguous = [
        (row["name"], tuple(found[code] for code in row["codes"].split(";")), row["why"])
        for row in rows_of("overlay/ambiguous_names.csv")
    ]
    # "CAN" is an acronym of the Andean Community and the code of Canada: in a field of names it may mean either.
    for name, its, why in plain:
        state = codes.get((Scheme.ISO3, name.casefold()))
        if state is not None and state != its.code:
            ambiguous.append((name, (its, found[state]), f"{why}, and a code"))
    names = Names("organisation", plain, ambiguous)
    agencies = {donor: Names(f"agency of {donor}", its) for donor, its in scoped.items()}
    return _Table(found, names, agencies, codes)


def _within(name: str, state: str) -> tuple[str, ...]:
    """How a body of a state is called beside it: "Ministry of Finance of China" as "Ministry of Finance"."""
    behind, before = f" of {state}", f"{state} "
    if name.endswith(behind):
        return (name.removesuffix(behind),)
    rest = name.removeprefix(before)
    return (rest,) if name != rest and rest.startswith(("Ministry", "Department", "Agency for")) else ()


def _states() -> list[Organisation]:
    return [
        Organisation(row.code, row.name, OrganisationKind.STATE, None, row.code, row.code, None, None)
        for row in load("countries")
    ]


def _listed() -> list[Organisation]:
    rows = [*rows_of("organisations.csv"), *rows_of("overlay/organisations.csv")]
    return [
        Organisation(
            row["code"],
            row["name"],
            OrganisationKind(row["kind"]),
            row["parent"] or None,
            row["donor"] or row["code"],
            row.get("country") or _state_of(row["donor"] or row["code"]),
            *(int(row[year]) if row.get(year) else None for year in ("since", "until")),
        )
        for row in sorted(rows, key=lambda row: row["code"])
    ]


def _state_of(code: str) -> str | None:
    """The state of a donor, or of a code that begins with its state: ``JP``, ``SN:ICB``."""
    return state if (state := code.partition(":")[0]) in load("countries") else None


def _codes() -> list[tuple[Scheme, str, str]]:
    told: list[tuple[Scheme, str, str]] = []
    for state in load("countries"):
        told.append((Scheme.ISO2, state.code, state.code))
        keys = ((Scheme.ISO3, "iso3"), (Scheme.DAC_DONOR, "dac_code"))
        told += [(scheme, state.attributes[key], state.code) for scheme, key in keys if key in state.attributes]
    told += [(Scheme.ISO2, row["alias"], row["code"]) for row in rows_of("overlay/country_codes.csv")]
    told += [(Scheme.IATI, row["code"], row["means"]) for row in rows_of("overlay/organisation_codes.csv")]
    for row in rows_of("overlay/organisations.csv"):
        code = row["code"]
        told.append((Scheme.OWN, code, code))
        for each in row["dac"].split(";"):
            if each:
                told.append((Scheme.DAC_AGENCY if "-" in each else Scheme.DAC_DONOR, each, code))
        told += [(Scheme.CHANNEL, each, code) for each in row["channels"].split(";") if each]
        told += [(Scheme.IATI, each, code) for each in row["refs"].split(";") if each]
    told += [(Scheme.OWN, row["code"], row["code"]) for row in rows_of("organisations.csv")]
    told += [(Scheme(row["scheme"]), row["code"], row["means"]) for row in rows_of("organisation_codes.csv")]
    return told


def _all_names() -> list[tuple[str, str, str, bool]]:
    """Each name with the code it means, why, and whether it tells within its state alone."""
    told = [(name, code, why, False) for name, code, why in _state_names()]
    for row in rows_of("overlay/organisations.csv"):
        code = row["code"]
        told.append((row["name"], code, "its name", False))
        if row["kind"] != OrganisationKind.AGENCY:
            told.append((code, code, "its short code", False))
        told += [
            (each.strip(), code, "another name of it", False) for each in row["aliases"].split(";") if each.strip()
        ]
    told += [(row["name"], row["code"], row["why"], False) for row in rows_of("overlay/organisation_names.csv")]
    told += [
        (row["name"], row["means"], row["why"], row["within"] == "donor") for row in rows_of("organisation_names.csv")
    ]
    return told


def _state_names() -> list[tuple[str, str, str]]:
    names = country_names()
    return [(name, row.code, "name of a state") for row in load("countries") for name in names.names_of(row.code)]


def name_of_partner(code: str) -> str | None:
    """What a reader calls a country, a region, a DAC channel or an organisation told by its code; none for no code."""
    one = organisation(code)
    return one.name if one is not None else name_of_place(code) or load("channels").name_of(code)


def names_of_agency(text: str) -> frozenset[str]:
    """All names, folded, of the agency that a name or alias means; empty where none is known.

    A name may stand behind its donor: "JP:JICA".
    """
    donor, _, name = text.rpartition(":")
    table = directory()
    one = organisation(text) or organisation_by_name(name, donor or None).found
    if one is None or one.kind is not OrganisationKind.AGENCY:
        return frozenset()
    told = {fold(each) for each in (one.name, one.code.partition(":")[2], *other_names(one.code))}
    return frozenset(each for each in told if each in table.agencies[one.donor]) | {fold(one.name)}


def agency_of(donor: str, name: str) -> str:
    """How a flow names an agency of a donor: by the one name of a listed body of it, else as it was told."""
    found = organisation_by_name(name, donor).found
    return found.agency if found is not None and found.donor == donor and found.agency else f"{donor}:{name}"


def country_of_agency(name: str) -> str | None:
    """The state (or EU) whose body this name or abbreviation means; none where it is no known one."""
    one = organisation_by_name(name).found
    return one.donor if one is not None and one.kind is OrganisationKind.AGENCY else None
