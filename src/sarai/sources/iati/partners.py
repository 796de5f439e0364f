"""Whose money it is: the partner of a transaction, and the rule that found it.

Partner is the transaction's provider; else the one funding organisation; else, where several fund and
no shares are stated, ``several``. The reporter is the partner only if it is named as the funder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sarai import codelists
from sarai.codelists import OrganisationKind
from sarai.model.vocabulary import SEVERAL


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

    An organisation counts under its donor (``JP-8``, ``XM-DAC-701-8`` under Japan, ``42001`` under the EU), by whatever
    code or name it is told; one that no list knows, or that code and name tell apart, is its own partner as stated.
    ``agency`` is partner and name, or none where the name is the partner's own.
    """
    told = name or ref
    if told is None:
        return None
    found = codelists.organisation_of(ref, name).found
    if found is None or found.kind is OrganisationKind.CATEGORY:
        return Funder(ref or told, told)
    if found.agency is not None or name is None:
        return Funder(found.donor, found.agency)
    named = codelists.organisation_by_name(name).found
    # A name that no list knows is a body of the state or organisation whose code stands beside it.
    return Funder(found.donor, None if named is not None and named.code == found.code else f"{found.donor}:{name}")


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
