"""Announced again: an earlier promise that a later one seems to say anew."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from sarai.codelists.folding import fold
from sarai.model.vocabulary import Seen
from sarai.promises.ledger import Observation, Promise

CLOSE = Decimal("0.2")
"""Amounts of one currency that differ by no more than this share of the larger are close."""

LATER = dt.timedelta(days=30)
"""A promise this much later is of another occasion."""

NAMED_ALIKE = 0.5
"""From this share on of the shorter wording's words, and two words at least, two promises name the same project."""

TELLING = 5
"""A word that stands in more promises than this names none of them."""

_MULTISECTOR = "430"


@dataclass(frozen=True, slots=True)
class Again:
    """A pair: the first promise, the later one that seems to say it anew, and why, in words."""

    first: Promise
    later: Promise
    reasons: tuple[str, ...]


def announced_again(promises: Iterable[Promise]) -> tuple[Again, ...]:
    """Pairs with a common maker and addressee, a later occasion, and a close amount or the same named project.

    Earliest first. Nothing here is used in a roll-up:
    a pair is a question to a person, who may write it into ``repeats``.
    """
    ordered = sorted(promises, key=lambda each: (each.date, each.id))
    names = _telling({each.key: _names(each) for each in ordered})
    found = []
    for first, later in combinations(ordered, 2):
        if _could_be(first, later):
            reasons = tuple(_reasons(first, later, names))
            if reasons:
                found.append(Again(first, later, reasons))
    return tuple(found)


def _could_be(first: Promise, later: Promise) -> bool:
    return (
        later.date - first.date >= LATER
        and first.occasion != later.occasion
        and bool(set(first.makers) & set(later.makers))
        and bool(set(first.addressees) & set(later.addressees))
        and later.parent != first.key
    )


def _reasons(first: Promise, later: Promise, names: Mapping[str, frozenset[str]]) -> Iterable[str]:
    if first.parent == later.key:
        yield "a part that was made before the package it stands in"
        return
    if not _same_field(first, later):
        return
    if first.amount and later.amount and first.currency == later.currency:
        larger = max(first.amount, later.amount)
        if abs(first.amount - later.amount) <= larger * CLOSE:
            yield f"close amounts: {first.amount.normalize():,f} and {later.amount.normalize():,f} {first.currency}"
    one, other = names[first.key], names[later.key]
    common = one & other
    if len(common) >= 2 and len(common) >= NAMED_ALIKE * min(len(one), len(other)):
        yield f"the same project by name: {', '.join(sorted(common))}"


def _telling(names: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The words of each promise without those that stand in many: they name no project."""
    spread = Counter(word for each in names.values() for word in each)
    return {key: frozenset(word for word in each if spread[word] <= TELLING) for key, each in names.items()}


def _same_field(first: Promise, later: Promise) -> bool:
    sectors = set(first.sectors), set(later.sectors)
    return not all(sectors) or bool(sectors[0] & sectors[1]) or any(_MULTISECTOR in each for each in sectors)


_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    "with from into over about more than their work will that this years year each first second".split()
)


def _names(promise: Promise) -> frozenset[str]:
    """The words that tell what a promise is about: those of its wording and its places, folded."""
    told = " ".join([promise.wording, *promise.places])
    return frozenset(fold(word) for word in _WORD.findall(told)) - _COMMON


@dataclass(frozen=True, slots=True)
class Score:
    """How the found pairs stand beside what people observed.

    ``observed`` counts the looks with the status announced-again; ``in_ledger`` those of them for which the ledger
    holds a later promise of the same maker and addressee near the date, so that a pair could be found at all.
    """

    pairs: int
    right: int
    observed: int
    in_ledger: int
    found: int

    @property
    def precision(self) -> float | None:
        """The share of pairs that a person saw too; none where there are no pairs."""
        return self.right / self.pairs if self.pairs else None

    @property
    def recall(self) -> float | None:
        """The share of what people saw that is found; none where they saw none."""
        return self.found / self.observed if self.observed else None


NEAR = dt.timedelta(days=45)
"""A later promise this near to an observed announcement is taken to be the one observed."""


def score(promises: Iterable[Promise], looks: Iterable[Observation]) -> Score:
    """The pairs of :func:`announced_again` against the looks that found a promise announced again, and ``repeats``.

    A pair is right where its later promise lies near such a look at its first, or is written down as its repeat.
    """
    listed = list(promises)
    by_key = {each.key: each for each in listed}
    seen = [each for each in looks if each.status is Seen.ANNOUNCED_AGAIN and each.promise in by_key]
    pairs = announced_again(listed)

    def told(pair: Again, look: Observation) -> bool:
        return pair.first.key == look.promise and abs(pair.later.date - look.date) <= NEAR

    def reachable(look: Observation) -> bool:
        first = by_key[look.promise]
        return any(_could_be(first, each) and abs(each.date - look.date) <= NEAR for each in listed)

    return Score(
        pairs=len(pairs),
        right=sum(pair.later.repeats == pair.first.key or any(told(pair, look) for look in seen) for pair in pairs),
        observed=len(seen),
        in_ledger=sum(map(reachable, seen)),
        found=sum(any(told(pair, look) for pair in pairs) for look in seen),
    )
