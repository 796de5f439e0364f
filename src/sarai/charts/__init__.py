"""Vega-Lite specifications as plain dicts, one function per picture."""

from sarai.charts.amounts import money_by_group, money_by_year
from sarai.charts.beside import peers
from sarai.charts.followed import funnel, life_line
from sarai.charts.seen import coverage

__all__ = ["coverage", "funnel", "life_line", "money_by_group", "money_by_year", "peers"]
