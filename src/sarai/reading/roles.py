"""Who gives, who receives, through whom: the parties of a clause by their places, by its frame, by what came before."""

from collections.abc import Iterable

from sarai.reading.candidates import Found, candidates, has_money, money_before
from sarai.reading.carried import missing_giver, missing_receiver, only_other, own_part
from sarai.reading.clauses import Clause
from sarai.reading.direction import directed, lends
from sarai.reading.discourse import Actor, Memory, Party, Roles, actor_of, distinct, is_state, lenders, referents
from sarai.reading.frames import Places, noun_places
from sarai.reading.grammar import Syntax
from sarai.reading.joined import Act
from sarai.reading.marks import Sentence
from sarai.reading.places import Place


def roles_of(
    sentence: Sentence, syntax: Syntax, places: list[Place], clause: Clause, memory: Memory, carried: "Roles | None"
) -> Roles:
    """The roles of a clause; ``carried`` are those of the clause before it in the sentence."""
    act = clause.act
    table = _table(act)
    money = has_money(sentence, clause)
    found = list(candidates(sentence, syntax, places, clause, table, money))
    syntax_name = act.frame.syntax if act is not None else "noun"
    found = [_told_of(f, syntax, places) for f in found]
    if clause.whole > clause.last and (not memory.giver or syntax_name == "receive"):
        found += _trailing(sentence, syntax, places, clause, table, money, {f.role for f in found})
    rules: list[str] = []
    if act is not None and act.frame.family == "weigh":
        money = False
    if syntax_name == "keep" and any(f.slot == "to" for f in found):
        # Kept from Malawi; but "the loan from China to Togo remains undisbursed".
        found = [f._replace(role="giver") if f.slot == "from" else f for f in found]
    if syntax_name in ("meet", "thing", "await", "state") and any(f.role in ("party", "partner") for f in found):
        givers, receivers = _parties(sentence, syntax, clause, found, memory, rules, money)
    else:
        best = _best(found, "giver")
        # "The ministry pledged $5 million to Kenya": whoever that is, it is not Kenya's.
        named = {f.place.mark.entry.code for f in found if f.role == "receiver" and f.rank < _WEAK}
        givers = _resolved(best, memory, "giver", named, rules)
        if best and best[0].rank == 0 and best[0].slot in ("from", "owner"):
            # "Kenya will build a road with a loan from Japan": who acts is lent what it acts with.
            lent = min((f.rank for f in found if f.role == "receiver"), default=2)
            found += [
                f._replace(role="receiver", rank=lent)
                for f in found
                if f.slot == "subject" and f.role == "giver" and f.rank
            ]
        if _cancels(act, best, givers, memory, carried):
            # "The loan was cancelled by Honiara": by whom it was to be received.
            found += [f._replace(role="receiver", rank=0) for f in best]
            givers = []
            rules[:] = [rule for rule in rules if not rule.startswith("giver.")]
        if givers and money and (own_part(givers, memory) or (act is not None and act.frame.name == "repay")):
            # "Eswatini repaid its last instalment", "failed to pay its counterpart share": its own.
            found = [f for f in found if not (f.role == "receiver" and f.place.mark.entry.kind in ("its", "their"))]
        taken = {a.code for a, _ in givers}
        receivers = _resolved(_best(found, "receiver", taken), memory, "receiver", taken, rules)
    channels = _resolved(_best(found, "channel"), memory, "channel", {a.code for a, _ in (*givers, *receivers)}, rules)
    # Whoever gives does not receive the same; a group does not receive beside its own members.
    codes = {a.code for a, _ in givers}
    receivers = [each for each in receivers if each[0].code not in codes]
    # "ADB lent Georgia $100 million. No grant was signed with Azerbaijan": whose grant is not told.
    anew = (
        act is not None
        and act.polarity == "-"
        and carried is None
        and bool(memory.receiver)
        and memory.main() is None
        and any(said and not memory.received[actor.code] for actor, said in receivers)
    )
    if not givers and not anew:
        givers, rule = missing_giver(sentence, syntax, clause, memory, carried, receivers, money, found)
        if rule:
            rules.append(rule)
    if not receivers:
        # Who does something of its own in the same sentence is not given to by it: "Denmark gave 2 million, Sweden 3".
        others = {
            p.mark.entry.code for p in places
            if p.case == "subject" and p.first >= clause.last
            and (p.mark.entry.code in lenders() or syntax.tags[p.last : p.last + 1] == ["q"])
        }  # fmt: skip
        receivers, rule = missing_receiver(sentence, clause, memory, carried, givers, money, others)
        if rule:
            rules.append(rule)
    elif any(said for _, said in receivers):
        rules.append("recipient.named")
    if not givers and receivers and money and not anew:
        givers, rule = only_other(memory, {a.code for a, _ in receivers})
        if rule:
            rules.append(rule)
    undirected = syntax_name == "meet" and not any(rule in _DIRECTING for rule in rules)
    return Roles(tuple(givers), tuple(receivers), tuple(channels), tuple(dict.fromkeys(rules)), not undirected)


def _lender(actor: Actor) -> bool:
    """Whether a party lends to others by trade."""
    return actor.code in lenders() or (actor.kind == "agency" and not is_state(actor.code))


def _cancels(act: Act | None, best: list[Found], givers: list[Party], memory: Memory, carried: Roles | None) -> bool:
    """Whether who takes back an agreement is known to receive by it."""
    if act is None or act.frame.syntax != "keep" or not best or best[0].slot not in ("by", "subject"):
        return False
    before = {a.code for a, _ in carried.receivers} if carried is not None else set()
    return all(
        is_state(a.code) and (a.code in before or memory.received[a.code] > memory.gave[a.code]) for a, _ in givers
    )


_WEAK = 3
"""From this rank on a place hints at a role, and names none."""
_DIRECTING = frozenset("giver.lender giver.currency giver.before giver.donor giver.owner giver.forto".split())


def _told_of(each: Found, syntax: Syntax, places: list[Place]) -> Found:
    """A place with the party that *it* means where its own sentence has told: *Canada has said it will go on*."""
    mark = each.place.mark
    if mark.entry.kind != "it" or each.slot != "subject":
        return each
    before = [p for p in places if p.case == "subject" and p.last <= each.place.first and p.mark.entry.list == "actor"]
    said = [v for v in syntax.verbs if v.finite and v.at < each.place.first]
    if not before or not said or before[-1].first > said[-1].at:
        return each
    if syntax.keys[said[-1].at] not in _SAID or any(
        syntax.breaks[i] == ";" for i in range(before[-1].last, each.place.first)
    ):
        return each
    return each._replace(place=before[-1])


_SAID = frozenset(
    "said says say announced announces confirmed confirms stated states added adds noted notes told insisted insists"
    " warned warns promised promises indicated indicates declared declares stressed stresses reiterated reiterates"
    " recalled recalls claimed claims hoped hopes".split()
)


def _trailing(
    sentence: Sentence, syntax: Syntax, places: list[Place], clause: Clause, table: Places, money: bool, had: set[str]
) -> list[Found]:
    """What stands behind the last of several sums and holds for each: *a grant of 5 and a loan of 8 million from"
    " Japan*."""
    rest = clause._replace(first=clause.last, last=clause.whole, item=True)
    return [
        f._replace(rank=f.rank + 1)
        for f in candidates(sentence, syntax, places, rest, table, money)
        if f.role not in had
        and f.slot in ("from", "to", "by", "for", "in")
        and f.place.case != "subject"
        and not (f.slot == "to" and f.role == "giver")
    ]


def respective(sentence: Sentence, clause: Clause, roles: Roles, number: int, count: int) -> Roles:
    """The roles of one of several sums that are dealt out *respectively*; all of them where the numbers do not fit."""
    if "respectively" not in sentence.known:
        return roles
    if len(roles.givers) == count:
        return roles._replace(givers=roles.givers[number : number + 1])
    if len(roles.receivers) == count:
        return roles._replace(receivers=roles.receivers[number : number + 1])
    return roles


def _table(act: Act | None) -> Places:
    if act is None:
        return noun_places()
    return act.frame.passive if act.passive else act.frame.active


def _best(found: list[Found], role: str, taken: Iterable[str] = ()) -> list[Found]:
    """The surest parties of a role: all that stand in one list, or share the surest place."""
    out = set(taken)
    options = [f for f in found if f.role == role and (f.place.mark.entry.code or "?") not in out]
    if not options:
        return []
    rank = min(f.rank for f in options)
    best = [f for f in options if f.rank == rank]
    if role == "receiver" and any(f.place.mark.entry.kind not in ("group", "agency") for f in best):
        # "Kenya, a state of East Africa": the group only tells where.
        named = [f for f in best if f.place.mark.entry.kind != "group"]
        groups = [f for f in best if f.place.mark.entry.kind == "group" and f.slot in ("to", "object", "subject")]
        best = [f for f in best if f in named or f in groups]
    if best and best[0].slot in ("in", "of", "thing", "for", "loose") and role == "giver":
        best = best[:1]
    return best


def _resolved(found: list[Found], memory: Memory, role: str, taken: set[str], rules: list[str]) -> list[Party]:
    """The parties of found places; words that name nobody are resolved."""
    made: list[Party] = []
    for each in found:
        mark = each.place.mark
        if mark.entry.list == "anaphor":
            actors, rule = referents(mark, memory, role=role, others=taken)
            made += [(actor, False) for actor in actors]
            if actors:
                rules.append(rule)
        else:
            made.append((actor_of(mark), True))
            rules.append(f"{role}.{each.slot}")
    states = [a for a, _ in made]
    kept = {a.code: a for a in distinct(states)}
    out: list[Party] = []
    for actor, said in made:
        if actor.code in kept:
            out.append((kept.pop(actor.code), said))
    return out


def _parties(
    sentence: Sentence,
    syntax: Syntax,
    clause: Clause,
    found: list[Found],
    memory: Memory,
    rules: list[str],
    money: bool,
) -> tuple[list[Party], list[Party]]:
    """The parties of an agreement: who gives where that is known, else those that act, and with whom."""
    subjects = [f for f in found if f.role == "party"]
    rank = min((f.rank for f in subjects), default=0)
    first = _resolved([f for f in subjects if f.rank == rank], memory, "giver", set(), rules)
    codes = {a.code for a, _ in first}
    partners = [f for f in found if f.role == "partner"]
    best = min((f.rank for f in partners), default=0)
    second = _resolved([f for f in partners if f.rank == best], memory, "receiver", codes, rules)
    own = [
        f for f in found
        if f.slot in ("owner", "forto", "from") or (f.slot == "by" and money_before(sentence, syntax, f.place))
    ]  # fmt: skip
    owners = _resolved(_best(own, "giver"), memory, "giver", set(), rules) if money else []
    # "JICA signed ... a Japanese loan": the agency that signs gives, and not the state beside it.
    signed = {a.code: (a, said) for a, said in (*first, *second) if a.kind == "agency"}
    owners = [(a, said) if a.kind == "agency" else signed.get(a.code, (a, said)) for a, said in owners]
    receivers = _resolved(_best([f for f in found if f.rank < 5], "receiver"), memory, "receiver", set(), rules)
    if not receivers and not second and len(first) < 2:
        receivers = _resolved(_best(found, "receiver"), memory, "receiver", codes, rules)
    everyone = distinct([a for a, _ in (*first, *second)])
    if owners:
        given = {a.code for a, _ in owners}
        rest = [each for each in (*first, *second) if each[0].code not in given]
        named = [each for each in receivers if each[0].code not in given]
        return owners, named or rest
    if not money:
        if second:
            return first, second
        return first, [each for each in receivers if each[0].code not in codes]
    if not first and len(second) == 1 and lends(sentence, clause) and _lender(second[0][0]):
        # "A loan agreement was signed with the Chinese government": it is the one that lends.
        rules.append("giver.lender")
        return second, receivers
    known = directed(sentence, clause, everyone, memory)
    if known is not None:
        giver, rule = known
        rules.append(rule)
        pairs = {a.code: (a, said) for a, said in (*first, *second)}
        rest = [pair for code, pair in pairs.items() if code != giver.code]
        named = [each for each in receivers if each[0].code != giver.code]
        return [pairs[giver.code]], named or rest
    if second:
        return first, second
    return first, [each for each in receivers if each[0].code not in codes]
