"""The word lists of the room, compiled from the CSV files in ``data``: phrases to entries.

A phrase is found by its rarest word, so that a text is walked once whatever the size of the lists.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from sarai import codelists
from sarai.reading.words import Keys, keys


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a phrase: its list, rule id, value, code and what the list adds.

    A verb with ``needs`` evokes its frame only near an instrument of that kind or a quantity (AMOUNT, COUNT, PERCENT);
    without one it evokes ``otherwise``, or nothing where that is empty. ``meanings`` are the values and codes of a name
    that may mean several.
    """

    list: str
    id: str
    value: str
    code: str = ""
    kind: str = ""
    form: str = ""
    needs: frozenset[str] = frozenset()
    otherwise: str = ""
    meanings: tuple[tuple[str, str], ...] = ()


class Phrases(NamedTuple):
    """Phrases of ``size`` words that share the word at place ``at``."""

    at: int
    size: int
    entries: Mapping[Keys, Entry]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by the rarest of their words; ``words`` are those words."""

    by_word: Mapping[str, tuple[Phrases, ...]]
    words: frozenset[str]

    def entries(self) -> Iterator[Entry]:
        """What the phrases mean, one for each phrase."""
        return (entry for found in self.by_word.values() for each in found for entry in each.entries.values())

    def without(self, ids: frozenset[str]) -> "Lexicon":
        """The lexicon with some entries dropped, as scoring needs it."""

        def kept(each: Phrases) -> Phrases:
            return each._replace(entries={phrase: e for phrase, e in each.entries.items() if e.id not in ids})

        return Lexicon({word: tuple(map(kept, found)) for word, found in self.by_word.items()}, self.words)


_COMMON = frozenset(
    "a an and are as at be been by for from had has have her his in into is it its new no not of on or our out over"
    " that the their they this to under up was were which who will with".split()
)
"""Words that say little of what follows: a phrase is looked up by another where it has one."""


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one data file."""
    text = files("sarai.reading").joinpath("data").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def compile_entries(entries: Iterable[tuple[str, Entry]]) -> Lexicon:
    """A lexicon of phrases; of two meanings of one phrase in one list, the first stands."""
    meant: dict[Keys, Entry] = {}
    for words, entry in entries:
        meant.setdefault(keys(words), entry)
    uses = Counter(word for known in meant for word in known)
    found: dict[str, dict[tuple[int, int], dict[Keys, Entry]]] = {}
    for phrase, entry in meant.items():
        at = min(range(len(phrase)), key=lambda index: (phrase[index] in _COMMON, uses[phrase[index]]))
        found.setdefault(phrase[at], {}).setdefault((at, len(phrase)), {})[phrase] = entry
    by_word = {word: tuple(Phrases(*shape, each) for shape, each in shapes.items()) for word, shapes in found.items()}
    return Lexicon(by_word, frozenset(by_word))


@cache
def entities() -> Lexicon:
    """Actors, places, sectors and instruments."""
    listed: list[tuple[str, Entry]] = []
    for party in codelists.parties():
        for name in _called(party):
            entry = Entry("actor", f"actor.{name}", party.printed, party.code, party.kind, meanings=party.meanings)
            listed.append((name, entry))
    for row in rows("leaders.csv"):
        listed.append((row["name"], Entry("actor", f"actor.{row['name']}", row["value"], row["code"], "leader")))
        for name in filter(None, row["surname"].split(";")):
            listed.append((name, Entry("actor", f"actor.{name}", row["value"], row["code"], "surname")))
    for one in codelists.localities():
        # A name of a letter or two, or in another script, is none in an English text.
        for name in codelists.names_of_locality(one.code):
            if name.isascii() and name[:1].isupper():
                listed.append((name, Entry("place", f"place.{name}", one.name, one.country, one.kind)))
    listed += [
        (row["name"], Entry("place", f"place.{row['name']}", row["name"], "", row["kind"]))
        for row in rows("places.csv")
    ]
    for row in rows("topics.csv"):
        listed.append((row["phrase"], Entry("sector", f"sector.{row['phrase']}", row["sector"], row["topic"])))
    for row in rows("instruments.csv"):
        listed.append((row["phrase"], Entry("instrument", f"instrument.{row['phrase']}", row["instrument"])))
    return compile_entries(listed)


_MEMBERS = (
    "countries states nations republics economies governments leaders presidents partners capitals members".split()
)
_COUNTED = "two three four five six seven eight nine ten".split()


def _called(party: codelists.Party) -> Iterator[str]:
    """A name, and the ways in which English speaks of a group's members: *the five Nordic states*."""
    # In a sentence the article is small, and no part of the name.
    yield party.name.removeprefix("the ").removeprefix("The ")
    for adjective in party.adjectives:
        yield f"{adjective} member states"
        count = len(party.code.split(";"))
        for noun in _MEMBERS:
            yield f"{adjective} {noun}"
            if 1 < count < len(_COUNTED) + 2:
                yield f"{_COUNTED[count - 2]} {adjective} {noun}"
    if party.adjectives:
        yield from (f"{noun} of {party.name}" for noun in ("countries", "states", "heads of state"))


@cache
def capitals() -> frozenset[str]:
    """The names of seats of government, folded."""
    return frozenset(party.name.casefold() for party in codelists.parties() if party.kind == "capital")


@cache
def _bearers() -> Mapping[str, tuple[tuple[str, int, int], ...]]:
    """Who bears a surname that several leaders share, with the years of office."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for row in rows("leaders.csv"):
        for name in filter(None, row["surname"].split(";")):
            found.setdefault(name, []).append((row["value"], int(row["from"]), int(row["to"] or 9999)))
    return {name: tuple(people) for name, people in found.items() if len(people) > 1}


def in_office(surname: str, value: str, year: int | None) -> str:
    """The leader a surname means in a year: its bearer in office then; ``value`` where that decides nothing."""
    people = _bearers().get(surname, ())
    holding = [name for name, first, last in people if year is not None and first <= year <= last]
    # In a year of handing over the successor, who is listed first, is meant.
    return holding[0] if holding else value


@cache
def members() -> Mapping[str, tuple[str, ...]]:
    """The states of each group of states, by its name."""
    return {name: each.members for name, each in codelists.groups().items()}


@cache
def cues() -> Lexicon:
    """Verbs in all their forms, and nouns, that evoke a frame; ``value`` is the frame's name."""
    listed: list[tuple[str, Entry]] = []
    for row in rows("nouns.csv"):
        listed.append((row["phrase"], Entry("cue", f"noun.{row['phrase']}", row["frame"], kind="noun")))
    for row in rows("verbs.csv"):
        if row["gap"]:
            continue
        needs = _NEEDS.get(row["needs"]) or frozenset(filter(None, row["needs"].split("|")))
        rule = f"verb.{row['base']} {row['particle']}".strip()
        for form, word in forms(row["base"], row["past"], row["participle"]):
            entry = Entry("cue", rule, row["frame"], row["base"], "verb", form, needs, row["otherwise"])
            listed += [(phrase, entry) for phrase in determined(f"{word} {row['particle']}".strip())]
    return compile_entries(listed)


@cache
def gapped() -> Mapping[str, tuple[tuple[Keys, str], ...]]:
    """Verbs of two parts with their object between, by the base of the first: *put … on hold* and its frame."""
    found: dict[str, list[tuple[Keys, str]]] = {}
    for row in rows("verbs.csv"):
        if row["gap"]:
            found.setdefault(row["base"], []).append((keys(row["gap"]), row["frame"]))
    return {base: tuple(each) for base, each in found.items()}


@cache
def things() -> Mapping[str, str]:
    """What is built, sent or thought of, in one word, and its kind: works, goods, idea."""
    return {row["phrase"]: row["kind"] for row in rows("things.csv") if " " not in row["phrase"]}


_NEEDS = {
    "party": frozenset(("AMOUNT", "COUNT", "PARTY")),
    "thing": frozenset(
        "WORKS GOODS IDEA AMOUNT COUNT PERCENT project programme loan grant assistance agreement investment fund"
        " framework MoU"
        " cooperation"
        " equipment training technical_assistance debt_relief debt budget_support scholarship guarantee humanitarian"
        " platform ODA private_investment".split()
    ),
    "debt": frozenset(("debt", "debt_relief")),
}


@cache
def anaphors() -> Lexicon:
    """Words that stand for a party named elsewhere: *it*, *the bank*, *both sides*; ``kind`` tells how."""
    return compile_entries(
        (row["phrase"], Entry("anaphor", f"anaphor.{row['phrase']}", row["phrase"], "", row["kind"]))
        for row in rows("anaphors.csv")
    )


_DETERMINERS = (
    "",
    "a ",
    "an ",
    "the ",
    "its ",
    "their ",
    "his ",
    "her ",
    "our ",
    "a new ",
    "a further ",
    "no ",
    "such ",
    "no such ",
)


def determined(phrase: str) -> list[str]:
    """The phrases that one with DET in it stands for: *sign DET deal* with each article and possessive."""
    return [phrase.replace("DET ", each) for each in _DETERMINERS] if "DET " in phrase else [phrase]


_DOUBLING = re.compile(
    r"plan|put|set|commit|transfer|ship|hit|top|begin|permit|drop|slip|dip|scrap|tap|dig|run|get|win|allot|remit|map"
    r"|chip"
    r"|submit|wrap|cut|step|bid|beg|drum|retrofit|strip|stop|cancel|channel|total|refer|plug|swap|pin|equip"
)


def forms(base: str, past: str = "", participle: str = "") -> list[tuple[str, str]]:
    """The inflected forms of an English verb as (form, word): past before participle where they are equal."""
    stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
    doubled = base + base[-1] if _DOUBLING.fullmatch(base) else stem
    y = re.fullmatch(r".*[^aeiou]y", base)
    regular = base[:-1] + "ied" if y else doubled + ("d" if base.endswith("ee") else "ed")
    third = base[:-1] + "ies" if y else base + ("es" if re.search(r"(s|sh|ch|x|o)$", base) else "s")
    made = [
        ("past", past or regular),
        ("participle", participle or past or regular),
        ("base", base),
        ("third", third),
        ("gerund", doubled + "ing" if not y else base + "ing"),
    ]
    return [(form, word) for index, (form, word) in enumerate(made) if word not in [each for _, each in made[:index]]]
