"""The filters of questions about promises: what was asked, as conditions on judged promises."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from sarai import codelists
from sarai.codelists.folding import fold
from sarai.model.errors import CodeError, QuestionError
from sarai.model.question import NOT_STATED
from sarai.model.vocabulary import Firmness, Instrument, PromiseKind, Purse
from sarai.promises.case import Outcome
from sarai.promises.outcome import Judged

Stated = str | int | Sequence[str | int] | None

FILTERS: Mapping[str, str] = {
    "maker": "Who promised: ISO or organisation codes, or names.",
    "addressee": "To whom: ISO codes, DAC codes or names.",
    "year": "Years in which it was promised: 2015, 2010-2015, or several with commas.",
    "due": "Years in which it falls due, or none.",
    "kind": "project, headline, policy, or derived-from-a-record (kept apart).",
    "firmness": "pledge, target, proposal, request, signed or framework.",
    "instrument": "loan, grant, investment, scholarships, ...",
    "sector": "DAC sectors or groups, by code or name.",
    "topic": "Words in the topic.",
    "occasion": "Words in the occasion.",
    "place": "Words in the place below the country.",
    "money": "public, private or mixed.",
    "outcome": "kept, kept late, partly, overdue, broken, not yet due, restated only, unknown, ...",
}
"""What promises can be narrowed by. `none` asks for those that do not state it."""


def listed_values(value: Stated) -> tuple[str, ...]:
    """The values of a filter: a list may be written with commas; empty where there is none."""
    if value is None:
        return ()
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, int):
        return (str(value),)
    return tuple(str(part) for part in value)


Holds = Callable[[Judged], bool]


def conditions_of(filters: Mapping[str, Stated], judged: Sequence[Judged]) -> list[Holds]:
    """The conditions that filters make; names of parties are looked for among those of ``judged``.

    Promises derived from records are asked for by their kind alone.

    Raises:
        QuestionError: an unknown filter, or a value that it cannot take.
    """
    for name in filters:
        if name not in FILTERS:
            raise QuestionError(f"unknown filter {name!r}", cure=f"known: {', '.join(FILTERS)}")
    asked = {name: listed_values(value) for name, value in filters.items() if value is not None}
    found = [_condition(name, values, judged) for name, values in asked.items()]
    if PromiseKind.DERIVED not in asked.get("kind", ()):
        found.append(lambda each: each.promise.kind != PromiseKind.DERIVED)
    return found


def _condition(name: str, values: tuple[str, ...], judged: Sequence[Judged]) -> Holds:
    of = _VALUES[name]
    if name in ("year", "due"):
        wanted = {year for value in values for year in _years(value, name)}
    elif name in ("topic", "occasion", "place"):
        held = {value for each in judged for value in of(each)}
        wanted = {value for value in held if any(fold(word) in fold(value) for word in values)}
        wanted |= {NOT_STATED} & set(values)
    elif name in ("maker", "addressee"):
        held = {value for each in judged for value in of(each)}
        parties = codelists.rejoined(values, codelists.is_party)
        wanted = {code for value in parties for code in parties_of(value, held, name)}
    elif name == "sector":
        wanted = {_sector(value) for value in codelists.rejoined(values, codelists.load("sectors").knows)}
    else:
        wanted = set(values)
        known = {str(each) for each in _WORDS[name]} | {NOT_STATED}
        for value in sorted(wanted - known):
            raise QuestionError(f"unknown word {value!r}", where=f"--{name}", cure=f"use {', '.join(sorted(known))}")

    def holds(one: Judged) -> bool:
        has = set(of(one))
        return bool(has & wanted) or (not has and NOT_STATED in wanted)

    return holds


def _stated(value: object) -> tuple[str, ...]:
    return () if value is None else (str(value),)


_VALUES: Mapping[str, Callable[[Judged], Iterable[str]]] = {
    "maker": lambda judged: judged.promise.makers,
    "addressee": lambda judged: judged.promise.addressees,
    "year": lambda judged: (str(judged.promise.date.year),),
    "due": lambda judged: _stated(judged.promise.due and judged.promise.due.year),
    "kind": lambda judged: (judged.promise.kind,),
    "firmness": lambda judged: (judged.promise.firmness,),
    "instrument": lambda judged: _stated(judged.promise.instrument),
    "sector": lambda judged: {
        code for each in judged.promise.sectors for code in (each, codelists.sector_group(each)) if code
    },
    "topic": lambda judged: judged.promise.topics,
    "occasion": lambda judged: _stated(judged.promise.occasion),
    "place": lambda judged: judged.promise.places,
    "money": lambda judged: _stated(judged.promise.money),
    "outcome": lambda judged: (str(judged.outcome),),
}

_WORDS: Mapping[str, type[StrEnum]] = {
    "kind": PromiseKind,
    "firmness": Firmness,
    "instrument": Instrument,
    "money": Purse,
    "outcome": Outcome,
}


def _years(value: str, name: str) -> Iterable[str]:
    if value == NOT_STATED:
        return [value]
    first, _, last = value.partition("-")
    if not (first.isdigit() and (last.isdigit() or not last)):
        raise QuestionError(f"{value!r} is no year", where=f"--{name}", cure="write 2015, 2010-2015, or several")
    return [str(year) for year in range(int(first), int(last or first) + 1)]


def parties_of(value: str, held: set[str], name: str) -> tuple[str, ...]:
    """The codes that a party, or each member of a group of them, is known by, among those held.

    Raises:
        QuestionError: none, or several, are known by that name.
    """
    if value in held or value == NOT_STATED:
        return (value,)
    if value in codelists.load("countries"):
        # The letters of a state may be an organisation's too: they are, where that has promised something.
        others = {each.code for each in codelists.organisation_asked(value).meanings} - {value}
        if not others & {codelists.identity(code) for code in held}:
            return (value,)
    meant = codelists.partners_meant if name in ("maker", "partner") else codelists.recipients_meant
    try:
        return meant(value, held)
    except CodeError as error:
        near = [code for code in sorted(held) if fold(value) in fold(party_name(code))]
        if len(near) == 1:
            return (near[0],)
        raise QuestionError(error.what, where=f"--{name}", cure=error.cure) from error


def party_name(code: str) -> str:
    """The name of a country, region or organisation; the code itself where no list has it."""
    return codelists.name_of_partner(code) or code


def _sector(value: str) -> str:
    if value == NOT_STATED:
        return value
    try:
        return codelists.load("sectors").resolve(value).code
    except CodeError as error:
        raise QuestionError(error.what, where="--sector", cure=error.cure) from error
