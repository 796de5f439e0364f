"""Organisations that no list knows, by how their names are written: *Eurasian Fund for Stabilization*, *ACWA Power*."""

from collections.abc import Iterator, Sequence
from functools import cache

from sarai.reading import lexicon
from sarai.reading.lexicon import Entry
from sarai.reading.marks import Mark, Sentence
from sarai.reading.period_patterns import CALENDAR


@cache
def kinds() -> frozenset[str]:
    """Nouns that make a name in capitals an organisation's: bank, fund, agency, company."""
    return frozenset(row["noun"] for row in lexicon.rows("organisations.csv"))


@cache
def _ending() -> frozenset[str]:
    """Those that make a name an organisation's only where they end it: *ACWA Power*, not *Hwange Power Station*."""
    return frozenset(row["noun"] for row in lexicon.rows("organisations.csv") if row["place"] == "end")


_LINKS = frozenset("of for and the de du da".split())
_LONGEST = 9
_SMALL = frozenset(
    "the a an its their this that our his her in on at by and but for from to with under when as if".split()
)


def unlisted(sentence: Sentence, named: Sequence[Mark]) -> list[Mark]:
    """Organisations that a sentence names and no list holds; a state inside such a name is whose it is.

    ``named`` are the parties that lists know. One that lies inside a longer name of an organisation is returned in its
    place, with the code of the state: *National Electric Grid of Uzbekistan*.
    """
    if sentence.known.isdisjoint(kinds()) or sentence.text[sentence.start : sentence.end].isupper():
        return []
    return list(_found(sentence, named))


def _found(sentence: Sentence, named: Sequence[Mark]) -> Iterator[Mark]:
    keys, spans = sentence.keys, sentence.spans
    last = 0
    for index, key in enumerate(keys):
        if index < last or key not in kinds() or not _capital(sentence, index):
            continue
        if any(m.first <= index < m.last for m in named):
            continue
        first, end = _left(sentence, index, named, last), _right(sentence, index, named)
        if end - first < 2 or (key in _ending() and end != index + 1):
            continue
        inside = [m for m in named if first <= m.first and m.last <= end]
        if any(m.entry.kind in ("agency", "leader", "surname") for m in inside):
            continue
        states = [m for m in inside if m.entry.kind in ("state", "demonym", "capital")]
        name = " ".join(sentence.text[spans[first][0] : spans[end - 1][1]].split())
        code = states[0].entry.code if states else name
        last = end
        yield Mark(
            Entry("actor", f"actor.{name}", name, code, "organisation"), spans[first][0], spans[end - 1][1], first, end
        )


def _left(sentence: Sentence, index: int, named: Sequence[Mark], low: int) -> int:
    """The first word of the name: capitals joined by nothing but spaces, *of* and *for*."""
    first = index
    while first > low and index - first < _LONGEST and _near(sentence, first):
        at = first - 1
        if _capital(sentence, at) and sentence.keys[at] not in _SMALL:
            first = at
        elif (
            sentence.keys[at] in ("of", "for", "and")
            and at > low
            and _capital(sentence, at - 1)
            and _near(sentence, at)
        ):
            if any(m.first <= at - 1 < m.last and (m.entry.kind != "demonym") for m in named):
                break
            first = at - 1
        else:
            break
    while first < index and (sentence.keys[first] in _SMALL or _own(sentence, first, named)):
        first += 1
    return first


def _own(sentence: Sentence, first: int, named: Sequence[Mark]) -> bool:
    """Whether a name begins with a party's possessive, which is no part of it: *Japan's Export Bank*."""
    for mark in named:
        if mark.first <= first < mark.last:
            return sentence.text.startswith(("'", "’"), mark.end)
    return False


def _right(sentence: Sentence, index: int, named: Sequence[Mark]) -> int:
    """The word behind the name: *of* and *for* with capitals behind them go on."""
    end = index + 1
    count = len(sentence.keys)
    while end < count and end - index < _LONGEST and _near(sentence, end):
        if sentence.keys[end] in CALENDAR:
            break
        if _capital(sentence, end):
            end += 1
            continue
        at = end
        while at < count and sentence.keys[at] in _LINKS and at < end + 2 and _near(sentence, at):
            at += 1
        if at == end or at >= count or not _capital(sentence, at) or not _near(sentence, at):
            break
        if sentence.keys[end] == "and" and not any(k in kinds() for k in sentence.keys[at : at + 1]):
            # "Fund for Stabilization and Development" goes on, "the Fund and Japan" does not.
            if any(m.first <= at < m.last for m in named) or "for" not in sentence.keys[index:end]:
                break
        elif sentence.keys[end] == "and":
            break
        end = at + 1
    return end


def _capital(sentence: Sentence, index: int) -> bool:
    return sentence.text[sentence.spans[index][0]].isupper()


def _near(sentence: Sentence, index: int) -> bool:
    """Whether nothing but a space stands before a word."""
    return index > 0 and sentence.text[sentence.spans[index - 1][1] : sentence.spans[index][0]] in (" ", "\n", " (")[:2]
