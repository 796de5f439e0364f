"""What a record says beside its money: records it is linked to, places, sectors, labels, words and parties."""

from collections.abc import Iterator

from sarai.model.keys import child_key, record_key
from sarai.sources.aiddata import codes, gcdf3, links
from sarai.sources.aiddata.row import ID, Row
from sarai.sources.kit.cells import listed, text


def related(row: Row, key: str) -> Iterator[dict[str, object]]:
    """The records that the title, or compiled facts in its stead, name: umbrellas above it and siblings beside it."""
    told = dict(links.linked(text(row.get("title"))))
    for each in listed(row.get("linked")):
        word, _, number = each.rpartition(" ")
        told[number] = "parent" if word == "umbrella" else "sibling"
    for number, kind in sorted(told.items()):
        yield {
            **row.origin(child_key(key, "related", number)),
            "activity": key,
            "type": kind,
            "ref": number,
            "related": record_key(ID, number),
        }


def splits(row: Row, key: str, recipient: str | None, sector: tuple[str, str] | None) -> Iterator[dict[str, object]]:
    """The recipient and the sector that the whole of it goes to."""
    whole_share = {"percent": 100.0, "basis": "whole"}
    if recipient is not None:
        vocabulary = "iso2" if recipient.isalpha() else "oecd-dac-region"
        yield {
            **row.origin(child_key(key, "recipient", recipient)),
            "owner": key,
            "dimension": "recipient",
            "vocabulary": vocabulary,
            "code": recipient,
            "label": text(row.get("recipient_condensed")),
            **whole_share,
        }
    if sector is not None:
        yield {
            **row.origin(child_key(key, "sector", sector[0])),
            "owner": key,
            "dimension": "sector",
            "vocabulary": "oecd-dac",
            "code": sector[0],
            "label": sector[1],
            **whole_share,
        }


def labels(row: Row, key: str) -> Iterator[dict[str, object]]:
    """What it is called besides, by other lists of places and topics: labels without a share."""
    for columns, dimension in ((codes.RECIPIENT_LABELS, "recipient"), (codes.TOPIC_LABELS, "topic")):
        for column, vocabulary in columns.items():
            stated = text(row.get(column))
            if stated is not None:
                counted = vocabulary in codes.COUNTED_TOPICS
                yield {
                    **row.origin(child_key(key, dimension, vocabulary)),
                    "owner": key,
                    "dimension": dimension,
                    "vocabulary": vocabulary,
                    "code": stated if counted else None,
                    "label": stated,
                    "percent": 100.0 if counted else None,
                    "basis": "whole" if counted else "label",
                }


def texts(row: Row, key: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Its words, parties, other columns and places, each with the table it goes to."""
    for column, element in codes.NARRATIVES.items():
        if words := text(row.get(column)):
            yield (
                "narrative",
                {
                    **row.origin(child_key(key, element)),
                    "owner": key,
                    "element": element,
                    "language": "en",
                    "text": words,
                },
            )
    for role, name, kind, part in _participants(row):
        yield (
            "participant",
            {**row.origin(child_key(key, part)), "activity": key, "role": role, "name": name, "type": kind},
        )
    for name, words in gcdf3.told(row.cells):
        yield "extra", {**row.origin(child_key(key, "told", name)), "owner": key, "name": name, "value": words}
    if feature := text(row.get("geographic_feature")):
        yield (
            "location",
            {
                **row.origin(child_key(key, "feature")),
                "activity": key,
                "precision": text(row.get("geographic_precision")),
                "reference": feature,
            },
        )
    if place_name := text(row.get("location_details")):
        yield (
            "location",
            {
                **row.origin(child_key(key, "location")),
                "activity": key,
                "name": place_name,
                "precision": None if feature else text(row.get("geographic_precision")),
            },
        )


def _participants(row: Row) -> Iterator[tuple[str, str, str | None, str]]:
    """Who takes part: role, name, type, and what tells it from the others of the record."""
    if row.settings.dataset in gcdf3.COLUMNS:
        for column, role in gcdf3.AGENCIES.items():
            for place, (name, kind) in enumerate(gcdf3.agencies(row.cells, column), 1):
                yield role, name, kind, child_key(column.replace("_", "-"), place)
        return
    for column, role in codes.PARTICIPANTS.items():
        for place, stated in enumerate(listed(row.get(column)), 1):
            name, _, kind = stated.rpartition(",")
            yield role, name.strip() or stated, kind.strip() if name else None, child_key(role, place)
