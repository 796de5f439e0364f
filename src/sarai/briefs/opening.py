"""How a brief opens: one sentence, three figures and the first picture, before its contents and its tables."""

from sarai.briefs.content import Key, Opening, Picture, Section, Sentence, line
from sarai.briefs.sections._shared import verb
from sarai.briefs.words import Quoted
from sarai.study import Desk

FIRST = "headline"
"""The section whose first sentence tells most."""


def opening(desk: Desk, sections: tuple[Section, ...]) -> Opening:
    """The sentence of the largest kind of money, what each kind comes to, and the picture of the years."""
    said = [block for section in sections if section.name == FIRST for block in section.blocks]
    sentences = [block for block in said if isinstance(block, Sentence)]
    pictures = (block for section in sections for block in section.blocks if isinstance(block, Picture))
    return Opening(sentences[0].parts if sentences else (), _keys(desk), next(pictures, None))


def _keys(desk: Desk) -> tuple[Key, ...]:
    """What the kinds of money come to, the first with how many records it has."""
    currency = Quoted(f"{desk.study.release.currency} ")
    keys: list[Key] = []
    for basis in desk.bases:
        found = desk.money(basis)
        if not found or found[0].preferred.value is None:
            continue
        told = line("million ", verb(basis), ", told by ", Quoted(basis.title))
        keys.append(Key(currency, found[0].preferred, told))
        if len(keys) == 1:
            keys.append(Key(None, found[0].n, line("records behind it, each named below")))
    return tuple(keys[:3])
