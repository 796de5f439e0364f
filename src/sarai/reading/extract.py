"""From marked sentences to claims: their slots, whether they tell a fact, parts of totals, repeats."""

import datetime as dt
import re
from collections.abc import Iterator

from sarai.model.claim import Claim, Item
from sarai.reading import lexicon, marks
from sarai.reading.acts import acts
from sarai.reading.carried import noted
from sarai.reading.clauses import WANTED, Clause, clauses, whole
from sarai.reading.cleaning import Clean
from sarai.reading.discourse import Memory, Roles, actor_of, headed, known_as, remember, speaks
from sarai.reading.grammar import parse
from sarai.reading.lexicon import Lexicon
from sarai.reading.marks import Sentence
from sarai.reading.organisations import unlisted
from sarai.reading.places import placed
from sarai.reading.relations import related
from sarai.reading.roles import respective, roles_of
from sarai.reading.slots import Slots, acting, filled, telling
from sarai.reading.worth import WEAK, whole_text, worth


def claims(
    clean: Clean,
    *,
    doc: str,
    raw: str,
    date: dt.date | None = None,
    cues: Lexicon | None = None,
    entities: Lexicon | None = None,
) -> list[Claim]:
    """The claims of a cleaned text, in the order of the text.

    ``date`` resolves relative periods; ``cues`` and ``entities`` replace the room's lexicons (scoring drops entries).
    A text that nowhere names an office, an agency or a form of cooperation, or names one party only, tells no
    cooperation facts: its claims are not core.
    """
    memory = Memory()
    lists = (cues or lexicon.cues(), entities or lexicon.entities())
    found = list(_walked(clean, memory, doc=doc, raw=raw, date=date, lists=lists))
    reason = whole_text(clean.text, len(memory.known), bool(memory.agencies))
    if not any(claim.core for claim in found):
        found = [claim for claim in found if claim.rules[-1] != WEAK]
    if not reason:
        return [
            claim._replace(core=True, rules=claim.rules[:-1]) if claim.rules[-1] == WEAK else claim for claim in found
        ]
    return [claim._replace(core=False, rules=(*claim.rules, reason)) for claim in found]


def _walked(
    clean: Clean, memory: Memory, *, doc: str, raw: str, date: dt.date | None, lists: tuple[Lexicon, Lexicon]
) -> Iterator[Claim]:
    number = 0
    previous: Claim | None = None
    total: Claim | None = None
    for span in marks.sentences(clean.text):
        sentence = marks.read(clean.text, span, date, *lists, "USD", memory.currency)
        for quantity in sentence.quantities:
            memory.currency = quantity.unit if quantity.kind == "amount" else memory.currency
        _dates(sentence, memory, date)
        if not sentence.spans:
            continue
        named = [actor_of(mark) for mark in sentence.entities if mark.entry.list == "actor"]
        speaks(clean.text, sentence.start, named, memory)
        money = any(quantity.kind == "amount" for quantity in sentence.quantities)
        if not (sentence.cues or money) or clean.text.startswith("?", sentence.end - 1):
            # What is asked is not said.
            opened = marks.dateline(sentence, lexicon.capitals())
            alone = [m for m in sentence.entities if m.entry.list == "actor" and m.start >= opened]
            remember(alone, memory)
            headed(sentence, alone, memory)
            continue
        if not money:
            headed(sentence, [m for m in sentence.entities if m.entry.list == "actor"], memory)
        longer = unlisted(sentence, [m for m in sentence.entities if m.entry.list == "actor"])
        opened = marks.dateline(sentence, lexicon.capitals())
        names = known_as([m for m in marks.parties(sentence, longer) if m.start >= opened], memory)
        remember([mark for mark in names if mark.entry.list == "actor"], memory)
        syntax = parse(sentence, names)
        where = placed(sentence, syntax, names)
        found = acts(sentence, syntax)
        parts = clauses(sentence, syntax, where, found) if found else whole(sentence, syntax, where) if money else []
        text_of = " ".join(clean.text[sentence.start : sentence.end].split())
        repeated = memory.seen.get(text_of)
        carried: Roles | None = None
        for number_of, part in enumerate(parts):
            if carried is not None and _answers(parts[number_of - 1], part):
                carried = carried._replace(givers=carried.receivers, receivers=carried.givers)
            roles = roles_of(sentence, syntax, where, part, memory, carried)
            told = respective(sentence, part, roles, number_of, len(parts))
            for each in _per_giver(part, told):
                made = _claim(clean, raw, doc, f"{doc}-{number + 1:03}", sentence, part, each, memory, repeated)
                if made is None:
                    continue
                number += 1
                made = _linked(made, previous, total, sentence, part)
                if made.items("amount") and made.part_of is None:
                    total = made
                previous = made
                memory.seen.setdefault(text_of, made.id)
                yield made
            noted(
                roles,
                part,
                memory,
                any(q.kind == "amount" for q in sentence.quantities if part.start <= q.core < part.end),
                number_of > 0 and syntax.tags[max(0, part.first - 1)] == "r",
            )
            carried = roles


def _answers(asked: Clause, part: Clause) -> bool:
    """Whether a clause tells what came of a request: who was asked gives in it, who asked receives."""
    if asked.act is None or part.act is None or part.act is asked.act:
        return False
    return asked.act.frame.name in ("request", "drop-request") and part.act.frame.family not in ("speech", "say")


def _per_giver(part: Clause, roles: Roles) -> list[Roles]:
    """One claim for each state where several share one wish."""
    states = [pair for pair in roles.givers if pair[0].kind in ("state", "demonym")]
    wanted = part.act is not None and part.act.modality in WANTED
    if wanted and len(states) > 2 and not part.item:
        return [roles._replace(givers=(pair,)) for pair in states]
    return [roles]


def _claim(
    clean: Clean, raw: str, doc: str, name: str, sentence: Sentence, part: Clause, roles: Roles, memory: Memory,
    repeated: str | None,
) -> Claim | None:  # fmt: skip
    act = part.act
    if act is None:
        modality, polarity, certainty = "reported", "+", "fact"
        rules: tuple[str, ...] = ("amount.alone",)
    else:
        modality, polarity, certainty, rules = act.modality, act.polarity, act.certainty, act.rules
    slots = filled(clean, raw, sentence, part, memory)
    if part.item and part.rule == "clause.elided" and not (slots.get("amount") or slots.get("count")):
        return None
    kind, aside = worth(sentence, part, slots, roles)
    if kind is None:
        return None
    slots["actor"] = acting(clean, raw, part, roles.givers)
    slots["recipient"] = acting(clean, raw, part, roles.receivers)
    slots["channel"] = acting(clean, raw, part, roles.channels)
    slots["attribution"] = telling(clean, raw, sentence, part, roles.givers, memory)
    if part.item and moved(sentence, part):
        modality, polarity, certainty, rules = "reported", "+", "fact", (*rules, "frame.change")
    if act is not None and _terms(sentence, part, slots):
        modality, polarity, certainty, rules = "reported", "+", "fact", (*rules, "frame.terms")
    if repeated is not None:
        kind, aside = "duplicate", "aside.repeated"
    start, end = clean.raw(part.start, part.end)
    if act is not None and not part.item:
        span = clean.raw(sentence.spans[act.first][0], act.mark.end)
        slots["cue"] = (Item("cue", raw[span[0] : span[1]], *span),)
    return Claim(
        name, doc, kind, not aside, raw[start:end], start, end, modality, polarity, certainty, slots,
        (*rules, part.rule, *roles.rules, *((aside,) if aside else ())), duplicate_of=repeated,
    )  # fmt: skip


_TERM = re.compile(
    r"\bfor (?:a (?:period|term) of )?(?:\d+|[a-z]+)[ -]years?\b|\bgrace\b|\binterest rate\b"
    r"|\b(?:maturity|tenor|repayable)\b"
)


def _terms(sentence: Sentence, part: Clause, slots: Slots) -> bool:
    """Whether a clause without a sum tells on what terms a loan is given, and no deed: *is provided for 30 years*."""
    act = part.act
    if act is None or act.polarity == "-" or act.frame.family not in ("transfer", "receive", "state"):
        return False
    if slots.get("amount") or slots.get("count") or not (act.passive or act.frame.family == "state"):
        return False
    lent = any(item.value in ("loan", "credit") for item in slots.get("instrument", ()))
    return lent and _TERM.search(sentence.text, part.start, part.end) is not None


_LESS = re.compile(r"[^.;]{0,24}\b(?:less|more|higher|lower|fewer) than\b")
_UP = re.compile(r"\b(?:up|down)(?: by)?\s$")


def moved(sentence: Sentence, part: Clause) -> bool:
    """Whether an item tells by how much a sum changed: *up $18 million*, *$19 million less than*."""
    first = next((q for q in sentence.quantities if q.kind == "amount" and part.start <= q.core < part.end), None)
    if first is None:
        return False
    before = sentence.text[max(sentence.start, first.start - 12) : first.start]
    return _UP.search(before) is not None or _LESS.match(sentence.text, first.end, part.end) is not None


def _dates(sentence: Sentence, memory: Memory, date: dt.date | None) -> None:
    for period in sentence.periods:
        if period.kind in ("date", "date_no_year", "weekday") and period.first:
            day = dt.date.fromisoformat(period.first)
            if (date is None or day <= date) and (memory.event_date is None or day >= memory.event_date):
                memory.event_date = day


def _spans(kind: str) -> bool:
    return kind.startswith(("duration", "year_range", "fiscal_year"))


_CONSISTS = frozenset(("consist", "combine", "comprise", "include", "contain"))


_SHARES = frozenset(("account", "make", "cover", "represent"))
_IT = re.compile(r"(?:The|This|That|It)\b(?: [\w-]+){0,3} ")
_OF_IT = re.compile(r"Of (?:this|that|the|these|which)\b|Out of")
_OTHER = re.compile(r": |the other ")
_PARTS = re.compile(r", (?:including|of which|among (?:them|which)|comprising) ")


def _linked(made: Claim, previous: Claim | None, total: Claim | None, sentence: Sentence, part: Clause) -> Claim:
    amount = next(iter(made.items("amount")), None)
    if amount is None or total is None or made.id == total.id:
        return made
    act = part.act
    consists = (
        act is not None
        and act.mark.entry.code in _CONSISTS
        and _IT.fullmatch(sentence.text, sentence.start, act.mark.start)
    )
    opened = (
        consists
        or _OF_IT.match(sentence.text, sentence.start, part.end)
        or _OTHER.search(sentence.text, sentence.start, part.end)
        or _PARTS.search(sentence.text, sentence.start, part.end)
        or (act is not None and act.mark.entry.code in _SHARES and act.frame.family == "state")
    )
    whole = next(iter(total.items("amount")), None)
    if not opened or whole is None or whole.more["currency"] != amount.more["currency"]:
        return made
    if isinstance(amount.value, list) or isinstance(whole.value, list) or amount.value >= whole.value:
        return made
    rules = (*made.rules, "part.of_total")
    if not made.items("period"):
        spans = tuple(i._replace(stated=False) for i in total.items("period") if _spans(str(i.more.get("kind"))))
        made = made._replace(slots={**made.slots, "period": spans})
    if consists or act is None or act.frame.family in ("share", "state"):
        return made._replace(
            part_of=total.id,
            modality=total.modality,
            certainty=total.certainty,
            rules=rules,
            type="part_of_total",
        )
    return made._replace(part_of=total.id, rules=rules, type="part_of_total")


def finished(found: list[Claim]) -> list[Claim]:
    """Claims with the arithmetic between their numbers."""
    return related(found)
