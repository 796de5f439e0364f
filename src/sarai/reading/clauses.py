"""A sentence cut into clauses: one for each act, each item of a list, each amount with its verb left out."""

import re
from itertools import pairwise
from typing import NamedTuple

from sarai.reading.grammar import Syntax
from sarai.reading.joined import Act
from sarai.reading.marks import Sentence
from sarai.reading.numbers import Quantity
from sarai.reading.places import Place

WANTED = ("requested", "proposed", "expressed_interest")


class Clause(NamedTuple):
    """A stretch of a sentence with the act that heads it (None: no verb is known), in characters and in words.

    ``item`` is set where the verb stands in an earlier clause: *Germany 200 million euros*.
    """

    start: int
    end: int
    first: int
    last: int
    act: Act | None
    rule: str
    item: bool = False
    whole: int = 0
    """The word behind the clause of the act that this is an item of."""


def clauses(sentence: Sentence, syntax: Syntax, places: list[Place], found: list[Act]) -> list[Clause]:
    """A sentence cut between its acts, and where amounts stand without a verb of their own."""
    count = len(sentence.spans)
    if not found:
        return []
    cuts = [0, *(_cut(syntax, places, before, after) for before, after in pairwise(found)), count]
    made: list[Clause] = []
    for act, low, high in zip(found, cuts, cuts[1:], strict=False):
        if high > low and (clause := _clause(sentence, low, high, act, "clause.act")) is not None:
            made += _split(sentence, syntax, places, clause)
    return made


def whole(sentence: Sentence, syntax: Syntax, places: list[Place]) -> list[Clause]:
    """The clauses of a sentence without an act: one for each amount."""
    clause = _clause(sentence, 0, len(sentence.spans), None, "clause.amount")
    return _by_amount(sentence, syntax, places, clause) if clause is not None else []


_EDGE_WORDS = frozenset("and but which that as while whereas or".split())


def _clause(sentence: Sentence, first: int, last: int, act: Act | None, rule: str, item: bool = False) -> Clause | None:
    keys = sentence.keys
    while first < last and keys[first] in _EDGE_WORDS and (act is None or first < act.at):
        first += 1
    while last > first and keys[last - 1] in _EDGE_WORDS:
        last -= 1
    if last <= first:
        return None
    start = sentence.spans[first][0]
    while start > sentence.start and sentence.text[start - 1] in '$€£¥₸₽₹₩₺("“‘~≈':
        start -= 1
    end = sentence.spans[last - 1][1]
    stop = sentence.end if last == len(keys) else sentence.spans[last][0]
    tail = sentence.text[end:stop]
    kept = _TAIL.match(tail)
    end += kept.end() if kept else 0
    return Clause(start, end, first, last, act, rule, item)


_TAIL = re.compile(r"['’]?s?[%)\]”\"€]*\.?(?=\s|$|[,;:])")


def _cut(syntax: Syntax, places: list[Place], before: Act, after: Act) -> int:
    """The word at which the clause of a later act begins."""
    low, high = before.last, after.first if after.begins < 0 else after.begins
    if high <= low:
        return min(low, after.at) if after.at >= low else low
    tags, breaks = syntax.tags, syntax.breaks
    if after.reduced or _relative(syntax, before, after):
        at = high
        if not after.reduced:
            at = next(i for i in range(after.first - 1, low, -1) if syntax.keys[i] in ("that", "which"))
        while at > low and not breaks[at] and (tags[at - 1] in "dwqmna" or syntax.keys[at - 1] in ("of", "in")):
            at -= 1
        return at
    subjects = [p.head for p in places if p.case == "subject" and low <= p.head < high]
    if subjects:
        at = min(subjects) if after.verb >= 0 else subjects[-1]
        at = _nearest_clause(syntax, subjects, high)
        while at > low and not breaks[at] and tags[at - 1] in "dwaq":
            at -= 1
        if at > low + 1 and not breaks[at] and tags[at - 1] == "p" and tags[at - 2] == "c":
            # "and in the end China lent".
            at -= 1
        return at
    for index in range(high, low, -1):
        if breaks[index] in (";", "(") or tags[index - 1] in "s":
            return index
        if tags[index - 1] == "r":
            return index - 1
        if tags[index] in "cr" or (breaks[index] in (",", "–", "—") and index < high):
            return index
    if tags[low] == "c" or breaks[low]:
        return low
    for index in range(high, low, -1):
        if breaks[index]:
            return index
    return high


def _relative(syntax: Syntax, before: Act, after: Act) -> bool:
    """Whether an act tells of the sum before it: *the $5 billion that Gulf states promised*."""
    tags, keys = syntax.tags, syntax.keys
    low = before.last
    at = next((i for i in range(after.first - 1, low, -1) if keys[i] in ("that", "which")), 0)
    if (
        not at
        or syntax.breaks[at]
        or (after.last < len(tags) and tags[after.last] == "q" and not syntax.breaks[after.last])
    ):
        return False
    first = at
    while first > low and not syntax.breaks[first] and (tags[first - 1] in "dwqmj" or keys[first - 1] in ("of", "in")):
        first -= 1
    sums = [i for i in range(low, at) if tags[i] == "q"]
    parted = any(syntax.breaks[i] for i in range(low, first + 1))
    return any(i >= first for i in sums) and (
        parted or before.frame.family == "state" or any(i < first - 1 for i in sums)
    )


def _nearest_clause(syntax: Syntax, subjects: list[int], high: int) -> int:
    """The subject of the verb at ``high``: the last that no clause word parts from it."""
    return subjects[-1]


_COUNTED_LISTS = frozenset(("highlight", "stress", "underline", "emphasize", "emphasise", "identify"))
_INCLUDING = frozenset(("include", "comprise", "cover"))
_AGAIN_FOR = re.compile(r", (?:and )?(?:for|to|in) |,? as well as (?=\w+ing )")
_SEMICOLON = re.compile(r"; (?:and )?")
_PIECE = re.compile(r"(?:[^,]|,(?=\d))+")


def _split(sentence: Sentence, syntax: Syntax, places: list[Place], clause: Clause) -> list[Clause]:
    """Items of a list and amounts with an elided verb become clauses of their own."""
    text, act = sentence.text, clause.act
    if act is None:
        return [clause]
    after = act.mark.end
    marks = list(_SEMICOLON.finditer(text, after, clause.end - 2)) if ";" in text[after : clause.end] else []
    if marks and act.mark.entry.code in _INCLUDING:
        starts = [after, *(m.end() for m in marks)]
        ends = [*(m.start() for m in marks), clause.end]
        items = _items(sentence, act, list(zip(starts, ends, strict=True)))
        return [each for item in items for each in _by_amount(sentence, syntax, places, item)]
    if act.mark.entry.code in _COUNTED_LISTS:
        pieces = [match.span() for match in _PIECE.finditer(text, after, clause.end)]
        if len(pieces) > 2:
            return _items(sentence, act, pieces)
    if act.modality in WANTED:
        cuts = _repeated(text, after, clause.end)
        if cuts:
            edges = [*cuts, clause.end]
            head = _between(sentence, clause.start, cuts[0], act, clause.rule)
            items = _items(sentence, act, list(pairwise(edges)))
            return [head, *items] if head is not None else items
    return _by_amount(sentence, syntax, places, clause)


def _items(sentence: Sentence, act: Act, pieces: list[tuple[int, int]]) -> list[Clause]:
    made = (_between(sentence, a, b, act, "clause.list", item=True) for a, b in pieces)
    return [each for each in made if each is not None]


def _between(sentence: Sentence, start: int, end: int, act: Act, rule: str, item: bool = False) -> Clause | None:
    spans = sentence.spans
    first = next((i for i, (a, _) in enumerate(spans) if a >= start), len(spans))
    last = next((i for i in range(first, len(spans)) if spans[i][0] >= end), len(spans))
    return _clause(sentence, first, last, act, rule, item) if last > first else None


def _repeated(text: str, start: int, end: int) -> list[int]:
    """Where a preposition is repeated that begins a further object: *support for A, for B, and for C*."""
    cuts = [match.start() for match in _AGAIN_FOR.finditer(text, start, end)]
    same = [text[cut:end].lstrip(", ").removeprefix("and ").split(" ")[0] for cut in cuts]
    if not cuts or (same[0] != "as" and (len(set(same)) > 1 or len(cuts) < 2)):
        return []
    return cuts


_OF_WHICH = re.compile(r"\b(?:of (?:which|whom|this|that)|including|comprising|among (?:them|which)|plus|on top of)\b")


def _by_amount(sentence: Sentence, syntax: Syntax, places: list[Place], clause: Clause) -> list[Clause]:
    amounts = [
        q for q in sentence.quantities
        if q.kind in ("amount", "count", "percent") and clause.start <= q.core < clause.end and "ordinal" not in q.unit
    ]  # fmt: skip
    heads = _bracketed_heads(sentence, places, amounts)
    if len(heads) > 1:
        cuts = [clause.first, *heads[1:], clause.last]
        pieces = enumerate(pairwise(cuts))
        each_of = (_clause(sentence, a, b, clause.act, LISTED, number > 0) for number, (a, b) in pieces)
        return [each for each in each_of if each is not None]
    free = [
        q for q in amounts
        if not (bracketed(sentence.text, clause.start, q.core) or equivalent(sentence, q) or changed(sentence, q))
    ]  # fmt: skip
    if sum(q.kind == "percent" for q in free) < 2:
        free = [q for q in free if q.kind != "percent"]
    if len(free) < 2:
        return [clause]
    cuts = [clause.first]
    for before, after in pairwise(free):
        between = sentence.text[before.end : after.start]
        if "count" in (before.kind, after.kind) and (before.kind == "amount" or "as well as" not in between):
            continue
        cut = _between_amounts(sentence, syntax, places, before, after)
        if cut > cuts[-1]:
            cuts.append(cut)
    cuts.append(clause.last)
    made: list[Clause] = []
    for number, (first, last) in enumerate(pairwise(cuts)):
        rule = clause.rule if number == 0 else "clause.elided"
        each = _clause(sentence, first, last, clause.act, rule, number > 0)
        if each is not None:
            made.append(each._replace(whole=clause.last))
    return made


def _between_amounts(sentence: Sentence, syntax: Syntax, places: list[Place], before: Quantity, after: Quantity) -> int:
    """The word at which the second of two amounts begins its own item; 0 where they are one."""
    spans, tags, breaks, keys = sentence.spans, syntax.tags, syntax.breaks, syntax.keys
    low = next((i for i, (_, b) in enumerate(spans) if b >= before.end), 0) + 1
    high = next((i for i in range(low, len(spans)) if spans[i][1] > after.start), len(spans))
    if high <= low:
        high = low
    parted = next((i for i in range(high, low - 1, -1) if breaks[i] == ";"), 0)
    if parted:
        # "suspended 45 million; Germany followed suit with its 20 million".
        return parted
    at = high
    while at > low:
        if breaks[at] in (",", ";", "–", "—", ":", "("):
            return at + 1 if tags[at] == "c" and at + 1 <= high else at
        if tags[at - 1] == "c" and keys[at - 1] in ("and", "or", "but", "plus"):
            # The name that stands before an amount is who gives it: "Germany 200 million euros".
            return at
        if keys[at - 1] in ("with", "including", "which", "while", "plus", "comprising") or tags[at - 1] in "sr":
            return at
        if tags[at - 1] == "p" and keys[at - 1] in ("of", "from", "besides") and at == high:
            return at
        at -= 1
    return 0 if breaks[low] == "" else low


LISTED = "clause.listed"
"""The rule of a clause whose sum stands in brackets behind its party: *Senegal ($40 million), Malawi ($15 million)*."""


def _bracketed_heads(sentence: Sentence, places: list[Place], amounts: list[Quantity]) -> list[int]:
    """The first words of parties behind each of which a sum stands in brackets."""
    text = sentence.text
    return [
        place.first
        for place in places
        for q in amounts
        if q.kind == "amount" and place.mark.end < q.start and text[place.mark.end : q.start].strip() == "("
    ]


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
"""What stands before an amount that another one replaced."""
