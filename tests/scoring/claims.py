"""Scores the reading of documents against hand-made claims: ``python -m tests.scoring.claims``.

Gold is read from the shared folder (SARAI_SHARED, or ``shared`` beside the checkout) where it is, and from
``data/unseen``. A predicted claim meets a gold one where their spans overlap and modality and polarity are equal; pairs
are chosen one to one so that most meet (maximum matching). Sealed sets are run by ``tests.scoring.runs`` alone.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.scoring.sealed import open_shared, open_world
from tests.scoring.texts import Text, shared_texts
from tests.scoring.unseen import by_kind, developed, held_out

from sarai.reading import STAGES, read_text


def predict(text: Text) -> list[dict[str, Any]]:
    """The claims read from a text."""
    return [claim.to_json() for claim in read_text(text.text, doc=text.doc, date=text.date)]


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


SLOTS = ("actor", "recipient", "amount", "count", "percent", "period", "instrument", "sector", "place", "attribution")


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
        return named(item, said)
    return any(p["value"] == item["value"] or overlap(p, item) for p in said)


def named(item: dict[str, Any], said: list[dict[str, Any]]) -> bool:
    """Whether a party is among those read: by value, or by the words that name it."""
    return any(str(p["value"]).casefold() == str(item["value"]).casefold() or overlap(p, item) for p in said)


def directed(gold: dict[str, Any], amount: dict[str, Any], said: list[dict[str, Any]]) -> bool:
    """Whether one claim holds the sum with a giver and a receiver that were marked, neither the wrong way round."""
    for claim in said:
        if not any(p["value"] == amount["value"] and p["currency"] == amount["currency"] for p in claim["amount"]):
            continue
        givers, receivers = claim["actor"], claim["recipient"]
        if {i["value"] for i in gold["actor"]} == {i["value"] for i in gold["recipient"]}:
            # One's own contribution: right where its payer is named and nobody else receives it.
            if any(named(i, givers) for i in gold["actor"]) and all(
                any(named(i, [p]) for i in gold["recipient"]) for p in receivers
            ):
                return True
            continue
        right = any(named(i, givers) for i in gold["actor"]) and any(named(i, receivers) for i in gold["recipient"])
        turned = any(named(i, receivers) for i in gold["actor"]) or any(named(i, givers) for i in gold["recipient"])
        if right and not turned:
            return True
    return False


@dataclass
class Figures:
    """What one scoring of a set of texts counted."""

    exact: Score = field(default_factory=Score)
    stages: Score = field(default_factory=Score)
    slots: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    certainty: Score = field(default_factory=Score)
    direction: Score = field(default_factory=Score)
    negated: Score = field(default_factory=Score)
    spans: Score = field(default_factory=Score)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_text: dict[str, Score] = field(default_factory=dict)

    def recall(self, slot: str) -> float | None:
        """The part of the gold items of a slot that were read; None where the gold holds none."""
        return self.slots[slot].hits / self.slots[slot].gold if self.slots[slot].gold else None


def measure(texts: Iterable[Text]) -> Figures:
    """Score the texts."""
    made = Figures()
    for text in texts:
        said_all = predict(text)
        for claim in said_all:
            for item in (claim, *(i for slot in (*SLOTS, "cue") for i in claim[slot])):
                held = text.text[item["start"] : item["end"]] == item.get("quote", item.get("text"))
                made.spans.add(held, 1, 1)
        gold, said = core(text.gold), core(said_all)
        pairs = matched(gold, said, exact)
        for score, met in ((made.exact, pairs), (made.stages, matched(gold, said, staged))):
            score.add(len(met), len(gold), len(said))
        made.by_text[text.doc] = Score(len(pairs), len(gold), len(said))
        made.certainty.add(sum(gold[i]["certainty"] == said[j]["certainty"] for i, j in pairs), len(pairs), len(pairs))
        made.negated.add(
            sum(gold[i]["polarity"] == "-" for i, _ in pairs),
            sum(g["polarity"] == "-" for g in gold),
            sum(p["polarity"] == "-" for p in said),
        )
        for g in gold:
            near = [p for p in said_all if overlap(g, p)]
            if not any(exact(g, p) for p in near):
                told = ",".join(sorted({p["modality"] + p["polarity"] for p in near})) or "nothing"
                made.confusion[(g["modality"] + g["polarity"], told)] += 1
            for amount in g["amount"] if g["actor"] and g["recipient"] else ():
                made.direction.add(directed(g, amount, near), 1, 1)
            for slot in SLOTS:
                for item in g.get(slot) or ():
                    said_items = [p for claim in near for p in claim[slot]]
                    made.slots[slot].add(slot_hit(slot, item, said_items), 1, 1)
    return made


def printed(title: str, made: Figures, out: Callable[[str], None]) -> None:
    """Print one scoring."""
    out(f"\n== {title} ==")
    out(f"core claims, exact   {made.exact}")
    out(f"core claims, stages  {made.stages}")
    told = (f"{doc} {one.hits}/{one.gold}/{one.said}" for doc, one in made.by_text.items())
    out("per text (met/gold/read): " + ", ".join(told))
    for slot in SLOTS:
        if (share := made.recall(slot)) is not None:
            out(f"slot {slot:10} recall {share:.3f} of {made.slots[slot].gold}")
    out(f"certainty equal on met claims {made.certainty.hits} of {made.certainty.gold}; negated {made.negated}")
    out(f"sums of money with giver and receiver right {made.direction.hits} of {made.direction.gold}")
    out(f"offsets valid {made.spans.hits} of {made.spans.gold}")
    out("missed: " + "; ".join(f"{g} as {p} x{n}" for (g, p), n in made.confusion.most_common(14)))


def report(shared: Path | None, out: Callable[[str], None] = print) -> dict[str, Figures]:
    """Print the scores of texts that may be looked at, of the shared gold where its folder is given; by name."""
    found: dict[str, Figures] = {}
    if shared:
        found["shared, seen"] = measure(shared_texts(shared))
        found["shared, open half of the later set"] = measure(open_shared(shared))
    found["own texts, improved on"] = measure(developed())
    found["own texts, held out"] = measure(held_out())
    found["own short texts, by kind"] = measure(by_kind())
    found["own texts in the world's kinds, open half"] = measure(open_world())
    for title, made in found.items():
        printed(title, made, out)
    return found


def shared_folder() -> Path | None:
    """The folder of the shared gold, where there is one."""
    shared = Path(os.environ.get("SARAI_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    return shared if (shared / "facts").is_dir() else None


def main() -> None:
    """Score against the shared gold where it is, and against the texts of our own."""
    report(shared_folder())


if __name__ == "__main__":
    main()
