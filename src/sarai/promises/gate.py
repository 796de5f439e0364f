"""Whether a promise can be checked as it was worded: a deliverable, and two of target, date and owner.

The gate is asked before anything else, of promises that turned out well and badly alike: a promise that fails it is
neither kept nor broken. Only what was worded counts, never what was seen later.
"""

from dataclasses import dataclass
from enum import StrEnum

from sarai import codelists
from sarai.model.vocabulary import Firmness, Instrument, PromiseKind, Purse
from sarai.promises.ledger import Promise


class Part(StrEnum):
    """What a promise needs to be checkable."""

    DELIVERABLE = "a deliverable"
    TARGET = "a target"
    DATE = "a date"
    OWNER = "who pays"


ABOUT = {
    Part.DELIVERABLE: "a thing that can be seen when it is there: works, money, goods, training, a named meeting or "
    "office on a date. A package without its parts, a framework, a plan, a goal that several share (trade, freight) "
    "and what was only proposed have none.",
    Part.TARGET: "how much, or which one: a sum, a count, or one named work, purchase or event.",
    Part.DATE: "a day, month or year by which.",
    Part.OWNER: "who pays, not merely a state: a bank or fund that promises its own money; a loan, grant, training or "
    "works that one maker signed for out of the public purse; a purchase; a private investor's contract. A pledge of a "
    "state, mixed money and several makers without shares leave it open.",
}
"""The parts in words; the codebook is generated from them."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What a promise lacks. It can be checked with a deliverable and at most one of the others missing."""

    missing: tuple[Part, ...]

    @property
    def passes(self) -> bool:
        """Whether the promise can be checked as worded."""
        return Part.DELIVERABLE not in self.missing and len(self.missing) <= 1


_GIVEN = (
    Instrument.GRANT, Instrument.LOAN, Instrument.GUARANTEE, Instrument.TECHNICAL_COOPERATION, Instrument.TRAINING,
    Instrument.SCHOLARSHIPS,
)  # fmt: skip
_OUTPUT = (Instrument.WORKS, Instrument.PURCHASE, Instrument.TRAINING, Instrument.SCHOLARSHIPS)
_NAMED = (Instrument.WORKS, Instrument.INVESTMENT, Instrument.FRAMEWORK)


def gate(promise: Promise) -> Gate:
    """What a promise lacks to be checked as worded."""
    found = {
        Part.DELIVERABLE: _deliverable(promise),
        Part.TARGET: _target(promise),
        Part.DATE: promise.due is not None,
        Part.OWNER: _owner(promise),
    }
    return Gate(tuple(part for part, there in found.items() if not there))


def output_promised(promise: Promise) -> bool:
    """Whether an output was promised, and not money alone: works, goods, places, or a count of something."""
    return promise.instrument in _OUTPUT or (promise.count is not None and promise.count_unit is not None)


def _deliverable(promise: Promise) -> bool:
    if promise.kind == PromiseKind.DERIVED:
        return True
    if promise.firmness in (Firmness.PROPOSAL, Firmness.REQUEST):
        return False
    if promise.instrument == Instrument.WORKS:
        return True
    if promise.kind == PromiseKind.HEADLINE or promise.umbrella == "yes":
        # A sum over many things is none of them; loans and grants that were signed under one name are themselves.
        return promise.firmness == Firmness.SIGNED and promise.instrument in _GIVEN
    if promise.kind == PromiseKind.POLICY:
        return promise.firmness in (Firmness.PLEDGE, Firmness.SIGNED) and promise.due is not None
    if promise.instrument in _GIVEN or promise.instrument == Instrument.PURCHASE:
        return True
    # An investment or a programme is a thing where a number of things or a place below the country is named.
    named = promise.count is not None or bool(promise.places)
    return named and promise.instrument in (Instrument.INVESTMENT, Instrument.PROGRAMME)


def _target(promise: Promise) -> bool:
    if promise.amount is not None or promise.count is not None:
        return True
    return _deliverable(promise) and promise.instrument in _NAMED


def _owner(promise: Promise) -> bool:
    if len(promise.makers) != 1:
        return False
    if promise.kind == PromiseKind.DERIVED:
        return True
    (maker,) = promise.makers
    if maker not in codelists.load("countries") and promise.instrument in _GIVEN:
        return True
    if promise.firmness != Firmness.SIGNED:
        return False
    if promise.instrument == Instrument.PURCHASE:
        return True
    if promise.instrument in (*_GIVEN, Instrument.WORKS):
        return promise.money == Purse.PUBLIC
    return promise.instrument == Instrument.INVESTMENT and promise.money == Purse.PRIVATE
