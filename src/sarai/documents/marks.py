"""What stands in a sentence: words, entities, cue words, quantities and periods, in one walk."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sarai.documents import lexicon
from sarai.documents.lexicon import Entry, Lexicon
from sarai.documents.numbers import Quantity, counts, money, percentages
from sarai.documents.periods import Period, periods


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the cleaned text; ``key`` is its folded form."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry of a lexicon that was found: words ``first`` to ``last`` (exclusive) of the sentence."""

    entry: Entry
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the cleaned text with all that was found in it."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...]
    entities: tuple[Mark, ...]
    cues: tuple[Mark, ...]
    quantities: tuple[Quantity, ...]
    periods: tuple[Period, ...]

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


def find(words: tuple[Word, ...], lists: Lexicon) -> list[Mark]:
    """The longest entries of a lexicon in a run of words, left to right."""
    found = []
    index = 0
    by_first = lists.by_first
    count = len(words)
    while index < count:
        candidates = by_first.get(words[index].key)
        step = 1
        if candidates:
            for rest, entry in candidates:
                last = index + 1 + len(rest)
                if last <= count and all(words[index + 1 + i].key == word for i, word in enumerate(rest)):
                    found.append(Mark(entry, words[index].start, words[last - 1].end, index, last))
                    step = last - index
                    break
        index += step
    return found


def read(
    text: str, span: tuple[int, int], date: dt.date | None, cues: Lexicon, entities: Lexicon, dollar: str = "USD"
) -> Sentence:
    """A sentence with its marks."""
    start, end = span
    words = tuple(Word(key, first, last) for key, first, last in _words(text, start, end))
    named = [mark for mark in find(words, entities) if _is_name(text, mark)]
    amounts = money(text, start=start, end=end, dollar=dollar) if _has_number(text, start, end) else []
    quantities: list[Quantity] = list(amounts)
    if _has_number(text, start, end) or _SPELT.search(text, start, end):
        shares = percentages(text, start=start, end=end)
        dated = periods(text, date, start=start, end=end)
        quantities += [each for each in shares if not _within(each, quantities)]
        taken = [*quantities, *(Quantity("x", 0, "", "", each.start, each.end, each.start) for each in dated)]
        names = [mark for mark in named if any(c.isdigit() for c in text[mark.start : mark.end])]
        for each in counts(text, start=start, end=end):
            if not _within(each, taken) and not any(m.start <= each.core < m.end for m in names):
                quantities.append(each)
    else:
        dated = periods(text, date, start=start, end=end)
    return Sentence(
        text, start, end, words, tuple(named), tuple(find(words, cues)),
        tuple(sorted(quantities, key=lambda each: each.core)), tuple(dated),
    )  # fmt: skip


def _is_name(text: str, mark: Mark) -> bool:
    """A name of an actor stands in capitals (*Turkey*, not *turkey*), and *US$* names a currency."""
    if mark.entry.list != "actor":
        return True
    return not (text[mark.start].islower() and mark.entry.kind in _CAPITALISED) and text[mark.end : mark.end + 1] != "$"


_CAPITALISED = ("state", "demonym", "capital", "leader", "surname", "agency")
_SPELT = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|dozen|hundred"
    r"|first|second|third|fourth|fifth)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")


def _has_number(text: str, start: int, end: int) -> bool:
    return _DIGIT.search(text, start, end) is not None


def _within(one: Quantity, others: list[Quantity]) -> bool:
    return any(other.core <= one.core < other.end or one.core <= other.core < one.end for other in others)


def _words(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for match in lexicon.WORD.finditer(text, start, end):
        word, finish = match[0], match.end()
        for suffix in ("'s", "’s"):
            if word.endswith(suffix):
                word, finish = word[:-2], finish - 2
        yield lexicon.key(word), match.start(), finish
