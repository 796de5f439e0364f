"""Where each party stands in its sentence: who is a subject, what a preposition governs, who owns what.

From the words that name a party the sentence is walked back to what governs it. A party in apposition, in brackets or
in a list stands where the first of them stands; *the government of Japan* stands where *government* does.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sarai.reading.grammar import Syntax
from sarai.reading.marks import PAID, Mark, Sentence
from sarai.reading.word_classes import offices


class Place(NamedTuple):
    """A party in a sentence.

    ``case`` is *subject*, *object*, a preposition, *according* where it only tells, or *loose* where nothing governs
    it; ``governor`` the word that does (-1: none). ``owns`` tells what it owns or describes: *money* or *debt* (with
    the word in ``thing``), *office*, *company*, *thing*, or nothing. ``first`` and ``last`` are its words, ``head``
    the first of the list it stands in; ``apposed`` is set where it explains what stands before it: *NetOne, a
    Zimbabwean company*.
    """

    mark: Mark
    case: str
    governor: int
    owns: str
    thing: int
    first: int
    last: int
    head: int
    apposed: bool


class _Case(NamedTuple):
    case: str
    governor: int
    head: int
    apposed: bool = False


_MONEY = frozenset(
    "loan grant assistance investment private_investment debt_relief debt fund budget_support guarantee ODA"
    " humanitarian"
    " technical_assistance".split()
)


def placed(sentence: Sentence, syntax: Syntax, names: Sequence[Mark]) -> list[Place]:
    """The parties of a sentence in their order, each with its place."""
    found: list[Place] = []
    told = () if sentence.known.isdisjoint(_TELLERS) else _telling(syntax)
    money = {m.first: m for m in sentence.entities if m.entry.list == "instrument" and m.entry.value in _MONEY}
    for mark in names:
        if found and mark.first < found[-1].last:
            continue
        case = _case(sentence, syntax, found, mark.first, mark.last, mark.entry.code)
        if any(first <= mark.first < last for first, last in told):
            case = _Case("according", -1, mark.first)
        owns, thing = _owned(sentence, syntax, mark, money, case.case)
        found.append(Place(mark, case.case, case.governor, owns, thing, mark.first, mark.last, case.head, case.apposed))
    return found


_STEPS = 18
_PARTS = frozenset(
    "half most part all one some many each members member rest majority bulk group number pair tens hundreds thousands"
    " quarter third people side sides kind sum amount total share portion remainder behalf city town capital province"
    " region district".split()
)
"""Nouns before *of* that do not govern: *half of Japan's loan*, *the city of Osh*."""
_TOLD = frozenset("reported said stated announced confirmed told according quoted cited published estimated".split())
_ALIAS = {
    "toward": "towards", "onto": "into", "across": "in", "within": "in", "throughout": "in", "inside": "in",
    "near": "in", "at": "in", "among": "between",
    "via": "through", "upon": "on", "alongside": "with", "outside": "beyond",
    "except": "beyond", "excluding": "beyond", "despite": "beyond",
}  # fmt: skip
_DISTANCE = frozenset("km kilometres kilometers miles metres meters".split())


_TELLERS = frozenset(("according", "based"))


def _telling(syntax: Syntax) -> list[tuple[int, int]]:
    """Where a sentence says who tells it: *according to the Mali government, ...*."""
    keys, found = syntax.keys, []
    for index, key in enumerate(keys):
        follows = keys[index + 1] if index + 1 < len(keys) else ""
        if (key == "according" and follows == "to") or (key == "based" and follows == "on" and index == 0):
            last = next((i for i in range(index + 1, len(keys)) if syntax.breaks[i] in (",", ";", ")")), len(keys))
            found.append((index, last))
    return found


def _case(sentence: Sentence, syntax: Syntax, before: list[Place], first: int, last: int, code: str) -> _Case:
    keys, tags, breaks = syntax.keys, syntax.tags, syntax.breaks
    at = first
    apposed = joined = False
    for _ in range(_STEPS):
        if at == 0:
            return _Case("subject", -1, _joined_head(before, syntax, first, joined), apposed)
        mark = breaks[at]
        if mark:
            if mark == "(":
                near = _before(before, at)
                return _Case(near.case, near.governor, near.head, near.apposed) if near else _Case("loose", -1, first)
            if mark == ")":
                behind = sentence.text[sentence.spans[at - 1][1] : sentence.spans[at][0]]
                if at == first and "," in behind and _verb_follows(syntax, last, "xBZD"):
                    # "Based on the report (page 3), China provided": what follows the bracket begins a clause.
                    return _Case("subject", -1, first)
                at = _opening(breaks, at)
                continue
            if mark == ",":
                near = _ending(before, at)
                if _elided(syntax, last):
                    return _Case("subject", -1, first)
                if near is not None and near.mark.entry.code == code:
                    if near.mark.entry.kind == "state" and _listed(syntax, last):
                        # "during a visit to China, China and Kenya signed".
                        return _Case("subject", -1, first)
                    # "in Addis Ababa, Ethiopia": the same place again.
                    return _Case(near.case, near.governor, first, True)
                if near is not None and (joined or _listed(syntax, last)):
                    return _Case(near.case, near.governor, near.head, near.apposed)
                if _subject_here(syntax, at, last):
                    return _Case("subject", -1, _joined_head(before, syntax, first, joined))
                if near is not None and near.owns in ("", "thing"):
                    # "China, Beijing's partner": explains the party before it.
                    return _Case("loose", -1, first)
                apposed = True
                at -= 1
                continue
            if mark in "–—-" and not _verb_follows(syntax, last) and not _list_acts(syntax, last):
                return _Case("loose", -1, first)
            return _Case("subject", -1, first)
        tag, key = tags[at - 1], keys[at - 1]
        if tag == "d" and at < first and not apposed and _heads_clause(tags, breaks, at, first, last):
            # "in the end China lent", "during the visit Japan pledged": another noun beside the one before.
            return _Case("subject", -1, first)
        if tag == "p":
            if key == "for" and _to_verb(syntax, last):
                return _Case("forto", at - 1, first)
            if key == "of" and breaks[at - 1] == ")":
                at = _opening(breaks, at - 1)
                continue
            if key in ("of", "for") and at > 1 and keys[at - 2] in offices():
                at -= 2
                continue
            if key == "of":
                noun = keys[at - 2] if at > 1 else ""
                if noun in _PARTS or (at > 1 and tags[at - 2] == "q") or _proper(sentence, at - 2):
                    at -= 2
                    continue
                return _Case("of", at - 1, first, apposed)
            if key == "from" and at > 1 and keys[at - 2] in offices():
                at -= 2
                continue
            if at > 1 and keys[at - 2] in _TOLD and key in ("to", "by", "in"):
                return _Case("according", at - 1, first)
            if key == "from" and at > 1 and keys[at - 2] in _DISTANCE:
                return _Case("beyond", at - 1, first)
            return _Case(_ALIAS.get(key, key), at - 1, _joined_head(before, syntax, first, joined), apposed)
        if tag in "BZDNGL+":
            if _subject_follows(syntax, last) and not apposed:
                return _Case("subject", -1, first)
            return _object(syntax, at - 1, _joined_head(before, syntax, first, joined), apposed)
        if tag == "c":
            near = _ending(before, at - 1)
            if _elided(syntax, last) and (near is None or near.case != "object"):
                return _Case("subject", -1, first)
            if near is not None:
                return _Case(near.case, near.governor, near.head, near.apposed)
            if _verb_follows(syntax, last, "xBZDNG" if breaks[at - 1] == "," else "xBZDN") and any(
                v.finite and v.at < at for v in syntax.verbs
            ):
                # "Russia sent tents and China donated": another clause.
                return _Case("subject", -1, first)
            joined = True
            at -= 1
            continue
        if tag in "srxt":
            return _Case("subject", -1, first)
        if tag in "mj":
            near = _ending(before, at)
            held = near is not None and near.last < first and near.mark.entry.kind == "capital" and not breaks[first]
            if held and _verb_follows(syntax, last, "xZD"):
                # "At the Brussels conference Norway promised".
                return _Case("subject", -1, first)
            if (
                near is not None
                and near.owns == ""
                and near.mark.entry.kind in ("state", "capital")
                and near.case in ("in", "to")
            ):
                # "At the summit in Astana Xi Jinping announced".
                return _Case("subject", -1, first)
            if near is not None:
                head = near.head if joined or near.owns in ("office", "company", "") else first
                return _Case(near.case, near.governor, head, near.apposed or apposed)
        at -= 1
    return _Case("loose", -1, first)


def _heads_clause(tags: list[str], breaks: list[str], at: int, first: int, last: int) -> bool:
    """Whether a name behind an article and its nouns is the subject of the finite verb right behind it."""
    if last >= len(tags) or breaks[last] or tags[last] not in "xZD" or breaks[first]:
        return False
    return all(tags[i] == "w" for i in range(at, first))


def _elided(syntax: Syntax, last: int) -> bool:
    """Whether an amount stands right behind a party, with the verb left out: *and Germany 200 million euros*."""
    return last < len(syntax.tags) and syntax.tags[last] == "q" and not syntax.breaks[last]


def _joined_head(before: list[Place], syntax: Syntax, first: int, joined: bool) -> int:
    """The first of the list of parties that goes on here: *President Xi of China and President Ruto of Kenya*."""
    if not joined or not before:
        return first
    near = before[-1]
    if any(syntax.tags[i] in "xBZDsr" or syntax.breaks[i] in (";", "–", "—") for i in range(near.last, first)):
        return first
    return near.head


def _proper(sentence: Sentence, index: int) -> bool:
    """Whether a noun before *of* is part of a name: *Congress of China*, *Electric Grid of Uzbekistan*."""
    return index > 0 and sentence.text[sentence.spans[index][0]].isupper()


def _object(syntax: Syntax, verb: int, head: int, apposed: bool) -> _Case:
    while verb > 0 and syntax.tags[verb] == "+":
        verb -= 1
    return _Case("object", verb, head, apposed)


def _before(before: list[Place], at: int) -> Place | None:
    return next((each for each in reversed(before) if each.last <= at), None)


def _ending(before: list[Place], at: int) -> Place | None:
    """The party whose words end right before this word."""
    return before[-1] if before and before[-1].last == at else None


def _opening(breaks: Sequence[str], at: int) -> int:
    """The word before which the bracket that closes here was opened."""
    at -= 1
    while at > 0 and breaks[at] != "(":
        at -= 1
    return at


def _to_verb(syntax: Syntax, last: int) -> bool:
    """Whether *to* and a verb stand behind a party: *for China to grant*."""
    return last + 1 < len(syntax.tags) and syntax.tags[last] == "I"


def _listed(syntax: Syntax, last: int) -> bool:
    """Whether a list goes on behind these words: a comma or *and*, and another of its members."""
    tags, breaks = syntax.tags, syntax.breaks
    if last >= len(tags):
        return False
    at = last
    if breaks[at] not in ("", ",") or (breaks[at] == "" and tags[at] != "c"):
        return False
    if tags[at] == "c":
        at += 1
    while at < len(tags) and tags[at] in "dw" and at < last + 4:
        at += 1
    return at < len(tags) and tags[at] in "mj"


def _verb_follows(syntax: Syntax, last: int, kinds: str = "xBZDN") -> bool:
    """Whether a verb stands right behind a party, so that the party is its subject."""
    tags, breaks = syntax.tags, syntax.breaks
    at = last
    while at < len(tags) and at < last + 10:
        if breaks[at] == "(":
            at += 1
            while at < len(tags) and breaks[at] != ")":
                at += 1
            continue
        if breaks[at] and breaks[at] != ")":
            return False
        if tags[at] in kinds:
            return True
        if tags[at] not in "awn" and not (tags[at] == "p" and syntax.keys[at - 1] in offices()):
            return False
        at += 1
    return False


def _list_acts(syntax: Syntax, last: int) -> bool:
    """Whether the list of parties that goes on here ends before a helping or finite verb: *– Japan and Samoa have*."""
    tags, breaks = syntax.tags, syntax.breaks
    if not _listed(syntax, last):
        return False
    at = next((i for i in range(last, len(tags)) if tags[i] not in "mcdj" or breaks[i] not in ("", ",")), len(tags))
    return at < len(tags) and tags[at] in "xZD" and not breaks[at]


def _subject_follows(syntax: Syntax, last: int) -> bool:
    return _verb_follows(syntax, last, "xZ")


def _subject_here(syntax: Syntax, at: int, last: int) -> bool:
    """Whether a party behind a comma begins a clause: a verb follows, or none stood before the comma."""
    if _verb_follows(syntax, last):
        return True
    if not any(verb.at < at and verb.finite for verb in syntax.verbs):
        return any(verb.first >= last for verb in syntax.verbs)
    return False


_POSSESSIVE = re.compile(r"['’]s?(?=[\s,.)]|$)")
_REACH = 6


def _owned(sentence: Sentence, syntax: Syntax, mark: Mark, money: dict[int, Mark], case: str) -> tuple[str, int]:
    """What a party owns or describes, and the word of it."""
    keys, tags, breaks = syntax.keys, syntax.tags, syntax.breaks
    kind_of = mark.entry.kind
    owner = _POSSESSIVE.match(sentence.text, mark.end) is not None or mark.entry.value in _POSSESSIVES
    if mark.entry.list == "anaphor" and not owner and kind_of != "region":
        return "", -1
    if keys[mark.first].rpartition("-")[2] in PAID:
        return "money", mark.first
    kind, where = "", -1
    at = mark.last
    while at < len(keys) and at < mark.last + _REACH:
        if breaks[at] and not (breaks[at] in "()" and at > mark.last):
            break
        if at in money:
            if not owner and kind_of in ("state", "capital") and case == "object":
                # "promised Guinea debt relief": to Guinea.
                return "", -1
            found = money[at]
            owes = found.entry.value == "debt" or (found.entry.value == "debt_relief" and kind_of != "agency")
            return ("debt" if owes else "money"), at
        tag, key = tags[at], keys[at]
        if tag == "w":
            office = offices().get(key)
            if office is not None:
                kind, where = _OWNED.get(office, office), at
            elif not kind:
                kind, where = "thing", at
        elif not (tag in "qa" or (tag in "cd" and owner)):
            break
        at += 1
    if kind == "thing" and not owner and kind_of not in ("demonym", "group", "agency", "region"):
        # Two nouns beside each other, "Japan project": only an adjective or a possessive owns.
        return ("thing", where) if kind_of in ("state", "capital") and where == mark.last else ("", -1)
    return kind, where


_OWNED = {"state": "office"}
_POSSESSIVES = frozenset("its their his her our my".split())
