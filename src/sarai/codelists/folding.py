"""How labels are compared: without case, accents, spaces and punctuation, and no further than keeps names apart."""

import re
import unicodedata
from collections.abc import Iterator

__all__ = ["fold", "spelled", "spellings"]

_ASCII = {code: None for code in range(128) if not chr(code).isalnum()} | {
    code: chr(code).lower() for code in range(128) if chr(code).isalnum()
}
# Letters that Unicode takes for letters of their own, and what those without them on a keyboard write.
_PLAIN = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e"}
    # Apostrophes that are letters to Unicode (Uzbek oʻ, Hawaiian ʻokina): written and left out at will.
    | {chr(code): None for code in range(0x02B0, 0x0300)}
)
# The voice marks of kana: ga is not ka.
_VOICED = "\u3099\u309a"

_WORDS = re.compile(r"[^\W_]+", re.UNICODE)
_SILENT = frozenset({"the", "and", "of"})
_SAME = {
    "bk": "bank",
    "centre": "center",
    "defence": "defense",
    "dem": "democratic",
    "dept": "department",
    "dev": "development",
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
# Marks that stand within a word.
_WITHIN = {ord(mark): None for mark in "'’‘`´-‐‑"}
_NOTES = ("incl", "excl")
_BRACKETED = re.compile(r"(.+?)\s*[(\[]([^()\[\]]*)[)\]]\s*")


def fold(text: str) -> str:
    """The letters and digits of a label, without case or accents; "&" reads as "and"."""
    text = text.replace("&", " and ")
    if text.isascii():
        return text.translate(_ASCII)
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    return "".join(each for each in plain if each.isalnum() or each in _VOICED)


def spelled(text: str) -> str:
    """A label whose words are spelled out and spelled one way: "St. Lucia" as "Saint Lucia", no articles.

    Slower than :func:`fold` and further from the text: for what :func:`fold` does not find.
    """
    plain = text.replace("&", " and ").casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).casefold().translate(_PLAIN)
        plain = "".join(each for each in plain if not unicodedata.combining(each) or each in _VOICED)
    words = _WORDS.findall(plain.translate(_WITHIN))
    return "".join(_SAME.get(word, word) for word in words if word not in _SILENT)


def spellings(text: str) -> Iterator[str]:
    """The ways to read a label as a name, spelled: as it stands, and turned round at its comma or bracket.

    "Congo, Dem. Rep." and "Korea (the Republic of)" are names told backwards. What stands in brackets is
    never left out here, since it may be what tells two names apart, but for a note of what a name includes.
    """
    yield spelled(text)
    head, comma, tail = text.rpartition(",")
    if comma and "," not in head:
        yield spelled(f"{tail} {head}")
    if ("(" in text or "[" in text) and (bracketed := _BRACKETED.fullmatch(text)):
        yield spelled(f"{bracketed[2]} {bracketed[1]}")
        if bracketed[2].casefold().startswith(_NOTES):
            yield spelled(bracketed[1])
