"""What the rules that made a claim say, in words, from the lists that hold them."""

from collections.abc import Mapping
from functools import cache

from sarai.reading import lexicon
from sarai.reading.frames import aspects, frames


def in_words(rule: str) -> str:
    """A rule in words; the rule itself where no list knows it.

    *verb.pledge* becomes ``"pledge": a promise or offer of resources``, *frame.give.past* ``done: read as disbursed, a
    fact``, *giver.from* ``who gives or acts: behind "from"``.
    """
    listed = _listed()
    if rule in listed:
        return listed[rule]
    kind, _, rest = rule.partition(".")
    if kind == "frame":
        return _framed(rest, listed) or rule
    if f"role.{kind}" in listed:
        return f"{listed[f'role.{kind}']}: {listed.get(f'slot.{rest}', f'behind “{rest}”')}"
    return rule


def _framed(rest: str, listed: Mapping[str, str]) -> str:
    name, _, aspect = rest.rpartition(".")
    frame = frames().get(name)
    if frame is None or f"aspect.{aspect}" not in listed:
        return ""
    found = aspects().get((frame.family, aspect))
    if found is None:
        return f"{listed[f'aspect.{aspect}']}: {frame.says}"
    modality, certainty = found
    read_as = frame.modality if modality == "*" else modality
    return f"{listed[f'aspect.{aspect}']}: read as {read_as.replace('_', ' ')}, {_CERTAINTIES[certainty]}"


_CERTAINTIES = {"fact": "a fact", "planned": "planned", "conditional": "conditional", "hedged": "uncertain"}


@cache
def _listed() -> Mapping[str, str]:
    found = {row["id"]: row["says"] for row in lexicon.rows("rules.csv")}
    for row in lexicon.rows("verbs.csv"):
        if row["frame"] in frames():
            verb = f"{row['base']} {row['particle']}".strip()
            found.setdefault(f"verb.{verb}", f"“{verb.replace('DET ', '')}”: {frames()[row['frame']].says}")
    for row in lexicon.rows("nouns.csv"):
        found.setdefault(f"noun.{row['phrase']}", f"“{row['phrase']}”: {row['why']}")
    return found
