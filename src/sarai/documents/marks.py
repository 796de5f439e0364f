"""What stands in a sentence: words, entities, cue words, quantities and periods, in one walk."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from sarai.documents import lexicon
from sarai.documents.lexicon import Entry, Lexicon
from sarai.documents.numbers import Quantity, bare_amounts, counts, money, percentages
from sarai.documents.period_patterns import CALENDAR, DATED
from sarai.documents.periods import Period, periods


class Word(NamedTuple):
    """A word of the cleaned text; ``key`` is its folded form."""

    key: str
    start: int
    end: int


class Mark(NamedTuple):
    """An entry of a lexicon that was found: words ``first`` to ``last`` (exclusive) of the sentence."""

    entry: Entry
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the cleaned text with all that was found in it; ``known`` are the keys of its words."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...]
    entities: tuple[Mark, ...]
    cues: tuple[Mark, ...]
    quantities: tuple[Quantity, ...]
    periods: tuple[Period, ...]
    known: frozenset[str] = frozenset()

    def said(self, start: int, end: int) -> str:
        """The characters between two places of the cleaned text."""
        return self.text[start:end]


_END = re.compile(r"""[.!?]["”’)\]]*(?=\s)|\n""")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|St|No|Nos|approx|appr|ca|cf|vs|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|e\.g|i\.e|etc|U\.S|U\.K|U\.N|fig)|\b[A-Z]|^\s*\d{1,2})\.$"
)
_LONGEST = 4_000


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences; a run without an end is cut at 4,000 characters."""
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if match[0] != "\n" and _ABBREVIATION.search(text[max(start, end - 12) : end]):
            following = text[end : end + 3].lstrip()
            initials = re.search(r"\b(?:U\.S|U\.K|U\.N|Inc|Ltd|Co|Corp|etc)\.$", text[max(start, end - 6) : end])
            if not initials or not following[:1].isupper():
                continue
        yield from _pieces(text, start, end)
        start = end
    yield from _pieces(text, start, len(text))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        cut = text.rfind(" ", start, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end


def find(words: tuple[Word, ...], lists: Lexicon, keys: tuple[str, ...] | None = None) -> list[Mark]:
    """The longest entries of a lexicon in a run of words, left to right."""
    found: list[Mark] = []
    by_first = lists.by_first
    keys = tuple([word.key for word in words]) if keys is None else keys
    taken = 0
    for index in [at for at, key in enumerate(keys) if key in by_first]:
        if index < taken:
            continue
        for rest, entry in by_first[keys[index]]:
            last = index + 1 + len(rest)
            if keys[index + 1 : last] == rest:
                found.append(Mark(entry, words[index].start, words[last - 1].end, index, last))
                taken = last
                break
    return found


def read(
    text: str, span: tuple[int, int], date: dt.date | None, cues: Lexicon, entities: Lexicon, dollar: str = "USD",
    currency: str | None = None,
) -> Sentence:  # fmt: skip
    """A sentence with its marks; ``currency`` is that of the last amount before it."""
    start, end = span
    words = tuple(_words(text, start, end))
    keys = tuple([word.key for word in words])
    known = frozenset(keys)
    named = [mark for mark in find(words, entities, keys) if _is_name(text, mark)]
    named = [_in_office(text, mark, date) if mark.entry.kind == "surname" else mark for mark in named]
    numbered = _DIGIT.search(text, start, end) is not None
    quantities: list[Quantity] = money(text, start=start, end=end, dollar=dollar) if numbered else []
    if numbered and not known.isdisjoint(_SCALES):
        nearest = next((q.unit for q in quantities), currency)
        if nearest is not None:
            quantities += [
                each for each in bare_amounts(text, nearest, start=start, end=end) if not _within(each, quantities)
            ]
    timed = not known.isdisjoint(CALENDAR) or (numbered and DATED.search(text, start, end) is not None)
    timed = timed or any("-" in key for key in known)
    dated = periods(text, date, start=start, end=end, known=known) if timed else []
    if numbered or not known.isdisjoint(_SPELT):
        quantities += [each for each in percentages(text, start=start, end=end) if not _within(each, quantities)]
        taken = [*quantities, *(Quantity("x", 0, "", "", each.start, each.end, each.start) for each in dated)]
        names = [mark for mark in named if any(c.isdigit() for c in text[mark.start : mark.end])]
        for each in counts(text, start=start, end=end):
            if not _within(each, taken) and not any(m.start <= each.core < m.end for m in names):
                quantities.append(each)
        quantities.sort(key=lambda each: each.core)
    return Sentence(
        text, start, end, words, tuple(named), tuple(find(words, cues, keys)), tuple(quantities), tuple(dated), known
    )


def _is_name(text: str, mark: Mark) -> bool:
    """A name of an actor stands in capitals (*Turkey*, not *turkey*), and *US$* names a currency."""
    if mark.entry.list != "actor":
        return True
    return not (text[mark.start].islower() and mark.entry.kind in _CAPITALISED) and text[mark.end : mark.end + 1] != "$"


def _in_office(text: str, mark: Mark, date: dt.date | None) -> Mark:
    who = lexicon.in_office(text[mark.start : mark.end], mark.entry.value, date.year if date else None)
    return mark if who == mark.entry.value else mark._replace(entry=replace(mark.entry, value=who))


_CAPITALISED = ("state", "demonym", "capital", "leader", "surname", "agency")
_SPELT = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen hundred first second third fourth"
    " fifth".split()
)
_SCALES = frozenset("million mln mn billion bln bn trillion".split())
_DIGIT = re.compile(r"\d")


def _within(one: Quantity, others: list[Quantity]) -> bool:
    return any(other.core <= one.core < other.end or one.core <= other.core < one.end for other in others)


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    key = lexicon.key
    for match in lexicon.WORD.finditer(text, start, end):
        first, finish = match.span()
        word = match[0]
        if word[-2:] in _POSSESSIVE:
            word, finish = word[:-2], finish - 2
        yield tuple.__new__(Word, (key(word), first, finish))


_POSSESSIVE = frozenset(("'s", "’s"))
