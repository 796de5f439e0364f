"""Vega-Lite specifications as plain dicts, one function per picture."""
