"""YAML with the line of every key, so that a fault can be told where it stands."""

import hashlib
from pathlib import Path
from typing import Any

import yaml

from sarai.model.errors import BadMapping, UnreadableFile
from sarai.model.files import content
from sarai.sources.kit.yamls import documents

Lines = dict[tuple[str | int, ...], int]
"""The line of each key, by the keys that lead to it; the empty one is the file's first."""


def read_with_lines(path: Path) -> tuple[Any, Lines, str]:
    """A YAML file as plain Python, its lines, and its sha256. Scalars stay the text they are: NO is Norway.

    Raises:
        BadMapping: it cannot be opened, is no YAML, or has a key twice.
    """
    try:
        found = documents(path)
        digest = hashlib.sha256(content(path)).hexdigest()
    except UnreadableFile as error:
        raise BadMapping(error.what, where=error.where, cure=error.cure) from error
    except OSError as error:
        raise BadMapping(f"cannot be opened: {error.strerror}", where=str(path), cure="mend the path") from error
    if len(found) > 1:
        raise BadMapping(
            "holds a second document",
            where=f"{path}:{found[1].start_mark.line + 1}",
            cure="a mapping has no line of --- between its keys",
        )
    lines: Lines = {(): 1}
    raw = _value(path, found[0], (), lines) if found else None
    return raw, lines, digest


def _value(path: Path, node: yaml.Node, keys: tuple[str | int, ...], lines: Lines) -> Any:
    """Plain Python of a YAML node; ``lines`` learns where each key stands. Scalars stay the text they are."""
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                raise BadMapping(
                    f"{name!r} stands twice",
                    where=f"{path}:{key.start_mark.line + 1}",
                    cure="keep one of the two; a column for two fields is written as a list",
                )
            lines[(*keys, name)] = key.start_mark.line + 1
            found[name] = _value(path, value, (*keys, name), lines)
        return found
    if isinstance(node, yaml.SequenceNode):
        listed = []
        for place, each in enumerate(node.value):
            lines[(*keys, place)] = each.start_mark.line + 1
            listed.append(_value(path, each, (*keys, place), lines))
        return listed
    return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)
