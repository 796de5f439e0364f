"""What the names of a table mean: asked for a whole batch of rows at once, and kept for the rows to come."""

import re
from collections.abc import Iterable

from sarai import codelists

_CODE = re.compile(r"[A-Z]{2,3}|[0-9]{1,4}")
_KEPT = 200_000
"""Names kept of each sort: more different ones than that are asked again."""
_PLACES: dict[str, str | None] = {}
_PARTNERS: dict[str, tuple[str, str | None]] = {}


def expect_places(told: Iterable[str]) -> None:
    """Look up what is not kept of some names of countries and regions."""
    # A set less the keys of all that is kept would look at each of these, for every name.
    new = [each for each in {one.strip() for one in told} if each not in _PLACES]
    if len(_PLACES) + len(new) > _KEPT:
        _PLACES.clear()
    named = codelists.places_named(new)
    _PLACES.update((each, None if one is None else one.code) for each, one in zip(new, named, strict=True))


def place(told: str) -> str | None:
    """The code of the country or region that a cell names, or gives the code of; none where it is none."""
    if told not in _PLACES:
        expect_places((told,))
    if (named := _PLACES[told]) is not None:
        return named
    coded = codelists.place_by_code(told) if is_code(told) else None
    return None if coded is None else coded.code


def is_code(told: str) -> bool:
    """Whether a cell gives a code, not a name."""
    return bool(_CODE.fullmatch(told.strip()))


def expect_partners(told: Iterable[str]) -> None:
    """Look up what is not kept of some names of givers."""
    new = [each for each in set(told) if each not in _PARTNERS]
    if len(_PARTNERS) + len(new) > _KEPT:
        _PARTNERS.clear()
    for each, named in zip(new, codelists.organisations_named(new), strict=True):
        found = named
        if found is None and " " not in each.strip():
            found = codelists.organisation_by_code(each.strip()).found
        _PARTNERS[each] = (each, None) if found is None else (found.donor, found.agency)


def partner(told: str) -> tuple[str, str | None]:
    """The provider and, where it is an agency of one, its agency; a name that no list knows stays as stated."""
    if told not in _PARTNERS:
        expect_partners((told,))
    return _PARTNERS[told]
