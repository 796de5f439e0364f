"""Whether a clause tells a cooperation fact, and if not, why it is set aside."""

import re

from sarai.reading.clauses import Clause
from sarai.reading.discourse import Roles, lenders
from sarai.reading.lexicon import things
from sarai.reading.marks import Sentence
from sarai.reading.slots import Slots

KINDS = {
    "pledged": "commitment", "announced": "commitment", "proposed": "proposal", "requested": "proposal",
    "expressed_interest": "interest", "launched": "institution", "adopted": "institution", "ongoing": "project",
    "reported": "stock",
}  # fmt: skip
"""The type of a claim by its modality; any other is an event."""

_OPINION = re.compile(
    r"\b(?:too early|remains to be seen|open question|strong competition|it is important|should be understood"
    r"|may become|appears? (?:to be )?|is also beneficial|is an attractive|increasingly viewing|one can|arguably"
    r"|analysts|observers|critics|my (?:own )?view|in my opinion|I believe|doubts? that|fears? that)\b",
    re.IGNORECASE,
)
_OPINIONS = frozenset(
    "early remains question competition important understood become appear appears beneficial attractive viewing can"
    " arguably analysts observers critics view opinion believe doubt doubts fear fears".split()
)
"""Words without one of which no opinion is stated."""
_MATTERS = ("instrument", "sector", "amount", "percent")
_DOING = ("build", "transfer", "deliver", "say", "act", "ongoing", "receive", "share")
_TAKES = frozenset(("to", "that", "on", "upon"))


def worth(sentence: Sentence, clause: Clause, slots: Slots, roles: Roles) -> tuple[str | None, str]:
    """The type of a clause's claim and why it is set aside: no type where it tells nothing, no reason where it"
    " counts."""
    act = clause.act
    everyone = (*roles.givers, *roles.receivers)
    stated = any(said for _, said in everyone) or "coreference.both" in roles.rules
    codes = {a.code for a, _ in everyone}
    amount, count = bool(slots.get("amount")), bool(slots.get("count"))
    about = not slots.keys().isdisjoint(_MATTERS) or (clause.item and "place" in slots) or _things(sentence, clause)
    if not everyone:
        return None, ""
    if act is None:
        if amount and slots.get("instrument") and (len(codes) > 1 or stated):
            return "stock", ""
        return None, ""
    modality = act.modality
    kind = KINDS.get(modality, "event")
    if (
        modality not in ("signed", "adopted")
        and not _OPINIONS.isdisjoint(sentence.known)
        and _OPINION.search(sentence.text, clause.start, clause.end)
    ):
        return ("assessment", "aside.opinion") if about else (None, "")
    if not roles.givers:
        # An appeal or a conference may raise money for somebody, or a loan be taken, without its givers being named.
        raised = amount or (count and bool(slots.get("instrument") or slots.get("sector")))
        return (kind, "") if raised or (act.polarity == "-" and stated) else (None, "")
    two = len(codes) > 1
    agency = any(a.kind == "agency" for a, _ in roles.givers)
    group = any(a.kind in ("group", "unnamed") for a, _ in everyone)
    if not (two or agency or group or amount or slots.get("instrument")):
        return None, ""
    withdrawn = act.polarity == "-" and "coreference.clause" in roles.rules
    family = act.frame.family
    weak = (kind, WEAK) if family in _DEEDS and (two or agency) else (None, "")
    if not (about or count or stated or withdrawn):
        return weak
    carried = roles.rules[:1] and roles.rules[0] in ("coreference.giver", "coreference.subject", "giver.only_other")
    if carried and family in _DOING and not (stated or clause.item or slots.get("instrument") or slots.get("sector")):
        return (kind, "") if amount else weak
    if family == "intend" and act.inner < 0 and act.mark.entry.kind == "verb" and not (about or count):
        # "The agency announced today" tells nothing yet: what it announced is told by the clause behind it.
        return None, ""
    if family == "state" and not (amount or count or slots.get("percent") or clause.item or about):
        return None, ""
    if family == "say" and stated and len(codes) == 2 and all(said for _, said in everyone):
        return "stock", ""
    agreed = family == "act" and not _TAKES.isdisjoint(sentence.keys[max(0, act.last - 1) : act.last + 1])
    named = len({a.code for a, said in everyone if said}) > 1
    if (
        family in ("build", "ongoing")
        and named
        and any(a.kind == "agency" or a.code in lenders() for a, _ in roles.givers)
    ):
        return kind, ""
    if family in _DOING and not (
        about
        or count
        or (agreed and (stated or len(roles.givers) > 1))
        or (act.polarity == "-" and (stated or withdrawn))
    ):
        return weak
    return kind, ""


def _things(sentence: Sentence, clause: Clause) -> bool:
    """Whether works or goods are spoken of."""
    return any(things().get(key, "idea") != "idea" for key in sentence.keys[clause.first : clause.last])


WEAK = "weak"
"""What counts only in a text that tells other cooperation facts: a deed whose parties and matter are told before it."""
_DEEDS = ("build", "transfer", "deliver", "act", "ongoing", "cover")


def whole_text(text: str, parties: int, agencies: bool) -> str:
    """Why no claim of a text counts, by what the text is; empty where it may tell cooperation facts."""
    if _is_method(text):
        return "aside.method"
    if len(text) <= _SHORT:
        return ""
    if parties and _STRONG.search(text) is not None:
        return ""
    if parties > 1 and (agencies or _EVIDENCE.search(text) is not None):
        return ""
    return "aside.other_matters"


_SHORT = 250
"""Up to this many characters a text need not show what it is about."""
_STRONG = re.compile(
    r"\b(?:aid|donors?|loans?|grant(?:s|ed)?|assistance|humanitarian|bilateral|co-?operation|lend(?:s|ing)?|lent"
    r"|financing|donat(?:ed?|ion)"
    r"|pledge[sd]?|memorand(?:um|a|ums)|MoUs?|embassy|ODA|concessional)\b",
    re.IGNORECASE,
)
_EVIDENCE = re.compile(
    r"\b(?:governments?|ministers?|ministry|ministries|presidents?|embassy|ambassador|envoys?|delegations?|summit"
    r"|bilateral"
    r"|co-?operation|aid|donors?|loans?|grants?|assistance|memorand(?:um|a|ums)|MoUs?|declaration|communiqu[eé]s?"
    r"|treaty"
    r"|humanitarian|parliament|pledge[sd]?|partnership|diplomats?|development|agreements?|sides|refugees)\b",
    re.IGNORECASE,
)
_SHALL = re.compile(
    r"\b(?:shall|hereinafter|pursuant to|borrower|recipient country|applicant|eligib\w+"
    r"|this (?:section|manual|article|act|guideline|chapter)|for example|e\.g\.|must be submitted|is defined as"
    r"|means (?:a|an|any|the))\b",
    re.IGNORECASE,
)
_PER_METHOD = 260
"""A text of method or law has a word of procedure at least this often, in characters."""
_FEWEST = 4


def _is_method(text: str) -> bool:
    """Whether a text tells how things are done and not what was done: a manual, a law, a statute."""
    sample = text[:200_000]
    found = sum(1 for _ in _SHALL.finditer(sample))
    return found >= _FEWEST and found * _PER_METHOD >= len(sample)
