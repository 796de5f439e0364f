"""The words of a text: the form under which each is looked up, and where it stands."""

import re
import unicodedata
from collections.abc import Iterator
from typing import TypeAlias

WORD = re.compile(r"[^\W_]++(?:[.'’\-+][^\W_]++)*+(?:\.[A-Za-z]\.)?")
_PART = re.compile(r"[^\W_]+")
_POSSESSIVE = ("'s", "’s")
_MOST = 65_536

Keys: TypeAlias = tuple[str, ...]
Spans: TypeAlias = list[tuple[int, int]]


class _Keys(dict[str, str]):
    """A word as it stands to its key, worked out once; forgotten when there are too many."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST:
            self.clear()
        plain = word[:-2] if word.endswith(_POSSESSIVE) else word
        if not plain.isascii():
            # "Côte d’Ivoire" and "Cote d'Ivoire" are one name.
            apart = unicodedata.normalize("NFD", plain.replace("’", "'"))
            plain = "".join(each for each in apart if not unicodedata.combining(each)) or plain
        self[word] = made = plain if plain.isupper() and 1 < len(plain) <= 5 else plain.casefold()
        return made


_key_of = _Keys().__getitem__


def keys(text: str, start: int = 0, end: int | None = None) -> Keys:
    """The keys of the words of ``text[start:end]``: folded but for short capitals such as IT or AI.

    A possessive *'s* and marks on letters are left out: *Japan's*, *Côte*.
    """
    return tuple(map(_key_of, WORD.findall(text, start, len(text) if end is None else end)))


def spans(text: str, start: int, end: int) -> Spans:
    """Where the words of ``text[start:end]`` stand, as many as ``keys`` gives; a possessive ending is left out."""
    found = list(map(re.Match.span, WORD.finditer(text, start, end)))
    if "'s" in (stretch := text[start:end]) or "’s" in stretch:
        return [(first, last - 2 if text.endswith(_POSSESSIVE, first, last) else last) for first, last in found]
    return found


def parts(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The keys of the words that a compound is made of, *mid* and *March*, and where each begins."""
    for match in _PART.finditer(text, start, end):
        yield _key_of(match[0]), match.start()
