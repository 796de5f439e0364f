"""The parties that are the subject of a verb."""

from sarai.reading.grammar import Syntax
from sarai.reading.joined import Act
from sarai.reading.places import Place


def subject_of(syntax: Syntax, places: list[Place], act: Act) -> set[int]:
    """The parties, by their number, that are the subject of an act's verb."""
    if act.reduced:
        return set()
    if act.verb < 0:
        return _before(syntax, places, act.first, 0)
    return _subject(syntax, places, act.verb, 0)


def _subject(syntax: Syntax, places: list[Place], verb: int, depth: int) -> set[int]:
    each = syntax.verbs[verb]
    if depth > 6:
        return set()
    if each.governor >= 0:
        return _subject(syntax, places, each.governor, depth + 1)
    low = syntax.verbs[verb - 1].last if verb else 0
    first = each.first
    # "the agreement with Nepal, under which money was promised": Nepal is no subject behind *which*.
    low = next((i + 1 for i in range(first - 1, low, -1) if syntax.tags[i] == "r" and syntax.tags[i - 1] == "p"), low)
    # A parenthesis before the verb, between commas, belongs to its subject.
    if first > 0 and syntax.breaks[first] in (",", ")", "–", "—"):
        opened = next((i for i in range(first - 1, 0, -1) if syntax.breaks[i] in (",", "(", "–", "—")), 0)
        inner = {i for i, p in enumerate(places) if opened <= p.first < first and p.case == "subject"}
        earlier = _before(syntax, places, opened, 0) if opened else set()
        if earlier:
            return earlier
        if inner:
            return inner
    found = _before(syntax, places, first, low)
    if found:
        return found
    if first > 0 and syntax.tags[first - 1] == "r":
        near = [i for i, p in enumerate(places) if p.last <= first - 1]
        if near and first - 1 - places[near[-1]].last <= 0:
            return _whole_list(places, near[-1])
        return set()
    if verb and (syntax.tags[first - 1] == "c" or syntax.breaks[first] in (",",)):
        return _subject(syntax, places, verb - 1, depth + 1)
    return set()


def _before(syntax: Syntax, places: list[Place], first: int, low: int) -> set[int]:
    """The subject parties between two words: the last list of them, if no clause word stands behind it."""
    near = [i for i, p in enumerate(places) if low <= p.first < first and p.case == "subject"]
    if not near:
        return set()
    last = places[near[-1]]
    between = range(last.last, first)
    if any(syntax.tags[i] in "s" or syntax.breaks[i] == ";" for i in between):
        return set()
    return _whole_list(places, near[-1])


def _whole_list(places: list[Place], index: int) -> set[int]:
    head = places[index].head
    return {i for i, p in enumerate(places) if p.head == head and i <= index}
