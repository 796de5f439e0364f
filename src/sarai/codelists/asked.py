"""What a person means who names a partner, a recipient or a party, given the codes that are held."""

from collections.abc import Callable, Collection, Sequence
from functools import cache, lru_cache

from sarai.codelists.folding import fold
from sarai.codelists.groups import Group, group, near_group
from sarai.codelists.organisations import (
    Organisation,
    OrganisationKind,
    every_organisation,
    family,
    name_of_partner,
    organisation_asked,
    organisation_by_name,
    organisation_of,
)
from sarai.codelists.places import find_place, place_by_name, resolve_place
from sarai.codelists.resolve import Outcome
from sarai.model.errors import CodeError

__all__ = ["identity", "is_party", "partners_meant", "recipients_meant", "rejoined"]


@lru_cache(maxsize=10_000)
def identity(code: str) -> str:
    """The code of ours for a partner that a release holds under another; the same code where it is no known one."""
    found = organisation_of(code).found or organisation_by_name(code).found
    return code if found is None else found.donor


def partners_meant(text: str, held: Collection[str]) -> tuple[str, ...]:
    """The codes, of those held and of ours, of the partner or family of partners that a text means.

    A code that is held means itself: what was printed is accepted, and gives what was printed. A name means every
    code held for that partner; a family's name (World Bank) each of its members.

    Raises:
        CodeError: the text means none, several, or an agency of a partner; the cure says what to ask.
    """
    if text in held and identity(text) != text:
        return (text,)
    if text in held or any(identity(code) == text for code in held):
        return _under_every_code((text,), held)
    asked = organisation_asked(text)
    if asked.found is not None:
        if asked.found.kind is OrganisationKind.AGENCY:
            donor = name_of_partner(asked.found.donor)
            raise CodeError(
                f"{asked.found.name} is no partner of its own: it counts under {donor}",
                cure=f"Ask --agency {text!r}, or --partner {asked.found.donor} for all that {donor} gives.",
            )
        members = family(asked.found.code) if asked.found.kind is OrganisationKind.GROUP else (asked.found.code,)
        return _under_every_code(members, held)
    if asked.outcome is Outcome.AMBIGUOUS:
        asked.or_raise()
    if states := group(text):
        return _under_every_code(_codes_of(states), held)
    region = find_place(text)
    if region is not None:
        return (region.code,)
    named = [code for code in held if fold(code) == fold(text)]
    if not named and (listed := _listed_as(fold(text))):
        return _under_every_code(_partners_among(listed, text), held)
    try:
        return tuple(named) if named else (asked.or_raise().code,)
    except CodeError as error:
        raise _or_a_group(error, text) from error


def _listed_as(folded: str) -> tuple[Organisation, ...]:
    """The organisations that are listed under a name which is no name of one alone: Ministry of Finance."""
    return _by_listed_name().get(folded, ())


@cache
def _by_listed_name() -> dict[str, tuple[Organisation, ...]]:
    found: dict[str, list[Organisation]] = {}
    for each in every_organisation():
        found.setdefault(fold(each.name), []).append(each)
    return {name: tuple(those) for name, those in found.items()}


def _partners_among(listed: tuple[Organisation, ...], text: str) -> tuple[str, ...]:
    """The partners of a listed name; agencies count under theirs, which has to be said.

    Raises:
        CodeError: they are agencies.
    """
    partners = tuple(dict.fromkeys(each.donor for each in listed if each.kind is not OrganisationKind.AGENCY))
    if partners:
        return partners
    donors = ", ".join(sorted({each.donor for each in listed}))
    raise CodeError(
        f"{text} is an agency and no partner of its own", cure=f"Ask --agency {text!r}; it counts under {donors}."
    )


def _under_every_code(wanted: tuple[str, ...], held: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*wanted, *(code for code in sorted(held) if identity(code) in wanted))))


def rejoined(values: Sequence[str], known: Callable[[str], bool]) -> tuple[str, ...]:
    """Values that were parted with commas, the names that hold a comma put together again.

    "Korea, Rep., Japan" is two names: what ``known`` says is one name is taken whole, the longest first.
    """
    found: list[str] = []
    start = 0
    while start < len(values):
        end = next((end for end in range(len(values), start + 1, -1) if known(", ".join(values[start:end]))), start + 1)
        found.append(", ".join(values[start:end]))
        start = end
    return tuple(found)


def is_party(text: str) -> bool:
    """Whether a text is the name of a place, an organisation or a group, or of several."""
    told = place_by_name(text).outcome, organisation_by_name(text).outcome
    return any(each is not Outcome.UNKNOWN for each in told) or group(text) is not None


def recipients_meant(text: str, held: Collection[str]) -> tuple[str, ...]:
    """The codes of the country, region, group of states or other recipient held that a text means.

    Raises:
        CodeError: the text means none or several.
    """
    if text in held:
        return (text,)
    if states := group(text):
        return _codes_of(states)
    try:
        return (resolve_place(text).code,)
    except CodeError as error:
        named = [code for code in held if fold(code) == fold(text)]
        if named:
            return tuple(named)
        raise _or_a_group(error, text) from error


def _codes_of(states: Group) -> tuple[str, ...]:
    if not states.codes:
        raise CodeError(
            f"The members of {states.name} are not listed", cure="Name the states that are meant, with commas."
        )
    return states.codes


def _or_a_group(error: CodeError, text: str) -> CodeError:
    """An unknown name's error, with the group of states that may be meant."""
    states = near_group(text)
    return error if states is None else CodeError(error.what, cure=f"Did you mean {states.name}?")
