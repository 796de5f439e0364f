"""The signs, codes and names of currencies, and the words of numbers, as English texts write them."""

import re
from collections.abc import Iterable

from sarai import codelists

SCALES = {
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "millions": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "billions": 10**9,
    "bln": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "trn": 10**12,
    "tn": 10**12,
    "crore": 10**7,
    "crores": 10**7,
    "lakh": 10**5,
    "lakhs": 10**5,
}

SIGNS = {
    # Signs that the code lists know for one state's money: CA$, AU$, TT$, GB£; then those that stand alone.
    **codelists.signs(),
    "C$": "CAD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₩": "KRW",
    "₹": "INR",
    "₸": "KZT",
    "₽": "RUB",
    "₺": "TRY",
}
# Metals, bonds and tests have codes that begin with X; these are money.
_MONEY = frozenset("XAF XCD XCG XDR XOF XPF XUA".split())
NAMES = {
    # English names that the code lists know for one state's money; then what a text means by a name of several.
    **{name: code for name, code in codelists.english_names().items() if code[0] != "X" or code in _MONEY},
    "dollar": "USD",
    "dollars": "USD",
    "u.s. dollars": "USD",
    "us$": "USD",
    "yen": "JPY",
    "rmb": "CNY",
    "pounds": "GBP",
    "won": "KRW",
    "som": "KGS",
    "manat": "TMT",
    "manats": "TMT",
    "rubles": "RUB",
    "roubles": "RUB",
    "ruble": "RUB",
    "rouble": "RUB",
    "rupees": "INR",
    "francs": "CHF",
    "lira": "TRY",
    "liras": "TRY",
    "dirhams": "AED",
    "riyals": "SAR",
    "sdr": "XDR",
    "kroner": "NOK",
    "zlotys": "PLN",
    "norwegian crowns": "NOK",
    "danish crowns": "DKK",
    "cfa francs": "XOF",
    "emirati dirhams": "AED",
    "afghanis": "AFN",
    "kip": "LAK",
    "lek": "ALL",
    "malawian kwacha": "MWK",
    "zambian kwacha": "ZMW",
}
# In a headline in capitals, or before a number that counts something else, they are words: ALL 5, TOP 10, COP 28.
_WORDS_TOO = frozenset("ALL COP CUP SOS TOP".split())
CODES = (
    "RMB",
    "SDR",
    *(
        each.code
        for each in codelists.load("currencies")
        if each.status == "active"
        and each.code not in _WORDS_TOO
        and (not each.code.startswith("X") or each.code in _MONEY)
    ),
)
WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "dozen": 12,
}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def any_of(words: Iterable[str]) -> str:
    """A pattern for the longest of many words, parted by their first letters so that few are tried at each place."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_letter.items())
