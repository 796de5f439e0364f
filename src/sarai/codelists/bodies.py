"""The state that a ministry, an embassy or a government names as its own."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from sarai.codelists.folding import SAME_WORDS, fold, signs_of_each, spellings
from sarai.codelists.lists import Code, load, rows_of
from sarai.codelists.places import country_names

__all__ = ["may_tell_states", "state_of_body"]

# What only a state (or its central bank) has; a "Bank of", a council, a fund or a society may be anybody's.
_BODIES = (
    "ministry|ministries|min\\.|department|dept\\.?|directorate|embassy|high commission|consulate|government|govt\\.?|"
    "parliament|cabinet of ministers|council of ministers|presidential administration|central bank|national bank|"
    "state committee|treasury|foreign office|министерство|правительство|посольство|ministerio|ministère|ministério"
)
_AID = "aid|cooperation|co-operation|development cooperation|development agency|agency"
_EMBASSY = re.compile(
    r"(?:the )?(?:royal )?(?:embassy|high commission|consulate(?: general)?) of (?:the )?(.+)|посольство (.+)",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(
    r"(?:the )?(?:royal )?(?:government|govt\.?|gov\.?) of (?:the )?(.+)|правительство (.+)|gobierno de (.+)|"
    r"gouvernement (?:du |de la |de |d'|des )(.+)",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"(?:the )?(.+?)(?:'s)?(?: [-–—]|:|,)? (?:federal |royal )?({_BODIES}|{_AID})\b.*", re.IGNORECASE)
_BODY = re.compile(rf"(?:the )?(?:federal |royal )?(?:{_BODIES})\b.*", re.IGNORECASE)
_OF = re.compile(
    r",\s*| [-–—] | of (?:the )?| \((?=[^()]*\)$)| (?=республики|российской|кыргызской|турецкой)", re.IGNORECASE
)
_DELEGATION = re.compile(
    r"(?:the )?(?:delegation of the european union|eu delegation|european union delegation)\b.*", re.IGNORECASE
)
# One of these stands in every name that tells its state: most names hold none, and are asked nothing more.
_WORD = re.compile(r"[^\W\d_]+")
_TELLING = frozenset(_WORD.findall(f"{_BODIES} {_AID} gov gobierno gouvernement delegation")) - {"of"}
# "Embassy of Japan in Tajikistan" is Japan's.
_ELSEWHERE = re.compile(r"\s+(?:in|to)\s+.*|\s+в\s+.*", re.IGNORECASE)


def state_of_body(name: str) -> str | None:
    """The code of the state (or EU) whose government, ministry, embassy or aid a name tells; none where it tells none.

    "Government of Japan", "Norway Ministry of Foreign Affairs", "Ministry of Finance of the Kyrgyz Republic", "German
    Cooperation", "Embassy of Japan in Tajikistan". A ministry that names no state is nobody's, and a name is looked
    for as a whole: "Government of South Australia" is not Australia's.
    """
    if _TELLING.isdisjoint(_WORD.findall(name.casefold())):
        return None
    told = " ".join(name.split())
    if _DELEGATION.fullmatch(told):
        return "EU"
    if embassy := _EMBASSY.fullmatch(told):
        of = embassy[1] or embassy[2]
        return _state(of) or _state(_ELSEWHERE.sub("", of))
    if government := _GOVERNMENT.fullmatch(told):
        return _state(next(filter(None, government.groups())))
    if (before := _BEFORE.fullmatch(told)) and (state := _state(before[1])):
        # The American Georgia has departments, the Caucasian one ministries.
        return None if state == "GE" and before[2].casefold().startswith("dep") else state
    if _BODY.fullmatch(told):
        # The longest end first: of the Democratic Republic of the Congo, not of the Congo.
        for of in _OF.finditer(told):
            if state := _state(told[of.end() :].rstrip(")")):
                return state
    return None


def may_tell_states(names: Sequence[str]) -> list[bool]:
    """Of many names, whether each may tell a state by :func:`state_of_body`: of what is false none does."""
    told = signs_of_each(names, _signs())
    return [_BOTH in signs or (_BODY_WORD in signs and _BEGINS_STATE in signs) for signs in told]


_BODY_WORD, _BEGINS_STATE, _BOTH = "bsx"


@cache
def _signs() -> Mapping[str, str]:
    """Which words tell of a body, and with which the name of a state may begin, however it is parted: U. S. A."""
    begins = {
        form[:end]
        for name in (*country_names().written(), *_adjectives())
        for form in (fold(name), *spellings(name))
        for end in range(1, len(form) + 1)
    }
    begins |= {short for short, word in SAME_WORDS.items() if word}
    begins -= {word for word, is_ in SAME_WORDS.items() if not is_}
    return {
        **dict.fromkeys(begins, _BEGINS_STATE),
        **{word: _BOTH if word in begins else _BODY_WORD for word in map(fold, _TELLING)},
    }


def _state(text: str) -> str | None:
    found: Code | None = country_names().find(text).found
    return _adjectives().get(fold(text)) if found is None else found.code


@cache
def _adjectives() -> dict[str, str]:
    states = load("countries")
    return {fold(row["adjective"]): states.codes[row["code"]].code for row in rows_of("overlay/adjectives.csv")}
