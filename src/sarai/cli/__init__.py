"""The command line. Verbs import what they need when they run, so that help is quick."""

from sarai.cli import claims as _claims  # registers its verbs
from sarai.cli import corridors as _corridors  # registers its verbs
from sarai.cli import documents as _documents  # registers its verbs
from sarai.cli.app import app, main

__all__ = ["app", "main"]

del _claims, _corridors, _documents
