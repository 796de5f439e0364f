"""The currencies that a sign, a code or a word of money may mean."""

from functools import lru_cache

from sarai import codelists
from sarai.codelists import Outcome


@lru_cache(maxsize=50_000)
def currencies_meant(token: str) -> frozenset[str]:
    """The ISO 4217 codes that a token may mean; empty where it is no money, several where a person has to say."""
    found = codelists.currency(token)
    if found.found is not None:
        return frozenset({found.found.code})
    return frozenset(each.code for each in found.meanings) if found.outcome is Outcome.AMBIGUOUS else frozenset()
