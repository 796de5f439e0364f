"""Analyses of the contribution table: relations in, Arrow out. They open nothing and resolve nothing."""

from sarai.analyses.portfolio.select import Condition, Selection
from sarai.analyses.portfolio.totals import explained, not_counted, total, unfolded, unvalued

__all__ = ["Condition", "Selection", "explained", "not_counted", "total", "unfolded", "unvalued"]
