"""It was said again, and nothing else was seen."""

from sarai.model.vocabulary import Seen
from sarai.promises.outcome import RESTATEMENTS, Case, Outcome
from sarai.promises.rules import Rule

_SAID = RESTATEMENTS | {Seen.DELAYED}


def _restated(case: Case) -> bool:
    seen = {each.status for each in case.carrying}
    return not case.due_passed and bool(seen & RESTATEMENTS) and seen <= _SAID


RULE = Rule(
    id="restated",
    order=110,
    outcome=Outcome.RESTATED_ONLY,
    holds=_restated,
    about="No date was given, and all that carrying sources saw is that it was said again or put off.",
)
