"""Scores the reading of documents against hand-made claims: ``python -m tests.scoring.claims``.

Gold is read from the shared folder (SARAI_SHARED, or ``shared`` beside the checkout). A predicted claim meets a
gold one where their spans overlap and modality and polarity are equal; pairs are chosen one to one so that most
meet (maximum matching). ``leave one text out`` scores each text with the lexicon entries that fire on no other.
"""

import csv
import datetime as dt
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sarai.documents import STAGES, lexicon, read_text
from sarai.documents.cleaning import clean
from sarai.documents.marks import find, read, sentences

SEED_DATE = dt.date(2026, 1, 15)
"""The article reports on December 2025 as `last year`."""


@dataclass(frozen=True)
class Text:
    """A text with its gold claims."""

    doc: str
    text: str
    date: dt.date
    gold: tuple[dict[str, Any], ...]


def texts(shared: Path) -> list[Text]:
    """The article and the ten other texts."""
    raw = (shared / "seed" / "article.txt").open(encoding="utf-8", newline="").read()
    seed = tuple(json.loads(line) for line in (shared / "facts" / "seed_gold.jsonl").read_text("utf-8").splitlines())
    found = [Text("seed", raw, SEED_DATE, seed)]
    for line in (shared / "facts" / "dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found.append(Text(row["id"], row["text"], dt.date.fromisoformat(row["source_date"]), tuple(row["claims"])))
    return found


def predict(text: Text, without: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
    """The claims read from a text, with some lexicon entries dropped."""
    cues, entities = lexicon.cues(), lexicon.entities()
    if without:
        cues, entities = cues.without(without), entities.without(without)
    found = read_text(text.text, doc=text.doc, date=text.date, cues=cues, entities=entities)
    return [claim.to_json() for claim in found]


def overlap(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two spans share a character."""
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


Same = Callable[[dict[str, Any], dict[str, Any]], bool]


def exact(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Equal modality and polarity."""
    return bool(a["modality"] == b["modality"] and a["polarity"] == b["polarity"])


def staged(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Equal stage and polarity."""
    return STAGES[a["modality"]] == STAGES[b["modality"]] and bool(a["polarity"] == b["polarity"])


def matched(gold: list[dict[str, Any]], said: list[dict[str, Any]], same: Same) -> list[tuple[int, int]]:
    """A largest one-to-one matching (augmenting paths)."""
    options = [[j for j, p in enumerate(said) if overlap(g, p) and same(g, p)] for g in gold]
    taken: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in options[i]:
            if j not in seen:
                seen.add(j)
                if j not in taken or place(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    for i in range(len(gold)):
        place(i, set())
    return sorted((i, j) for j, i in taken.items())


@dataclass
class Score:
    """Hits, gold and predicted, added up."""

    hits: int = 0
    gold: int = 0
    said: int = 0

    def add(self, hits: int, gold: int, said: int) -> None:
        """Add the counts of one text."""
        self.hits, self.gold, self.said = self.hits + hits, self.gold + gold, self.said + said

    def __str__(self) -> str:
        p, r = self.hits / max(self.said, 1), self.hits / max(self.gold, 1)
        return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}  ({self.hits} of {self.gold}; {self.said} read)"  # noqa: E501

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.hits / max(self.gold + self.said, 1)


def core(claims: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Core claims only."""
    return [claim for claim in claims if claim["core"]]


def fired(text: Text) -> set[str]:
    """Ids of lexicon entries found in a text."""
    cleaned = clean(text.text)
    ids = set()
    for span in sentences(cleaned.text):
        sentence = read(cleaned.text, span, text.date, lexicon.cues(), lexicon.entities())
        ids |= {mark.entry.id for mark in (*sentence.cues, *sentence.entities)}
        ids |= {mark.entry.id for mark in find(sentence.words, lexicon.cues())}
    return ids


def learnt_from_one(all_texts: list[Text]) -> dict[str, set[str]]:
    """For each text the entries of the data files that fire there and in no other text.

    Names of states and their capitals and people, and the code lists, are knowledge of the world and not learnt
    from a text; verbs, nouns, sectors, instruments, places, leaders and agencies are dropped.
    """
    found = {text.doc: fired(text) for text in all_texts}
    times = Counter(rule for rules in found.values() for rule in rules)
    world = {
        entry.id
        for candidates in lexicon.entities().by_first.values()
        for _, entry in candidates
        if entry.list == "actor" and entry.kind in ("state", "capital", "demonym")
    }
    return {doc: {rule for rule in rules if times[rule] == 1} - world for doc, rules in found.items()}


def learnt_entries() -> dict[str, set[str]]:
    """For each text the entries that were put into the data files because of it (``learnt.csv`` beside this file).

    The rest is general vocabulary, listed without a text in hand; that judgement is ours, so the lower bound is
    printed beside it.
    """
    found: dict[str, set[str]] = defaultdict(set)
    with Path(__file__).with_name("learnt.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["text"]].add(row["entry"])
    return dict(found)


SLOTS = ("actor", "recipient", "amount", "count", "percent", "period", "instrument", "sector", "place")


def slot_hit(slot: str, item: dict[str, Any], said: list[dict[str, Any]]) -> bool:
    """Whether one of the predicted items holds what the gold item does."""
    if slot == "amount":
        return any(
            p["value"] == item["value"] and p["currency"] == item["currency"] and p["cmp"] == item["cmp"] for p in said
        )
    if slot in ("count", "percent"):
        return any(p["value"] == item["value"] and p["cmp"] == item["cmp"] for p in said)
    if slot == "period":
        if item["from"] or item["to"]:
            return any(p["from"] == item["from"] and p["to"] == item["to"] for p in said)
        return any(p["kind"] == item["kind"] or overlap(p, item) for p in said)
    if slot in ("actor", "recipient"):
        return any(str(p["value"]).casefold() == str(item["value"]).casefold() or overlap(p, item) for p in said)
    return any(p["value"] == item["value"] or overlap(p, item) for p in said)


def report(shared: Path, out: Callable[[str], None] = print) -> dict[str, float]:
    """Print all scores; returns the headline figures by name."""
    all_texts = texts(shared)
    single = learnt_from_one(all_texts)
    figures: dict[str, float] = {}
    learnt = learnt_entries()
    variants: tuple[tuple[str, dict[str, set[str]]], ...] = (
        ("all entries", {}),
        ("leave one text out", learnt),
        ("without every entry that fires on one text only (lower bound)", single),
    )
    for title, dropped in variants:
        scores = {"exact": Score(), "stages": Score()}
        slots: dict[str, Score] = defaultdict(Score)
        certain = Score()
        negative = Score()
        confusion: Counter[tuple[str, str]] = Counter()
        bad_spans = spans = 0
        per_text = []
        for text in all_texts:
            said_all = predict(text, frozenset(dropped.get(text.doc, ())))
            for claim in said_all:
                for item in (claim, *(i for slot in (*SLOTS, "cue") for i in claim[slot])):
                    spans += 1
                    bad_spans += text.text[item["start"] : item["end"]] != item.get("quote", item.get("text"))
            gold, said = core(text.gold), core(said_all)
            pairs = matched(gold, said, exact)
            scores["exact"].add(len(pairs), len(gold), len(said))
            scores["stages"].add(len(matched(gold, said, staged)), len(gold), len(said))
            per_text.append(f"{text.doc} {len(pairs)}/{len(gold)}/{len(said)}")
            certain.add(sum(gold[i]["certainty"] == said[j]["certainty"] for i, j in pairs), len(pairs), len(pairs))
            negative.add(
                sum(gold[i]["polarity"] == "-" for i, _ in pairs),
                sum(g["polarity"] == "-" for g in gold),
                sum(p["polarity"] == "-" for p in said),
            )
            for g in gold:
                near = [p for p in said_all if overlap(g, p)]
                if not any(exact(g, p) for p in near):
                    confusion[(g["modality"], ",".join(sorted({p["modality"] for p in near})) or "nothing")] += 1
                for slot in SLOTS:
                    for item in g.get(slot) or ():
                        said_items = [p for claim in near for p in claim[slot]]
                        slots[slot].add(slot_hit(slot, item, said_items), 1, 1)
        out(f"\n== {title} ==")
        for name, score in scores.items():
            out(f"core claims, {name:7} {score}")
            figures[f"{title}: {name}"] = score.f1
        out("per text (met/gold/read): " + ", ".join(per_text))
        for slot in SLOTS:
            out(f"slot {slot:10} recall {slots[slot].hits / max(slots[slot].gold, 1):.3f} of {slots[slot].gold}")
            figures[f"{title}: {slot}"] = slots[slot].hits / max(slots[slot].gold, 1)
        out(f"certainty equal on met claims {certain.hits} of {certain.gold}; negated {negative}")
        out(f"offsets valid {spans - bad_spans} of {spans}")
        figures[f"{title}: offsets"] = (spans - bad_spans) / max(spans, 1)
        out("missed: " + "; ".join(f"{g} as {p} x{n}" for (g, p), n in confusion.most_common(14)))
    out("\nentries that fire on one text only: " + str(sum(map(len, single.values()))))
    for doc, rules in single.items():
        out(f"  {doc}: " + ", ".join(sorted(rules)))
    return figures


def main() -> None:
    """Score against the shared gold."""
    shared = Path(os.environ.get("SARAI_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    if not (shared / "facts").is_dir():
        sys.exit(f"no gold claims in {shared / 'facts'}; set SARAI_SHARED")
    report(shared)


if __name__ == "__main__":
    main()
