"""A claim: one thing a text says about cooperation, with the characters it says it in."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

STAGES: Mapping[str, str] = {
    "requested": "wanted", "proposed": "wanted", "expressed_interest": "wanted",
    "announced": "intended", "pledged": "intended",
    "signed": "agreed", "adopted": "agreed", "launched": "agreed", "committed": "agreed",
    "disbursed": "paid", "delivered": "paid", "completed": "paid", "ongoing": "paid",
    "reported": "stated", "assessed": "stated",
}  # fmt: skip
"""Modality to stage: wanted, intended, agreed, paid or delivered, stated."""


class Item(NamedTuple):
    """A filled slot: a value and the characters it was read from; ``stated`` is False for an antecedent.

    ``more`` holds what the slot adds: currency and comparator of an amount, unit of a count, code of an actor.
    """

    value: Any
    text: str
    start: int
    end: int
    stated: bool = True
    more: Mapping[str, Any] = MappingProxyType({})

    def to_json(self) -> dict[str, Any]:
        """The item in the shared notation."""
        named = {} if self.value is None else {"value": self.value}
        return {
            **named, **self.more, "text": self.text, "start": self.start, "end": self.end, "in_quote": self.stated
        }  # fmt: skip

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Item":
        """The item that ``to_json`` tells."""
        more = {name: value for name, value in said.items() if name not in _OF_ITEM}
        return cls(said.get("value"), said["text"], said["start"], said["end"], said["in_quote"], more)


_OF_ITEM = ("value", "text", "start", "end", "in_quote")


class Claim(NamedTuple):
    """One claim. ``start`` and ``end`` count code points in the text as it was; ``rules`` made it.

    ``in_file`` is the span with its markup in the file, where text was taken out of markup (HTML).
    """

    id: str
    doc: str
    type: str
    core: bool
    quote: str
    start: int
    end: int
    modality: str
    polarity: str
    certainty: str
    slots: Mapping[str, tuple[Item, ...]]
    rules: tuple[str, ...]
    part_of: str | None = None
    duplicate_of: str | None = None
    relation: Mapping[str, Any] | None = None
    page: int | None = None
    in_file: tuple[int, int] | None = None

    def items(self, slot: str) -> tuple[Item, ...]:
        """What fills a slot; empty where the text says nothing."""
        return self.slots.get(slot, ())

    def to_json(self) -> dict[str, Any]:
        """The claim in the shared notation, with its rules."""
        made: dict[str, Any] = {
            "id": self.id, "doc": self.doc, "type": self.type, "core": self.core, "quote": self.quote,
            "start": self.start, "end": self.end, "modality": self.modality, "polarity": self.polarity,
            "certainty": self.certainty,
        }  # fmt: skip
        for slot in SLOTS:
            made[slot] = [item.to_json() for item in self.items(slot)]
        for name in ("part_of", "duplicate_of", "relation", "page"):
            value = getattr(self, name)
            if value is not None:
                made[name] = dict(value) if name == "relation" else value
        if self.in_file is not None:
            made["in_file"] = list(self.in_file)
        made["rules"] = list(self.rules)
        return made


SLOTS = ("cue", "actor", "recipient", "channel", "amount", "count", "percent", "period", "instrument", "sector",
         "place", "attribution")  # fmt: skip
