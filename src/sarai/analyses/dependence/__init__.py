"""How much of a state's outside finance, trade, investment and politics hangs on one partner, channel by channel."""

from sarai.analyses.dependence.answer import CARDS, dependence

__all__ = ["CARDS", "dependence"]
