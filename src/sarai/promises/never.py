"""What never counts as delivery, as a printed list of rules, each over one look at a promise and those before it.

Stricter than the practice it follows: the compliance reports on G7, G8 and G20 summits count a reaffirmation or an
allocation of funds as compliance; here both are words until something was delivered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sarai.model.vocabulary import Seen, Tier
from sarai.promises.gate import output_promised
from sarai.promises.ledger import Observation, Promise

Earlier = Sequence[Observation]

PILOT = 0.1
"""Less than this share of what was promised is a pilot or a first slice. The tenth is our judgement."""


@dataclass(frozen=True, slots=True)
class Never:
    """One thing that is no delivery: ``holds`` for a promise, a look at it, and the carrying looks before that one."""

    id: str
    about: str
    holds: Callable[[Promise, Observation, Earlier], bool]


def _slice(promise: Promise, look: Observation, earlier: Earlier) -> bool:
    if look.status not in (Seen.PARTLY_DELIVERED, Seen.PARTLY_DISBURSED, Seen.COMPLETED) or look.value is None:
        return False
    if unit(promise.count_unit) is not None and unit(look.unit) == unit(promise.count_unit) and promise.count:
        return look.value < PILOT * promise.count
    return (
        look.status is not Seen.COMPLETED
        and promise.amount is not None
        and look.unit == promise.currency
        and look.value < PILOT * float(promise.amount)
    )


def by_another(promise: Promise, look: Observation, earlier: Earlier) -> bool:
    """Whether a completion came after the maker had called it off, and no look says that the maker came back."""
    if look.status is not Seen.COMPLETED:
        return False
    for each in reversed(earlier):
        if each.tier == Tier.INDEPENDENT_LIST:
            continue  # a list tells an old status long after: that the maker came back is told in words
        if each.status in (Seen.SIGNED, Seen.COMMITTED, Seen.PARTLY_DISBURSED, Seen.ANNOUNCED_AGAIN):
            return False
        if each.status is Seen.CANCELLED:
            return True
    return False


NEVER = (
    Never(
        id="speech",
        about="a speech: it is said again, without a figure",
        holds=lambda promise, look, earlier: look.status is Seen.REAFFIRMED and look.value is None,
    ),
    Never(
        id="reaffirmation",
        about="a reaffirmation: the same figure is said again",
        holds=lambda promise, look, earlier: look.status is Seen.REAFFIRMED and look.value is not None,
    ),
    Never(
        id="rebranded",
        about="a rebranded scheme: it is announced again, under another name or occasion",
        holds=lambda promise, look, earlier: look.status is Seen.ANNOUNCED_AGAIN,
    ),
    Never(
        id="memorandum",
        about="a memorandum, a letter or a contract: a paper was signed",
        holds=lambda promise, look, earlier: look.status is Seen.SIGNED,
    ),
    Never(
        id="allocation",
        about="an allocation alone: money was approved, set aside or ratified",
        holds=lambda promise, look, earlier: look.status is Seen.COMMITTED,
    ),
    Never(
        id="foundation-stone",
        about="a foundation stone: works were opened or begun",
        holds=lambda promise, look, earlier: look.status is Seen.STARTED,
    ),
    Never(
        id="pilot",
        about="a pilot or a first slice: less than a tenth of what was promised, in its own unit",
        holds=_slice,
    ),
    Never(
        id="disbursement",
        about="a disbursement where an output was promised: paid is not built, bought or taught",
        holds=lambda promise, look, earlier: look.status is Seen.PARTLY_DISBURSED and output_promised(promise),
    ),
    Never(
        id="by-another",
        about="completion by another's money: the maker had called it off and is not known to have come back",
        holds=by_another,
    ),
)
"""The list as it is printed; the first that holds is told."""


def why_not(promise: Promise, look: Observation, earlier: Earlier = ()) -> Never | None:
    """Why a look is no delivery; none where nothing of the list holds, which makes it no delivery yet."""
    return next((each for each in NEVER if each.holds(promise, look, earlier)), None)


def unit(stated: str | None) -> str | None:
    """The unit itself, without the words after it: ``Mt/yr`` of ``Mt/yr first stage``."""
    return stated.split()[0] if stated else None
