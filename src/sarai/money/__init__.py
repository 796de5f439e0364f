"""Rates and deflators as tables, and which source speaks for a month or a year."""
