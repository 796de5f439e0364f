"""Briefs: what a ministry prints. This room draws; every figure comes from ``answers`` with its passport."""

from sarai.briefs.write import brief, compose, write

__all__ = ["brief", "compose", "write"]
