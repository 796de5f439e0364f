"""The ways English texts state a period, and what a sentence has to hold for each to be worth trying."""

import re
from collections.abc import Mapping
from functools import cache

from sarai.reading.number_words import MONTHS
from sarai.reading.words import keys

_MONTH = r"(?P<{0}>January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)"
_N = r"(?P<{0}>\d{{1,3}}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|fifty)"
_UNIT = r"(?P<{0}>year|month|week|day|decade)s?"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

ALTERNATIVES: tuple[tuple[str, str], ...] = (
    ("#", rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s{_MONTH.format('m1')}(?:,?\s(?P<y1>\d{{4}})\b)?"),
    ("@", rf"\b{_MONTH.format('m2')}\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,?\s(?P<y2>\d{{4}})\b)?"),
    ("early mid late", rf"\b(?P<part1>early|mid|late)[-\s]{_MONTH.format('m3')}\s(?:and|to|or)\s(?P<part2>early|mid|late)[-\s]{_MONTH.format('m4')}(?:\s(?P<rel3>last|this|next)\syear|,?\s(?P<y3>\d{{4}}))?"),
    ("@", rf"\b{_MONTH.format('m5')}(?:\s(?P<rel5>last|this|next)\syear|,?\s(?:of\s)?(?P<y5>\d{{4}})\b)"),
    ("in", rf"\bin\s{_MONTH.format('m6')}\b(?!,?\s(?:of\s)?\d|\s(?:last|this|next)\b)"),
    ("fy fiscal financial", r"\b(?:FY|fiscal(?:\syear)?\s|financial\syear\s)\s?(?P<fy>\d{4}|\d{2}\b)(?:\s?[-–/]\s?(?P<fy2>\d{2,4}))?"),
    ("#", r"(?<![\d.,$])(?P<ya>(?:19|20)\d{2})\s?(?:-|–|—|to|through)\s?(?P<yb>(?:19|20)\d{2}|\d{2})(?![\d.,]\d|\d|\s?(?:km|million|billion|projects|people))"),
    ("between from", r"\b(?:between|from)\s(?P<yc>(?:19|20)\d{2})\s(?:and|to|until|through)\s(?P<yd>(?:19|20)\d{2})\b"),
    ("since", rf"\bsince\s(?:(?:the\s)?(?:early|mid|late|start\sof|beginning\sof|end\sof)[-\s]?)?(?:{_MONTH.format('sm')}\s(?:of\s)?)?(?P<since>(?:19|20)\d{{2}})\b"),
    ("last this next past", rf"\b(?P<relm>last|this|next|past)\s{_MONTH.format('rm')}\b"),
    ("from", rf"\bfrom\s{_MONTH.format('fm')}\s(?P<fy1>\d{{4}})\s(?:to|until|through)\s{_MONTH.format('tm')}\s(?P<ty1>\d{{4}})\b"),
    ("#", rf"\b(?P<rd1>\d{{1,2}})\s?(?:-|–|to|and)\s?(?P<rd2>\d{{1,2}})\s{_MONTH.format('rdm')}(?:,?\s(?P<rdy>\d{{4}})\b)?"),
    ("@", rf"\b{_MONTH.format('rem')}\s(?P<re1>\d{{1,2}})\s?(?:-|–|to|and)\s?(?P<re2>\d{{1,2}})\b(?!\d)(?:,?\s(?P<rey>\d{{4}})\b)?"),
    ("#", r"\b(?P<iso>(?:19|20)\d{2}-\d{2}-\d{2})\b"),
    ("the first second third fourth last", r"\b(?:the\s)?(?P<part>first|second|third|fourth|last)\s(?P<unit>half|quarter)\s(?:of\s)?(?:(?P<party>(?:19|20)\d{2})\b|(?P<partr>this|last|next)\syear)"),
    ("in during throughout", r"\b(?:in|during|throughout)\sthe\s(?P<decade>(?:19|20)\d0)s\b"),
    ("# n a", r"\b(?P<ago>\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten|twenty)\s(?P<agou>year|month|week|day|decade)s?\s(?:ago|earlier|before|previously)\b"),
    ("by until till before through up no not", rf"\b(?:by|until|till|before|through|up\sto|no\slater\sthan|not\slater\sthan)\s(?:the\s)?(?:(?P<byp>end|start|beginning|middle|early|mid|late)(?:\sof\s|[-\s]))?(?:the\s)?(?:{_MONTH.format('bym')},?\s)?(?P<by>(?:19|20)\d{{2}})\b"),
    ("by until till before through no", rf"\b(?:by|until|till|before|through|no\slater\sthan)\s(?:the\s)?(?:end\sof\s)?(?:{_MONTH.format('bdm')}\s(?P<bdd>\d{{1,2}})|(?P<bdd2>\d{{1,2}})\s{_MONTH.format('bdm2')})\b(?!\d)(?:,?\s(?P<bdy>\d{{4}})\b)?"),
    ("by", r"\bby\s(?:the\s)?end\s(?:of\s)?(?:this|the)\s(?P<endof>year|month|decade)\b"),
    ("over for during in within across through the next coming following", rf"\b(?:(?:over|for|during|in|within|across|through)\s)?(?:the\s)?(?:next|coming|following)\s{_N.format('nn')}\s(?:fiscal\s|financial\s|calendar\s)?{_UNIT.format('nu')}\b"),
    ("over for during in within the past last previous preceding", rf"\b(?:(?:over|for|during|in|within)\s)?(?:the\s)?(?:past|last|previous|preceding)\s{_N.format('pn')}\s(?:fiscal\s|financial\s|calendar\s)?{_UNIT.format('pu')}\b"),
    ("over for during in within across through the", r"\b(?:(?:over|for|during|in|within|across|through)\s)?the\s(?P<oned>next|coming|following|past|last)\s(?P<oneu>decade|year|month|week)\b"),
    ("first", rf"\bfirst\s{_N.format('fn')}\s{_UNIT.format('fu')}\b"),
    ("# n", rf"\b{_N.format('gn')}(?:-|\s){_UNIT.format('gu')}(?:['’]s?)?\s(?P<grace>grace)(?:\speriod)?"),
    ("# n", r"\b(?P<tn>\d{1,2}|five|ten|fifteen|twenty|thirty|forty)-(?P<tu>year|month)\b(?=\s(?:\w+\s){0,2}(?:loan|credit|bond|term|maturity))"),
    ("over for in within to lasting lasts", rf"\b(?:over|for|in|within|to\slast|lasting|lasts)\s(?:(?P<dc>more\sthan|over|nearly|almost|about|around|at\sleast|up\sto)\s)?{_N.format('dn')}\s{_UNIT.format('du')}\b(?=(?P<dof>\sof\b)?)"),
    ("each every per annually yearly a", r"\b(?P<each>each|every|per)\s(?P<eu>year|month|week|day)\b|\b(?P<annual>annually|yearly|per\sannum|a\syear(?!\s(?:ago|earlier|before|later|and)))\b"),
    ("last this next", r"\b(?P<rel>last|this|next)\s(?P<relu>year|month|week)\b"),
    ("in for of during throughout early late mid", r"\b(?:in|for|of|during|throughout|early|late|mid-?)\s(?P<year>(?:19|20)\d{2})\b(?!\s?(?:km|people|projects|million|billion))(?!\s?(?:-|–|—|to|through)\s?(?:(?:19|20)\d{2}|\d{2}(?![\d-])))"),
    ("days", rf"\b(?P<wd>{'|'.join(each.capitalize() for each in DAYS)})\b"),
    ("during following after", r"\b(?P<anchor>(?:during|following|after)\s(?:the|his|her|their)\s(?:summit|visit|meeting|talks|conference|forum))\b"),
    ("today currently at nowadays in", r"\b(?P<present>today|currently|at present|nowadays)\b(?P<future>)|\b(?P<vague>in the (?:near |foreseeable )?future)\b"),
    ("yesterday tomorrow", r"\b(?P<dayrel>yesterday|tomorrow)\b"),
    ("# n", r"\b(?P<term>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)-(?P<termu>year|month|week|day)\b(?=\s\w)"),
    ("in over for", r"\b(?P<toward>(?:in|over|for)\sthe\s(?:coming|next\sfew|following)\s(?:years|months|weeks|decades)|in\sthe\syears\s(?:ahead|to\scome))\b"),
)  # fmt: skip
"""The words that begin a way to state a period, and the way; the longer before the shorter that it begins with.

``#`` stands for digits, ``@`` for a month, ``n`` for a number in words, ``days`` for a day of the week. Most words
begin no period, and the others few: trying nothing else is what makes the search fast.
"""

CALENDAR = frozenset(
    (
        *MONTHS, "jan", "feb", "mar", "apr", "aug", "sep", "sept", "oct", "nov", "dec", *DAYS,
        *(word + end for word in ("year", "month", "week", "decade", "day", "quarter") for end in ("", "s")),
        "half", "annual", "annually", "yearly", "annum", "today", "yesterday", "tomorrow", "currently", "present",
        "nowadays", "future", "summit", "visit", "meeting", "talks", "conference", "forum", "fy", "FY", "ahead",
    )
)  # fmt: skip
"""Words without which, and without ``DATED``, no period is stated."""

_OPENERS: Mapping[str, tuple[str, ...]] = {
    "@": (*MONTHS, "jan", "feb", "mar", "apr", "aug", "sep", "sept", "oct", "nov", "dec"),
    "n": tuple("one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty".split()),
    "days": DAYS,
}  # fmt: skip
_UNITS = frozenset(word + end for word in ("year", "month", "week", "day", "decade") for end in ("", "s"))
FOLLOWING: Mapping[str, frozenset[str]] = {
    "the": frozenset("next coming following past last previous preceding first second third fourth".split()),
    "a": _UNITS,
    "to": frozenset(("last",)),
    "up": frozenset(("to",)),
    "no": frozenset(("later",)),
    "not": frozenset(("later",)),
}
"""What a word that begins a period has to be followed by, for words that seldom begin one."""

_FISCAL = re.compile(r"[Ff][Yy]\d+")


@cache
def _by_word() -> Mapping[str, tuple[int, ...]]:
    """Which alternatives a word may begin, by its key."""
    found: dict[str, list[int]] = {}
    for index, (openers, _) in enumerate(ALTERNATIVES):
        for opener in openers.split():
            for word in _OPENERS.get(opener, (opener,)):
                for key in {word, *keys(word.upper())}:
                    found.setdefault(key, []).append(index)
    return {word: tuple(indexes) for word, indexes in found.items()}


@cache
def _compiled(indexes: tuple[int, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w])(?:{'|'.join(ALTERNATIVES[each][1] for each in indexes)})", re.IGNORECASE)


class _Opening(dict[str, re.Pattern[str] | None]):
    """The pattern of the periods that a word may begin, compiled when the word is first met; None for most words.

    A compound begins none: its parts may.
    """

    def __missing__(self, key: str) -> re.Pattern[str] | None:
        opener = "#" if key[0].isdigit() else "fy" if _FISCAL.fullmatch(key) else key
        found = _by_word().get(opener) if key.isalnum() else None
        made = _compiled(found) if found else None
        if len(self) < _MOST:
            self[key] = made
        return made


_MOST = 65_536
opening = _Opening().__getitem__
"""The pattern of the periods that a word may begin, by its key; None where it begins none."""

DATED = re.compile(r"(?:19|20)\d\d|\b[Ff][Yy]\d")
