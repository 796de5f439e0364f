"""Whose word a claim is: the speaker or paper that a sentence names beside what it tells."""

import re

from sarai.reading.marks import Sentence

_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>[^,.;:()]{2,80})")
_PAPER = re.compile(
    r"\b(?:[Tt]he )?(?P<who>(?:[\w’'-]+ ){0,3}(?:[Pp]lan|[Dd]eclaration|[Ss]tatement|[Cc]ommuniqu[eé]|[Rr]eport"
    r"|[Tt]ext)) (?:notes|says|states|stresses|reads)\b"
)
_READS = frozenset("notes says states stresses reads".split())
_PAPERS = frozenset("plan declaration statement communique communiqué report text".split())
_TELLS = frozenset(
    "said says told stated states added adds noted explained wrote estimates acknowledged admitted confirmed declared"
    " stressed recalled informed claims claimed announced".split()
)
_BEFORE_THAT = frozenset(("states", "adds"))
_ADVERBS = frozenset("also later then once now has have had further again only reportedly".split())
_OPENERS = frozenset("that which where while and but".split())
_ARTICLES = frozenset("the his her its a an".split())
_LONGEST = 8
"""Words of a name, without its article."""


def attributed(sentence: Sentence) -> tuple[int, int] | None:
    """The characters that name whose word a sentence is, or None where it speaks for itself.

    *According to the ministry*, *the envoy said*, *the plan notes*: the words of the name without what is told.
    """
    known, keys = sentence.known, sentence.keys
    if "according" in known and (found := _found(_ACCORDING, sentence)):
        return found
    papered = not (_READS.isdisjoint(known) or _PAPERS.isdisjoint(known)) and any(
        key in _READS and keys[index - 1] in _PAPERS for index, key in enumerate(keys)
    )
    if papered and (found := _found(_PAPER, sentence)):
        return found
    return None if _TELLS.isdisjoint(known) else _teller(sentence)


def _found(pattern: re.Pattern[str], sentence: Sentence) -> tuple[int, int] | None:
    match = pattern.search(sentence.text, sentence.start, sentence.end)
    return match.span("who") if match is not None and not match["who"].isspace() else None


def _teller(sentence: Sentence) -> tuple[int, int] | None:
    """The last noun phrase before the first verb of telling."""
    keys, spans = sentence.keys, sentence.spans
    verb = next((index for index in range(1, len(keys)) if _tells(sentence, index)), None)
    if verb is None:
        return None
    last = verb - 1
    first = last
    while first > 0 and keys[first] not in _OPENERS and last - first < _LONGEST - 1 and _joined(sentence, first):
        first -= 1
    if first > 0 and keys[first - 1] in _ARTICLES and keys[first] not in _ARTICLES and _joined(sentence, first):
        first -= 1
    if keys[first] in _OPENERS:
        first += 1
    while last > first and keys[last] in _ADVERBS:
        last -= 1
    return (spans[first][0], spans[last][1]) if first <= last else None


def _tells(sentence: Sentence, index: int) -> bool:
    key = sentence.keys[index]
    if key not in _TELLS or not _joined(sentence, index) or sentence.text[sentence.spans[index][0]].isupper():
        return False
    return key not in _BEFORE_THAT or sentence.keys[index + 1 : index + 2] == ("that",)


def _joined(sentence: Sentence, index: int) -> bool:
    """Whether a word follows the one before it with nothing but a space between them."""
    between = sentence.text[sentence.spans[index - 1][1] : sentence.spans[index][0]]
    return between == " " or _GAP.fullmatch(between) is not None


_GAP = re.compile(r"(?:['’]s)?[.'’-]* ")
