"""How far a thing has come, as the verb says it: modality, polarity and certainty with their scope.

The verb's own entry gives its class; the words before it (auxiliaries, negations, other verbs) give its aspect;
``frames.csv`` turns class and aspect into a modality.
"""

import re
from typing import NamedTuple

from sarai.model.claim import STAGES
from sarai.reading.lexicon import frames
from sarai.reading.marks import Mark, Sentence
from sarai.reading.scope import NOT, certainty_at, negated
from sarai.reading.words import Keys


class Reading(NamedTuple):
    """What a verb or noun says: where its word group starts and ends, and whether it is passive."""

    mark: Mark
    modality: str
    polarity: str
    certainty: str
    first: int
    passive: bool
    rules: tuple[str, ...]


_FUTURE = {"will", "would", "shall", "'ll", "should", "must"}
_MAY = {"may", "might", "could", "can", "cannot"}
_HAVE = {"has", "have", "had", "having", "hasn't", "haven't", "hadn't"}
_BE = {"is", "are", "was", "were", "be", "been", "being", "isn't", "aren't", "wasn't", "weren't"}
_DO = {"do", "does", "did", "don't", "doesn't", "didn't"}
_NOT_ENDING = ("n't", "n’t")
_LEADS = {
    "plan": {"plans", "plan", "planned", "planning", "intends", "intend", "intended", "intending", "aims", "aim", "aimed",  # noqa: E501
             "hopes", "hope", "hoped", "hoping", "prepares", "preparing", "wants", "want", "wanted", "set", "poised",
             "scheduled", "due", "going", "about"},
    "expected": {"expected", "expects", "expect", "likely", "unlikely", "doubtful",
                 "appears", "appear", "appeared", "seems", "seem", "seemed",
                 "believed", "thought", "estimated", "reportedly", "reported", "said", "rumoured", "rumored"},
    "conditional": {"considering", "considers", "consider", "possibly", "perhaps", "potentially"},
    "fail": {"failed", "fails", "fail", "refused", "refuses", "refuse", "declined", "declines", "decline", "unable",
             "yet", "stopped", "stop", "stops", "ceased", "cease", "ceases", "quit", "reluctant", "neglected",
             "unwilling"},
    "begin": {"began", "begun", "begin", "begins", "started", "starts", "start", "continues", "continued", "continue",
              "keeps", "kept"},
    "agree": {"agreed", "pledged", "promised", "vowed", "offered", "committed", "decided", "undertook", "proposed",
              "resolved", "suggested", "asked", "urged", "invited", "requested"},
}  # fmt: skip
_LEAD_OF = {word: lead for lead, words in _LEADS.items() for word in words}
_ADVERB = re.compile(
    r"(?!(?:italy|july|family|supply|assembly|reply|ally|monopoly|anomaly)$)\w+ly$|already|also|still|just|now|so|far|yet|always|recently|together|even|to|both|soon|again|since|ever|actually|once|jointly|further|first|all|each|longer|any"
)
_STOPS = {"stop", "stops", "stopped", "cease", "ceases", "ceased", "quit"}
_DETERMINERS = {"a", "an", "the", "its", "their", "his", "her", "this", "these", "new", "joint", "of", "for", "and",
                "own", "in", "on", "more", "our", "any", "some", "such", "foreign", "financial", "technical", "with",
                "from", "by", "under"}  # fmt: skip


def readings(sentence: Sentence) -> list[Reading]:
    """The cues of a sentence that head a claim, each with what it says.

    A verb that another cue governs (*pledged to provide*) or that stands as a noun or modifier heads none.
    """
    found: list[Reading] = []
    named = [(entity.first, entity.last) for entity in sentence.entities if entity.entry.list in ("actor", "place")]
    for mark in sentence.cues:
        if any(first <= mark.first < last for first, last in named):
            continue
        made = _noun(sentence, mark) if mark.entry.kind == "noun" else _verb(sentence, mark, found)
        if made is not None:
            # "plans to provide" is one cue: the later verb's group holds the earlier verb.
            while found and found[-1].mark.first >= made.first:
                found.pop()
            made = _joined(sentence, found, made)
            if made is not None:
                found.append(made)
    return found


_HAS_TOO = re.compile(r";| and (?:has|have|had)\b")
_PAUSE = re.compile(r"[,;:]")
_BREAK = re.compile(r"[,;:]| and | that ")
_AND = re.compile(r".*\band ")
_MEASURES = ("noun.total-value", "noun.valued-at", "noun.worth-a-total-of", "noun.cumulative-total", "noun.at-work")


def _joined(sentence: Sentence, found: list[Reading], made: Reading) -> Reading | None:
    """A noun cue that is the object of a verb of saying speaks for both; one that only measures adds nothing."""
    if made.mark.entry.kind != "noun" or not found:
        return made
    last = found[-1]
    between = sentence.text[last.mark.end : made.mark.start]
    if made.mark.entry.id in _MEASURES[:-1] and not _HAS_TOO.search(between):
        return None
    if last.mark.entry.polarity == "-" and made.mark.first - last.mark.last <= 4 and not _PAUSE.search(between):
        return None
    if made.modality == "expressed_interest" and last.modality == "pledged" and _AND.fullmatch(between[-5:]):
        # "offered help in building ... and backing for ...": the second object of the same verb.
        return Reading(
            made.mark, last.modality, last.polarity, last.certainty, made.first, False, (*made.rules, last.rules[0])
        )
    says = last.mark.entry.kind == "say" or last.modality in ("announced", "expressed_interest")
    if says and last.polarity == "+" and made.mark.first - last.mark.last <= 7 and not _BREAK.search(between):
        found.pop()
        return Reading(
            made.mark, made.modality, made.polarity, made.certainty, last.first, False, (*made.rules, *last.rules[:1])
        )
    return made


def _noun(sentence: Sentence, mark: Mark) -> Reading | None:
    keys = sentence.keys
    before = set(keys[max(0, mark.first - 3) : mark.first])
    negative = bool(
        before
        & {"no", "not", "without", "lack", "lacks", "never", "hardly", "scarcely", "barely", "neither", "nor", "little"}
    ) or any(w.endswith(_NOT_ENDING) for w in before)
    certainty = certainty_at(sentence, mark.first, mark.entry.code)
    modality = mark.entry.value
    rules: tuple[str, ...] = (mark.entry.id,)
    if mark.entry.id in _TARGETS and _APPEAL.search(sentence.text, sentence.start, sentence.end):
        modality, certainty, rules = "requested", "fact", (mark.entry.id, "frame.appeal")
    return Reading(
        mark, modality, "-" if negative else "+", certainty, _noun_start(keys, mark.first), False, rules,
    )  # fmt: skip


_TARGETS = ("noun.a-target-of", "noun.goal-of")
_APPEAL = re.compile(r"\b(?:pledging|donors?'? conference|appeal|fundraising|humanitarian)\b", re.IGNORECASE)


def _noun_start(keys: Keys, first: int) -> int:
    while first > 0 and keys[first - 1] in _BE | _HAVE | {"not", "also", "no", "a", "the", "its", "their"}:
        first -= 1
    return first


def _verb(sentence: Sentence, mark: Mark, earlier: list[Reading]) -> Reading | None:
    keys, entry = sentence.keys, mark.entry
    meant = _meant(sentence, mark)
    if not meant:
        return None
    first, group = _group(keys, mark.first)
    form = entry.form
    have, be = bool(group & _HAVE), bool(group & _BE)
    infinitive = (
        (mark.first > 0 and keys[mark.first - 1] == "to")
        or (mark.first > 1 and keys[mark.first - 2] == "to" and _ADVERB.fullmatch(keys[mark.first - 1]) is not None)
        or (mark.first > 1 and keys[mark.first - 1] == "be" and keys[mark.first - 2] == "to")
    )
    leads = {_LEAD_OF[word] for word in group if word in _LEAD_OF}
    helped = bool(group & (_FUTURE | _MAY | _DO)) or have or be
    previous = keys[mark.first - 1] if mark.first else ""
    if entry.kind == "lead":
        return None
    governed = infinitive and bool(earlier) and earlier[-1].mark.last >= first - 8 and not leads - {"agree"}
    if governed and (not be or STAGES[earlier[-1].modality] == "wanted"):
        return None
    if infinitive and not helped and not (leads - {"agree"}):
        return None
    if form == "gerund" and not (be or have or "begin" in leads or ("fail" in leads and group & _STOPS)):
        if mark.first == 0 or sentence.spans[0][0] == mark.start:
            if entry.kind != "speech":
                return None
        elif previous != "having":
            return None
    if form == "base" and not helped and not (infinitive or _plural_before(sentence, mark, previous)):
        return None
    if form == "third" and entry.id.partition(".")[2].partition("-")[0] in _NOUNS and not _verb_here(sentence, mark):
        return None
    if form == "past" and group == {"not"}:
        # "not invited" without an auxiliary describes what stands before it.
        return None
    if form in ("base", "third", "participle") and previous in _DETERMINERS and (form, previous) != ("third", "and"):
        return None
    if form == "past" and previous in {"a", "an", "the", "its", "their", "his", "of", "for", "in"}:
        return None
    if form == "past" and not group and earlier and _reduced(sentence, mark):
        return None
    passive = be and form in ("past", "participle")
    if be and form == "base" and entry.form != "base":
        return None
    aspect, rule = _aspect(group, leads, form, have, be, infinitive)
    modality, certainty = frames()[(entry.kind, aspect)]
    modality = meant if modality == "*" else modality
    if modality == "disbursed" and entry.kind == "transfer" and _goods(sentence, mark):
        modality, rule = "delivered", (*rule, "frame.goods")
    if meant == "requested" and passive and aspect in ("future", "plan"):
        # To be going to be invited is an offer of the host, no wish.
        modality, certainty, rule = "pledged", "planned", (*rule, "frame.invited")
    negative = negated(sentence, first, mark, group, leads) != (entry.polarity == "-")
    certainty = certainty_at(sentence, mark.first, certainty)
    return Reading(
        mark, modality, "-" if negative else "+", certainty, first, passive,
        (entry.id, f"frame.{entry.kind}.{aspect}", *rule, *(("polarity.negative",) if negative else ())),
    )  # fmt: skip


_NOUNS = frozenset(
    "loan grant note guarantee program programme fund finance project supply plan pledge promise offer request call"
    " appeal place hand drop jump aim target support back form run visit contract deposit transfer gift ship host name"
    " state head work advance release route wire cost credit welcome report award document total"
    " study review debate demand aid help train question issue start open top hit decrease increase rise fall decline"
    " cover vow bid lobby pilot plant drill float table slip dip train post budget task mandate".split()
)
"""Verbs whose third person is also a common plural noun: *grants*, *notes*, *plans*."""
_OPENERS = frozenset(
    "a an the its their his her our this that these those all more another no up over nearly about some at around"
    " almost it them him us how to".split()
)
_SUBJECTS = frozenset(
    "which that who also it he she now still further already agency bank ministry government fund commission board"
    " party side minister president country company council statement declaration communique communiqué text".split()
)


def _verb_here(sentence: Sentence, mark: Mark) -> bool:
    """Whether a word that may be a plural noun stands as a verb: behind its subject or before its object."""
    if any(each.last == mark.first and each.entry.list == "actor" and each.entry.kind != "demonym"
           for each in sentence.entities):  # fmt: skip
        return True
    keys = sentence.keys
    if mark.first and keys[mark.first - 1] in _SUBJECTS:
        return True
    if mark.first == 0 or keys[mark.first - 1] in _DETERMINERS or mark.last >= len(keys):
        return False
    key = keys[mark.last]
    return key in _OPENERS - {"to"} or key[0].isdigit()


def _reduced(sentence: Sentence, mark: Mark) -> bool:
    """Whether a participle behind a comma describes what stands before it: *a project, implemented in two phases*."""
    keys = sentence.keys
    if not mark.first or mark.last >= len(keys):
        return False
    between = sentence.text[sentence.spans[mark.first - 1][1] : mark.start]
    return between.strip(" )") == "," and keys[mark.last] in {
        "in",
        "by",
        "with",
        "at",
        "under",
        "from",
        "on",
        "between",
    }


def _goods(sentence: Sentence, mark: Mark) -> bool:
    """Whether what passes is counted goods and no money: *handed over 20 ambulances*."""
    kinds = {q.kind for q in sentence.quantities if mark.end <= q.core < mark.end + 40 and "ordinal" not in q.unit}
    amounts = any(q.kind == "amount" for q in sentence.quantities)
    return kinds == {"count"} and not amounts


_NEAR = 110
"""How far behind a verb its object may stand, in characters."""


def _meant(sentence: Sentence, mark: Mark) -> str:
    """The modality of a verb with the object it has; empty where it needs another object to say anything."""
    entry = mark.entry
    if not entry.needs:
        return entry.value
    last = mark.end + _NEAR
    near = {q.kind.upper() for q in sentence.quantities if q.core < last}
    near |= {each.entry.value for each in sentence.entities if each.entry.list == "instrument" and each.start < last}
    return entry.value if near & entry.needs else entry.otherwise


def _plural_before(sentence: Sentence, mark: Mark, previous: str) -> bool:
    return previous.endswith("s") or previous in ("they", "we", "also", "people", "who", "which", "and", "that")


def _group(keys: Keys, at: int) -> tuple[int, set[str]]:
    first = at
    group: set[str] = set()
    while first > 0 and at - first < 9:
        key = keys[first - 1]
        if _LEAD_OF.get(key) == "plan" and keys[first] != "to":
            break
        helper = key in _HAVE or key in _BE or key in _FUTURE or key in _MAY or key in _DO or key in NOT
        if not (helper or key in _LEAD_OF or _ADVERB.fullmatch(key) or key.endswith("n't")):
            break
        group.add(key)
        if key.endswith("n't"):
            group.add({"won't": "will", "can't": "can", "shan't": "shall"}.get(key, key[:-3]))
        first -= 1
    return first, group


def _aspect(
    group: set[str], leads: set[str], form: str, have: bool, be: bool, infinitive: bool
) -> tuple[str, tuple[str, ...]]:
    if "fail" in leads and not ("yet" in group and not infinitive):
        return "past", ("lead.fail",)
    if group & _MAY or "conditional" in leads:
        return "conditional", ("lead.may",)
    if "expected" in leads:
        return "expected", ("lead.expected",)
    if "plan" in leads and infinitive:
        return "plan", ("lead.plan",)
    if "begin" in leads:
        return "begin", ("lead.begin",)
    if group & _FUTURE or (be and infinitive):
        return "future", ("lead.future",)
    if form == "gerund" and be:
        return "progressive", ()
    if "being" in group:
        return "progressive", ()
    if have:
        return "perfect", ()
    if group & {"did", "didn't"}:
        return "past", ()
    if be and form in ("past", "participle"):
        return ("past" if group & {"was", "were", "been", "wasn't", "weren't"} else "perfect"), ()
    return ("present" if form in ("third", "base") else "past"), ()
