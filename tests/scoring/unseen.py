"""The texts of our own with their gold claims: ``data/unseen``, one file a text, as its README says."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

from tests.scoring.texts import Text

FOLDER = Path(__file__).with_name("data") / "unseen"

_CLAIM = re.compile(r"- (?P<modality>\w+) (?P<polarity>[+-]) (?P<certainty>\w+) \| (?P<quote>.+)")
_PARTY = re.compile(r"(?P<value>.+?)(?: = (?P<text>.+))?")
_AMOUNT = re.compile(r'(?P<cmp>\S+) (?P<value>[\d.]+)(?: (?P<currency>[A-Z]{3}))? "(?P<text>.+)"')
_PERIOD = re.compile(r'(?P<first>\S+?)\.\.(?P<last>\S+) "(?P<text>.+)"')


def developed() -> list[Text]:
    """The half that rules may be improved on: odd numbers."""
    return [text for text in unseen() if int(text.doc[:2]) % 2]


def held_out() -> list[Text]:
    """The half no rule was made from: even numbers."""
    return [text for text in unseen() if not int(text.doc[:2]) % 2]


def unseen() -> list[Text]:
    """All texts in the order of their numbers."""
    return [parsed(path) for path in sorted(FOLDER.glob("*.txt"))]


def by_kind() -> list[Text]:
    """Thirty short texts, each of a kind, marked before the reader was run on them."""
    return [parsed(path) for path in sorted(FOLDER.with_name("kinds").glob("*-*.txt"))]


def parsed(path: Path) -> Text:
    """One text with its gold claims, in the notation of the shared gold.

    Raises:
        ValueError: a line that cannot be read, or a quote that does not stand in the text exactly once.
    """
    head, rest = path.read_text(encoding="utf-8").split("\n\n", 1)
    body, marked = rest.split("\n== claims\n")
    date = dt.date.fromisoformat(dict(line.split(": ", 1) for line in head.splitlines())["date"])
    gold: list[dict[str, Any]] = []
    for number, line in enumerate(marked.splitlines(), 1):
        where = f"{path.name}, line {number} of its claims: {line}"
        if line.startswith("- "):
            gold.append(_claim(path.stem, body, line, where))
        elif line.strip():
            slot, _, said = line.strip().partition(": ")
            gold[-1][slot].append(_item(slot, said, body, gold[-1], where))
    return Text(path.stem, body, date, tuple(gold))


def _claim(doc: str, body: str, line: str, where: str) -> dict[str, Any]:
    match = _CLAIM.fullmatch(line)
    if match is None:
        raise ValueError(f"{where}: no modality, polarity, certainty and quote")
    if body.count(match["quote"]) != 1:
        raise ValueError(f"{where}: the quote stands {body.count(match['quote'])} times in the text")
    start = body.index(match["quote"])
    slots: dict[str, list[Any]] = {slot: [] for slot in ("actor", "recipient", "amount", "count", "percent", "period")}
    return {"doc": doc, "core": True, **match.groupdict(), "start": start, "end": start + len(match["quote"]), **slots}


def _item(slot: str, said: str, body: str, claim: dict[str, Any], where: str) -> dict[str, Any]:
    pattern = {"actor": _PARTY, "recipient": _PARTY, "period": _PERIOD}.get(slot, _AMOUNT)
    match = pattern.fullmatch(said)
    if match is None:
        raise ValueError(f"{where}: no {slot}")
    found = match.groupdict()
    words = found["text"]
    if words is None:
        # The antecedent stands elsewhere: only its value is scored.
        return {"value": found["value"], "text": "", "start": -1, "end": -1, "in_quote": False}
    at = claim["quote"].find(words)
    start = claim["start"] + at if at >= 0 else body.find(words)
    if start < 0:
        raise ValueError(f"{where}: these words do not stand in the text")
    item: dict[str, Any] = {"text": words, "start": start, "end": start + len(words), "in_quote": at >= 0}
    if slot == "period":
        ends = {"from": found["first"], "to": found["last"]}
        kind = "stated" if ends["from"] != "null" or ends["to"] != "null" else "recurring_year"
        return {**item, **{name: None if day == "null" else day for name, day in ends.items()}, "kind": kind}
    if slot in ("actor", "recipient"):
        return {**item, "value": found["value"]}
    return {**item, "value": float(found["value"]), "cmp": found["cmp"], "currency": found["currency"]}
