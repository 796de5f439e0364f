"""The ledger: a folder of Delta Lake tables whose releases are pinned by one row each.

Delta Lake commits table by table, so a build commits every table and then appends one ``release`` row
that names the version of each. That row is the commit: readers open only pinned versions, and a build
that dies leaves the last release whole. The room knows tables and files; it knows no money.
"""

from sarai.ledger.read import Ledger, Pinned, Release
from sarai.ledger.write import Part, Writer, writing

__all__ = ["Ledger", "Part", "Pinned", "Release", "Writer", "writing"]
