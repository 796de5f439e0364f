"""What a picture shows, read from what was drawn."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from sarai.charts import lettering
from sarai.charts.sheet import Picture

_SIZES = (("ct", 17.0), ("cs", 13.0), ("so", 11.0), ("s", 11.0))


class Word(NamedTuple):
    """A line of text and the box it takes, in units of the sheet."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def root_of(picture: Picture, *, narrow: bool = False) -> Any:
    """The drawn markup of a picture as a tree."""
    markup, _, _ = picture.narrow if narrow else picture.wide
    return etree.fromstring(f"<svg>{markup}</svg>")


def texts(picture: Picture) -> list[str]:
    """Every line of text."""
    return [each.text or "" for each in root_of(picture).iter("text")]


def shapes(picture: Picture, cls: str) -> list[dict[str, str]]:
    """What is drawn with a class, beside words."""
    return [
        dict(each.attrib) for each in root_of(picture).iter()
        if each.tag != "text" and cls in each.get("class", "").split()
    ]  # fmt: skip


def words(picture: Picture, *, narrow: bool = False) -> list[Word]:
    """Every line of text with its box."""
    return list(_words(root_of(picture, narrow=narrow), 0.0, 0.0))


def collisions(picture: Picture, *, narrow: bool = False) -> list[tuple[str, str]]:
    """Pairs of texts that stand over each other by more than a pixel."""
    found = words(picture, narrow=narrow)
    return [
        (a.text, b.text) for at, a in enumerate(found) for b in found[at + 1 :]
        if min(a.right, b.right) - max(a.left, b.left) > 1 and min(a.bottom, b.bottom) - max(a.top, b.top) > 1
    ]  # fmt: skip


def outside(picture: Picture, *, narrow: bool = False) -> list[str]:
    """Texts that leave the sheet by more than a pixel."""
    _, width, height = picture.narrow if narrow else picture.wide
    return [
        each.text for each in words(picture, narrow=narrow)
        if each.left < -1 or each.right > width + 1 or each.top < -1 or each.bottom > height + 1
    ]  # fmt: skip


def _words(node: Any, x: float, y: float) -> Iterator[Word]:
    for each in node:
        if each.tag == "svg":
            yield from _words(each, x + float(each.get("x")), y + float(each.get("y")))
        elif each.tag == "text":
            classes = each.get("class", "").split()
            size = next((size for cls, size in _SIZES if cls in classes), 12.5)
            wide = lettering.width(each.text or "", size, bold=bool({"b", "ct"} & set(classes)))
            left = x + float(each.get("x")) - (wide if "e" in classes else wide / 2 if "m" in classes else 0)
            base = y + float(each.get("y"))
            yield Word(each.text or "", left, base - size * 0.75, left + wide, base + size * 0.22)
