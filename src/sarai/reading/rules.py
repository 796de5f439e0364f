"""What the rules that made a claim say, in words, from the lists that hold them."""

from collections.abc import Mapping
from functools import cache

from sarai.reading import lexicon


def said(rule: str) -> str:
    """A rule in words; the rule itself where no list knows it.

    *speech.pledge* becomes ``"pledge": a promise or offer of resources``, *frame.speech.past* ``done: a fact``.
    """
    listed = _listed()
    if rule in listed:
        return listed[rule]
    _, _, framed = rule.partition("frame.")
    kind, _, aspect = framed.partition(".")
    if (kind, aspect) in lexicon.frames():
        modality, certainty = lexicon.frames()[kind, aspect]
        read_as = "" if modality == "*" else f" {modality.replace('_', ' ')},"
        return f"{listed[f'aspect.{aspect}']}: read as{read_as} {_CERTAINTIES[certainty]}"
    return rule


_CERTAINTIES = {"fact": "a fact", "planned": "planned", "conditional": "conditional", "hedged": "uncertain"}


@cache
def _listed() -> Mapping[str, str]:
    found = {row["id"]: row["says"] for row in lexicon.rows("rules.csv")}
    for row in lexicon.rows("verbs.csv"):
        verb = f"{row['base']} {row['particle']}".strip().replace("DET ", "")
        found[row["id"]] = f"“{verb}”: {row['why']}"
    for row in lexicon.rows("nouns.csv"):
        found.setdefault(row["id"], f"“{row['phrase']}”: {row['why']}")
    return found
