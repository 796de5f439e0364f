"""Reading documents: from a text to the claims it makes, each with the characters it came from.

No language model and no network: gazetteers, grammars and a lexicon of verbs, all in ``data``.
"""

from sarai.model.claim import STAGES, Claim, Item
from sarai.reading.reader import Reading, read, read_text

__all__ = ["STAGES", "Claim", "Item", "Reading", "read", "read_text"]
