"""The command line. Verbs import what they need when they run, so that help is quick."""

from sarai.cli import documents  # noqa: F401  (adds its verbs)
from sarai.cli.app import app, main

__all__ = ["app", "main"]
