"""Which roles the places of a clause may give to the parties that stand in them, and how surely."""

from collections.abc import Iterator
from typing import NamedTuple

from sarai.reading.clauses import Clause
from sarai.reading.discourse import lenders
from sarai.reading.frames import Places, noun_places
from sarai.reading.grammar import Syntax
from sarai.reading.joined import Act
from sarai.reading.lexicon import things
from sarai.reading.marks import Sentence
from sarai.reading.places import Place
from sarai.reading.subjects import subject_of

_HELPS = frozenset(
    "help helps helped helping assist assists assisting support supports supporting enable enables enabling allow"
    " allows"
    " allowing benefit aid strengthen equip let boost".split()
)
"""Verbs whose object gains by what is done: *a loan to help Kenya*."""
_OWNERS = ("money", "debt")
_LOOSE = 6
MONEY = frozenset("loan grant assistance investment private_investment debt_relief debt fund budget_support guarantee"
                   " ODA humanitarian technical_assistance scholarship".split())  # fmt: skip


class Found(NamedTuple):
    """A party's role in a clause: how surely, and where."""

    role: str
    rank: int
    place: Place
    slot: str


def has_money(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause speaks of money: a sum, or an instrument such as a loan."""
    if any(q.kind == "amount" and clause.start <= q.core < clause.end for q in sentence.quantities):
        return True
    return any(
        m.entry.list == "instrument" and m.entry.value in MONEY and clause.start <= m.start < clause.end
        for m in sentence.entities
    )


def candidates(
    sentence: Sentence, syntax: Syntax, places: list[Place], clause: Clause, table: Places, money: bool
) -> Iterator[Found]:
    """The roles that the places of a clause give: by its verb, else by the money that a noun names."""
    act = clause.act
    syntax_name = act.frame.syntax if act is not None else ""
    nouns = noun_places()
    subjects = set() if act is None or clause.item else subject_of(syntax, places, act)
    for index, place in enumerate(places):
        inside = clause.first <= place.first < clause.last
        if index in subjects:
            slot, late = "subject", 0
        elif inside:
            slot, late = _slot(syntax, place, clause)
        else:
            continue
        if not slot or place.case == "according" or _occasion(syntax, place):
            continue
        if syntax_name == "thank" and slot == "to" and act is not None and place.governor == act.last - 1:
            # "grateful to Japan", but "thanked for its grant to Benin".
            slot = "object"
        if slot == "on" and place.mark.entry.kind in ("continent", "region", "country", "group"):
            slot = "in"
        if slot == "subject" and place.mark.entry.kind == "it" and act is not None and _expletive(act):
            continue
        if slot == "forto" and not _gives(syntax, place, act):
            slot = "for"
        if (
            act is not None
            and act.owned >= 0
            and place.thing == act.owned
            and place.owns != "debt"
            and (inside or index in subjects)
        ):
            role, rank = table.get("owner", ("giver", 0))
            yield Found(role, 2 if place.mark.entry.list == "anaphor" else 0, place, "owner")
            continue
        if act is not None and act.passive and act.frame.syntax == "complement" and _precedes(place, act):
            # "ADB's loan will be complemented by": whose loan it is gives nothing more.
            continue
        if place.owns in _OWNERS and (inside or index in subjects):
            eased = act is not None and act.frame.name in ("forgive", "renew") and place.mark.entry.list != "anaphor"
            owned = "debtor" if place.owns == "debt" or eased else "owner"
            if owned in table or owned in nouns:
                role, rank = table.get(owned) or nouns[owned]
                if owned == "owner" and place.mark.entry.list == "anaphor":
                    if place.case in ("through", "with", "from"):
                        continue
                    rank += 2
                if not (owned == "owner" and _own_use(syntax, place)):
                    yield Found(role, rank, place, owned)
                    continue
        if place.owns == "thing" and slot in ("object", "loose"):
            slot = "thing"
        if place.mark.entry.kind == "region" and place.owns == "thing" and slot == "thing":
            late += 1
        known = table.get(slot)
        if known is None and slot == "by" and _paid_by(syntax, place):
            known = ("giver", 2)
        if known is None and money:
            known = nouns.get(slot)
            if known is not None:
                known = known[0], known[1] + 2
        if known is None:
            continue
        role, rank = known
        if place.owns == "thing" and role == "receiver" and _maker(syntax, place):
            # "the Japanese hospital in Laos": whose work it is, not whose it becomes.
            role, rank = "giver", 3
        if slot == "of" and place.mark.entry.kind in ("it", "they"):
            # "the larger of them": of things, not of parties.
            continue
        if slot == "from" and role == "giver" and money_before(sentence, syntax, place):
            rank = 0
        if money and "whose" in sentence.known and (whose := _whose(sentence, syntax, place)):
            # "Sudan, whose arrears stood at $88 million", "Japan, whose loans reached $5 million".
            yield Found("receiver" if whose == "debt" else "giver", 0, place, "debtor" if whose == "debt" else "owner")
            continue
        if slot in ("by", "to") and syntax_name != "owe" and _owed(syntax, place):
            # "wrote off $7 million owed by the Comoros", "owed to India by Mozambique".
            yield Found("receiver", 0, place, "debtor") if slot == "by" else Found("giver", 0, place, "owner")
            continue
        if slot == "to" and not _EXCEPT.isdisjoint(syntax.keys[max(0, place.governor - 3) : place.governor]):
            continue
        if slot == "from" and act is not None and act.frame.name == "refuse" and _offered(syntax, act, place):
            # "turned down an offer of $5 million from Taiwan": who offers gives.
            role, rank = "giver", 0
        if slot == "of" and place.governor > 0 and _debt_before(sentence, place):
            role, rank = "receiver", 0
        if slot == "to" and place.governor > 0 and syntax_name in ("state", "owe", "") and _indebted(sentence, place):
            # "the debt of Zambia, including to China $6 billion": to whom it is owed.
            role, rank = "giver", 0
        if place.mark.entry.kind == "group" and slot in ("in", "of", "thing"):
            late += 2
        if place.mark.entry.kind == "capital" and slot == "in":
            # "Notes were exchanged in Tokyo": where it happened.
            late += 4
        if place.mark.entry.value in ("its", "their") and role == "giver":
            late += 2
        yield Found(role, rank + late, place, slot)


_OCCASIONS = frozenset(
    "conference summit meeting declaration agreement accord process forum protocol convention consensus treaty talks"
    " stock exchange".split()
)
_OWED = frozenset("owed payable".split())
_EXCEPT = frozenset("except excluding save".split())
_GIVING = frozenset(
    "grant lend loan provide give finance fund donate extend contribute invest disburse allocate pay supply".split()
)


def _occasion(syntax: Syntax, place: Place) -> bool:
    """Whether a seat of government names an occasion and no government: *at the Brussels conference*."""
    return place.mark.entry.kind == "capital" and not _OCCASIONS.isdisjoint(syntax.keys[place.last : place.last + 2])


def _whose(sentence: Sentence, syntax: Syntax, place: Place) -> str:
    """The money or debt that is a party's by *whose*; a list before it owns it together."""
    at = next((i for i in range(place.last, min(place.last + 8, len(syntax.keys))) if syntax.keys[i] == "whose"), -1)
    if at < 0 or any(syntax.tags[i] not in "mcdj" for i in range(place.last, at)):
        return ""
    for mark in sentence.entities:
        if mark.entry.list == "instrument" and at < mark.first <= at + 3:
            return "debt" if mark.entry.value == "debt" else "money" if mark.entry.value in MONEY else ""
    return ""


def _owed(syntax: Syntax, place: Place) -> bool:
    """Whether *owed*, *due* or *payable* governs a party, alone or behind another one."""
    first = max(0, place.governor - 4)
    at = next((i for i in range(place.governor - 1, first - 1, -1) if syntax.keys[i] in _OWED), -1)
    between = range(at + 1, place.governor)
    return at >= 0 and all(syntax.tags[i] in "mqdjp" and not syntax.breaks[i] for i in between)


_OFFERS = frozenset("offer offers loan loans grant grants aid money help assistance".split())
_ASKED = frozenset("request requests application applications appeal bid plea".split())


def _offered(syntax: Syntax, act: Act, place: Place) -> bool:
    """Whether what is refused was offered, and not asked for."""
    between = syntax.keys[act.first : place.first]
    return not _OFFERS.isdisjoint(between) and _ASKED.isdisjoint(between)


def _expletive(act: Act) -> bool:
    """Whether *it* is nobody: *it is expected that*, *it was emphasized that*."""
    if "lead.expected" in act.rules and act.passive:
        return True
    return act.passive and act.frame.family in ("intend", "say", "suggest", "speech", "weigh", "state")


def _gives(syntax: Syntax, place: Place, act: Act | None) -> bool:
    """Whether who is named before an infinitive gives by it: *a plan for China to lend*, but *a loan for Kenya to buy
    ships*."""
    if act is not None and act.frame.family in ("transfer", "receive", "deliver"):
        return False
    verb = next((each for each in syntax.verbs if each.at > place.last and each.infinitive), None)
    return verb is not None and verb.mark is not None and verb.mark.entry.code in _GIVING


def _maker(syntax: Syntax, place: Place) -> bool:
    """Whether a nation's name describes a work that it makes elsewhere: *the Chinese school in Samoa*."""
    if place.mark.entry.kind not in ("demonym", "state", "agency") or place.mark.entry.code not in lenders():
        return False
    words = syntax.keys[place.last : place.thing + 3]
    return any(things().get(key) in ("works", "goods") or key in _PROGRAMMES for key in words)


_PROGRAMMES = frozenset(
    "project projects programme programmes program programs cooperation scheme contribution".split()
)


_PAID_BY = frozenset(
    "funded financed provided built implemented supported backed run managed sponsored donated".split()
)


def _paid_by(syntax: Syntax, place: Place) -> bool:
    """Whether a participle tells who pays or works: *the project, funded by the bank, starts in July*."""
    return place.governor > 0 and syntax.keys[place.governor - 1] in _PAID_BY


def _own_use(syntax: Syntax, place: Place) -> bool:
    """*Its own*, *the government's contribution to its budget*: nothing that another gives."""
    return syntax.keys[place.last : place.last + 1] == ("own",)


def money_before(sentence: Sentence, syntax: Syntax, place: Place) -> bool:
    """Whether money is said to be *from* a party: *a bank loan of $5 million from Japan*."""
    at = place.governor
    while at > 0 and not syntax.breaks[at] and (syntax.tags[at - 1] in "qdw" or syntax.keys[at - 1] == "of"):
        if any(m.last == at and m.entry.list == "instrument" and m.entry.value in MONEY for m in sentence.entities):
            return True
        at -= 1
    return False


def _debt_before(sentence: Sentence, place: Place) -> bool:
    """Whether what a party is said to have with *of* is a debt: *the arrears of Zambia*."""
    return any(
        m.entry.list == "instrument" and m.entry.value == "debt" and m.last == place.governor for m in sentence.entities
    )


def _indebted(sentence: Sentence, place: Place) -> bool:
    """Whether a debt, and nothing lent anew, is spoken of before a party."""
    return any(
        m.entry.list == "instrument" and m.entry.value == "debt" and m.last <= place.governor for m in sentence.entities
    )


def _slot(syntax: Syntax, place: Place, clause: Clause) -> tuple[str, int]:
    """The place of a party as a slot of the clause's frame, and how much less sure it is."""
    act, late = clause.act, 0
    if place.case == "subject":
        if act is None or clause.item:
            return "subject", 0
        if act.frame.syntax == "ask" and place.first >= act.last:
            # "asked that Australia extend the project": of Australia.
            return "object", 0
        return "", 0
    if place.case == "object":
        if act is None:
            return "thing", 1
        verbs = {act.at}
        if act.inner >= 0:
            verbs.add(syntax.verbs[act.inner].at)
        if place.governor in verbs or (act.noun and act.verb >= 0 and place.governor == syntax.verbs[act.verb].at):
            if place.owns == "thing":
                return "thing", late
            return "object", late
        word = syntax.keys[place.governor] if place.governor >= 0 else ""
        if word in _HELPS:
            return "help", 0
        return "thing", 1
    if place.case == "loose":
        return "loose", _LOOSE
    late += place.apposed
    if act is not None and place.governor >= 0:
        fronted = place.governor < act.first and not clause.item
        other = (v.at for v in syntax.verbs if act.last <= v.at < place.governor)
        late += fronted or any(not _inner(act, syntax, at) for at in other)
    return place.case, late


def _precedes(place: Place, act: Act) -> bool:
    return place.owns == "money" and place.first < act.first


def _inner(act: Act, syntax: Syntax, at: int) -> bool:
    return act.inner >= 0 and syntax.verbs[act.inner].at == at
