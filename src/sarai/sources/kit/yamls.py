"""YAML within bounds: no file nests, repeats itself or goes round in circles until the machine gives up."""

from pathlib import Path

import yaml

from sarai.model.errors import UnreadableFile
from sarai.model.files import content

_BYTES = 4_000_000
_DEEP = 50
_VALUES = 20_000
_CURE = "put words with : or # in quotes, and indent with spaces"


def documents(path: Path) -> list[yaml.Node]:
    """The documents of a file as nodes, each with its line; no value is made of any yet.

    Raises:
        UnreadableFile: it cannot be opened, is no YAML in UTF-8, is larger, nests deeper or stands for more values
            than a file written for people does, or holds itself; the message names the line.
    """
    try:
        if path.stat().st_size > _BYTES:
            raise UnreadableFile(
                f"has more than {_BYTES / 1e6:,.0f} MB of YAML", where=str(path), cure="part it into several files"
            )
        text = content(path).decode("utf-8-sig")
    except OSError as error:
        raise UnreadableFile(f"cannot be opened: {error.strerror}", where=str(path), cure="mend the path") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile("is no YAML: no UTF-8", where=str(path), cure="save it as UTF-8") from error
    try:
        _check_size(path, text)
        found = list(yaml.compose_all(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark, place = getattr(error, "problem_mark", None), getattr(error, "position", None)
        line = mark.line + 1 if mark else None if place is None else text.count("\n", 0, place) + 1
        told = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        raise UnreadableFile(
            f"is no YAML: {told}", where=str(path) if line is None else f"{path}:{line}", cure=_CURE
        ) from error
    known: dict[int, tuple[int, int]] = {}
    for node in found:
        _measured(path, node, known, [])
    return found


def _check_size(path: Path, text: str) -> None:
    """Read the file once without keeping anything: what nests too deep would end the process that composes it."""
    deep = values = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        values += isinstance(event, yaml.NodeEvent)
        deep += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        _refuse(path, event.start_mark.line if event.start_mark else 0, values, deep)


def _measured(
    path: Path, node: yaml.Node, known: dict[int, tuple[int, int]], above: list[yaml.Node]
) -> tuple[int, int]:
    """How many values a node stands for, its aliases written out, and how deep it goes; each node is measured once."""
    if id(node) not in known:
        if any(each is node for each in above):
            raise _refused(path, node.start_mark.line, "holds itself")
        below = node.value if isinstance(node, yaml.CollectionNode) else []
        parts = [part for each in below for part in (each if isinstance(each, tuple) else (each,))]
        _refuse(path, node.start_mark.line, 0, len(above) + 1)
        found = [_measured(path, each, known, [*above, node]) for each in parts]
        known[id(node)] = (1 + sum(size for size, _ in found), 1 + max((deep for _, deep in found), default=0))
    _refuse(path, node.start_mark.line, *known[id(node)])
    return known[id(node)]


def _refuse(path: Path, line: int, values: int, deep: int) -> None:
    if deep > _DEEP + 1:
        raise _refused(path, line, f"nests deeper than {_DEEP}")
    if values > _VALUES:
        raise _refused(path, line, f"stands for more than {_VALUES:,} values")


def _refused(path: Path, line: int, told: str) -> UnreadableFile:
    return UnreadableFile(told, where=f"{path}:{line + 1}", cure="write out what it is about, without & and *")
