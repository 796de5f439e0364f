"""Who acts and to whom: named actors, pronouns, descriptions such as *the region*, and what is carried over."""

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from sarai.reading import lexicon
from sarai.reading.clauses import Clause
from sarai.reading.marks import Sentence


class Actor(NamedTuple):
    """Who: a value, an ISO or organisation code, what kind of name it was, and where it stands."""

    value: str
    code: str
    kind: str
    start: int
    end: int
    leader: str | None = None


@dataclass
class Memory:
    """What earlier sentences leave for pronouns and elided subjects; one per text."""

    subject: tuple[Actor, ...] = ()
    recipient: tuple[Actor, ...] = ()
    leader: Actor | None = None
    agency: Actor | None = None
    group: Actor | None = None
    states: tuple[Actor, ...] = ()
    event_date: dt.date | None = None
    topic: tuple[Actor, ...] = ()
    joint: tuple[Actor, ...] = ()
    speaker: tuple[Actor, ...] = ()
    mentions: Counter[str] = field(default_factory=Counter)
    known: dict[str, Actor] = field(default_factory=dict)
    currency: str | None = None
    seen: dict[str, str] = field(default_factory=dict)

    def pair(self) -> tuple[Actor, ...]:
        """Whom *both sides* are: the states that last acted together, else the two named most often."""
        if len(self.joint) > 1:
            return self.joint
        return tuple(self.known[code] for code, _ in self.mentions.most_common(2))


_PRONOUN = re.compile(r"\b(?:he|she|his|her)\b", re.IGNORECASE)
_GROUP_WORDS = re.compile(r"\b(?:the region(?:'s)?|the five (?:states|countries|republics)|regional)\b", re.IGNORECASE)
_COUNTRY_WORDS = re.compile(r"\bthe (?:country|republic|kingdom|emirate|archipelago)(?:'s)?\b", re.IGNORECASE)
_OWN_COUNTRY = re.compile(r"\b(?:his|her) (?:country|government|nation)(?:'s)?\b", re.IGNORECASE)
_AGENCY_WORDS = re.compile(r"\b[Tt]he (?P<what>[Aa]gency|[Bb]ank|[Ff]und|[Oo]rgani[sz]ation)(?:'s)?\b")
_BOTH_WORDS = re.compile(
    r"\b(?:the|both|two|the two|the three|the four|the five) (?:sides|parties|presidents|leaders|countries|governments"
    r"|states|nations|(?:prime |foreign |finance )?ministers|ministries|delegations|heads of state)\b",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|around|outside|visit(?:ed|ing)? to|visiting|arrived in|capital of|between|across)\s(?:the\s)?$",
    re.IGNORECASE,
)
_BEFORE_RECIPIENT = frozenset(
    "to for in into across with on of against from give gives gave given provide invite invited inviting asked urged"
    " thank thanks thanked praise praises praised commended congratulated told assured reminded".split()
)
_BEFORE_NAME = frozenset(("the", "five", "its"))
_NAMED_AFTER = re.compile(r" (?:Declaration|Initiative|International|Airport|Hub|Summit|Process)")
_AGENT_BEFORE = re.compile(r"\b(?:by|with|from|jointly with)\s(?:the\s)?(?:[A-Z]\w+\s)?$")


def _receives(before: str) -> bool:
    """Whether a name with these characters before it says to whom: *to the five*, *invited*."""
    if not before[-1:].isspace():
        return False
    for word in reversed(before.casefold().split()):
        if word not in _BEFORE_NAME:
            return word.rpartition("-")[2].lstrip("(“\"'‘[—–/") in _BEFORE_RECIPIENT
    return False


Told = tuple[Actor, str, bool]
"""An actor that a sentence names, with the characters before it, and whether these say that it is given to."""


def told(sentence: Sentence) -> list[Told]:
    """Actors that a sentence names, each with the words before it; capitals named as places are left out."""
    found: list[Told] = []
    for mark in sentence.entities:
        if mark.entry.list != "actor":
            continue
        before = sentence.text[max(sentence.start, mark.start - 24) : mark.start]
        kind = mark.entry.kind
        if kind == "capital" and (_PLACE_BEFORE.search(before) or sentence.text[mark.end : mark.end + 2] == ", "):
            continue
        if kind == "capital" and _NAMED_AFTER.match(sentence.text, mark.end):
            continue
        leader = mark.entry.value if kind in ("leader", "surname") else None
        value = lexicon_state(mark.entry.code) if leader or kind in ("demonym", "capital") else mark.entry.value
        found.append((Actor(value, mark.entry.code, kind, mark.start, mark.end, leader), before, _receives(before)))
    return found


def lexicon_state(code: str) -> str:
    """The name of a state or organisation that a code stands for, in common use."""
    return _state_names().get(code, code)


@cache
def _state_names() -> dict[str, str]:
    found = {"EU": "European Union", "UN": "United Nations"}
    for entry in lexicon.entities().entries():
        if entry.list == "actor" and entry.kind == "state":
            found.setdefault(entry.code, entry.value)
    return found


class Parties(NamedTuple):
    """Who acts and to whom, with the rules that found them; antecedents carry ``stated=False`` in their items."""

    actors: tuple[tuple[Actor, bool], ...]
    recipients: tuple[tuple[Actor, bool], ...]
    rules: tuple[str, ...]


def parties_of(
    sentence: Sentence, names: list[Told], clause: Clause, memory: Memory, carried: tuple[Actor, ...]
) -> Parties:
    """Who acts in a clause and to whom.

    ``names`` are the actors ``told`` by the sentence, ``carried`` those that act in the clause before it.
    """
    head = clause.head
    named = [each for each in names if clause.start <= each[0].start < clause.end]
    text = sentence.text
    at = sentence.spans[head.first][0] if head is not None and not clause.item else clause.end
    if (
        head is not None
        and not clause.item
        and head.mark.entry.kind == "noun"
        and not any(a.start < at for a, _, _ in named)
    ):
        at = max(at, clause.start)
    rules: list[str] = []
    passive = head is not None and head.passive
    agents = [a for a, before, _ in named if passive and a.start > at and _AGENT_BEFORE.search(before)]
    actors: list[tuple[Actor, bool]]
    if agents:
        actors, subject_rule = [(a, True) for a in agents], "actor.agent"
    else:
        reach = head.mark.start if head is not None and head.mark.entry.kind == "noun" and not clause.item else at
        before = [each for each in named if each[0].start < max(at, reach)]
        subjects = [a for a, b, given in before if not given or b.rstrip().endswith(("of", "of the"))]
        if clause.item and clause.rule != "clause.list":
            subjects = [
                a
                for a, _, given in named
                if not given and a.kind in ("state", "agency", "group") and _first_number(sentence, clause) > a.start
            ]
        elif clause.item:
            subjects = []
        if (
            head is not None
            and head.passive
            and not clause.item
            and head.mark.entry.kind in ("transfer", "deliver", "build")
        ):
            subjects = [a for a in subjects if a.kind in ("agency", "leader")]
        subject_rule = "actor.subject"
        owner = _owner(sentence, clause, before)
        if owner is not None:
            subjects, subject_rule = [owner], "actor.possessor"
        actors = [(a, True) for a in distinct(subjects)]
        if not actors:
            begun = text[clause.start : at] if at > clause.start and not clause.item else ""
            if clause.item and head is not None and not carried:
                begun = text[sentence.start : head.mark.start]
            actors, subject_rule = _antecedent(begun, sentence.known, memory, carried, {a.code for a, _, _ in named})
    rules.append(subject_rule)
    taken = {a.code for a, _ in actors}
    others = [a for a, _, _ in named if a.code not in taken]
    before_it = [a for a, _, _ in names if a.start < clause.start and a.code not in taken]
    recipients = [(a, True) for a in distinct(others)]
    if not recipients:
        recipients = _described(sentence, clause, memory, taken, before_it)
        if recipients:
            rules.append("recipient.described")
    if not recipients:
        near = [a for a in reversed(before_it) if a.kind in STATES]
        recipients = [
            (a, False)
            for a in (
                *(() if clause.item else near),
                *memory.topic,
                *(near if clause.item else ()),
                *memory.recipient,
                *memory.states,
                *((memory.group,) if memory.group else ()),
                *((memory.agency,) if memory.agency else ()),
            )
            if a.code not in taken
        ][:1]
        if recipients:
            rules.append("recipient.carried")
    else:
        rules.append("recipient.named")
        states = tuple(a for a, _ in recipients if a.kind in STATES)
        if states and not clause.item:
            memory.topic = states[:1]
    together = tuple(a for a, _ in actors if a.kind in STATES)
    other = tuple(a for a, said in recipients if said and a.kind in STATES)
    if len(together) > 1:
        memory.joint = together
    elif "side" in sentence.known and together and other:
        # "The Korean side thanked Vietnam": who *both sides* are from here on.
        memory.joint = (together[0], other[0])
    return Parties(tuple(actors), tuple(recipients), tuple(rules))


_OWNS = re.compile(r"['’]s?\s(?:\w+\s)?")


def _owner(sentence: Sentence, clause: Clause, before: list[Told]) -> Actor | None:
    """Who owns a noun cue: *Japan's readiness* is Japan's whoever notes it."""
    if clause.head is None or clause.item or clause.head.mark.entry.kind != "noun":
        return None
    at = clause.head.mark.start
    for actor, _, _ in reversed(before):
        if _OWNS.fullmatch(sentence.text, actor.end, at):
            teller = next((each.leader for each, _, _ in before if each.leader and each.code == actor.code), None)
            return actor._replace(leader=actor.leader or teller)
    return None


def _first_number(sentence: Sentence, clause: Clause) -> int:
    return min((q.core for q in sentence.quantities if q.core >= clause.start), default=clause.end)


def distinct(actors: list[Actor]) -> list[Actor]:
    """Actors without repeats of a code; a leader\'s name and an agency win over a bare state."""
    seen: dict[str, Actor] = {}
    for actor in actors:
        known = seen.get(actor.code)
        if known is None:
            seen[actor.code] = actor
        elif actor.leader and not known.leader:
            seen[actor.code] = known._replace(leader=actor.leader)
        elif actor.kind == "agency" and known.kind != "agency":
            seen[actor.code] = actor
    return list(seen.values())


_WE_THE = re.compile(r"\W{0,3}We, the ")
STATES = ("state", "group", "demonym", "capital", "leader", "surname")
"""Kinds of names that stand for a state or a group of states."""


_OFFICE_WORDS = re.compile(
    r"\b[Tt]he (?:(?:[Pp]rime |[Ff]irst |[Dd]eputy |[Ff]oreign |[Ff]inance )?[Mm]inist(?:er|ry)|[Gg]overnment"
    r"|[Aa]uthorities|[Pp]resident|[Pp]arliament|[Cc]abinet)\b"
)


def _office(memory: Memory, carried: tuple[Actor, ...], named: set[str]) -> Actor | None:
    """The state whose government is meant where an agency acts: *the government will add $60 million*."""
    acting = (carried or memory.subject)[:1]
    if not acting or acting[0].kind != "agency":
        return None
    told = (a for a in (*memory.recipient, *memory.topic, *memory.states) if a.kind in ("state", "demonym", "capital"))
    return next((actor for actor in told if actor.code not in named), None)


_PERSONS = frozenset(("he", "she", "his", "her"))
_AGENCIES = frozenset(("agency", "bank", "fund", "organization", "organisation"))
_OFFICES = frozenset("minister ministry government authorities president parliament cabinet".split())
_SIDES = frozenset(
    "sides parties presidents leaders countries governments states nations ministers ministries delegations"
    " heads".split()
)
_SPEAKERS = frozenset(("we", "our", "us", "US"))


def _antecedent(
    before: str, known: frozenset[str], memory: Memory, carried: tuple[Actor, ...], named: set[str]
) -> tuple[list[tuple[Actor, bool]], str]:
    """Who acts where nobody is named before the verb.

    ``known`` are the words of the sentence, ``named`` the codes of those named behind the verb.
    """
    if not _PERSONS.isdisjoint(known):
        if _OWN_COUNTRY.search(before) and (memory.leader or memory.states):
            return [(memory.leader or memory.states[0], False)], "coreference.own_country"
        if _PRONOUN.search(before) and memory.leader:
            return [(memory.leader, False)], "coreference.person"
    found = None if _AGENCIES.isdisjoint(known) else _AGENCY_WORDS.search(before)
    if found and memory.agency:
        return [(_agency(found["what"].casefold(), memory), False)], "coreference.agency"
    officed = not _OFFICES.isdisjoint(known) and _OFFICE_WORDS.search(before)
    if officed and (office := _office(memory, carried, named)) is not None:
        return [(office, False)], "coreference.office"
    if not _SIDES.isdisjoint(known) and _BOTH_WORDS.search(before) and len(memory.pair()) > 1:
        return [(a, False) for a in memory.pair()], "coreference.both"
    if not _SPEAKERS.isdisjoint(known) and _WE.search(before) and (memory.speaker or memory.subject):
        memory.speaker = memory.speaker or memory.subject[:1]
        return [(a, False) for a in memory.speaker], "coreference.speaker"
    if carried:
        return [(a, False) for a in carried], "coreference.clause"
    return [(a, False) for a in memory.subject], "coreference.subject"


def _agency(what: str, memory: Memory) -> Actor:
    """The agency that *the bank* or *the fund* means: the last that acted, then the last with that word in its name."""
    named = [a for a in memory.known.values() if a.kind == "agency" and what in a.value.casefold()]
    if memory.agency is not None and (what in memory.agency.value.casefold() or not named):
        return memory.agency
    return named[-1] if named else memory.agency  # type: ignore[return-value]


_DESCRIBES = frozenset(
    "region regional states countries republics country republic kingdom emirate archipelago".split()
)
"""Words without one of which no state or group is described in place of its name."""


def _described(
    sentence: Sentence, clause: Clause, memory: Memory, taken: set[str], before_it: list[Actor]
) -> list[tuple[Actor, bool]]:
    if _DESCRIBES.isdisjoint(sentence.known):
        return []
    groups = [a for a in before_it if a.kind == "group"]
    states = [
        a for a in (*reversed(before_it), *memory.states) if a.kind in ("state", "demonym") and a.code not in taken
    ]
    group = groups[-1] if groups else memory.group
    for pattern, known in ((_GROUP_WORDS, group), (_COUNTRY_WORDS, states[0] if states else None)):
        found = pattern.search(sentence.text, clause.start, clause.end)
        if found and known and known.code not in taken:
            return [(known._replace(start=found.start(), end=found.end()), True)]
    return []


def remember(sentence: Sentence, names: list[Told], memory: Memory, carried: tuple[Actor, ...]) -> None:
    """Take up what a sentence named, for the pronouns and elided subjects of the next."""
    if not names:
        memory.subject = carried or memory.subject
        return
    named = [actor for actor, _, _ in names]
    leading = [actor for actor, _, given in names if not given]
    for actor in named:
        if actor.leader:
            memory.leader = actor
        if actor.kind == "agency" and (memory.agency is None or actor in leading):
            memory.agency = actor
        memory.known.setdefault(actor.code, actor)
        home = actor.code if actor.kind != "agency" else ""
        if home and actor.kind in STATES and (actor.kind != "group" or len(actor.code) > 2):
            memory.mentions[actor.code] += 1
        if actor.kind == "group" and actor.code not in ("EU",):
            memory.group = actor
    if _WE_THE.match(sentence.text, sentence.start) and leading + named:
        memory.speaker = tuple((leading or named)[:1])
    if carried:
        memory.subject = carried
    elif leading:
        memory.subject = (leading[0],)
    taken = {actor.code for actor in memory.subject}
    # "The German ambassador" speaks, and what follows is not given to Germany for it.
    whole = [actor for actor in named if not _ENVOY.match(sentence.text, actor.end)]
    others = [actor for actor in whole if actor.code not in taken and actor.kind in ("state", "group", "demonym")]
    if others:
        memory.recipient = (others[0],)
    states = distinct([actor for actor in whole if actor.kind in ("state", "demonym", "group")])
    if states:
        new = {actor.code for actor in states}
        memory.states = (*reversed(states), *(actor for actor in memory.states if actor.code not in new))[:3]


_ENVOY = re.compile(r"(?:['’]s)? (?:\w+ )?(?:[Aa]mbassador|[Ee]mbassy|[Ee]nvoy|[Cc]harg[eé]|[Cc]onsul)\b")


def is_place(sentence: Sentence, start: int) -> bool:
    """Whether the capital that stands at ``start`` is named as a place and not for its government."""
    return _PLACE_BEFORE.search(sentence.text[max(sentence.start, start - 24) : start]) is not None
