"""The rules that say what came of a promise, one a file.

Each module of this package holds one public name, ``RULE``: a condition over the looks known on a day, and its
words. The first rule that holds, in order, decides; the last one always holds. Absence in one search, and weak or
mirror sources alone, never make a promise kept or broken.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from sarai.promises.outcome import Case, Outcome


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the cases it holds for get its ``outcome``. ``about`` says in words when and why."""

    id: str
    order: int
    outcome: Outcome
    holds: Callable[[Case], bool]
    about: str


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order in which they are asked."""
    found = [importlib.import_module(f"{__name__}.{module.name}").RULE for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted(found, key=lambda rule: rule.order))
