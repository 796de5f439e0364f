"""Whose money it is: the partner of a transaction, and the rule that found it.

Partner is the transaction's provider; else the one funding organisation; else, where several fund and
no shares are stated, ``several``. The reporter is the partner only if it is named as the funder.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sarai import codelists
from sarai.model.errors import CodeError
from sarai.model.vocabulary import SEVERAL

_DAC_AGENCY = re.compile(r"(?:XM-DAC-)?(\d{1,3})(?:-\w+)?")
_OF_STATE = re.compile(r"([A-Z]{2})-(?:GOV-.+|\d{1,2})")
_GOVERNMENT = re.compile(r"(?:the )?government of (?:the )?(.+)|(.+?) government", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Funder:
    """An organisation that gives: its code as partner and the agency behind it."""

    partner: str
    agency: str | None


@dataclass(frozen=True, slots=True)
class Funding:
    """Who funds an activity, where a transaction does not say it: partner, agency, and why."""

    partner: str | None
    agency: str | None
    rule: str


@lru_cache(maxsize=100_000)
def funder(ref: str | None, name: str | None) -> Funder | None:
    """The partner that an organisation's code or name means; none where neither is stated.

    A state's body counts under the state (``JP-8``, ``XM-DAC-701-8``, ``GB-GOV-1``); any other organisation is
    its own partner, by code, else by name. ``agency`` is partner and name, or none where the name is
    the country's own.
    """
    country = _country(ref, name)
    told = name or ref
    if told is None:
        return None
    if country is None:
        return Funder(ref or told, told)
    states_own = name is None or country in (_place(name), _government(name))
    return Funder(country, None if states_own else f"{country}:{name}")


def _country(ref: str | None, name: str | None) -> str | None:
    if ref is not None:
        if donor := _DAC_AGENCY.fullmatch(ref):
            return _place(donor[1])
        if state := _OF_STATE.fullmatch(ref):
            return state[1] if state[1] in codelists.load("countries") else None
        return None
    return None if name is None else _named(name)


def _named(name: str) -> str | None:
    found = _place(name)
    return found or _government(name) or codelists.country_of_agency(name)


def _government(name: str) -> str | None:
    found = _GOVERNMENT.fullmatch(name.strip())
    return _place(found[1] or found[2]) if found else None


def _place(text: str) -> str | None:
    try:
        found = codelists.find_place(text)
    except CodeError:
        return None
    return found.code if found is not None and found.code.isalpha() else None


def funding(organisations: Sequence[tuple[str | None, str | None]]) -> Funding:
    """Who funds an activity with these funding organisations (code, name)."""
    found = [each for each in (funder(ref, name) for ref, name in organisations) if each is not None]
    partners = {each.partner for each in found}
    if not partners:
        return Funding(None, None, "not stated: no provider and no funding organisation")
    if len(partners) == 1:
        agencies = {each.agency for each in found}
        return Funding(
            found[0].partner, agencies.pop() if len(agencies) == 1 else SEVERAL, "the one funding organisation"
        )
    return Funding(SEVERAL, SEVERAL, f"{len(partners)} funding organisations, shares not stated")
