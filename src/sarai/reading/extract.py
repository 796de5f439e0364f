"""From marked sentences to claims: their slots, whether they tell a fact, parts of totals, repeats."""

import datetime as dt
import re
from collections.abc import Iterator

from sarai.model.claim import Claim, Item
from sarai.reading import lexicon, marks
from sarai.reading.clauses import PARTS, WANTED, Clause, clauses
from sarai.reading.cleaning import Clean
from sarai.reading.lexicon import Lexicon
from sarai.reading.marks import Sentence
from sarai.reading.modality import readings
from sarai.reading.parties import Actor, Memory, Parties, parties_of, remember, told
from sarai.reading.relations import related
from sarai.reading.slots import acting, filled, telling

_EVIDENCE = re.compile(
    r"\b(?:governments?|ministers?|ministry|ministries|presidents?|embassy|ambassador|envoys?|delegations?|summit|bilateral"
    r"|co-?operation|aid|donors?|loans?|grants?|assistance|memorand(?:um|a|ums)|MoUs?|declaration|communiqu[eé]s?|treaty"
    r"|humanitarian|parliament|pledge[sd]?|partnership|diplomats?|development|agreements?|sides|refugees)\b",
    re.IGNORECASE,
)
_SHORT = 250
"""Up to this many characters a text need not show what it is about."""


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
    found = list(
        _walked(
            clean, memory, doc=doc, raw=raw, date=date, lexical=(cues or lexicon.cues(), entities or lexicon.entities())
        )
    )
    about = memory.agency is not None or _EVIDENCE.search(clean.text) is not None
    if len(clean.text) <= _SHORT or (about and len(memory.known) > 1):
        return found
    return [claim._replace(core=False, rules=(*claim.rules, "text.other_matters")) for claim in found]


def _walked(
    clean: Clean, memory: Memory, *, doc: str, raw: str, date: dt.date | None, lexical: tuple[Lexicon, Lexicon]
) -> Iterator[Claim]:
    number = 0
    dollar = "USD"
    previous: Claim | None = None
    total: Claim | None = None
    for span in marks.sentences(clean.text):
        sentence = marks.read(clean.text, span, date, *lexical, dollar, memory.currency)
        for quantity in sentence.quantities:
            memory.currency = quantity.unit if quantity.kind == "amount" else memory.currency
        _dates(sentence, memory, date)
        found = readings(sentence)
        parts = clauses(sentence, found)
        if not parts and any(q.kind == "amount" for q in sentence.quantities):
            parts = [Clause(sentence.start, sentence.end, None, "clause.amount")]
        names = told(sentence)
        carried: tuple[Actor, ...] = ()
        text_of = " ".join(clean.text[sentence.start : sentence.end].split())
        repeated = memory.seen.get(text_of)
        for part in parts:
            parties = parties_of(sentence, names, part, memory, carried)
            if parties.actors and (not part.item):
                carried = tuple(a for a, _ in parties.actors)
            for actors in _per_actor(part, parties):
                number += 1
                made = _claim(clean, raw, doc, f"{doc}-{number:03}", sentence, part, actors, parties, memory, repeated)
                if made is None:
                    number -= 1
                    continue
                made = _linked(made, previous, total, sentence, part)
                if made.items("amount") and made.part_of is None:
                    total = made
                previous = made
                memory.seen.setdefault(text_of, made.id)
                yield made
        remember(sentence, names, memory, carried)


def _per_actor(part: Clause, parties: Parties) -> list[tuple[tuple[Actor, bool], ...]]:
    states = [pair for pair in parties.actors if pair[0].kind in ("state", "demonym")]
    wanted = part.head is not None and part.head.modality in WANTED
    if wanted and len(states) > 2 and not part.item:
        return [(pair,) for pair in states]
    return [parties.actors]


def _claim(
    clean: Clean, raw: str, doc: str, name: str, sentence: Sentence, part: Clause,
    actors: tuple[tuple[Actor, bool], ...], parties: Parties, memory: Memory, repeated: str | None,
) -> Claim | None:  # fmt: skip
    head = part.head
    if head is None:
        modality, polarity, certainty = "reported", "+", "fact"
        rules: tuple[str, ...] = ("amount.alone",)
    else:
        modality, polarity, certainty, rules = head.modality, head.polarity, head.certainty, head.rules
    slots = filled(clean, raw, sentence, part, memory)
    if part.item and part.rule == "clause.elided" and not (slots.get("amount") or slots.get("count")):
        return None
    slots["actor"] = acting(clean, raw, part, actors)
    slots["attribution"] = telling(clean, raw, sentence, part, actors, memory)
    slots["recipient"] = acting(clean, raw, part, parties.recipients)
    core, kind = _core(modality, part, slots, actors, parties, sentence)
    if kind is None:
        return None
    if repeated is not None:
        core, kind = False, "duplicate"
    start, end = clean.raw(part.start, part.end)
    if head is not None and not part.item:
        span = clean.raw(sentence.spans[head.first][0], head.mark.end)
        slots["cue"] = (Item("cue", raw[span[0] : span[1]], *span),)
    return Claim(
        name, doc, kind, core, raw[start:end], start, end, modality, polarity, certainty, slots,
        (*rules, part.rule, *parties.rules), duplicate_of=repeated,
    )  # fmt: skip


def _dates(sentence: Sentence, memory: Memory, date: dt.date | None) -> None:
    for period in sentence.periods:
        if period.kind in ("date", "date_no_year", "weekday") and period.first:
            day = dt.date.fromisoformat(period.first)
            if (date is None or day <= date) and (memory.event_date is None or day >= memory.event_date):
                memory.event_date = day


_OPINION = re.compile(
    r"\b(?:too early|remains to be seen|open question|strong competition|it is important|should be understood"
    r"|may become|appears? (?:to be )?|is also beneficial|is an attractive|increasingly viewing|one can|arguably"
    r"|analysts|observers|critics|my (?:own )?view|in my opinion|I believe|doubts? that|fears? that)\b",
    re.IGNORECASE,
)
_MATTERS = ("instrument", "sector", "amount", "percent")
_OPINIONS = frozenset(
    "early remains question competition important understood become appear appears beneficial attractive viewing can"
    " arguably analysts observers critics view opinion believe doubt doubts fear fears".split()
)
"""Words without one of which no opinion is stated."""


def _core(
    modality: str, part: Clause, slots: dict[str, tuple[Item, ...]], actors: tuple[tuple[Actor, bool], ...],
    parties: Parties, sentence: Sentence,
) -> tuple[bool, str | None]:  # fmt: skip
    """Whether the clause tells a cooperation fact, and its type; no type where it tells nothing to list."""
    head = part.head
    about = not slots.keys().isdisjoint(_MATTERS) or (part.item and "place" in slots)
    if not actors:
        # A conference or an appeal may raise money for somebody without its givers being named.
        raised = bool(
            head is not None
            and (slots.get("amount") or slots.get("count"))
            and parties.recipients
            and (
                head.mark.entry.kind == "noun"
                or slots.get("instrument")
                or slots.get("sector")
                or any(flag for _, flag in parties.recipients)
            )
        )
        return raised, "commitment" if raised else None
    stated = any(flag for _, flag in (*actors, *parties.recipients))
    two = len({a.code for a, _ in (*actors, *parties.recipients)}) > 1
    agency = any(a.kind == "agency" for a, _ in actors)
    if head is None:
        if not (two and slots.get("amount") and slots.get("instrument")):
            return False, None
        return True, "stock"
    if (
        modality not in ("signed", "adopted")
        and not _OPINIONS.isdisjoint(sentence.known)
        and _OPINION.search(sentence.text, part.start, part.end)
    ):
        return False, "assessment" if about else None
    if not (two or agency):
        return False, None
    if not (about or slots.get("count") or stated):
        return False, None
    if (
        not (stated or part.item or slots.get("instrument") or slots.get("sector"))
        and parties.rules[:1] == ("coreference.subject",)
        and head.mark.entry.kind in ("act", "transfer", "build", "deliver")
    ):
        # "The board approved $5 million": neither who nor whom nor what for is said, so nothing ties it to the subject.
        return False, None
    if head.mark.entry.kind == "speech" and modality == "announced" and not (about or slots.get("count")):
        # "The agency announced today" tells nothing yet: what it announced is told by the clause behind it.
        return False, None
    if head.mark.entry.kind in ("state",) and not (
        slots.get("amount") or slots.get("count") or slots.get("percent") or part.item or about
    ):
        return False, None
    if head.mark.entry.kind == "say" and all(any(flag for _, flag in each) for each in (actors, parties.recipients)):
        return True, "stock"
    agreed = head.mark.entry.kind == "act" and _joins(sentence, head.mark.last)
    if head.mark.entry.kind in ("build", "transfer", "deliver", "say", "act", "ongoing") and not (
        about or slots.get("count") or (agreed and (stated or len(actors) > 1)) or (head.polarity == "-" and stated)
    ):
        return False, None
    kinds = {"pledged": "commitment", "announced": "commitment", "proposed": "proposal", "requested": "proposal",
             "expressed_interest": "interest", "launched": "institution", "adopted": "institution",
             "ongoing": "project", "reported": "stock"}  # fmt: skip
    return True, kinds.get(modality, "event")


def _spans(kind: str) -> bool:
    return kind.startswith(("duration", "year_range", "fiscal_year"))


_CONSISTS = ("state.consist-of", "state.combine", "state.comprise", "state.include", "state.contain")


_IT = re.compile(r"(?:The|This|That|It)\b(?: [\w-]+){0,3} ")
_OF_IT = re.compile(r"Of (?:this|that|the|these|which)\b|Out of")
_OTHER = re.compile(r": |the other ")


def _joins(sentence: Sentence, last: int) -> bool:
    """Whether the verb takes a clause of its own: *agreed to*, *decided that*."""
    return not _TAKES.isdisjoint(sentence.keys[max(0, last - 1) : last + 1])


_TAKES = frozenset(("to", "that", "on", "upon"))


def _linked(made: Claim, previous: Claim | None, total: Claim | None, sentence: Sentence, part: Clause) -> Claim:
    amount = next(iter(made.items("amount")), None)
    if amount is None or total is None or made.id == total.id:
        return made
    consists = (
        part.head is not None
        and part.head.mark.entry.id in _CONSISTS
        and _IT.fullmatch(sentence.text, sentence.start, part.head.mark.start)
    )
    opened = (
        consists
        or _OF_IT.match(sentence.text, sentence.start, part.end)
        or _OTHER.search(sentence.text, sentence.start, part.end)
        or PARTS.search(sentence.text, sentence.start, part.end)
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
    if consists or (part.head is not None and part.head.mark.entry.kind == "share") or part.head is None:
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
