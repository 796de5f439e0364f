"""One module per published format. Adding a source is adding a module; discovery is automatic.

A module of this package whose name has no leading underscore holds exactly two public names:
``SOURCE``, its card, and ``read``, its reader (see ``sarai.model.provenance``).
"""

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from sarai.model.errors import SourceChanged, UnknownFormat
from sarai.model.provenance import Format, Reader, SourceCard
from sarai.sources._peek import Peek, peek
from sarai.sources._peek_xml import Root
from sarai.sources._sheets import header_faults

__all__ = ["Recognition", "card", "cards", "reader", "recognise"]


@dataclass(frozen=True, slots=True)
class Recognition:
    """Which reader takes a file, as which dataset, and why."""

    card: SourceCard
    format: Format
    why: str


@cache
def cards() -> Mapping[str, SourceCard]:
    """The cards of all sources, by id."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            source = importlib.import_module(f"{__name__}.{module.name}").SOURCE
            found[source.id] = source
    return found


def card(source: str) -> SourceCard:
    """The card of a source.

    Raises:
        UnknownFormat: no reader of that id.
    """
    if source not in cards():
        raise UnknownFormat(f"there is no reader {source!r}", cure=f"readers: {', '.join(sorted(cards()))}")
    return cards()[source]


def reader(source: str) -> Reader:
    """The ``read`` of a source."""
    card(source)
    found: Reader = importlib.import_module(f"{__name__}.{source}").read
    return found


def recognise(path: Path) -> Recognition:
    """Find the reader and dataset of a file from its kind, sheets and header.

    Raises:
        UnreadableFile: the file cannot be looked into.
        SourceChanged: a format is all but met: columns are missing or unknown; they are named.
        UnknownFormat: no format comes near; the message names what the nearest would need.
    """
    seen = peek(path)
    if seen.root is not None:
        return _by_root(path, seen.root)
    candidates = [
        (_overlap(seen, each), source, each)
        for source in cards().values()
        for each in source.formats
        if each.kind == seen.kind
    ]
    if not candidates:
        raise UnknownFormat(
            f"no reader takes a file of kind {seen.kind}",
            where=str(path),
            cure="see what is read: sarai sources",
        )
    overlap, source, best = max(candidates, key=lambda each: each[0])
    sheets = _sheets_of(seen, best)
    faults = [fault for sheet, header in sheets.items() if (fault := header_faults(header, best.columns, sheet))]
    if overlap == 1.0 and not faults:
        where = f"sheet {', '.join(map(repr, sheets))}" if best.sheets else "its header"
        return Recognition(source, best, f"{where} has exactly the {len(best.columns)} columns of {best.title}")
    if overlap >= 0.5:
        missing_sheets = [sheet for sheet in best.sheets if sheet not in seen.headers]
        told = [f"sheet {sheet!r} is missing" for sheet in missing_sheets] + faults
        raise SourceChanged(
            f"looks like {best.title}, but {'; '.join(told)}",
            where=str(path),
            cure="put the columns back as published; if the publisher changed them, the reader must learn them first",
        )
    raise UnknownFormat(
        f"no reader knows this header; the nearest is {best.title} with {overlap:.0%} of its columns",
        where=str(path),
        cure="see what is read and how it is recognised: sarai sources",
    )


def _by_root(path: Path, root: Root) -> Recognition:
    """The format of an XML file: that of its root and, among these, of the version it states."""
    named = [(source, each) for source in cards().values() for each in source.formats if each.root == root.name]
    if not named:
        known = sorted({each.root for source in cards().values() for each in source.formats if each.root})
        near = difflib.get_close_matches(root.name, known, n=1, cutoff=0.5)
        like = f"; it could be meant for <{near[0]}>" if near else ""
        raise UnknownFormat(
            f"no reader takes XML whose root is <{root.name}>{like}",
            where=str(path),
            cure=f"roots that are read: {', '.join(f'<{each}>' for each in known)}",
        )
    source, found = max(named, key=lambda each: _fit(root.version, each[1]))
    told = f"version {root.version!r}" if root.version else "no version"
    if root.generated is not None:
        found = replace(found, as_of=root.generated)
    return Recognition(source, found, f"its root is <{root.name}>, stating {told}: {found.title}")


def _fit(version: str, wanted: Format) -> int:
    """How much of the stated version a format asks for; a format for any version fits worst."""
    fits = [len(each) for each in wanted.versions if version.startswith(each)]
    return max(fits, default=-1)


def _sheets_of(seen: Peek, wanted: Format) -> dict[str, tuple[str, ...]]:
    if not wanted.sheets:
        return {sheet: header for sheet, header in seen.headers.items() if sheet == ""}
    return {sheet: seen.headers[sheet] for sheet in wanted.sheets if sheet in seen.headers}


def _overlap(seen: Peek, wanted: Format) -> float:
    headers = [set(seen.headers.get(sheet, ())) for sheet in wanted.sheets or ("",)]
    columns = set(wanted.columns)
    named = sum(1.0 if columns == header else len(columns & header) / len(columns | header) for header in headers)
    found = named / len(headers)
    if found < 0.5:
        # A renamed sheet is a changed source, not an unknown one.
        anywhere = max((len(columns & set(h)) / len(columns | set(h)) for h in seen.headers.values()), default=0.0)
        found = max(found, min(anywhere, 0.99) if anywhere >= 0.8 else found)
    return found
