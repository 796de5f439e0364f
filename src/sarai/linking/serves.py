"""A promise and the activities that serve it: candidates, a score as a visible list, three answers.

A candidate has the maker of the promise as its provider and one of the addressees as its recipient; everything else
is evidence. Each piece of evidence is one small function below whose name, weight and reason stand in the result, and
the score is the sum of the weights. The weights are those of a logistic regression with a ridge, set on one half of
the labelled pairs of ``tests/linking/data`` and measured on the other (``python -m tests.scoring.links``).

This is scoring of record pairs after Fellegi and Sunter (1969), "A Theory for Record Linkage", with its three
answers: link, no link, and a zone between that is left to a person.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from sarai import codelists
from sarai.linking._names import Named, named
from sarai.linking.weights import (
    ALIKE_FROM,
    ANCHORS,
    ASK_FROM,
    CONTRADICTIONS,
    IDENTIFYING,
    LINK_FROM,
    NAMING,
    SOON,
    START,
    WEIGHTS,
)
from sarai.model.vocabulary import Precision, Verdict


class Reach(StrEnum):
    """What a promise covers: one thing, or a package of which an activity can only be a part."""

    ONE = "one"
    PACKAGE = "package"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as stated, with its worth of the time in one currency for all where it is known.

    ``base_year`` is the year of constant prices; such an amount has a worth where a deflator brings it back to the
    prices of its own year, and is only roughly comparable where none does.
    """

    amount: Decimal
    currency: str
    worth: float | None = None
    base_year: int | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair. ``end`` is what was promised or planned as the end, or when it ended."""

    key: str
    text: str
    parties: frozenset[str]
    places_to: frozenset[str]
    date: dt.date | None
    precision: Precision = Precision.DAY
    end: dt.date | None = None
    money: tuple[Money, ...] = ()
    instrument: str | None = None
    sectors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    reach: Reach = Reach.ONE
    names: Named = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", named(self.text, self.places))


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: the feature's name, its weight, and what met or differed, in words."""

    feature: str
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the matcher says of a pair: score, answer and the evidence that adds up to the score."""

    promise: str
    activity: str
    score: float
    verdict: Verdict
    pieces: tuple[Piece, ...]


Told = tuple[str, str]
"""A feature's name and its reason."""


def amount(promise: Side, activity: Side) -> Told | None:
    """How near the amounts are: in one currency, else in what they were worth at their time."""
    best: tuple[float, str] | None = None
    constant = deflated = part = False
    # Where both tell an amount in prices of the time, one in constant prices says nothing more.
    pairs = [(ours, theirs) for ours in promise.money for theirs in activity.money]
    for ours, theirs in [each for each in pairs if each[0].base_year == each[1].base_year] or pairs:
        ratio = _ratio(ours, theirs)
        if ratio is None:
            continue
        reason = f"{_money(ours)} and {_money(theirs)}"
        if best is None or ratio < best[0]:
            deflated = ours.base_year != theirs.base_year
            best, constant = (ratio, reason), deflated and (ours.worth is None or theirs.worth is None)
            part = promise.reach is Reach.PACKAGE and _larger(ours, theirs)
    if best is None:
        return None
    ratio, reason = best
    if part and ratio > 1.2:
        return "amount a part of the sum", reason
    if constant:
        return ("amount of constant prices in reach" if ratio <= 2.2 else "amount far", reason)
    if ratio <= (1.03 if deflated else 1.01):
        return "amount the same", reason
    if ratio <= 1.2:
        return "amount near", reason
    return ("amount off", reason) if ratio <= 2 else ("amount far", reason)


def _ratio(ours: Money, theirs: Money) -> float | None:
    if ours.currency == theirs.currency and ours.base_year == theirs.base_year:
        a, b = float(ours.amount), float(theirs.amount)
    elif ours.worth is not None and theirs.worth is not None:
        a, b = ours.worth, theirs.worth
    elif ours.currency == theirs.currency:
        a, b = float(ours.amount), float(theirs.amount)
    else:
        return None
    return max(a, b) / min(a, b) if min(a, b) > 0 else None


def _larger(ours: Money, theirs: Money) -> bool:
    if ours.currency == theirs.currency:
        return ours.amount > theirs.amount
    return ours.worth is not None and theirs.worth is not None and ours.worth > theirs.worth


def _money(told: Money) -> str:
    year = f" of {told.base_year}" if told.base_year else ""
    value = float(told.amount)
    shown = f"{value / 1e6:,.6g} m" if value >= 1e6 else f"{value:,.0f}"
    return f"{told.currency}{year} {shown}"


def place(promise: Side, activity: Side) -> Told | None:
    """Towns that both name, under any of their names; else regions; else towns of one state that differ.

    Tokyo, where a summit met, is no other place than the school that was promised there.
    """
    ours, theirs = promise.names, activity.names
    if both := ours.towns & theirs.towns:
        if len(both) > 1:
            return "several places shared", _places(both)
        return "place shared", _places(both)
    if both := ours.regions & theirs.regions:
        return "region shared", _places(both)
    if {code[:2] for code in ours.towns} & {code[:2] for code in theirs.towns}:
        return "other places", f"{_places(ours.towns)} and {_places(theirs.towns)}"
    return None


def works(promise: Side, activity: Side) -> Told | None:
    """Whether both name the same kind of works."""
    ours, theirs = promise.names.works, activity.names.works
    if both := ours & theirs:
        return "same works", _listed(both)
    if ours and theirs:
        return "other works", f"{_listed(ours)} and {_listed(theirs)}"
    return None


def words(promise: Side, activity: Side) -> Told | None:
    """Rarer words of the wording that the title has too, places and works apart; or one wording on both sides.

    One wording is two words or more that are all there are on either side, or three or more rarer ones and at least
    three in four of those that either side has.
    """
    ours, theirs = promise.names, activity.names
    both = ours.words & theirs.words
    whole = len(ours.title) >= 2 and ours.title == theirs.title
    if whole or (len(both) >= 3 and len(both) >= 0.75 * len(ours.words | theirs.words)):
        return "the same wording", _listed(ours.title if whole else both)
    if not both:
        return None
    return ("several words shared" if len(both) > 1 else "word shared"), _listed(both)


def phase(promise: Side, activity: Side) -> Told | None:
    """Phases told on either side: the same, different, or a later one on one side alone."""
    ours, theirs = promise.names.phases, activity.names.phases
    if ours and theirs:
        if ours == theirs:
            return "same phase", _listed(map(str, ours))
        if ours & theirs:
            # A stage of a phase, or two phases told as one: neither the same nor another.
            return None
        return "other phase", f"{_listed(map(str, ours))} and {_listed(map(str, theirs))}"
    told = ours or theirs
    if told and min(told) > 1:
        return "later phase on one side", _listed(map(str, told))
    return None


def design(promise: Side, activity: Side) -> Told | None:
    """Whether one side is the design and the other the works."""
    if promise.names.design != activity.names.design:
        return "design and works", "the design" if promise.names.design else "the activity is the design"
    return None


def figure(promise: Side, activity: Side) -> Told | None:
    """Kilometres, megawatts and other measures that both tell, and sums of money that both name in words."""
    if both := promise.names.figures & activity.names.figures:
        return "same measure", _listed(both)
    if both := promise.names.sums & activity.names.sums:
        return "same sum in the titles", _listed(both)
    return None


def year_named(promise: Side, activity: Side) -> Told | None:
    """Years that stand in the titles, as of yearly scholarships."""
    ours, theirs = promise.names.years, activity.names.years
    if ours and theirs and not ours & theirs:
        return "other year in the title", f"{_listed(ours)} and {_listed(theirs)}"
    return None


def date(promise: Side, activity: Side) -> Told | None:
    """How long after the promise the activity was agreed."""
    if promise.date is None or activity.date is None:
        return None
    days = (activity.date - promise.date).days
    coarse = {promise.precision, activity.precision}
    slack = 366 if Precision.YEAR in coarse else 31 if Precision.MONTH in coarse else 0
    reason = f"{_when(promise)} and {_when(activity)}"
    if abs(days) <= 31 + slack:
        # Dates known to the year prove little: half of what a partner does in a country falls into it.
        return ("same year" if Precision.YEAR in coarse else "same month"), reason
    if days < -(200 + slack):
        return "agreed before", reason
    if abs(days) <= 400 + slack:
        return "within a year", reason
    return ("within three years", reason) if days <= 1100 + slack else ("years later", reason)


def _when(side: Side) -> str:
    if side.date is None:
        return "not dated"
    keep = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[side.precision]
    return side.date.isoformat()[:keep]


def instrument(promise: Side, activity: Side) -> Told | None:
    """Whether both are grants, both loans, both technical cooperation or scholarships."""
    ours, theirs = promise.instrument, activity.instrument
    if ours not in _MEANS or theirs not in _MEANS:
        return None
    if ours == theirs:
        return "same instrument", str(ours)
    return "other instrument", f"{ours} and {theirs}"


_MEANS = frozenset({"grant", "loan", "technical-cooperation", "scholarships"})


def sector(promise: Side, activity: Side) -> Told | None:
    """DAC sectors: the same code, the same group, or different groups."""
    if not promise.sectors or not activity.sectors:
        return None
    reason = f"{_listed(promise.sectors)} and {_listed(activity.sectors)}"
    if any(len(code) == 5 for code in set(promise.sectors) & set(activity.sectors)):
        return "same sector", reason
    if {_group(code) for code in promise.sectors} & {_group(code) for code in activity.sectors}:
        return "same sector group", reason
    return "other sector", reason


def _group(code: str) -> str:
    # The DAC's 310, 320 and 120 groups stand as 311-313, 321-323, 121-123 in the code lists.
    return code[:2]


def _places(codes: Iterable[str]) -> str:
    return _listed(codelists.names_of_locality(code)[0] for code in codes)


def _listed(values: Iterable[str]) -> str:
    return ", ".join(sorted(values))


FEATURES: tuple[Callable[[Side, Side], Told | None], ...] = (
    amount, place, works, words, phase, design, figure, year_named, date, instrument, sector,
)  # fmt: skip


def evidence(promise: Side, activity: Side) -> Iterator[Told]:
    """The features that the pair has, each at most once."""
    for feature in FEATURES:
        found = feature(promise, activity)
        if found is not None:
            yield found


def is_candidate(promise: Side, activity: Side) -> bool:
    """Whether the provider is a maker of the promise and the recipient an addressee of it."""
    if not any(_same_party(maker, provider) for maker in promise.parties for provider in activity.parties):
        return False
    return not activity.places_to or not promise.places_to or bool(promise.places_to & activity.places_to)


def _same_party(maker: str, provider: str) -> bool:
    """They are one, or the provider is of the maker's family: the World Bank promises, IBRD or IDA provides."""
    return maker == provider or codelists.identity(provider) in codelists.family(codelists.identity(maker))


def judge(promise: Side, activity: Side, *, weights: Mapping[str, float] | None = None) -> Proposal:
    """What the matcher says of a candidate.

    A package is never linked without a person: that an activity belongs to it is a judgement, however well it fits.
    Nor is a pair in which one piece of evidence contradicts, or in which none names or measures the very thing.
    """
    table = WEIGHTS if weights is None else weights
    pieces = tuple(Piece(name, table.get(name, 0.0), reason) for name, reason in evidence(promise, activity))
    told = {piece.feature for piece in pieces}
    score = round(table.get(START, 0.0) + sum(piece.weight for piece in pieces), 2)
    against = told & CONTRADICTIONS
    if "same month" in told and told & {"amount the same", "amount near", "same measure"}:
        # A second phase need not be called so by both, where one month and one sum are told of it.
        against -= {"later phase on one side"}
    if promise.names.title == activity.names.title and told & SOON and told & {"several places shared", "same measure"}:
        # One title, one route or size, one year: the sum was revised, or a part of it is told.
        against -= {"amount off"}
    # Where both sides have words and none of them meets, one round sum may be two roads: round sums come often.
    named = bool(told & NAMING) or not (promise.names.title and activity.names.title)
    unlike = not named and not _one_odd_sum(promise, activity)
    clear = not against and not unlike and bool(told & IDENTIFYING) and bool(told & ANCHORS)
    alike = "the same wording" in told and bool(told & SOON) and not _elsewhere(promise, activity)
    if score >= (ALIKE_FROM if alike else LINK_FROM) and promise.reach is Reach.ONE and clear:
        verdict = Verdict.LINK
    else:
        verdict = Verdict.ASK if score >= ASK_FROM else Verdict.NO_LINK
    return Proposal(promise.key, activity.key, score, verdict, pieces)


def _one_odd_sum(promise: Side, activity: Side) -> bool:
    """Whether both state one sum in one currency to three figures or more."""
    ours, theirs = (
        {(each.currency, each.base_year, each.amount) for each in side.money} for side in (promise, activity)
    )
    return any(len(amount.normalize().as_tuple().digits) >= 3 for _, _, amount in ours & theirs)


def _elsewhere(promise: Side, activity: Side) -> bool:
    """Whether a place stands on one side alone and none on both."""
    ours = promise.names.towns | promise.names.regions
    theirs = activity.names.towns | activity.names.regions
    return bool(ours | theirs) and not ours & theirs


def propose(promises: Sequence[Side], activities: Sequence[Side]) -> list[Proposal]:
    """All pairs that are linked or left to a person, best first within a promise.

    Candidates are found by provider and recipient, so that the work grows with the activities of a promise's own
    makers and not with all pairs.
    """
    by_party: dict[str, list[Side]] = {}
    for activity in activities:
        for party in activity.parties:
            by_party.setdefault(party, []).append(activity)
    found: list[Proposal] = []
    for promise in promises:
        seen: set[str] = set()
        own: list[Proposal] = []
        for party, those in by_party.items():
            if not any(_same_party(maker, party) for maker in promise.parties):
                continue
            for activity in those:
                if activity.key in seen or not is_candidate(promise, activity):
                    continue
                seen.add(activity.key)
                proposal = judge(promise, activity)
                if proposal.verdict is not Verdict.NO_LINK:
                    own.append(proposal)
        found += sorted(own, key=lambda each: (-each.score, each.activity))
    return found
