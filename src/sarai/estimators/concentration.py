"""How concentrated a whole is on its parts, and how much hangs on one of them.

Parts are amounts of one kind (money, trade, anything that adds up) by partner; a part that is not reported is left out
by the caller, never given as zero. Negative parts have no share and are refused.

Sources: Acharya, de Lima and Moore, "Proliferation and fragmentation", Journal of Development Studies 42 (2006), for
the Herfindahl index of donors; Hill, "Diversity and evenness", Ecology 54 (1973), for the numbers of order q; Fløgstad
and Hagen, "Aid dispersion", World Development 97 (2017), for Theil's index between and within groups; OECD, "2011
report on division of labour", for significant relations.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from sarai.model.errors import QuestionError


def shares(parts: Mapping[str, float]) -> dict[str, float]:
    """Each part as a fraction of their sum, largest first.

    Raises:
        QuestionError: no part is above zero, or one is below.
    """
    below = [name for name, value in parts.items() if value < 0]
    if below:
        raise QuestionError(
            f"{', '.join(sorted(below))} is below zero: a negative part has no share",
            cure="take more years together, or ask gross amounts",
        )
    whole = math.fsum(parts.values())
    if whole <= 0:
        raise QuestionError("no part is above zero: there is nothing to share", cure="ask other years or another kind")
    told = {name: value / whole for name, value in parts.items()}
    return dict(sorted(told.items(), key=lambda each: (-each[1], each[0])))


def herfindahl(parts: Mapping[str, float]) -> float:
    """The Herfindahl-Hirschman index, between 1/n and 1: the sum of the squares of the shares."""
    return math.fsum(share * share for share in shares(parts).values())


def hill(parts: Mapping[str, float], *, order: int) -> float:
    """The effective number of parts: Hill's number of order 1 (exp of the entropy) or 2 (one over Herfindahl).

    Order 0 counts the parts above zero. It falls as the order grows.

    Raises:
        QuestionError: another order, or as :func:`shares`.
    """
    told = [share for share in shares(parts).values() if share > 0]
    if order == 0:
        return float(len(told))
    if order == 1:
        return math.exp(-math.fsum(share * math.log(share) for share in told))
    if order == 2:
        return 1 / math.fsum(share * share for share in told)
    raise QuestionError(f"Hill numbers of order {order} are not computed", cure="order 0, 1 or 2")


def theil(parts: Mapping[str, float]) -> float:
    """Theil's T over the parts given, between 0 (all alike) and ln n (one holds all)."""
    told = shares(parts)
    return math.fsum(share * math.log(len(told) * share) for share in told.values() if share > 0)


def theil_by_groups(parts: Mapping[str, float], groups: Mapping[str, str]) -> tuple[float, float]:
    """Theil's T between groups of parts and within them; the two add up to :func:`theil`.

    Raises:
        QuestionError: a part without a group, or as :func:`shares`.
    """
    told = shares(parts)
    homeless = sorted(set(told) - set(groups))
    if homeless:
        raise QuestionError(f"no group is named for {', '.join(homeless)}", cure="name a group for each part")
    members: dict[str, list[float]] = {}
    for name, share in told.items():
        members.setdefault(groups[name], []).append(share)
    between = within = 0.0
    for inside in members.values():
        weight, count = math.fsum(inside), len(inside)
        if weight <= 0:
            continue
        between += weight * math.log(weight * len(told) / count)
        within += math.fsum(share * math.log(count * share / weight) for share in inside if share > 0)
    return between, within


_LARGEST = 0.9
"""The largest partners that together make nine tenths of a recipient's receipts."""


@dataclass(frozen=True, slots=True)
class Significance:
    """Whether a relation is significant, and by which of the two tests.

    ``above_own_share``: the partner gives the recipient more of its receipts than it gives of the world's;
    ``among_largest``: it is among the largest partners that together make 90 per cent.
    """

    share: float
    world_share: float
    above_own_share: bool
    among_largest: bool

    @property
    def significant(self) -> bool:
        """Whether either test holds."""
        return self.above_own_share or self.among_largest


def significance(parts: Mapping[str, float], partner: str, *, world_share: float) -> Significance:
    """Whether a partner's relation with a recipient is significant, as the OECD defined it in 2011.

    ``parts`` are the recipient's receipts by partner, ``world_share`` the partner's share of all recipients' receipts.

    Raises:
        QuestionError: the partner is not among the parts, or as :func:`shares`.
    """
    told = shares(parts)
    if partner not in told:
        raise QuestionError(f"{partner} is not among the partners", cure=f"partners: {', '.join(told)}")
    before = math.fsum(share for share in told.values() if share > told[partner])
    return Significance(
        share=told[partner],
        world_share=world_share,
        above_own_share=told[partner] > world_share,
        among_largest=told[partner] > 0 and before < _LARGEST,
    )


@dataclass(frozen=True, slots=True)
class ShareBounds:
    """A share of what is seen, and what it can be once partners that nobody here sees are counted.

    ``high`` or ``low`` is None where no figure bounds an unseen partner.
    """

    low: float | None
    seen: float
    high: float | None


def bounded_share(
    parts: Mapping[str, float], partner: str, *, unseen: Mapping[str, float | None], own_unseen: float | None = 0.0
) -> ShareBounds:
    """A partner's share with bounds from partners that the parts do not hold.

    ``unseen`` has for each unseen partner the largest amount that anybody published, None where nobody did: each may
    have given nothing, or that much. ``own_unseen`` is the same for what the partner itself may have given beside its
    part. The share is lowest where all others gave most, highest where the partner did.

    Raises:
        QuestionError: as :func:`shares`.
    """
    told = shares(parts)
    whole = math.fsum(parts.values())
    own = parts.get(partner, 0.0)
    others = [value for name, value in unseen.items() if name != partner]
    low = None
    if None not in others:
        low = own / (whole + math.fsum(value for value in others if value is not None))
    high = None if own_unseen is None else (own + own_unseen) / (whole + own_unseen)
    return ShareBounds(low, told.get(partner, 0.0), high)


def overlap(one: Mapping[str, float], other: Mapping[str, float]) -> tuple[float, float]:
    """How alike two portfolios are over sectors: the cosine of their shares, and the sum of the smaller shares.

    Both lie between 0 (nothing in common) and 1 (the same shares).

    Raises:
        QuestionError: as :func:`shares`, for either.
    """
    a, b = shares(one), shares(other)
    names = set(a) | set(b)
    dot = math.fsum(a.get(name, 0.0) * b.get(name, 0.0) for name in names)
    lengths = math.sqrt(math.fsum(x * x for x in a.values())) * math.sqrt(math.fsum(x * x for x in b.values()))
    return min(1.0, dot / lengths), math.fsum(min(a.get(name, 0.0), b.get(name, 0.0)) for name in names)
