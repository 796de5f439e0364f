"""The rules that put a row in or out of totals, one a file.

Each module of this package holds one public name, ``RULE``. A rule is a condition in SQL over the
columns of ``flow`` and ``activity`` and the named facts of ``sarai.counting.facts``; the first rule
that holds, in order, decides. A rule that puts rows out comes before one that only doubts them.
"""

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache

from sarai.model.vocabulary import Standing


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the rows it holds for get its ``standing``.

    ``about`` says in words what it does and why; ``source`` names the text the rule rests on.
    """

    id: str
    order: int
    standing: Standing
    when: str
    about: str
    source: str


COUNTED = "counted"
"""The word for a row that no rule holds for: it is certain."""


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order in which they are asked."""
    found = [importlib.import_module(f"{__name__}.{module.name}").RULE for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted(found, key=lambda rule: rule.order))
