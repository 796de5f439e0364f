"""Sets that no rule may be made from: the sealed texts of our own, and the other text set of the shared folder.

Of the shared set ten texts are open and ten sealed, drawn by the hash of their ids: the ten smallest are sealed. A
sealed set is scored once before the rules are changed and once after (`docs/reading-scores.md`).
"""

import datetime as dt
import hashlib
import json
from pathlib import Path

from tests.scoring.texts import Text
from tests.scoring.unseen import parsed

FOLDER = Path(__file__).with_name("data") / "sealed"
SEALED_SHARED = 10
"""How many of the shared set, and of our own in the world's kinds, are put aside."""


def sealed_own() -> list[Text]:
    """The twenty sealed texts of our own, in the order of their numbers."""
    return [parsed(path) for path in sorted(FOLDER.glob("*-*.txt"))]


def open_world() -> list[Text]:
    """The ten of the twenty texts in the world's kinds that may be looked at."""
    return _world()[SEALED_SHARED:]


def sealed_world() -> list[Text]:
    """The ten of them that no rule is made from."""
    return _world()[:SEALED_SHARED]


def open_shared(shared: Path) -> list[Text]:
    """The ten texts of the shared set that may be looked at."""
    return _drawn(shared)[SEALED_SHARED:]


def sealed_shared(shared: Path) -> list[Text]:
    """The ten texts of the shared set that no one looks at."""
    return _drawn(shared)[:SEALED_SHARED]


def _world() -> list[Text]:
    found = (parsed(path) for path in FOLDER.with_name("world").glob("*-*.txt"))
    return sorted(found, key=lambda text: hashlib.sha256(text.doc.encode()).hexdigest())


def _drawn(shared: Path) -> list[Text]:
    lines = (shared / "facts" / "dev2.jsonl").read_text("utf-8").splitlines()
    rows = sorted((json.loads(line) for line in lines), key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest())
    return [Text(row["id"], row["text"], _day(row["source_date"]), tuple(row["claims"])) for row in rows]


def _day(stated: str) -> dt.date:
    """A date of a text; of a year or a month alone its last day, since the text looks back on it."""
    if len(stated) == len("2025"):
        return dt.date(int(stated), 12, 31)
    if len(stated) == len("2025-06"):
        year, month = map(int, stated.split("-"))
        return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    return dt.date.fromisoformat(stated)
