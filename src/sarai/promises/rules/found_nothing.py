"""Searches found nothing."""

from sarai.model.vocabulary import Basis, Seen
from sarai.promises.outcome import Outcome
from sarai.promises.rules import Rule

RULE = Rule(
    id="found_nothing",
    order=140,
    outcome=Outcome.UNKNOWN,
    holds=lambda case: all(each.basis is Basis.ABSENCE or each.status is Seen.NO_TRACE for each in case.looks),
    about="All that looked found no trace of it, and that one search finds nothing is weak evidence.",
)
