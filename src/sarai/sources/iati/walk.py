"""Walking one record: every element, attribute and text goes where the table of paths says, or is noted.

What comes out are raw rows: dictionaries of the texts as they stand, one list for each table of
``paths``, each with its ``where`` (XPath) and the row it stands ``in``.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from sarai.sources.iati.paths import CONTAINERS, XML_LANG, Node, tree

Raw = dict[str, Any]
"""A raw row: texts by column, beside ``where``, ``in`` and, once it is known, ``key``."""


@dataclass(slots=True)
class Words:
    """One text in one language, and the row it belongs to."""

    owner: Raw
    element: str
    language: str | None
    text: str
    where: str


@dataclass(slots=True)
class Oddity:
    """Something that the table of paths has no place for, or a second value where one is allowed."""

    where: str
    column: str
    value: str
    reason: str


@dataclass(slots=True)
class Walked:
    """What one record holds."""

    record: Raw
    rows: dict[str, list[Raw]] = field(default_factory=lambda: defaultdict(list))
    words: list[Words] = field(default_factory=list)
    odd: list[Oddity] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)


_NO_PLACE = ("", "", "")

EXTENSION = "elements and attributes of other namespaces"


def walk(element: Any, where: str) -> Walked:
    """The raw rows of one record (``iati-activity``, ``iati-organisation``) that stands at ``where``."""
    node = tree(CONTAINERS[element.tag]).children[element.tag]
    found = Walked({"where": where})
    state: tuple[str | None, str] = (None, "")
    for name, value in element.items():
        state = _attribute(name, value.strip(), element, node, found.record, where, state, found)
    language = found.record["language"] = state[0]
    if (text := element.text) and not text.isspace():
        found.odd.append(Oddity(where, "text()", text.strip(), "is text where the standard has none"))
    _below(element, node, found.record, where, language, "", found)
    return found


def _below(element: Any, node: Node, row: Raw, where: str, language: str | None, kind: str, found: Walked) -> None:
    children = node.children
    counts: dict[str, int] = {}
    for child in element:
        tail = child.tail
        if tail and not tail.isspace():
            found.odd.append(Oddity(where, "text()", tail.strip(), "is text between elements, where none belongs"))
        tag = child.tag
        spec = children.get(tag)
        if spec is None:
            _unknown(child, where, found)
            continue
        if spec.reason is not None:
            found.left[spec.path] += 1
            continue
        nth = counts[tag] = counts.get(tag, 0) + 1
        target = row
        place = where
        if spec.table is not None:
            place = f"{where}/{tag}[{nth}]"
            target = {"where": place, "in": row, **spec.constants}
            found.rows[spec.table].append(target)
        elif spec.begins:
            place = f"{where}/{tag}" if nth == 1 else f"{where}/{tag}[{nth}]"
        spoken, told = language, kind
        for name, value in child.items():
            verb, column, _ = spec.attributes.get(name, _NO_PLACE)
            if verb == "set" and value and column not in target and not value[0].isspace():
                target[column] = value.rstrip()
            else:
                spoken, told = _attribute(name, value.strip(), child, spec, target, place, (spoken, told), found)
        text = child.text
        if text is not None:
            text = text.strip()
            if text:
                _text(text, child, spec, target, where, nth, spoken, told, found)
        if len(child):
            if spec.children:
                _below(child, spec, target, place, spoken, told, found)
            else:
                _markup(child, spec, place, found)


def _attribute(
    name: str, value: str, element: Any, node: Node, row: Raw, where: str, state: tuple[str | None, str], found: Walked
) -> tuple[str | None, str]:
    """Put an attribute where it goes; gives the language of the words below, and their kind."""
    language, kind = state
    verb, column, _ = node.attributes.get(name, _NO_PLACE)
    if verb == "lang" or name == XML_LANG:
        return value or language, kind
    if verb == "kind":
        return language, value or kind
    if verb == "no":
        found.left[f"{node.path}/@{name}"] += 1
    elif verb == "set" and value:
        if column in row:
            _twice(row, column, value, where, f"{element.tag}/@{name}", found)
        else:
            row[column] = value
    elif verb == "add" and value:
        row.setdefault(column, []).append(value)
    elif verb == "" and name[0] == "{":
        found.left[EXTENSION] += 1
    elif verb == "":
        shown = f"{element.tag}/@{name}"
        found.odd.append(Oddity(where, shown, value, "is no attribute that the standard has there"))
    return state


def _text(
    text: str, element: Any, node: Node, row: Raw, where: str, nth: int, language: str | None, kind: str, found: Walked
) -> None:
    if node.text is None:
        shown = f"{element.tag}/text()"
        found.odd.append(Oddity(where, shown, text, "is text where the standard has none"))
        return
    verb, column, name = node.text
    if verb == "text":
        if len(element):
            text = " ".join("".join(element.itertext()).split())
        place = f"{row['where']}/{node.relative}" if node.table is None else row["where"]
        found.words.append(Words(row, f"{name} {kind}" if kind else name, language, text, _nth(place, nth)))
        if column and column not in row:
            row[column] = text
    elif verb == "set":
        if column in row:
            _twice(row, column, text, where, f"{element.tag}/text()", found)
        else:
            row[column] = text
    elif verb == "no":
        found.left[f"{node.path}/text()"] += 1


def _nth(place: str, nth: int) -> str:
    return place if nth == 1 else f"{place}[{nth}]"


def _twice(row: Raw, column: str, value: str, where: str, shown: str, found: Walked) -> None:
    if row[column] != value:
        found.odd.append(Oddity(where, shown, value, "stands beside another value, and only one can be kept"))


def _unknown(child: Any, where: str, found: Walked) -> None:
    if child.tag is etree.Comment or child.tag is etree.ProcessingInstruction:
        return
    if child.tag is etree.Entity:
        found.odd.append(Oddity(where, "text()", child.text, "is an entity, and entities are not expanded"))
    elif child.tag[0] == "{":
        found.left[EXTENSION] += 1
    else:
        shown = etree.tostring(child, encoding="unicode", with_tail=False)
        found.odd.append(Oddity(where, child.tag, shown, "is no element that the standard has there"))


def _markup(element: Any, node: Node, where: str, found: Walked) -> None:
    """Elements where the standard has none: inside a text their words are kept with it, and the markup is noted."""
    in_text = node.text is not None and node.text[0] == "text"
    for child in element:
        if in_text and isinstance(child.tag, str) and child.tag[0] != "{":
            shown = f"{element.tag}/{child.tag}"
            found.odd.append(Oddity(where, shown, "", "is markup inside a text; its words are kept"))
        else:
            _unknown(child, where, found)
            if not in_text and (tail := child.tail) and not tail.isspace():
                found.odd.append(Oddity(where, "text()", tail.strip(), "is text between elements, where none belongs"))
