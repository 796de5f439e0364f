"""What fills the slots of a claim, with the characters each was read from."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sarai.model.claim import Item
from sarai.reading import lexicon
from sarai.reading.attribution import attributed
from sarai.reading.clauses import LISTED, Clause, bracketed, changed, equivalent
from sarai.reading.cleaning import Clean
from sarai.reading.discourse import Actor, Memory
from sarai.reading.marks import Sentence
from sarai.reading.numbers import Quantity
from sarai.reading.periods import Period, periods

Slots = dict[str, tuple[Item, ...]]
"""What fills a claim, by slot."""


def acting(clean: Clean, raw: str, part: Clause, actors: tuple[tuple[Actor, bool], ...]) -> tuple[Item, ...]:
    """The actors as items: each state or agency, and behind it the leader who speaks for it."""
    return tuple(_actors(clean, raw, part, actors))


def _actors(clean: Clean, raw: str, part: Clause, actors: tuple[tuple[Actor, bool], ...]) -> Iterator[Item]:
    for actor, stated in actors:
        start, end = clean.raw(actor.start, actor.end)
        more: dict[str, object] = {"code": actor.code, "kind": actor.kind}
        if members := lexicon.members().get(actor.value):
            more["members"] = list(members)
        inside = stated and part.start <= actor.start < part.end
        yield Item(actor.value, raw[start:end], start, end, inside, more)
        if actor.leader:
            yield Item(actor.leader, raw[start:end], start, end, inside, {"code": actor.code, "kind": "leader"})


def telling(
    clean: Clean, raw: str, sentence: Sentence, part: Clause, actors: tuple[tuple[Actor, bool], ...],
    memory: Memory,
) -> tuple[Item, ...]:  # fmt: skip
    """Whose word it is: whom the sentence quotes, or the leader whose own statement the clause reports."""
    span = attributed(sentence)
    if span is not None:
        leader = next(
            (m.entry.value for m in sentence.entities if span[0] <= m.start < span[1] and m.entry.kind in _PERSONS),
            None,
        )
        start, end = clean.raw(*span)
        if sentence.text[slice(*span)].casefold() in ("he", "she"):
            leader = memory.leader.leader if memory.leader else None
            if leader is None:
                return ()
        who = leader or " ".join(sentence.text[slice(*span)].split())
        return (Item(who, raw[start:end], start, end, part.start <= span[0] < part.end),)
    if part.act is None or part.act.frame.family not in ("say", "speech", "promise", "intend", "suggest"):
        return ()
    for actor, stated in actors:
        if actor.leader:
            start, end = clean.raw(actor.start, actor.end)
            return (Item(actor.leader, raw[start:end], start, end, stated and not part.item),)
    return ()


_PERSONS = ("leader", "surname")


def filled(clean: Clean, raw: str, sentence: Sentence, part: Clause, memory: Memory) -> Slots:
    """What a clause tells beside who acts: amounts, counts, shares, periods, instruments, sectors, places."""
    made: dict[str, list[Item]] = {}
    first, last = part.start, part.end

    def add(slot: str, value: object, start: int, end: int, more: Mapping[str, object], stated: bool = True) -> None:
        begins, ends = clean.raw(start, end)
        made.setdefault(slot, []).append(Item(value, raw[begins:ends], begins, ends, stated, more))

    for quantity in sentence.quantities:
        if first <= quantity.core < last:
            value: object = [quantity.value, quantity.high] if quantity.high is not None else quantity.value
            add(quantity.kind, value, quantity.start, quantity.end, _quantity(quantity, sentence, part))
    for period in sentence.periods:
        inside = first <= period.start < last
        # "In 2024, A did this and B that": what opens the sentence dates the items that follow too.
        if inside or (part.item and sentence.start <= period.start < sentence.start + 4):
            since, until = _resolved(period, sentence, memory)
            add("period", None, period.start, period.end, {"from": since, "to": until, "kind": period.kind}, inside)
    for entry, start, end, _, _ in sentence.entities:
        if not first <= start < last:
            continue
        if entry.list == "sector":
            add("sector", entry.value, start, end, {"topic": entry.code})
        elif entry.list == "instrument":
            add("instrument", entry.value, start, end, _NOTHING)
        elif entry.list == "place" or (entry.kind == "capital" and is_place(sentence, start)):
            add("place", sentence.text[start:end], start, end, _NOTHING)
    return {slot: tuple(items) for slot, items in made.items()}


_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|around|outside|visit(?:ed|ing)? to|visiting|arrived in|capital of|between|across)\s(?:the\s)?$",
    re.IGNORECASE,
)


def is_place(sentence: Sentence, start: int) -> bool:
    """Whether the capital that stands at ``start`` is named as a place and not for its government."""
    return _PLACE_BEFORE.search(sentence.text[max(sentence.start, start - 24) : start]) is not None


_NOTHING: Mapping[str, object] = MappingProxyType({})


def _quantity(quantity: Quantity, sentence: Sentence, part: Clause) -> dict[str, object]:
    more: dict[str, object] = {"cmp": quantity.comparator}
    more["currency" if quantity.kind == "amount" else "unit"] = quantity.unit
    if quantity.high is not None:
        more["range"] = True
    if quantity.inherited:
        more["currency_inherited"] = True
    if quantity.additional:
        more["additional"] = True
    if quantity.kind == "amount":
        inside = part.rule != LISTED and bracketed(sentence.text, part.start, quantity.core)
        if inside or equivalent(sentence, quantity):
            more["role"] = "equivalent"
        elif changed(sentence, quantity):
            more["role"] = "change"
    return more


_YEARS = re.compile(r"duration_(\d+)y")


def _resolved(period: Period, sentence: Sentence, memory: Memory) -> tuple[str | None, str | None]:
    """Relative durations start on the day the text reports on, where an earlier sentence dates it."""
    day = memory.event_date
    if period.kind == "event_anchor" and day is not None:
        words = sentence.text[period.start : period.end].casefold()
        return day.isoformat(), day.isoformat() if words.startswith("during") else None
    if _YEARS.fullmatch(period.kind):
        span = next((p for p in sentence.periods if p.kind == "year_range"), None)
        return (span.first, span.last) if span else (None, None)
    if (
        period.kind.startswith(("duration_relative", "duration_P", "duration_past"))
        and day is not None
        and period.first
    ):
        text = sentence.text[period.start : period.end]
        made = periods(text, day)
        if made:
            return made[0].first, made[0].last
    return period.first, period.last
