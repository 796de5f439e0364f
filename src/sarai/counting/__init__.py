"""From flows to contributions: priced once, split to the cent, each in or out of totals by a named rule."""

from sarai.counting.build import contributions
from sarai.counting.facts import copies
from sarai.counting.rules import RULES, Rule

__all__ = ["RULES", "Rule", "contributions", "copies"]
