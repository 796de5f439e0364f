"""Verbs that head no clause of their own: participles behind a noun, verbs of a clause that only tells a condition."""

from sarai.reading.grammar import Syntax, Verb
from sarai.reading.word_classes import BE, DO, HAVE, MODALS

_BEHIND = frozenset("by in under from for with at on between to as during through towards into last".split())


def reduced(syntax: Syntax, index: int) -> bool:
    """Whether a participle without a helper describes the noun before it: *the sum approved in May*."""
    verb, tags, keys, breaks = syntax.verbs[index], syntax.tags, syntax.keys, syntax.breaks
    after = keys[verb.last] if verb.last < len(keys) else ""
    tagged = tags[verb.last] if verb.last < len(tags) else ""
    closed = not after or bool(breaks[verb.last])
    if not (closed or after in _BEHIND or tagged in "ta" or (tagged == "c")):
        return verb.form == "N"
    before = syntax.verbs[index - 1] if index else None
    if breaks[verb.first] == "," and tags[verb.first - 1] in "wmq" and _closes(syntax, index):
        return True
    if before is not None and (
        _surely_finite(syntax, before)
        or (before.infinitive and any(_surely_finite(syntax, each) for each in syntax.verbs[: index - 1]))
    ):
        between = range(before.last, verb.first)
        subject = any(tags[i] in "srP" for i in between) or any(breaks[i] == ";" for i in between)
        joined = any(tags[i] == "c" for i in range(max(before.last, verb.first - 1), verb.first))
        if (
            not subject
            and not joined
            and not (breaks[verb.first] == "" and _subject_before(syntax, before.last, verb.first))
        ):
            return True
    later = syntax.verbs[index + 1] if index + 1 < len(syntax.verbs) else None
    if later is not None and later.finite and later.governor < 0:
        parted = any(tags[i] in "csrP" or breaks[i] in (";", ",") for i in range(verb.last, later.first + 1))
        if not parted:
            return True
    return after == "by" and not closed


def _closes(syntax: Syntax, index: int) -> bool:
    """Whether a participle behind a comma ends with another comma, and a finite verb follows: *a sum, paid in May,"
    " ...*."""
    verb = syntax.verbs[index]
    later = next((each for each in syntax.verbs[index + 1 :] if each.finite), None)
    return later is not None and any(syntax.breaks[i] == "," for i in range(verb.last, later.first + 1))


def _surely_finite(syntax: Syntax, verb: Verb) -> bool:
    """Whether a verb before another one heads a clause: it has a helper, a present form, or an object of its own."""
    if verb.infinitive:
        return False
    if verb.form in "BZ" or verb.helpers & (BE | HAVE | DO | MODALS):
        return True
    after = syntax.tags[verb.last] if verb.last < len(syntax.tags) and not syntax.breaks[verb.last] else ""
    return verb.form == "D" and ((after in "dqmPjw+" and after != "") or _subject_before_any(syntax, verb))


def _subject_before_any(syntax: Syntax, verb: Verb) -> bool:
    return verb.first > 0 and syntax.tags[verb.first - 1] in "mP" and not syntax.breaks[verb.first]


def _subject_before(syntax: Syntax, low: int, high: int) -> bool:
    """Whether a party that is joined to a clause before it stands right before a verb: *..., and Japan signed*."""
    if high <= low or syntax.tags[high - 1] != "m":
        return False
    at = high
    while at > low and syntax.tags[at - 1] in "mwd":
        if syntax.breaks[at - 1] == ",":
            return True
        at -= 1
    return at > low and syntax.tags[at - 1] in "c"


_SUPPOSING = frozenset("if unless until whether".split())


def supposed(syntax: Syntax, index: int) -> bool:
    """Whether a verb stands in a clause that only tells on what condition another holds: *until parliament"
    " ratifies*."""
    verb = syntax.verbs[index]
    low = syntax.verbs[index - 1].last if index else 0
    for at in range(verb.first - 1, low - 1, -1):
        if syntax.keys[at] in _SUPPOSING:
            return syntax.tags[at] != "t"
        if syntax.breaks[at + 1] in (";",) or (
            syntax.breaks[at + 1] == "," and at < verb.first - 1 and syntax.tags[at + 1] in "dm"
        ):
            return False
    return False
