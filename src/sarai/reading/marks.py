"""What stands in a sentence: words, entities, cue words, quantities and periods, in one walk."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter, itemgetter
from typing import NamedTuple

from sarai.reading import lexicon
from sarai.reading.lexicon import Entry, Lexicon
from sarai.reading.number_words import MONTHS
from sarai.reading.numbers import SPELT, Quantity, bare_amounts, counts, money, percentages, starts
from sarai.reading.period_patterns import CALENDAR, DATED
from sarai.reading.periods import Period, periods
from sarai.reading.words import Keys, Spans
from sarai.reading.words import keys as keys_of
from sarai.reading.words import spans as spans_of


class Mark(NamedTuple):
    """An entry of a lexicon that was found: words ``first`` to ``last`` (exclusive) of the sentence."""

    entry: Entry
    start: int
    end: int
    first: int
    last: int


class Sentence(NamedTuple):
    """A sentence of the cleaned text with all that was found in it.

    ``keys`` are those of its words in their order, ``known`` the same as a set. ``spans`` tells where each word
    stands; it is empty where nothing was found.
    """

    text: str
    start: int
    end: int
    keys: Keys
    spans: Sequence[tuple[int, int]]
    entities: tuple[Mark, ...]
    cues: tuple[Mark, ...]
    quantities: tuple[Quantity, ...]
    periods: tuple[Period, ...]
    known: frozenset[str] = frozenset()


_END = re.compile(r"""[.!?]["”’)\]]*(?=\s)|\n""")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|St|No|Nos|approx|appr|ca|cf|vs|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct"
    r"|Nov|Dec|Rs|Tk|Col|Lt|Maj|Sen|Rep|Gov|Amb|Hon|Sr|Jr|Eng|Messrs|Art|incl|excl|equiv|e\.g|i\.e|etc|U\.S|U\.K|U\.N|fig)|\b[A-Z]"
    r"|^\s*\d{1,2})\.$"
)
_INITIALS = re.compile(r"\b(?:U\.S|U\.K|U\.N|Inc|Ltd|Co|Corp|etc)\.$")
_LONGEST = 4_000


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences; a run without an end is cut at 4,000 characters."""
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if match[0] != "\n" and _ABBREVIATION.search(text[max(start, end - 12) : end]):
            following = text[end : end + 3].lstrip()
            initials = _INITIALS.search(text[max(start, end - 6) : end])
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


def find(keys: Keys, known: frozenset[str], lists: Lexicon) -> list[tuple[Entry, int, int]]:
    """The longest entries of a lexicon in a run of words, left to right: each with its first word and its end.

    ``known`` are the same keys as a set.
    """
    met = known & lists.words
    if not met:
        return []
    by_word = lists.by_word
    found = []
    for index, key in enumerate(keys):
        if key in met:
            for at, size, entries in by_word[key]:
                first = index - at
                if first >= 0 and (entry := entries.get(keys[first : first + size])) is not None:
                    found.append((first, -first - size, entry))
    if len(found) > 1:
        found.sort(key=_PLACE)
    taken = 0
    kept = []
    for first, end, entry in found:
        if first >= taken:
            taken = -end
            kept.append((entry, first, taken))
    return kept


def read(
    text: str, span: tuple[int, int], date: dt.date | None, cues: Lexicon, entities: Lexicon, dollar: str = "USD",
    currency: str | None = None,
) -> Sentence:  # fmt: skip
    """A sentence with its marks; ``currency`` is that of the last amount before it."""
    start, end = span
    keys = keys_of(text, start, end)
    known = frozenset(keys)
    acts, names = find(keys, known, cues), find(keys, known, entities)
    compounds = [key for key in known if "-" in key] if "-" in text[start:end] else ()
    counted = (
        _DIGIT.search(text, start, end) is not None
        or not known.isdisjoint(SPELT)
        or any(key.partition("-")[0] in SPELT for key in compounds)
    )
    timed = bool(compounds) or not known.isdisjoint(CALENDAR)
    timed = timed or (counted and DATED.search(text, start, end) is not None)
    # Most sentences of most texts hold nothing that is looked for: their words are not even placed.
    if not (acts or names or counted or timed):
        return Sentence(text, start, end, keys, (), (), (), (), (), known)
    spans = spans_of(text, start, end)
    entered = tuple(_entered(text, names, spans, date))
    dated = periods(text, date, start=start, end=end, words=(keys, spans)) if timed else []
    places = starts(text, start, end, (keys, spans)) if counted else ()
    quantities = _quantities(text, start, end, known, places, entered, dated, dollar, currency) if places else ()
    # In "15 million U.S. dollars" no state is named.
    if amounts := [(each.core, each.end) for each in quantities if each.kind == "amount"]:
        entered = tuple(mark for mark in entered if not any(first < mark.start < last for first, last in amounts))
    return Sentence(
        text, start, end, keys, spans, entered, tuple(_placed(acts, spans)), quantities, tuple(dated), known
    )


_DATE = (
    rf"(?:\d{{1,2}} )?(?:{'|'.join(month.capitalize() for month in MONTHS)}|[A-Z][a-z]{{2}}\.)"
    r"(?: \d{1,2})?(?:,? \d{4})?"
)
_DATELINE = re.compile(
    rf"(?P<place>[A-Z][\w.'’-]*(?:[ ,]{{1,2}}[A-Z][\w.'’-]*){{0,4}})(?:,? ?\(?(?P<date>{_DATE})\)?)?"
    r"(?P<who>,? ?[(/][^()/]{1,40}[)/])?\s*(?:--|[–—-])\s"
)
_PLACED_ONLY = re.compile(rf"[A-Z][A-Z.'’ -]{{3,30}}(?:, [A-Z][\w ]{{2,20}})?(?:,? \(?{_DATE}\)?)?\.?")


def dateline(sentence: Sentence, capitals: frozenset[str]) -> int:
    """Where the place and date that open a report end, in characters of the text; its start where there are none.

    *MANILA, PHILIPPINES (9 July 2007) - The bank approved*: who stands before the dash does nothing. ``capitals`` are
    the keys of names of seats of government.
    """
    text, start, end = sentence.text, sentence.start, sentence.end
    opening = text[start : min(end, start + 100)]
    if not text[start].isupper() or not (" -" in opening or "–" in opening or "—" in opening or end - start < 60):
        return start
    found = _DATELINE.match(text, start, min(end, start + 100))
    if found is not None:
        place = found["place"].split(",")[0].strip()
        if (
            found["date"]
            or found["who"]
            or (place.isupper() and len(place) > len("USAID"))
            or place.casefold() in capitals
        ):
            return found.end()
    alone = _PLACED_ONLY.fullmatch(text, start, end)
    return end if alone is not None and ("," in alone[0] or " " not in alone[0]) else start


def parties(sentence: Sentence, unlisted: Sequence[Mark] = ()) -> list[Mark]:
    """The parties of a sentence in their order: those it names, and words that stand for one named elsewhere.

    ``unlisted`` are names that no list holds; what lies inside one of them is part of it.
    """
    if "-" in sentence.text[sentence.start : sentence.end]:
        unlisted = [*unlisted, *_compounds(sentence)]
    named = [mark for mark in sentence.entities if mark.entry.list == "actor"]
    if unlisted:
        longer = [(mark.first, mark.last) for mark in unlisted]
        named = [mark for mark in named if not any(a <= mark.first and mark.last <= b for a, b in longer)]
        named += unlisted
    standing = find(sentence.keys, sentence.known, lexicon.anaphors())
    if not standing:
        return sorted(named, key=_first_word)
    taken = [(mark.first, mark.last) for mark in named]
    for mark in _placed(standing, sentence.spans):
        if not any(first < mark.last and mark.first < last for first, last in taken):
            named.append(mark)
    return sorted(named, key=_first_word)


_first_word = attrgetter("first")

PAID = frozenset("funded financed backed aided assisted supported donated sponsored built".split())
"""What makes a compound with a name tell who pays: *the Chinese-funded bridge*."""


def _compounds(sentence: Sentence) -> Iterator[Mark]:
    for index, key in enumerate(sentence.keys):
        name, _, paid = key.rpartition("-")
        if name and paid in PAID:
            word = sentence.text[sentence.spans[index][0] : sentence.spans[index][0] + len(name)]
            for entry, _, _ in find(keys_of(word), frozenset(keys_of(word)), lexicon.entities())[:1]:
                if entry.list == "actor":
                    start = sentence.spans[index][0]
                    yield Mark(entry, start, start + len(name), index, index + 1)


def _placed(found: list[tuple[Entry, int, int]], spans: Sequence[tuple[int, int]]) -> list[Mark]:
    return [Mark(entry, spans[first][0], spans[last - 1][1], first, last) for entry, first, last in found]


_PLACE = itemgetter(0, 1)


def _quantities(
    text: str, start: int, end: int, known: frozenset[str], places: tuple[int, ...], named: tuple[Mark, ...],
    dated: list[Period], dollar: str, currency: str | None,
) -> tuple[Quantity, ...]:  # fmt: skip
    found = money(text, dollar=dollar, start=start, end=end, places=places, known=known)
    if not known.isdisjoint(_SCALES):
        nearest = found[0].unit if found else currency
        if nearest is not None:
            bare = bare_amounts(text, nearest, start=start, end=end, places=places)
            found += [each for each in bare if not _within(each.core, each.end, found)]
    if "%" in text[start:end] or not known.isdisjoint(_PER):
        shares = percentages(text, start=start, end=end, places=places)
        found += [each for each in shares if not _within(each.core, each.end, found)]
    names = [mark for mark in named if _DIGIT.search(text, mark.start, mark.end)]
    for each in counts(text, start=start, end=end, places=places):
        if not (
            _within(each.core, each.end, found)
            or any(day.start <= each.core < day.end or each.core <= day.start < each.end for day in dated)
            or any(name.start <= each.core < name.end for name in names)
        ):
            found.append(each)
    return tuple(sorted(found, key=_core_of))


def _entered(text: str, found: list[tuple[Entry, int, int]], spans: Spans, date: dt.date | None) -> Iterator[Mark]:
    """What was found where it stands; an actor stands in capitals (*Turkey*, not *turkey*), and *US$* names none."""
    for entry, first, last in found:
        start, end = spans[first][0], spans[last - 1][1]
        if entry.list == "actor":
            if (text[start].islower() and entry.kind in _CAPITALISED) or text[end : end + 1] == "$":
                continue
            if entry.kind == "surname":
                who = lexicon.in_office(text[start:end], entry.value, date.year if date else None)
                entry = entry if who == entry.value else replace(entry, value=who)
        yield Mark(entry, start, end, first, last)


_CAPITALISED = ("state", "demonym", "capital", "leader", "surname", "agency")
_SCALES = frozenset("million mln mn billion bln bn trillion".split())
_PER = frozenset("per percent percentage".split())


_DIGIT = re.compile(r"\d")
_core_of = attrgetter("core")


def _within(core: int, end: int, others: list[Quantity]) -> bool:
    return any(other.core <= core < other.end or core <= other.core < end for other in others)
