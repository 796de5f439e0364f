"""Currencies by code, by sign and by word: ``US$``, ``RMB``, ``сум``, ``SDR``; what several states use is asked."""

import re
import unicodedata
from functools import cache, lru_cache

from sarai.codelists.lists import Code, load, rows_of
from sarai.codelists.places import country_by_code
from sarai.codelists.resolve import Names, Outcome, Resolution

__all__ = ["currency", "currency_by_code", "currency_by_name", "english_names", "signs"]

# Codes that are words when they stand in small letters.
_WORDS = frozenset("all ang bob cup gel mad mop nad pen ron sos top try".split())
_PARTS = re.compile(r"[\s,;/()\[\]]+(?=\S)")


def currency_by_code(code: str) -> Code | None:
    """The currency of an ISO 4217 code; none for anything else, nor for a word that is one only in capitals ("all")."""
    stated = code.strip()
    return None if stated in _WORDS else load("currencies").get(stated.upper())


@lru_cache(maxsize=10_000)
def currency_by_name(word: str, country: str | None = None) -> Resolution[Code]:
    """What a sign or a word means; ``country`` is the ISO code of the state whose money it is known to be.

    A sign or word of several states' money (``$``, ``¥``, ``kr``, "manat") is ambiguous unless the country tells
    which; no country is ever taken from where a project stands.
    """
    names = _names()
    sign = _signs().get(_as_sign(word))
    if sign is None:
        found = names.find(word)
    elif len(sign[0]) == 1:
        found = Resolution(word, Outcome.FOUND, sign[0][0], (), sign[1], names.near)
    else:
        found = Resolution(word, Outcome.AMBIGUOUS, None, sign[0], f"may mean several: {sign[1]}", names.near)
    if found.outcome is Outcome.AMBIGUOUS and country is not None:
        state = country_by_code(country)
        own = None if state is None else state.attributes.get("currency")
        for each in found.meanings:
            if each.code == own:
                return Resolution(word, Outcome.FOUND, each, (), f"that of {country}", names.near)
    return found


def currency(text: str, country: str | None = None) -> Resolution[Code]:
    """The currency that a cell tells by a code, a sign or a word."""
    coded = currency_by_code(text)
    if coded is not None:
        return Resolution(text, Outcome.FOUND, coded, (), "its ISO 4217 code", _names().near)
    found = currency_by_name(text, country)
    if found.outcome is Outcome.UNKNOWN and len(parts := _PARTS.split(text.strip(" ()[]"))) > 1:
        # "US Dollar (USD)", "CNY (RMB)", "USD/US$": told twice, and the same twice.
        last = currency(parts[-1].strip("()[]"), country)
        first = currency(text[: text.rindex(parts[-1])].strip(" ,;/()[]"), country)
        if last.found is not None and first.found == last.found:
            return Resolution(text, Outcome.FOUND, last.found, (), f"{first.why}, and {last.why}", _names().near)
    return found


def _as_sign(text: str) -> str:
    return "".join(text.split()).rstrip(".").casefold()


@cache
def _signs() -> dict[str, tuple[tuple[Code, ...], str]]:
    """Signs and words by hand, as they are written: folded, "US$" would be "US" and "so'm" would be "som"."""
    codes = load("currencies").codes
    return {
        _as_sign(row["word"]): (tuple(codes[code] for code in row["codes"].split(";")), row["why"])
        for row in rows_of("overlay/currency_words.csv")
    }


@cache
def signs() -> dict[str, str]:
    """The signs that are one state's money, as written, with its code: ``CA$``, ``GB£``, ``₦``, ``KSh``."""
    rows = rows_of("overlay/currency_words.csv")
    return {row["word"]: row["codes"] for row in rows if ";" not in row["codes"] and _is_sign(row["word"])}


_ABBREVIATED = frozenset("SKr NKr DKr SFr Tk Rp RM KD JD QR KSh TSh USh FRw FBu MTn UA PRs NRs SLRs VT Vt S/".split())
"""Abbreviations that mean money before a number in a text. Others are words or measures there: KM 5, FC 2, Ls 3."""


def _is_sign(word: str) -> bool:
    return (
        word in _ABBREVIATED
        or re.fullmatch(r"[A-Za-z]+[$£¥€]", word) is not None
        or (len(word) == 1 and unicodedata.category(word) == "Sc")
    )


@cache
def english_names() -> dict[str, str]:
    """The English names of one state's money in use today, folded, with its code: *vatu*, *ugandan shillings*."""
    codes = load("currencies").codes
    found = {}
    for row in rows_of("currency_names.csv"):
        if "en" in row["language"].split(";") and " " in row["name"] and "(" not in row["name"]:
            found[row["name"].casefold()] = row["code"]
    for row in rows_of("overlay/currency_words.csv"):
        word = row["word"]
        if ";" not in row["codes"] and len(word) > len("SDR") and word.replace(" ", "").isalpha() and word.isascii():
            found[word.casefold()] = row["codes"]
    # The name of a thing counted, and of money no more: *5 real*, *3 marks*.
    return {
        name: code for name, code in found.items() if codes[code].status == "active" and name not in ("real", "mark")
    }


def _is_word(text: str) -> bool:
    """Whether case and accents are all that folding takes from a text; any other is found as it is written."""
    return sum(map(str.isalpha, text)) > 2 and all(
        (each.isalnum() and not "\u02b0" <= each <= "\u02ff") or each in " .-" for each in text
    )


@cache
def _names() -> Names[Code]:
    codes = load("currencies").codes
    names = [(row.name, row, "its name in ISO 4217") for row in codes.values() if row.status == "active"]
    names += [
        (row["name"], codes[row["code"]], f"a name of it, {row['language']}") for row in rows_of("currency_names.csv")
    ]
    by_hand = [(row["word"], row["codes"].split(";"), row["why"]) for row in rows_of("overlay/currency_words.csv")]
    worded = [(word, its, why) for word, its, why in by_hand if _is_word(word)]
    names += [(word, codes[its[0]], why) for word, its, why in worded if len(its) == 1]
    ambiguous = [(word, tuple(codes[code] for code in its), why) for word, its, why in worded if len(its) > 1]
    return Names("currency", names, ambiguous)
