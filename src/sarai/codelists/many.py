"""Many names at once, as columns hold them: what :mod:`sarai.codelists` says of each, for all of them together.

A million different names are folded as one text and looked up in one table; only what is told backwards, may mean
several or may name its state is asked a name at a time. The answers are those of :func:`organisation_by_name` and
:func:`place_by_name`.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sarai.codelists.bodies import may_tell_states
from sarai.codelists.lists import Code
from sarai.codelists.organisations import Organisation, directory, organisation_by_name
from sarai.codelists.places import country_names, region_names

__all__ = ["organisations_named", "places_named"]

_T = TypeVar("_T")
_AT_ONCE = 4_096
"""Names that are folded as one text: what is made of them is gone before the next are."""


def organisations_named(names: Sequence[str]) -> list[Organisation | None]:
    """The organisation that each name means; none where it means none or may mean several."""
    return _each(names, _organisations)


def _organisations(names: Sequence[str]) -> list[Organisation | None]:
    meant = directory().names.each(names)
    found = [each[0] if len(each) == 1 else None for each in meant]
    unknown = [at for at, each in enumerate(meant) if not each]
    may_tell = may_tell_states([names[at] for at in unknown])
    asked = [at for at, may in zip(unknown, may_tell, strict=True) if may]
    for at in (*asked, *(at for at, each in enumerate(meant) if len(each) > 1)):
        found[at] = organisation_by_name(names[at]).found
    return found


def places_named(names: Sequence[str]) -> list[Code | None]:
    """The country or region that each name means; none where it means none or may mean several."""
    return _each(names, _places)


def _each(names: Sequence[str], ask: Callable[[Sequence[str]], list[_T | None]]) -> list[_T | None]:
    """The answer to each name: a column holds most of its names often, and each is asked once."""
    different = list(dict.fromkeys(names))
    answers = [
        answer for start in range(0, len(different), _AT_ONCE) for answer in ask(different[start : start + _AT_ONCE])
    ]
    if len(different) == len(names):
        return answers
    return list(map(dict(zip(different, answers, strict=True)).__getitem__, names))


def _places(names: Sequence[str]) -> list[Code | None]:
    meant = country_names().each(names)
    unknown = [at for at, each in enumerate(meant) if not each]
    for at, each in zip(unknown, region_names().each([names[at] for at in unknown]), strict=True):
        meant[at] = each
    return [each[0] if len(each) == 1 else None for each in meant]
