"""How labels are compared: without case, accents, spaces and punctuation, and no further than keeps names apart."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import repeat

__all__ = [
    "SAME_WORDS",
    "TURNING",
    "fold",
    "fold_each",
    "signs_of_each",
    "spelled",
    "spelled_each",
    "spellings",
    "turned_round",
]

# Letters that Unicode takes for letters of their own, and what those without them on a keyboard write.
_PLAIN = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e"}
    # Apostrophes that are letters to Unicode (Uzbek oʻ, Hawaiian ʻokina): written and left out at will.
    | {chr(code): None for code in range(0x02B0, 0x0300)}
)
# The voice marks of kana: ga is not ka.
_VOICED = "\u3099\u309a"

SAME_WORDS = {
    "the": "",
    "and": "",
    "of": "",
    "assn": "association",
    "assoc": "association",
    "bk": "bank",
    "centre": "center",
    "defence": "defense",
    "dem": "democratic",
    "dept": "department",
    "dev": "development",
    "devt": "development",
    "gov": "government",
    "govt": "government",
    "int": "international",
    "intl": "international",
    "is": "islands",
    "labour": "labor",
    "min": "ministry",
    "natl": "national",
    "organisation": "organization",
    "org": "organization",
    "programme": "program",
    "rep": "republic",
    "oblast": "region",
    "oblasty": "region",
    "oblysy": "region",
    "province": "region",
    "st": "saint",
    "sts": "states",
    "velayat": "region",
    "viloyat": "region",
    "viloyati": "region",
    "welayat": "region",
    "welayaty": "region",
}
"""Words that are left out, spelled one way for another, or short for another."""
# Marks that stand within a word.
_WITHIN = "'’‘`´-‐‑"
_NOTES = ("incl", "excl")
TURNING = frozenset(",([/])⁰¹²³⁴⁵⁶⁷⁸⁹")
"""One of these stands in every label that is told backwards or refers to a note."""
_BRACKETED = re.compile(r"(.+?)\s*[(\[]([^()\[\]]*)[)\]]\s*")


# What refers to a note under the table: "Uzbekistan 1/", "Uzbekistan (2)", "Uzbekistan¹".
_NOTE_MARK = re.compile(r"(.*[^\W\d_][)\]]?)\s*(?:[(\[]\d{1,2}[)\]]|\s\d{1,2}/|[¹²³⁰⁴-⁹]{1,2})\s*")


def _letters(each: str) -> str:
    """What a character is without case and accents; empty where it is no letter and no digit."""
    plain = unicodedata.normalize("NFKD", each).casefold().translate(_PLAIN)
    return "".join(part for part in plain if part.isalnum() or part in _VOICED)


def _in_word(each: str) -> str:
    """The same, with a space where words part."""
    if each in _WITHIN:
        return ""
    plain = unicodedata.normalize("NFKD", each).casefold().translate(_PLAIN)
    return "".join(
        part if part.isalnum() or part in _VOICED else " "
        for part in plain
        if part not in _WITHIN and (not unicodedata.combining(part) or part in _VOICED)
    )


def _parted(each: str) -> str:
    """The same, with a space at every mark."""
    return " " if each in _WITHIN or each in TURNING else _in_word(each)


class _Characters(dict[int, str | None]):
    """What each character becomes: a character at a time, whatever stands beside it, so that texts can be joined."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        super().__init__({code: becomes(chr(code)) or None for code in range(128)} | {ord("\n"): "\n"})
        self.becomes = becomes

    def __missing__(self, code: int) -> str | None:
        self[code] = self.becomes(chr(code)) or None
        return self[code]

    def in_text(self, text: str) -> str:
        """A long text, its lines kept."""
        if text.isascii():
            return text.translate(self)
        text = text.casefold()
        found = {each: self[ord(each)] or "" for each in set(text)}
        changed = {each: became for each, became in found.items() if each != became}
        if len(changed) > _QUICKER_AT_ONCE:
            return text.translate(self)
        for each, became in changed.items():
            text = text.replace(each, became)
        return text


# Replacing one character in all of a text is quicker than asking for each, as long as they are few.
_QUICKER_AT_ONCE = 100
_FOLDED, _WORDED, _PARTED = _Characters(_letters), _Characters(_in_word), _Characters(_parted)


def fold(text: str) -> str:
    """The letters and digits of a label, without case or accents; "&" reads as "and"."""
    return text.replace("\n", " ").replace("&", " and ").translate(_FOLDED)


def spelled(text: str) -> str:
    """A label whose words are spelled out and spelled one way: "St. Lucia" as "Saint Lucia", no articles.

    Slower than :func:`fold` and further from the text: for what :func:`fold` does not find.
    """
    words = text.replace("\n", " ").replace("&", " and ").translate(_WORDED).split()
    return "".join([SAME_WORDS.get(word, word) for word in words])


def fold_each(texts: Sequence[str]) -> list[str]:
    """:func:`fold` of many labels at once: the work of a character is done once for all of them."""
    return _lines(_FOLDED, texts)


def spelled_each(texts: Sequence[str]) -> list[str]:
    """:func:`spelled` of many labels at once."""
    return _worded(_WORDED, texts, SAME_WORDS, kept=True)


def signs_of_each(texts: Sequence[str], signs: Mapping[str, str]) -> list[str]:
    """The signs of each label's words, plain and parted at every mark, in their order; words without one have none."""
    return _worded(_PARTED, texts, signs, kept=False)


def _lines(table: _Characters, texts: Sequence[str]) -> list[str]:
    """Each text with its characters changed: all in one text, those in ASCII apart, which are quicker."""
    if not texts:
        return []
    joined = "\n".join(texts)
    if joined.count("\n") != len(texts) - 1:
        return _lines(table, [each.replace("\n", " ") for each in texts])
    if joined.isascii() or not any(map(str.isascii, texts)):
        return table.in_text(joined.replace("&", " and ")).split("\n")
    ascii_, others = ([each for each in texts if each.isascii() is plain] for plain in (True, False))
    done = {True: iter(_lines(table, ascii_)), False: iter(_lines(table, others))}
    return [next(done[each.isascii()]) for each in texts]


def _worded(table: _Characters, texts: Sequence[str], words: Mapping[str, str], *, kept: bool) -> list[str]:
    """Each text with its words replaced and put together; those that stand for nothing as they are, or left out."""
    if not texts:
        return []
    told = "\n".join(_lines(table, texts)).replace("\n", " \n ").split(" ")
    instead = {**words, "\n": "\n"}.get
    return "".join(map(instead, told, told if kept else repeat(""))).split("\n")


def spellings(text: str) -> Iterator[str]:
    """The ways to read a label as a name, spelled: as it stands, and turned round at its comma or bracket."""
    yield spelled(text)
    yield from map(spelled, turned_round(text))


def turned_round(text: str) -> Iterator[str]:
    """A label told backwards put right: "Congo, Dem. Rep." and "Korea (the Republic of)".

    What stands in brackets is never left out here, since it may be what tells two names apart, but for a note of
    what a name includes and a note's number.
    """
    if not TURNING.isdisjoint(text[-4:]) and (noted := _NOTE_MARK.fullmatch(text)):
        yield noted[1]
    head, comma, tail = text.rpartition(",")
    if comma and "," not in head:
        yield f"{tail} {head}"
    if ("(" in text or "[" in text) and (bracketed := _BRACKETED.fullmatch(text)):
        yield f"{bracketed[2]} {bracketed[1]}"
        if bracketed[2].casefold().startswith(_NOTES):
            yield bracketed[1]
