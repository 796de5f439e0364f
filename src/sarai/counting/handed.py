"""How much of what activities state is money that is counted at another of them: the arithmetic of a chain.

Money counts where it first crosses into a country. A statement that names a country counts there, and what its receiver
spends is the same money: in that country first, the rest wherever it spends, in proportion. Of what was handed on
without a country (a region is none) as much stands aside as the receiver, or whoever it hands it to, spends in
countries; the rest counts where it was handed on, and what the receiver spends in no country is the same money.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Stated:
    """What an activity states in one place to one receiver: ``net`` of what was corrected, and the positive sums alone.

    ``to`` is the activity that receives it, none where that is not named; ``place`` a country, none where none is told.
    """

    activity: str
    to: str | None
    place: str | None
    net: float
    positive: float


@dataclass(frozen=True, slots=True)
class Handed:
    """Money handed from one activity to another, by the giver's word (``named``) or by the receiver's alone."""

    giver: str
    taker: str
    value: float
    named: bool


@dataclass(frozen=True, slots=True)
class Netted:
    """The share of the positive sums of one :class:`Stated` that is counted at the activity ``other``."""

    activity: str
    to: str | None
    place: str | None
    share: float
    other: str


@dataclass(slots=True)
class _Node:
    """One activity of a chain: what it states, by whom it was handed what, and what of it counts elsewhere."""

    name: str
    stated: list[Stated] = field(default_factory=list)
    givers: list[Handed] = field(default_factory=list)
    takers: set[str] = field(default_factory=set)
    same: dict[str | None, float] = field(default_factory=dict)
    """Of what it states in each place, how much was counted at its givers."""
    loose: list[tuple[str, str | None, float]] = field(default_factory=list)
    """What it was handed without a country and not counted above: giver, receiver as named, and how much."""
    aside: dict[str | None, float] = field(default_factory=dict)
    """Of what it states without a country, by receiver: how much counts further down."""

    def sums(self) -> dict[str | None, float]:
        found: dict[str | None, float] = defaultdict(float)
        for each in self.stated:
            found[each.place] += max(each.net, 0.0)
        return found

    def parts(self, handed: Handed) -> list[tuple[str | None, float]]:
        """What it handed to one receiver, place by place."""
        to = handed.taker if handed.named else None
        told = [(each.place, max(each.net, 0.0)) for each in self.stated if each.to == to]
        whole = sum(value for _, value in told)
        # A giver's own statements say how much; of what only the receiver tells, as much as it says.
        share = 1.0 if handed.named or not whole else min(1.0, handed.value / whole)
        return [(place, value * share) for place, value in told]


def netted(stated: Iterable[Stated], handed: Iterable[Handed]) -> list[Netted]:
    """What of each statement is counted elsewhere; statements that count whole are not among them."""
    nodes: dict[str, _Node] = {}
    for each in stated:
        nodes.setdefault(each.activity, _Node(each.activity)).stated.append(each)
    for hand in handed:
        giver, taker = (nodes.setdefault(name, _Node(name)) for name in (hand.giver, hand.taker))
        giver.takers.add(hand.taker)
        taker.givers.append(hand)
    order = _givers_first(nodes)
    for node in order:
        _counted_above(node, nodes)
    found: list[Netted] = []
    for node in reversed(order):
        found += _counted_below(node, nodes)
    return found


def _givers_first(nodes: Mapping[str, _Node]) -> Sequence[_Node]:
    """The activities in an order in which each comes after all that hand it money."""
    waiting = {name: len({hand.giver for hand in node.givers}) for name, node in nodes.items()}
    ready = sorted(name for name, count in waiting.items() if not count)
    order = []
    while ready:
        name = ready.pop()
        order.append(nodes[name])
        for taker in sorted(nodes[name].takers):
            waiting[taker] -= 1
            if not waiting[taker]:
                ready.append(taker)
    return order


def _counted_above(node: _Node, nodes: Mapping[str, _Node]) -> None:
    """Of what a node states, how much is money that its givers' statements count."""
    sums = node.sums()
    placed: dict[str, float] = defaultdict(float)
    anywhere = 0.0
    for hand in node.givers:
        giver = nodes[hand.giver]
        without = giver.sums().get(None, 0.0)
        covered = giver.same.get(None, 0.0) / without if without else 0.0
        for place, value in giver.parts(hand):
            if place is not None:
                placed[place] += value
                continue
            # What the giver was itself handed, and is counted there, is no more money wherever it goes.
            anywhere += value * covered
            node.loose.append((hand.giver, hand.taker if hand.named else None, value * (1 - covered)))
    same = {place: min(placed.get(place, 0.0), value) if place else 0.0 for place, value in sums.items()}
    rest = sum(sums.values()) - sum(same.values())
    more = min(1.0, (sum(placed.values()) - sum(same.values()) + anywhere) / rest) if rest else 0.0
    node.same = {place: same[place] + (value - same[place]) * more for place, value in sums.items()}


def _counted_below(node: _Node, nodes: Mapping[str, _Node]) -> Iterable[Netted]:
    """What of a node's statements counts elsewhere, and how much of its givers' it counts itself."""
    sums, handed = node.sums(), sum(value for *_, value in node.loose)
    located = sum(value - node.same[place] for place, value in sums.items() if place) + sum(node.aside.values())
    here = min(handed, located)
    for giver, to, value in node.loose:
        if value:
            told = nodes[giver].aside
            told[to] = told.get(to, 0.0) + value * here / handed
    rest = sums.get(None, 0.0) - node.same.get(None, 0.0) - sum(node.aside.values())
    more = min(1.0, (handed - here) / rest) if rest > 0 else 0.0
    above, below = min((hand.giver for hand in node.givers), default=""), min(node.takers, default="")
    for each in node.stated:
        net, whole = max(each.net, 0.0), sums[each.place]
        if not net:
            continue
        part = net * node.same[each.place] / whole
        aside = node.aside.get(each.to, 0.0) if each.place is None else 0.0
        if each.place is None:
            part += (net - part - aside) * more
        if part + aside > 0:
            other = above if part >= aside else each.to or below
            yield Netted(each.activity, each.to, each.place, min(1.0, (part + aside) / each.positive), other)
