"""Claims as rows of the canonical tables ``document`` and ``claim``."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sarai.model.claim import SLOTS, Claim, Item
from sarai.reading.reader import Reading

if TYPE_CHECKING:
    import pyarrow as pa


def tables(reading: Reading, *, date: dt.date | None = None) -> "dict[str, pa.Table]":
    """The ``document`` row and the ``claim`` rows of a reading.

    A claim's key is the file's hash with its span, modality and actors: the same file gives the same keys.
    """
    from sarai.model.tables import from_rows

    digest = hashlib.sha256(reading.source.path.read_bytes()).hexdigest()
    dataset = reading.source.path.name
    document = f"text:{digest[:16]}"
    origin = {"source": "text", "dataset": dataset, "file": digest}
    keys = {claim.id: f"{document}:{number:05}" for number, claim in enumerate(reading.claims, 1)}
    rows = [{**origin, **_row(claim, document, keys)} for claim in reading.claims]
    whole: dict[str, object] = {
        **origin,
        "key": document,
        "locator": "whole",
        "title": dataset,
        "kind": reading.source.kind,
        "date": date,
        "pages": len(reading.source.pages) or None,
        "characters": len(reading.source.text),
    }
    return {"document": from_rows("document", [whole]), "claim": from_rows("claim", rows)}


def claims(rows: "pa.Table") -> list[Claim]:
    """The claims that rows of the table ``claim`` tell: keys are their ids, the file's name their document."""
    return [_claim(row) for row in rows.to_pylist()]


def _claim(row: Mapping[str, Any]) -> Claim:
    slots = {slot: tuple(map(Item.from_json, items)) for slot, items in json.loads(row["slots"]).items() if items}
    return Claim(
        row["key"], row["dataset"], row["type"], row["core"] == "yes", row["quote"], row["span_start"], row["span_end"],
        row["modality"], row["polarity"], row["certainty"], slots, tuple(row["rules"]), row["part_of"],
        row["duplicate_of"], json.loads(row["relation"]) if row["relation"] else None, row["page"],
    )  # fmt: skip


def _row(claim: Claim, document: str, keys: dict[str, str]) -> dict[str, object]:
    from decimal import Decimal

    amount = next(iter(claim.items("amount")), None)
    count = next(iter(claim.items("count")), None)
    period = next((item for item in claim.items("period") if item.more.get("from") or item.more.get("to")), None)
    ends = amount.value if amount and isinstance(amount.value, list) else [amount.value] if amount else []

    def codes(slot: str) -> list[str]:
        said = [code for item in claim.items(slot) for code in str(item.more.get("code") or item.value).split(";")]
        return list(dict.fromkeys(said))

    def values(slot: str) -> list[str]:
        return list(dict.fromkeys(str(item.value) for item in claim.items(slot)))

    page = f"page {claim.page} " if claim.page else ""
    placed = claim.in_file not in (None, (claim.start, claim.end))
    in_file = f", {claim.in_file[0]}-{claim.in_file[1]} of the file" if placed and claim.in_file else ""
    return {
        "key": keys[claim.id],
        "locator": f"{page}characters {claim.start}-{claim.end}{in_file}",
        "document": document,
        "span_start": claim.start,
        "span_end": claim.end,
        "page": claim.page,
        "quote": claim.quote,
        "type": claim.type,
        "core": "yes" if claim.core else "no",
        "modality": claim.modality,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "actors": codes("actor"),
        "recipients": codes("recipient"),
        "amount": Decimal(str(ends[0])) if ends else None,
        "amount_high": Decimal(str(ends[1])) if len(ends) > 1 else None,
        "currency": amount.more["currency"] if amount else None,
        "comparator": amount.more["cmp"] if amount else None,
        "count": count.value if count else None,
        "count_unit": count.more["unit"] if count else None,
        "period_from": period.more.get("from") if period else None,
        "period_to": period.more.get("to") if period else None,
        "instruments": values("instrument"),
        "sectors": values("sector"),
        "topics": list(dict.fromkeys(str(item.more["topic"]) for item in claim.items("sector"))),
        "places": values("place"),
        "part_of": keys.get(claim.part_of or ""),
        "duplicate_of": keys.get(claim.duplicate_of or ""),
        "relation": json.dumps(dict(claim.relation)) if claim.relation else None,
        "slots": json.dumps(
            {slot: [item.to_json() for item in claim.items(slot)] for slot in SLOTS}, ensure_ascii=False
        ),
        "rules": list(claim.rules),
    }
