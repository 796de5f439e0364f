"""How far what a verb says has come, by its helpers and by the verbs that govern it."""

from collections.abc import Iterator, Sequence

from sarai.reading.grammar import Syntax, Verb
from sarai.reading.word_classes import BE, HAVE

MAY = frozenset("may might could can cannot".split())
FUTURE = frozenset("will would shall should must 'll".split())


def chain_of(syntax: Syntax, index: int) -> Iterator[Verb]:
    """The verbs that govern a verb, from the nearest: leads, and last what is none, if any."""
    governor = syntax.verbs[index].governor
    while governor >= 0:
        verb = syntax.verbs[governor]
        yield verb
        if not verb.lead:
            return
        governor = verb.governor


def aspect_of(verb: Verb, chain: Sequence[Verb]) -> tuple[frozenset[str], str, tuple[str, ...]]:
    """How far what a verb says has come, by its helpers and by what governs it."""
    kinds = {each.lead for each in chain if each.lead}
    top = chain[-1] if chain else verb
    helpers = verb.helpers
    if chain:
        helpers = helpers.union(*(each.helpers for each in chain))
    if not MAY.isdisjoint(helpers) or "conditional" in kinds:
        return helpers, "conditional", ("lead.may",)
    if kinds & {"expected", "doubted"}:
        return helpers, "expected", ("lead.expected",)
    if "plan" in kinds:
        return helpers, "plan", ("lead.plan",)
    if "fail" in kinds:
        return helpers, ("future" if not FUTURE.isdisjoint(helpers) else "past"), ("lead.fail",)
    if _pending(helpers):
        return helpers, "past", ("lead.fail",)
    if not FUTURE.isdisjoint(helpers) or ("to" in helpers and not chain):
        return helpers, "future", ("lead.future",)
    if "begin" in kinds:
        return helpers, "begin", ("lead.begin",)
    return helpers, _tense(top if kinds == {"able"} else verb), ()


def _pending(helpers: frozenset[str]) -> bool:
    """*Has yet to*, *had still to*: it has not happened."""
    return "to" in helpers and not helpers.isdisjoint({"yet", "still"}) and not helpers.isdisjoint(HAVE)


def _tense(verb: Verb) -> str:
    helpers = verb.helpers
    be = helpers & BE
    if (verb.form == "G" and be) or "being" in helpers:
        return "progressive"
    if "had" in helpers:
        return "pluperfect"
    if helpers & HAVE:
        return "perfect"
    if "did" in helpers:
        return "past"
    if be and verb.form in "DN":
        return "past" if helpers & {"was", "were", "been"} else "perfect"
    return "present" if verb.form in "ZB" else "past"
