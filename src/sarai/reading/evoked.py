"""Which frame a verb evokes with the object it has, and what its object makes of it."""

import re

from sarai.reading.frames import Frame, frames
from sarai.reading.lexicon import gapped, things
from sarai.reading.marks import Mark, Sentence

_BESIDE = 16
"""How far behind a verb its object begins, in characters."""
_NEAR = 110
"""How far behind a verb its object may stand, in characters."""


def evoked(sentence: Sentence, mark: Mark) -> Frame | None:
    """The frame of a verb with the object it has; None where it needs another object to say anything."""
    entry = mark.entry
    name = entry.value
    near: set[str] | None = None
    if entry.needs or name in ("cancel", "renew"):
        low, high = sentence.start, mark.end + _NEAR
        near = {q.kind.upper() for q in sentence.quantities if low <= q.core < high}
        near |= {m.entry.value for m in sentence.entities if m.entry.list == "instrument" and low <= m.start < high}
        near |= {things()[key].upper() for key in sentence.known & things().keys()}
        if any(m.entry.list == "actor" and mark.end < m.start < mark.end + _BESIDE for m in sentence.entities):
            near.add("PARTY")
    if entry.needs and near is not None and not near & entry.needs:
        name = entry.otherwise
    if entry.code in ("use", "draw") and name in ("spend", "borrow") and entry.needs and not _spends(sentence, mark):
        return None
    if name == "cancel" and near is not None and ("debt" in near or "owed" in sentence.known):
        name = "forgive"
    for tail, frame in gapped().get(entry.code, ()):
        at = sentence.keys.index(tail[0], mark.last) if tail[0] in sentence.keys[mark.last : mark.last + _GAP] else -1
        if at >= 0 and tuple(sentence.keys[at : at + len(tail)]) == tail:
            name = frame
    return frames().get(name)


_GAP = 14
"""How many words may stand inside a verb of two parts: *fell five million dollars short*."""
AWAITED = {
    "approval": "committed", "decision": "committed", "agreement": "committed", "consent": "committed",
    "signature": "signed", "signing": "signed", "ratification": "adopted", "adoption": "adopted",
    "payment": "disbursed", "disbursement": "disbursed", "money": "disbursed", "funds": "disbursed",
    "tranche": "disbursed", "instalment": "disbursed", "funding": "disbursed", "delivery": "delivered",
    "arrival": "delivered", "construction": "launched", "start": "launched", "launch": "launched",
    "completion": "completed",
}  # fmt: skip
"""What is waited for, as what has not come about."""


_SPENT, _DRAWN = 20, 45
"""How far behind *use* its sum begins, and behind *draw*: *drew the first tranche of $5 million*."""
_WAS_USED = re.compile(r"\b(?:be|been|is|are|was|were|being)\s(?:\w+ly\s)?$")


def _spends(sentence: Sentence, mark: Mark) -> bool:
    """Whether money is used, and not a thing: *used $5 million*, *$5 million will be used*."""
    reach = mark.end + (_DRAWN if mark.entry.code == "draw" else _SPENT)
    return any(q.kind == "amount" and mark.end <= q.core < reach for q in sentence.quantities) or (
        _WAS_USED.search(sentence.text, max(sentence.start, mark.start - 24), mark.start) is not None
    )


def goods(sentence: Sentence, mark: Mark) -> bool:
    """Whether what passes is counted goods and no money: *handed over 20 ambulances*."""
    near = [q for q in sentence.quantities if mark.start - 60 <= q.core < mark.end + 60 and "ordinal" not in q.unit]
    sums = [q for q in sentence.quantities if q.kind == "amount"]
    if not sums:
        if near:
            return all(q.kind == "count" for q in near)
        return mark.entry.code in _HANDED and _names_goods(sentence, mark.last, _object_end(sentence, mark))
    if mark.entry.code not in _HANDED:
        return False
    # "was given a stadium worth $89 million": the stadium passes.
    behind = next((q for q in sums if q.core >= mark.end), None)
    if behind is None or not _WORTH.search(sentence.text, mark.end, behind.core):
        return False
    return _names_goods(sentence, mark.last, next(i for i, (_, b) in enumerate(sentence.spans) if b > behind.core))


_WORTH = re.compile(r"\b(?:worth|valued at|to the value of|at a cost of)\W[^,;.]{0,24}$")


_ENDING = frozenset("from for to in under with by through on at after since during".split())
_HANDED = frozenset("give hand donate present provide supply receive gift get grant deliver send".split())
"""Verbs whose object passes whole; who funds a hospital worth $5 million pays."""


def _object_end(sentence: Sentence, mark: Mark) -> int:
    """Where the object of a verb ends, at most six words behind it: *received nothing | from the same facility*."""
    longest = range(mark.last, min(mark.last + 6, len(sentence.keys)))
    return next((i for i in longest if sentence.keys[i] in _ENDING), longest.stop)


def _names_goods(sentence: Sentence, first: int, last: int) -> bool:
    """Whether goods or works, and no money, stand between two words."""
    kinds = {things().get(key) for key in sentence.keys[first:last]}
    return not kinds.isdisjoint({"goods", "works"}) and not any(
        m.entry.list == "instrument" and m.entry.value != "ODA" and first <= m.first < last for m in sentence.entities
    )


def pays(sentence: Sentence, mark: Mark) -> bool:
    """Whether money stands right behind a verb: *lends $5 million* tells a decision, no habit."""
    return any(q.kind == "amount" and mark.end <= q.core < mark.end + 45 for q in sentence.quantities)
