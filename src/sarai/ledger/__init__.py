"""The ledger: a folder of Delta Lake tables, and a manifest for each release that says which files it is made of.

A build writes parts, commits every table to Delta's log for other engines, and then writes one manifest,
``ledger/releases/NNNNNN.json``. That file is the commit: readers open manifests alone and hold each part against
the sha256 that stands there, and a build that dies leaves the last release whole. The room knows tables and files;
it knows no money.
"""

from sarai.ledger.manifest import Part, Release
from sarai.ledger.public import Public
from sarai.ledger.read import Ledger, Pinned

# What writes stands in ``sarai.ledger.write``: it loads Delta Lake, which no question needs.
__all__ = ["Ledger", "Part", "Pinned", "Public", "Release"]
