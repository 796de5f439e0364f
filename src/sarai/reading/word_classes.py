"""The classes of English words as far as the grammar needs them: by list, and by ending."""

import re
from collections.abc import Mapping
from functools import cache

from sarai.reading import lexicon

PREPOSITIONS = frozenset(
    "to for from by with in into on onto at of under through via between among across against toward towards over"
    " within"
    " without upon during after before since until till per despite including regarding concerning following alongside"
    " throughout including comprising excluding involving near like as about above below beyond besides"
    " except than versus behind around amid".split()
)
_CONJUNCTIONS = frozenset("and or but nor & plus".split())
_SUBORDINATORS = frozenset(
    "that while whereas although though because if unless when where whether whereby provided".split()
)
RELATIVES = frozenset("which who whom whose".split())
_DETERMINERS = frozenset(
    "a an the this these those its their his her our my any some each every all both no another such more"
    " further".split()
)
MODALS = frozenset("will would shall should must may might could can cannot 'll".split())
HAVE = frozenset("has have had having".split())
BE = frozenset("is are was were be been being".split())
DO = frozenset("do does did".split())
NEGATIONS = frozenset("not never hardly scarcely barely neither nor".split())
_PRONOUNS = frozenset("it they he she we i you there nobody none nothing everyone".split())
_ADVERBS = frozenset(
    "already also still just now so far yet always often recently together soon again ever actually once first longer"
    " even"
    " then later thus however today meanwhile instead".split()
)
_NOT_ADVERBS = frozenset(
    "italy july family supply assembly reply ally monopoly anomaly early daily yearly monthly".split()
)
CONTRACTED = re.compile(r"(?:ha[sd]|have|is|are|was|were|do|does|did|wo|ca|could|would|should|sha)n['’]t")


class _Classes(dict[str, str]):
    """A word's class, found once: p preposition, d article, c conjunction, s subordinator, r relative, x helper, n not,
    a adverb, P pronoun, L lead; B Z D N G the forms of a verb without a frame; w any other."""

    def __missing__(self, key: str) -> str:
        if CONTRACTED.fullmatch(key):
            made = "x"
        elif len(key) > 4 and key.endswith("ly") and key not in _NOT_ADVERBS:
            made = "a"
        else:
            made = "w"
        if len(self) < 65_536:
            self[key] = made
        return made


@cache
def classes() -> _Classes:
    """The classes of words."""
    made = _Classes()
    for row in lexicon.rows("plain_verbs.csv"):
        for form, word in lexicon.forms(row["base"], row["past"], row["participle"]):
            made.setdefault(word, FORMS[form])
    for row in lexicon.rows("leads.csv"):
        made[row["word"]] = "L"
    for words, name in (
        (_ADVERBS, "a"), (PREPOSITIONS, "p"), (_CONJUNCTIONS, "c"), (_SUBORDINATORS, "s"), (RELATIVES, "r"),
        (_DETERMINERS, "d"), (MODALS | HAVE | BE | DO, "x"), (NEGATIONS, "n"), (_PRONOUNS, "P"),
    ):  # fmt: skip
        made.update(dict.fromkeys(words, name))
    return made


FORMS = {"base": "B", "third": "Z", "past": "D", "participle": "N", "gerund": "G"}


@cache
def leads() -> Mapping[str, str]:
    """Words that govern another verb, and how: expected, plan, fail, begin, conditional."""
    return {row["word"]: row["kind"] for row in lexicon.rows("leads.csv")}


@cache
def offices() -> Mapping[str, str]:
    """Nouns by which a state or its companies act: *the Japanese government*, *Chinese companies*."""
    return {row["noun"]: row["kind"] for row in lexicon.rows("offices.csv")}
