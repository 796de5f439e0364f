"""A sentence cut into clauses: one for each cue, each item of a list, each amount with its verb left out."""

import re
from itertools import pairwise
from typing import NamedTuple

from sarai.reading.marks import Sentence
from sarai.reading.modality import Reading
from sarai.reading.numbers import Quantity

WANTED = ("requested", "proposed", "expressed_interest")


class Clause(NamedTuple):
    """A stretch of a sentence with the cue that heads it; ``head`` is None where the verb is elided."""

    start: int
    end: int
    head: Reading | None
    rule: str
    item: bool = False


_BOUNDARY = re.compile(
    r"; (?:and |but )?|: |, (?:and|but|while|whereas|which|who|where|with|having|leaving|according to) |,? as well as "
    r"|, | (?:and|but|while|that|which|who|where|as) "
)
_CONCEDES = re.compile(r"(?:Although|Though|Even though|While|Whereas|Even if)\b")
PARTS = re.compile(r", (?:including|of which|among (?:them|which)|comprising) ")
"""What stands between a whole and its parts in one clause."""
_MASS_BREAK = re.compile(r"; (?:and )?|, (?:and )?| and |: |, with ")


def clauses(sentence: Sentence, found: list[Reading]) -> list[Clause]:
    """A sentence cut at the boundaries between its cues, and where amounts stand without a verb of their own."""
    text, made = sentence.text, []
    if not found:
        return []
    cuts = [sentence.start]
    for before, after in pairwise(found):
        cuts.append(_cut(sentence, before, after))
    cuts.append(sentence.end)
    for index, reading in enumerate(found):
        start, end = _trim(text, cuts[index], cuts[index + 1])
        if index == 0 and (subordinate := _CONCEDES.match(text, start)):
            # What follows the comma of "Although ..., ..." is another thought.
            comma = text.find(", ", max(reading.mark.end, subordinate.end()), end)
            end = comma if comma > 0 else end
        if end <= start:
            continue
        made += _split(sentence, Clause(start, end, reading, "clause.cue"))
    return made


def _cut(sentence: Sentence, before: Reading, after: Reading) -> int:
    low, high = before.mark.end, sentence.spans[after.first][0]
    options = [match for match in _BOUNDARY.finditer(sentence.text, max(low - 1, 0), high + 1) if match.end() > low]
    strong = [match for match in options if match[0].strip() not in (",", "and", "as")]
    subjects = [mark.start for mark in sentence.entities if mark.entry.list == "actor" and low < mark.start < high]
    for match in reversed(options):
        if match.end() >= high - 1 or any(0 <= start - match.end() <= 12 for start in subjects):
            return match.end()
    if strong:
        return strong[-1].end()
    return options[-1].end() if options else sentence.spans[after.first][0]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,;:—–-\n":
        start += 1
    while end > start and text[end - 1] in " ,;:—–-\n":
        end -= 1
    for word in ("and", "but", "which", "that", "as"):
        if text.endswith(f" {word}", start, end):
            return _trim(text, start, end - len(word) - 1)
        if text.startswith(f"{word} ", start, end) and word != "as":
            return _trim(text, start + len(word) + 1, end)
    return start, end


_SEMICOLON = re.compile(r"; (?:and )?")
_PIECE = re.compile(r"(?:[^,]|,(?=\d))+")
_AGAIN_FOR = re.compile(r", (?:and )?(?:for|to|in) |,? as well as (?=\w+ing )")
_AS_WELL = re.compile(r",? as well as ")
_LISTS = ("say.highlight", "say.stress", "say.underline", "say.emphasize", "say.emphasise")
_INCLUDES = ("state.include", "state.comprise", "state.cover")


def _split(sentence: Sentence, clause: Clause) -> list[Clause]:
    """Items of a list and amounts with an elided verb become clauses of their own."""
    text, head = sentence.text, clause.head
    after_head = head.mark.end if head is not None else clause.start
    semicolons = list(_SEMICOLON.finditer(text, after_head, clause.end)) if ";" in text[after_head : clause.end] else []
    if semicolons and head is not None and head.mark.entry.id in _INCLUDES:
        starts = [after_head, *(m.end() for m in semicolons)]
        ends = [*(m.start() for m in semicolons), clause.end]
        return [Clause(*_trim(text, a, b), head, "clause.list", True) for a, b in zip(starts, ends, strict=True)]
    if head is not None and head.mark.entry.id in _LISTS:
        pieces = _enumeration(text, after_head, clause.end)
        if len(pieces) > 2:
            return [Clause(a, b, head, "clause.list", True) for a, b in pieces]
    if head is not None and head.modality in WANTED:
        pieces = _repeated_preposition(text, after_head, clause.end)
        if len(pieces) > 1:
            first = Clause(clause.start, pieces[0][1], head, clause.rule)
            return [first, *(Clause(a, b, head, "clause.list", True) for a, b in pieces[1:])]
    return _by_amount(sentence, clause)


def _enumeration(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [_trim(text, *match.span()) for match in _PIECE.finditer(text, start, end)]


def _repeated_preposition(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [match.start() for match in _AGAIN_FOR.finditer(text, start, end)]
    same = [text[cut:end].lstrip(", ").removeprefix("and ").split(" ")[0] for cut in cuts]
    if not cuts or (same[0] != "as" and len(set(same)) > 1) or (same[0] != "as" and len(cuts) < 2):
        return []
    edges = [start, *cuts, end]
    found = []
    for a, b in pairwise(edges):
        x, y = _trim(text, a, b)
        for lead in ("as well as ", "and "):
            if text.startswith(lead, x, y):
                x += len(lead)
        found.append((x, y))
    return found


def _by_amount(sentence: Sentence, clause: Clause) -> list[Clause]:
    text = sentence.text
    amounts = [
        q for q in sentence.quantities
        if q.kind in ("amount", "count") and clause.start <= q.core < clause.end and "ordinal" not in q.unit
    ]  # fmt: skip
    free = [
        q for q in amounts
        if not (bracketed(text, clause.start, q.core) or equivalent(sentence, q) or changed(sentence, q))
    ]  # fmt: skip
    if len(free) < 2:
        return [clause]
    pieces, start = [], clause.start
    for before, after in pairwise(free):
        if before.kind != after.kind and not (
            before.kind == "amount" or "as well as" in text[before.end : after.start]
        ):
            continue
        if before.kind == "amount" and after.kind == "count":
            continue
        actors = [m.start for m in sentence.entities if m.entry.list == "actor" and before.end < m.start < after.start]
        gap_end = actors[-1] if actors and after.start - actors[-1] < 30 else after.start
        options = list(_MASS_BREAK.finditer(text, before.end - 1, gap_end + 1))
        if not options:
            # The name that stands before an amount may belong to the amount before it.
            gap_end = after.start
            options = list(_MASS_BREAK.finditer(text, before.end - 1, gap_end + 1))
        wide = _AS_WELL.search(text, before.end, gap_end)
        if parted := PARTS.search(text, before.end, after.start):
            cut = parted.end()
        elif wide:
            cut = wide.end()
        elif options:
            cut = options[-1].end()
        else:
            continue
        pieces.append((start, parted.start() if parted else cut))
        start = cut
    pieces.append((start, clause.end))
    made = []
    for index, (a, b) in enumerate(pieces):
        x, y = _trim(text, a, b)
        if y <= x:
            continue
        made.append(Clause(x, y, clause.head, clause.rule if index == 0 else "clause.elided", index > 0))
    return made


def bracketed(text: str, start: int, at: int) -> bool:
    """Whether a place stands inside brackets that opened after ``start``."""
    return text.count("(", start, at) > text.count(")", start, at)


def equivalent(sentence: Sentence, amount: Quantity) -> bool:
    """Whether an amount says the one before it again in another currency: *SAR 4 billion, or about $1 billion*."""
    before = [q for q in sentence.quantities if q.kind == "amount" and q.end <= amount.core]
    if amount.kind != "amount" or not before or before[-1].unit == amount.unit:
        return False
    return _AGAIN.fullmatch(sentence.text, before[-1].end, amount.core) is not None


def changed(sentence: Sentence, amount: Quantity) -> bool:
    """Whether an amount is what another was before: *up from $2 billion*."""
    return (
        amount.kind == "amount"
        and _FROM.search(sentence.text[max(sentence.start, amount.start - 24) : amount.core]) is not None
    )


_AGAIN = re.compile(
    r"[,\s(–—-]{0,3}(?:(?:or|i\.e\.|that is|roughly|about|around|some|nearly|approximately|worth|the equivalent of"
    r"|equivalent to|equal to) ?){1,3}"
)
_FROM = re.compile(r"(?:\b(?:up|down) from|compared (?:with|to)|\bagainst|\binstead of|\brather than)\s(?:\w+\s){0,2}$")
