"""From marked sentences to claims: clauses, who and to whom, parts of totals, repeats."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sarai.documents import lexicon, marks
from sarai.documents.claim import Claim, Item
from sarai.documents.cleaning import Clean
from sarai.documents.lexicon import Lexicon
from sarai.documents.marks import Mark, Sentence
from sarai.documents.modality import Reading, readings
from sarai.documents.numbers import Quantity
from sarai.documents.periods import Period
from sarai.documents.relations import related

WANTED = ("requested", "proposed", "expressed_interest")


@dataclass(frozen=True, slots=True)
class Actor:
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
    seen: dict[str, str] = field(default_factory=dict)
    last_amount: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence with the cue that heads it; ``head`` is None where the verb is elided."""

    start: int
    end: int
    head: Reading | None
    rule: str
    item: bool = False


_BOUNDARY = re.compile(
    r"; (?:and |but )?|: |, (?:and|but|while|whereas|which|who|where|with|having|leaving|according to) |,? as well as "
    r"|, | (?:and|but|while|that|which|who|where|as) "
)
_MASS_BREAK = re.compile(r"; (?:and )?|, (?:and )?| and |: |, with ")


def clauses(sentence: Sentence, found: list[Reading]) -> list[Clause]:
    """A sentence cut at the boundaries between its cues, and where amounts stand without a verb of their own."""
    text, made = sentence.text, []
    if not found:
        return []
    cuts = [sentence.start]
    for before, after in pairwise(found):
        cuts.append(_cut(sentence, before, after))
    cuts.append(sentence.end)
    for index, reading in enumerate(found):
        start, end = _trim(text, cuts[index], cuts[index + 1])
        if end <= start:
            continue
        made += _split(sentence, Clause(start, end, reading, "clause.cue"))
    return made


def _cut(sentence: Sentence, before: Reading, after: Reading) -> int:
    low, high = before.mark.end, sentence.words[after.first].start
    options = [match for match in _BOUNDARY.finditer(sentence.text, max(low - 1, 0), high + 1) if match.end() > low]
    strong = [match for match in options if match[0].strip() not in (",", "and", "as")]
    subjects = [mark.start for mark in sentence.entities if mark.entry.list == "actor" and low < mark.start < high]
    for match in reversed(options):
        if match.end() >= high - 1 or any(0 <= start - match.end() <= 12 for start in subjects):
            return match.end()
    if strong:
        return strong[-1].end()
    return options[-1].end() if options else sentence.words[after.first].start


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,;:—–-\n":
        start += 1
    while end > start and text[end - 1] in " ,;:—–-\n":
        end -= 1
    for word in ("and", "but", "which", "that", "as"):
        if text.endswith(f" {word}", start, end):
            return _trim(text, start, end - len(word) - 1)
        if text.startswith(f"{word} ", start, end) and word != "as":
            return _trim(text, start + len(word) + 1, end)
    return start, end


_LISTS = ("say.highlight", "say.stress", "say.underline", "say.emphasize", "say.emphasise")
_INCLUDES = ("state.include", "state.comprise", "state.cover")


def _split(sentence: Sentence, clause: Clause) -> list[Clause]:
    """Items of a list and amounts with an elided verb become clauses of their own."""
    text, head = sentence.text, clause.head
    after_head = head.mark.end if head is not None else clause.start
    semicolons = list(re.finditer(r"; (?:and )?", text[after_head : clause.end]))
    if semicolons and head is not None and head.mark.entry.id in _INCLUDES:
        starts = [after_head, *(after_head + m.end() for m in semicolons)]
        ends = [*(after_head + m.start() for m in semicolons), clause.end]
        return [Clause(*_trim(text, a, b), head, "clause.list", True) for a, b in zip(starts, ends, strict=True)]
    if head is not None and head.mark.entry.id in _LISTS:
        pieces = _enumeration(text, after_head, clause.end)
        if len(pieces) > 2:
            return [Clause(a, b, head, "clause.list", True) for a, b in pieces]
    if head is not None and head.modality in WANTED:
        pieces = _repeated_preposition(text, after_head, clause.end)
        if len(pieces) > 1:
            first = Clause(clause.start, pieces[0][1], head, clause.rule)
            return [first, *(Clause(a, b, head, "clause.list", True) for a, b in pieces[1:])]
    return _by_amount(sentence, clause)


def _enumeration(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = [match.span() for match in re.finditer(r"(?:[^,]|,(?=\d))+", text[start:end])]
    return [_trim(text, start + a, start + b) for a, b in pieces]


def _repeated_preposition(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [
        m.start() + start for m in re.finditer(r", (?:and )?(?:for|to|in) |,? as well as (?=\w+ing )", text[start:end])
    ]
    same = [text[cut:end].lstrip(", ").removeprefix("and ").split(" ")[0] for cut in cuts]
    if not cuts or (same[0] != "as" and len(set(same)) > 1) or (same[0] != "as" and len(cuts) < 2):
        return []
    edges = [start, *cuts, end]
    found = []
    for a, b in pairwise(edges):
        x, y = _trim(text, a, b)
        for lead in ("as well as ", "and "):
            if text.startswith(lead, x, y):
                x += len(lead)
        found.append((x, y))
    return found


def _by_amount(sentence: Sentence, clause: Clause) -> list[Clause]:
    text = sentence.text
    amounts = [
        q for q in sentence.quantities
        if q.kind in ("amount", "count") and clause.start <= q.core < clause.end and "ordinal" not in q.unit
    ]  # fmt: skip
    free = [q for q in amounts if not _bracketed(text, clause.start, q.core)]
    if len(free) < 2:
        return [clause]
    pieces, start = [], clause.start
    for before, after in pairwise(free):
        if before.kind != after.kind and not (
            before.kind == "amount" or re.search(r"as well as", text[before.end : after.start])
        ):
            continue
        if before.kind == "amount" and after.kind == "count":
            continue
        actors = [m.start for m in sentence.entities if m.entry.list == "actor" and before.end < m.start < after.start]
        gap_end = actors[-1] if actors and after.start - actors[-1] < 30 else after.start
        options = list(_MASS_BREAK.finditer(text, before.end - 1, gap_end + 1))
        wide = re.search(r",? as well as ", text[before.end : gap_end])
        if wide:
            cut = before.end + wide.end()
        elif options:
            cut = options[-1].end()
        else:
            continue
        pieces.append((start, cut))
        start = cut
    pieces.append((start, clause.end))
    made = []
    for index, (a, b) in enumerate(pieces):
        x, y = _trim(text, a, b)
        if y <= x:
            continue
        made.append(Clause(x, y, clause.head, clause.rule if index == 0 else "clause.elided", index > 0))
    return made


def _bracketed(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


_PRONOUN = re.compile(r"\b(?:he|she|his|her)\b", re.IGNORECASE)
_GROUP_WORDS = re.compile(r"\b(?:the region(?:'s)?|the five (?:states|countries|republics)|regional)\b", re.IGNORECASE)
_COUNTRY_WORDS = re.compile(r"\bthe (?:country|republic)(?:'s)?\b", re.IGNORECASE)
_AGENCY_WORDS = re.compile(r"\b[Tt]he (?:agency|bank|fund|organization|organisation)(?:'s)?\b")
_BOTH_WORDS = re.compile(
    r"\b(?:the|both|two|the two) (?:sides|parties|presidents|leaders|countries|governments)\b", re.IGNORECASE
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|around|outside|visit(?:ed|ing)? to|visiting|arrived in|capital of|between|across)\s(?:the\s)?$",
    re.IGNORECASE,
)
_RECIPIENT_BEFORE = re.compile(
    r"\b(?:to|for|in|into|across|with|on|of|against|from|give|gives|gave|given|provide|invited?|inviting|asked|urged)\s(?:the\s|five\s|its\s)*$",
    re.IGNORECASE,
)
_AGENT_BEFORE = re.compile(r"\b(?:by|with|from|jointly with)\s(?:the\s)?(?:[A-Z]\w+\s)?$")


def _actors(sentence: Sentence, start: int, end: int) -> list[tuple[Actor, str]]:
    """Actors named in a stretch, each with the words before it; capitals named as places are left out."""
    found: list[tuple[Actor, str]] = []
    for mark in sentence.entities:
        if mark.entry.list != "actor" or not start <= mark.start < end:
            continue
        before = sentence.text[max(sentence.start, mark.start - 24) : mark.start]
        kind = mark.entry.kind
        if kind == "capital" and (_PLACE_BEFORE.search(before) or sentence.text[mark.end : mark.end + 2] == ", "):
            continue
        if kind == "capital" and re.match(
            r" (?:Declaration|Initiative|International|Airport|Hub|Summit|Process)",
            sentence.text[mark.end : mark.end + 20],
        ):
            continue
        leader = mark.entry.value if kind in ("leader", "surname") else None
        value = lexicon_state(mark.entry.code) if leader or kind in ("demonym", "capital") else mark.entry.value
        found.append((Actor(value, mark.entry.code, kind, mark.start, mark.end, leader), before))
    return found


def lexicon_state(code: str) -> str:
    """The name of a state or organisation that a code stands for, in common use."""
    return _state_names().get(code, code)


def _state_names() -> dict[str, str]:
    global _STATES
    if not _STATES:
        for candidates in lexicon.entities().by_first.values():
            for _, entry in candidates:
                if entry.list == "actor" and entry.kind == "state":
                    _STATES.setdefault(entry.code, entry.value)
        _STATES.update({"EU": "European Union", "UN": "United Nations"})
    return _STATES


_STATES: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Parties:
    """Who acts and to whom, with the rules that found them; antecedents carry ``stated=False`` in their items."""

    actors: tuple[tuple[Actor, bool], ...]
    recipients: tuple[tuple[Actor, bool], ...]
    rules: tuple[str, ...]


def _parties(sentence: Sentence, clause: Clause, memory: Memory, carried: tuple[Actor, ...]) -> Parties:
    head = clause.head
    named = _actors(sentence, clause.start, clause.end)
    text = sentence.text
    at = sentence.words[head.first].start if head is not None and not clause.item else clause.end
    if (
        head is not None
        and not clause.item
        and head.mark.entry.kind == "noun"
        and not any(a.start < at for a, _ in named)
    ):
        at = max(at, clause.start)
    rules: list[str] = []
    agents = [
        a
        for a, before in named
        if a.start > at and _AGENT_BEFORE.search(before) and (head is not None and head.passive)
    ]
    actors: list[tuple[Actor, bool]]
    if agents:
        actors, subject_rule = [(a, True) for a in agents], "actor.agent"
    else:
        reach = head.mark.start if head is not None and head.mark.entry.kind == "noun" and not clause.item else at
        before = [(a, b) for a, b in named if a.start < max(at, reach)]
        subjects = [
            a for a, b in before if not (_RECIPIENT_BEFORE.search(b) and not b.rstrip().endswith(("of", "of the")))
        ]
        if clause.item and clause.rule != "clause.list":
            subjects = [
                a
                for a, b in named
                if not _RECIPIENT_BEFORE.search(b)
                and a.kind in ("state", "agency", "group")
                and _first_number(sentence, clause) > a.start
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
        actors = [(a, True) for a in _distinct(subjects)]
        if not actors:
            actors, subject_rule = _antecedent(text[clause.start : at] if at > clause.start else "", memory, carried)
    rules.append(subject_rule)
    taken = {a.code for a, _ in actors}
    others = [a for a, _ in named if a.code not in taken]
    before_it = [a for a, _ in _actors(sentence, sentence.start, clause.start) if a.code not in taken]
    recipients = [(a, True) for a in _distinct(others)]
    stretch = text[clause.start : clause.end]
    if not recipients:
        recipients = _described(stretch, clause.start, memory, taken, before_it)
        if recipients:
            rules.append("recipient.described")
    if not recipients:
        recipients = [
            (a, False)
            for a in (
                *reversed(before_it),
                *memory.recipient,
                *memory.states,
                *((memory.group,) if memory.group else ()),
            )
            if a.code not in taken
        ][:1]
        if recipients:
            rules.append("recipient.carried")
    else:
        rules.append("recipient.named")
    return Parties(tuple(actors), tuple(recipients), tuple(rules))


def _owner(sentence: Sentence, clause: Clause, before: list[tuple[Actor, str]]) -> Actor | None:
    """Who owns a noun cue: *Japan's readiness* is Japan's whoever notes it."""
    if clause.head is None or clause.item or clause.head.mark.entry.kind != "noun":
        return None
    at = clause.head.mark.start
    for actor, _ in reversed(before):
        if re.fullmatch(r"['’]s?\s(?:\w+\s)?", sentence.text[actor.end : at]):
            return actor
    return None


def _first_number(sentence: Sentence, clause: Clause) -> int:
    return min((q.core for q in sentence.quantities if q.core >= clause.start), default=clause.end)


def _distinct(actors: list[Actor]) -> list[Actor]:
    seen: dict[str, Actor] = {}
    for actor in actors:
        known = seen.get(actor.code)
        if known is None:
            seen[actor.code] = actor
        elif actor.leader and not known.leader:
            seen[actor.code] = replace(known, leader=actor.leader)
        elif actor.kind == "agency" and known.kind != "agency":
            seen[actor.code] = actor
    return list(seen.values())


def _antecedent(before: str, memory: Memory, carried: tuple[Actor, ...]) -> tuple[list[tuple[Actor, bool]], str]:
    if _PRONOUN.search(before) and memory.leader:
        return [(memory.leader, False)], "coreference.person"
    if _AGENCY_WORDS.search(before) and memory.agency:
        return [(memory.agency, False)], "coreference.agency"
    if _BOTH_WORDS.search(before) and len(memory.states) > 1:
        return [(a, False) for a in memory.states[:2]], "coreference.both"
    if carried:
        return [(a, False) for a in carried], "coreference.clause"
    return [(a, False) for a in memory.subject], "coreference.subject"


def _described(
    stretch: str, start: int, memory: Memory, taken: set[str], before_it: list[Actor]
) -> list[tuple[Actor, bool]]:
    groups = [a for a in before_it if a.kind == "group"]
    states = [
        a for a in (*reversed(before_it), *memory.states) if a.kind in ("state", "demonym") and a.code not in taken
    ]
    group = groups[-1] if groups else memory.group
    for pattern, known in ((_GROUP_WORDS, group), (_COUNTRY_WORDS, states[0] if states else None)):
        found = pattern.search(stretch)
        if found and known and known.code not in taken:
            return [(replace(known, start=start + found.start(), end=start + found.end()), True)]
    return []


def claims(
    clean: Clean,
    *,
    doc: str,
    raw: str,
    date: dt.date | None = None,
    cues: Lexicon | None = None,
    entities: Lexicon | None = None,
) -> Iterator[Claim]:
    """The claims of a cleaned text, in the order of the text.

    ``date`` resolves relative periods; ``cues`` and ``entities`` replace the room's lexicons (scoring drops entries).
    """
    memory = Memory()
    number = 0
    lexical = cues or lexicon.cues(), entities or lexicon.entities()
    dollar = "USD"
    previous: Claim | None = None
    total: Claim | None = None
    for span in marks.sentences(clean.text):
        sentence = marks.read(clean.text, span, date, *lexical, dollar)
        _dates(sentence, memory, date)
        found = readings(sentence)
        parts = clauses(sentence, found)
        if not parts and any(q.kind == "amount" for q in sentence.quantities):
            parts = [Clause(sentence.start, sentence.end, None, "clause.amount")]
        carried: tuple[Actor, ...] = ()
        text_of = " ".join(clean.text[sentence.start : sentence.end].split())
        repeated = memory.seen.get(text_of)
        for part in parts:
            parties = _parties(sentence, part, memory, carried)
            if parties.actors and (not part.item):
                carried = tuple(a for a, _ in parties.actors)
            for actors in _per_actor(part, parties):
                number += 1
                made = _claim(
                    clean, raw, doc, f"{doc}-{number:03}", sentence, part, actors, parties, memory, date, repeated
                )
                if made is None:
                    number -= 1
                    continue
                made = _linked(made, previous, total, sentence, part)
                if made.items("amount") and made.part_of is None:
                    total = made
                previous = made
                memory.seen.setdefault(text_of, made.id)
                yield made
        _remember(sentence, memory, carried)
    return


def _per_actor(part: Clause, parties: Parties) -> list[tuple[tuple[Actor, bool], ...]]:
    states = [pair for pair in parties.actors if pair[0].kind in ("state", "demonym")]
    wanted = part.head is not None and part.head.modality in WANTED
    if wanted and len(states) > 2 and not part.item:
        return [(pair,) for pair in states]
    return [parties.actors]


_MODALITY_OF_AMOUNT = ("reported", "fact")


def _claim(
    clean: Clean, raw: str, doc: str, name: str, sentence: Sentence, part: Clause,
    actors: tuple[tuple[Actor, bool], ...], parties: Parties, memory: Memory, date: dt.date | None, repeated: str | None,
) -> Claim | None:  # fmt: skip
    head = part.head
    if head is None:
        modality, polarity, certainty = "reported", "+", "fact"
        rules: tuple[str, ...] = ("amount.alone",)
    else:
        modality, polarity, certainty, rules = head.modality, head.polarity, head.certainty, head.rules
    slots = _slots(clean, raw, sentence, part, memory, date)
    if part.item and part.rule == "clause.elided" and not (slots["amount"] or slots["count"]):
        return None
    slots["actor"] = tuple(_actor_items(clean, raw, part, actors))
    slots["recipient"] = tuple(_actor_items(clean, raw, part, parties.recipients))
    core, kind = _core(modality, part, slots, actors, parties, sentence)
    if kind is None:
        return None
    if repeated is not None:
        core, kind = False, "duplicate"
    start, end = clean.raw(part.start, part.end)
    if head is not None and not part.item:
        span = clean.raw(sentence.words[head.first].start, head.mark.end)
        slots["cue"] = (Item("cue", raw[span[0] : span[1]], *span),)
    return Claim(
        name, doc, kind, core, raw[start:end], start, end, modality, polarity, certainty, slots,
        (*rules, part.rule, *parties.rules), duplicate_of=repeated,
    )  # fmt: skip


def _actor_items(clean: Clean, raw: str, part: Clause, actors: tuple[tuple[Actor, bool], ...]) -> Iterator[Item]:
    for actor, stated in actors:
        start, end = clean.raw(actor.start, actor.end)
        more = {"code": actor.code, "kind": actor.kind}
        inside = stated and part.start <= actor.start < part.end
        yield Item(actor.value, raw[start:end], start, end, inside, more)
        if actor.leader:
            yield Item(actor.leader, raw[start:end], start, end, inside, {"code": actor.code, "kind": "leader"})


def _slots(
    clean: Clean, raw: str, sentence: Sentence, part: Clause, memory: Memory, date: dt.date | None
) -> dict[str, tuple[Item, ...]]:
    made: dict[str, list[Item]] = {
        name: [] for name in ("amount", "count", "percent", "period", "instrument", "sector", "place")
    }

    def item(value: object, start: int, end: int, **more: object) -> Item:
        a, b = clean.raw(start, end)
        return Item(value, raw[a:b], a, b, True, more)

    for quantity in sentence.quantities:
        if part.start <= quantity.core < part.end:
            made[quantity.kind].append(_quantity(item, quantity, sentence, part))
    for period in sentence.periods:
        if part.start <= period.start < part.end:
            first, last = _resolved(period, sentence, memory)
            made["period"].append(
                item(None, period.start, period.end, **{"from": first, "to": last, "kind": period.kind})
            )
    for mark in sentence.entities:
        if not part.start <= mark.start < part.end:
            continue
        if mark.entry.list == "sector":
            made["sector"].append(item(mark.entry.value, mark.start, mark.end, topic=mark.entry.code))
        elif mark.entry.list == "instrument":
            made["instrument"].append(item(mark.entry.value, mark.start, mark.end))
        elif mark.entry.list == "place" or _is_place(sentence, mark):
            made["place"].append(item(sentence.text[mark.start : mark.end], mark.start, mark.end))
    return {name: tuple(items) for name, items in made.items()}


def _is_place(sentence: Sentence, mark: Mark) -> bool:
    before = sentence.text[max(sentence.start, mark.start - 24) : mark.start]
    return mark.entry.kind in ("capital",) and _PLACE_BEFORE.search(before) is not None


_EXCEEDED = re.compile(r"\b(?:passed|exceeded|surpassed|topped|exceeds|exceed|surpasses)\s$")


def _quantity(item: object, quantity: Quantity, sentence: Sentence, part: Clause) -> Item:
    value: object = [quantity.value, quantity.high] if quantity.high is not None else quantity.value
    more: dict[str, object] = {"cmp": quantity.comparator}
    more["currency" if quantity.kind == "amount" else "unit"] = quantity.unit
    if quantity.high is not None:
        more["range"] = True
    if quantity.additional:
        more["additional"] = True
    if quantity.kind == "amount" and _bracketed(sentence.text, part.start, quantity.core):
        more["role"] = "equivalent"
    return item(value, quantity.start, quantity.end, **more)  # type: ignore[operator,no-any-return]


def _resolved(period: Period, sentence: Sentence, memory: Memory) -> tuple[str | None, str | None]:
    """Relative durations start on the day the text reports on, where an earlier sentence dates it."""
    day = memory.event_date
    if period.kind == "event_anchor" and day is not None:
        words = sentence.text[period.start : period.end].casefold()
        return day.isoformat(), day.isoformat() if words.startswith("during") else None
    named = re.fullmatch(r"duration_(\d+)y", period.kind)
    if named:
        span = next((p for p in sentence.periods if p.kind == "year_range"), None)
        return (span.first, span.last) if span else (None, None)
    if (
        period.kind.startswith(("duration_relative", "duration_P", "duration_past"))
        and day is not None
        and period.first
    ):
        from sarai.documents.periods import periods as again

        text = sentence.text[period.start : period.end]
        made = again(text, day)
        if made:
            return made[0].first, made[0].last
    return period.first, period.last


def _dates(sentence: Sentence, memory: Memory, date: dt.date | None) -> None:
    for period in sentence.periods:
        if period.kind in ("date", "date_no_year", "weekday") and period.first:
            day = dt.date.fromisoformat(period.first)
            if (date is None or day <= date) and (memory.event_date is None or day >= memory.event_date):
                memory.event_date = day


_OPINION = re.compile(
    r"\b(?:too early|remains to be seen|open question|strong competition|it is important|should be understood"
    r"|may become|appears? (?:to be )?|is also beneficial|is an attractive|increasingly viewing|one can|arguably"
    r"|analysts|observers|critics)\b",
    re.IGNORECASE,
)
_NEEDS_OBJECT = ("transfer", "act", "build", "deliver", "state", "say", "ongoing", "share", "speech")


def _core(
    modality: str, part: Clause, slots: dict[str, tuple[Item, ...]], actors: tuple[tuple[Actor, bool], ...],
    parties: Parties, sentence: Sentence,
) -> tuple[bool, str | None]:  # fmt: skip
    """Whether the clause tells a cooperation fact, and its type; no type where it tells nothing to list."""
    head = part.head
    about = any(slots[name] for name in ("instrument", "sector", "amount"))
    about = about or (part.item and bool(slots["place"]))
    text = sentence.text[sentence.start : sentence.end]
    if not actors:
        # A conference or an appeal may raise money for somebody without its givers being named.
        told = bool(slots["amount"]) and bool(parties.recipients) and head is not None
        return told, "commitment" if told else None
    stated = any(flag for _, flag in (*actors, *parties.recipients))
    two = len({a.code for a, _ in (*actors, *parties.recipients)}) > 1
    agency = any(a.kind == "agency" for a, _ in actors)
    if head is None:
        if not (two and slots["amount"] and slots["instrument"]):
            return False, None
        return True, "stock"
    if _OPINION.search(text) and modality not in ("signed", "adopted"):
        return False, "assessment" if about else None
    if not (two or agency):
        return False, None
    if not (about or slots["count"] or stated):
        return False, None
    if head.mark.entry.kind in ("state",) and not (
        slots["amount"] or slots["count"] or slots["percent"] or part.item or about
    ):
        return False, None
    if head.mark.entry.kind in ("build", "transfer", "deliver", "say", "act", "ongoing") and not (
        about or slots["count"]
    ):
        return False, None
    kinds = {"pledged": "commitment", "announced": "commitment", "proposed": "proposal", "requested": "proposal",
             "expressed_interest": "interest", "launched": "institution", "adopted": "institution",
             "ongoing": "project", "reported": "stock"}  # fmt: skip
    return True, kinds.get(modality, "event")


def _linked(made: Claim, previous: Claim | None, total: Claim | None, sentence: Sentence, part: Clause) -> Claim:
    amount = next(iter(made.items("amount")), None)
    if amount is None or total is None or made.id == total.id:
        return made
    text = sentence.text[sentence.start : part.end]
    opened = re.match(r"(?:Of (?:this|that|the|these|which)\b|Out of)", text) or re.search(
        r"(?:: |, of which |the other )", text
    )
    whole = next(iter(total.items("amount")), None)
    if not opened or whole is None or whole.more["currency"] != amount.more["currency"]:
        return made
    if isinstance(amount.value, list) or isinstance(whole.value, list) or amount.value >= whole.value:
        return made
    rules = (*made.rules, "part.of_total")
    if (part.head is not None and part.head.mark.entry.kind in ("share",)) or part.head is None:
        return replace(
            made,
            part_of=total.id,
            modality=total.modality,
            certainty=total.certainty,
            rules=rules,
            type="part_of_total",
        )
    return replace(made, part_of=total.id, rules=rules, type="part_of_total")


def _remember(sentence: Sentence, memory: Memory, carried: tuple[Actor, ...]) -> None:
    told = _actors(sentence, sentence.start, sentence.end)
    named = [actor for actor, _ in told]
    leading = [actor for actor, before in told if not _RECIPIENT_BEFORE.search(before)]
    for actor in named:
        if actor.leader:
            memory.leader = actor
        if actor.kind == "agency":
            memory.agency = actor
        if actor.kind == "group" and actor.code not in ("EU",):
            memory.group = actor
    if carried:
        memory.subject = carried
    elif leading:
        memory.subject = (leading[0],)
    taken = {actor.code for actor in memory.subject}
    others = [actor for actor in named if actor.code not in taken and actor.kind in ("state", "group", "demonym")]
    if others:
        memory.recipient = (others[0],)
    states = _distinct([actor for actor in named if actor.kind in ("state", "demonym", "group")])
    if states:
        memory.states = tuple(
            [*reversed(states), *(a for a in memory.states if a.code not in {s.code for s in states})]
        )[:3]


def finished(found: list[Claim]) -> list[Claim]:
    """Claims with the arithmetic between their numbers."""
    return related(found)
