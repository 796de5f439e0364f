"""What a word of somebody's table is in a code list; a channel is told by an organisation's name as well."""

from functools import lru_cache

from sarai import codelists
from sarai.codelists.organisations import Scheme
from sarai.model.errors import CodeError


@lru_cache(maxsize=50_000)
def code_in(codelist: str, told: str) -> str:
    """The code of a list that a word means.

    Raises:
        CodeError: no list knows it; the cure names near ones.
    """
    try:
        return codelists.load(codelist).resolve(told).code
    except CodeError:
        found = codelists.organisation_by_name(told).found if codelist == "channels" else None
        if found is None:
            raise
        # One with two funds has two channels, and its name tells neither.
        own = [code for scheme, code in codelists.codes_of(found.code) if scheme is Scheme.CHANNEL]
        if len(own) != 1:
            raise
        return own[0]
