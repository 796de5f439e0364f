"""Vega-Lite specifications as plain dicts, one function per picture."""

from sarai.charts.amounts import money_by_group
from sarai.charts.beside import peers
from sarai.charts.seen import coverage
from sarai.charts.yearly import money_by_year

__all__ = ["coverage", "money_by_group", "money_by_year", "peers"]
