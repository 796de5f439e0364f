"""Whose word a claim is: the speaker or paper that a sentence names beside what it tells."""

import re

from sarai.documents.marks import Sentence

TELLING = frozenset(
    "said says told tells stated states added adds noted notes reported reports explained explains wrote writes"
    " estimates estimated acknowledged admitted announced confirmed declared stressed emphasised emphasized underlined"
    " according recalled quoted informed claims claimed".split()
)
"""Words without one of which no attribution is stated."""

_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>[^,.;:()]{2,80})")
_NAME = r"(?:[Tt]he |[Hh]is |[Hh]er |[Ii]ts |[Aa] |[Aa]n )?(?:[\w.’'-]+ ){0,7}[\w.’'-]+"
_BEFORE = re.compile(
    rf"(?P<who>{_NAME}) (?:has |have |had |also |later |then |once )?"
    r"(?:said|says|told|stated|states that|added|adds that|noted|explained"
    r"|wrote|estimates|acknowledged|admitted|confirmed|declared|stressed|recalled|informed|claims|claimed|announced)\b"
)
_PAPER = re.compile(
    r"\b(?:[Tt]he )?(?P<who>(?:[\w’'-]+ ){0,3}(?:[Pp]lan|[Dd]eclaration|[Ss]tatement|[Cc]ommuniqu[eé]|[Rr]eport"
    r"|[Tt]ext)) (?:notes|says|states|stresses|reads)\b"
)
_TRAILING = re.compile(r"\s(?:also|later|then|once|now|has|have|had|further|again|only|reportedly)$")
_OPENERS = re.compile(r"^.*?(?:\bthat\b|\bwhich\b|\bwhere\b|\bwhile\b|\band\b|\bbut\b|[,;:\"“”—–])\s*", re.DOTALL)


def attributed(sentence: Sentence) -> tuple[int, int] | None:
    """The characters that name whose word a sentence is, or None where it speaks for itself.

    *According to the ministry*, *the envoy said*, *the plan notes*: the words of the name without what is told.
    """
    if sentence.known.isdisjoint(TELLING) and not sentence.known & {"reads", "stresses"}:
        return None
    for pattern in (_ACCORDING, _PAPER, _BEFORE):
        match = pattern.search(sentence.text, sentence.start, sentence.end)
        if match is None:
            continue
        start, end = match.span("who")
        if pattern is _BEFORE:
            # A name is the last noun phrase before the verb, not all that stands before it.
            while (opener := _OPENERS.match(sentence.text[start:end])) is not None:
                start += opener.end()
        while (adverb := _TRAILING.search(sentence.text[start:end])) is not None:
            end = start + adverb.start()
        if end > start and not sentence.text[start:end].isspace():
            return start, end
    return None
