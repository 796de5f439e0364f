"""A text with its gold claims, and the shared ones: the article and the ten other texts."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEED_DATE = dt.date(2026, 1, 15)
"""The article reports on December 2025 as `last year`."""


@dataclass(frozen=True)
class Text:
    """A text with its gold claims."""

    doc: str
    text: str
    date: dt.date
    gold: tuple[dict[str, Any], ...]


def shared_texts(shared: Path) -> list[Text]:
    """The article and the ten other texts."""
    # Bytes, so that line ends stay as they are and offsets hold.
    raw = (shared / "seed" / "article.txt").read_bytes().decode("utf-8")
    seed = tuple(json.loads(line) for line in (shared / "facts" / "seed_gold.jsonl").read_text("utf-8").splitlines())
    found = [Text("seed", raw, SEED_DATE, seed)]
    for line in (shared / "facts" / "dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found.append(Text(row["id"], row["text"], dt.date.fromisoformat(row["source_date"]), tuple(row["claims"])))
    return found
