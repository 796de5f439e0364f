"""The grammar of a sentence as far as roles need it: its verbs with their helpers, and the place of every party.

No full parse: words get a class by list and by what stands beside them, verbs gather their helpers, and from each party
the words before it are walked back to what governs it: a preposition, a verb, or nothing, which makes it a subject.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sarai.reading import lexicon
from sarai.reading.marks import Mark, Sentence
from sarai.reading.word_classes import BE, CONTRACTED, DO, FORMS, MODALS, PREPOSITIONS, classes, leads


class Verb(NamedTuple):
    """A verb in the sentence: its helpers begin at word ``first``, it stands at ``at`` and ends before ``last``.

    ``governor`` is the verb that it is the infinitive or gerund of, by its place among the verbs, else -1.
    """

    first: int
    at: int
    last: int
    form: str
    helpers: frozenset[str]
    infinitive: bool
    governor: int
    mark: Mark | None
    lead: str

    @property
    def passive(self) -> bool:
        """Whether what it happens to is its subject."""
        return self.form in "DN" and (not self.helpers.isdisjoint(BE) or not self.finite)

    @property
    def finite(self) -> bool:
        """Whether it heads a clause of its own, and no reduced one: *signed in May* behind a noun."""
        return self.form in "BZD" or bool(self.helpers)


class Syntax(NamedTuple):
    """The words of a sentence with their classes, what is written before each, and its verbs."""

    keys: Sequence[str]
    tags: list[str]
    breaks: list[str]
    verbs: list[Verb]


_MARK = re.compile(r"[,;:()–—\"“”]|(?<=\s)-(?=\s)|\.(?=\s)")


def breaks_of(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The mark of punctuation before each word, the heaviest where there are several; empty for a space."""
    found = ["^"]
    for index in range(1, len(spans)):
        first, last = spans[index - 1][1], spans[index][0]
        if last - first <= 1:
            found.append("")
            continue
        between = text[first:last]
        marks = _MARK.findall(between)
        if not marks:
            found.append("")
        elif ";" in marks or ":" in marks or "." in marks:
            found.append(";")
        elif len(marks) > 1 and marks[-1] in "–—-":
            found.append("–")
        else:
            found.append(next((each for each in '()–—-,"“”' if each in marks), marks[0]))
    return found


_SHIFTED = frozenset("longer each both all further".split())
"""Words that change class by what stands before them."""


def parse(sentence: Sentence, names: Sequence[Mark]) -> Syntax:
    """The classes and verbs of a sentence; ``names`` are the parties that stand in it."""
    keys, known = sentence.keys, classes()
    tags = [known[key] for key in keys]
    for index in range(1, len(keys)) if not sentence.known.isdisjoint(_SHIFTED) else ():
        if keys[index] == "longer" and keys[index - 1] == "no":
            tags[index - 1] = "n"
        elif (keys[index] in ("each", "both", "all") and tags[index - 1] == "x") or (
            keys[index] == "further" and keys[index - 1] == "to"
        ):
            tags[index] = "a"
    cues: dict[int, Mark] = {}
    for mark in sentence.cues:
        if mark.entry.kind == "verb":
            if keys[mark.first] in PREPOSITIONS:
                continue
            cues[mark.first] = mark
            if tags[mark.first] == "L" and _leads(keys, mark.first, leads()[keys[mark.first]]):
                continue
            tags[mark.first] = FORMS[mark.entry.form]
            for index in range(mark.first + 1, mark.last):
                tags[index] = "+"
        elif tags[mark.first] in "BZDNG":
            tags[mark.first] = "w"
    for first, last, tag in _covered(sentence, names):
        for index in range(first, last):
            tags[index] = tag
            cues.pop(index, None)
    for mark in sentence.entities:
        if mark.entry.list == "instrument" and tags[mark.first] == "G" and mark.first and tags[mark.first - 1] in "mjd":
            # "the EBRD's lending to Bosnia" is a noun.
            tags[mark.first] = "w"
            cues.pop(mark.first, None)
    breaks = breaks_of(sentence.text, sentence.spans)
    return Syntax(keys, tags, breaks, _verbs(keys, tags, breaks, cues))


def _leads(keys: Sequence[str], index: int, kind: str) -> bool:
    """Whether a word that may be the verb of a frame governs another verb here: *is expected to*, *began to*."""
    if kind in ("begin", "fail"):
        return True
    at = index - 1
    while at > 0 and (classes()[keys[at]] in "an"):
        at -= 1
    return at >= 0 and keys[at] in BE


def _covered(sentence: Sentence, names: Sequence[Mark]) -> list[tuple[int, int, str]]:
    """The words that quantities, periods and parties stand on."""
    found = []
    spans = sentence.spans
    at = 0
    count = len(spans)
    for quantity in sentence.quantities:
        while at < count and spans[at][1] <= quantity.core:
            at += 1
        last = at
        while last < count and spans[last][0] < quantity.end:
            last += 1
        found.append((at, last if quantity.kind != "count" else min(last, at + 1), "q"))
        at = min(at, count)
    for period in sentence.periods:
        first = next((i for i in range(count) if spans[i][1] > period.start), count)
        last = first
        while last < count and spans[last][0] < period.end:
            last += 1
        found.append((first, last, "t"))
    found += [(mark.first, mark.last, _NAMED.get(mark.entry.kind, "m")) for mark in names]
    return found


_NAMED = {"demonym": "j", "region": "j", "its": "j", "their": "j", "it": "P", "they": "P", "person": "P", "we": "P"}
"""Classes of parties that are no name: adjectives, and pronouns."""
_OPEN_OBJECT = frozenset("dqmPtj")


def _verbs(keys: Sequence[str], tags: list[str], breaks: list[str], cues: dict[int, Mark]) -> list[Verb]:
    """The verbs, each with its helpers and what governs it; words that look like verbs and are none become w."""
    lead = leads()
    found: list[Verb] = []
    for index, tag in enumerate(tags):
        if tag == "L":
            # "set to", "due to begin": a lead that governs nothing is a verb like another, or none.
            if not _governs(keys, tags, breaks, index):
                mark = cues.get(index)
                tags[index] = tag = _plain(keys[index]) if mark is None else FORMS[mark.entry.form]
            else:
                cues.pop(index, None)
        if tag not in "BZDNGL":
            continue
        if tag != "L" and not _acts(keys, tags, breaks, index, tag, cues):
            tags[index] = "w"
            for later in range(index + 1, len(tags)):
                if tags[later] != "+":
                    break
                tags[later] = classes()[keys[later]]
            continue
        first, helpers, infinitive = _helped(keys, tags, breaks, index)
        mark = cues.get(index)
        last = mark.last if mark is not None else index + 1
        governor = -1
        if found and tag == "B" and not helpers and not infinitive and _joins(tags, breaks, found[-1], first):
            # "agreed to build and finance": the second infinitive has the governor of the first.
            infinitive, governor = True, found[-1].governor
        if found and governor < 0 and (infinitive or tag == "G"):
            before = found[-1]
            between = tags[before.last : first]
            joined = all(breaks[i] != ";" for i in range(before.last, first + 1))
            if (infinitive and joined) or (tag == "G" and not between):
                governor = len(found) - 1
        lead_kind = lead.get(keys[index], "") if tag == "L" else ""
        found.append(Verb(first, index, last, tag, helpers, infinitive, governor, mark, lead_kind))
    return found


@cache
def _plain(word: str) -> str:
    """The form of a lead word where it leads nothing; w where it is no verb."""
    for row in lexicon.rows("plain_verbs.csv"):
        for form, made in lexicon.forms(row["base"], row["past"], row["participle"]):
            if made == word:
                return FORMS[form]
    return "w"


def _joins(tags: list[str], breaks: list[str], before: Verb, first: int) -> bool:
    """Whether a verb goes on what an infinitive before it began."""
    return before.infinitive and first > before.last and (tags[first - 1] == "c" or breaks[first] == ",")


def _governs(keys: Sequence[str], tags: list[str], breaks: list[str], index: int) -> bool:
    """Whether a lead word has an infinitive or gerund behind it."""
    for later in range(index + 1, min(index + 4, len(tags))):
        if breaks[later]:
            return False
        if keys[later] == "to" and later + 1 < len(tags):
            return _infinitive(tags, later + 1)
        if tags[later] == "G":
            return True
        if tags[later] not in "an":
            return False
    return False


def _infinitive(tags: list[str], index: int) -> bool:
    """Whether a verb's base stands here, behind *to* and adverbs."""
    while index < len(tags) and tags[index] in "an":
        index += 1
    return index < len(tags) and tags[index] in "BxL"


_PLURALS = frozenset("people police officials parliamentarians".split())


def _acts(
    keys: Sequence[str], tags: list[str], breaks: list[str], index: int, form: str, cues: Mapping[int, Mark]
) -> bool:
    """Whether a word that may be a verb is one here."""
    if index == 0:
        return form in "GN" and index in cues
    before, mark = tags[index - 1], breaks[index]
    at = index - 1
    while at > 0 and before in "an" and not mark:
        mark = breaks[at]
        at -= 1
        before = tags[at]
    key = keys[at]
    following = tags[index + 1] if index + 1 < len(tags) and not breaks[index + 1] else ""
    particle = following == "+"
    if form == "B":
        if key == "to" and not mark:
            return True
        if before == "x":
            return key in MODALS or key in DO or CONTRACTED.fullmatch(key) is not None
        if mark and before not in "c":
            return False
        if before == "P" and key not in ("it", "he", "she", "his", "her", "our", "my"):
            return True
        if before == "r":
            return True
        if before == "c":
            return _continues(tags, keys, at, "B") and (following in _OPEN_OBJECT or particle or following == "")
        plural = key.endswith("s") or key in _PLURALS or (before == "m" and _plural(tags, keys, at))
        if before in "wm" and plural:
            return following in _OPEN_OBJECT or particle or (index in cues and keys[index + 1 : index + 2] == ("to",))
        return False
    if form == "Z":
        if before == "x" or (before == "d" and not mark):
            return False
        if before == "p" and not mark:
            return False
        nounish = _nounish(keys[index], index, cues)
        if not nounish:
            return True
        if mark and before not in "c":
            # "..., plans to": only behind a parenthesis, with an object.
            return following in _OPEN_OBJECT and mark in ",)"
        if before in "mPr":
            return before != "m" or keys[index] not in _MONEY_NOUNS or following in _OPEN_OBJECT
        if before == "j":
            return False
        if before == "c":
            return following in _OPEN_OBJECT and _continues(tags, keys, at, "Z")
        return (key in _SUBJECTS and before == "w") or (before == "w" and following in "dmP" and following != "")
    if form in "DN":
        if before == "x":
            return True
        if before == "d" and not mark:
            return False
        if before == "j" and not mark:
            return following in "dqmP" and following != ""
        if before == "p" and not mark:
            return False
        if form == "N":
            # A participle that is no past form needs a helper, or stands reduced behind a noun.
            return before in "wmq)" or mark == ","
        return True
    if form == "G":
        return index in cues or before in "xL" or (before in "BZD" and not mark)
    return False


def _nounish(key: str, index: int, cues: Mapping[int, Mark]) -> bool:
    """Whether a third person is a common plural too: *grants*, *plans*, *visits*."""
    mark = cues.get(index)
    base = mark.entry.code if mark is not None else key.removesuffix("s")
    return base in _noun_bases() or base.removesuffix("e") in _noun_bases()


@cache
def _noun_bases() -> frozenset[str]:
    plain = {row["base"] for row in lexicon.rows("plain_verbs.csv") if row["noun"]}
    return frozenset(plain | _NOUNS)


_NOUNS = frozenset(
    "loan grant note guarantee program programme fund finance project supply plan pledge promise offer request call"
    " appeal place hand drop jump aim target support back form run visit contract deposit transfer gift ship host name"
    " state head work advance release route wire cost credit welcome report award document total"
    " study review debate demand aid help train question issue start open top hit decrease increase rise fall decline"
    " cover vow bid lobby pilot plant drill float table slip dip train post budget task mandate delay cut purchase"
    " import export thank hope wish estimate pass swap exchange sponsor service".split()
)
"""Verbs whose third person is also a common plural noun: *grants*, *notes*, *plans*."""
_MONEY_NOUNS = frozenset("loans grants credits funds transfers deposits supports exports imports purchases".split())
_SUBJECTS = frozenset(
    "also it he she now still further already agency bank ministry government fund commission board"
    " party side minister president country company council statement declaration communique communiqué text".split()
)


def _plural(tags: list[str], keys: Sequence[str], at: int) -> bool:
    """Whether the party that ends here is one of several: *Japan and China plan*."""
    while at >= 0 and tags[at] == "m":
        at -= 1
    return at >= 0 and tags[at] == "c"


def _continues(tags: list[str], keys: Sequence[str], at: int, form: str) -> bool:
    """Whether a verb before the conjunction has the form that this one would have: *signs and adopts*."""
    for index in range(at - 1, -1, -1):
        if tags[index] == form or (form == "B" and tags[index] == "x" and keys[index] in MODALS):
            return True
    return False


def _helped(keys: Sequence[str], tags: list[str], breaks: list[str], index: int) -> tuple[int, frozenset[str], bool]:
    """Where the group of a verb begins, its helping words, and whether it is an infinitive that another word"
    " governs."""
    first = index
    words: list[str] = []
    while first > 0 and not breaks[first]:
        key, tag = keys[first - 1], tags[first - 1]
        if key == "to":
            at = first - 2
            while at >= 0 and tags[at] in "an" and not breaks[at + 1]:
                at -= 1
            if at >= 0 and tags[at] == "x" and not breaks[at + 1] and not breaks[first - 1]:
                words += keys[at:first]
                first = at
                continue
            tags[first - 1] = "I"
            return first, frozenset(words), True
        if tag not in "xna":
            break
        words.append(key)
        if key.endswith(("n't", "n’t")):
            words += ["not", {"wo": "will", "ca": "can", "sha": "shall"}.get(key[:-3], key[:-3])]
        first -= 1
    # Adverbs before the first helper belong to the sentence: "Now Japan".
    while words and first < index and tags[first] == "a" and first == 0:
        first += 1
    return first, frozenset(words), False
