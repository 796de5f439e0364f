"""Analyses of the contribution table: relations in, Arrow out. They open nothing and resolve nothing."""

from sarai.portfolio.select import Condition, Selection
from sarai.portfolio.totals import explained, set_aside, total, unfolded, unvalued

__all__ = ["Condition", "Selection", "explained", "set_aside", "total", "unfolded", "unvalued"]
