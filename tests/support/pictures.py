"""What a picture shows, read from its specification."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sarai.charts import lettering


class Word(NamedTuple):
    """A line of text and the box it takes, in pixels of the sheet."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool


def words(spec: dict[str, Any]) -> list[Word]:
    """Every line of text that stands upright."""
    return list(_words(spec))


def texts(spec: dict[str, Any]) -> list[str]:
    """Every text, turned ones too."""
    return [row["text"] for layer in spec["layer"] if layer["mark"]["type"] == "text" for row in _rows(layer)]


def shapes(spec: dict[str, Any], *fields: str) -> list[dict[str, Any]]:
    """The rows of all shapes that have these fields: what was drawn of the data."""
    rows = [row for layer in spec["layer"] if layer["mark"]["type"] != "text" for row in _rows(layer)]
    return [row for row in rows if set(fields) <= set(row)]


def collisions(spec: dict[str, Any]) -> list[tuple[str, str]]:
    """Pairs of texts that stand over each other by more than a pixel."""
    found = words(spec)
    return [
        (a.text, b.text) for at, a in enumerate(found) for b in found[at + 1 :]
        if min(a.right, b.right) - max(a.left, b.left) > 1 and min(a.bottom, b.bottom) - max(a.top, b.top) > 1
    ]  # fmt: skip


def outside(spec: dict[str, Any]) -> list[str]:
    """Texts that leave the sheet by more than a pixel."""
    return [
        each.text for each in words(spec)
        if each.left < -1 or each.right > spec["width"] + 1 or each.top < -1 or each.bottom > spec["height"] + 1
    ]  # fmt: skip


def _rows(layer: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = layer["data"]["values"]
    return rows


def _words(spec: dict[str, Any]) -> Iterator[Word]:
    for layer in spec["layer"]:
        mark = layer["mark"]
        if mark["type"] != "text" or "angle" in mark:
            continue
        for row in _rows(layer):
            size, bold = mark["fontSize"], mark["fontWeight"] > 400
            wide = lettering.width(row["text"], size, bold=bold)
            x = _placed(layer["encoding"]["x"], row)
            left = x - {"left": 0.0, "center": wide / 2, "right": wide}[mark["align"]]
            yield Word(row["text"], left, row["y"] - size * 0.75, left + wide, row["y"] + size * 0.22, size, bold)


def _placed(channel: dict[str, Any], row: dict[str, Any]) -> float:
    value: float = row[channel["field"]]
    if channel["scale"] is None:
        return value
    (low, high), (start, end) = channel["scale"]["domain"], channel["scale"]["range"]
    return float(start + (value - low) / (high - low) * (end - start))
