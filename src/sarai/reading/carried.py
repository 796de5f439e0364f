"""Who gives or receives where a clause does not say: what the clauses and sentences before it leave."""

import re

from sarai.reading.candidates import Found
from sarai.reading.clauses import Clause
from sarai.reading.direction import directed
from sarai.reading.discourse import Actor, Memory, Party, Roles, is_state, lenders, state_name
from sarai.reading.grammar import Syntax
from sarai.reading.joined import Act
from sarai.reading.marks import Sentence

_OF_SUBJECTS = frozenset(("speech", "suggest", "say"))
"""Classes of frames whose subject says or wants something: nobody gives in them."""


def missing_giver(
    sentence: Sentence, syntax: Syntax, clause: Clause, memory: Memory, carried: Roles | None, receivers: list[Party],
    money: bool, found: list[Found],
) -> tuple[list[Party], str]:  # fmt: skip
    """Who gives or acts where the clause names nobody, and the rule that says so."""
    act = clause.act
    taken = {a.code for a, _ in receivers}
    if carried is not None and (clause.item or _shares_subject(syntax, act) or act is None or _no_subject(act, syntax)):
        kept = [(a, False) for a, _ in carried.givers if a.code not in taken]
        if kept:
            return kept, "coreference.clause"
    if act is not None and act.frame.family in _OF_SUBJECTS and not money and not act.passive:
        spoke = [(a, False) for a in memory.subject if a.code not in taken]
        return spoke, "coreference.subject" if spoke else ""
    if money and len(memory.joint) > 1 and not memory.giver and not taken:
        known = directed(sentence, clause, list(memory.joint), memory)
        if known is not None:
            return [(known[0], False)], known[1]
    main = memory.main()
    if money and main is not None and main.code not in taken and _bare(act):
        return [(main, False)], "giver.main"
    giver = [a for a in memory.giver if a.code not in taken]
    if giver and (money or (act is not None and act.frame.family not in _OF_SUBJECTS)):
        return [(a, False) for a in giver], "coreference.giver"
    back = [a for a in memory.subject if a.code not in taken and not memory.received[a.code]]
    if money and len(back) > 1 and {a.code for a in back} <= {a.code for a in memory.joint}:
        # "The agreement was worth $147 million": of the two that signed it nobody is said to give.
        return [], ""
    if back:
        return [(a, False) for a in back], "coreference.subject"
    return [], ""


def _bare(act: Act | None) -> bool:
    """Whether a clause only tells a sum of what the text is about: *Disbursements reached $198 million*."""
    return act is not None and act.frame.family == "state"


def only_other(memory: Memory, taken: set[str]) -> tuple[list[Party], str]:
    """The one party named so far that may give, where a text names no other."""
    other = [a for code, a in memory.known.items() if code not in taken and not memory.received[code] and _may_give(a)]
    lending = [a for a in other if a.code in lenders() or a.kind == "agency"]
    for options in (lending, other):
        if len(options) == 1:
            return [(options[0], False)], "giver.only_other"
    return [], ""


def _may_give(actor: Actor) -> bool:
    return actor.kind not in ("group",) or actor.code == "EU"


def _no_subject(act: Act, syntax: Syntax) -> bool:
    return act.reduced or act.passive or act.noun


def _shares_subject(syntax: Syntax, act: Act | None) -> bool:
    """Whether the verb of an act follows another one without a subject of its own: *signed and launched*."""
    if act is None:
        return True
    return act.first > 0 and (syntax.tags[act.first - 1] in "c" or syntax.breaks[act.first] == ",")


def missing_receiver(
    sentence: Sentence, clause: Clause, memory: Memory, carried: Roles | None, givers: list[Party], money: bool,
    others: set[str],
) -> tuple[list[Party], str]:  # fmt: skip
    """To whom, where the clause names nobody, and the rule that says so; never to whoever gave before.

    ``others`` are the parties that do something of their own behind it in the same sentence.
    """
    taken = {a.code for a, _ in givers}
    act = clause.act
    if act is not None and act.frame.name == "repay":
        # Who lent is paid back.
        lent = carried.givers if carried is not None else tuple((a, False) for a in memory.giver)
        back = [(a, False) for a, _ in lent if a.code not in taken]
        return back, "recipient.lender" if back else ""
    where = _state_of_place(sentence, clause, taken)
    if where is not None:
        return [(where, False)], "recipient.place"
    if carried is not None:
        kept = [(a, False) for a, _ in carried.receivers if a.code not in taken]
        if kept:
            return kept, "recipient.clause"
    if money and givers and (act is None or act.frame.family in _PAYING) and own_part(givers, memory):
        return [], "recipient.own"
    if act is not None and act.frame.family in ("speech", "suggest") and memory.giver:
        # Whoever wants something wants it of who gives.
        asked = [(a, False) for a in memory.giver if a.code not in taken]
        if asked and any(memory.received[code] for code in taken):
            return asked, "recipient.giver"
    fit = [a for a in memory.receiver if a.code not in taken and not (memory.gave[a.code] > memory.received[a.code])]
    if fit:
        return [(a, False) for a in fit], "recipient.carried"
    for actor in (memory.topic(taken | others), memory.group):
        if actor is not None and actor.code not in taken and not memory.gave[actor.code]:
            return [(actor, False)], "recipient.topic"
    named = [a for a in reversed(memory.states) if a.code not in taken | others and not memory.gave[a.code]]
    if named:
        return [(named[0], False)], "recipient.topic"
    return [], ""


_MET = re.compile(
    r"\b(?:summit|meetings?|ministerial|conference|forum|talks|ceremony|held|met|signed|visit\w*|gathered|announced)"
    r" (?:in|at|to|near)(?: the)? $"
)
"""What stands before a town where people only met."""


def _state_of_place(sentence: Sentence, clause: Clause, taken: set[str]) -> Actor | None:
    """The one state, no lender and not taken, in which the towns and works that a clause names lie."""
    named = [
        m for m in sentence.entities
        if m.entry.list == "place" and m.entry.code and clause.start <= m.start < clause.end
        and not _MET.search(sentence.text, max(sentence.start, m.start - 40), m.start)
    ]  # fmt: skip
    codes = {m.entry.code for m in named} - lenders()
    if len(codes) != 1 or not codes.isdisjoint(taken):
        return None
    (code,) = codes
    return Actor(state_name(code), code, "state", named[0].start, named[0].end)


_PAYING = frozenset(("act", "transfer", "promise", "share", "intend"))


def own_part(givers: list[Party], memory: Memory) -> bool:
    """Whether those that pay are states that so far were given: what they pay is their own part."""
    about = {a.code for a in memory.receiver}
    return all(
        (memory.received[a.code] > memory.gave[a.code] or (a.code in about and not memory.gave[a.code]))
        and is_state(a.code)
        and a.code not in lenders()
        for a, _ in givers
    )


def noted(roles: Roles, clause: Clause, memory: Memory, money: bool, aside: bool = False) -> None:
    """Keep who gave and who received for what follows; ``aside`` is a clause that only tells more of another's noun,
    so that its subject is not what *it* means next."""
    act = clause.act
    named = [a for a, said in roles.givers if said]
    if act is not None and act.frame.syntax == "thank" and roles.givers and roles.receivers:
        memory.joint = (roles.receivers[0][0], roles.givers[0][0])
    if act is not None and act.frame.syntax == "meet" and len(roles.givers) + len(roles.receivers) > 1:
        together = tuple(a for a, _ in (*roles.givers, *roles.receivers) if a.kind != "agency")
        if len(together) > 1:
            memory.joint = together[:5]
    asked = act is not None and act.frame.family in ("speech", "suggest", "say")
    back = "recipient.own" in roles.rules or (act is not None and act.frame.name == "repay")
    if back:
        # Who pays back, or its own part, gives to nobody that the text goes on about.
        return
    if not asked and roles.directed:
        for actor, said in roles.givers:
            memory.gave[actor.code] += said
        for actor, said in roles.receivers:
            memory.received[actor.code] += said
        if roles.givers and (money or act is None or act.frame.family != "state"):
            memory.giver = tuple(a for a, _ in roles.givers)
        lasting = tuple(a for a, _ in roles.receivers if a.kind != "organisation" or is_state(a.code))
        if memory.receiver:
            # "gave $400,000 to UNICEF for Chad": the office it passes through is not whom the text is about.
            lasting = tuple(a for a in lasting if a.kind != "agency" or is_state(a.code)) or memory.receiver
        if lasting and any(said for _, said in roles.receivers):
            memory.receiver = lasting
    if named and not aside:
        memory.subject = tuple(named)
