"""Numbers, money, counts and percentages as English texts write them.

Comparators follow the shared notation of claims: ``=``, ``~`` about, ``>`` more than, ``>=`` at least,
``<`` nearly or less than, ``<=`` up to. All patterns are linear: no repeated group can match one text two ways.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from sarai.reading.number_words import CODES, MONTHS, NAMES, ORDINALS, SCALES, SIGNS, WORDS, any_of
from sarai.reading.words import Keys, Spans
from sarai.reading.words import keys as keys_of
from sarai.reading.words import spans as spans_of

_BIG = r"(?i:millions?|mln|mn|billions?|bln|bn|trillion|trn|tn)"
# "1,5 million" has a comma for its point, "1,500 million" has one for its thousands.
_NUMBER = (
    rf"(?>\d{{1,3}},\d{{1,2}}(?=[ \u00a0]?{_BIG}\b)|\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+(?:\.\d+)?"
    r"|\d{1,18}(?:\.\d{1,12})?)"
)
_SPELT = "|".join(sorted((word for word in WORDS if word not in ("hundred", "dozen")), key=len, reverse=True))
_SPELT_NUMBER = rf"(?:(?:a|several)(?=[ -](?:hundred|dozen|thousand|million|billion|trillion))|{_SPELT})(?:[- ](?:{_SPELT}|hundred|dozen))?"  # noqa: E501
_SCALE = r"(?i:thousand|millions?|mln|mn|billions?|bln|bn|trillion|trn|tn|crores?|lakhs?)|[mMbBk](?![\w])"
_SIGN = "|".join(sorted(map(re.escape, SIGNS), key=len, reverse=True))
_CURRENCY = any_of(NAMES)
_VALUE = rf"(?P<{{0}}>{_NUMBER})(?:[ \u00a0-]?(?P<{{0}}s>{_SCALE})\b)?"
_DASH = r"\s?(?:-|–|—|to|and)\s?"

SIGNED = re.compile(
    rf"(?<![\w$])(?:(?P<sign>{_SIGN})|(?P<code>{'|'.join(CODES)}))\s?"
    rf"(?P<a>{_NUMBER})(?:[ \u00a0-]?(?P<as>{_SCALE})\b)?"
    rf"(?:{_DASH}(?:{_SIGN}|(?:{'|'.join(CODES)})\s)?(?P<b>{_NUMBER})(?:[ \u00a0-]?(?P<bs>{_SCALE})\b))?"
)
NAMED = re.compile(
    rf"(?<![\w.,$])(?P<c>{_NUMBER}|{_SPELT_NUMBER})(?:{_DASH}(?P<d>{_NUMBER}))?(?:[ \u00a0-]?(?P<cs>{_SCALE})\b)?\s?"
    rf"(?:of\s)?(?P<name>(?i:{_CURRENCY})\b|(?:{'|'.join(CODES)})\b|[€₸₽])"
)
PERCENT = re.compile(
    rf"(?<![\w.,])(?P<a>{_NUMBER}|{_SPELT_NUMBER})(?:{_DASH}(?P<b>{_NUMBER}))?\s?(?:%|per\s?cent\b|percentage points?\b)"  # noqa: E501
    rf"(?P<per> (?:a|per) (?:year|month)(?: (?:over|above) \w+)?)?"
)
COUNT = re.compile(
    rf"(?<![\w.,$€£¥\-–/+])(?P<a>{_NUMBER}|(?i:{_SPELT_NUMBER})\b)(?![%\w])(?:[ ](?P<s>thousand|million|billion))?(?P<gap>\s)"  # noqa: E501
)
ORDINAL = re.compile(
    rf"\b(?P<a>(?i:{'|'.join(ORDINALS)}))\s(?P<rest>(?:[\w+\-–.]+\s){{0,4}}?)(?P<unit>(?i:phase|summit|stage|tranche|round|edition|meeting))\b"
)
_COMPARATORS = (
    (
        r"more than|over|exceeding|upwards of|above|in excess of|greater than|surpassing|past|topping|exceeded|exceeds"
        r"|exceed|surpassed|passed|topped",
        ">",
    ),
    (r"at least|no less than|not less than|no fewer than|a minimum of", ">="),
    (r"up to|as much as|as many as|no more than|not more than|at most|a maximum of", "<="),
    (r"nearly|almost|barely|close to|less than|under|below|fewer than|just under|just short of", "<"),
    (
        r"about|around|some|approximately|appr\.|approx\.|roughly|circa|an estimated|estimated|or so|~|≈|the equivalent of"  # noqa: E501
        r"|equivalent to",
        "~",
    ),
)
_BEFORE = re.compile(
    "(?:" + "|".join(rf"(?P<c{i}>{words})" for i, (words, _) in enumerate(_COMPARATORS)) + r")"
    r"\s(?:(?:a\s)?(?:total|sum)\sof\s|just\s|another\s|a\sfurther\s|the\s)?$|(?P<tilde>[~≈])\s?$",
    re.IGNORECASE,
)
_LAST_WORDS = frozenset(
    word.rsplit(" ", 1)[-1].replace("\\", "") for words, _ in _COMPARATORS for word in words.split("|")
) | {"of", "just", "another", "further", "the", "~", "≈"}
"""A comparator ends in one of these; without it none has to be looked for."""

_ADDS = re.compile(r"\badd(?:s|ed|ing)?\s$", re.IGNORECASE)
_FURTHER = re.compile(r"(?:another|a further|an additional|additional)\s$", re.IGNORECASE)
_MORE = re.compile(r"\s(?:or|and)\s(?P<what>more|so|less|over)\b")


class Quantity(NamedTuple):
    """A number with its unit or currency: ``start`` and ``end`` include the comparator's words.

    ``high`` is the upper end of a range. ``core`` is where the number itself begins.
    """

    kind: str
    value: float
    unit: str
    comparator: str
    start: int
    end: int
    core: int
    high: float | None = None
    additional: bool = False
    per: str | None = None
    inherited: bool = False


_POINT = re.compile(r"\d{1,3},\d{1,2}")


def number(text: str) -> float | None:
    """The value of a number in digits or words; None for what is neither."""
    if _POINT.fullmatch(text):
        text = text.replace(",", ".")
    plain = text.replace(",", "").replace("\u00a0", "").replace("\u202f", "")
    if plain[:1].isdigit():
        try:
            return float(Decimal(plain))
        except ArithmeticError:
            pass
    value = 0
    for word in text.casefold().replace("-", " ").split(" "):
        if word in ("a", "several"):
            continue
        if word not in WORDS:
            return None
        if word in ("hundred", "dozen"):
            value = max(value, 1) * WORDS[word]
        else:
            value += WORDS[word]
    return float(value) or (1.0 if text.casefold() == "a" else None)


def _scaled(digits: str, scale: str | None) -> float | None:
    value = number(digits)
    if value is None or not scale:
        return value
    return float(Decimal(str(value)) * SCALES[scale.casefold()])


def _comparator(text: str, start: int, end: int) -> tuple[str, int, int, bool]:
    window = text[max(0, start - 32) : start]
    last = window.split()[-1:]
    found = _BEFORE.search(window) if last and last[0].casefold().lstrip("(") in _LAST_WORDS else None
    comparator, begin = "=", start
    if found:
        begin = start - len(window) + found.start()
        boundary = begin == 0 or not text[begin - 1].isalnum()
        if found[0].casefold().startswith("up to") and _ADDS.search(text[max(0, begin - 8) : begin]):
            # "adds up to" is a verb, no ceiling.
            boundary = False
        if not boundary:
            found = None
            begin = start
        elif found["tilde"]:
            comparator = "~"
        else:
            comparator = next(sign for i, (_, sign) in enumerate(_COMPARATORS) if found[f"c{i}"])
    after = _MORE.match(text, end)
    if after and comparator == "=":
        comparator = {"more": ">=", "over": ">=", "so": "~", "less": "<="}[after["what"].casefold()]
        end = after.end()
    return comparator, begin, end, bool(last) and _FURTHER.search(window) is not None


def starts(text: str, start: int, end: int, words: tuple[Keys, Spans] | None = None) -> tuple[int, ...]:
    """Where a number may begin in ``text[start:end]``, in digits or words: nothing else has to be tried.

    ``words`` are the keys and spans of the words of the stretch, where they are at hand.
    """
    keys, spans = (keys_of(text, start, end), spans_of(text, start, end)) if words is None else words
    spelt = [
        spans[index][0]
        for index, key in enumerate(keys)
        if key in _NUMBER_WORDS or ("-" in key and key.partition("-")[0] in _NUMBER_WORDS)
    ]
    digits = [match.start() for match in _DIGITS.finditer(text, start, end)]
    return tuple(sorted(spelt + digits) if spelt else digits)


_DIGITS = re.compile(r"\d[\d.,]*")
SPELT = frozenset((*WORDS, *ORDINALS))
"""Words without one of which, and without a digit, nothing is counted."""
_NUMBER_WORDS = SPELT | {"a", "several"}


def _at(pattern: re.Pattern[str], text: str, last: int, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin at these places, none inside another."""
    taken = 0
    for place in places:
        if place >= taken and (match := pattern.match(text, place, last)) is not None:
            taken = match.end()
            yield match


_SIGN_BEFORE = re.compile(rf"(?:{_SIGN}|{'|'.join(CODES)})\s?\Z")
_SIGNED = frozenset(sign[-1] for sign in SIGNS)
"""The last letters of the signs of money: no other stands before a signed amount."""


_LAST_OF_NAMES = frozenset(
    key for name in NAMES for key in keys_of(name)[-1:]
) | frozenset(CODES)  # fmt: skip


def _named(text: str, start: int, last: int, known: frozenset[str] | None) -> bool:
    """Whether a currency may be named behind a number: one of its words, or a sign, stands in the stretch."""
    if known is None or not known.isdisjoint(_LAST_OF_NAMES):
        return True
    stretch = text[start:last]
    return "-" in stretch or "€" in stretch or "₸" in stretch or "₽" in stretch or "US$" in stretch


def _amounts(
    text: str, start: int, last: int, places: Iterable[int], known: frozenset[str] | None
) -> Iterator[re.Match[str]]:
    """The matches of an amount with its sign or code before it, or its currency's name behind it."""
    named = _named(text, start, last, known)
    taken = start
    for place in places:
        if place < taken:
            continue
        near = text[max(start, place - 2) : place].rstrip()[-1:]
        match = None
        if near in _SIGNED or near.isupper():
            before = _SIGN_BEFORE.search(text, max(taken, place - 6), place)
            match = SIGNED.match(text, before.start(), last) if before is not None else None
        match = _single(text, match, last) if match is not None else NAMED.match(text, place, last) if named else None
        if match is not None:
            taken = match.end()
            yield match


_BETWEEN = re.compile(r"\bbetween\s(?:\w+\s)?$", re.IGNORECASE)
_AND = re.compile(r"\sand\s")
_ONE = re.compile(SIGNED.pattern.rpartition("(?:" + _DASH)[0])
"""A signed amount alone: *$5 million and $7 million* are two, unless they stand behind *between*."""


def _single(text: str, match: re.Match[str], last: int) -> re.Match[str]:
    """The first of two amounts that *and* joins and that are no range."""
    paired = match.re is SIGNED and match["b"] and _AND.search(text, match.end("a"), match.start("b"))
    if paired and not _BETWEEN.search(text[max(0, match.start() - 24) : match.start()]):
        return _ONE.match(text, match.start(), last) or match
    return match


def money(
    text: str, *, dollar: str = "USD", start: int = 0, end: int | None = None, places: tuple[int, ...] | None = None,
    known: frozenset[str] | None = None,
) -> list[Quantity]:  # fmt: skip
    """The amounts of money in ``text[start:end]``; ``dollar`` is what a bare $ means, ``places`` are its ``starts``,
    ``known`` the keys of its words."""
    found = []
    last = len(text) if end is None else end
    for match in _amounts(text, start, last, starts(text, start, last) if places is None else places, known):
        if match.re is not NAMED:
            stated = match["code"] or match["sign"]
            currency = {"RMB": "CNY", "SDR": "XDR"}.get(stated, SIGNS.get(stated, stated))
            currency = dollar if match["sign"] == "$" else currency
            ranged = match.re is SIGNED and match["b"]
            low = _scaled(match["a"], match["as"] or (match["bs"] if ranged else None))
            high = _scaled(match["b"], match["bs"]) if ranged else None
        else:
            name = match["name"]
            currency = NAMES.get(name.casefold()) or SIGNS.get(name) or {"RMB": "CNY", "SDR": "XDR"}.get(name, name)
            low = _scaled(match["c"], match["cs"])
            high = _scaled(match["d"], match["cs"]) if match["d"] else None
            if not match["cs"] and match["c"].casefold() in ("one", "several"):
                continue
        if low is None:
            continue
        place = match.start()
        part = _PART_OF.search(text, max(start, place - 16), place) if match.re is NAMED and match["c"] == "a" else None
        if part is not None:
            # "half a million dollars" is no million.
            low, place = low * _PARTS[part[1].casefold()], part.start()
        finish = match.end()
        if match.re is NAMED and (whole := _GREATER.search(text, max(start, place - 20), place)) is not None:
            # "4 billion 215 million dollars" is one sum.
            low, place = low + (_scaled(whole[1], whole[2]) or 0.0), whole.start()
        elif match.re is not NAMED and (rest := _LESSER.match(text, finish, last)) is not None:
            low, finish = low + (_scaled(rest[1], rest[2]) or 0.0), rest.end()
        comparator, begin, finish, additional = _comparator(text, place, finish)
        found.append(Quantity("amount", low, currency, comparator, begin, finish, place, high, additional))
    return found


_GREATER = re.compile(r"(?<![\w.,])(\d{1,3}) (billion|bln|bn|trillion)\s$")
_LESSER = re.compile(r"(?<=illion) (\d{1,3}(?:\.\d+)?) (million|mln|thousand)\b")


_PART_OF = re.compile(r"\b(half|quarter|third)(?:\sof)?\s$", re.IGNORECASE)
_PARTS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3}


_BARE = re.compile(
    rf"(?<![\w.,$€£¥\-–/+])(?P<a>{_NUMBER})[ \u00a0-]?(?P<s>million|mln|mn|billion|bln|bn|trillion)\b"
    r"(?=[.;:,)]|\s(?:for|to|in|from|over|by|as|is|are|was|were|has|have|had|will|would|and|or|at|more|per|this|last"
    r"|since|"
    r"annually|so|went|goes|came|comes|towards?|under|with|on)\b|\s*$)"
)


def bare_amounts(
    text: str, currency: str, *, start: int = 0, end: int | None = None, places: tuple[int, ...] | None = None
) -> list[Quantity]:
    """Amounts that leave their currency out: *Germany gives 200 million euros and France 150 million*.

    A number before a noun counts things and is no amount; ``currency`` is that of the amount before it.
    """
    found = []
    last = len(text) if end is None else end
    for match in _at(_BARE, text, last, starts(text, start, last) if places is None else places):
        value = _scaled(match["a"], match["s"])
        if value is None:
            continue
        comparator, begin, finish, additional = _comparator(text, match.start(), match.end())
        found.append(
            Quantity(
                "amount",
                value,
                currency,
                comparator,
                begin,
                finish,
                match.start(),
                additional=additional,
                inherited=True,
            )
        )
    return found


def percentages(
    text: str, *, start: int = 0, end: int | None = None, places: tuple[int, ...] | None = None
) -> list[Quantity]:
    """The percentages in ``text[start:end]``."""
    found = []
    last = len(text) if end is None else end
    for match in _at(PERCENT, text, last, starts(text, start, last) if places is None else places):
        value = number(match["a"])
        if value is None:
            continue
        comparator, begin, finish, more = _comparator(text, match.start(), match.end())
        high = number(match["b"]) if match["b"] else None
        unit = "%" + (match["per"].replace(" a ", " per ") if match["per"] else "")
        found.append(Quantity("percent", value, unit, comparator, begin, finish, match.start(), high, more))
    return found


_AND_MORE = re.compile(r" and (\w+s)\b")
_NEXT = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_TIME = frozenset("year years month months day days week weeks hour hours minute minutes o'clock am pm".split())
_STOPS = frozenset(
    "of in on at to for from by with and or as is are was were be the a an that which who will would has have had "
    "per over under than not but into after before percent since until between dollars yen euros million billion "
    "trillion thousand comes does his its times others this".split()
)
_PLURALS = frozenset("people specialists personnel staff children men women aircraft households police".split())
_NO_UNITS = frozenset("sides presidents leaders ministers parties governments heads".split())


def counts(
    text: str, *, start: int = 0, end: int | None = None, places: tuple[int, ...] | None = None
) -> list[Quantity]:
    """Counted things in ``text[start:end]``: a number, up to three words, and a plural noun."""
    last = len(text) if end is None else end
    places = starts(text, start, last) if places is None else places
    found = []
    for match in _at(COUNT, text, last, places):
        value = _scaled(match["a"], match["s"])
        if value is None:
            continue
        position, unit, stop = match.end(), "", match.end()
        for _ in range(4):
            word = _NEXT.match(text, position, last)
            if not word:
                break
            plain = word[0].casefold()
            if plain in _STOPS or plain in MONTHS:
                break
            if plain in _TIME:
                unit = ""
                break
            if plain in _PLURALS or (
                plain.endswith("s") and not plain.endswith(("ss", "us", "'s", "’s")) and len(plain) > 3
            ):
                unit, stop = plain, word.end()
                break
            position = word.end() + 1
            if text[word.end() : position] not in (" ", "\n"):
                break
        if not unit or unit in _NO_UNITS or (match["a"].casefold() in ("a", "one")):
            continue
        if match["a"].isdigit() and 1900 <= value <= 2100 and "," not in match["a"]:
            continue
        both = _AND_MORE.match(text, stop, last)
        finish = both.end() if both and both[1] in ("programmes", "programs", "projects", "initiatives") else stop
        comparator, begin, _, additional = _comparator(text, match.start(), match.end())
        found.append(Quantity("count", value, unit, comparator, begin, finish, match.start(), None, additional))
    for match in _at(ORDINAL, text, last, places):
        value = float(ORDINALS[match["a"].casefold()])
        unit = f"{match['unit'].casefold()} (ordinal)"
        found.append(Quantity("count", value, unit, "=", match.start(), match.end(), match.start()))
    return sorted(found, key=lambda each: each.start)
