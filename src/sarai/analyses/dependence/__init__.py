"""How much of a state's outside finance, trade, investment and politics hangs on one partner, channel by channel."""

from sarai.analyses.dependence.answer import DEPENDENCE, dependence

__all__ = ["DEPENDENCE", "dependence"]
