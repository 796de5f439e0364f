"""Whether what is said is denied, supposed or uncertain, by the words that reach it."""

import re
from collections.abc import Sequence

from sarai.reading.grammar import Syntax, Verb
from sarai.reading.marks import Sentence
from sarai.reading.word_classes import NEGATIONS

_NO = frozenset("no none neither nobody nothing nor".split())
_LITTLE = _NO | {"little", "few"}
_NO_MORE = frozenset("later less fewer more longer sooner doubt".split())
"""*No less than five* denies nothing."""
_INSTEAD = frozenset(("without", "instead", "rather", "short"))
_UNTRUE = frozenset(
    "deny denies denied denying dismiss dismisses dismissed reject rejects rejected refute refutes refuted".split()
)
_SAID_UNTRUE = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed)?|reject(?:s|ed)?|refut(?:es|ed))\s(?:(?:media|press|news|all|the)\s)?"
    r"(?:reports?|claims?|allegations?|rumou?rs|suggestions?|having|that)\b"
)
_NOT_TRUE = re.compile(r"\b(?:not true|untrue|no truth|false|wrong) (?:to say )?that\b")


def negations(helpers: frozenset[str]) -> int:
    """How often the helpers of a verb deny it: *has never*, *has yet to*, *had still to*, *no longer*."""
    count = sum(word in NEGATIONS for word in helpers) + ("no" in helpers) + ("cannot" in helpers)
    if "to" in helpers and not helpers.isdisjoint({"yet", "still"}) and not helpers.isdisjoint({"has", "have", "had"}):
        count += 1
    return count


def denied(sentence: Sentence, syntax: Syntax, verb: Verb, start: int) -> int:
    """How often what stands around a verb denies it: its subject, its object, and who denies the whole.

    ``start`` is the word at which its clause begins.
    """
    keys = sentence.keys
    count = negations(verb.helpers)
    if "not" in verb.helpers and "only" in keys[verb.first : verb.last + 1]:
        count = 0
    # "wrote off nothing, earlier 240 million were forgiven": the object of another verb denies nothing behind it.
    start = max(
        (v.last + 1 for v in syntax.verbs if start <= v.last < verb.first and keys[v.last] in _LITTLE), default=start
    )
    if _denies(keys, start, verb.first, _LITTLE):
        count += 1
    elif syntax.tags[start - 1 : start] == ["r"] and keys[max(0, start - 3)] in _NO and keys[start - 2] == "of":
        # "..., none of which has been granted".
        count += 1
    count += "no" in keys[verb.at : verb.last]
    count += _object_denied(syntax, verb.last)
    before = keys[max(start, verb.first - 3) : verb.first]
    if verb.form == "G" and not _INSTEAD.isdisjoint(before):
        count += 1
    return count + _said_untrue(sentence, sentence.spans[verb.first][0])


def _numbers(keys: Sequence[str], index: int) -> bool:
    """Whether *no* only numbers what follows: *national road No 6*."""
    return keys[index] == "no" and keys[index + 1 : index + 2] != () and keys[index + 1][:1].isdigit()


def _denies(keys: Sequence[str], first: int, last: int, words: frozenset[str]) -> bool:
    """Whether a stretch, the subject of a verb, begins with a word that denies it."""
    for index in range(max(first, last - 8), last):
        if keys[index] in words and keys[min(index + 1, last - 1)] not in _NO_MORE and not _numbers(keys, index):
            return not (keys[index] == "nor" or keys[index - 1 : index] == ("with",))
    return False


def _object_denied(syntax: Syntax, at: int) -> bool:
    """Whether the object is denied: *sent no doctors*, *granted Armenia no loan*."""
    keys, tags = syntax.keys, syntax.tags
    while at < len(keys) and not syntax.breaks[at]:
        if keys[at] in _NO and keys[at] != "nor":
            return not (at + 1 < len(keys) and keys[at + 1] in _NO_MORE) and not _numbers(keys, at)
        if tags[at] not in "am":
            return False
        at += 1
    return False


def said_untrue(sentence: Sentence, at: int) -> bool:
    """Whether what stands at a character is what somebody denies: *denied reports that it had asked for a loan*."""
    return _said_untrue(sentence, at)


def _said_untrue(sentence: Sentence, at: int) -> bool:
    if not _UNTRUE.isdisjoint(sentence.known):
        found = _SAID_UNTRUE.search(sentence.text, sentence.start, at)
        if found is not None and not any(stop in sentence.text[found.end() : at] for stop in (";", ", but ")):
            return True
    return "that" in sentence.known and _NOT_TRUE.search(sentence.text, sentence.start, at) is not None


_TO_DATE = frozenset("now today then recently yesterday".split())
"""*Until today*: up to when, and no condition."""
_IF = frozenset("if unless until pending assuming contingent depending provided".split())
_HEDGES = frozenset(
    "reportedly allegedly apparently likely appears seems probably presumably possibly perhaps rumoured rumored"
    " unconfirmed"
    " potentially".split()
)
_CONDITIONAL = re.compile(
    r"\b(?:subject to|on condition that|on the condition|in principle|contingent on|dependent on|conditional (?:on"
    r"|upon))\b"
)
_CONDITIONS = frozenset("subject condition principle contingent dependent conditional".split())
"""Words without one of which no condition is stated in such a phrase."""


def certainty(sentence: Sentence, syntax: Syntax, at: int, stated: str) -> str:
    """The certainty of what stands at a word: conditional or hedged by words that reach it, else as ``stated``.

    A condition reaches what stands in the same sentence on the same side of a semicolon or of *, but*.
    """
    if stated in ("hedged", "conditional"):
        return stated
    known = sentence.known
    if known.isdisjoint(_IF) and known.isdisjoint(_HEDGES) and known.isdisjoint(_CONDITIONS) and "should" not in known:
        return stated
    keys, tags, breaks = sentence.keys, syntax.tags, syntax.breaks
    apart = [i for i in range(1, len(keys)) if breaks[i] == ";" or (breaks[i] == "," and keys[i] == "but")]
    first = max((i for i in apart if i <= at), default=0)
    last = min((i for i in apart if i > at), default=len(keys))
    if keys[first] == "should":
        return "conditional"
    for index in range(first, last):
        key = keys[index]
        if key in _IF and tags[index] != "t" and _supposes(syntax, index, at):
            return "conditional"
    if not known.isdisjoint(_CONDITIONS) and _CONDITIONAL.search(sentence.text, *_characters(sentence, first, last)):
        return "conditional"
    if not _HEDGES.isdisjoint(keys[max(first, at - 12) : at]):
        return "hedged"
    return stated


def _supposes(syntax: Syntax, index: int, at: int) -> bool:
    """Whether a word of condition opens a clause or a phrase that bears on what stands at ``at``."""
    key = syntax.keys[index]
    following = syntax.keys[index + 1 : index + 2]
    if key == "until" and (not following or following[0] in _TO_DATE or syntax.tags[index + 1] == "t"):
        return False
    if key == "provided":
        return (following == ("that",) and syntax.breaks[index] != "") or following == ("that",)
    if key == "depending":
        return following == ("on",)
    if key == "pending" and index < at and not syntax.breaks[index]:
        return False
    # A clause of condition inside another one, behind a relative, bears on that one only.
    between = syntax.tags[min(index, at) : max(index, at)]
    return not (index > at and "r" in between and "c" in between)


def _characters(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    return sentence.spans[first][0], sentence.spans[last - 1][1]
