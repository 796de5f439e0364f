"""An act, and how two in a sentence belong together: what is said of a plan, what a noun or a wish governs."""

from typing import NamedTuple

from sarai.reading.frames import Frame
from sarai.reading.grammar import Syntax, Verb
from sarai.reading.marks import Mark, Sentence
from sarai.reading.word_classes import offices


class Act(NamedTuple):
    """What heads a claim.

    ``verb`` is its place among the verbs of the sentence (-1 for a noun that no verb governs), ``frame`` tells its
    roles: that of the verb it governs where this is what happens (*plans to borrow*). ``first`` to ``last`` are its
    words. ``reduced`` is a participle behind a noun: *$5 million provided by Japan*.
    """

    verb: int
    mark: Mark
    frame: Frame
    modality: str
    polarity: str
    certainty: str
    first: int
    at: int
    last: int
    passive: bool
    noun: bool
    reduced: bool
    inner: int
    rules: tuple[str, ...]
    owned: int = -1
    """The word of the noun that tells the act, or that its verb is said of: whose it is acts. *Spain's plan fell"
    " through*."""
    begins: int = -1
    """Where what its verb is said of begins, if that was an act of its own: *a pledge, made in 2018, fell through*."""


def said_of(syntax: Syntax, before: Act, verb: Verb, says: Verb) -> bool:
    """Whether an act before a finite verb is told in its subject: *the $3 billion promised by Qatar materialised*.

    ``says`` is the verb that tells what happened, which ``verb`` may govern: *is not going to be built*.
    """
    if says.mark is not None and before.frame.family == "speech" and says.mark.entry.value in ("say", "state"):
        return False
    if not (before.reduced or (before.noun and before.verb < 0)) or not (verb.finite and verb.governor < 0):
        return False
    inner = syntax.verbs[before.inner].at if before.inner >= 0 else -1
    between = [i for i in range(before.last, verb.first) if i != inner]
    if _parenthesis(syntax, before, verb) and not (says.mark is not None and says.mark.entry.value in _TOLD):
        return True
    if any(syntax.tags[i] in "srxLBZ" or syntax.breaks[i] in (";", ",", "–", "—") for i in between):
        return False
    return syntax.breaks[verb.first] == "" and (verb.first == 0 or syntax.tags[verb.first - 1] != "c")


_TOLD = frozenset(("say", "state"))


def _parenthesis(syntax: Syntax, before: Act, verb: Verb) -> bool:
    """Whether only a remark between commas parts a noun, or is itself the act, from its verb: *a grant, agreed in
    2016, could not be paid*."""
    tags, breaks = syntax.tags, syntax.breaks
    if breaks[verb.first] != "," or verb.first == 0:
        return False
    opened = next((i for i in range(verb.first - 1, 0, -1) if breaks[i]), 0)
    if not opened or breaks[opened] != "," or any(tags[i] in "srxP" for i in range(opened, verb.first)):
        return False
    if before.reduced:
        return opened in (before.first, before.first - 1)
    described = tags[opened] in "NDa" or (tags[opened] == "w" and syntax.keys[opened] in ("due", "worth"))
    return described and not any(tags[i] in "csrx" or breaks[i] for i in range(before.last, opened))


def tells_more(sentence: Sentence, found: list[Act], frame: Frame, verb: Verb) -> bool:
    """Whether a participle tells of another sum than the act before it, or there is none: *$12 million of the $200
    million approved in 2019*."""
    if not found:
        return frame.family not in ("state", "say", "speech") and any(q.kind == "amount" for q in sentence.quantities)
    if frame.family not in ("act", "promise", "intend", "transfer", "receive", "deliver"):
        return False
    at = sentence.spans[verb.at][0]
    between = [q for q in sentence.quantities if q.kind == "amount" and found[-1].mark.end <= q.core < at]
    return len(between) > 1 or (
        bool(between) and found[-1].frame.family in ("speech", "say", "state") and frame.family != "transfer"
    )


_FIRSTS = frozenset("first second third last only latest".split())


_MEETING = frozenset("meet met meets meeting use used uses gather gathered come came travelled visited".split())


def purposeful(sentence: Sentence, frame: Frame, ruler: Verb, verb: Verb) -> bool:
    """Whether the infinitive behind a verb that heads nothing is what happened: *used the summit to announce*."""
    word = sentence.keys[ruler.at]
    if word in _MEETING:
        return frame.family in ("act", "intend", "promise", "weigh", "speech")
    # "became the first to sign": it was done.
    return not _FIRSTS.isdisjoint(sentence.keys[ruler.last : verb.first])


def ruling_noun(syntax: Syntax, found: list[Act], verb: Verb) -> Act | None:
    """The noun or adjective that an infinitive or gerund belongs to: *ready to lend*, *interested in buying*."""
    if not found or not found[-1].noun or found[-1].last > verb.first:
        return None
    between = range(found[-1].last, verb.first)
    if (verb.infinitive or verb.form in "GB") and all(syntax.tags[i] in "anIp" for i in between):
        return found[-1]
    return None


_WISHING = ("welcome", "request", "propose", "expect", "pledge")


def told_that(syntax: Syntax, before: Act, index: int) -> bool:
    """Whether a verb stands in the clause that somebody asks, hopes or proposes: *hopes that India will send seed*."""
    verb = syntax.verbs[index]
    if before.frame.name not in _WISHING or before.inner >= 0 or not verb.finite:
        return False
    if "that" not in (syntax.keys[before.last - 1], *syntax.keys[before.last : before.last + 1]):
        return False
    between = range(before.last + 1, verb.first)
    return not any(syntax.breaks[i] == ";" or syntax.tags[i] in "sr" for i in between) and not any(
        v.finite and v.governor < 0 and before.last < v.at < verb.first for v in syntax.verbs
    )


def adjoins(syntax: Syntax, first: int, last: int) -> bool:
    """Whether nothing but when and with whom stands between a verb and the infinitive it governs."""
    return all(syntax.tags[i] in "antpmjPId+" or syntax.keys[i] in offices() for i in range(first, last))


def same_clause(syntax: Syntax, first: int, last: int) -> bool:
    """Whether no other clause begins between two words."""
    return not any(
        syntax.tags[i] in "srx" or syntax.breaks[i] in (";", "(") or (syntax.breaks[i] == "," and syntax.tags[i] == "c")
        for i in range(first, last)
    ) and not (last > first and syntax.breaks[last] in (";", "("))
