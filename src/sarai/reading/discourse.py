"""Who is meant: names as parties, and what earlier sentences leave for *it*, *the bank*, *both sides*."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from sarai import codelists
from sarai.reading import lexicon
from sarai.reading.marks import Mark, Sentence


class Actor(NamedTuple):
    """Who: a value, an ISO or organisation code, what kind of name it was, and where it stands."""

    value: str
    code: str
    kind: str
    start: int
    end: int
    leader: str | None = None


Party = tuple[Actor, bool]
"""A party, and whether the clause names it; else it is an antecedent."""


class Roles(NamedTuple):
    """Who acts or gives, to whom, through whom, with the rules that found them."""

    givers: tuple[Party, ...]
    receivers: tuple[Party, ...]
    channels: tuple[Party, ...]
    rules: tuple[str, ...]
    directed: bool = True
    """Whether it is known who gives; else both sides of a paper act."""


STATES = ("state", "group", "demonym", "capital", "leader", "surname")
"""Kinds of names that stand for a state or a group of states."""
_ONE_STATE = ("state", "demonym", "capital", "leader", "surname")


_THROUGHOUT = 3


@dataclass
class Memory:
    """What earlier sentences leave; one per text."""

    acting: tuple[Actor, ...] = ()
    giver: tuple[Actor, ...] = ()
    receiver: tuple[Actor, ...] = ()
    subject: tuple[Actor, ...] = ()
    leader: Actor | None = None
    group: Actor | None = None
    joint: tuple[Actor, ...] = ()
    speaker: tuple[Actor, ...] = ()
    agencies: list[Actor] = field(default_factory=list)
    states: list[Actor] = field(default_factory=list)
    gave: Counter[str] = field(default_factory=Counter)
    received: Counter[str] = field(default_factory=Counter)
    mentions: Counter[str] = field(default_factory=Counter)
    known: dict[str, Actor] = field(default_factory=dict)
    event_date: dt.date | None = None
    currency: str | None = None
    seen: dict[str, str] = field(default_factory=dict)
    spelt: dict[str, str] = field(default_factory=dict)

    def pair(self) -> tuple[Actor, ...]:
        """Whom *both sides* are: those that last acted together, else the two named most often."""
        if len(self.joint) > 1:
            return self.joint
        return tuple(self.known[code] for code, _ in self.mentions.most_common(2))

    def topic(self, out: Iterable[str] = ()) -> Actor | None:
        """The state a text is about: the one that receives, else the one named most that gives nothing.

        A state that gives to others by trade comes last; ``out`` are codes that are not meant.
        """
        left = set(out)
        for actor in self.receiver:
            if actor.kind in _ONE_STATE and actor.code not in left:
                return actor
        for code, _ in self.received.most_common():
            if code in self.known and code not in left and self.known[code].kind in _ONE_STATE:
                return self.known[code]
        named = [self.known[code] for code, _ in self.mentions.most_common() if code not in left]
        named = [each for each in named if each.kind in _ONE_STATE and each.code not in self.gave]
        return next((each for each in named if each.code not in lenders()), named[0] if named else None)

    def main(self) -> Actor | None:
        """Who gives throughout a text: named as giver three times, and as often as all others together."""
        found = self.gave.most_common(1)
        if not found or found[0][1] < _THROUGHOUT or 2 * found[0][1] < self.gave.total():
            return None
        return self.known.get(found[0][0])

    def agency(self, word: str = "") -> Actor | None:
        """The organisation last named, whose name holds a word."""
        found = [each for each in self.agencies if word in self.spelt.get(each.code, "")]
        acted = [each for each in found if each.code in self.gave]
        return (acted or found or [None])[-1]  # type: ignore[list-item]


def actor_of(mark: Mark) -> Actor:
    """The party that a name means; a leader, an adjective or a capital means the state."""
    entry = mark.entry
    leader = entry.value if entry.kind in ("leader", "surname") else None
    value = state_name(entry.code) if leader or entry.kind in ("demonym", "capital") else entry.value
    return Actor(value, entry.code, entry.kind, mark.start, mark.end, leader)


def known_as(marks: Iterable[Mark], memory: Memory) -> list[Mark]:
    """The parties of a sentence, names that need it settled by what the text has told before them.

    A name that no list holds is the party that was spelt out: *Exim Bank* for *China Exim Bank*. A name of several is
    the one of them that was told: *Islamic Development Bank (IDB)*. Where none or two were it stays open.
    """
    found: list[Mark] = []
    for mark in marks:
        told = {*memory.known, *(each.entry.code for each in found)}
        found.append(_known_as(mark, memory, told))
    return found


def _known_as(mark: Mark, memory: Memory, told: set[str]) -> Mark:
    entry = mark.entry
    if entry.meanings:
        meant = [(value, code) for value, code in entry.meanings if code in told]
        return mark._replace(entry=replace(entry, value=meant[0][0], code=meant[0][1])) if len(meant) == 1 else mark
    if entry.kind != "organisation" or is_state(entry.code):
        return mark
    name = f"{entry.value.casefold()} "
    for code, spelt in memory.spelt.items():
        if code != entry.code and f" {name}" in f"{spelt} " and code in memory.known:
            known = memory.known[code]
            return mark._replace(entry=replace(entry, value=known.value, code=code, kind=known.kind))
    return mark


def is_state(code: str) -> bool:
    """Whether a code is a state's, or that of the union that acts as one."""
    return code == "EU" or code in codelists.load("countries")


def state_name(code: str) -> str:
    """The name of a state or organisation that a code stands for, in common use."""
    return _state_names().get(code, code)


@cache
def _state_names() -> dict[str, str]:
    found = {"EU": "European Union", "UN": "United Nations"}
    for entry in lexicon.entities().entries():
        if entry.list == "actor" and entry.kind == "state":
            found.setdefault(entry.code, entry.value)
    return found


def referents(mark: Mark, memory: Memory, *, role: str, others: Iterable[str] = ()) -> tuple[list[Actor], str]:
    """Whom words that name nobody mean, and the rule that says so; nobody where that is open.

    ``role`` is what the party does in its clause; ``others`` are codes of parties that have another role there.
    """
    kind, taken = mark.entry.kind, set(others)
    if kind == "unnamed":
        return [Actor(mark.entry.value, mark.entry.value, "unnamed", mark.start, mark.end)], "actor.unnamed"
    found = _meant(kind, memory, role, taken)
    return [actor for actor in found if actor.code not in taken], f"coreference.{kind}"


def _meant(kind: str, memory: Memory, role: str, taken: set[str]) -> list[Actor]:
    if kind == "person":
        return [memory.leader] if memory.leader else list(memory.subject[:1])
    if kind == "own":
        return [memory.leader] if memory.leader else list(memory.subject[:1])
    if kind == "we":
        memory.speaker = memory.speaker or memory.subject[:1]
        return list(memory.speaker)
    if kind in ("bank", "fund", "agency"):
        word = "" if kind == "agency" else kind
        agency = memory.agency(word) or memory.agency()
        return [agency] if agency else list(memory.giver[:1])
    if kind in ("region", "continent", "group"):
        return [memory.group] if memory.group else []
    if kind == "acting":
        acting = [each for each in (*memory.giver, *memory.subject) if is_state(each.code)]
        return [acting[0]] if acting else [memory.states[-1]] if memory.states else []
    if kind == "office" and role == "giver" and memory.giver and memory.giver[0].kind in _ONE_STATE:
        back = [each for each in memory.subject if each.code not in taken]
        if back:
            return back[:1]
    if kind in ("country", "office", "receiver"):
        topic = memory.topic()
        if topic is None or topic.code in taken:
            topic = next((each for each in reversed(memory.states) if each.code not in taken), None)
        return [topic] if topic else []
    if kind == "both":
        return list(memory.pair()) if len(memory.pair()) > 1 else []
    if kind in ("it", "its", "they", "their"):
        if role == "receiver":
            received = [each for each in memory.receiver if each.code not in taken]
            if received:
                return received
        back = [each for each in memory.subject if each.code not in taken]
        if not back:
            back = [each for each in (*memory.giver, *memory.receiver) if each.code not in taken][:1]
        return back
    return []


@cache
def lenders() -> frozenset[str]:
    """States that give to others by trade: they report as donors to the DAC, or publish what they lend."""
    return frozenset(row["code"] for row in lexicon.rows("donors.csv"))


def remember(names: Iterable[Mark], memory: Memory) -> None:
    """Keep the parties that a sentence names."""
    for mark in names:
        actor = actor_of(mark)
        spelt = memory.spelt.get(actor.code, "")
        if mark.entry.id not in spelt:
            memory.spelt[actor.code] = f"{spelt} {mark.entry.id.casefold()}"[-400:]
        memory.mentions[actor.code] += 1
        memory.known.setdefault(actor.code, actor)
        if actor.leader:
            memory.leader = actor
        if actor.kind in ("agency", "organisation"):
            memory.agencies = [each for each in memory.agencies if each.code != actor.code or each.value != actor.value]
            memory.agencies.append(actor)
        elif actor.kind == "group":
            memory.group = actor
        elif actor.kind in _ONE_STATE:
            memory.states = [*[each for each in memory.states if each.code != actor.code][-5:], actor]


_HEADING, _LABELLED = 3, 12
"""How many words a heading may have behind the name it is about, and behind a name with a colon."""


def headed(sentence: Sentence, told: list[Mark], memory: Memory) -> None:
    """Who what follows is about, where a sentence is a heading: *Afghanistan.*, *Nepal: energy sector*.

    A state that gives by trade heads what it gives, and receives nothing by it.
    """
    if not told or told[0].first > 1 or len({m.entry.code for m in told}) > 1:
        return
    after = sentence.text[told[0].end : sentence.end].lstrip()
    actor = actor_of(told[0])
    longest = _LABELLED if after[:1] in (":", "|") else _HEADING
    if actor.kind != "state" or actor.code in lenders() or len(sentence.keys) - told[0].last > longest:
        return
    if after and after[0] not in ".:–—-|(":
        return
    memory.receiver = (actor,)
    memory.joint = ()


_WE_THE = re.compile(r"\W{0,3}We, the ")


def speaks(text: str, start: int, names: list[Actor], memory: Memory) -> None:
    """Who *we* are from here on, where a sentence says: *We, the leaders of the G7*."""
    if names and _WE_THE.match(text, start):
        memory.speaker = tuple(names[:1])


def distinct(actors: Iterable[Actor]) -> list[Actor]:
    """Actors without repeats of a code; a leader's name and an organisation win over a bare state."""
    seen: dict[str, Actor] = {}
    for actor in actors:
        known = seen.get(actor.code)
        if known is None:
            seen[actor.code] = actor
        elif actor.leader and not known.leader:
            seen[actor.code] = known._replace(leader=actor.leader)
        elif actor.kind in ("agency", "organisation") and known.kind not in ("agency", "organisation"):
            seen[actor.code] = actor._replace(leader=known.leader)
    return list(seen.values())
