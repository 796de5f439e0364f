"""The command line. Verbs import what they need when they run, so that help is quick."""

from sarai.cli import totals as _totals  # registers its verbs, which help lists before the following

# isort: split
from sarai.cli import briefs as _briefs  # registers its verbs
from sarai.cli import claims as _claims  # registers its verbs
from sarai.cli import corridors as _corridors  # registers its verbs
from sarai.cli import delivery as _delivery  # registers its verb
from sarai.cli import dependence as _dependence  # registers its verb
from sarai.cli import documents as _documents  # registers its verbs
from sarai.cli import influence as _influence  # registers its verbs
from sarai.cli import linking as _linking  # registers its verb
from sarai.cli import looks as _looks  # registers its verb
from sarai.cli import names as _names  # registers its verbs
from sarai.cli import promises as _promises  # registers its verbs
from sarai.cli import review as _review  # registers its verb
from sarai.cli import validation as _validation  # registers its verb
from sarai.cli import web as _web  # registers its verbs
from sarai.cli.app import app
from sarai.cli.run import main

__all__ = ["app", "main"]

del _briefs, _claims, _corridors, _delivery, _dependence, _documents, _influence, _linking, _looks, _names
del _promises, _review, _totals, _validation, _web
