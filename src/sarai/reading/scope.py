"""Whether what a verb or noun says is denied, supposed or uncertain, by the words around it."""

import re

from sarai.reading.marks import Mark, Sentence

NOT = {"not", "never", "no", "neither", "nor", "cannot", "without", "hardly", "nobody", "none"}
"""Words that deny the verb or noun that they stand with."""

_IF = {"if", "unless", "until", "pending", "assuming", "contingent"}
_HEDGES = {"reportedly", "allegedly", "apparently", "expected", "likely", "appears", "seems", "probably", "presumably",
           "possibly", "rumoured", "rumored", "unconfirmed"}  # fmt: skip
_NO_SUBJECTS = {"no", "none", "neither", "nobody", "little", "nothing"}


def negated(sentence: Sentence, first: int, mark: Mark, group: set[str], leads: set[str]) -> bool:
    """Whether a verb is denied: by its group of words, its subject, its object, or who denies the whole.

    ``first`` is the first word of its group, ``leads`` the kinds of verbs that govern it.
    """
    if "not" in group and "only" in sentence.keys[first : mark.last + 1]:
        return False
    count = sum(word in NOT or word.endswith("n't") for word in group)
    if "fail" in leads and not (
        "yet" in group and not any(w.endswith("n't") or w in NOT for w in group) and "to" not in group
    ):
        count += 0 if ("yet" in group and count and not leads - {"fail"}) and "failed" not in group else 1
    if "no" in sentence.keys[mark.first : mark.last]:
        count += 1
    if not group.isdisjoint({"unlikely", "doubtful"}):
        count += 1
    following = sentence.keys[mark.last] if mark.last < len(sentence.keys) else ""
    if following in {"no", "neither", "nothing", "none"} or _no_object(sentence, mark):
        count += 1
    if first > 0:
        for key in sentence.keys[max(0, first - 5) : first]:
            if key in {"that", "which", "and", "but"}:
                continue
            if key in _NO_SUBJECTS:
                # "neither A nor B" denies once.
                count += "nor" not in group
                break
    return (count + _said_untrue(sentence, mark)) % 2 == 1


_UNTRUE = frozenset(
    "deny denies denied denying dismiss dismisses dismissed reject rejects rejected refute refutes refuted".split()
)
_SAID_UNTRUE = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed)?|reject(?:s|ed)?|refut(?:es|ed))\s(?:(?:media|press|news|all|the)\s)?"
    r"(?:reports?|claims?|allegations?|rumou?rs|suggestions?|having|that)\b"
)


def _said_untrue(sentence: Sentence, mark: Mark) -> bool:
    """Whether what the verb tells is what somebody denies: *denied reports that it had asked for a loan*."""
    if _UNTRUE.isdisjoint(sentence.known):
        return False
    found = _SAID_UNTRUE.search(sentence.text, sentence.start, mark.start)
    return found is not None and not any(stop in sentence.text[found.end() : mark.start] for stop in (";", ", but "))


def _no_object(sentence: Sentence, mark: Mark) -> bool:
    """Whether the object behind a named recipient is denied: *granted Armenia no loan*."""
    named = [each.last for each in sentence.entities if each.entry.list == "actor" and each.first == mark.last]
    return bool(named) and named[0] < len(sentence.keys) and sentence.keys[named[0]] in {"no", "nothing", "none"}


def certainty_at(sentence: Sentence, at: int, stated: str) -> str:
    """The certainty of what stands at a word: conditional or hedged by the words near it, else as ``stated``."""
    if stated == "hedged" or stated == "conditional":
        return stated
    supposed = sentence.keys[:1] == ("should",)
    if supposed or not _IF.isdisjoint(sentence.keys[max(0, at - 12) : at + 25]) or _conditional_phrase(sentence):
        return "conditional"
    if not _HEDGES.isdisjoint(sentence.keys[max(0, at - 12) : at]):
        return "hedged"
    return stated


_CONDITIONAL = re.compile(
    r"\b(?:subject to|provided that|on condition that|on the condition|in principle|contingent on)\b"
)
_CONDITIONS = frozenset(("subject", "provided", "condition", "principle", "contingent"))
"""Words without one of which no condition is stated in such a phrase."""


def _conditional_phrase(sentence: Sentence) -> bool:
    return (
        not _CONDITIONS.isdisjoint(sentence.known)
        and _CONDITIONAL.search(sentence.text, sentence.start, sentence.end) is not None
    )
